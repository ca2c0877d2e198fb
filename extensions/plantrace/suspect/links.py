"""Which confirmed links are still what was confirmed. Imports no Sphinx."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from plantrace.findings.finding import Finding, Place, found
from plantrace.model.graph import Graph, Item

LENGTH = 8
"""how many characters of a fingerprint a confirmation keeps"""
SIGN = "@"


def written(target: str, fingerprint: str) -> str:
    """A confirmation as it stands in Markdown: `DX-I07-1@3f2a91c0`."""
    return f"{target}{SIGN}{fingerprint[:LENGTH]}"


def suspects(
    graph: Graph, fingerprints: Mapping[str, str], locate: Callable[[str, str], Place]
) -> Iterator[Finding]:
    """Confirmed links whose other end has changed, and confirmations of links that are not there.

    `fingerprints`: id -> fingerprint of the item as it is now; `locate` as for `check_graph`.
    """
    field = graph.metamodel.confirmed
    for item in graph:
        for entry in item.fields.get(field, ()):
            target, _, mark = str(entry).rpartition(SIGN)
            name = _link_to(item, target)
            if not target:
                continue  # in no form at all, which is said of the value
            if name is None:
                place = locate(item.id, field)
                finding = found(
                    "stray", place.line, "confirmed", name=field, value=entry, target=target
                )
                yield finding.at(place.path)
            elif not fingerprints.get(target, mark).startswith(mark):
                place = locate(item.id, name)
                title = graph[target].title
                yield found(
                    "suspect-link", place.line, id=item.id, name=name, target=target, title=title
                ).at(place.path)


def _link_to(item: Item, target: str) -> str | None:
    return next((name for name, targets in item.links.items() if target in targets), None)
