"""Titles: the same one twice, and an item that is listed a second time."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from plantrace.findings.finding import Finding
from plantrace.findings.rules.registry import Case, graph_rule
from plantrace.model.graph import Graph, Item

_LISTED_AGAIN = re.compile(r"[\[【（(〔]\s*再掲\s*[\]】）)〕]")


@graph_rule
def repetitions(case: Case) -> Iterator[Finding]:
    """What is listed again names the first, and both have the same title."""
    graph, link = case.graph, case.graph.metamodel.repetition
    for item in graph:
        marked = _LISTED_AGAIN.search(item.title)
        if marked and not item.links.get(link):
            yield case.found("repeat", item.id, "title", mark=marked[0], name=link)
        for original in graph.targets(item.id, link):
            if original != item.id and _bare(graph[original]) != _bare(item):
                yield case.found(
                    "repeat", item.id, link, "title",
                    name=link, target=original, original=graph[original].title, title=item.title,
                )  # fmt: skip


@graph_rule
def duplicates(case: Case) -> Iterator[Finding]:
    """Items of one type under one parent have titles of their own, unless one repeats the other."""
    graph = case.graph
    first: dict[tuple[str, str, str], Item] = {}
    for item in graph:
        for parent in graph.targets(item.id, graph.metamodel.hierarchy):
            other = first.setdefault((parent, item.type, _bare(item)), item)
            if other is not item and not _repeats(graph, item, other):
                yield case.found(
                    "duplicate-title", item.id, "title",
                    title=item.title, other=other.id, place=case.locate(other.id, "title"),
                )  # fmt: skip


def _bare(item: Item) -> str:
    """A title as it is compared: width and spaces aside, without the mark of a repetition."""
    plain = _LISTED_AGAIN.sub("", unicodedata.normalize("NFKC", item.title))
    return "".join(plain.split())


def _repeats(graph: Graph, one: Item, other: Item) -> bool:
    """Whether one repeats the other, or what is not there, which is a finding already."""
    link = graph.metamodel.repetition
    return any(
        target == second.id or target not in graph
        for first, second in ((one, other), (other, one))
        for target in first.links.get(link, ())
    )
