"""Tables: columns, repeated heads, landscape pages for the wide ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from docutils import nodes
from docutils.utils import column_width

from typst_pdf.book import quote
from typst_pdf.writer import Writer

# in half-width letters
NARROW = 8  # a column of numbers, marks, short names: as wide as it needs to be
LEAST = 20  # a column of text that is narrower than this is hard to read
LEAST_HEAD = 4  # so much of a head fits above every column
MOST = 40
PORTRAIT = 110  # so many stand in one line of a page
MANY = 8  # in tables with more columns, heads that are longer than their column stand vertically
FEW_LINES = 30  # so many in the longest cell of a row: below a band it is not cut in two
SOME_LINES = 12  # the same without a band
SHORT = 14  # a table with so many rows of few words stays on one page
_ALIGNMENTS = {"text-left": "left", "text-center": "center", "text-right": "right"}


def _unmeasured(node: nodes.Node) -> bool:
    return isinstance(node, nodes.table | nodes.image | nodes.FixedTextElement)


@dataclass(frozen=True)
class Column:
    """One column; widths in half-width letters: as declared, of the heads, of the other cells."""

    declared: int
    head: int
    body: int

    @property
    def narrow(self) -> bool:
        """Whether it takes no more room than its longest cell."""
        return self.body <= NARROW

    @property
    def vertical(self) -> bool:
        """Whether its head does not fit above it."""
        return self.narrow and self.head > max(self.body, LEAST_HEAD)

    @property
    def least(self) -> int:
        """How much room it needs to be read well, its head vertical where that helps."""
        return max(self.body, LEAST_HEAD) if self.narrow else min(self.body, LEAST)


@dataclass(frozen=True)
class Cell:
    """A cell, and the column that it begins in. A `band` is as wide as the table."""

    entry: nodes.entry
    place: int
    is_head: bool
    band: bool


def columns_of(table: nodes.table) -> tuple[Column, ...]:
    """The columns of a table, measured by the cells that stand in one column only."""
    group = _group(table)
    declared = [int(float(spec.get("colwidth", 1))) for spec in group.findall(nodes.colspec)]
    heads, bodies = [0] * len(declared), [0] * len(declared)
    for cell in _cells(group, len(declared)):
        if not cell.entry.get("morecols"):
            side = heads if cell.is_head else bodies
            side[cell.place] = max(side[cell.place], _width(cell.entry))
    measured = [min(max(pair), MOST) or 1 for pair in zip(heads, bodies, strict=True)]
    widths = measured if "colwidths-auto" in table["classes"] else declared
    return tuple(map(Column, widths, heads, bodies))


def is_wide(table: nodes.table) -> bool:
    """Whether a table is too wide for an upright page; the classes say it where they must."""
    if "landscape" in table["classes"] or "portrait" in table["classes"]:
        return "landscape" in table["classes"]
    columns = columns_of(table)
    return sum(column.least + 2 for column in columns) > PORTRAIT


def _group(table: nodes.table) -> nodes.tgroup:
    return next(child for child in table if isinstance(child, nodes.tgroup))


def _rows(group: nodes.tgroup) -> Iterator[tuple[bool, Sequence[nodes.entry]]]:
    """The rows of this table, not of one inside it, with whether they are heads."""
    for part in group:
        if isinstance(part, nodes.thead | nodes.tbody):
            for row in part:
                cells = [entry for entry in row.children if isinstance(entry, nodes.entry)]
                yield isinstance(part, nodes.thead), cells


def _cells(group: nodes.tgroup, count: int) -> Iterator[Cell]:
    """Every cell with the number of its first column: cells from above may push it right."""
    taken = [0] * count
    for is_head, row in _rows(group):
        place = 0
        for entry in row:
            while place < count and taken[place]:
                place += 1
            across = entry.get("morecols", 0) + 1
            yield Cell(entry, place, is_head, band=count > 1 and len(row) == 1 and across == count)
            for column in range(place, min(place + across, count)):
                taken[column] = entry.get("morerows", 0) + 1
            place += across
        taken = [max(rows - 1, 0) for rows in taken]


def _width(entry: nodes.entry) -> int:
    texts = entry.findall(nodes.TextElement)
    return max((column_width(t.astext()) for t in texts if not _inside(t)), default=0)


def _lines(cell: Cell, columns: Sequence[Column]) -> int:
    """About how many lines a cell takes; too many where it cannot be said."""
    if any(cell.entry.findall(_unmeasured)):
        return FEW_LINES + 1
    room = max(PORTRAIT * columns[cell.place].declared // sum(each.declared for each in columns), 1)
    texts = (text for text in cell.entry.findall(nodes.TextElement) if not _inside(text))
    return sum(column_width(text.astext()) // room + 1 for text in texts)


def _inside(text: nodes.TextElement) -> bool:
    """An inline element is measured with the paragraph around it."""
    return isinstance(text, nodes.Inline) or isinstance(text.parent, nodes.TextElement)


class Tables(Writer):
    """The node `table` and all in it."""

    def visit_table(self, node: nodes.table) -> None:
        """A table; a wide one that stands free gets a landscape page."""
        columns = columns_of(node)
        turned = is_wide(node)
        own_page = turned and not self.in_landscape and isinstance(node.parent, nodes.section)
        if own_page:
            self.put("landscape({\n")
        self.begin(node)
        self._table(node, columns)
        self.end(node)
        if own_page:
            self.put("})\n")
        raise nodes.SkipNode

    def _table(self, node: nodes.table, columns: Sequence[Column]) -> None:
        cells = list(_cells(_group(node), len(columns)))
        self._put_anchors_of_head(cells)
        body = [cell for cell in cells if not cell.is_head]
        self.put("data-table(\n")
        given = "colwidths-given" in node["classes"]
        self.put(f"columns: ({', '.join(_tracks(columns, given))},),\n")
        self.put(f"align: ({', '.join(_alignment(column) for column in columns)},),\n")
        self.put("whole: true,\n" if _is_short(node) else "")
        self.put("dense: true,\n" if len(columns) > MANY else "")
        title = next((child for child in node if isinstance(child, nodes.title)), None)
        if title is not None:
            self.put("caption: {\n")
            self.put_number(node, "table")
            self.walk(title.children)
            self.put("},\n")
        notes = self._head(cells, vertical=len(columns) > MANY, columns=columns)
        stubs = [spec.get("stub") for spec in _group(node).findall(nodes.colspec)]
        banded = any(cell.band for cell in body)
        for cell in body:
            if cell.band:
                self._band(cell.entry)
            else:
                whole = 1 < _lines(cell, columns) <= (FEW_LINES if banded else SOME_LINES)
                self._cell(cell.entry, whole=whole, stub=bool(stubs[cell.place]))
        self.put(")\n")
        for number, note in enumerate(notes, 1):
            self.put(f"table-note({{\n{quote(f'*{number} ')}\n")
            self.walk(child for child in note.children if not isinstance(child, nodes.label))
            self.put("})\n")

    def _head(
        self, cells: Iterable[Cell], *, vertical: bool, columns: Sequence[Column]
    ) -> list[nodes.Node]:
        """The cells of the head; returns their footnotes, for they would be repeated with it."""
        self.in_head, outer, self.heading_notes = True, self.heading_notes, []
        self.put("header: (\n")
        for cell in cells:
            if cell.is_head:
                self._cell(cell.entry, vertical=vertical and columns[cell.place].vertical)
        self.put("),\n")
        notes, self.heading_notes, self.in_head = self.heading_notes, outer, False
        return notes

    def _put_anchors_of_head(self, cells: Iterable[Cell]) -> None:
        """A head is repeated, but no place is there twice: those in it are above the table."""
        for cell in cells:
            for node in cell.entry.findall(nodes.Element) if cell.is_head else ():
                if node["ids"] and not isinstance(node, nodes.footnote_reference):
                    self.put_place(node["ids"], node, in_line=False)

    def _band(self, entry: nodes.entry) -> None:
        """The head of the rows below, which stays with them."""
        self.put(f"band({entry['morecols'] + 1}, {{\n")
        self.begin(entry)
        self.walk(entry.children)
        self.end(entry)
        self.put("}),\n")

    def _cell(
        self,
        entry: nodes.entry,
        *,
        vertical: bool = False,
        whole: bool = False,
        stub: bool = False,
    ) -> None:
        calls = (
            ["row-head", "strong"] if stub else ["row-head"] if "stub" in entry["classes"] else []
        )
        given = [f"colspan: {entry['morecols'] + 1}"] if entry.get("morecols") else []
        given += [f"rowspan: {entry['morerows'] + 1}"] if entry.get("morerows") else []
        given += ["breakable: false"] if whole else []
        given += [f"align: {_ALIGNMENTS[c]}" for c in entry["classes"] if c in _ALIGNMENTS]
        self.put(f"table.cell({', '.join(given)}, {{\n" if given else "{\n")
        self.vertical = vertical
        self.begin(entry, *calls)
        self.walk(entry.children)
        self.end(entry)
        self.vertical = False
        self.put("}),\n" if given else "},\n")

    def put_number(self, node: nodes.Element, kind: str) -> None:
        """`表 1` before a caption, where the document numbers its figures and tables."""
        if not self.config.numfig:
            return
        numbers = self.builder.env.toc_fignumbers.get(self.docname, {}).get(kind, {})
        for one in node["ids"]:
            if one in numbers:
                said = self.config.numfig_format[kind] % ".".join(map(str, numbers[one]))
                self.put(f"{quote(said + '　')}\n")
                return


def _tracks(columns: Sequence[Column], given: bool) -> list[str]:
    """As the author says; else narrow columns as they need, but the many of a matrix evenly."""
    if len(columns) > MANY and not given:
        return [f"{each.least if each.narrow else min(each.body, MOST)}fr" for each in columns]
    room = PORTRAIT - sum(LEAST for each in columns if not each.narrow)
    crowded = sum(max(each.head, each.body) + 2 for each in columns if each.narrow) > room
    return [_track(each, given, crowded) for each in columns]


def _track(column: Column, given: bool, crowded: bool) -> str:
    """Where long heads would leave no room for a column of text, they are broken into lines."""
    if given or not column.narrow:
        return f"{max(column.declared, 1 if given or not crowded else LEAST)}fr"
    return f"{LEAST}fr" if crowded and column.head > LEAST else "auto"


def _alignment(column: Column) -> str:
    return "center" if column.narrow else "left"


def _is_short(table: nodes.table) -> bool:
    """Whether a table takes so little of a page that it is not cut in two."""
    rows = [row for _, row in _rows(_group(table))]
    cells = [entry for row in rows for entry in row]
    return len(rows) <= SHORT and not any(
        _width(entry) > PORTRAIT or any(entry.findall(nodes.table)) for entry in cells
    )
