"""The metamodel as `ubproject.toml` declares it, without Sphinx.

sphinx-needs reads the same file and validates by it; this is the part that views, findings and
the command line need: names, Japanese labels, the order of types, who may use what.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PLACES = re.compile(r"\{(?:id|numbers|n|m)\}")
"""what a label may hold for the numbers of an item"""


@dataclass(frozen=True, slots=True)
class LinkType:
    """A kind of link: its name in Markdown and what readers see from either end."""

    name: str
    outgoing: str
    incoming: str
    color: str = ""
    """of its lines in diagrams, as `#rrggbb`; ``""`` when the file names none."""


@dataclass(frozen=True, slots=True)
class ItemType:
    """A kind of item: its directive, its Japanese name and how one of it is called for short."""

    name: str
    title: str
    label: str
    links: Mapping[str, tuple[str, ...]]
    """link name -> types that it may lead to; an empty tuple means any."""
    fields: frozenset[str]
    required: frozenset[str]
    """names of links and fields that every item of the type must have."""
    color: str = ""
    """of its boxes in diagrams, as `#rrggbb`; ``""`` when the file names none."""

    @property
    def numbered(self) -> bool:
        """Whether the label tells items of the type apart."""
        return any(place in self.label for place in ("{n}", "{numbers}", "{id}"))


@dataclass(frozen=True, slots=True)
class Metamodel:
    """All of it. Types are in the order of the file, which is the order of the hierarchy."""

    types: Mapping[str, ItemType]
    links: Mapping[str, LinkType]
    fields: Mapping[str, str]
    """field name -> Japanese label, of all that an author may write; derived ones are left out."""
    patterned: frozenset[str]
    """fields whose values sphinx-needs holds to a pattern."""
    common_fields: frozenset[str]
    """fields that every type may use."""
    hierarchy: str
    succession: str
    subject: str
    years: str
    """the field that holds fiscal years."""
    repetition: str
    """the link from an item that is listed a second time to the first."""
    reason: str
    """the field that says why an item continues nothing, or nothing continues it."""
    inferred: str
    """the field that names the links and fields that are an editor's reading."""
    printed: str
    """the field that holds a spelling as it is printed, whatever that is."""
    confirmed: str
    """the field that lists the links that somebody has confirmed, each with a fingerprint."""
    id_pattern: str

    def short_label(self, item_id: str, type_name: str) -> str:
        """What an item is called where its title is too long: 個別施策1.

        In a label `{n}` is the last number of the id, `{m}` the one before it, `{numbers}` all of
        them (`1-2-3`), and `{id}` the id itself.
        """
        item_type = self.types.get(type_name)
        return _fill(item_type.label, item_id) if item_type else item_id

    def short_number(self, item_id: str, type_name: str) -> str:
        """The part of the short name that tells items of a type apart: `1`, `1-2`.

        ``""`` where a type is not called by numbers (`実績`, `取組{m}の事項`).
        """
        item_type = self.types.get(type_name)
        if item_type is None or not item_type.numbered:
            return ""
        places = list(PLACES.finditer(item_type.label))
        return _fill(item_type.label[places[0].start() : places[-1].end()], item_id)

    def link(self, name: str) -> LinkType:
        """A kind of link; one that is called by its name where the file declares none."""
        return self.links.get(name) or LinkType(name, name, name)

    def options_of(self, type_name: str) -> frozenset[str]:
        """Names that may stand as `:name:` in an item of the type, `id` included.

        Links and fields that no type names are for every type, as sphinx-needs takes them.
        """
        item_type = self.types[type_name]
        claimed = {name for each in self.types.values() for name in each.links}
        own = {"id", *item_type.links, *item_type.fields}
        return frozenset(own | self.common_fields | (self.links.keys() - claimed))


def _fill(label: str, item_id: str) -> str:
    numbers = numbers_in(item_id)
    values = {
        "{id}": item_id,
        "{numbers}": "-".join(numbers),
        "{n}": "".join(numbers[-1:]),
        "{m}": "".join(numbers[-2:-1]),
    }
    return PLACES.sub(lambda found: values[found[0]], label)


