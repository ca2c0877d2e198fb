"""How one plan leads to the next: what is left open, and what is linked too coarsely."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from difflib import get_close_matches

from plantrace.findings.finding import Finding
from plantrace.findings.rules.registry import Case, graph_rule
from plantrace.findings.suggest import fold
from plantrace.model.graph import Graph, Item


@graph_rule
def gaps(case: Case) -> Iterator[Finding]:
    """What may continue does, and what may be continued is, or it is said why not.

    Along the hierarchy one answers for all: a reason or a link above, a link below. Nothing is
    asked before the next plan has an item, nor of what a broken link may have been meant for.
    """
    graph = case.graph
    link, targets = graph.metamodel.succession, _target_types(graph)
    if not graph.of_type(*targets):
        return
    for item in graph:
        if link in _usable(graph, item) and not _answered(graph, item, _continues):
            yield _gap(case, item, "")
    meant = {*case.unread.hinted, *_meant(graph)}
    for item in graph.of_type(*targets):
        if not _answered(graph, item, lambda graph, each: _is_continued(graph, each, meant)):
            yield _gap(case, item, "target")


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


def _answered(graph: Graph, item: Item, linked: Callable[[Graph, str], bool]) -> bool:
    above = graph.ancestors(item.id)
    if any(graph[each].fields.get(graph.metamodel.reason) for each in above):
        return True
    return any(linked(graph, each) for each in (*above, *graph.descendants(item.id)))


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
