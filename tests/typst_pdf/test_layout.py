"""Pages, tables, pictures: what stands where."""

import re
import unicodedata

import pytest

WIDE = """\
# 表

前の文。

## 対応

```{list-table} 広い表
:header-rows: 1

* - 項目HEADS
ROWS
```

あとの文。
"""


def wide(rows: int) -> str:
    heads = "".join(f"\n  - 窓口の改革{n:02}" for n in range(24))
    body = "\n".join(f"* - 行の名前{n:03}" + "\n  - 1" * 24 for n in range(rows))
    return WIDE.replace("HEADS", heads).replace("ROWS", body)


def sizes(pdf):
    return ["wide" if p.mediabox.width > p.mediabox.height else "tall" for p in pdf.reader.pages]


def test_a_wide_table_gets_one_landscape_page_with_its_heading(build):
    pdf = build(wide(18)).pdf
    turned = sizes(pdf)
    assert turned.count("wide") == 1
    page = pdf.pages[turned.index("wide")]
    assert "対応" in page
    assert "広い表" in page
    assert all(f"行の名前{n:03}" in page for n in range(18))
    assert "前の文" not in page
    assert "あとの文" in pdf.pages[turned.index("wide") + 1]


def test_much_text_before_a_wide_table_stays_upright(build):
    text = wide(3).replace("## 対応\n", "## 対応\n\n" + "長い前書き。" * 200 + "\n")
    pdf = build(text).pdf
    turned = sizes(pdf)
    assert turned.count("wide") == 1
    assert "長い前書き" not in pdf.pages[turned.index("wide")]


def test_column_heads_of_a_wide_table_stand_vertically(build):
    built = build(wide(2))
    assert 'vertical("窓口の改革23")' in built.source
    assert "窓口の改革23" in built.pdf.text


def test_long_heads_above_numbers_leave_room_for_the_text_beside_them(build):
    """A head that takes a whole line would leave one letter for each line of the first column."""
    heads = "".join(f"| 見出しの言葉がとても長い列の{n:02} " for n in range(4))
    rows = "\n".join(f"| 行の名前の文{n:03} |" + " 1 |" * 4 for n in range(3))
    pdf = build(f"# 表\n\n| 項目 {heads}|\n|---|---|---|---|---|\n{rows}\n").pdf
    text = "\n".join(page.extract_text() for page in pdf.reader.pages)
    lines = re.sub(" ", "", unicodedata.normalize("NFKC", text)).split("\n")
    assert all(any(f"行の名前の文{n:03}" in line for line in lines) for n in range(3))


def test_a_long_table_repeats_its_head_and_loses_no_row(build):
    rows = "\n".join(f"| 行{n:03} | 値{n:03} |" for n in range(150))
    pdf = build(f"# 表\n\n| 見出しの甲 | 見出しの乙 |\n|---|---|\n{rows}\n").pdf
    assert all(f"行{n:03}値{n:03}" in pdf.text for n in range(150))
    with_rows = [text for text in pdf.pages if "行0" in text or "行1" in text]
    assert len(with_rows) > 1
    assert all("見出しの甲" in text for text in with_rows)


def test_a_link_in_a_repeated_head_does_not_break_the_standard(build):
    rows = "\n".join(f"| 行{n:03} | 値 |" for n in range(120))
    pdf = build(f"# 表\n\n(x)=\n## 先\n\n| [甲](#x) | 乙 |\n|---|---|\n{rows}\n").pdf
    assert sum(text.count("甲乙") for text in pdf.pages) > 1


def test_a_row_as_wide_as_the_table_stays_with_the_rows_below(build):
    line = "+--------+--------+\n"
    rows = "".join(
        f"{line}|    band{n:03}      |\n{line}| a{n:03}   | b{n:03}   |\n" for n in range(60)
    )
    pdf = build({"index.md": "# 表\n", "table.rst": f"帯の表\n======\n\n{rows}{line}"}).pdf
    for number in range(60):
        page = next(text for text in pdf.pages if f"a{number:03}" in text)
        assert f"band{number:03}" in page


