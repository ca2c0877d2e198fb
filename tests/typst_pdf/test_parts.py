"""Laws of the small parts: strings, letters, index, pictures, formulas."""

import json

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from typst_pdf import fonts
from typst_pdf.book import quote
from typst_pdf.formulas import to_typst
from typst_pdf.index import Entry, group_of
from typst_pdf.svg_links import letters, link_boxes
from typst_pdf.writer import one_line

FOLDERS = fonts.folders(())
COVERED = fonts.coverage(fonts.files(FOLDERS))
SHOWN = [chr(code) for code in sorted(COVERED) if chr(code).isprintable()]


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_quoted_text_is_that_text_to_typst(text):
    assert json.loads(typst.eval(b"", quote(text), ignore_system_fonts=True)) == text


@pytest.mark.parametrize(
    ("before", "text", "after", "line"),
    [
        ("", "日本語の\n文", "", "日本語の文"),
        ("", "abc\ndef", "", "abc def"),
        ("", "日本\nabc", "", "日本 abc"),
        ("語", "\n", "文", ""),
        ("語", "\n", "abc", " "),
        ("", "、 \n  文\n\n", "", "、文  "),
    ],
)
def test_a_line_end_is_a_space_only_beside_narrow_letters(before, text, after, line):
    assert one_line(before, text, after) == line


def set_text(text: str) -> bytes:
    font = '#set text(font: "Noto Sans CJK JP", fallback: false)'
    source = f'#set document(title: "x")\n{font}\n#{quote(text)}'
    return typst.compile(
        source.encode(),
        format="pdf",
        font_paths=[str(folder) for folder in FOLDERS],
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
    )


@settings(max_examples=10, deadline=None)
@given(st.lists(st.sampled_from(SHOWN), min_size=200, max_size=400, unique=True))
def test_what_the_fonts_are_said_to_have_can_be_set(letters):
    assert set_text("".join(letters)).startswith(b"%PDF")


@pytest.mark.parametrize("letter", ["\U0001f600", "ต", "\ue000"])
def test_what_the_fonts_are_said_to_lack_cannot_be_set(letter):
    assert ord(letter) not in COVERED
    with pytest.raises(typst.TypstError):
        set_text(letter)


def test_a_broken_font_is_named(tmp_path):
    (tmp_path / "broken.otf").write_bytes(b"OTTO\x00\x09")
    with pytest.raises(fonts.FontError, match=r"broken\.otf"):
        fonts.coverage((tmp_path / "broken.otf",))


@pytest.mark.parametrize(
    ("reading", "group"),
    [
        ("あ", "ア行"),
        ("ガバナンス", "カ行"),
        ("ｶﾊﾞﾚｯｼﾞ", "カ行"),
        ("ぱっと", "ハ行"),
        ("ぁ", "ア行"),
        ("ン", "ワ行"),
        ("ｂｐｒ", "B"),
        ("é", "E"),
        ("総括", "漢字"),
        ("231手続", "数字・記号"),
        ("「括弧」", "数字・記号"),
    ],
)
def test_words_stand_under_their_group(reading, group):
    assert group_of(reading)[1] == group


@given(st.lists(st.text(min_size=1), min_size=1))
def test_groups_of_a_sorted_index_never_come_twice(words):
    ordered = sorted((Entry(word, word, ()) for word in words), key=lambda entry: entry.order)
    groups = [group_of(entry.reading) for entry in ordered]
    changes = [now for now, before in zip(groups[1:], groups, strict=False) if now != before]
    assert len(changes) == len(set(groups)) - 1


def test_boxes_of_links_are_parts_of_the_picture(tmp_path):
    path = tmp_path / "a.svg"
    path.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        'viewBox="10 20 200 100"><a xlink:href="A"><rect x="30" y="30" width="50px" height="20"/>'
        '<text x="20" y="60" font-size="10" textLength="80">字</text></a>'
        '<a href="B"><polygon points="10,20 60,20 60,70"/></a>'
        '<g transform="scale(2)"><a href="C"><rect width="5" height="5"/></a></g>'
        '<a href="D"/></svg>',
        encoding="utf-8",
    )
    boxes = {box.href: (box.x, box.y, box.width, box.height) for box in link_boxes(path)}
    assert boxes == {"A": (0.05, 0.1, 0.4, 0.325), "B": (0.0, 0.0, 0.25, 0.5)}


def test_letters_of_a_drawing_are_measured(tmp_path):
    path = tmp_path / "a.svg"
    path.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 10 200 100">'
        '<text y="30" font-size="10">一</text><text y="32" font-size="8">二</text>'
        '<text y="90" font-size="20">三</text></svg>',
        encoding="utf-8",
    )
    found = letters(path)
    assert found.least == 0.08
    assert found.lines == ((0.1, 0.24), (0.6, 0.85))


FORMULAS = [
    r"\frac{a}{b} + \sqrt[3]{x} \le \infty",
    r"\sum_{i=1}^{n} x_i^2 = \int_0^1 f(x)\,dx",
    r"\left( \frac{a}{b} \right] \quad \text{ただし} \; x \in \mathbb{R}",
    r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}",
    r"\begin{cases} 1 & x > 0 \\ 0 & x \le 0 \end{cases}",
    r"\hat{a} \vec{v} \bar{x} \overline{xy} \underline{z} \overbrace{a+b} \tilde{n} \dot{q}",
    r"\begin{aligned} a &= b \\ &= c \end{aligned}",
    r"\mathrm{rank} A = \lim_{x \to 0} \sin x \cdot \log_2 y \pm \alpha\beta\Gamma",
    r"f'(x) \neq \{a, b\} \mid \# \% \& \$ \_ ; : / \backslash",
]


@pytest.mark.parametrize("latex", FORMULAS)
def test_formulas_can_be_set(latex):
    source = f"${to_typst(latex)}$"
    assert typst.compile(source.encode(), format="pdf").startswith(b"%PDF")


@pytest.mark.parametrize(
    ("latex", "made"),
    [
        (r"\frac{a}{b}", "frac(a, b)"),
        (r"x_1^2", "attach(x, b: 1, t: 2)"),
        (r"\sqrt[3]{y}", "root(3, y)"),
        (r"\hat{x}", "accent(x, hat)"),
        (r"\sin x", 'op("sin") x'),
    ],
)
def test_formulas_mean_the_same(latex, made):
    assert " ".join(to_typst(latex).split()) == made
