"""How views call items: number first where the metamodel has a numbered label, title always."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from plantrace.model.metamodel import number_in
from plantrace.views.table import Line, Piece, joined

if TYPE_CHECKING:
    from plantrace.model.graph import Graph


def number(graph: Graph, item_id: str) -> str:
    """`7` for 取組7; ``""`` where items of the type are not called by a number."""
    item_type = graph.metamodel.types.get(graph[item_id].type)
    numbered = item_type is not None and "{n}" in item_type.label
    return number_in(item_id) if numbered else ""


def name(graph: Graph, item_id: str) -> str:
    """`取組7 効率的な職場環境の整備`; only the title where there is no number."""
    title = graph[item_id].title
    return f"{graph.label(item_id)} {title}" if number(graph, item_id) else title


def type_names(graph: Graph, types: Iterable[str]) -> str:
    """`個別施策・その他`."""
    return "・".join(graph.metamodel.types[each].title for each in types)


def named(graph: Graph, item_id: str, css: str = "") -> Line:
    """A link with the whole name."""
    return (Piece(name(graph, item_id), item=item_id, css=css),)


def head(graph: Graph, item_id: str) -> Line:
    """A link for the head of a row or column: the number large, the title small."""
    numeral = number(graph, item_id)
    title = Piece(graph[item_id].title, css="plan-title")
    parts = (Piece(numeral, css="plan-number"), title) if numeral else (title,)
    return (Piece(item=item_id, parts=parts, name=name(graph, item_id) if numeral else ""),)


def short(graph: Graph, item_id: str) -> Line:
    """A link with the number only, or the title where there is none."""
    numeral = number(graph, item_id)
    if not numeral:
        return named(graph, item_id)
    return (Piece(numeral, item=item_id, name=f"{numeral} {graph[item_id].title}"),)


def shorts(graph: Graph, ids: Iterable[str]) -> Line:
    """`3、12、13`, each a link."""
    return joined([short(graph, each) for each in ids])