def test_a_row_of_some_lines_is_not_cut_in_two(build):
    text = "長い文章です。" * 30
    rows = "\n".join(f"| 始{n:03}{text}終{n:03} | 値 |" for n in range(40))
    pdf = build(f"# 表\n\n| 甲 | 乙 |\n|---|---|\n{rows}\n").pdf
    for number in range(40):
        page = next(text for text in pdf.pages if f"始{number:03}" in text)
        assert f"終{number:03}" in page


def test_a_row_that_is_longer_than_a_page_goes_on(build):
    text = "長い文章です。" * 2000
    pdf = build(f"# 表\n\n| 甲 | 乙 |\n|---|---|\n| 始{text}終 | 値 |\n").pdf
    assert pdf.text.count("長い文章です。") >= 1990
    assert "終" in pdf.text


HEAD = """\
表
==

.. list-table::
   :header-rows: 1

   * - .. _inhead:

       頭の行き先
     - 注の頭 [#n]_
   * - a
     - b
ROWS
.. [#n] 頭の脚注の文

:ref:`行く <inhead>`
"""


def test_a_repeated_head_may_hold_places_and_footnotes(build):
    rows = "".join(f"   * - q{n}\n     - z\n" for n in range(80))
    documents = {"index.md": "# 題\n", "table.rst": HEAD.replace("ROWS", rows)}
    pdf = build(documents).pdf
    assert sum(text.count("注の頭") for text in pdf.pages) > 1
    assert pdf.text.count("頭の脚注の文") == 1
    assert [link.to for link in pdf.links if link.to][-1] == 4


def right_ends(pdf):
    """How far to the right each piece of text begins."""
    found = []
    for page in pdf.reader.pages:
        page.extract_text(visitor_text=lambda text, _cm, tm, *_: found.append(tm[4] if text else 0))
    return found


@pytest.mark.parametrize(
    "text",
    [
        "x" * 300,
        "https://example.jp/" + "a" * 300,
        "```\n" + "code" * 100 + "\n```",
        "[語](https://example.jp/" + "b" * 200 + ")",
        "`" + "c" * 300 + "`",
    ],
)
def test_a_word_longer_than_a_line_stays_on_the_page(build, text):
    pdf = build(f"# 題\n\n本文 {text if text[0] != '`' or text[1] != '`' else ''}\n\n{text}\n").pdf
    assert max(right_ends(pdf)) < 540  # points: within the margin
    for letter in "xabc":
        run = letter * 200
        assert (run in text) <= (run in pdf.text)


def test_a_heading_over_nothing_but_pages_is_left_out(build):
    documents = {
        "index.md": "# 全体\n\n[行く](#list)\n\n(list)=\n## ページ\n\n```{toctree}\npart\n```\n",
        "part.md": "# 部\n\n部の文。\n",
    }
    pdf = build(documents).pdf
    assert pdf.outline == [(1, "全体"), (1, "部")]


def test_a_heading_is_never_the_last_thing_on_a_page(build):
    sections = "\n".join(f"## 節{n:03}\n\n本文{n:03}です。\n" for n in range(120))
    pdf = build(f"# 多い\n\n{sections}", "typst_pdf_contents_depth = 1\n").pdf
    for number in range(120):
        page = next(text for text in pdf.pages if f"節{number:03}" in text)
        assert f"本文{number:03}" in page


def test_a_tall_picture_goes_on_over_pages_and_is_said_once(build, tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "tall.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 4000" width="400" height="4000">'
        + "".join(
            f'<a href="https://example.jp/{n}"><rect y="{n * 100}" width="300" height="60"/></a>'
            for n in range(40)
        )
        + "</svg>",
        encoding="utf-8",
    )
    pdf = build("# 絵\n\n![高い絵](tall.svg)\n").pdf
    pages = [link.page for link in pdf.links if link.uri]
    assert len(pages) == 40
    assert len(set(pages)) > 2
    assert pdf.alternatives.count("高い絵") == 1


