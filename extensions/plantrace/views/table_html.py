"""The HTML of table views: one raw node a view, written straight from the blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING

from docutils import nodes

from plantrace.views.table import (
    EMPTY,
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


def view(blocks: Sequence[Block], page: Page, css: str) -> nodes.raw:
    """All blocks of a view in one `div`, which is the anchor of the view."""
    html = "".join(_Writer(page).view(blocks, css))
    return nodes.raw("", html, format="html")


def _attributes(**values: str | int) -> str:
    """` name="value"` for each that has a value; a trailing underscore of a name is dropped."""
    return "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for name, value in values.items()
        if value != ""
    )


class _Writer:
    """Writes blocks for one page; yields pieces of markup, so that large tables are not copied."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.anchor = page.anchor
        self.tables = 0
        self.uris: dict[str, str] = {}

    def view(self, blocks: Sequence[Block], css: str) -> Iterator[str]:
        yield f"<div{_attributes(class_=f'plan-view {css}', id=self.anchor)}>\n"
        for block in blocks:
            yield from self.block(block)
        yield "</div>\n"

    def block(self, block: Block) -> Iterator[str]:
        if isinstance(block, Paragraph):
            yield f"<p{_attributes(class_=block.css)}>{self.line(block.line)}</p>\n"
        elif isinstance(block, Listing):
            if block.lead:
                yield f'<p class="plan-lead">{self.line(block.lead)}</p>\n'
            yield from self.entries(block.entries, block.css)
        elif isinstance(block, Drawing):
            yield f"<div{_attributes(class_=block.css)}>{block.svg}</div>\n"
        else:
            yield from self.table(block)

    def entries(self, entries: Sequence[Entry], css: str = "") -> Iterator[str]:
        if not entries:
            return
        yield f"<ul{_attributes(class_=css)}>\n"
        for entry in entries:
            place = f"{self.anchor}.{entry.anchor}" if entry.anchor else ""
            yield f"<li{_attributes(id=place)}>{self.line(entry.line)}"
            yield from self.entries(entry.below)
            yield "</li>\n"
        yield "</ul>\n"

    def table(self, table: Table) -> Iterator[str]:
        self.tables += 1
        caption = f"{self.anchor}-caption" + (f"-{self.tables}" if self.tables > 1 else "")
        # A wide table scrolls in its own region; the region takes focus, so that keys scroll it.
        region = _attributes(role="region", tabindex="0", aria_labelledby=caption)
        yield (
            f'<div class="plan-scroll"{region if table.scrolls else ""}>\n'
            f'<div class="plan-clip"><table{_attributes(class_=table.css)}>\n'
            f"<caption{_attributes(id=caption)}>{escape(table.caption)}</caption>\n"
        )
        if any(table.columns):
            columns = "".join(f"<col{_attributes(class_=css)}>" for css in table.columns)
            yield f"<colgroup>{columns}</colgroup>\n"
        yield "<thead>\n"
        yield from self.rows(table.head)
        yield "</thead>\n"
        for group in table.groups:
            data = "".join(f' data-{name}="{escape(group.data[name])}"' for name in group.data)
            yield f"<tbody{_attributes(class_=group.css)}{data}>\n"
            yield from self.rows(group.rows)
            yield "</tbody>\n"
        if table.foot:
            yield "<tfoot>\n"
            yield from self.rows(table.foot)
            yield "</tfoot>\n"
        yield "</table></div>\n</div>\n"

    def rows(self, rows: Sequence[Row]) -> Iterator[str]:
        for row in rows:
            yield f"<tr{_attributes(class_=row.css)}>"
            yield from map(self.cell, row.cells)
            yield "</tr>\n"

    def cell(self, cell: Cell) -> str:
        if cell is EMPTY:  # most cells of a large matrix
            return "<td></td>"
        tag = "th" if cell.head else "td"
        attributes = _attributes(
            scope=cell.head,
            colspan=cell.columns if cell.columns > 1 else "",
            rowspan=cell.rows if cell.rows > 1 else "",
            class_=cell.css,
            data_label=cell.label,
        )
        inside = "".join(part for block in cell.blocks for part in self.block(block))
        return f"<{tag}{attributes}>{self.line(cell.line)}{inside}</{tag}>"

    def line(self, line: Line) -> str:
        return "".join(map(self.piece, line))

    def piece(self, piece: Piece) -> str:
        inside = " ".join(map(self.piece, piece.parts)) if piece.parts else escape(piece.text)
        uri = f"#{self.anchor}.{piece.anchor}" if piece.anchor else self.uri(piece.item)
        if uri:
            attributes = _attributes(class_=piece.css, href=uri, aria_label=piece.name)
            return f"<a{attributes}>{inside}</a>"
        return f"<span{_attributes(class_=piece.css)}>{inside}</span>" if piece.css else inside

    def uri(self, item_id: str) -> str:
        if item_id and item_id not in self.uris:
            self.uris[item_id] = self.page.uri(item_id)
        return self.uris.get(item_id, "")
