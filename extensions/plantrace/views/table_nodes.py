"""Table views as plain docutils structure, for the builders that write text and paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from docutils import nodes

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


def view(blocks: Sequence[Block], page: Page, css: str) -> list[nodes.Node]:
    """The blocks one after another; each table knows by its classes which view it is of."""
    return [node for block in blocks for node in _block(block, page, css)]


def _block(block: Block, page: Page, css: str = "") -> list[nodes.Node]:
    if isinstance(block, Paragraph):
        return [_paragraph(block.line, page, block.css)]
    if isinstance(block, Listing):
        lead = [_paragraph(block.lead, page)] if block.lead else []
        return [*lead, *_entries(block.entries, page)]
    if isinstance(block, Drawing):
        return []
    return [_table(block, page, css)]


def _paragraph(line: Line, page: Page, css: str = "") -> nodes.paragraph:
    return nodes.paragraph("", "", *_line(line, page), classes=css.split())


def _entries(entries: Sequence[Entry], page: Page) -> list[nodes.Node]:
    if not entries:
        return []
    items = [
        nodes.list_item("", _paragraph(entry.line, page), *_entries(entry.below, page))
        for entry in entries
    ]
    return [nodes.bullet_list("", *items, bullet="-")]


def _line(line: Line, page: Page) -> list[nodes.Node]:
    return [node for piece in line for node in _piece(piece, page)]


def _piece(piece: Piece, page: Page) -> list[nodes.Node]:
    words = " ".join(part.text for part in piece.parts) if piece.parts else piece.text
    if not words:
        return []
    if piece.item:
        return [page.reference(piece.item, words, classes=piece.css.split())]
    return [nodes.inline("", words, classes=piece.css.split()) if piece.css else nodes.Text(words)]


def _table(table: Table, page: Page, css: str) -> nodes.table:
    width = sum(cell.columns for cell in table.head[0].cells)
    group = nodes.tgroup("", cols=width)
    # the first column names the rows: as wide as four of the others where there are many
    group += [nodes.colspec("", colwidth=4 if width > 8 and not n else 1) for n in range(width)]
    group += nodes.thead("", *(_row(row, page) for row in table.head))
    rows = [row for each in table.groups for row in each.rows]
    group += nodes.tbody("", *(_row(row, page) for row in (*rows, *table.foot)))
    return nodes.table("", nodes.title("", table.caption), group, classes=[*css.split()])


def _row(row: Row, page: Page) -> nodes.row:
    return nodes.row("", *(_entry(cell, page) for cell in row.cells), classes=row.css.split())


def _entry(cell: Cell, page: Page) -> nodes.entry:
    entry = nodes.entry("", classes=cell.css.split())
    if cell.columns > 1:
        entry["morecols"] = cell.columns - 1
    if cell.rows > 1:
        entry["morerows"] = cell.rows - 1
    if cell.line or not cell.blocks:
        entry += _paragraph(cell.line, page)
    for block in cell.blocks:
        entry += _block(block, page)
    return entry
