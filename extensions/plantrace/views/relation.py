"""`relation`: what of one plan goes on in another, as a diagram and pair by pair in words.

Items of one side stand at the left, of the other at the right, each group in the frame of its
parent; lines are the links, rolled up. What no line touches is dashed, and named below.

Options: `from`, `to` (types; `from-below`, `to-below`: only within these items), `link` (else the
succession), `caption`, `without-from`, `without-to` (leads that name what has no link, with
`{types}`, `{link}`, `{count}`), `mark` (the word in a box that has no link).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docutils.parsers.rst import directives

from plantrace.model.rollup import RollUp, roll_up
from plantrace.views import naming, options, puml
from plantrace.views.face import Page, View
from plantrace.views.puml import Picture
from plantrace.views.table import Block, Entry, Line, Listing, Paragraph, Piece, text
from plantrace.views.table import show as show_blocks

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx

    from plantrace.model.graph import Graph

# columns of a box
WIDTH = 38
WITHOUT = "「{link}」の記載がない{types}（{count}）"


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbours under one parent; an item with several parents stands under the first."""

    parent: str
    """``""`` for items without a parent"""
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """Both sides in groups, and the links between them."""

    left: tuple[Group, ...]
    right: tuple[Group, ...]
    pairs: RollUp
    names: naming.Names
    link: str
    caption: str
    without_left: str
    without_right: str
    mark: str


def relation(graph: Graph, given: Mapping[str, Any]) -> Relation:
    """The two sides that the options name. Raises ViewError."""
    link = options.link(graph, given)
    left, right = options.select(graph, given, "from"), options.select(graph, given, "to")
    pairs = roll_up(graph, left, right, link)
    sides = _groups(graph, left), _groups(graph, right)
    parents = [group.parent for side in sides for group in side if group.parent]
    from_types = naming.type_names(graph, options.types(graph, given, "from"))
    to_types = naming.type_names(graph, options.types(graph, given, "to"))
    names = graph.metamodel.links[link]

    def lead(option: str, types: str, link_name: str, count: int) -> str:
        template = str(given.get(option) or WITHOUT)
        return options.fill(template, types=types, link=link_name, count=count)

    return Relation(
        left=sides[0],
        right=sides[1],
        pairs=pairs,
        names=naming.names_of(graph, (*left, *right, *parents)),
        link=link,
        caption=str(given.get("caption") or f"{from_types}と{to_types}のつながり"),
        without_left=lead("without-from", from_types, names.outgoing, len(pairs.rows_without)),
        without_right=lead("without-to", to_types, names.incoming, len(pairs.columns_without)),
        mark=str(given.get("mark") or "記載なし"),
    )


def _groups(graph: Graph, ids: Sequence[str]) -> tuple[Group, ...]:
    found: dict[str, list[str]] = {}
    for each in ids:
        parent = next(iter(graph.targets(each, graph.metamodel.hierarchy)), "")
        found.setdefault(parent, []).append(each)
    return tuple(Group(parent, tuple(members)) for parent, members in found.items())


# ------------------------------------------------------------------ the diagram


def pictures(data: Relation, graph: Graph) -> tuple[Picture]:
    """Two columns of boxes, framed by parent, with the links between them."""
    rows, columns = data.pairs.rows, data.pairs.columns
    left = {each: f"l{place}" for place, each in enumerate(rows)}
    right = {each: f"r{place}" for place, each in enumerate(columns)}
    lines = [*_side(data, graph, data.left, left), *_side(data, graph, data.right, right)]
    color = puml.line_color(graph, data.link)
    lines += [f"{left[a]} -[{color}]---> {right[b]}" for a, b in data.pairs.cells]
    lines += [f"{left[a]} -[hidden]---> {right[b]}" for a, b in _unseen(data)]
    alt = (
        f"{data.caption}。左の{len(rows)}項目から右の{len(columns)}項目へ、"
        f"{len(data.pairs.cells)}本の線でつながりを示す図です。"
    )
    return (puml.picture(lines, alt, WIDTH),)


def _unseen(data: Relation) -> list[tuple[str, str]]:
    """Lines that nobody sees: only a line puts a box into the right column.

    They come from where the seen lines of the same frame come from, so that they pull nothing.
    """
    source = {target: source for source, target in data.pairs.cells}
    found = []
    for group in data.right:
        near = next((source[each] for each in group.ids if each in source), None)
        start = near or next(iter(source.values()), None) or next(iter(data.pairs.rows), None)
        found += [(start, each) for each in group.ids if start and each not in source]
    return found


def _side(
    data: Relation, graph: Graph, groups: Sequence[Group], alias: Mapping[str, str]
) -> list[str]:
    lines: list[str] = []
    for group in groups:
        boxes = [_box(data, graph, each, alias[each]) for each in group.ids]
        if group.parent:
            frame = puml.words(data.names[group.parent], WIDTH, beside=True)
            name = f"g{alias[group.ids[0]]}"
            boxes = [f'rectangle "{frame}" as {name} [[{group.parent}]] #ffffff {{', *boxes, "}"]
        lines += boxes
    return lines


def _box(data: Relation, graph: Graph, item_id: str, alias: str) -> str:
    words = puml.words(data.names[item_id], WIDTH, beside=True)
    if item_id in data.pairs.rows_without or item_id in data.pairs.columns_without:
        words += f"\\n<size:11>（{puml.literal(data.mark)}）"
        return f"{puml.box(graph, item_id, alias, words)};line.dashed"
    return puml.box(graph, item_id, alias, words)


# ------------------------------------------------------------------ in words


def blocks(data: Relation) -> list[Block]:
    """Each item of the left with what it leads to, by group; then what no link touches."""
    targets: dict[str, list[str]] = {}
    for source, target in data.pairs.cells:
        targets.setdefault(source, []).append(target)
    groups = [entry for group in data.left for entry in _group(data, group, targets)]
    lead = text(f"{data.caption}：一覧（{len(data.pairs.cells)}組）")
    return [
        Listing(tuple(groups), lead, css="plan-pairs"),
        *_without(data, data.without_left, data.pairs.rows_without),
        *_without(data, data.without_right, data.pairs.columns_without),
    ]


def _group(data: Relation, group: Group, targets: Mapping[str, Sequence[str]]) -> list[Entry]:
    found = [
        Entry(
            naming.named(data.names, each),
            tuple(Entry(_arrow(data.names, target)) for target in targets[each]),
        )
        for each in group.ids
        if each in targets
    ]
    if not (group.parent and found):
        return found
    return [Entry(naming.named(data.names, group.parent, css="plan-above"), tuple(found))]


def _arrow(names: naming.Names, item_id: str) -> Line:
    return (Piece("→ "), *naming.named(names, item_id))


def _without(data: Relation, lead: str, ids: Sequence[str]) -> list[Block]:
    if not ids:
        return []
    entries = tuple(Entry(naming.named(data.names, each)) for each in ids)
    return [Paragraph(text(lead), css="plan-lead"), Listing(entries)]


def render(data: Relation, page: Page) -> list[Node]:
    """The diagram, and all of it in words."""
    (drawn,) = pictures(data, page.graph)
    return puml.show(drawn, show_blocks(blocks(data), page, "plan-relation-told"), "plan-relation")


OPTIONS = (
    "from",
    "from-below",
    "to",
    "to-below",
    "link",
    "caption",
    "without-from",
    "without-to",
    "mark",
)


def setup(app: Sphinx) -> None:
    """Called once by `plantrace.views.setup`."""
    given = dict.fromkeys(OPTIONS, directives.unchanged)
    puml.add_drawing_view(app, View("relation", relation, render, given), pictures)
