"""`plantrace check` as somebody at a terminal, an editor or a forge meets it."""

import json
import shutil
import subprocess
import sys

import jsonschema_rs
import pytest

from plantrace.cli import main
from plantrace.findings.formats import as_github, as_json, as_sarif
from safe_publish import Finding

PLANS = "plans/informatization"
# file, what is written there, what somebody makes of it, the rule; the line is that of the
# first changed line. An empty `before` means: added at the end of the file.
FAULTS = [
    (f"{PLANS}/measure-01.md", ":fiscal_years: R3\n", ":fiscal_years: Ｒ３年\n", "fiscal-year"),
    (f"{PLANS}/measure-02.md", ":continues-to: DX-I09-3", ":continues-to: DX-I09-9", "dead-link"),
    (f"{PLANS}/measure-03.md", "231手続（", "232手続（", "indicator-number"),
    (f"{PLANS}/measure-04.md", ":value: 78.0", ":value: ７８．０", "value-form"),
    (f"{PLANS}/measure-05.md", ":::{achievement} 学", "：：：｛achievement｝ 学", "fence-open"),
    (f"{PLANS}/measure-06.md", ":id: IP-K10-A03", ":id:IP-K10-A03", "option-form"),
    (f"{PLANS}/measure-07.md", ":implements: IP-G3", ":implements: IP-G3, IP-G4", "too-many"),
    (f"{PLANS}/measure-08.md", ":continues-to: DX-I04-3", ":continues_to: X", "unknown-option"),
    (f"{PLANS}/measure-09.md", "} DX人材育成のため", "} ＤＸ人材育成のため", "width"),
    (f"{PLANS}/measure-10.md", ":repeats: IP-K14-A01", ":repeats: IP-K14-A02", "repeat"),
    (f"{PLANS}/other.md", ":gap_reason: 総", ":as_printed: 総", "gap"),
    (f"{PLANS}/index.md", ":implements: IP\n", ":implements: DX-V1\n", "link-type"),
    ("plans/dx/index.md", "\nviewpoint-2\n", "\nviewpoint-9\n", "toctree"),
    ("plans/dx/viewpoint-1.md", ":id: DX-I03", ":id: DX_I03", "id-form"),
    ("plans/dx/viewpoint-2.md", ":inferred: implements", ":inferred: implement", "inferred"),
    ("plans/dx/viewpoint-3.md", "\n## 取組13", "\n#### 取組13", "heading"),
    ("record/collation.md", ":about: IP-K01, ", ":about: IP-K01、", "list-separator"),
    ("record/glossary.md", "", "{term}`ない用語`", "term"),
    ("record/inferred.md", "", "{ref}`nai-shirushi`", "label"),
    ("record/source.md", "", "[ない](nai-peeji.md)", "reference"),
    ("record/transcription.md", "", "![ない図](nai.png)", "file"),
    ("traceability/matrix.md", "", "{needd}`IP`", "role"),
    ("traceability/timeline.md", "", "脚注です。[^nai]", "footnote"),
    ("guide/editing.md", "", "{need}`IP-K99`", "need-role"),
    ("index.md", "", "見えない\u200b文字", "invisible"),
]  # fmt: skip


def copy_project(root, folder):
    for name in ("conf.py", "ubproject.toml"):
        shutil.copy(root / name, folder)
    shutil.copytree(root / "docs", folder / "docs")
    return folder


def plant(text, before, after):
    """The text with one fault, and the number of its line."""
    if not before:
        return f"{text}\n{after}\n", text.count("\n") + 2
    assert before in text
    start = text.index(before)
    pairs = enumerate(zip(before, after, strict=False))
    same = next((at for at, (one, other) in pairs if one != other), len(before))
    return text.replace(before, after, 1), text.count("\n", 0, start + same) + 1


def check(folder, *words, **more):
    return subprocess.run(
        [sys.executable, "-m", "plantrace.cli", "check", *words],
        cwd=folder, capture_output=True, encoding="utf-8", check=False, **more,
    )  # fmt: skip


def told(done):
    return sorted(
        (each["path"], each["line"], each["rule"]) for each in json.loads(done.stdout)["findings"]
    )


def test_the_real_document_has_no_finding_and_25_faults_in_25_files_are_told_each_at_its_line(
    tmp_path, root
):
    copy_project(root, tmp_path)
    sound = check(tmp_path, "--format", "json")
    assert told(sound) == []  # of any gravity
    assert (sound.returncode, sound.stderr) == (0, "")
    wanted = []
    for name, before, after, rule in FAULTS:
        page = tmp_path / "docs" / name
        text, line = plant(page.read_text("utf-8"), before, after)
        page.write_text(text, "utf-8")
        first = line if rule != "gap" else text.count("\n", 0, text.index(":::{other-work}")) + 1
        wanted.append((f"docs/{name}", first, rule))
    assert len({name for name, *_ in FAULTS}) == 25
    first, second = (check(tmp_path, "--format", "json") for _ in range(2))
    assert told(first) == sorted(wanted)
    assert told(second) == sorted(wanted)
    assert first.returncode == second.returncode == 1


