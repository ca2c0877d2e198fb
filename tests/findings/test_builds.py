"""Whole builds: encodings, builds that follow on a failed one, two processes, other languages."""

import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
import sphinx.locale

GOOD = """# 題

:::{achievement} 表示の改善
:id: T-1
:implements: IP-K01
:fiscal_years: R2
:::
"""
BAD = GOOD.replace("R2", "Ｒ２")
BAD_YEAR = ("page.md", 6, "fiscal-year")


def told(outcome):
    return [(each.path, each.line, each.rule) for each in outcome.reports]


@pytest.mark.parametrize(
    ("encoding", "guess"),
    [("cp932", "Shift_JIS"), ("utf-16", "UTF-16"), ("euc_jp", "EUC-JP"), ("latin-1", "判別")],
)
def test_a_page_in_another_encoding_is_one_finding(tmp_path, make_site, run, encoding, guess):
    text = "# \xff\x80\xa0\x81\n" if encoding == "latin-1" else GOOD + "\n{need}`T-1`\n"
    outcome = run(make_site(tmp_path, {"page": text.encode(encoding)}))
    assert told(outcome) == [("page.md", 1, "encoding")]
    assert guess in outcome.reports[0].sentence
    assert "UTF-8" in outcome.reports[0].sentence


def test_the_first_page_in_another_encoding_is_one_finding(check):
    index = "# 目次\n\n```{toctree}\nbase\n```\n".encode("cp932")
    assert check(index=index) == [("index.md", 1, "encoding")]


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n"])
def test_lines_count_right_whatever_ends_them(check, newline):
    assert check(page=BAD.replace("\n", newline).encode()) == [BAD_YEAR]


def test_a_byte_order_mark_before_utf8_is_harmless(check):
    assert check(page=GOOD.encode("utf-8-sig")) == []


def test_nul_is_seen(check):
    assert check(page=GOOD + "\n本文\0です。\n") == [("page.md", 9, "invisible")]


def test_a_failed_build_fails_again_and_heals_when_corrected(tmp_path, make_site, run):
    for text, wanted in [(BAD, [BAD_YEAR]), (BAD, [BAD_YEAR]), (GOOD, []), (GOOD, [])]:
        page = tmp_path / "docs" / "page.md"
        if not page.exists() or page.read_text("utf-8") != text:
            make_site(tmp_path, {"page": text})
        assert told(run(tmp_path)) == wanted


def test_a_link_breaks_on_a_page_that_is_not_read_again(tmp_path, make_site, run):
    other = GOOD.replace("T-1", "T-2").replace("R2\n", "R2\n:repeats: T-1\n")
    make_site(tmp_path, {"page": GOOD, "other": other})
    assert told(run(tmp_path)) == []
    (tmp_path / "docs" / "page.md").write_text(GOOD.replace("T-1", "T-9"), "utf-8")
    broken = [("other.md", 7, "dead-link")]
    assert told(run(tmp_path)) == broken
    assert told(run(tmp_path)) == broken


def test_two_processes_say_what_one_says(tmp_path, make_site, run, documents, unmarked):
    names = ["ids", "links", "names", "missing", "values", "prose"]
    pages = {name: unmarked(documents[name]) for name in names}
    one = told(run(make_site(tmp_path / "one", pages)))
    two = told(run(make_site(tmp_path / "two", pages), jobs=2))
    key = str
    assert sorted(one, key=key) == sorted(two, key=key)


def test_the_same_id_on_pages_of_two_processes_is_one_finding(tmp_path, make_site, run):
    outcome = run(make_site(tmp_path, {"page": GOOD, "zpage": GOOD}), jobs=2)
    assert told(outcome) == [("zpage.md", 4, "duplicate-id")]
    assert "page.md:4" in outcome.reports[0].sentence


def test_a_misspelt_page_in_the_contents_is_one_finding(check):
    index = "# 目次\n\n```{toctree}\nbase\npagee\n```\n"
    assert check(index=index, page=GOOD) == [("index.md", 5, "toctree")]


def test_a_page_that_is_listed_twice_is_told_on_the_second_line(check):
    index = "# 目次\n\n```{toctree}\nbase\npage\n見出し <page>\n```\n"
    assert check(index=index, page=GOOD) == [("index.md", 6, "toctree")]


