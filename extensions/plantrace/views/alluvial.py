"""`alluvial`: two levels and the links between them as ribbons, each as wide as it has links.

Takes the options of `matrix` and stands above the matrix of the same numbers, which is its table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from docutils.parsers.rst import directives

from plantrace.views import matrix as matrices
from plantrace.views.face import Page, View, add_view
from plantrace.views.matrix import Matrix, matrix
from plantrace.views.table import Drawing, show
from plantrace.views.wrap import wrap

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx

    from plantrace.views.naming import Name

# Lengths in units of the viewBox, at which a phone shows letters of about 12 px.
WIDTH = 400
BAR = 12
LINE = 18
GAP = 14
LABEL_COLUMNS = 26
TALLEST = 320
WIDEST_LINK = 12
LOWEST_NUMBER = 12


@dataclass(frozen=True, slots=True)
class Stop:
    """An item at one side: its label begins at `top`, its bar is `height` tall from `bar` on."""

    id: str
    label: tuple[str, ...]
    top: float
    bar: float
    height: float


@dataclass(frozen=True, slots=True)
class Ribbon:
    """The links of one pair: from `left` to `right` down the bars, `height` tall."""

    row: str
    column: str
    links: int
    left: float
    right: float
    height: float


@dataclass(frozen=True, slots=True)
class Flow:
    """Where everything of the drawing stands."""

    left: tuple[Stop, ...]
    right: tuple[Stop, ...]
    ribbons: tuple[Ribbon, ...]
    height: float


def flow(data: Matrix) -> Flow:
    """Lay out both sides in document order; ribbons leave and arrive in the order of their ends."""
    counts = {pair: len(links) for pair, links in data.pairs.cells.items()}
    unit = min(WIDEST_LINK, TALLEST / max(sum(counts.values()), 1))
    left = _side(data, data.pairs.rows, 0, counts, unit)
    right = _side(data, data.pairs.columns, 1, counts, unit)
    down = {(0, stop.id): stop.bar for stop in left} | {(1, stop.id): stop.bar for stop in right}
    ribbons = []
    for row in data.pairs.rows:
        for column in data.pairs.columns:
            if (row, column) in counts:
                count = counts[row, column]
                starts, ends = down[0, row], down[1, column]
                ribbons.append(Ribbon(row, column, count, starts, ends, count * unit))
                down[0, row] += count * unit
                down[1, column] += count * unit
    height = max((stop.bar + stop.height for stop in (*left, *right)), default=0) + 4
    return Flow(left, right, tuple(ribbons), height)


def _side(
    data: Matrix,
    ids: Sequence[str],
    side: int,
    counts: Mapping[tuple[str, str], int],
    unit: float,
) -> tuple[Stop, ...]:
    stops: list[Stop] = []
    top = 0.0
    for each in ids:
        label = _label(data.names[each])
        height = unit * sum(count for pair, count in counts.items() if pair[side] == each)
        bar = top + LINE * len(label) + 4
        stops.append(Stop(each, label, top, bar, height))
        top = bar + height + GAP
    return tuple(stops)


def _label(name: Name) -> tuple[str, ...]:
    title = wrap(name.title, LABEL_COLUMNS)
    return (name.label, *title) if name.number else title


# ------------------------------------------------------------------ the SVG


def svg(data: Matrix) -> str:
    """The drawing; its text alternative says every pair, as the table below does."""
    laid = flow(data)
    names = data.names
    said = "、".join(
        f"{names[each.row].whole} から {names[each.column].whole} へ {each.links}件"
        for each in laid.ribbons
    )
    drawn = [
        *(_ribbon(each, data) for each in laid.ribbons),
        *(_stop(stop, "left") for stop in laid.left),
        *(_stop(stop, "right") for stop in laid.right),
    ]
    return (
        f'<svg class="plan-flow" role="img" viewBox="0 0 {WIDTH} {laid.height:.0f}" '
        f'aria-label="{escape(f"流れの図。{data.caption}：{said}")}" '
        f'xmlns="http://www.w3.org/2000/svg">{"".join(drawn)}</svg>'
    )


def _ribbon(ribbon: Ribbon, data: Matrix) -> str:
    start, end, half = BAR, WIDTH - BAR, WIDTH / 2
    (y1, y2), high = (ribbon.left, ribbon.right), ribbon.height
    path = (
        f"M{start} {y1:.1f}C{half:.0f} {y1:.1f} {half:.0f} {y2:.1f} {end} {y2:.1f}v{high:.1f}"
        f"C{half:.0f} {y2 + high:.1f} {half:.0f} {y1 + high:.1f} {start} {y1 + high:.1f}z"
    )
    pair = f"{data.names[ribbon.row].whole} → {data.names[ribbon.column].whole}"
    drawn = f'<path d="{path}"><title>{escape(pair)}：{ribbon.links}件</title></path>'
    if high >= LOWEST_NUMBER:
        drawn += f'<text x="{BAR + 4}" y="{y1 + high / 2 + 5:.1f}">{ribbon.links}</text>'
    return drawn


def _stop(stop: Stop, side: str) -> str:
    x, anchor = (0, "start") if side == "left" else (WIDTH, "end")
    first, *rest = stop.label
    lines = [f'<tspan class="plan-first">{escape(first)}</tspan>'] + [
        f'<tspan x="{x}" dy="{LINE}">{escape(line)}</tspan>' for line in rest
    ]
    bar = x if side == "left" else x - BAR
    return (
        f'<rect class="plan-{side}" x="{bar}" y="{stop.bar:.1f}" width="{BAR}" '
        f'height="{max(stop.height, 1):.1f}"/>'
        f'<text x="{x}" y="{stop.top + 14:.1f}" text-anchor="{anchor}">{"".join(lines)}</text>'
    )


def render(data: Matrix, page: Page) -> Sequence[Node]:
    """The drawing above its table."""
    html = page.app.builder.format == "html"
    blocks = [Drawing(svg(data), css="plan-drawing"), *matrices.blocks(data, html=html)]
    return show(blocks, page, "plan-matrix plan-wide")


def setup(app: Sphinx) -> None:
    """Called once by `plantrace.views.setup`."""
    given = dict.fromkeys(matrices.OPTIONS, directives.unchanged)
    add_view(app, View("alluvial", matrix, render, given))
