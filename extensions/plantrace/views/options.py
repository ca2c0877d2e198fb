"""What the options of views have in common: names of types and links, subtrees, wording."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from plantrace.model.suggest import nearest
from plantrace.views.face import ViewError
from plantrace.views.table import Line, Piece

if TYPE_CHECKING:
    from plantrace.model.graph import Graph

_FEW = 20
"""up to so many names are listed where one of them should have been written"""


def names(options: Mapping[str, Any], option: str) -> tuple[str, ...]:
    """The comma-separated names of an option; none when it is absent."""
    written = str(options.get(option) or "")
    return tuple(name.strip() for name in re.split("[,、，]", written) if name.strip())


def types(graph: Graph, options: Mapping[str, Any], option: str) -> tuple[str, ...]:
    """The types that an option names. Raises ViewError when there is none or one is unknown."""
    found = names(options, option)
    if not found:
        raise ViewError(f":{option}: に、項目の種類を書いてください（例: {_some(graph)}）。")
    for name in found:
        known(name, graph.metamodel.types, f":{option}: の「{name}」という種類はありません。")
    return found


def link(graph: Graph, options: Mapping[str, Any], option: str = "link") -> str:
    """The link that an option names, else the succession. Raises ViewError for an unknown one."""
    name = str(options.get(option) or graph.metamodel.succession).strip()
    if not options.get(option) and name not in graph.metamodel.links:
        raise ViewError(
            "この資料には、計画から計画へのつながり（ubproject.toml の succession）がありません。"
            f"この表や図を消すか、:{option}: に、つながりの名前を書いてください。"
        )
    known(name, graph.metamodel.links, f":{option}: の「{name}」というつながりはありません。")
    return name


def field(graph: Graph, options: Mapping[str, Any], option: str, default: str) -> str:
    """The field that an option names, else the default. Raises ViewError for an unknown one."""
    written = names(options, option)
    for name in written:
        known(name, graph.metamodel.fields, f":{option}: の「{name}」という属性はありません。")
    return written[0] if written else default


def fields(graph: Graph, options: Mapping[str, Any], option: str) -> tuple[str, ...]:
    """The fields that an option names. Raises ViewError for an unknown one."""
    for name in names(options, option):
        field(graph, {option: name}, option, "")
    return names(options, option)


def select(graph: Graph, options: Mapping[str, Any], option: str) -> tuple[str, ...]:
    """Ids of the items of the types in `option`, in document order.

    With `<option>-below`, only the named items and what is below them. Raises ViewError.
    """
    found = [item.id for item in graph.of_type(*types(graph, options, option))]
    roots = items(graph, options, f"{option}-below")
    if not roots:
        return tuple(found)
    inside = {each for root in roots for each in graph.descendants(root)}
    return tuple(each for each in found if each in inside)


def items(graph: Graph, options: Mapping[str, Any], option: str) -> tuple[str, ...]:
    """The ids that an option names, each once. Raises ViewError for an item that is not there."""
    found = tuple(dict.fromkeys(names(options, option)))
    for name in found:
        known(name, graph.items, f":{option}: の「{name}」という項目はありません。")
    return found


def fill(template: str, **values: object) -> str:
    """Put values in the place of `{name}`. Raises ViewError for a name that has no value."""

    def value(match: re.Match[str]) -> str:
        if match[1] not in values:
            known = "、".join(f"{{{name}}}" for name in values)
            raise ViewError(
                f"「{template}」の {{{match[1]}}} は使えません。使えるのは {known} です。"
            )
        return str(values[match[1]])

    return re.sub(r"\{(\w+)\}", value, template)


def fill_line(template: str, items: Line, **values: object) -> Line:
    """`fill` where `{items}` is a line with links. Raises ViewError."""
    before, mark, after = fill(template, items="\0", **values).partition("\0")
    return (Piece(before), *items, Piece(after)) if mark else (Piece(before),)


def known(name: str, candidates: Iterable[str], message: str) -> None:
    """Raises ViewError with the message when none is the name.

    Then the nearest candidate is said, or where none is near, all of them unless they are many.
    """
    candidates = list(candidates)
    if name in candidates:
        return
    near = nearest(name, candidates)
    if near:
        hint = f"「{near}」ではありませんか。"
    else:
        few = len(candidates) <= _FEW
        hint = f"使えるのは {'、'.join(candidates)} です。" if candidates and few else ""
    raise ViewError(message + hint)


def _some(graph: Graph) -> str:
    return ", ".join(list(graph.metamodel.types)[:2])
