"""What would be lost fails, with its place; and no PDF of an older state is left."""

import pytest
from sphinx.errors import ConfigError

ROOM = """
from docutils import nodes
from docutils.parsers.rst import Directive

class strange(nodes.General, nodes.Element):
    pass

class Strange(Directive):
    def run(self):
        node = strange()
        node.source, node.line = self.state_machine.get_source_and_line(self.lineno)
        return [node]

def setup(app):
    app.add_node(strange, html=(lambda *_: None, lambda *_: None))
    app.add_directive("strange", Strange)
"""
MISTAKES = {
    "glyph": ("# 題\n\n一行目\n\n絵文字 \U0001f600 です。\n", "5", "U+1F600 GRINNING FACE"),
    "alt": ("# 題\n\n![](picture.svg)\n", "3", "代替テキストがありません"),
    "image": ("# 題\n\n![遠く](https://example.jp/a.png)\n", "3", "https://example.jp/a.png"),
    "math": ("# 題\n\n本文\n\n$$\n\\nosuchthing\n$$\n", "5", "\\nosuchthing"),
    "node": ("# 題\n\n本文\n\n```{strange}\n```\n", "5", "「strange」という要素"),
    "typst": ("# 題\n\n```{raw} typst\nnothing-of-this-name\n```\n", "", "nothing-of-this-name"),
}


@pytest.mark.parametrize("kind", MISTAKES)
def test_a_mistake_is_named_with_its_place(build, kind, tmp_path, monkeypatch):
    (tmp_path / "strange_room.py").write_text(ROOM, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    text, line, said = MISTAKES[kind]
    built = build(text, 'extensions += ["strange_room"]\n')
    (warning,) = built.warnings.strip().splitlines()
    assert f"index.md:{line}" in warning
    assert said in warning
    assert f"[typst_pdf.{kind}]" in warning
    assert not built.path.exists()


UNSEEN = {
    "no picture": ("# 題\n\n![絵](none.png)\n", "3", "画像「none.png」がありません"),
    "no PNG": ("# 題\n\n![絵](false.png)\n", "3", "画像「false.png」の中身は、.png の画像では"),
    "other kind": ("# 題\n\n![絵](false.bmp)\n", "3", "画像「false.bmp」の種類は"),
    "torn SVG": ("# 題\n\n![絵](false.svg)\n", "3", "画像 false.svg を読めません"),
    "empty heading": ("# 題\n\n##\n\n文\n", "3", "見出しに文字がありません"),
    "picture as heading": ("# 題\n\n## ![絵](picture.svg)\n", "3", "見出しに文字がありません"),
    "word of the index": ("# 題\n\n```{index} 語\U0001f600\n```\n", "3", "U+1F600"),
    "torn formula": ("# 題\n\n$a&b$\n", "3", "数式「a&b」を読めません"),
}


@pytest.mark.parametrize("kind", UNSEEN)
def test_what_cannot_be_shown_is_named_with_its_line(build, kind, tmp_path):
    (tmp_path / "docs").mkdir()
    for name in ("false.png", "false.bmp", "false.svg"):
        (tmp_path / "docs" / name).write_text("<svg", encoding="utf-8")
    text, line, said = UNSEEN[kind]
    built = build(f"{text}\n(there)=\n## 先\n", "suppress_warnings = ['image.not_readable']\n")
    (warning,) = built.warnings.strip().splitlines()
    assert f"index.md:{line}: " in warning
    assert said in warning
    assert not built.path.exists()


def test_a_letter_of_the_cover_is_named_with_its_line(build):
    built = build("# 題\n", 'typst_pdf_cover = {"title": "\U0001f600"}\n')
    assert "conf.py:7: WARNING: 文字" in built.warnings


def test_a_link_to_a_page_outside_the_toctree_fails(build):
    built = build(
        {"index.md": "# 題\n\n[行く](lonely.md)\n\n```{toctree}\n```\n", "lonely.md": "# 孤\n"}
    )
    assert "index.md:3: WARNING: リンクの行き先「lonely」が、PDFの中にありません" in built.warnings
    assert not built.path.exists()


def test_a_link_in_a_picture_that_leads_nowhere_fails(build):
    built = build("# 題\n\n![箱](picture.svg)\n")
    assert "index.md:3: WARNING: リンクの行き先「there」が" in built.warnings


def test_every_mistake_is_reported_at_once_and_each_letter_once(build):
    built = build("# 題\n\n\U0001f600\U0001f600\n\n\U0001f600 ![](picture.svg)\n\n\U0001f601\n")
    assert built.warnings.count("U+1F600") == 1
    assert built.warnings.count("U+1F601") == 1
    assert built.warnings.count("代替テキスト") == 1


def test_letters_of_one_title_are_one_finding(build):
    built = build("# تحسين خدمات\n\n本文\n")
    (warning,) = built.warnings.strip().splitlines()
    assert "文字「ت」（U+062A ARABIC LETTER TEH）など9種類の文字は" in warning


def test_an_older_pdf_does_not_outlive_a_mistake(build):
    assert build("# 題\n").path.is_file()
    assert not build("# 題\n\n\U0001f600\n").path.exists()
    assert build("# 題\n").path.is_file()


@pytest.mark.parametrize(
    ("conf", "said"),
    [
        ('typst_pdf_cover = {"titel": "x"}', "titel"),
        ('typst_pdf_template = "none.typ"', "none.typ"),
        ('typst_pdf_name = "a/b"', "a/b"),
        ('typst_pdf_cover = {"date": "昨日"}', "昨日"),
    ],
)
def test_a_wrong_option_is_explained(build, conf, said):
    with pytest.raises(ConfigError, match=said):
        build("# 題\n", conf)


def test_a_font_folder_that_is_missing_is_named(build):
    with pytest.raises(Exception, match="no-such-folder"):
        build("# 題\n", 'typst_pdf_font_paths = ["no-such-folder"]')
