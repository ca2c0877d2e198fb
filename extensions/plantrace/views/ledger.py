"""`ledger`: one band per item: what was done, how it is assessed, what carries it on.

Options: `rows` (types of the items; `rows-below`), `above` (types named in the band's head),
`children` (types of what was done), `remarks` (types that speak about the item) with `fields` of
them, `to` (types by which the targets of `link` are grouped), `years` (field of a child that holds
fiscal years), `until` (last year of what is ongoing, for filters), `titles` (of the three columns,
separated by `|`), `note` (what is said of every remark), `caption`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docutils.parsers.rst import directives

from plantrace.views import naming, options, years
from plantrace.views.ends import End, ends
from plantrace.views.face import Page, View, ViewError, add_view
from plantrace.views.table import (
    Block,
    Cell,
    Entry,
    Group,
    Listing,
    Paragraph,
    Piece,
    Row,
    Table,
    joined,
    show,
    text,
)

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx

    from plantrace.model.graph import Graph

EXAMPLE = "実績 | 評価 | 引き継ぎ先"
NOTHING = "記載なし"


@dataclass(frozen=True, slots=True)
class Remark:
    """What a remark says: (label of the field, value; empty where it is not written)."""

    id: str
    says: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Band:
    """One item with all that the ledger says of it."""

    id: str
    above: tuple[str, ...]
    children: tuple[tuple[str, tuple[str, ...]], ...]
    """(child, its fiscal years as written)"""
    remarks: tuple[Remark, ...]
    onward: tuple[End, ...]
    reason: str
    """why nothing carries it on, where that is written"""
    in_years: tuple[str, ...]
    """every fiscal year in which a child was done, ongoing ones up to `until`"""

    @property
    def mentioned(self) -> tuple[str, ...]:
        """Every item that the band names."""
        children = (child for child, _ in self.children)
        onward = (each for to in self.onward for each in (to.id, *to.written))
        return (self.id, *self.above, *children, *onward)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The bands in document order, and how the view is worded."""

    bands: tuple[Band, ...]
    names: naming.Names
    columns: tuple[tuple[str, str], ...]
    """what stands in each column (`children`, `remarks` or `onward`), and its head"""
    note: str
    caption: str


def ledger(graph: Graph, given: Mapping[str, Any]) -> Ledger:
    """Gather the bands. Raises ViewError."""
    columns = _columns(graph, given)
    rows = options.select(graph, given, "rows")
    bands = tuple(_bands(graph, given, rows))
    return Ledger(
        bands=bands,
        names=naming.names_of(graph, (each for band in bands for each in band.mentioned)),
        columns=columns,
        note=str(given.get("note") or ""),
        caption=str(given.get("caption") or " → ".join(title for _, title in columns)),
    )


