"""The next id of a type, in the scheme that the items of the type already follow."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from plantrace.model.graph import Graph, Item
from plantrace.model.metamodel import ItemType, Metamodel

_NUMBERED = re.compile(r"(?P<stem>.*?)(?P<number>[0-9]*)$", re.S)


@dataclass(frozen=True, slots=True)
class Scheme:
    """`stem` and a number of at least `width` digits; `width` 0: the stem is the whole id."""

    stem: str
    width: int

    def id(self, number: int) -> str:
        """The id with this number."""
        return f"{self.stem}{number:0{self.width}d}" if self.width else self.stem


def up_link(metamodel: Metamodel, item_type: ItemType) -> str | None:
    """The link by which an item of the type hangs on another; None when it hangs on none."""
    for name in (metamodel.hierarchy, metamodel.subject):
        if name in item_type.links:
            return name
    return next((name for name in item_type.links if name in item_type.required), None)


def parents(graph: Graph, item: Item) -> tuple[str, ...]:
    """What an item hangs on."""
    item_type = graph.metamodel.types.get(item.type)
    link = up_link(graph.metamodel, item_type) if item_type else None
    return graph.targets(item.id, link) if link else ()


def learn(graph: Graph, type_name: str, under: str | None) -> Scheme | None:
    """The scheme for a new item of a type under another one; None when nothing shows it.

    Siblings show it best; without one, how items of the type elsewhere are named after what they
    hang on (`IP-K01-A01` under `IP-K01`, `DX-I07` in the plan `DX`).
    """
    examples = graph.of_type(type_name)
    siblings = [each for each in examples if under in parents(graph, each)]
    found = [_scheme(each.id) for each in siblings]
    if not found:
        found = [each for each in (_elsewhere(graph, item, under) for item in examples) if each]
    return Counter(found).most_common(1)[0][0] if found else None


def _scheme(item_id: str) -> Scheme:
    match = _NUMBERED.fullmatch(item_id)
    assert match is not None, "every text ends in digits or in none"
    return Scheme(match["stem"], len(match["number"]))


def _elsewhere(graph: Graph, example: Item, under: str | None) -> Scheme | None:
    """An example's scheme carried over to `under`; None where it does not fit there."""
    own = parents(graph, example)
    above = graph.ancestors(own[0]) if own else ()
    named_after = next((each for each in above if example.id.startswith(f"{each}-")), None)
    if named_after is None:
        return _scheme(example.id)
    rest = _scheme(example.id.removeprefix(named_after))
    if under is None:
        return None
    same_level = [
        each for each in graph.ancestors(under) if graph[each].type == graph[named_after].type
    ]
    if same_level:
        return Scheme(same_level[0] + rest.stem, rest.width)
    return Scheme(under + rest.stem, rest.width) if named_after == own[0] else None


def next_id(graph: Graph, scheme: Scheme, used: Callable[[str], bool]) -> str | None:
    """The first id after all others of the scheme that was never used; None when there is none."""
    if not scheme.width:
        return None if scheme.stem in graph or used(scheme.stem) else scheme.stem
    numbers = [
        int(each.removeprefix(scheme.stem))
        for each in graph.items
        if each.startswith(scheme.stem) and each.removeprefix(scheme.stem).isascii()
        and each.removeprefix(scheme.stem).isdigit()
    ]  # fmt: skip
    number = max(numbers, default=0) + 1
    while used(scheme.id(number)):
        number += 1
    return scheme.id(number)
