"""`trace`: every path from one item to the end of the other plans, as a table and a diagram.

Argument: the id. Options: `direction` (`forward`, `backward`, or both, which is the default),
`link` (else the succession).

A path goes within a plan to an item that has a link, over the link into the next plan, and so on;
in the last plan it goes up to the top. Within a plan it goes down, for a link below counts for
what is above; only where nothing below has a link does it go up to the nearest that has one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import groupby, islice, pairwise
from typing import TYPE_CHECKING, Any

from docutils.parsers.rst import directives

from plantrace.views import naming, options, puml
from plantrace.views.face import Page, View, ViewError
from plantrace.views.puml import Picture
from plantrace.views.table import (
    EMPTY,
    Block,
    Cell,
    Group,
    Line,
    Paragraph,
    Row,
    Table,
    joined,
    text,
)
from plantrace.views.table import show as show_blocks

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx

    from plantrace.model.graph import Graph

DIRECTIONS = ("forward", "backward", "both")
MOST_PATHS = 200
# columns of a box
WIDTH = 22

Leg = tuple[str, ...]
"""What a path visits within one plan, in the order of walking."""
Path = tuple[Leg, ...]
"""From each leg to the next one a link leads."""


@dataclass(frozen=True, slots=True)
class Chain:
    """The paths from an item, in document order."""

    start: str
    forward: tuple[Path, ...]
    backward: tuple[Path, ...]
    cut: bool
    """whether there are more than `MOST_PATHS` paths of a direction; the rest is left out"""
    directions: tuple[str, ...]
    names: naming.Names
    link: str
    outgoing: str
    incoming: str


def chain(graph: Graph, given: Mapping[str, Any]) -> Chain:
    """The paths that the options ask for. Raises ViewError."""
    start = str(given["argument"]).strip()
    options.known(start, graph.items, f"「{start}」という ID の項目はありません。")
    link = options.link(graph, given)
    direction = str(given.get("direction") or DIRECTIONS[-1]).strip()
    if direction not in DIRECTIONS:
        raise ViewError(
            f":direction: の「{direction}」は使えません。{'、'.join(DIRECTIONS)} のどれかです。"
        )
    directions = DIRECTIONS[:2] if direction == DIRECTIONS[-1] else (direction,)
    found = {
        each: tuple(islice(paths(graph, start, link, each == "forward"), MOST_PATHS + 1))
        for each in directions
    }
    visited = (each for of in found.values() for path in of for leg in path for each in leg)
    return Chain(
        start=start,
        forward=found.get("forward", ())[:MOST_PATHS],
        backward=found.get("backward", ())[:MOST_PATHS],
        cut=any(len(of) > MOST_PATHS for of in found.values()),
        directions=directions,
        names=naming.names_of(graph, (start, *visited)),
        link=link,
        outgoing=graph.metamodel.links[link].outgoing,
        incoming=graph.metamodel.links[link].incoming,
    )


# ------------------------------------------------------------------ the paths


def paths(graph: Graph, start: str, link: str, forward: bool) -> Iterator[Path]:
    """Every path over at least one link, none of which visits an item twice."""
    across = partial(graph.targets if forward else graph.sources, link=link)
    leading = {each for item in graph if across(item.id) for each in graph.ancestors(item.id)}
    return _paths(_Walker(graph, across, frozenset(leading)), start, ())


@dataclass(frozen=True, slots=True)
class _Walker:
    graph: Graph
    across: Callable[[str], tuple[str, ...]]
    leading: frozenset[str]
    """what has a link that leads on, itself or below"""

    def down(self, item_id: str) -> tuple[str, ...]:
        return self.graph.sources(item_id, self.graph.metamodel.hierarchy)

    def up(self, item_id: str) -> tuple[str, ...]:
        return self.graph.targets(item_id, self.graph.metamodel.hierarchy)

    def legs(self, item_id: str, seen: frozenset[str]) -> Iterator[Leg]:
        """The ways within a plan from the item to each that has a link on."""
        if item_id in self.leading:
            yield from self._down((item_id,), seen)
        elif any(self.across(each) for each in self.graph.ancestors(item_id)):
            yield from self._up((item_id,), seen)

    def _down(self, leg: Leg, seen: frozenset[str]) -> Iterator[Leg]:
        if self.across(leg[-1]):
            yield leg
        for each in self.down(leg[-1]):
            if each in self.leading and each not in seen and each not in leg:
                yield from self._down((*leg, each), seen)

    def _up(self, leg: Leg, seen: frozenset[str]) -> Iterator[Leg]:
        if self.across(leg[-1]):
            yield leg
            return
        for each in self.up(leg[-1]):
            if each not in seen and each not in leg:
                yield from self._up((*leg, each), seen)

    def to_top(self, leg: Leg, seen: frozenset[str]) -> Iterator[Leg]:
        """The ways from the end of the leg up to where nothing is above."""
        above = [e for e in self.up(leg[-1]) if e not in seen and e not in leg]
        if not above:
            yield leg
        for each in above:
            yield from self.to_top((*leg, each), seen)


def _paths(walker: _Walker, item_id: str, before: Path) -> Iterator[Path]:
    seen = frozenset(each for leg in before for each in leg)
    goes_on = False
    for leg in walker.legs(item_id, seen):
        for target in walker.across(leg[-1]):
            if target not in seen and target not in leg:
                goes_on = True
                yield from _paths(walker, target, (*before, leg))
    if before and not goes_on:
        for leg in walker.to_top((item_id,), seen):
            yield (*before, leg)


# ------------------------------------------------------------------ how it is shown


def pictures(data: Chain, graph: Graph) -> tuple[Picture, ...]:
    """All paths in one diagram, the earlier plan at the left; none when there is no path."""
    ahead = [*data.forward, *(tuple(leg[::-1] for leg in path[::-1]) for path in data.backward)]
    if not ahead:
        return ()
    visited = dict.fromkeys(each for path in ahead for leg in path for each in leg)
    alias = {each: f"n{place}" for place, each in enumerate(visited)}
    within = dict.fromkeys(step for path in ahead for leg in path for step in pairwise(leg))
    between = dict.fromkeys((a[-1], b[0]) for path in ahead for a, b in pairwise(path))
    lines = []
    for each in visited:
        box = puml.box(graph, each, alias[each], puml.words(data.names[each], WIDTH))
        lines.append(f"{box};line.bold" if each == data.start else box)
    lines += [f"{alias[a]} -- {alias[b]}" for a, b in within if (b, a) not in within or a < b]
    color = puml.line_color(graph, data.link)
    lines += [f"{alias[a]} -[{color}]--> {alias[b]}" for a, b in between]
    alt = f"{data.names[data.start].whole}からたどれる{len(ahead)}通りの道すじの図です。"
    return (puml.picture(lines, alt, WIDTH),)


def blocks(data: Chain, graph: Graph) -> list[Block]:
    """A table for each direction that has paths, or a sentence that there is none."""
    sides = {"forward": (data.forward, data.outgoing), "backward": (data.backward, data.incoming)}
    shown = [sides[each] for each in data.directions]
    found: list[Block] = [_table(data, graph, ways, label) for ways, label in shown if ways]
    if not found:
        name, labels = data.names[data.start].whole, "・".join(label for _, label in shown)
        found.append(Paragraph(text(f"「{name}」からたどれる{labels}の記載はありません。")))
    if data.cut:
        found.append(Paragraph(text(f"多いため、はじめの{MOST_PATHS}通りを示します。")))
    return found


def _table(data: Chain, graph: Graph, ways: tuple[Path, ...], label: str) -> Table:
    columns = max(map(len, ways))
    heads = ("ここから", *[label] * (columns - 1))
    rows: list[Row] = []
    for leg, group in groupby(ways, key=lambda path: path[0]):
        members = list(group)
        head = Cell(_leg(data, graph, leg, leg[-1]), head="row", rows=len(members))
        for place, path in enumerate(members):
            cells = [Cell(_leg(data, graph, each, each[0]), label=label) for each in path[1:]]
            cells += [EMPTY] * (columns - len(path))
            rows.append(Row([head, *cells] if place == 0 else cells))
    return Table(
        caption=f"{data.names[data.start].whole}：{label}（{len(ways)}通り）",
        head=(Row([Cell(text(each), head="col") for each in heads]),),
        groups=(Group(tuple(rows)),),
        css="plan-paths",
    )


def _leg(data: Chain, graph: Graph, leg: Leg, key: str) -> Line:
    """The leg from the top down, whatever the way of walking; `key` is where a link holds."""
    goes_up = len(leg) > 1 and leg[1] in graph.targets(leg[0], graph.metamodel.hierarchy)
    shown = leg[::-1] if goes_up else leg
    return joined(
        [naming.named(data.names, each, css="plan-key" if each == key else "") for each in shown],
        " › ",
    )


def render(data: Chain, page: Page) -> list[Node]:
    """The diagram, if there is a path, and the tables."""
    told = show_blocks(blocks(data, page.graph), page, "plan-chain-told")
    drawn = pictures(data, page.graph)
    return puml.show(drawn[0], told, "plan-chain") if drawn else told


def setup(app: Sphinx) -> None:
    """Called once by `plantrace.views.setup`."""
    given = dict.fromkeys(("direction", "link"), directives.unchanged)
    view = View("trace", chain, render, given, argument=True)
    puml.add_drawing_view(app, view, pictures)
