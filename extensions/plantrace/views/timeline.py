"""`timeline`: fiscal years against items, what was done placed by year; `yearly`: counts by year.

Options of both: `rows` (types of the items; `rows-below`), `children` (types of what was done),
`years` (field that holds the fiscal years), `until` (last year of what is ongoing), `note-link` (a
link whose bearers are said apart, as in "of these, 2 repeat another"), `caption`.

A child counts in every year that it names; one that goes on is drawn to the end and, in later
years, counted apart as continuing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docutils.parsers.rst import directives

from plantrace.model.fiscal_year import FiscalYear
from plantrace.views import bars, naming, options, years
from plantrace.views.face import Page, View, add_view
from plantrace.views.table import (
    EMPTY,
    Block,
    Cell,
    Drawing,
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


@dataclass(frozen=True, slots=True)
class Life:
    """One item and what was done for it, by the Western years of its Aprils."""

    id: str
    in_year: Mapping[int, tuple[str, ...]]
    """year -> what names it as a year of its own and does not go on from there"""
    ongoing: tuple[tuple[int, str], ...]
    """(first year, what goes on from then)"""
    undated: tuple[str, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Count:
    """How much was done in a year, and how much of earlier years still went on."""

    april: int
    done: int
    continuing: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """All lives, the counts of every year between the first and the last, and the wording."""

    lives: tuple[Life, ...]
    counts: tuple[Count, ...]
    names: naming.Names
    total: int
    """how many different things were done"""
    noted: tuple[str, int]
    """what `note-link` calls its bearers, and how many of the total bear it"""
    kind: str
    row_kind: str
    caption: str


def timeline(graph: Graph, given: Mapping[str, Any]) -> Timeline:
    """Place what was done by year. Raises ViewError."""
    rows = options.select(graph, given, "rows")
    children = options.types(graph, given, "children")
    field = options.field(graph, given, "years", graph.metamodel.years)
    below = {
        row: [each for each in graph.in_order(graph.descendants(row)) if each != row]
        for row in rows
    }
    dates = {
        each: years.read(years.written(graph[each], field))
        for row in rows
        for each in below[row]
        if graph[each].type in children
    }
    kind = naming.type_names(graph, children)
    row_kind = naming.type_names(graph, options.types(graph, given, "rows"))
    return Timeline(
        lives=tuple(_life(row, [e for e in below[row] if e in dates], dates) for row in rows),
        counts=_counts(dates, years.until(given)),
        names=naming.names_of(graph, (*rows, *dates)),
        total=len(dates),
        noted=_noted(graph, given, list(dates)),
        kind=kind,
        row_kind=row_kind,
        caption=str(given.get("caption") or f"年度ごとの{kind}"),
    )


def _life(row: str, done: Sequence[str], dates: Mapping[str, Sequence[FiscalYear]]) -> Life:
    in_year: dict[int, list[str]] = {}
    ongoing: list[tuple[int, str]] = []
    for each in done:
        for year in dates[each]:
            if year.ongoing:
                ongoing.append((year.april, each))
            else:
                in_year.setdefault(year.april, []).append(each)
    return Life(
        id=row,
        in_year={april: tuple(in_year[april]) for april in sorted(in_year)},
        ongoing=tuple(ongoing),
        undated=tuple(each for each in done if not dates[each]),
        total=len(done),
    )


def _counts(dates: Mapping[str, Sequence[FiscalYear]], until: int | None) -> tuple[Count, ...]:
    aprils = {year.april for found in dates.values() for year in found}
    if not aprils:
        return ()
    last = max(*aprils, until or 0)
    done = {each: {year.april for year in found} for each, found in dates.items()}
    starts = {
        each: min(year.april for year in found if year.ongoing)
        for each, found in dates.items()
        if any(year.ongoing for year in found)
    }
    return tuple(
        Count(
            april,
            done=sum(april in found for found in done.values()),
            continuing=sum(
                start < april and april not in done[each] for each, start in starts.items()
            ),
        )
        for april in range(min(aprils), last + 1)
    )


def _noted(graph: Graph, given: Mapping[str, Any], done: Sequence[str]) -> tuple[str, int]:
    if not given.get("note-link"):
        return "", 0
    link = options.link(graph, given, "note-link")
    label = graph.metamodel.link(link).incoming
    return label, sum(bool(graph[each].links.get(link)) for each in done)


# ------------------------------------------------ fiscal years x items


def timeline_blocks(data: Timeline) -> list[Block]:
    """The table of years, and what is counted in it."""
    aprils = [count.april for count in data.counts]
    corner = Cell(text(data.row_kind), head="col")
    heads = (Cell(_year(april), head="col") for april in aprils)
    table = Table(
        caption=data.caption,
        head=(Row([corner, *heads, Cell(text("計"), head="col", css="plan-total")]),),
        groups=tuple(_group(life, aprils, data.names) for life in data.lives),
        foot=(_foot(data),),
    )
    undated = [each for life in data.lives for each in life.undated]
    found: list[Block] = [table, Paragraph(text(_explanation(data)), css="plan-note")]
    if undated:
        lead = text(f"年度の記載がない{data.kind}（{len(undated)}）")
        entries = tuple(Entry(naming.named(data.names, each)) for each in undated)
        found.append(Listing(entries, lead))
    return found


def _year(april: int) -> Line:
    year = FiscalYear(april)
    parts = (Piece(str(year), css="plan-number"), Piece(year.western, css="plan-title"))
    return (Piece(parts=parts),)


def _group(life: Life, aprils: Sequence[int], names: naming.Names) -> Group:
    """One row for what has a year of its own, and one for each thing that goes on."""
    lines: list[list[Cell]] = []
    if life.in_year or not life.ongoing:
        lines.append([_done(life.in_year.get(a, ()), a, names) for a in aprils])
    lines += [_ongoing(start, each, aprils, names) for start, each in life.ongoing]
    first = Cell(naming.head(names, life.id), head="row", rows=len(lines))
    total = Cell(text(str(life.total)), rows=len(lines), css="plan-total", label="計")
    return Group(
        rows=(Row([first, *lines[0], total]), *(Row(line) for line in lines[1:])),
        data={
            "years": " ".join(str(FiscalYear(a)) for a in aprils if _touches(life, a)),
        },
    )


def _touches(life: Life, april: int) -> bool:
    return april in life.in_year or any(start <= april for start, _ in life.ongoing)


def _done(ids: Sequence[str], april: int, names: naming.Names) -> Cell:
    if not ids:
        return EMPTY
    entries = tuple(Entry(naming.named(names, each)) for each in ids)
    return Cell(blocks=(Listing(entries, css="plan-items"),), label=_label(april))


def _ongoing(start: int, item_id: str, aprils: Sequence[int], names: naming.Names) -> list[Cell]:
    before = aprils.index(start)
    words = f"{FiscalYear(start)}から続いています →"
    line = (*naming.named(names, item_id), Piece(" "), Piece(words, css="plan-going"))
    bar = Cell(line, columns=len(aprils) - before, css="plan-bar", label=_label(start))
    return [Cell(columns=before), bar] if before else [bar]


def _label(april: int) -> str:
    return f"{FiscalYear(april)}（{FiscalYear(april).western}）"


def _foot(data: Timeline) -> Row:
    head = Cell(text("計"), head="row")
    cells = [Cell(text(_counted(count)), label=_label(count.april)) for count in data.counts]
    return Row([head, *cells, Cell(text(str(data.total)), css="plan-total", label="計")])


def _counted(count: Count) -> str:
    going = f"（ほかに続いているもの {count.continuing}）" if count.continuing else ""
    return f"{count.done}件{going}"


def _explanation(data: Timeline) -> str:
    label, noted = data.noted
    within = f"（うち{label} {noted}件）" if noted else ""
    return (
        f"{data.kind}は全部で{data.total}件です{within}。"
        "年度が二つ以上あるものは、それぞれの年度に数えています。"
    )


def render_timeline(data: Timeline, page: Page) -> Sequence[Node]:
    """The nodes of `timeline`."""
    return show(timeline_blocks(data), page, "plan-timeline plan-wide")


# ------------------------------------------------ counts by year


def yearly_blocks(data: Timeline) -> list[Block]:
    """A bar chart and, beneath, its table."""
    rows = tuple(
        Row(
            [
                Cell(text(_label(count.april)), head="row"),
                Cell(text(str(count.done)), css="plan-total"),
                Cell(text(str(count.continuing)), css="plan-total"),
            ]
        )
        for count in data.counts
    )
    heads = ("年度", f"その年度の{data.kind}", "前の年度から続いているもの")
    table = Table(
        caption=data.caption,
        head=(Row([Cell(text(title), head="col") for title in heads]),),
        groups=(Group(rows),),
        css="plan-narrow",
    )
    chart = bars.chart(
        data.caption,
        heads[1:],
        [bars.Bar(str(FiscalYear(c.april)), (c.done, c.continuing)) for c in data.counts],
    )
    note = Paragraph(text(_explanation(data)), css="plan-note")
    return [Drawing(chart, css="plan-chart"), table, note]


def render_yearly(data: Timeline, page: Page) -> Sequence[Node]:
    """The nodes of `yearly`."""
    return show(yearly_blocks(data), page, "plan-yearly")


OPTIONS = (
    "rows",
    "rows-below",
    "children",
    "years",
    "until",
    "note-link",
    "caption",
)


def setup(app: Sphinx) -> None:
    """Called once by `plantrace.views.setup`."""
    given = dict.fromkeys(OPTIONS, directives.unchanged)
    add_view(app, View("timeline", timeline, render_timeline, given))
    add_view(app, View("yearly", timeline, render_yearly, given))
