"""The lines `:name: value` of an item: their form, their names, what must be there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plantrace.findings.finding import Finding, found
from plantrace.findings.page import Block, Names
from plantrace.findings.rules.registry import block_rule
from plantrace.model.metamodel import Metamodel

_INNER = re.compile(r":([\w-]+):")
"""an option that stands behind another in one line"""


@block_rule
def form(block: Block, metamodel: Metamodel) -> Iterator[Finding]:
    """An option reads `:name: value`, with these signs and this space."""
    for option in block.options:
        if option.form is not None:
            yield found(
                "option-form", option.line, option.form,
                text=option.text, name=option.name, fixed=option.fixed,
            )  # fmt: skip


@block_rule
def alone(block: Block, metamodel: Metamodel) -> Iterator[Finding]:
    """One option a line."""
    names = Names.of(metamodel).options
    for option in block.options:
        second = next((name for name in _INNER.findall(option.value) if name in names), None)
        if second is not None:
            yield found("option-form", option.line, "two", name=option.name, second=second)


@block_rule
def quoted(block: Block, metamodel: Metamodel) -> Iterator[Finding]:
    """A value that MyST would read as YAML loses its quotes, itself, or the whole item."""
    for option in block.options:
        first = option.value[:1]
        if first in ("'", '"'):
            yield found("quote", option.line, name=option.name, quote=first)
        elif first and first in "|>":
            yield found("yaml-block", option.line, name=option.name, sign=first)
        elif first == "#":
            yield found("hash", option.line, "start", name=option.name)
        elif " #" in option.value:
            lost = option.value[option.value.index(" #") + 1 :]
            yield found("hash", option.line, name=option.name, lost=lost)


@block_rule
def known(block: Block, metamodel: Metamodel) -> Iterator[Finding]:
    """Every name is one of the metamodel's, and one that the type may use."""
    names = Names.of(metamodel)
    usable = metamodel.options_of(block.type) if block.type else frozenset(names.options)
    label = names.types.get(block.type or "", "項目")
    listed = "、".join(f":{name}:" for name in names.options if name in usable)
    for option in block.options:
        if option.name not in names.options:
            meant = names.meant(option.name)
            variant = "" if meant else "none"
            yield found(
                "unknown-option", option.line, variant,
                name=option.name, suggestion=meant, label=label, known=listed,
            )  # fmt: skip
        elif option.name not in usable:
            table = "links" if option.name in metamodel.links else "fields"
            yield found(
                "option-for-type", option.line,
                name=option.name, label=label, known=listed, type=block.type, table=table,
            )  # fmt: skip


@block_rule
def once(block: Block, metamodel: Metamodel) -> Iterator[Finding]:
    """An option written twice would lose its first value."""
    first: dict[str, int] = {}
    for option in block.options:
        if option.name in first:
            variant = "id" if option.name == "id" else ""
            yield found(
                "option-twice", option.line, variant, name=option.name, first=first[option.name]
            )
        first.setdefault(option.name, option.line)


@block_rule
def filled(block: Block, metamodel: Metamodel) -> Iterator[Finding]:
    """An option has a value."""
    for option in block.options:
        if not option.value:
            yield found("option-empty", option.line, name=option.name)


@block_rule
def titled(block: Block, metamodel: Metamodel) -> Iterator[Finding]:
    """An item has a title."""
    if block.type and not block.title:
        label = metamodel.types[block.type].title
        yield found("title", block.line, label=label, opening=f":::{{{block.type}}}")


@block_rule
def complete(block: Block, metamodel: Metamodel) -> Iterator[Finding]:
    """An item has its id and what its type requires; what was only misspelt counts."""
    if block.type is None:
        return
    names = Names.of(metamodel)
    item_type = metamodel.types[block.type]
    present = {names.meant(option.name) for option in block.options}
    if block.torn or None in present:
        return  # what seems to be missing may be what could not be read
    present |= {name for option in block.options for name in _INNER.findall(option.value)}
    for name in names.options:
        if name in item_type.required | {"id"} and name not in present:
            yield found(
                "missing", block.line,
                label=item_type.title, title=block.title, name=name, what=names.options[name],
            )  # fmt: skip
