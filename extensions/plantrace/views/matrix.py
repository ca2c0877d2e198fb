"""`matrix`: any level against any level, by a link that is rolled up to both.

Options: `rows`, `columns` (types; `rows-below`, `columns-below`: only within these items), `link`
(else the succession), `caption`, `empty-rows`, `empty-columns` (sentences that name what has no
link, with `{types}`, `{link}`, `{count}`, `{items}`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docutils.parsers.rst import directives

from plantrace.model.graph import Link
from plantrace.model.rollup import RollUp, roll_up
from plantrace.views import naming, options
from plantrace.views.face import Page, View, add_view
from plantrace.views.table import (
    EMPTY,
    Block,
    Cell,
    Entry,
    Group,
    Line,
    Listing,
    Paragraph,
    Piece,
    Row,
    Table,
    show,
    text,
)

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx

    from plantrace.model.graph import Graph

# A table on paper or in a text has no use beyond this; its list of pairs says the same.
MOST_COLUMNS_ON_PAPER = 40
WITHOUT_LINK = "「{link}」の記載がない{types}（{count}）：{items}"


@dataclass(frozen=True)
class Matrix:
    """The links between two levels with their totals, and how the view is worded."""

    pairs: RollUp
    names: naming.Names
    row_totals: Mapping[str, int]
    """row -> how many different links leave it for any of the columns"""
    column_totals: Mapping[str, int]
    total: int
    """how many different links there are between the rows and the columns"""
    row_types: str
    column_types: str
    caption: str
    empty_rows: str
    """the sentence that names the rows without a link; `{items}` stands for them"""
    empty_columns: str


def matrix(graph: Graph, given: Mapping[str, Any]) -> Matrix:
    """Roll the links up to the rows and columns that the options name. Raises ViewError."""
    link = options.link(graph, given)
    rows, columns = options.select(graph, given, "rows"), options.select(graph, given, "columns")
    pairs = roll_up(graph, rows, columns, link)
    row_types = naming.type_names(graph, options.types(graph, given, "rows"))
    column_types = naming.type_names(graph, options.types(graph, given, "columns"))
    names = graph.metamodel.links[link]
    links = [each for counted in pairs.cells.values() for each in counted]
    ends = (end for each in links for end in (each.source, each.target))
    return Matrix(
        pairs=pairs,
        names=naming.names_of(graph, (*rows, *columns, *ends)),
        row_totals=_totals(rows, pairs, 0),
        column_totals=_totals(columns, pairs, 1),
        total=len(set(links)),
        row_types=row_types,
        column_types=column_types,
        caption=str(given.get("caption") or f"{row_types} × {column_types}（{names.outgoing}）"),
        empty_rows=options.fill(
            str(given.get("empty-rows") or WITHOUT_LINK),
            types=row_types,
            link=names.outgoing,
            count=len(pairs.rows_without),
            items="{items}",
        ),
        empty_columns=options.fill(
            str(given.get("empty-columns") or WITHOUT_LINK),
            types=column_types,
            link=names.incoming,
            count=len(pairs.columns_without),
            items="{items}",
        ),
    )


def _totals(ids: Sequence[str], pairs: RollUp, side: int) -> dict[str, int]:
    """Different links of each row (side 0) or column (side 1): a link counts once however often."""
    found: dict[str, set[Link]] = {each: set() for each in ids}
    for pair, links in pairs.cells.items():
        found[pair[side]].update(links)
    return {each: len(links) for each, links in found.items()}


def blocks(data: Matrix, *, html: bool) -> list[Block]:
    """The table, the sentences about empty rows and columns, and the list of all pairs."""
    found: list[Block] = []
    if html:
        found.append(_table(data))
    elif len(data.pairs.columns) <= MOST_COLUMNS_ON_PAPER:
        found.append(_paper_table(data))
    found += _without(data)
    lead = text(f"{data.caption}：つながりの一覧（全部で{data.total}件）")
    found.append(Listing(_pairs(data), lead, css="plan-pairs"))
    return found


def _table(data: Matrix) -> Table:
    rows, columns = data.pairs.rows, data.pairs.columns
    counts: dict[str, dict[str, int]] = {}
    for (source, target), links in data.pairs.cells.items():
        counts.setdefault(source, {})[target] = len(links)
    corner = Cell(text(f"{data.row_types} ＼ {data.column_types}"), head="col", css="plan-corner")
    heads = [_head(data.names, each, "col", data.column_totals[each]) for each in columns]
    place = {column: index for index, column in enumerate(columns, start=1)}

    def row(each: str) -> Row:
        line = [EMPTY] * (len(columns) + 2)
        line[0] = _head(data.names, each, "row", data.row_totals[each])
        for column, count in counts.get(each, {}).items():
            line[place[column]] = _count(data.names, each, column, count)
        line[-1] = _total(data.row_totals[each])
        return Row(line, css="" if data.row_totals[each] else "plan-none")

    foot = [Cell(text("計"), head="row"), *(_total(data.column_totals[each]) for each in columns)]
    return Table(
        caption=data.caption,
        head=(Row([corner, *heads, Cell(text("計"), head="col", css="plan-total")]),),
        groups=(Group(tuple(map(row, rows))),),
        foot=(Row([*foot, _total(data.total)]),),
        css="plan-grid",
        columns=("", *("" if data.column_totals[each] else "plan-none" for each in columns), ""),
    )


def _head(names: naming.Names, item_id: str, side: str, total: int) -> Cell:
    line = naming.head(names, item_id)
    if not total:
        line = (*line, Piece(" "), Piece("なし", css="plan-flag"))
    return Cell(line, head="col" if side == "col" else "row")


def _count(names: naming.Names, row: str, column: str, count: int) -> Cell:
    name = f"{count}件: {names[row].whole} → {names[column].whole}"
    return Cell((Piece(str(count), anchor=f"{row}.{column}", css="plan-count", name=name),))


def _total(count: int) -> Cell:
    return Cell(text(str(count)), css="plan-total")


def _paper_table(data: Matrix) -> Table:
    """Column heads as number and title: a printed page makes sense without the site."""
    columns = data.pairs.columns

    def row(each: str) -> Row:
        found = [data.pairs.cells.get((each, column)) for column in columns]
        counts = [Cell(text(str(len(links)))) if links else EMPTY for links in found]
        head = Cell(naming.named(data.names, each), head="row")
        return Row([head, *counts, _total(data.row_totals[each])])

    heads = [
        Cell((Piece(_paper_head(data.names[each]), item=each),), head="col") for each in columns
    ]
    corner = Cell(text(f"{data.row_types} ＼ {data.column_types}"), head="col")
    totals = [_total(data.column_totals[each]) for each in columns]
    return Table(
        caption=data.caption,
        head=(Row([corner, *heads, Cell(text("計"), head="col")]),),
        groups=(Group(tuple(map(row, data.pairs.rows))),),
        foot=(Row([Cell(text("計"), head="row"), *totals, _total(data.total)]),),
    )


def _paper_head(name: naming.Name) -> str:
    return f"{name.number} {name.title}".strip()


def _without(data: Matrix) -> list[Block]:
    sides = (
        (data.empty_rows, data.pairs.rows_without),
        (data.empty_columns, data.pairs.columns_without),
    )
    return [
        Paragraph(options.fill_line(sentence, naming.shorts(data.names, ids)), css="plan-without")
        for sentence, ids in sides
        if ids
    ]


def _pairs(data: Matrix) -> tuple[Entry, ...]:
    place = {column: index for index, column in enumerate(data.pairs.columns)}
    by_row: dict[str, list[str]] = {}
    for row, column in data.pairs.cells:
        by_row.setdefault(row, []).append(column)
    return tuple(
        Entry(
            (*naming.named(data.names, row), _amount(data.row_totals[row])),
            tuple(_pair(data, row, each) for each in sorted(by_row[row], key=place.__getitem__)),
        )
        for row in data.pairs.rows
        if row in by_row
    )


def _amount(count: int) -> Piece:
    return Piece(f"（{count}件）", css="plan-amount")


def _pair(data: Matrix, row: str, column: str) -> Entry:
    links = data.pairs.cells[row, column]
    below = tuple(
        Entry(_written(data.names, each, row))
        for each in links
        if (each.source, each.target) != (row, column)
    )
    line = (Piece("→ "), *naming.named(data.names, column), _amount(len(links)))
    return Entry(line, below, anchor=f"{row}.{column}")


def _written(names: naming.Names, link: Link, row: str) -> Line:
    """The link as it was written; its source is said only where it is not the row itself."""
    target = naming.named(names, link.target)
    if link.source == row:
        return target
    return (*naming.named(names, link.source), Piece(" → "), *target)


def render(data: Matrix, page: Page) -> Sequence[Node]:
    """The nodes of the view."""
    html = page.app.builder.format == "html"
    return show(blocks(data, html=html), page, "plan-matrix plan-wide")


OPTIONS = (
    "rows",
    "rows-below",
    "columns",
    "columns-below",
    "link",
    "caption",
    "empty-rows",
    "empty-columns",
)


def setup(app: Sphinx) -> None:
    """Called once by `plantrace.views.setup`."""
    add_view(app, View("matrix", matrix, render, dict.fromkeys(OPTIONS, directives.unchanged)))
