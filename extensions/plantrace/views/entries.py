"""`entries`: the way in. A short list of items by level, each a link: 指針 and its 施策.

Option: `types` (levels from the top, by type name).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.parsers.rst import directives

from plantrace.views import options as common
from plantrace.views.face import Page, View, add_view

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from plantrace.model.graph import Graph


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of the list with the items of the next level under it."""

    id: str
    label: str
    title: str
    below: tuple[Entry, ...]


def entries(graph: Graph, options: Mapping[str, Any]) -> tuple[Entry, ...]:
    """The items of the first type, each with those of the next type below it.

    An item with several parents stands under each. Raises ViewError for an unknown type.
    """
    types = common.types(graph, options, "types")
    return _level(graph, types, [item.id for item in graph.of_type(*types[:1])])


def _level(graph: Graph, types: Sequence[str], ids: Sequence[str]) -> tuple[Entry, ...]:
    return tuple(
        Entry(
            each,
            graph.label(each),
            graph[each].title,
            _level(graph, types[1:], _below(graph, each, types[1])) if types[1:] else (),
        )
        for each in ids
    )


def _below(graph: Graph, top: str, type_name: str) -> tuple[str, ...]:
    found = (each for each in graph.descendants(top) if graph[each].type == type_name)
    return graph.in_order(each for each in found if each != top)


def render(data: tuple[Entry, ...], page: Page) -> list[nodes.Node]:
    """A nested bullet list of links."""
    if not data:
        return []
    items = nodes.bullet_list(classes=["plan-entries"], bullet="-")
    for entry in data:
        line = nodes.paragraph("", "", page.reference(entry.id, f"{entry.label} {entry.title}"))
        items += nodes.list_item("", line, *render(entry.below, page))
    return [items]


def setup(app: Sphinx) -> None:
    """Called once by `plantrace.views.setup`."""
    add_view(app, View("entries", entries, render, {"types": directives.unchanged_required}))