def test_a_page_beside_it_in_the_contents_is_not_suggested(tmp_path, make_site, run):
    index = "# 目次\n\n```{toctree}\nbase\npage-1\npage-2\n```\n"
    (said,) = run(make_site(tmp_path, {"index": index, "page-1": GOOD})).reports
    assert (said.line, said.rule) == (6, "toctree")
    assert "ではありませんか" not in said.sentence


def test_an_emptied_page_is_one_finding_whatever_was_on_it(check):
    index = "# 目次\n\n```{toctree}\nbase\npage\nother\n```\n"
    other = "# 題\n\n本文です。\n"
    assert check(index=index, page="\n \n", other=other) == [("page.md", 1, "empty")]
    assert check(index=index.replace("page\n", ""), page="", other=other) == [
        ("page.md", 1, "empty")
    ]


@pytest.mark.parametrize("name", ["page - コピー", "コピー ～ page", "page (2)", "page_old"])
def test_a_copy_of_a_file_is_one_finding_wherever_it_stands(check, name):
    second = GOOD.replace("# 題\n", "").replace("T-1", "T-2").replace("表示", "色")
    page = f"(here)=\n{GOOD}{second}"
    assert check(page=page) == []
    assert check(page=page, **{name: page}) == [(f"{name}.md", 1, "copied")]


LINKING = """# ほか

{need}`T-1` と [題](page.md) と {doc}`page` をご覧ください。

:::{achievement} 表示の改善
:id: T-2
:implements: IP-K01
:fiscal_years: R2
:repeats: T-1
:::
"""


@pytest.mark.parametrize("ending", [".md.txt", ".MD", ".markdown", ".txt"])
def test_a_page_under_a_wrong_name_is_one_finding_that_says_the_right_one(
    tmp_path, make_site, run, ending
):
    folder = make_site(tmp_path, {"page": GOOD, "other": LINKING})
    (folder / "docs/page.md").rename(folder / f"docs/page{ending}")
    for _ in range(2):
        outcome = run(folder)
        assert told(outcome) == [(f"page{ending}", 1, "page-name")]
        assert f"終わりが「{ending}」" in outcome.reports[0].sentence
        assert "名前を「page.md」に" in outcome.reports[0].sentence
    (folder / f"docs/page{ending}").rename(folder / "docs/page.md")
    assert told(run(folder)) == []


def test_other_files_beside_the_pages_are_let_be(tmp_path, make_site, run):
    folder = make_site(tmp_path, {"page": GOOD})
    (folder / "docs/page.md.txt").write_text(GOOD, "utf-8")  # what an editor kept
    (folder / "docs/memo.txt").write_text("めも\n", "utf-8")
    assert told(run(folder)) == []


@pytest.mark.skipif(sys.platform == "darwin", reason="both names are one file there")
def test_a_name_whose_marks_are_letters_of_their_own_is_one_finding(tmp_path, make_site, run):
    folder = make_site(tmp_path, {"ページ": GOOD, "other": LINKING.replace("page", "ページ")})
    assert told(run(folder)) == []
    (folder / "docs/ページ.md").rename(folder / "docs" / unicodedata.normalize("NFD", "ページ.md"))
    for _ in range(2):
        outcome = run(folder)
        assert told(outcome) == [("ページ.md", 1, "page-name")]
        assert "英数字だけの名前" in outcome.reports[0].sentence


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right of their own there")
def test_a_link_to_a_file_that_is_gone_is_one_finding(tmp_path, make_site, run):
    folder = make_site(tmp_path, {"page": GOOD, "other": LINKING})
    assert told(run(folder)) == []
    (folder / "docs/page.md").unlink()
    (folder / "docs/page.md").symlink_to("nowhere.md")
    for _ in range(2):  # the second starts from what the first has left
        outcome = run(folder)
        assert told(outcome) == [("page.md", 1, "page-name")]
        assert "読めません" in outcome.reports[0].sentence


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-16"])
def test_utf_16_is_told_once_with_and_without_its_mark(tmp_path, make_site, run, codec):
    linked = GOOD.replace(":implements:", ":repeats: T-2\n:implements:")
    other = GOOD.replace("T-1", "T-2").encode(codec)
    outcome = run(make_site(tmp_path, {"page": linked, "other": other}))
    assert told(outcome) == [("other.md", 1, "encoding")]
    assert "UTF-16" in outcome.reports[0].sentence


