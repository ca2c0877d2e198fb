"""Which items the succession connects: by level, counted, and between its two main levels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from plantrace.model.graph import Graph
from plantrace.model.metamodel import Metamodel

Direction = Literal["forward", "backward"]
"""forward: seen from the older plan; backward: seen from the newer one."""
DIRECTIONS: tuple[Direction, Direction] = ("forward", "backward")


@dataclass(frozen=True, slots=True)
class Count:
    """How many items of a level the succession reaches, of how many."""

    covered: int
    total: int

    def __str__(self) -> str:
        """`14／22`."""
        return f"{self.covered}／{self.total}"


@dataclass(frozen=True, slots=True)
class Level:
    """The coverage of one type of item, seen in one direction."""

    type: str
    direction: Direction
    before: Count
    after: Count


@dataclass(frozen=True, slots=True)
class Gap:
    """An item that no link of the succession concerns, in one direction."""

    id: str
    direction: Direction


@dataclass(frozen=True, slots=True)
class Ends:
    """Types at the two ends of the succession: those that links name, and all above them."""

    written: Mapping[Direction, frozenset[str]]
    levels: Mapping[Direction, tuple[str, ...]]
    """in the order of the metamodel, without what is above both ends."""
    above_both: frozenset[str]
    """such as a plan: types that stand above everything and so say nothing."""


@dataclass(frozen=True, eq=False)
class Relations:
    """The succession of one graph, rolled up."""

    graph: Graph
    ends: Ends

    @cached_property
    def covered(self) -> Mapping[Direction, frozenset[str]]:
        """All items at or above an end of a link."""
        links = self.graph.links(self.graph.metamodel.succession)
        ends = {"forward": {x.source for x in links}, "backward": {x.target for x in links}}
        return {
            direction: frozenset(up for end in ends[direction] for up in self.graph.ancestors(end))
            for direction in DIRECTIONS
        }

    @cached_property
    def gaps(self) -> Mapping[Gap, None]:
        """Items of the levels that are not covered, in document order."""
        return {
            Gap(item.id, direction): None
            for direction in DIRECTIONS
            for item in self.graph.of_type(*self.ends.levels[direction])
            if item.id not in self.covered[direction]
        }

    @cached_property
    def pairs(self) -> Mapping[tuple[str, str], int]:
        """Main item of the older plan, of the newer one -> how many links count between them."""
        found: dict[tuple[str, str], int] = {}
        for link in self.graph.links(self.graph.metamodel.succession):
            for source in self.mains(link.source, "forward"):
                for target in self.mains(link.target, "backward"):
                    found[source, target] = found.get((source, target), 0) + 1
        return found

    @cached_property
    def partners(self) -> Mapping[Gap, tuple[str, ...]]:
        """Main item and direction -> the main items at the other end, in document order."""
        found: dict[Gap, list[str]] = {}
        for source, target in self.pairs:
            found.setdefault(Gap(source, "forward"), []).append(target)
            found.setdefault(Gap(target, "backward"), []).append(source)
        return {main: self.graph.in_order(others) for main, others in found.items()}

    def mains(self, item_id: str, direction: Direction) -> tuple[str, ...]:
        """The topmost of the item and its ancestors whose type a link may name.

        Where a link may lead to an initiative or to an action below it, this is the initiative.
        """
        wanted = self.ends.written[direction]
        found = [up for up in self.graph.ancestors(item_id) if self.graph[up].type in wanted]
        return tuple(
            each for each in found if not {*self.graph.ancestors(each)[1:]}.intersection(found)
        )

    def count(self, level: str, direction: Direction) -> Count:
        """The coverage of a type."""
        ids = [item.id for item in self.graph.of_type(level)]
        return Count(sum(each in self.covered[direction] for each in ids), len(ids))


def ends_of(*graphs: Graph) -> Ends:
    """The ends that the metamodels of the graphs declare; what they leave open, links show."""
    written: dict[Direction, set[str]] = {"forward": set(), "backward": set()}
    above: dict[str, set[str]] = {}
    for graph in graphs:
        model = graph.metamodel
        for name, item_type in model.types.items():
            above.setdefault(name, set()).update(item_type.links.get(model.hierarchy, ()))
            if model.succession in item_type.links:
                written["forward"].add(name)
                written["backward"].update(item_type.links[model.succession])
        for link in graph.links(model.succession):
            written["forward"].add(graph[link.source].type)
            written["backward"].add(graph[link.target].type)
    reached = {direction: _closure(written[direction], above) for direction in DIRECTIONS}
    shared = (reached["forward"] & reached["backward"]) - written["forward"] - written["backward"]
    order = dict.fromkeys(name for graph in reversed(graphs) for name in graph.metamodel.types)
    return Ends(
        written={direction: frozenset(written[direction]) for direction in DIRECTIONS},
        levels={
            direction: tuple(name for name in order if name in reached[direction] - shared)
            for direction in DIRECTIONS
        },
        above_both=frozenset(shared),
    )


def _closure(types: Iterable[str], above: Mapping[str, set[str]]) -> set[str]:
    found = set(types)
    queue = list(found)
    for each in queue:
        new = above.get(each, set()) - found
        found |= new
        queue.extend(new)
    return found


def main_label(metamodel: Metamodel, direction: Direction) -> str:
    """What the other end is called from an item: `反映先`; `前身` seen from the newer plan."""
    link = metamodel.links.get(metamodel.succession)
    if direction == "backward":
        return "前身"
    return link.outgoing if link is not None else "引き継ぎ先"
