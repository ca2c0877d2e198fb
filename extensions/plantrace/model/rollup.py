"""Roll-up: links written at the finest level, read at any coarser one.

Definition: a link s -> t counts between an item r and an item c when s is r or below r, and t is c
or below c. A link is written once and counted once for a pair, however many paths lead up from it
(items may have several parents).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from plantrace.model.graph import Graph, Link


@dataclass(frozen=True, slots=True)
class RollUp:
    """The links between two levels: only pairs that have any are in `cells`."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[str, str], tuple[Link, ...]]
    """(row, column) -> the links that count between them, in document order."""

    @property
    def rows_without(self) -> tuple[str, ...]:
        """Rows that no link leaves."""
        used = {row for row, _ in self.cells}
        return tuple(row for row in self.rows if row not in used)

    @property
    def columns_without(self) -> tuple[str, ...]:
        """Columns that no link reaches."""
        used = {column for _, column in self.cells}
        return tuple(column for column in self.columns if column not in used)


def roll_up(graph: Graph, rows: Sequence[str], columns: Sequence[str], link: str) -> RollUp:
    """Roll the links of a name up to the given rows and columns (ids).

    Walks up from each link once, so the cost is that of the links and their ancestors, not of
    rows x columns.
    """
    wanted_rows, wanted_columns = set(rows), set(columns)
    above_source: dict[str, tuple[str, ...]] = {}
    above_target: dict[str, tuple[str, ...]] = {}
    cells: dict[tuple[str, str], list[Link]] = {}
    for each in graph.links(link):
        if each.source not in above_source:
            above_source[each.source] = _kept(graph, each.source, wanted_rows)
        if each.target not in above_target:
            above_target[each.target] = _kept(graph, each.target, wanted_columns)
        for row in above_source[each.source]:
            for column in above_target[each.target]:
                cells.setdefault((row, column), []).append(each)
    return RollUp(
        rows=tuple(rows),
        columns=tuple(columns),
        cells={pair: tuple(links) for pair, links in cells.items()},
    )


def _kept(graph: Graph, item_id: str, wanted: set[str]) -> tuple[str, ...]:
    return tuple(ancestor for ancestor in graph.ancestors(item_id) if ancestor in wanted)