def number_in(item_id: str) -> str:
    """The last number of an id without leading zeros: `IP-K07` gives `7`; none gives ``""``."""
    return "".join(numbers_in(item_id)[-1:])


def numbers_in(item_id: str) -> tuple[str, ...]:
    """All numbers of an id without leading zeros: `DX-I07-1` gives `7` and `1`."""
    return tuple(str(int(number)) for number in re.findall(r"\d+", item_id))


def load(path: Path) -> Metamodel:
    """Read a `ubproject.toml`. Raises OSError, tomllib.TOMLDecodeError."""
    return from_mapping(tomllib.loads(path.read_text(encoding="utf-8")))


def from_mapping(document: Mapping[str, Any]) -> Metamodel:
    """Build the metamodel from the parsed file; what is absent takes this project's names."""
    needs: Mapping[str, Any] = document.get("needs", {})
    own: Mapping[str, Any] = document.get("plantrace", {})
    declared = types_in(document)
    claimed = {name for entry in declared.values() for name in entry.get("fields", {})}
    labels: Mapping[str, str] = own.get("labels", {})
    fields = {
        name: str(entry.get("description") or name)
        for name, entry in needs.get("fields", {}).items()
        if not _derived(entry)
    }
    return Metamodel(
        types={name: _item_type(name, entry, labels) for name, entry in declared.items()},
        links={
            name: LinkType(
                name,
                str(entry.get("outgoing") or name),
                str(entry.get("incoming") or name),
                _color(entry),
            )
            for name, entry in needs.get("links", {}).items()
        },
        fields=fields,
        patterned=frozenset(
            name
            for name, entry in needs.get("fields", {}).items()
            if "pattern" in {**entry.get("schema", {}), **entry.get("schema", {}).get("items", {})}
        ),
        common_fields=frozenset(fields) - claimed - {"title"},
        hierarchy=str(own.get("hierarchy", "implements")),
        succession=str(own.get("succession", "continues-to")),
        subject=str(own.get("subject", "about")),
        years=str(own.get("years", "fiscal_years")),
        repetition=str(own.get("repetition", "repeats")),
        reason=str(own.get("reason", "gap_reason")),
        inferred=str(own.get("inferred", "inferred")),
        printed=str(own.get("printed", "as_printed")),
        confirmed=str(own.get("confirmed", "confirmed")),
        id_pattern=str(needs.get("id_regex", "^[A-Z0-9_]{5,}")),
    )


def _derived(entry: Mapping[str, Any]) -> bool:
    """Whether sphinx-needs computes the field, which closes it to authors."""
    return "derive" in entry or "derive_by_type" in entry


def types_in(document: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """The types of the parsed file, by name, as written.

    sphinx-needs takes a table by directive name or a list with a `directive` in each entry.
    """
    types = document.get("needs", {}).get("types", {})
    if isinstance(types, list):
        return {str(entry["directive"]): entry for entry in types}
    return dict(types)


def _item_type(name: str, entry: Mapping[str, Any], labels: Mapping[str, str]) -> ItemType:
    links: Mapping[str, Mapping[str, Any]] = entry.get("links", {})
    fields: Mapping[str, Mapping[str, Any]] = entry.get("fields", {})
    return ItemType(
        name=name,
        title=str(entry.get("title") or name),
        label=str(labels.get(name) or entry.get("title") or name),
        links={link: tuple(rule.get("target_types", ())) for link, rule in links.items()},
        fields=frozenset(fields),
        required=frozenset(
            [link for link, rule in links.items() if rule.get("schema", {}).get("minItems", 0) > 0]
            + [field for field, rule in fields.items() if rule.get("nullable") is False]
        ),
        color=_color(entry),
    )


def _color(entry: Mapping[str, Any]) -> str:
    """sphinx-needs takes any name that PlantUML knows; only exact colours can have a dark twin."""
    color = str(entry.get("color") or "").lower()
    return color if re.fullmatch("#[0-9a-f]{6}", color) else ""
