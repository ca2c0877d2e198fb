"""Fields that say something of what is not there."""

from __future__ import annotations

from collections.abc import Iterator

from plantrace.findings.finding import Finding
from plantrace.findings.rules.registry import Case, graph_rule
from plantrace.findings.rules.succession import open_ends
from plantrace.model.graph import Item

COMPANIONS = {"due": "target", "as_of": "value"}
"""field of an indicator -> the field without which it means nothing"""


@graph_rule
def stray(case: Case) -> Iterator[Finding]:
    """A remark on a link or field stands beside it, a reason for a gap only where there is one."""
    metamodel = case.graph.metamodel
    ends = open_ends(case.graph, case.unread.hinted)
    gaps = {item.id for item in (*ends.onward, *ends.back)}
    for item in case.graph:
        for name in item.fields.get(metamodel.inferred, ()):
            known = name in metamodel.fields or name in metamodel.links
            if known and name != "title" and name not in {**item.fields, **item.links}:
                yield _stray(case, item, metamodel.inferred, "inferred", value=name)
        if item.fields.get(metamodel.printed) == item.title:
            yield _stray(case, item, metamodel.printed, "printed")
        for name, companion in COMPANIONS.items():
            if name in item.fields and companion in _missing(case, item):
                yield _stray(case, item, name, "alone", companion=companion)
        if metamodel.reason in item.fields and item.id not in gaps and _is_linked(case, item):
            yield _stray(case, item, metamodel.reason, "reason", link=metamodel.succession)


def _missing(case: Case, item: Item) -> frozenset[str]:
    """What the item has not and could have."""
    metamodel = case.graph.metamodel
    usable = metamodel.options_of(item.type) if item.type in metamodel.types else frozenset()
    return usable - item.fields.keys()


def _stray(case: Case, item: Item, name: str, variant: str, **values: str) -> Finding:
    return case.found("stray", item.id, name, variant, name=name, **values)


def _is_linked(case: Case, item: Item) -> bool:
    """Whether the item, or anything below it, continues something or is continued."""
    graph, link = case.graph, case.graph.metamodel.succession
    return any(
        graph.targets(each, link) or graph.sources(each, link)
        for each in graph.descendants(item.id)
    )
