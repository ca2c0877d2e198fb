"""The trace panel of a card, 「指針1 › 施策1 › 個別施策1 → 取組7・取組8」, and the way to a page.

The panel is one line that opens: up to the plan, back and forward to other plans, and how much is
below. The way to a page (`breadcrumb_items`) is that of its first item.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docutils import nodes

from needs_html.nodes import need_fold, need_summary
from plantrace.sphinx_graph import graph_of
from plantrace.views import naming
from plantrace.views.face import Page
from plantrace.views.table import Block, Entry, Listing, joined, show, text

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx

    from needs_html import Card
    from plantrace.model.graph import Graph


@dataclass(frozen=True, slots=True)
class Trace:
    """Where an item stands between the plans."""

    id: str
    ways_up: tuple[tuple[str, ...], ...]
    """a way for each parent: from the top down to that parent, along first parents"""
    back: tuple[str, ...]
    """what leads here or below, as written"""
    forward: tuple[str, ...]
    """what this or anything below leads to, as written"""
    below: tuple[tuple[str, int], ...]
    """(name of a type, how many of it are below), in the order of the types"""
    names: naming.Names
    homes: Mapping[str, str]
    """what leads here or is led to -> the nearest item from there up that has a number"""


def trace(graph: Graph, item_id: str) -> Trace:
    """The trace of an item; KeyError when there is none."""
    link = graph.metamodel.succession
    inside = graph.descendants(item_id)
    ways = tuple(
        way_up(graph, parent) for parent in graph.targets(item_id, graph.metamodel.hierarchy)
    )
    back = graph.in_order(source for each in inside for source in graph.sources(each, link))
    forward = graph.in_order(target for each in inside for target in graph.targets(each, link))
    homes = {each: _home(graph, each) for each in (*back, *forward)}
    above = (each for way in ways for each in way)
    return Trace(
        id=item_id,
        ways_up=ways,
        back=back,
        forward=forward,
        below=_counts(graph, inside[1:]),
        names=naming.names_of(graph, (item_id, *above, *back, *forward, *homes.values())),
        homes=homes,
    )


def way_up(graph: Graph, item_id: str) -> tuple[str, ...]:
    """From the top down to the item, along first parents; a cycle ends where it would close."""
    way = [item_id]
    while parents := graph.targets(way[-1], graph.metamodel.hierarchy):
        if parents[0] in way:
            break
        way.append(parents[0])
    return tuple(reversed(way))


def _counts(graph: Graph, ids: Sequence[str]) -> tuple[tuple[str, int], ...]:
    types = [graph[each].type for each in ids]
    return tuple(
        (item_type.title, types.count(name))
        for name, item_type in graph.metamodel.types.items()
        if name in types
    )


def _home(graph: Graph, item_id: str) -> str:
    ancestors = graph.ancestors(item_id)
    return next((each for each in ancestors if naming.is_numbered(graph, each)), item_id)


# ------------------------------------------------------------------ the panel


def summary(data: Trace) -> tuple[str, str, str]:
    """The panel in one line, numbers only, each once: before the item, the item, after it."""
    first = data.ways_up[0] if data.ways_up else ()
    steps = [data.names[each].label for each in first if data.names[each].number]
    name = data.names[data.id]
    more = len(data.ways_up) - 1
    return (
        _once(data, data.back, "{} → ") + "".join(f"{step} › " for step in steps),
        name.label if name.number else name.title,
        (f"（上位はほかに{more}）" if more > 0 else "") + _once(data, data.forward, " → {}"),
    )


def _once(data: Trace, ids: Sequence[str], frame: str) -> str:
    homes = dict.fromkeys(data.homes[each] for each in ids)
    names = [data.names[each] for each in homes]
    return frame.format("・".join(n.label if n.number else n.title for n in names)) if ids else ""


def blocks(data: Trace, graph: Graph) -> list[Block]:
    """The panel in full: every item with its title."""
    hierarchy = graph.metamodel.link(graph.metamodel.hierarchy)
    succession = graph.metamodel.link(graph.metamodel.succession)
    ways = tuple(
        Entry(joined([naming.named(data.names, each) for each in way], " › "))
        for way in data.ways_up
    )
    counts = "、".join(f"{title} {count}" for title, count in data.below)
    parts = (
        (hierarchy.outgoing, ways),
        (succession.incoming, _entries(data, data.back)),
        (succession.outgoing, _entries(data, data.forward)),
        (hierarchy.incoming, (Entry(text(counts)),) if counts else ()),
    )
    return [Listing(tuple(Entry(text(lead), below) for lead, below in parts if below))]


def _entries(data: Trace, ids: Sequence[str]) -> tuple[Entry, ...]:
    """Each numbered item once, with those of the ids that are below it."""
    by_home: dict[str, list[str]] = {}
    for each in ids:
        by_home.setdefault(data.homes[each], []).append(each)
    return tuple(
        Entry(
            naming.named(data.names, home),
            tuple(Entry(naming.named(data.names, each)) for each in members if each != home),
        )
        for home, members in by_home.items()
    )


def fill_card(
    app: Sphinx, need: Mapping[str, Any], docname: str, card: Card
) -> dict[str, list[Node]] | None:
    """On `needs-card-slots`: the panel at the foot of each card that stands in a hierarchy."""
    graph = graph_of(app)
    if card.compact or card.id not in graph:
        return None
    data = trace(graph, card.id)
    if not (data.ways_up or data.back or data.forward):
        return None
    inside = show(blocks(data, graph), Page(app, docname, graph), "plan-trace")
    before, own, after = summary(data)
    line = need_summary("", "", nodes.Text(before), nodes.strong("", own), nodes.Text(after))
    return {"foot": [need_fold("", line, *inside, classes=["need-fold", "plan-trace-panel"])]}


def label(app: Sphinx, need: Mapping[str, Any]) -> str:
    """On `needs-card-label`: 個別施策1 instead of 個別施策."""
    return graph_of(app).label(str(need["id"]))


# ------------------------------------------------------------------ the way to a page


@dataclass(frozen=True, slots=True)
class Breadcrumb:
    """One step of the way to a page: what it is called for short, its title and its address."""

    label: str
    title: str
    uri: str
    current: bool


def breadcrumbs(page: Page) -> list[Breadcrumb]:
    """From the plan down to the first item of the page; none for an item at the top."""
    items = page.graph.by_document.get(page.docname)
    way = way_up(page.graph, items[0].id) if items else ()
    names = naming.names_of(page.graph, way)
    return [
        Breadcrumb(
            label=names[each].label if names[each].number else "",
            title=names[each].title,
            uri=page.uri(each),
            current=each == way[-1],
        )
        for each in way
        if len(way) > 1
    ]


def add_breadcrumbs(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """On `html-page-context`: the template finds the way in `breadcrumb_items`."""
    context["breadcrumb_items"] = breadcrumbs(Page(app, pagename, graph_of(app)))


def signature(app: Sphinx, docname: str) -> object:
    """On `page-signature`: the way to a page. What its panels say is in what its cards say."""
    return breadcrumbs(Page(app, docname, graph_of(app)))


def setup(app: Sphinx) -> None:
    """Called once by `plantrace.views.setup`."""
    app.setup_extension("needs_html")
    app.setup_extension("fresh_build")
    app.connect("needs-card-label", label)
    app.connect("needs-card-slots", fill_card)
    app.connect("html-page-context", add_breadcrumbs)
    app.connect("page-signature", signature)
