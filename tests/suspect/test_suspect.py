"""Confirmed links, from the command that confirms to the notice when the other end changes."""

import shutil
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plantrace.cli import main
from plantrace.findings.blocks import scan
from plantrace.suspect.confirm import confirmed

CONF = """
project = "試験"
language = "ja"
extensions = ["myst_parser", "sphinx_needs", "plantrace", "safe_publish"]
myst_enable_extensions = ["colon_fence"]
html_theme = "basic"
needs_from_toml = "ubproject.toml"
"""
OLD = """# 旧計画

:::{plan} 旧計画
:id: IP
:::

:::{guideline} 指針
:id: IP-G1
:implements: IP
:::

:::{measure} 施策
:id: IP-M01
:implements: IP-G1
:::

:::{individual-measure} 個別施策
:id: IP-K01
:implements: IP-M01
:continues-to: DX-I01, DX-I02
:source: 別紙
:::
"""
NEW = """# 新計画

:::{plan} 新計画
:id: DX
:::

:::{viewpoint} 視点
:id: DX-V1
:implements: DX
:::

:::{initiative} 窓口の改革
:id: DX-I01
:implements: DX-V1

窓口を改めます。
:::

:::{initiative} 情報の発信
:id: DX-I02
:implements: DX-V1
:::
"""


@pytest.fixture
def project(tmp_path, root, monkeypatch, capsys):
    """A sound project, where `run` runs a command in process and returns (code, out, err)."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "conf.py").write_text(CONF, "utf-8")
    shutil.copy(root / "ubproject.toml", tmp_path)
    pages = {"old": OLD, "new": NEW, "index": "# 目次\n\n```{toctree}\nold\nnew\n```\n"}
    for name, text in pages.items():
        (tmp_path / "docs" / f"{name}.md").write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)

    def run(*words):
        code = main(list(words))
        return code, *capsys.readouterr()

    def edit(name, before, after):
        page = tmp_path / "docs" / f"{name}.md"
        assert before in page.read_text("utf-8")
        page.write_text(page.read_text("utf-8").replace(before, after), "utf-8")

    return SimpleNamespace(run=run, edit=edit, docs=tmp_path / "docs")


def line_of(project):
    text = (project.docs / "old.md").read_text("utf-8").split("\n")
    return [line for line in text if line.startswith(":confirmed:")]


def test_a_confirmed_link_is_suspect_when_its_end_changes_until_confirmed_again(project):
    code, out, _ = project.run("confirm", "IP-K01", "DX-I01")
    assert (code, out) == (0, "docs/old.md に書きました：IP-K01 → DX-I01\n")
    (first,) = line_of(project)
    assert "誤りはありません" in project.run("check")[1]
    project.edit("new", "窓口を改めます。", "窓口をなくします。")
    code, out, _ = project.run("check")
    assert code == 0
    assert out.startswith(
        "docs/old.md:20: 注意: IP-K01 の「:continues-to:」の先の DX-I01「窓口の改革」が、"
        "確認したときから変わりました。"
    )
    assert "> 20 | :continues-to: DX-I01, DX-I02" in out
    assert "plantrace confirm IP-K01 DX-I01" in out
    assert project.run("check")[1] == out
    assert "注意" in project.run("build")[2]  # and the site is built all the same
    project.run("confirm", "IP-K01", "DX-I01")
    (second,) = line_of(project)
    assert first != second
    assert "注意" not in project.run("check")[1]


def test_what_is_not_text_does_not_make_a_link_suspect(project):
    project.run("confirm", "IP-K01")
    assert [entry.split("@")[0] for entry in line_of(project)[0].split()[1:]] == [
        "DX-I01", "DX-I02",
    ]  # fmt: skip
    project.edit("new", ":id: DX-I02\n", ":id: DX-I02\n:source: 本文\n")
    project.edit("new", "# 新計画\n", "# 新しい計画\n\n前書きです。\n")
    assert "誤りはありません" in project.run("check")[1]
    project.edit("new", "情報の発信", "情報の発信と収集")
    assert project.run("check")[1].count("注意: ") == 1


def test_a_confirmation_of_a_link_that_is_gone_is_told(project):
    project.run("confirm", "IP-K01")
    project.edit("old", ":continues-to: DX-I01, DX-I02", ":continues-to: DX-I01")
    project.edit("new", ":id: DX-I02\n", ":id: DX-I02\n:gap_reason: 前の計画にありません。\n")
    out = project.run("check")[1]
    assert "docs/old.md:21: 注意: 「:confirmed:」に「DX-I02@" in out
    assert out.count("注意: ") == 1


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["IP-K99"], "「IP-K99」という id の項目は"),
        (["IP-K01", "DX-V1"], "IP-K01 から「DX-V1」へのつながりはありません"),
        (["IP"], "IP には、確認するつながりがありません"),
    ],
)
def test_what_cannot_be_confirmed_is_refused(project, words, sentence):
    code, _, err = project.run("confirm", *words)
    assert code == 2
    assert sentence in err
    assert line_of(project) == []


@pytest.mark.parametrize("absent", ["fingerprint", "confirmed"])
def test_without_its_fields_the_command_prints_the_lines_to_add(project, absent):
    toml = project.docs.parent / "ubproject.toml"
    text = toml.read_text("utf-8")
    start = text.index(f"[needs.fields.{absent}]")
    toml.write_text(text[:start] + text[text.index("[needs.types.plan]") :], "utf-8")
    if absent == "confirmed":  # something else of this file needs it
        code, _, err = project.run("confirm", "IP-K01")
        assert code == 2
        assert "先に、plantrace check で表示される誤りを直してください" in err
        toml.write_text(toml.read_text("utf-8").replace('hide = ["confirmed"]', ""), "utf-8")
    code, _, err = project.run("confirm", "IP-K01")
    assert code == 2
    sentence, empty, *lines = err.splitlines()
    assert "ubproject.toml に、次の行を書き足してください" in sentence
    assert (empty, lines[0]) == ("", f"[needs.fields.{absent}]")
    toml.write_text(toml.read_text("utf-8") + "\n" + "\n".join(lines) + "\n", "utf-8")
    assert project.run("confirm", "IP-K01")[0] == 0
    assert line_of(project)


@given(
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    before=st.lists(st.sampled_from(["文です。", "", "\u2028行", "- 箇条"]), max_size=4),
    earlier=st.sampled_from(["", ":confirmed: DX-I09@00000000, DX-I01@11111111"]),
)
def test_only_the_one_line_changes(plan_metamodel, end, before, earlier):
    options = [":id: IP-K01", ":continues-to: DX-I01", *filter(None, [earlier]), ":source: 別紙"]
    lines = ["# 題", "", *before, "", ":::{individual-measure} 題", *options, ":::", "終わり"]
    text = end.join(lines)
    page = scan(text, plan_metamodel)
    after = confirmed(text, page.by_id["IP-K01"], {"DX-I01": "abcdef0123"}, plan_metamodel)
    wanted = ":confirmed: " + ("DX-I09@00000000, " if earlier else "") + "DX-I01@abcdef01"
    if earlier:
        lines[lines.index(earlier)] = wanted
    else:
        lines.insert(lines.index(":continues-to: DX-I01") + 1, wanted)
    assert after == end.join(lines)
