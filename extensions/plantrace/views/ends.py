"""Where links lead from an item and all below it, named by a coarser level where there is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plantrace.model.rollup import roll_up

if TYPE_CHECKING:
    from plantrace.model.graph import Graph


@dataclass(frozen=True, slots=True)
class End:
    """An item at the other end, and the items below it that the links were written to."""

    id: str
    written: tuple[str, ...]


def ends(
    graph: Graph, ids: Sequence[str], link: str, groups: Sequence[str], *, outgoing: bool = True
) -> dict[str, tuple[End, ...]]:
    """Each item that a link concerns, rolled up -> what is at the other end, in document order.

    `groups` are the items to name the other ends by; an end that is below none of them is named
    itself, so that no link is lost. Items without a link are not in the answer.
    """
    far = dict.fromkeys(e.target if outgoing else e.source for e in graph.links(link))
    alone = {each for each in far if set(groups).isdisjoint(graph.ancestors(each))}
    others = (*groups, *(each for each in far if each in alone))
    rows, columns = (ids, others) if outgoing else (others, ids)
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for (source, target), links in roll_up(graph, rows, columns, link).cells.items():
        near, end = (source, target) if outgoing else (target, source)
        reached = {each.target if outgoing else each.source for each in links}
        if end not in alone:
            found.setdefault(near, {})[end] = graph.in_order(reached - {end})
        elif end in reached:
            found.setdefault(near, {})[end] = ()
    return {
        near: tuple(End(end, by_end[end]) for end in graph.in_order(by_end))
        for near, by_end in found.items()
    }
