"""The scripts of views: filters, files for spreadsheets, traces; only on pages that show a view.

The tables say most of what the scripts need. What a table does not say, `Facts`, stands in an
attribute of the script's element: the types of its items and what is above them.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from plantrace.sphinx_graph import graph_of
from plantrace.views import fresh, naming

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils import nodes
    from sphinx.application import Sphinx

    from plantrace.model.graph import Graph

VIEW = 'class="plan-view'
TABLE = re.compile(r'class="plan-view plan-(?:ledger|timeline|matrix)')
TRACED = re.compile(r'class="plan-view plan-(?:matrix|diagram)')
_HEAD = re.compile(r"<th[ >].*?</th>", re.DOTALL)
_ADDRESS = re.compile(r'href="[^"#]*#([^"]+)"')
_ONWARD = re.compile(r'<tbody[^>]* data-to="([^"]*)"')


def facts(graph: Graph, ids: Iterable[str]) -> dict[str, Any]:
    """What filters must know of the items: `{"types": {name: title}, "items": {id: …}}`.

    Each item has `type`, `name`, and `above`: all that it implements, directly or not. Those are
    in it too, so that the list is closed; it is in document order.
    """
    known = graph.in_order({e for each in ids if each in graph for e in graph.ancestors(each)})
    names = naming.names_of(graph, known)
    types = {graph[each].type for each in known}
    return {
        "types": {t: graph.metamodel.types[t].title for t in graph.metamodel.types if t in types},
        "items": {
            each: {
                "type": graph[each].type,
                "name": names[each].whole,
                "above": list(graph.ancestors(each)[1:]),
            }
            for each in known
        },
    }


def mentioned(body: str) -> set[str]:
    """The items that the tables of a page are about: in their heads and in what carries on."""
    heads = "".join(_HEAD.findall(body))
    return {*_ADDRESS.findall(heads), *" ".join(_ONWARD.findall(body)).split()}


def add_scripts(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Only what the page has a use for."""
    body = context.get("body", "")
    if doctree is None or VIEW not in body:
        return
    app.add_js_file("tools.js", loading_method="defer")
    if TABLE.search(body):
        known = json.dumps(facts(graph_of(app), mentioned(body)), ensure_ascii=False)
        attributes: dict[str, Any] = {"data-facts": known}
        app.add_js_file("filter.js", loading_method="defer", **attributes)
    if "<table" in body:
        app.add_js_file("csv.js", loading_method="defer")
    if TRACED.search(body):
        app.add_js_file("trace.js", loading_method="defer")


def signature(app: Sphinx, docname: str) -> object:
    """What is above the items of a page with tables, which its views alone do not say."""
    if not any(name in ("ledger", "timeline", "matrix") for name in _views(app, docname)):
        return None
    graph = graph_of(app)
    return [(item.id, graph.ancestors(item.id)) for item in graph if graph.descendants(item.id)]


def _views(app: Sphinx, docname: str) -> list[str]:
    return [name for name, _ in fresh.recorded(app.env).get(docname, ())]


def setup(app: Sphinx) -> None:
    """Called once by `plantrace.views.setup`."""
    app.connect("html-page-context", add_scripts)
    app.connect("page-signature", signature)
