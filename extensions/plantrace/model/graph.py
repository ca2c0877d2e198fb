"""Items and the links between them: the one thing that every view, check and export reads.

A `Graph` is built once from plain mappings (a `needs.json`, or what a Sphinx face passes) and
never changes. Every answer is in document order, so that two builds of one document agree.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from plantrace.model.metamodel import Metamodel


@dataclass(frozen=True, slots=True)
class Item:
    """One object of a plan, as written."""

    id: str
    type: str
    title: str
    fields: Mapping[str, Any]
    """the metamodel's fields that have a value: a string or a tuple of strings each."""
    links: Mapping[str, tuple[str, ...]]
    """link name -> ids in the order written, repetitions dropped."""
    content: str = ""
    docname: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """One link as written: from an item to another, by name."""

    name: str
    source: str
    target: str


@dataclass(frozen=True, eq=False)  # one graph is one identity: it keys caches
class Graph:
    """All items in document order, with the metamodel that they follow."""

    metamodel: Metamodel
    items: Mapping[str, Item]

    def __contains__(self, item_id: object) -> bool:
        """Whether an item of this id exists."""
        return item_id in self.items

    def __getitem__(self, item_id: str) -> Item:
        """The item of an id; KeyError when there is none."""
        return self.items[item_id]

    def __iter__(self) -> Iterator[Item]:
        """Every item, in document order."""
        return iter(self.items.values())

    def of_type(self, *types: str) -> tuple[Item, ...]:
        """The items of these types, in document order."""
        return tuple(item for item in self if item.type in types)

    def label(self, item_id: str) -> str:
        """What an item is called for short: 個別施策1."""
        return self._labels.get(item_id, item_id)

    @cached_property
    def _labels(self) -> Mapping[str, str]:
        """Every view asks for them again and again."""
        return {item.id: self.metamodel.short_label(item.id, item.type) for item in self}

    @cached_property
    def by_document(self) -> Mapping[str, tuple[Item, ...]]:
        """Document name -> its items, in document order; documents without items are left out."""
        found: dict[str, list[Item]] = {}
        for item in self:
            found.setdefault(item.docname, []).append(item)
        return {name: tuple(items) for name, items in found.items()}

    @cached_property
    def positions(self) -> Mapping[str, int]:
        """id -> place in document order, from 0."""
        return {item_id: place for place, item_id in enumerate(self.items)}

    @cached_property
    def _incoming(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        found: dict[str, dict[str, list[str]]] = {}
        for item in self:
            for name, targets in item.links.items():
                for target in targets:
                    if target in self.items:
                        found.setdefault(name, {}).setdefault(target, []).append(item.id)
        return {
            name: {target: tuple(sources) for target, sources in by_target.items()}
            for name, by_target in found.items()
        }

    def targets(self, item_id: str, link: str) -> tuple[str, ...]:
        """Where the item's links of this name lead, in the order written; dead ends left out."""
        return tuple(t for t in self.items[item_id].links.get(link, ()) if t in self.items)

    def sources(self, item_id: str, link: str) -> tuple[str, ...]:
        """The items whose links of this name lead here, in document order."""
        return self._incoming.get(link, {}).get(item_id, ())

    def links(self, name: str) -> tuple[Link, ...]:
        """Every link of a name between items that exist, in document order."""
        return tuple(
            Link(name, item.id, target) for item in self for target in self.targets(item.id, name)
        )

    def closure(self, item_id: str, link: str, *, up: bool) -> tuple[str, ...]:
        """The item and all that is reached from it along a link, nearest first, each once.

        `up` follows the links as written (to parents), else against them (to children).
        A cycle ends where it began.
        """
        step = self.targets if up else self.sources
        found = {item_id: None}
        queue = [item_id]
        for current in queue:
            for reached in step(current, link):
                if reached not in found:
                    found[reached] = None
                    queue.append(reached)
        return tuple(found)

    def ancestors(self, item_id: str) -> tuple[str, ...]:
        """The item and everything above it in the hierarchy."""
        return self.closure(item_id, self.metamodel.hierarchy, up=True)

    def tops(self, item_id: str) -> frozenset[str]:
        """What stands above the item with nothing above it: its plan, or plans."""
        link = self.metamodel.hierarchy
        return frozenset(e for e in self.ancestors(item_id) if not self.targets(e, link))

    def descendants(self, item_id: str) -> tuple[str, ...]:
        """The item and everything below it in the hierarchy."""
        return self.closure(item_id, self.metamodel.hierarchy, up=False)

    def in_order(self, ids: Iterable[str]) -> tuple[str, ...]:
        """The ids in document order, each once."""
        return tuple(sorted(set(ids), key=self.positions.__getitem__))


def from_needs(
    metamodel: Metamodel,
    needs: Mapping[str, Mapping[str, Any]],
    documents: Sequence[str] = (),
) -> Graph:
    """Build a graph from needs as sphinx-needs gives them: id -> mapping of its fields.

    `documents` are the document names in reading order; those it does not name come last, by
    name. Within a document the order is that of the lines.
    """
    place = {name: index for index, name in enumerate(documents)}

    def position(need: Mapping[str, Any]) -> tuple[int, str, int, str]:
        name = str(need.get("docname") or "")
        return place.get(name, len(place)), name, int(need.get("lineno") or 0), str(need["id"])

    ordered = sorted(needs.values(), key=position)
    return Graph(metamodel, {str(need["id"]): _item(metamodel, need) for need in ordered})


def from_needs_json(metamodel: Metamodel, path: Path, documents: Sequence[str] = ()) -> Graph:
    """Build a graph from a `needs.json`. Raises OSError, json.JSONDecodeError, KeyError."""
    document = json.loads(path.read_text(encoding="utf-8"))
    return from_needs(
        metamodel, document["versions"][document["current_version"]]["needs"], documents
    )


def _item(metamodel: Metamodel, need: Mapping[str, Any]) -> Item:
    fields: dict[str, Any] = {}
    for name in metamodel.fields:
        value = need.get(name)
        if name != "title" and value not in (None, "", [], ()):
            fields[name] = tuple(value) if isinstance(value, list | tuple) else value
    links: dict[str, tuple[str, ...]] = {}
    for name in metamodel.links:
        written = need.get(name) or ()
        if written:
            links[name] = tuple(dict.fromkeys(map(str, written)))
    return Item(
        id=str(need["id"]),
        type=str(need["type"]),
        title=str(need["title"]),
        fields=fields,
        links=links,
        content=str(need.get("content") or ""),
        docname=str(need.get("docname") or ""),
        line=int(need.get("lineno") or 0),
    )
