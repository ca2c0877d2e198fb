"""Cover, template, styles: what a project can say and replace."""


def test_the_cover_says_what_conf_says(build):
    cover = {"title": "表の題", "subtitle": "副題", "author": "作った人", "notice": "お断り"}
    pdf = build("# 本文\n", f"typst_pdf_cover = {cover | {'date': '2026-01-31'}!r}\n").pdf
    assert all(word in pdf.pages[0] for word in (*cover.values(), "2026年01月31日"))
    assert pdf.reader.metadata.title == "表の題"


def test_a_template_may_build_on_the_default_one(build, tmp_path):
    (tmp_path / "own.typ").write_text(
        '#import "default.typ": *\n#let transition = align(center, "自分の区切り")\n',
        encoding="utf-8",
    )
    pdf = build("# 題\n\n一\n\n---\n\n二\n", 'typst_pdf_template = "own.typ"\n').pdf
    assert "一自分の区切り二" in pdf.text


def test_a_style_gets_what_has_its_class(build, tmp_path):
    (tmp_path / "style.typ").write_text(
        '#let styles = (\n  "loud": body => [【] + body + [】],\n)\n', encoding="utf-8"
    )
    text = "# 題\n\n:::{container} loud quiet\n大声\n:::\n\n[語]{.loud}\n"
    conf = 'typst_pdf_styles = ["style.typ"]\nmyst_enable_extensions += ["attrs_inline"]\n'
    built = build(text, conf)
    assert "【大声】" in built.pdf.text
    assert "styles.quiet" not in built.source


def test_another_room_can_teach_a_node_and_add_a_style(build, tmp_path, monkeypatch):
    (tmp_path / "room.typ").write_text(
        '#let styles = (\n  "framed": body => [《] + body + [》],\n)\n', encoding="utf-8"
    )
    room = """
from pathlib import Path
from docutils import nodes
from docutils.parsers.rst import Directive
import typst_pdf

class star(nodes.General, nodes.Element):
    pass

class Star(Directive):
    def run(self):
        return [star(classes=["framed"])]

def visit(translator, node):
    translator.begin(node)
    translator.put_text("星", node)
    translator.end(node)
    raise nodes.SkipNode

def setup(app):
    app.add_node(star, typst=(visit, None))
    app.add_directive("star", Star)
    typst_pdf.add_style(app, Path(__file__).parent / "room.typ")
"""
    (tmp_path / "star_room.py").write_text(room, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    built = build("# 題\n\n```{star}\n```\n", 'extensions += ["star_room"]\n')
    assert "《星》" in built.pdf.text


def test_the_name_of_the_file_is_configurable(build):
    built = build("# 題\n", 'typst_pdf_name = "計画"\n')
    assert (built.out / "計画.pdf").is_file()


def test_what_conf_does_not_say_is_not_made_up(build):
    unsaid = "del project, author\n"
    pdf = build("# 最初のページの題\n", unsaid).pdf
    assert pdf.pages[0].startswith("最初のページの題")
    assert "notset" not in pdf.text
    assert pdf.reader.metadata.title == "最初のページの題"


def test_another_language_than_japanese(build):
    pdf = build("# Title\n\nText.\n\n```{note}\nMind.\n```\n", 'language = "en"\n').pdf
    assert pdf.root["/Lang"] == "en"
