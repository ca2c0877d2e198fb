"""Graph x graph -> changes: items, their fields, their links, their places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from plantrace.diff.values import Value, fold, same, years_of
from plantrace.model.graph import Graph, Item, Link

TITLE, TYPE, BODY = "title", "type", "content"
"""names of what is no field of the metamodel, among the changes of an item."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of an item that exists on both sides, old and new; ``""`` where it is absent."""

    name: str
    before: Value
    after: Value
    spelling: bool
    """only width, white space or the way of writing years differ."""


@dataclass(frozen=True, slots=True)
class ItemChange:
    """What changed in an item that exists on both sides."""

    id: str
    fields: tuple[FieldChange, ...]

    @property
    def substance(self) -> bool:
        """Whether more than spelling changed."""
        return not all(field.spelling for field in self.fields)


@dataclass(frozen=True, slots=True)
class Move:
    """An item that went to another page: the names of the two documents."""

    id: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PageRename:
    """A page that has another name: all items that are left of it went to one new page."""

    before: str
    after: str
    items: int
    """how many went with it; they are among `Changes.moved` too"""


@dataclass(frozen=True, slots=True)
class Reorder:
    """The shortest run of a page's common items that holds all changes of their order."""

    document: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """All of it. Ids of the new side are in its document order, removed ones in the old order."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[ItemChange, ...] = ()
    links_added: tuple[Link, ...] = ()
    links_removed: tuple[Link, ...] = ()
    moved: tuple[Move, ...] = ()
    renamed_pages: tuple[PageRename, ...] = ()
    reordered: tuple[Reorder, ...] = ()
    renumbered: tuple[tuple[str, str], ...] = ()
    """(removed id, added id) of items that look the same: a suspicion, ids are never changed.
    Both stay in `removed` and `added`."""

    @property
    def moved_alone(self) -> tuple[Move, ...]:
        """Items that went to another page, and not because their page is called otherwise."""
        pages = {(page.before, page.after) for page in self.renamed_pages}
        return tuple(move for move in self.moved if (move.before, move.after) not in pages)

    @property
    def substance(self) -> bool:
        """Whether anything but places, order and spelling changed."""
        return bool(
            self.added
            or self.removed
            or self.links_added
            or self.links_removed
            or any(item.substance for item in self.changed)
        )


def find_changes(before: Graph, after: Graph) -> Changes:
    """Compare two graphs, each by its own metamodel."""
    common = [item for item in after if item.id in before]
    added = tuple(item.id for item in after if item.id not in before)
    removed = tuple(item.id for item in before if item.id not in after)
    changed = (ItemChange(each.id, _fields(before, after, each.id)) for each in common)
    old_links, new_links = _links(before), _links(after)
    moved = tuple(
        Move(each.id, before[each.id].docname, each.docname)
        for each in common
        if before[each.id].docname != each.docname
    )
    renamed = _renamed_pages(before, after, moved)
    return Changes(
        added=added,
        removed=removed,
        changed=tuple(change for change in changed if change.fields),
        links_added=tuple(link for link in new_links if link not in old_links),
        links_removed=tuple(link for link in old_links if link not in new_links),
        moved=moved,
        renamed_pages=renamed,
        reordered=_reordered(before, after, renamed),
        renumbered=_renumbered(before, after, removed, added),
    )


def _links(graph: Graph) -> Mapping[Link, None]:
    """Every link as written, dead ends too, in document order."""
    return {
        Link(name, item.id, target): None
        for item in graph
        for name, targets in item.links.items()
        for target in targets
    }


def _fields(before: Graph, after: Graph, item_id: str) -> tuple[FieldChange, ...]:
    old, new = _values(before[item_id]), _values(after[item_id])
    years = after.metamodel.years
    return tuple(
        FieldChange(
            name,
            old.get(name, ""),
            new.get(name, ""),
            spelling=same(old.get(name, ""), new.get(name, ""), years=name == years),
        )
        for name in dict.fromkeys((*new, *old))
        if old.get(name, "") != new.get(name, "")
    )


def _values(item: Item) -> dict[str, Value]:
    """All that an item says besides its links."""
    return {TYPE: item.type, TITLE: item.title, **item.fields, BODY: item.content}


def _renamed_pages(before: Graph, after: Graph, moved: tuple[Move, ...]) -> tuple[PageRename, ...]:
    """Old pages that are gone and new ones that have come, which exchange items with no other."""
    ways = Counter((move.before, move.after) for move in moved)
    left, come = Counter(old for old, _ in ways), Counter(new for _, new in ways)
    return tuple(
        PageRename(old, new, count)
        for (old, new), count in ways.items()
        if left[old] == come[new] == 1
        and old not in after.by_document
        and new not in before.by_document
    )


def _reordered(before: Graph, after: Graph, renamed: tuple[PageRename, ...]) -> tuple[Reorder, ...]:
    found = []
    names = {page.after: page.before for page in renamed}
    for document, items in after.by_document.items():
        former = names.get(document, document)
        new = [item.id for item in items if _on(before, item, former)]
        was = before.by_document.get(former, ())
        old = [item.id for item in was if _on(after, item, document)]
        pairs = enumerate(zip(old, new, strict=True))
        differ = [place for place, (one, other) in pairs if one != other]
        if differ:
            run = slice(differ[0], differ[-1] + 1)
            found.append(Reorder(document, tuple(old[run]), tuple(new[run])))
    return tuple(found)


def _on(graph: Graph, item: Item, document: str) -> bool:
    return item.id in graph and graph[item.id].docname == document


def _renumbered(
    before: Graph, after: Graph, removed: Iterable[str], added: Iterable[str]
) -> tuple[tuple[str, str], ...]:
    """Pair items of one type, title and years; of several alike the first with the first."""
    waiting: dict[object, list[str]] = {}
    for each in removed:
        waiting.setdefault(_looks(before, each), []).append(each)
    pairs = []
    for each in added:
        alike = waiting.get(_looks(after, each))
        if alike:
            pairs.append((alike.pop(0), each))
    return tuple(pairs)


def _looks(graph: Graph, item_id: str) -> object:
    item = graph[item_id]
    years = item.fields.get(graph.metamodel.years, "")
    return item.type, fold(item.title), years_of(years)
