"""How one plan leads to the next: what is left open, and what is linked too coarsely."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from plantrace.findings.finding import Finding
from plantrace.findings.rules.registry import Case, graph_rule
from plantrace.model.graph import Graph, Item
from plantrace.model.suggest import fold


@graph_rule
def gaps(case: Case) -> Iterator[Finding]:
    """What may continue does, and what may be continued is, or it is said why not.

    Along the hierarchy one answers for all: a reason or a link above, a link below. Nothing is
    asked before the next plan has an item, nor of what a broken link may have been meant for.
    """
    ends = open_ends(case.graph, case.unread.hinted)
    for variant, items in (("", ends.onward), ("target", ends.back)):
        for item in items:
            if not _explained(case.graph, item):
                yield _gap(case, item, variant)


@dataclass(frozen=True, slots=True)
class OpenEnds:
    """Items without a link where one is to be expected, whether or not it is said why."""

    onward: tuple[Item, ...]
    back: tuple[Item, ...]


def open_ends(graph: Graph, hinted: Collection[str] = ()) -> OpenEnds:
    """What continues nothing, and what continues nothing before it.

    Plans that follow each other may be made of the same types, and then the types do not say
    which of them is the first or the last: a link shows it, and without one nothing is asked.
    """
    link, targets = graph.metamodel.succession, _target_types(graph)
    if not graph.of_type(*targets):
        return OpenEnds((), ())
    meant = {*hinted, *_meant(graph)}
    sources = [item for item in graph if link in _usable(graph, item)]
    led = graph.of_type(*targets)
    going = frozenset(item.id for item in graph if _continues(graph, item.id))
    coming = frozenset(item.id for item in graph if _is_continued(graph, item.id, meant))
    last = _plans(graph, [item.id for item in led]) - _plans(graph, going)
    first = _plans(graph, [item.id for item in sources]) - _plans(graph, coming)
    return OpenEnds(_open(graph, sources, going, last), _open(graph, led, coming, first))


def _open(
    graph: Graph, items: Iterable[Item], linked: frozenset[str], outermost: frozenset[str]
) -> tuple[Item, ...]:
    """The items that neither are linked along the hierarchy nor belong to an outermost plan."""
    return tuple(
        item
        for item in items
        if linked.isdisjoint((*graph.ancestors(item.id), *graph.descendants(item.id)))
        and not graph.tops(item.id) <= outermost
    )


def _plans(graph: Graph, ids: Iterable[str]) -> frozenset[str]:
    """What stands at the top of the items."""
    return frozenset().union(*(graph.tops(each) for each in ids))


def _gap(case: Case, item: Item, variant: str) -> Finding:
    metamodel = case.graph.metamodel
    if metamodel.reason not in _usable(case.graph, item):
        variant = f"{variant or 'source'}-only"
    return case.found(
        "gap", item.id, "title", variant,
        label=metamodel.types[item.type].title, title=item.title, id=item.id,
        name=metamodel.succession, reason=metamodel.reason,
    )  # fmt: skip


def _target_types(graph: Graph) -> tuple[str, ...]:
    """Types that the next plan's items have; none where a link may lead to any type."""
    link = graph.metamodel.succession
    return tuple(dict.fromkeys(t for each in graph.metamodel.types.values()
                               for t in each.links.get(link, ())))  # fmt: skip


def _usable(graph: Graph, item: Item) -> frozenset[str]:
    types = graph.metamodel.types
    return graph.metamodel.options_of(item.type) if item.type in types else frozenset()


def _explained(graph: Graph, item: Item) -> bool:
    reason = graph.metamodel.reason
    return any(graph[each].fields.get(reason) for each in graph.ancestors(item.id))


def _continues(graph: Graph, item_id: str) -> bool:
    """Whether a link is written, wherever it leads."""
    return bool(graph[item_id].links.get(graph.metamodel.succession))


def _is_continued(graph: Graph, item_id: str, meant: Collection[str]) -> bool:
    return item_id in meant or bool(graph.sources(item_id, graph.metamodel.succession))


def _meant(graph: Graph) -> Iterator[str]:
    """All that the links which lead nowhere may be meant for: they are findings already."""
    names = {fold(each): each for each in graph.items}
    for item in graph:
        written = item.links.get(graph.metamodel.succession, ())
        for target in written:
            if target not in graph:
                close = get_close_matches(fold(target), names, n=50, cutoff=0.7)
                yield from (names[each] for each in close)


@graph_rule
def coarse_links(case: Case) -> Iterator[Finding]:
    """A link is written at the finest level, and no coarser one beside it."""
    graph = case.graph
    link, targets = graph.metamodel.succession, _target_types(graph)
    for item in graph:
        led = [each for each in graph.targets(item.id, link) if graph[each].type in targets]
        for target in led:
            below = [b for b in graph.descendants(target)[1:] if graph[b].type in targets]
            if not below:
                continue
            both = [each for each in below if each in led]
            yield case.found(
                "coarse-link", item.id, link, "both" if both else "",
                name=link, target=target, finer="、".join((both or below)[:5]),
            )  # fmt: skip