DRAFT = "http://json-schema.org/draft-07/schema#"
CONF = """
project = "試験"
language = "ja"
extensions = ["myst_parser", "sphinx_needs", "plantrace", "safe_publish"]
myst_enable_extensions = ["colon_fence"]
html_theme = "basic"
needs_from_toml = "ubproject.toml"
"""
PAGE = """# 題

:::{achievement} Ｗｅｂ会議の更新
:id: T-1
:implements: IP-K01
:fiscal_years: R4
:::
"""
LINK = "\n{ref}`nai-shirushi`、100%: 済\n"


@pytest.fixture
def project(tmp_path, make_site, monkeypatch):
    """A site with one page, which is the current folder."""
    make_site(tmp_path, {"page": PAGE})
    (tmp_path / "conf.py").write_text(CONF, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def said(capsys):
    """Runs a command in process: (exit code, what it printed, what it printed to stderr)."""

    def run(*words):
        code = main(list(words))
        return code, *capsys.readouterr()

    return run


def test_notices_alone_leave_the_exit_code_0_and_errors_make_it_1(project, said):
    code, out, _ = said("check")
    assert code == 0
    assert out.startswith("docs/page.md:3: 注意: 「Ｗ")
    assert out.endswith("1件の注意があります。\n")
    page = project / "docs" / "page.md"
    page.write_text(PAGE + LINK, "utf-8")
    code, out, _ = said("check")
    assert code == 1
    assert [line for line in out.splitlines() if line.startswith("docs/")] == [
        "docs/page.md:3: 注意: 「Ｗｅｂ」の文字の幅がほかと違います。"
        "「Web会議の更新」と書いてください（印刷どおりに残す資料では、ubproject.toml の "
        '[plantrace.findings] に width = "off" と書きます）。 [width]',
        "docs/page.md:9: エラー: 参照先の印「nai-shirushi」がありません。"
        "「(nai-shirushi)=」を参照先の見出しの前に書くか、名前を直してください。 [label]",
    ]
    assert out.endswith("1件の誤りと1件の注意があります。\n")
    page.write_text(PAGE.replace("Ｗｅｂ", "Web"), "utf-8")
    code, out, _ = said("check")
    assert (code, out.partition("（")[0]) == (0, "誤りはありません")


def test_a_check_says_what_a_build_says_and_leaves_the_site_alone(project, said):
    code = "\n```json\n{年: R4}\n```\n\n```nai\nx\n```\n"
    (project / "docs" / "page.md").write_text(PAGE + LINK + "\n[ない](nai.md)\n" + code, "utf-8")
    checked = said("check")[1].splitlines()
    assert not (project / "build" / "html").exists()
    built = said("build")[2].splitlines()
    assert checked == built
    assert sum(" エラー: " in line for line in checked) == 4


def test_a_diagram_that_somebody_wrote_is_checked_too(project, said):
    conf = project / "conf.py"
    conf.write_text(CONF.replace('"safe_publish"', '"safe_publish", "plantuml_offline"'), "utf-8")
    diagram = "\n```{uml}\n:alt: 図です。\n\nA -> B\nkore wa nani\n```\n"
    (project / "docs" / "page.md").write_text(PAGE + diagram, "utf-8")
    code, out, _ = said("check")
    assert code == 1
    assert "docs/page.md:13: エラー: " in out
    assert "[syntax]" in out


def test_a_page_breaks_another_page_that_did_not_change(project, said):
    (project / "docs" / "page.md").write_text(PAGE + "\n(here)=\n## 節\n", "utf-8")
    (project / "docs" / "base.md").open("a", encoding="utf-8").write("\n{ref}`here`\n")
    assert said("check")[0] == 0
    (project / "docs" / "page.md").write_text(PAGE, "utf-8")
    for _ in range(2):
        code, out, _ = said("check")
        assert code == 1
        assert "docs/base.md:" in out


def test_what_cannot_be_checked_is_2(project, said, tmp_path_factory, monkeypatch):
    (project / "conf.py").open("a", encoding="utf-8").write(
        "\ndef setup(app):\n    app.connect('env-updated', lambda *_: 1 / 0)\n"
    )
    code, out, err = said("check", "--format", "json")
    assert (code, json.loads(out)["errors"]) == (2, 0)
    assert "Sphinx が途中で止まりました" in err
    (project / "docs").rename(project / "moved")
    assert said("check") == (2, "", "「docs」というフォルダーがありません。\n")
    monkeypatch.chdir(tmp_path_factory.mktemp("empty"))
    assert said("check")[0::2] == (
        2, "conf.py がありません。資料のいちばん上のフォルダで実行してください。\n",
    )  # fmt: skip


def git(folder, *words):
    subprocess.run(
        ["git", "-c", "user.name=t", "-c", "user.email=t@t", *words],
        cwd=folder, check=True, capture_output=True,
    )  # fmt: skip


def test_an_id_that_was_something_elses_is_told_against_a_base(project, said):
    (project / ".gitignore").write_text("build\n", "utf-8")
    page = project / "docs" / "page.md"
    sound = PAGE.replace("Ｗｅｂ", "Web")
    page.write_text(sound + "\n" + sound.replace("T-1", "T-2").replace("Web会議", "庁舎"), "utf-8")
    git(project, "init", "-q")
    git(project, "add", "--all")
    git(project, "commit", "-q", "-m", "base")
    edited = sound.replace("Web会議の更新", "Web会議の更新・拡大")  # edited: still the same item
    new = sound.replace("T-1", "T-2").replace("Web会議の更新", "窓口の予約")
    page.write_text(f"{edited}\n{new}", "utf-8")
    code, out, _ = said("check", "--base", "HEAD")
    assert code == 0
    assert (
        "docs/page.md:12: 注意: id「T-2」は、HEAD では別の項目（実績「庁舎の更新」）のもの" in out
    )
    assert out.endswith("1件の注意があります。\n")
    assert "誤りはありません" in said("check")[1]
    toml = project / "ubproject.toml"
    text = toml.read_text("utf-8")
    for severity, wanted in (("error", 1), ("off", 0)):
        table = f'[plantrace.findings]\nid-reused = "{severity}"\n'
        toml.write_text(text.replace("[plantrace.findings]\n", table), "utf-8")
        assert said("check", "--base", "HEAD")[0] == wanted
    code, _, err = said("check", "--base", "nai")
    assert code == 2
    assert "「nai」という版が見つかりません" in err


FINDINGS = (
    Finding("docs/あ, b.md", 3, "error", "100%: 違う、\n次の行", "plantrace", "dead-link"),
    Finding("docs/a.md", 2, "notice", "注意です。", "plantrace", "gap"),
    Finding(None, None, "warning", "どこでもない", "myst"),
)


def test_github_shows_each_on_its_line_with_every_sign_escaped():
    assert as_github(FINDINGS).splitlines() == [
        "::error file=docs/あ%2C b.md,line=3,title=つながりの先がない::"
        "100%25: 違う、%0A次の行 [dead-link]",
        "::warning file=docs/a.md,line=2,title=理由のないつながりの抜け::注意です。 [gap]",
        "::error::どこでもない [myst]",
    ]


def test_json_counts_and_names():
    document = json.loads(as_json(FINDINGS))
    assert (document["version"], document["errors"], document["warnings"]) == (1, 2, 1)
    assert document["findings"][1] == {
        "path": "docs/a.md", "line": 2, "severity": "warning", "rule": "gap",
        "message": "注意です。",
    }  # fmt: skip
    assert document["findings"][2]["path"] is None


# What SARIF 2.1.0 requires of the objects that are used here, and the forms of their values.
TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}}}
SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "items": {"$ref": "#/definitions/run"}},
    },
    "definitions": {
        "run": {
            "type": "object",
            "required": ["tool"],
            "additionalProperties": False,
            "properties": {
                "tool": {
                    "type": "object",
                    "required": ["driver"],
                    "properties": {"driver": {"$ref": "#/definitions/driver"}},
                },
                "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                "results": {"type": "array", "items": {"$ref": "#/definitions/result"}},
            },
        },
        "driver": {
            "type": "object",
            "required": ["name"],
            "additionalProperties": False,
            "properties": {
                "name": {"type": "string"},
                "rules": {
                    "type": "array",
                    "uniqueItems": True,
                    "items": {
                        "type": "object",
                        "required": ["id"],
                        "additionalProperties": False,
                        "properties": {"id": {"type": "string"}, "shortDescription": TEXT},
                    },
                },
            },
        },
        "result": {
            "type": "object",
            "required": ["message"],
            "additionalProperties": False,
            "properties": {
                "ruleId": {"type": "string"},
                "ruleIndex": {"type": "integer", "minimum": -1},
                "level": {"enum": ["none", "note", "warning", "error"]},
                "message": TEXT,
                "locations": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["physicalLocation"],
                        "properties": {"physicalLocation": {"$ref": "#/definitions/place"}},
                    },
                },
            },
        },
        "place": {
            "type": "object",
            "required": ["artifactLocation"],
            "additionalProperties": False,
            "properties": {
                "artifactLocation": {
                    "type": "object",
                    "required": ["uri"],
                    "properties": {
                        "uri": {"type": "string", "format": "uri-reference"},
                        "uriBaseId": {"type": "string"},
                    },
                },
                "region": {
                    "type": "object",
                    "required": ["startLine"],
                    "properties": {"startLine": {"type": "integer", "minimum": 1}},
                },
            },
        },
    },
}


@pytest.mark.parametrize("findings", [FINDINGS, ()])
def test_sarif_is_what_the_standard_asks_for(findings):
    document = json.loads(as_sarif(findings))
    jsonschema_rs.validator_for({**SARIF, "$schema": DRAFT}, validate_formats=True).validate(
        document
    )
    (run,) = document["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len(run["results"]) == len(findings)
    for finding, result in zip(findings, run["results"], strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == (finding.rule or "sphinx")
        assert ("locations" in result) == (finding.path is not None)
