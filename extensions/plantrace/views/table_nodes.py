"""Table views as plain docutils structure, for the builders that write text and paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.utils import column_width

from plantrace.views.table import (
    Block,
    Cell,
    Drawing,
    Entry,
    Line,
    Listing,
    Paragraph,
    Piece,
    Row,
    Table,
)

if TYPE_CHECKING:
    from plantrace.views.face import Page

# of a column, in half-width characters
NARROWEST, WIDEST = 4, 40


def view(blocks: Sequence[Block], page: Page, css: str) -> list[nodes.Node]:
    """The blocks one after another; each table knows by its classes which view it is of."""
    return [node for block in blocks for node in _block(block, page, css)]


def _block(block: Block, page: Page, css: str = "") -> list[nodes.Node]:
    if isinstance(block, Paragraph):
        return [_paragraph(block.line, page, block.css)]
    if isinstance(block, Listing):
        lead = [_paragraph(block.lead, page, "plan-lead")] if block.lead else []
        return [*lead, *_entries(block.entries, page, block.css)]
    if isinstance(block, Drawing):
        return []
    return [_table(block, page, css)]


def _paragraph(line: Line, page: Page, css: str = "") -> nodes.paragraph:
    return nodes.paragraph("", "", *_line(line, page), classes=css.split())


def _entries(entries: Sequence[Entry], page: Page, css: str = "") -> list[nodes.Node]:
    if not entries:
        return []
    items = [
        nodes.list_item("", _paragraph(entry.line, page), *_entries(entry.below, page))
        for entry in entries
    ]
    return [nodes.bullet_list("", *items, bullet="-", classes=css.split())]


def _line(line: Line, page: Page) -> list[nodes.Node]:
    return [node for piece in line for node in _piece(piece, page)]


def _piece(piece: Piece, page: Page) -> list[nodes.Node]:
    words = _words(piece)
    if not words:
        return []
    if piece.item:
        return [page.reference(piece.item, words, classes=piece.css.split())]
    return [nodes.inline("", words, classes=piece.css.split()) if piece.css else nodes.Text(words)]


def _table(table: Table, page: Page, css: str) -> nodes.table:
    rows = [*(row for each in table.groups for row in each.rows), *table.foot]
    widths = _widths([*table.head, *rows])
    group = nodes.tgroup("", cols=len(widths))
    group += [nodes.colspec("", colwidth=width) for width in widths]
    group += nodes.thead("", *(_row(row, page) for row in table.head))
    group += nodes.tbody("", *(_row(row, page) for row in rows))
    return nodes.table("", nodes.title("", table.caption), group, classes=[*css.split()])


def _widths(rows: Sequence[Row]) -> list[int]:
    """Columns as wide as their longest line, within limits: in characters for a text, else a ratio.

    Rows that span rows or columns are passed over: they do not say how wide a column is.
    """
    width = sum(cell.columns for cell in rows[0].cells)
    plain = [row.cells for row in rows if len(row.cells) == width]
    return [
        min(max(column_width(line) for cells in plain for line in _lines(cells[place])), WIDEST)
        for place in range(width)
    ]


def _lines(cell: Cell) -> Iterator[str]:
    yield " " * NARROWEST
    yield "".join(map(_words, cell.line))
    for block in cell.blocks:
        lines = [block.line] if isinstance(block, Paragraph) else [e.line for e in block.entries]
        yield from ("".join(map(_words, line)) for line in lines)


def _words(piece: Piece) -> str:
    return " ".join(part.text for part in piece.parts) if piece.parts else piece.text


def _row(row: Row, page: Page) -> nodes.row:
    return nodes.row("", *(_entry(cell, page) for cell in row.cells), classes=row.css.split())


def _entry(cell: Cell, page: Page) -> nodes.entry:
    # docutils' word for a cell that heads its row, which it knows only of whole columns
    stub = ["stub"] if cell.head in {"row", "rowgroup"} else []
    entry = nodes.entry("", classes=[*cell.css.split(), *stub])
    if cell.columns > 1:
        entry["morecols"] = cell.columns - 1
    if cell.rows > 1:
        entry["morerows"] = cell.rows - 1
    if cell.line or not cell.blocks:
        entry += _paragraph(cell.line, page)
    for block in cell.blocks:
        entry += _block(block, page)
    return entry
