"""How views call items: number first where the metamodel has a numbered label, title always.

A view's dataclass carries the names of all that it shows, so that it says everything by itself:
two equal dataclasses are one and the same picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plantrace.views.table import Line, Piece, joined

if TYPE_CHECKING:
    from plantrace.model.graph import Graph


@dataclass(frozen=True, slots=True)
class Name:
    """What an item is called: `number` is empty where its type is not called by numbers."""

    number: str
    label: str
    title: str

    @property
    def whole(self) -> str:
        """`取組7 効率的な職場環境の整備`; only the title where there is no number."""
        return f"{self.label} {self.title}" if self.number else self.title


Names = Mapping[str, Name]


def names_of(graph: Graph, ids: Iterable[str]) -> dict[str, Name]:
    """The names of these items, by id."""
    return {each: _name(graph, each) for each in dict.fromkeys(ids)}


def _name(graph: Graph, item_id: str) -> Name:
    item = graph[item_id]
    number = graph.metamodel.short_number(item_id, item.type)
    return Name(number, graph.label(item_id), item.title)


def is_numbered(graph: Graph, item_id: str) -> bool:
    """Whether items of its type are called by numbers."""
    item_type = graph.metamodel.types.get(graph[item_id].type)
    return item_type is not None and item_type.numbered


def type_names(graph: Graph, types: Iterable[str]) -> str:
    """`個別施策・その他`."""
    return "・".join(graph.metamodel.types[each].title for each in types)


def named(names: Names, item_id: str, css: str = "") -> Line:
    """A link with the whole name."""
    return (Piece(names[item_id].whole, item=item_id, css=css),)


def head(names: Names, item_id: str) -> Line:
    """A link for the head of a row or column: the number large, the title small."""
    name = names[item_id]
    title = Piece(name.title, css="plan-title")
    if not name.number:
        return (Piece(item=item_id, parts=(title,)),)
    number = Piece(name.number, css="plan-number")
    return (Piece(item=item_id, parts=(number, title), name=name.whole),)


def shorts(names: Names, ids: Iterable[str]) -> Line:
    """`3、12、13`, each a link; a title where there is no number."""
    return joined([_short(names[each], each) for each in ids])


def _short(name: Name, item_id: str) -> Line:
    if not name.number:
        return (Piece(name.title, item=item_id),)
    return (Piece(name.number, item=item_id, name=name.whole),)
