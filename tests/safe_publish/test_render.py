"""Findings as text for people."""

import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safe_publish import Finding, render, wants_colour

PAGE = ":::{achievement} 庁内チャット\n:id: A-1\n:implements: IP-K02\n:fiscal_years: Ｒ３年\n:::\n"
YEAR = Finding("docs/a.md", 4, "error", "年度「Ｒ３年」は読めません。", "house", "fiscal-year")


@pytest.fixture
def root(tmp_path):
    """A project with one page."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a.md").write_text(PAGE, "utf-8")
    return tmp_path


def test_place_sentence_rule_lines_and_what_became_of_the_site(root):
    assert render([YEAR], root, "build/html") == (
        "docs/a.md:4: エラー: 年度「Ｒ３年」は読めません。 [fiscal-year]\n"
        "  3 | :implements: IP-K02\n"
        "> 4 | :fiscal_years: Ｒ３年\n"
        "1件の誤りがあります。前回のサイト（build/html）はそのまま残っています。"
    )


def test_a_first_build_has_no_last_site(root):
    assert render([YEAR], root).endswith("1件の誤りがあります。")


def test_nothing_wrong_nothing_said(root):
    assert render([], root, "build/html") == ""


def test_sorted_with_one_excerpt_for_one_line(root):
    first = Finding("docs/a.md", 1, "warning", "Unknown directive", "myst", "directive_unknown")
    second = Finding("docs/a.md", 4, "warning", "and more", "needs")
    nowhere = Finding(None, None, "error", "schema\n  details", "sn_schema", "field_fail")
    assert render([YEAR, second, first, nowhere], root).splitlines() == [
        "エラー: schema",
        "  details [field_fail]",
        "docs/a.md:1: エラー: Unknown directive [directive_unknown]",
        "> 1 | :::{achievement} 庁内チャット",
        "docs/a.md:4: エラー: 年度「Ｒ３年」は読めません。 [fiscal-year]",
        "docs/a.md:4: エラー: and more [needs]",
        "  3 | :implements: IP-K02",
        "> 4 | :fiscal_years: Ｒ３年",
        "4件の誤りがあります。",
    ]


def test_a_page_that_is_not_utf_8(root):
    (root / "docs/a.md").write_bytes("年度\nＲ３年\n".encode("shift_jis"))
    lines = render([Finding("docs/a.md", 2, "error", "UTF-8 ではありません。")], root).splitlines()
    assert lines[2].startswith("> 2 | ")


@pytest.mark.parametrize("path, line", [("docs/gone.md", 3), ("docs/a.md", 99), ("docs", 1)])
def test_a_place_that_is_not_there(path, line, root):
    sentence = render([Finding(path, line, "error", "text")], root).splitlines()[0]
    assert sentence == f"{path}:{line}: エラー: text"


def test_a_paragraph_is_cut(root):
    (root / "docs/a.md").write_text("長" * 5000, "utf-8")
    excerpt = render([Finding("docs/a.md", 1, "error", "text")], root).splitlines()[1]
    assert len(excerpt) < 120
    assert excerpt.endswith("…")


def test_colour_only_where_asked(root):
    painted = render([YEAR], root, colour=True)
    assert "\x1b[31mエラー\x1b[0m" in painted
    assert "\x1b" not in render([YEAR], root)


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(
    "stream, environment, wanted",
    [
        (Terminal(), {}, True),
        (Terminal(), {"NO_COLOR": "1"}, False),
        (Terminal(), {"NO_COLOR": ""}, True),
        (Terminal(), {"TERM": "dumb"}, False),
        (io.StringIO(), {}, False),
    ],
)
def test_when_colour_is_wanted(stream, environment, wanted):
    assert wants_colour(stream, environment) is wanted


@settings(deadline=None, max_examples=60)
@given(source=st.binary(max_size=200), line=st.integers(1, 12), message=st.text(max_size=40))
def test_any_bytes_in_a_page_are_shown_without_steering_the_terminal(source, line, message):
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "page.md").write_bytes(source)
        text = render([Finding("page.md", line, "error", message)], Path(folder))
    assert text.startswith(f"page.md:{line}: エラー: ")
    assert not {c for c in text if c not in "\n\t" and (ord(c) < 32 or 127 <= ord(c) < 160)}
