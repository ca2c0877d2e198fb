"""One item with all that it is tied to, for the terminal.

The same walk as on the site: up to the plan, one step down, and across plans for the item and all
below it, or, where nothing there is linked, for the nearest above that is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from plantrace.editing.source import DOCUMENTS, SUFFIX, EditError
from plantrace.editing.terminal import paint, wrap
from plantrace.model.graph import Graph, Item
from plantrace.model.suggest import fold, nearest


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the trace; `note` and `style` are how it is told apart."""

    text: str
    note: str = ""
    indent: int = 0
    style: str = ""


def search(graph: Graph, words: str) -> tuple[Item, ...]:
    """The item of an id, or the items whose title or short name has the words in it.

    Width, case and spaces make no difference. Raises EditError when there is none.
    """
    exact = id_meant(graph, words)
    if exact is not None:
        return (graph[exact],)
    wanted = _flat(words)
    named = tuple(item for item in graph if _flat(graph.label(item.id)) == wanted)
    titled = tuple(item for item in graph if wanted in _flat(item.title))
    if wanted and (named or titled):
        return named or titled
    near = nearest(words, graph.items)
    hint = f"「{near}」（{graph[near].title}）ではありませんか。" if near else ""
    raise EditError(f"「{words}」という番号も、題名に「{words}」をふくむ項目もありません。{hint}")


def id_meant(graph: Graph, text: str) -> str | None:
    """The id that a text is, whatever its width, case and zeros; None where it is none."""
    if text in graph:
        return text
    return {_short(each): each for each in reversed(list(graph.items))}.get(_short(text))


def _short(item_id: str) -> str:
    """An id without the zeros before its numbers: `DX-I9` is `DX-I09`."""
    return re.sub("(?<![0-9])0+(?=[0-9])", "", fold(item_id))


def _flat(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def trace(graph: Graph, item_id: str) -> tuple[Line, ...]:
    """Everything about an item, from the top down; KeyError when there is none."""
    return tuple(_lines(graph, graph[item_id]))


def _lines(graph: Graph, item: Item) -> Iterator[Line]:
    model = graph.metamodel
    yield Line(name(graph, item.id), item.id, style="strong")
    yield Line(f"{DOCUMENTS}/{item.docname}{SUFFIX}:{item.line}", style="quiet")
    for field, value in item.fields.items():
        shown = value if isinstance(value, str) else "、".join(map(str, value))
        yield Line(f"{model.fields[field]}: {shown}", indent=2)
    hierarchy = model.links.get(model.hierarchy)
    if hierarchy:
        yield from _upwards(graph, item.id, hierarchy.outgoing)
        below = graph.sources(item.id, model.hierarchy)
        yield from _listed(graph, f"{hierarchy.incoming}（{len(below)}）", below)
    for link in model.links.values():
        if link.name not in (model.hierarchy, model.succession):
            for title, ids in (
                (link.outgoing, graph.targets(item.id, link.name)),
                (link.incoming, graph.sources(item.id, link.name)),
            ):
                yield from _listed(graph, f"{title}（{len(ids)}）", ids)
    if model.succession in model.links:
        yield from _across(graph, item.id, forward=False)
        yield from _across(graph, item.id, forward=True)


def name(graph: Graph, item_id: str) -> str:
    """`取組9 AI・RPA等の利用推進`; only the title where the short name is that of the type."""
    item = graph[item_id]
    label = graph.label(item_id)
    return f"{label} {item.title}" if label != item.title else item.title


def _listed(graph: Graph, title: str, ids: tuple[str, ...]) -> Iterator[Line]:
    if ids:
        yield Line("")
        yield Line(title, style="head")
        for each in ids:
            yield Line(name(graph, each), each, indent=2)


def _upwards(graph: Graph, item_id: str, title: str) -> Iterator[Line]:
    """Every parent with the way that leads to it from the top, along first parents."""
    for parent in graph.targets(item_id, graph.metamodel.hierarchy):
        way = [parent]
        while above := graph.targets(way[-1], graph.metamodel.hierarchy):
            if above[0] in way:
                break
            way.append(above[0])
        yield Line("")
        yield Line(title, style="head")
        for depth, each in enumerate(reversed(way)):
            yield Line(name(graph, each), each, indent=2 + 2 * depth)


def _across(graph: Graph, item_id: str, *, forward: bool) -> Iterator[Line]:
    """What other plans have for the item; each other end once, with the links as written."""
    link = graph.metamodel.link(graph.metamodel.succession)
    title = link.outgoing if forward else link.incoming
    bearer, ends = _ends(graph, item_id, forward=forward)
    if not ends:
        return
    via = "" if bearer == item_id else f"　{graph.label(bearer)}（{bearer}）として"
    yield Line("")
    yield Line(f"{title}（{len(ends)}）{via}", style="link")
    for other, own in ends.items():
        yield Line(name(graph, other), other, indent=2)
        for parent in graph.targets(other, graph.metamodel.hierarchy):
            yield Line(f"└ {name(graph, parent)}", parent, indent=4, style="quiet")
        if own != [bearer]:
            arrow = "から" if forward else "へ"
            yield Line(f"（{'、'.join(own)} {arrow}）", indent=4, style="quiet")


def _ends(graph: Graph, item_id: str, *, forward: bool) -> tuple[str, dict[str, list[str]]]:
    """(the item that the links count for, other end -> the items of ours that are linked)."""
    step = graph.targets if forward else graph.sources
    link = graph.metamodel.succession
    for bearer in graph.ancestors(item_id):
        found: dict[str, list[str]] = {}
        inside = graph.descendants(bearer) if bearer == item_id else (bearer,)
        for own in inside:
            for other in step(own, link):
                found.setdefault(other, []).append(own)
        if found:
            return bearer, {each: found[each] for each in graph.in_order(found)}
    return item_id, {}


def render(lines: tuple[Line, ...], width: int, colour: bool) -> str:
    """The lines as text; ids quiet, at the end of the line that they belong to."""
    shown: list[str] = []
    for line in lines:
        whole = f"{line.text}  {line.note}" if line.note else line.text
        wrapped = wrap(whole, width, line.indent) if whole else [""]
        for text in wrapped:
            tail = line.note if line.note and text.endswith(line.note) else ""
            body = text.removesuffix(tail)
            shown.append(paint(body, line.style, colour) + paint(tail, "quiet", colour))
    return "\n".join(shown)
