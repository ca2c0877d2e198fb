"""Where a new item goes, and how a text takes it in without a change to anything else."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from plantrace.editing import contents
from plantrace.editing.ids import parents
from plantrace.editing.source import SUFFIX, Source, split_keeping
from plantrace.model.graph import Item
from plantrace.model.metamodel import number_in

_HEADING = re.compile(r"(?P<level>#{1,6}) (?P<text>.*\S)\s*$")
_LABEL = re.compile(r"\((?P<name>[^()]+)\)=\s*$")


@dataclass(frozen=True, slots=True)
class Insertion:
    """Lines that come after line `after` of a page; a page that is not there yet is made."""

    path: str
    after: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """The lines above an item that are named after it: `(ip-k01)=` and `## 個別施策1`."""

    level: int
    lines: tuple[str, ...]


def insert(text: str, insertion: Insertion) -> str:
    """The text with the lines in it: line ends as before, and no other character touched."""
    lines = split_keeping(text)
    ends = Counter(re.findall(r"\r\n|\r|\n", text)).most_common(1)
    newline = ends[0][0] if ends else "\n"
    before, after = "".join(lines[: insertion.after]), "".join(lines[insertion.after :])
    inserted = newline.join(insertion.lines)
    if before and not before.endswith(("\r", "\n")):  # a page without a line end at its end
        return before + newline + inserted
    return before + inserted + newline + after


def find(
    source: Source, item: Item, under: str | None, block: tuple[str, ...]
) -> tuple[Insertion, ...]:
    """Where the block of a new item goes: into a page, or into a page of its own.

    After the last of its siblings and all that hangs on that; without siblings, after what it
    hangs on, or where the others of its type stand.
    """
    model = _model(source, item, under)
    heading = _heading(source, model, item) if model else None
    if heading and heading.level == 1 and (page := _page(source, item)):
        path, listed, line, entry = page
        return (
            Insertion(path, 0, (*heading.lines, "", *block)),
            Insertion(listed, line, (entry,)),
        )
    path, after = _after(source, item, under, model)
    above = (*heading.lines, "") if heading and heading.level > 1 else ()
    following = source.pages[path].text_lines[after : after + 1]
    gap = ("",) if following and following[0].strip() else ()
    return (Insertion(path, after, ("", *above, *block, *gap)),)


def _model(source: Source, item: Item, under: str | None) -> Item | None:
    """The item that a new one is placed after and headed like.

    Where items of the type stand beside what they hang on: the last sibling, or the last that
    hangs on the same type. Else the last of the type.
    """
    graph = source.graph
    examples = graph.of_type(item.type)
    at_home = [each for each in examples if _at_home(source, each)]
    siblings = [each for each in at_home if under in parents(graph, each)]
    level = graph[under].type if under else ""
    alike = [e for e in at_home if level in {graph[each].type for each in parents(graph, e)}]
    return next((group[-1] for group in (siblings, alike, examples) if group), None)


def _after(source: Source, item: Item, under: str | None, model: Item | None) -> tuple[str, int]:
    """The page and the line of the last block that comes before the new one."""
    graph = source.graph
    anchor = model.id if model else under
    assert anchor is not None, "an item without examples hangs on something"
    start = {anchor}
    sibling = model is not None and under in parents(graph, model)
    if under and not sibling and (model is None or _at_home(source, model)):
        order = list(graph.metamodel.types)
        earlier = order[: order.index(item.type) + 1]
        start = {under}
        start |= {e.id for e in graph if under in parents(graph, e) and e.type in earlier}
        anchor = under
    path, block = source.block(anchor)
    hanging = _hanging(source, start, path, keep=under if anchor == under else None)
    ends = [source.block(each)[1].end for each in hanging]
    return path, max([block.end, *ends])


def _at_home(source: Source, example: Item) -> bool:
    """Whether items of the type stand on the page of what they hang on."""
    own = parents(source.graph, example)
    return bool(own) and source.graph[own[0]].docname == example.docname


def _hanging(source: Source, start: set[str], path: str, keep: str | None) -> set[str]:
    """The items and all that hangs on them, on one page; of `keep` only itself."""
    found, waiting = set(start), [each for each in start if each != keep]
    below: dict[str, list[str]] = {}
    for each in source.graph:
        for parent in parents(source.graph, each):
            below.setdefault(parent, []).append(each.id)
    while waiting:
        new = set(below.get(waiting.pop(), ())) - found
        found |= new
        waiting += new
    return {each for each in found if source.block(each)[0] == path}


def _heading(source: Source, model: Item, item: Item) -> Heading | None:
    """How a new item is headed, after its model; None where that has no heading of its own."""
    path, block = source.block(model.id)
    lines = source.pages[path].text_lines
    above = [number for number in range(block.line - 1) if lines[number].strip()]
    match = _HEADING.match(lines[above[-1]]) if above else None
    if match is None or match["text"] != source.graph.label(model.id):
        return None
    heading = f"{match['level']} {source.metamodel.short_label(item.id, item.type)}"
    written = _LABEL.match(lines[above[-2]]) if len(above) > 1 else None
    label = _renamed(written["name"], model.id, item.id) if written else None
    return Heading(len(match["level"]), (f"({label})=", heading) if label else (heading,))


def _renamed(name: str, model: str, item: str) -> str | None:
    """A name that was made of the model's id or of its number, for a new item."""
    if name == model.lower():
        return item.lower()
    digits = re.search(r"[0-9]+$", name)
    if digits is None or str(int(digits[0])) != number_in(model):
        return None
    return name[: digits.start()] + number_in(item).zfill(len(digits[0]))


def _page(source: Source, item: Item) -> tuple[str, str, int, str] | None:
    """A page of its own after the last one of its type, and the entry that lists it.

    (path, path of the list, line after which the entry goes, entry); None where pages are not
    numbered like their items or no table of contents lists them.
    """
    last = source.graph.of_type(item.type)[-1]
    document = source.graph[last.id].docname
    renamed = _renamed(document, last.id, item.id)
    listed = contents.listed_at(source.texts, document)
    if renamed is None or listed is None or f"{renamed}{SUFFIX}" in source.texts:
        return None
    path, line = listed
    written = source.pages[path].text_lines[line - 1]
    entry = written.replace(document.rpartition("/")[2], renamed.rpartition("/")[2])
    return f"{renamed}{SUFFIX}", path, line, entry
