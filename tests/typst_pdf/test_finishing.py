"""What is done to Typst's PDF: links to places by name, one small file."""

import shutil
import sys

LINKS = """# 題

[窓口へ](#区の窓口)と[place](place.md)と[外](https://example.jp/place:x)

{#区の窓口}
## 窓口 (\\ と括弧)
"""


def contents_of(pdf):
    return [
        str(reference.get_object()["/Contents"])
        for page in pdf.reader.pages
        for reference in page.get("/Annots", ())
    ]


def test_a_link_to_a_japanese_name_leads_to_its_place(build):
    conf = 'myst_enable_extensions = ["attrs_block"]\n'
    pdf = build({"index.md": LINKS, "place.md": "# 場所\n"}, conf).pdf
    inside = [link for link in pdf.links if link.page == 3 and not link.uri]
    assert {link.to for link in inside} == {3, 4}
    assert {"窓口 (\\ と括弧)", "場所"} <= set(contents_of(pdf))
    assert [link.uri for link in pdf.links if link.uri] == ["https://example.jp/place:x"]


def test_the_names_of_places_can_be_opened_from_outside(build):
    pdf = build({"index.md": "# 題\n\n(here)=\n## 節\n"}).pdf
    page = pdf.reader.named_destinations["index#here"].page
    assert pdf.reader.get_page_number(page) == 2


def test_the_objects_are_packed_together(build):
    pdf = build("# 題\n\n" + "".join(f"- [{n}](#題)\n" for n in range(200))).pdf
    assert len(pdf.reader.xref_objStm) > 400
    assert len(pdf.reader.xref.get(0, {})) < 100


def test_a_template_whose_places_have_no_names_is_a_finding(build, tmp_path):
    own = '#import "default.typ": *\n#let anchor(name, title, in-line: false) = none\n'
    (tmp_path / "own.typ").write_text(own, encoding="utf-8")
    built = build("# 題\n\n[題へ](#題)\n", 'typst_pdf_template = "own.typ"\n')
    assert not built.path.is_file()
    assert "anchor() が、見出しに名前を付けていません" in built.warnings


def test_typst_that_ends_without_an_answer_is_a_finding(build, monkeypatch):
    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    built = build("# 題\n")
    assert not built.path.is_file()
    assert "途中で止まりました" in built.warnings