def drawing(height: int, size: int) -> str:
    lines = "".join(
        f'<text x="9" y="{y}" font-size="{size}" textLength="90">字{y}</text>'
        for y in range(50, height, 50)
    )
    root = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 {height}"'
    return f'{root} width="300" height="{height}">{lines}</svg>'


@pytest.mark.parametrize(("height", "size", "pages"), [(1400, 14, 1), (1800, 13, 2), (4000, 13, 3)])
def test_a_drawing_takes_as_few_pages_as_let_it_be_read(build, tmp_path, height, size, pages):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "tall.svg").write_text(drawing(height, size), encoding="utf-8")
    pdf = build("# 絵\n\n![高い絵](tall.svg)\n").pdf
    assert len(pdf.pages) - 2 == pages
    assert pdf.alternatives.count("高い絵") == 1


def test_a_tall_picture_without_letters_is_made_smaller(build, tmp_path):
    (tmp_path / "docs").mkdir()
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 1000" width="300" height="1000"/>'
    )
    (tmp_path / "docs" / "tall.svg").write_text(svg, encoding="utf-8")
    assert len(build("# 絵\n\n![高い絵](tall.svg)\n").pdf.pages) == 3


def test_a_link_leads_to_the_page_where_its_heading_stands(build):
    filler = "\n\n".join(["本文。" * 40] * 12)
    pdf = build(f"# 題\n\n[先へ](#goal)\n\n{filler}\n\n(goal)=\n## 行き先の節\n\n{filler}\n").pdf
    (link,) = [link for link in pdf.links if link.page == 3 and not link.uri]
    assert "行き先の節" in pdf.pages[link.to - 1]


@pytest.mark.parametrize(("depth", "shown"), [(1, False), (3, True)])
def test_contents_show_as_many_levels_as_configured(build, depth, shown):
    pdf = build("# 章\n\n## 節\n\n### 小さい節\n", f"typst_pdf_contents_depth = {depth}\n").pdf
    assert ("小さい節" in pdf.pages[1]) is shown


def test_pages_below_pages_are_levels_below_and_never_in_the_middle(build):
    documents = {
        "index.md": "# 全体\n\n```{toctree}\npart\n```\n\n全体の終わり。\n",
        "part.md": "# 部\n\n```{toctree}\nleaf\n```\n\n部の終わり。\n",
        "leaf.md": "# 葉\n\n## 葉の節\n\n葉の文。\n",
    }
    pdf = build(documents).pdf
    assert pdf.outline == [(1, "全体"), (1, "部"), (2, "葉"), (3, "葉の節")]
    ends = [pdf.text.index(words) for words in ("全体の終わり", "部の終わり", "葉の文")]
    assert ends == sorted(ends)


def test_pages_can_be_left_out_and_links_to_them_become_words(build):
    documents = {
        "index.md": "# 全体\n\n[手引き](guide/index.md)を見る。\n",
        "guide/index.md": "# 手引きの題\n\n```{toctree}\nmore\n```\n",
        "part.md": "# 部\n",
        "guide/more.md": "# 続きの題\n",
    }
    pdf = build(documents, 'typst_pdf_leave_out = ["guide/*"]\n').pdf
    assert pdf.outline == [(1, "全体"), (1, "部")]
    assert "手引きを見る。" in pdf.text
    assert "続きの題" not in pdf.text


def test_no_space_comes_between_lines_of_japanese(build):
    built = build("# 題\n\n日本語の\n文です。abc\ndef\n")
    assert "日本語の文です。abcdef" in built.pdf.text
    assert '"日本語の文です。abc def"' in built.source
