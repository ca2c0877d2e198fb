"""What a card says, without Sphinx: an item's own facts and its links in both directions.

`card` is pure: a `Catalogue` and an id in, a frozen `Card` out. The HTML, a later PDF and the
question "did this page change?" all ask the same function.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from needs_html.options import Options

Need = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Value:
    """One value as it is shown; `spoken` replaces `text` for the ear where the two differ."""

    text: str
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A field that has a value. `note` is the remark that stands beside its label, if any."""

    name: str
    label: str
    values: tuple[Value, ...]
    note: str = ""
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """The other end of a link. Nothing but `id` is known of one that does not exist."""

    id: str
    label: str = ""
    title: str = ""
    type: str = ""
    docname: str = ""
    """the document that shows it; ``""`` when it is elsewhere, hidden or missing."""
    url: str = ""
    """the address of an item of another project."""
    inferred: bool = False
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Links:
    """All links of one name in one direction."""

    name: str
    label: str
    incoming: bool
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """An item as a reader sees it."""

    id: str
    type: str
    label: str
    title: str
    compact: bool = False
    """a row of a list instead of a box of its own."""
    chips: tuple[Field, ...] = ()
    """the fields that stand beside the title of a row."""
    prose: tuple[Field, ...] = ()
    prose_notes: tuple[str, ...] = ()
    """what is to be said of the prose, once."""
    fields: tuple[Field, ...] = ()
    links: tuple[Links, ...] = ()
    source: Field | None = None
    """where it comes from: beside the prose or, without prose, after all else. For a row it is
    a field like others."""
    place: tuple[str, int] = ("", 0)
    """the item's own file and line; no file for what comes from another project."""
    edit_url: str = ""
    """where that line can be edited; empty where the project names no repository."""


@dataclass(frozen=True)
class Catalogue:
    """Everything that cards are made from."""

    needs: Mapping[str, Need]
    """id -> need as sphinx-needs gives it, links resolved in both directions."""
    order: Mapping[str, int]
    """id -> place in reading order."""
    field_labels: Mapping[str, str]
    """field name -> label, in the order in which fields are shown."""
    link_labels: Mapping[str, tuple[str, str]]
    """link name -> label of the link outwards and of the same link seen from its target."""
    options: Options = field(default_factory=Options)
    label: Callable[[Need], str] = lambda need: str(need.get("type_name") or need["type"])
    value: Callable[[str, str], Value] = lambda name, text: Value(text)
    place: Callable[[Need], tuple[str, int]] = lambda need: ("", 0)
    whole: dict[str, Card] = field(default_factory=dict, repr=False)
    """id -> its card with every link: made once, for the question what changed and for the page."""

    @cached_property
    def by_document(self) -> Mapping[str, tuple[str, ...]]:
        """Page -> its items in reading order; asked for every page, so gone through once."""
        found: dict[str, list[str]] = {}
        for item_id in sorted(self.needs, key=self.order.__getitem__):
            found.setdefault(str(self.needs[item_id]["docname"]), []).append(item_id)
        return {docname: tuple(ids) for docname, ids in found.items()}


def card(item_id: str, catalogue: Catalogue, obvious: Collection[str] = ()) -> Card:
    """The card of an item.

    `obvious` holds ids of items that are shown inside this card, or around it: a link by which
    the one belongs to the other would only repeat what the eye sees, so it is left out. A part
    whose link is inferred keeps it, to bear the mark. Raises KeyError when there is no such item.
    """
    if item_id not in catalogue.whole:
        catalogue.whole[item_id] = _whole(item_id, catalogue)
    whole = catalogue.whole[item_id]
    if not obvious:
        return whole
    left = (_without(links, whole, obvious, catalogue) for links in whole.links)
    return replace(whole, links=tuple(links for links in left if links.targets))


def _whole(item_id: str, catalogue: Catalogue) -> Card:
    need, options = catalogue.needs[item_id], catalogue.options
    compact = options.compact.get(str(need["type"]))
    found = {entry.name: entry for entry in _fields(need, catalogue)}
    prose = tuple(found.pop(name) for name in options.prose if name in found)
    chips = tuple(found.pop(name) for name in (compact.chips if compact else ()) if name in found)
    source = None if compact else found.pop(options.source, None)
    links = tuple(_links(need, catalogue))
    inferred = found.get(options.inferred_by)
    if inferred:
        marked = {entry.name for entry in (*found.values(), *prose, *chips)}
        marked |= {entry.name for entry in links if not entry.incoming}
        rest = tuple(value for value in inferred.values if value.text not in marked)
        found[inferred.name] = Field(inferred.name, inferred.label, rest)
    place = catalogue.place(need)
    return Card(
        id=item_id,
        type=str(need["type"]),
        label=catalogue.label(need),
        title=str(need["title"]) or item_id,
        compact=compact is not None,
        chips=chips,
        prose=prose,
        prose_notes=tuple(dict.fromkeys(entry.note for entry in prose if entry.note)),
        source=source,
        fields=tuple(entry for entry in found.values() if entry.values),
        links=links,
        place=place,
        edit_url=catalogue.options.edit_address(item_id, *place) if place[0] else "",
    )


