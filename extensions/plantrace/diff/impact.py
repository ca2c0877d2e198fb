"""Which items a change touches, and along which links.

Where an item says something else than before, the way leads up the hierarchy, from each of these
across the succession (on in the same direction, never back), and there up again. Remarks on the
item and on its parent are touched, and whatever refers to the item by any other link. Where the
item came, went or changed its parent, what is below it has new relations too: the way then also
leads down, and across from there.

Where only links changed, just these are followed; what is above their ends has new relations.

The links of both sides count, so that what was cut off is found as well.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from plantrace.diff.changes import Changes
from plantrace.model.graph import Graph, Link


@dataclass(frozen=True, slots=True)
class Step:
    """One link on the way: followed as written, or against its direction."""

    link: str
    along: bool
    id: str
    """the item that the step leads to."""


@dataclass(frozen=True, slots=True)
class Affected:
    """An item that a change touches, with a shortest way to it."""

    id: str
    path: tuple[Step, ...]
    before: bool = False
    """the way exists on the old side only."""


@dataclass(frozen=True, slots=True)
class Impact:
    """What one changed item touches, nearest first; the item itself is left out."""

    id: str
    affected: tuple[Affected, ...]


@dataclass(slots=True)
class _Seed:
    """A changed item: does it say something else, did its place in the hierarchy change?"""

    says: bool = False
    placed: bool = False
    links: list[Link] = field(default_factory=list)


def find_impact(before: Graph, after: Graph, changes: Changes) -> tuple[Impact, ...]:
    """The impact of every change of substance, in the document order of the new side."""
    seeds = _seeds(before, after, changes)
    order = dict.fromkeys((*after.items, *before.items))
    walks = _Walk(after), _Walk(before)
    return tuple(
        Impact(each, tuple(_affected(walks, each, seeds[each]))) for each in order if each in seeds
    )


def _seeds(before: Graph, after: Graph, changes: Changes) -> dict[str, _Seed]:
    seeds = {each.id: _Seed(says=True) for each in changes.changed if each.substance}
    for each in (*changes.added, *changes.removed):
        seeds[each] = _Seed(says=True, placed=True)
    for graph, links in ((after, changes.links_added), (before, changes.links_removed)):
        for link in links:
            seed = seeds.setdefault(link.source, _Seed())
            seed.links.append(link)
            seed.placed = seed.placed or link.name == graph.metamodel.hierarchy
    return seeds


def _affected(walks: tuple[_Walk, _Walk], seed_id: str, seed: _Seed) -> Iterator[Affected]:
    """The new side's ways come first; the old side's are for what those do not reach."""
    found: set[str] = set()
    for walk in walks:
        if seed_id in walk.graph:
            for item_id, path in walk.reach(seed_id, seed):
                if item_id not in found:
                    found.add(item_id)
                    there = _exists(walks[0].graph, seed_id, path)
                    yield Affected(item_id, path, before=not there)


def _exists(graph: Graph, start: str, path: Iterable[Step]) -> bool:
    """Whether a way can be gone in a graph."""
    here = start
    for step in path:
        source, target = (here, step.id) if step.along else (step.id, here)
        if source not in graph or target not in graph.targets(source, step.link):
            return False
        here = step.id
    return True


Path = tuple[Step, ...]
# Where on its way a walk is, which decides how it may go on.
_START, _BELOW, _PARENT, _ABOVE, _FORWARD, _BACKWARD, _END = range(7)
_Steps = Iterator[tuple[Step, int]]


@dataclass(slots=True)
class _Walk:
    """Walks over one graph; what follows on an item is the same for every seed and is kept."""

    graph: Graph
    known: dict[tuple[str, int], tuple[tuple[Step, int], ...]] = field(default_factory=dict)

    def reach(self, seed_id: str, seed: _Seed) -> Iterator[tuple[str, Path]]:
        """Every item that is met, with a shortest way to it; the seed is left out."""
        met = {seed_id}
        walked: set[tuple[str, int]] = set()
        queue: deque[tuple[str, int, Path]] = deque([(seed_id, _START, ())])
        while queue:
            current, phase, path = queue.popleft()
            if phase == _START:
                steps = tuple(_first_steps(self.graph, current, seed))
            else:
                steps = self._next(current, phase)
            for step, then in steps:
                if (step.id, then) in walked:
                    continue
                walked.add((step.id, then))
                way = (*path, step)
                queue.append((step.id, then, way))
                if step.id not in met:
                    met.add(step.id)
                    yield step.id, way

    def _next(self, item: str, phase: int) -> tuple[tuple[Step, int], ...]:
        if (item, phase) not in self.known:
            self.known[item, phase] = tuple(_next_steps(self.graph, item, phase))
        return self.known[item, phase]


def _first_steps(graph: Graph, item: str, seed: _Seed) -> _Steps:
    model = graph.metamodel
    if not (seed.says or seed.placed):
        yield from _changed_links(graph, item, seed.links)
        return
    yield from _to(graph.targets(item, model.hierarchy), model.hierarchy, True, _PARENT)
    if seed.placed:
        yield from _to(graph.sources(item, model.hierarchy), model.hierarchy, False, _BELOW)
    yield from _across(graph, item, _START)
    yield from _to(graph.sources(item, model.subject), model.subject, False, _END)
    yield from _to(graph.targets(item, model.subject), model.subject, True, _ABOVE)
    for name in model.links:
        if name not in {model.hierarchy, model.succession, model.subject}:
            yield from _to(graph.sources(item, name), name, False, _END)


def _changed_links(graph: Graph, item: str, links: Iterable[Link]) -> _Steps:
    model = graph.metamodel
    there = [link for link in links if link.target in graph.targets(item, link.name)]
    for link in there:
        then = _FORWARD if link.name == model.succession else _END
        yield Step(link.name, True, link.target), then
    if any(link.name == model.succession for link in there):
        yield from _to(graph.targets(item, model.hierarchy), model.hierarchy, True, _END)
        yield from _to(graph.sources(item, model.subject), model.subject, False, _END)


def _next_steps(graph: Graph, item: str, phase: int) -> _Steps:
    model = graph.metamodel
    if phase == _BELOW:
        yield from _to(graph.sources(item, model.hierarchy), model.hierarchy, False, _BELOW)
    else:
        then = _ABOVE if phase in {_PARENT, _ABOVE} else _END
        yield from _to(graph.targets(item, model.hierarchy), model.hierarchy, True, then)
    yield from _across(graph, item, phase)
    if phase == _PARENT:
        yield from _to(graph.sources(item, model.subject), model.subject, False, _END)


def _across(graph: Graph, item: str, phase: int) -> _Steps:
    """Along the succession: either way at first, then on in the same direction only."""
    link = graph.metamodel.succession
    if phase not in {_BACKWARD, _END}:
        yield from _to(graph.targets(item, link), link, True, _FORWARD)
    if phase not in {_FORWARD, _END}:
        yield from _to(graph.sources(item, link), link, False, _BACKWARD)


def _to(ids: Iterable[str], link: str, along: bool, phase: int) -> _Steps:
    return ((Step(link, along, each), phase) for each in ids)