def test_a_page_in_no_contents_is_told_so(check):
    index = "# 目次\n\n```{toctree}\nbase\n```\n"
    assert check(index=index, lonely=GOOD) == [("lonely.md", 1, "toctree")]


def test_a_missing_page_hides_no_other_page_of_its_folder(check):
    index = "# 目次\n\n```{toctree}\nbase\nplans/first\n```\n"
    other = {"plans/industry": GOOD}
    assert check(index=index, **other) == [
        ("index.md", 5, "toctree"),
        ("plans/industry.md", 1, "toctree"),
    ]


def test_an_unknown_warning_passes_unchanged(check):
    unknown = '# 題\n\n```{figure} base.md\n:target: "\n```\n\n```{csv-table}\n"a\n```\n'
    said = check(page=unknown)
    assert [rule for _, _, rule in said if rule.startswith(("docutils", "directive"))]


def test_a_title_in_double_brackets_is_text(tmp_path, make_site, run):
    text = GOOD.replace("表示の改善", "[[copy('id')]]") + "\n[[copy('id')]]\n"
    assert told(run(make_site(tmp_path, {"page": text}))) == []
    page = (tmp_path / "out" / "page.html").read_text("utf-8")
    assert page.count("[[copy(") >= 2


@pytest.fixture
def japanese_terminal():
    """Sphinx's own messages in Japanese, as in a terminal whose language that is."""
    folder = Path(sphinx.locale.__file__).parent
    sphinx.locale.init([folder], "ja", "sphinx", "console")
    yield sphinx.locale.get_translation("sphinx", "console")
    del sphinx.locale.translators["console", "sphinx"]


def test_messages_are_understood_in_a_japanese_terminal_too(check, japanese_terminal):
    assert "toctree" in japanese_terminal("document isn't included in any toctree")
    assert not str(japanese_terminal("document isn't included in any toctree")).isascii()
    page = (
        "# 題\n\n{doc}`nope-nope`\n\n{ref}`nope`\n\n![](nope.png)\n\n"
        "```{glossary}\n用語\n  説明\n\n用語\n  説明\n```\n"
    )
    index = "# 目次\n\n```{toctree}\nbase\npage\nuntitled\nnope-nope\n```\n"
    assert sorted(check(index=index, page=page, untitled="本文です。\n", lonely=GOOD)) == [
        ("index.md", 7, "toctree"),
        ("lonely.md", 1, "toctree"),
        ("page.md", 3, "reference"),
        ("page.md", 5, "label"),
        ("page.md", 7, "file"),
        ("page.md", 13, "term"),
        ("untitled.md", 1, "toctree"),
    ]


def test_plain_sphinx_build_fails_and_fails_again(tmp_path, make_site):
    make_site(tmp_path, {"page": BAD})
    command = [sys.executable, "-m", "sphinx", "-W", "-q", "-c", ".", "docs", "out"]
    for _ in range(2):
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
        said = done.stderr.decode()
        assert done.returncode == 1
        assert said.count("WARNING") == 1
        assert "page.md:6: WARNING: 年度「Ｒ２」は読めません。「R2」と書いてください" in said


def test_a_fault_that_only_sphinx_needs_sees_is_told_with_its_item(check):
    """An item inside another directive is not scanned; what sphinx-needs says still counts."""
    hidden = "# 題\n\n```{note}\n:::{achievement} 中\n:implements: IP-K01\n:::\n```\n"
    assert check(page=hidden) == [("page.md", 4, "item")]


def test_a_rule_that_the_metamodel_adds_is_told_on_the_line_of_the_option(tmp_path, make_site, run):
    site = make_site(tmp_path, {"page": GOOD.replace("R2\n", "R2\n:source: 別紙\n")})
    before, field, after = (
        (site / "ubproject.toml").read_text("utf-8").partition("[needs.fields.source]")
    )
    narrowed = after.replace("minLength = 1", 'enum = ["本編"]', 1)
    (site / "ubproject.toml").write_text(before + field + narrowed, "utf-8")
    assert told(run(site)) == [("page.md", 7, "schema")]