def _fields(need: Need, catalogue: Catalogue) -> Iterable[Field]:
    options = catalogue.options
    inferred = need.get(options.inferred_by) or ()
    for name, label in catalogue.field_labels.items():
        values = tuple(
            catalogue.value(name, text) for text in _texts(need.get(name)) if text.strip()
        )
        if values and name not in options.hide:
            yield Field(name, label, values, options.notes.get(name, ""), name in inferred)


def _texts(value: Any) -> Iterable[str]:
    if value is None:
        return ()
    if isinstance(value, bool):
        return ("はい" if value else "いいえ",)
    if isinstance(value, list | tuple):
        return map(str, value)
    return (str(value),)


def _links(need: Need, catalogue: Catalogue) -> Iterable[Links]:
    """Outward and inward links, name by name, the targets in reading order."""

    def place(end: str) -> tuple[int, str]:
        return catalogue.order.get(end.partition(".")[0], len(catalogue.order)), end

    for name, (outgoing, incoming) in catalogue.link_labels.items():
        if name in catalogue.options.hide:
            continue
        for label, key, is_incoming in ((outgoing, name, False), (incoming, f"{name}_back", True)):
            ids = sorted({str(end) for end in need.get(key) or ()}, key=place)
            if ids:
                ends = tuple(_target(need, name, end, catalogue, is_incoming) for end in ids)
                yield Links(name, label, is_incoming, ends)


def _without(links: Links, card: Card, obvious: Collection[str], catalogue: Catalogue) -> Links:
    """The links but those by which a part belongs to the card that holds it."""

    def belongs(end: Target) -> bool:
        part_type = end.type if links.incoming else card.type
        return catalogue.options.parts.get(part_type) == links.name

    ends = tuple(
        end
        for end in links.targets
        if end.id not in obvious or (end.inferred and not links.incoming) or not belongs(end)
    )
    return replace(links, targets=ends)


def _target(need: Need, name: str, end: str, catalogue: Catalogue, incoming: bool) -> Target:
    """One end of a link; `ID.part` leads to a part of an item and shows the part's words."""
    item_id, _, part = (end, "", "") if end in catalogue.needs else end.partition(".")
    other = catalogue.needs.get(item_id)
    if other is None or (part and part not in other["parts"]):
        return Target(end, missing=True)
    title = str(other["parts"][part]["content"] if part else other["title"]) or item_id
    written_in = other if incoming else need
    hidden = bool(other.get("hide"))
    return Target(
        id=end,
        label=catalogue.label(other),
        title=title,
        type=str(other["type"]),
        docname="" if hidden else str(other.get("docname") or ""),
        url=str(other.get("external_url") or "") if other.get("is_external") else "",
        inferred=name in (written_in.get(catalogue.options.inferred_by) or ()),
    )


def families(
    ids: Sequence[str], catalogue: Catalogue
) -> tuple[tuple[str | None, tuple[str, ...]], ...]:
    """Neighbouring items as a reader groups them: (head, its parts) each, in the order given.

    An item is a part of the last head before it when it links to that head by the link that
    `needs_html_parts` names for its type. Rows of a list that belong to nobody come with None.
    """
    options = catalogue.options
    found: list[tuple[str | None, list[str]]] = []
    for item_id in ids:
        need = catalogue.needs[item_id]
        link = options.parts.get(str(need["type"]))
        head = found[-1][0] if found else None
        if head is not None and link is not None and head in map(str, need.get(link) or ()):
            found[-1][1].append(item_id)
        elif str(need["type"]) not in options.compact:
            found.append((item_id, []))
        elif found and head is None:
            found[-1][1].append(item_id)
        else:
            found.append((None, [item_id]))
    return tuple((head, tuple(parts)) for head, parts in found)


def shared(rows: Sequence[Card], names: Collection[str]) -> tuple[Field, ...]:
    """Of the named fields those that every row has with the same value: said once for all."""
    return tuple(
        entry
        for entry in rows[0].fields
        if entry.name in names and all(entry in row.fields for row in rows[1:])
    )
