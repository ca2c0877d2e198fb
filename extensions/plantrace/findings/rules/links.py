"""What shows only between items: dead ends, wrong ends, circles."""

from __future__ import annotations

from collections.abc import Iterator

from plantrace.findings.finding import Finding, Place
from plantrace.findings.rules.registry import Case, graph_rule
from plantrace.model.graph import Graph, Item
from plantrace.model.suggest import nearest


@graph_rule
def dead_links(case: Case) -> Iterator[Finding]:
    """Every link leads to an item. An id that many links miss was most likely changed: said once.

    An id like that of an item that could not be read is that item's matter.
    """
    missing: dict[str, list[tuple[Item, str]]] = {}
    graph = case.graph
    for item, name, target in _links(graph):
        if target not in graph and not case.unread.has(target):
            missing.setdefault(target, []).append((item, name))
    for target, uses in missing.items():
        (item, name), *others = uses
        near = nearest(target, graph.items, cutoff=0.6)
        title = f"（{graph[near].title}）" if near else ""
        yield case.found(
            "dead-link", item.id, name, "" if near else "none",
            id=item.id, name=name, target=target, suggestion=near, title=title,
            also=_also([case.locate(item.id, name) for item, name in others]),
        )  # fmt: skip


def _also(places: list[Place]) -> str:
    """A sentence that names the other places of a mistake."""
    if not places:
        return ""
    shown = "、".join(map(str, places[:3])) + (" など" if len(places) > 3 else "")
    return f"同じ id は、ほかに {len(places)}か所（{shown}）でも使われています。"


@graph_rule
def link_types(case: Case) -> Iterator[Finding]:
    """Every link leads to a type that it may lead to."""
    graph = case.graph
    types = graph.metamodel.types
    for item, name, target in _links(graph):
        allowed = _allowed(graph, item, name)
        if target not in graph or target == item.id or not allowed:
            continue
        if graph[target].type in allowed:
            continue
        example = next((each for each in graph.of_type(*allowed)), None)
        yield case.found(
            "link-type", item.id, name, "" if example else "none",
            id=item.id, name=name, target=target,
            actual=types[graph[target].type].title if graph[target].type in types else "別の種類",
            allowed="・".join(types[each].title for each in allowed if each in types),
            example=example.id if example else "",
        )  # fmt: skip


@graph_rule
def self_links(case: Case) -> Iterator[Finding]:
    """No item is linked to itself."""
    for item, name, target in _links(case.graph):
        if target == item.id:
            yield case.found("self-link", item.id, name, id=item.id, name=name)


@graph_rule
def cycles(case: Case) -> Iterator[Finding]:
    """No chain of links of one name comes back to where it began.

    Links that lead to a wrong type are left out: they are reported as such.
    """
    for name in case.graph.metamodel.links:
        for chain in _cycles(case.graph, name):
            shown = " → ".join(f"{each}（{case.locate(each, name)}）" for each in chain)
            yield case.found("cycle", chain[0], name, name=name, chain=f"{shown} → {chain[0]}")


def _cycles(graph: Graph, name: str) -> Iterator[tuple[str, ...]]:
    """Each circle that closes while walking from every item in document order, once."""
    done: set[str] = set()
    for start in graph.items:
        path: dict[str, Iterator[str]] = {}
        if start not in done:
            path[start] = _steps(graph, start, name)
        while path:
            current = next(reversed(path))
            step = next(path[current], None)
            if step is None:
                done.add(current)
                del path[current]
            elif step in path:
                ids = list(path)
                yield tuple(ids[ids.index(step) :])
            elif step not in done:
                path[step] = _steps(graph, step, name)


def _steps(graph: Graph, item_id: str, name: str) -> Iterator[str]:
    allowed = _allowed(graph, graph[item_id], name)
    for target in graph.targets(item_id, name):
        if target != item_id and (not allowed or graph[target].type in allowed):
            yield target


def _links(graph: Graph) -> Iterator[tuple[Item, str, str]]:
    """Every link as written: item, name, target."""
    for item in graph:
        for name, targets in item.links.items():
            for target in targets:
                yield item, name, target


def _allowed(graph: Graph, item: Item, name: str) -> tuple[str, ...]:
    """Types that a link may lead to; empty when any will do."""
    item_type = graph.metamodel.types.get(item.type)
    return item_type.links.get(name, ()) if item_type else ()