def _columns(graph: Graph, given: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """The columns with their heads: as written, or what the metamodel calls what stands there.

    Without written heads there is no column for what the plan does not have.
    """
    if given.get("titles"):
        titles = [title.strip() for title in str(given["titles"]).split("|")]
        if len(titles) != 3:
            raise ViewError(
                f":titles: には、「|」で区切って三つの見出しを書いてください（例: {EXAMPLE}）。"
            )
        return tuple(zip(("children", "remarks", "onward"), titles, strict=True))
    found = [
        (each, naming.type_names(graph, options.types(graph, given, each)))
        for each in ("children", "remarks")
        if given.get(each)
    ]
    if _continues(graph, given):
        found.append(("onward", graph.metamodel.link(options.link(graph, given)).outgoing))
    return tuple(found)


def _continues(graph: Graph, given: Mapping[str, Any]) -> bool:
    """Whether there is a link to what carries items on: one plan by itself has none."""
    return bool(given.get("link")) or graph.metamodel.succession in graph.metamodel.links


def _bands(graph: Graph, given: Mapping[str, Any], rows: Sequence[str]) -> list[Band]:
    above = options.types(graph, given, "above") if given.get("above") else ()
    children = options.types(graph, given, "children")
    remarks = options.types(graph, given, "remarks") if given.get("remarks") else ()
    year_field = options.field(graph, given, "years", graph.metamodel.years)
    reason = options.field(graph, given, "reason", graph.metamodel.reason)
    until = years.until(given)
    to = options.select(graph, given, "to") if given.get("to") else ()
    continued = _continues(graph, given)
    onward = ends(graph, rows, options.link(graph, given), to) if continued else {}
    found = []
    for row in rows:
        done = [each for each in graph.in_order(graph.descendants(row)) if each != row]
        dated = tuple(
            (each, years.written(graph[each], year_field))
            for each in done
            if graph[each].type in children
        )
        ancestors = graph.ancestors(row)[1:]
        found.append(
            Band(
                id=row,
                above=tuple(a for name in above for a in ancestors if graph[a].type == name),
                children=dated,
                remarks=tuple(
                    _remark(graph, each, options.fields(graph, given, "fields"))
                    for each in graph.sources(row, graph.metamodel.subject)
                    if graph[each].type in remarks
                ),
                onward=onward.get(row, ()),
                reason=str(graph[row].fields.get(reason, "")),
                in_years=years.covered((year for _, each in dated for year in each), until),
            )
        )
    return found


def _remark(graph: Graph, item_id: str, fields: Sequence[str]) -> Remark:
    says = graph[item_id].fields
    labels = graph.metamodel.fields
    return Remark(item_id, tuple((labels.get(f, f), str(says.get(f, ""))) for f in fields))


def blocks(data: Ledger) -> list[Block]:
    """One table, a group of rows for each band."""
    heads = tuple(Cell(text(title), head="col") for _, title in data.columns)
    return [
        Table(
            caption=data.caption,
            head=(Row(heads),),
            groups=tuple(_group(band, data) for band in data.bands),
            scrolls=False,
        )
    ]


def _group(band: Band, data: Ledger) -> Group:
    trail = joined([naming.named(data.names, each) for each in band.above], " › ")
    head = Cell(
        blocks=(
            *((Paragraph(trail, css="plan-above"),) if trail else ()),
            Paragraph(naming.named(data.names, band.id), css="plan-band"),
        ),
        head="rowgroup",
        columns=len(data.columns),
    )
    cells = {
        "children": _children(band, data.names),
        "remarks": _remarks(band, data.note),
        "onward": _targets(band, data.names),
    }
    return Group(
        rows=(
            Row((head,)),
            Row([Cell(blocks=cells[name], label=title) for name, title in data.columns]),
        ),
        data={
            "years": " ".join(band.in_years),
            "above": " ".join(band.above),
            "to": " ".join(each.id for each in band.onward),
        },
    )


def _nothing(why: str = "") -> tuple[Paragraph]:
    return (Paragraph(text(f"{NOTHING}（{why}）" if why else NOTHING, css="plan-missing")),)


def _children(band: Band, names: naming.Names) -> tuple[Paragraph | Listing, ...]:
    entries = tuple(
        Entry((*naming.named(names, child), *years.chips(dates))) for child, dates in band.children
    )
    return (Listing(entries, css="plan-items"),) if entries else _nothing()


def _remarks(band: Band, note: str) -> tuple[Paragraph | Listing, ...]:
    found: list[Paragraph | Listing] = []
    for remark in band.remarks:
        for label, value in remark.says:
            says = Piece(value) if value else Piece(NOTHING, css="plan-missing")
            found.append(Paragraph((Piece(label, css="plan-label"), Piece(" "), says)))
        if note:
            found.append(Paragraph((Piece(note, item=remark.id),), css="plan-note"))
    return tuple(found) or _nothing()


def _targets(band: Band, names: naming.Names) -> tuple[Paragraph | Listing, ...]:
    entries = tuple(
        Entry(
            naming.named(names, each.id),
            tuple(Entry(naming.named(names, below)) for below in each.written),
        )
        for each in band.onward
    )
    return (Listing(entries, css="plan-items"),) if entries else _nothing(band.reason)


def render(data: Ledger, page: Page) -> Sequence[Node]:
    """The nodes of the view."""
    return show(blocks(data), page, "plan-ledger plan-wide")


OPTIONS = (
    "rows",
    "rows-below",
    "above",
    "children",
    "remarks",
    "fields",
    "to",
    "to-below",
    "link",
    "years",
    "until",
    "reason",
    "titles",
    "note",
    "caption",
)


def setup(app: Sphinx) -> None:
    """Called once by `plantrace.views.setup`."""
    add_view(app, View("ledger", ledger, render, dict.fromkeys(OPTIONS, directives.unchanged)))
