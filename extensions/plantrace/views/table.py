"""What a table view is made of, before any builder: lines with links, lists, tables, drawings.

A view turns its dataclass into these blocks; `show` turns the blocks into what the builder of a
page understands. For HTML that is one node that already holds the markup, because docutils has no
`scope`, no caption of its own and needs 3 kB of memory a cell; for every other builder it is plain
docutils structure (paragraphs, lists, tables).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx

    from plantrace.views.face import Page


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; a link when it names an item or an anchor of the same view."""

    text: str = ""
    item: str = ""
    """id of the item that it leads to"""
    anchor: str = ""
    """name of a place in the same view that it leads to; only HTML has such places"""
    css: str = ""
    name: str = ""
    """accessible name, where the text alone says too little; it holds the text"""
    parts: tuple[Piece, ...] = ()
    """instead of a text: plain pieces, with a space between them"""


Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of its own."""

    line: Line
    css: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A list entry, with the entries below it."""

    line: Line
    below: tuple[Entry, ...] = ()
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A bullet list; `lead` is the line that says what it lists."""

    entries: tuple[Entry, ...]
    lead: Line = ()
    css: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; what is in `line` comes before what is in `blocks`."""

    line: Line = ()
    blocks: tuple[Paragraph | Listing, ...] = ()
    head: Literal["", "col", "row", "colgroup", "rowgroup"] = ""
    columns: int = 1
    rows: int = 1
    css: str = ""
    label: str = ""
    """what the cell is about, shown before it where a narrow screen has no column heads"""


EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table."""

    cells: Sequence[Cell]
    css: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that belong together; `data` are attributes that a script can filter by."""

    rows: tuple[Row, ...]
    data: Mapping[str, str] = field(default_factory=dict)
    css: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table. Every row has the same number of columns, spans counted."""

    caption: str
    head: tuple[Row, ...]
    groups: tuple[Group, ...]
    foot: tuple[Row, ...] = ()
    css: str = ""
    columns: tuple[str, ...] = ()
    """a class for each column"""
    scrolls: bool = True
    """whether it may be wider than a page"""


@dataclass(frozen=True, slots=True)
class Drawing:
    """An SVG for HTML; other builders leave it out, for its table is always beside it."""

    svg: str
    css: str = ""


Block = Paragraph | Listing | Table | Drawing


def text(words: str, css: str = "") -> Line:
    """A line of plain text."""
    return (Piece(words, css=css),)


def joined(lines: Sequence[Line], separator: str = "、") -> Line:
    """One line of several, with a separator between them."""
    found: list[Piece] = []
    for line in lines:
        if found:
            found.append(Piece(separator))
        found.extend(line)
    return tuple(found)


def show(blocks: Sequence[Block], page: Page, css: str) -> list[Node]:
    """The blocks as nodes for the builder of the page; `css` is the class of the whole view."""
    # here, because both writers are made of this module's blocks
    from plantrace.views import table_html, table_nodes

    if page.app.builder.format == "html":
        return [table_html.view(blocks, page, css)]
    return table_nodes.view(blocks, page, css)


def setup(app: Sphinx) -> None:
    """Called once by `plantrace.views.setup`: the style that the views' HTML needs."""
    app.connect("builder-inited", _offer_style)
    app.add_css_file("views.css")


def _offer_style(app: Sphinx) -> None:
    app.config.html_static_path.append(str(Path(__file__).parent / "static"))
