"""How cards, views and diagrams look in the PDF: styles for `typst_pdf`, and its way to diagrams.

What a screen folds or lists line by line is said in running lines on paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

# after whoever makes cards, views and diagrams
PRIORITY = 950


def visit_diagram(translator: Any, node: nodes.Element) -> None:
    """The drawing with its text alternative; what cannot be drawn was reported already."""
    from plantuml_offline import svg_path

    path = svg_path(translator.builder._app, node)
    if path is not None:
        translator.picture(path, node.get("alt", ""), node)
    raise nodes.SkipNode


def shorten(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """On `doctree-resolved` for paper: lists of links and folded lists become running lines."""
    from needs_html.nodes import need_fold

    if app.builder.format != "typst":
        return
    for fold in doctree.findall(need_fold):
        # small print repeats what the card links to: there it is only text
        for link in list(fold.findall(nodes.reference)):
            link.replace_self(link.children)
        for facts in fold.findall(nodes.definition_list):
            facts["classes"] = ["paper-fold"]
    for listed in list(doctree.findall(nodes.bullet_list)):
        if "need-ends" in listed["classes"]:
            listed.replace_self(nodes.paragraph("", "", *_joined(listed)))
        elif "plan-trace-panel" in listed.parent["classes"]:
            listed.replace_self([_line(item) for item in listed])


def _line(item: Node) -> nodes.paragraph:
    """An entry of the outermost list: its words in bold, then what is below it."""
    head, below = _parts(item)
    label = nodes.strong("", "", *head)
    return nodes.paragraph("", "", label, nodes.Text("　"), *below)


def _joined(listed: nodes.Element) -> list[Node]:
    """The entries of a list with a comma between them, each with what is below it in brackets."""
    found: list[Node] = []
    for item in listed:
        head, below = _parts(item)
        found += [nodes.Text("、")] if found else []
        found += [*head, nodes.Text("（"), *below, nodes.Text("）")] if below else head
    return found


def _parts(item: Any) -> tuple[Sequence[Node], list[Node]]:
    below = [_joined(child) for child in item if isinstance(child, nodes.bullet_list)]
    return _words(item), [node for part in below for node in part]


def _words(item: Iterable[Node]) -> list[Node]:
    return [node for child in item if isinstance(child, nodes.paragraph) for node in child]


def setup(app: Sphinx) -> ExtensionMetadata:
    """On top of `typst_pdf`; imports are late, as everywhere in this package."""
    import typst_pdf
    from plantuml_offline import plantuml

    app.setup_extension("typst_pdf")
    app.setup_extension("plantuml_offline")
    app.add_node(plantuml, override=True, typst=(visit_diagram, None))
    app.connect("doctree-resolved", shorten, priority=PRIORITY)
    typst_pdf.add_style(app, Path(__file__).parent / "static" / "paper.typ")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
