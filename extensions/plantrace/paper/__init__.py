"""How cards, views and diagrams look in the PDF: styles for `typst_pdf`, and its way to diagrams.

What a screen folds or lists line by line is said in running lines on paper, and beside every link
to an item stands its id.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

    from plantrace.model.graph import Graph
    from typst_pdf.index import Row

# after whoever makes cards, views and diagrams
PRIORITY = 950
REGISTER = "番号の一覧"


def visit_diagram(translator: Any, node: nodes.Element) -> None:
    """The drawing with its text alternative; what cannot be drawn was reported already."""
    from plantuml_offline import svg_path

    path = svg_path(translator.builder._app, node)
    if path is not None:
        translator.picture(path, node.get("alt", ""), node)
    raise nodes.SkipNode


def shorten(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """On `doctree-resolved` for paper: lists of links become running lines, links say their ids."""
    from needs_html.nodes import need_fold, need_summary
    from plantrace.sphinx_graph import graph_of

    if app.builder.format != "typst":
        return
    for fold in doctree.findall(need_fold):
        # small print repeats what the card links to: there it is only text
        for link in list(fold.findall(nodes.reference)):
            link.replace_self(link.children)
        # what a screen shows of it while it is closed is its head
        for head in fold.findall(need_summary):
            head["classes"] = ["paper-summary"]
        for facts in fold.findall(nodes.definition_list):
            facts["classes"] = ["paper-fold"]
    for listed in list(doctree.findall(nodes.bullet_list)):
        if "need-ends" in listed["classes"]:
            listed.replace_self(nodes.paragraph("", "", *_joined(listed)))
        elif "plan-trace-panel" in listed.parent["classes"]:
            listed.replace_self([_line(item) for item in listed])
        elif "plan-pairs" in listed["classes"]:
            _fold_in(listed)
    _say_ids(doctree, graph_of(app))


def _fold_in(listed: nodes.Element) -> None:
    """The innermost entries of a list follow the words of the entry around them.

    Not where an entry is a pair: run together, nobody would see which belong to each other.
    """
    for inner in list(listed.findall(nodes.bullet_list)):
        around = inner.parent
        entries = [list(item.findall(nodes.reference)) for item in inner]
        if around is listed.parent or any(len(links) > 1 for links in entries):
            continue
        if any(inner.findall(nodes.bullet_list, include_self=False)):
            continue
        line = next(child for child in around if isinstance(child, nodes.paragraph))
        line += [nodes.Text("："), *_joined(inner)]
        around.remove(inner)


def _say_ids(doctree: nodes.document, graph: Graph) -> None:
    """The id after the words of every link to an item, where it is not there and has room."""
    for link in doctree.findall(nodes.reference):
        item_id = link.get("refid") or link.get("refuri", "").rpartition("#")[2]
        words = link.astext()
        # the numbers in 「3、12、13」 say themselves where they lead
        if item_id not in graph or item_id in words or not any(map(str.isalpha, words)):
            continue
        if not any(isinstance(one, _WITHOUT_IDS) for one in _around(link)):
            link.append(nodes.inline("", f"（{item_id}）", classes=["need-ref-id"]))


def _around(node: Node) -> Iterator[Node]:
    while node.parent is not None:
        node = node.parent
        yield node


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


def register(app: Sphinx) -> tuple[str, list[Row]]:
    """On `typst-pdf-register`: on which page every item is, by its id."""
    from plantrace.sphinx_graph import graph_of
    from plantrace.views.naming import names_of
    from typst_pdf.index import Row

    graph = graph_of(app)
    names = names_of(graph, (item.id for item in graph))
    return REGISTER, [
        Row(item.id, names[item.id].whole, f"{item.docname}#{item.id}") for item in graph
    ]


# heads of columns and headings are short
_WITHOUT_IDS = (nodes.thead, nodes.title, nodes.rubric)


def setup(app: Sphinx) -> ExtensionMetadata:
    """On top of `typst_pdf`; imports are late, as everywhere in this package."""
    import typst_pdf
    from plantuml_offline import plantuml

    app.setup_extension("typst_pdf")
    app.setup_extension("plantuml_offline")
    app.add_node(plantuml, override=True, typst=(visit_diagram, None))
    app.connect("doctree-resolved", shorten, priority=PRIORITY)
    app.connect("typst-pdf-register", register)
    typst_pdf.add_style(app, Path(__file__).parent / "static" / "paper.typ")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
