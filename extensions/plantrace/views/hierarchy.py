"""`hierarchy`: the tree of a plan as a diagram, and the same tree in words.

Options: `root` (ids; else every item that has others below it and none above), `depth` (levels
shown, the root is the first), `types` (only items of these types; what stands between them is
passed over), `caption`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docutils.parsers.rst import directives

from plantrace.views import naming, options, puml
from plantrace.views.face import Page, View, ViewError
from plantrace.views.puml import Picture
from plantrace.views.table import Entry, Line, Listing, Paragraph, Piece, joined, text
from plantrace.views.table import show as show_blocks

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx

    from plantrace.model.graph import Graph

# columns of a box
WIDTH = 24


@dataclass(frozen=True, slots=True)
class Branch:
    """An item of the tree and what is shown below it."""

    id: str
    below: tuple[Branch, ...]
    also_below: tuple[str, ...]
    """its other parents in the tree: an item stands once, whatever the number of its parents"""
    cut: int
    """how many items below it are left out because they are too deep"""

    def all(self) -> Iterator[Branch]:
        """This branch and every one below it, as a reader meets them."""
        yield self
        for each in self.below:
            yield from each.all()


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """One tree for each root."""

    roots: tuple[Branch, ...]
    levels: int
    names: naming.Names
    caption: str

    def all(self) -> tuple[Branch, ...]:
        """Every branch, as a reader meets them."""
        return tuple(branch for root in self.roots for branch in root.all())


def hierarchy(graph: Graph, given: Mapping[str, Any]) -> Hierarchy:
    """The trees that the options name. Raises ViewError."""
    roots = options.items(graph, given, "root") or tuple(
        item.id
        for item in graph
        if not graph.targets(item.id, graph.metamodel.hierarchy)
        and graph.sources(item.id, graph.metamodel.hierarchy)
    )
    if not roots and graph.items:
        raise ViewError("体系図に描く項目がありません。:root: に項目の ID を書いてください。")
    types = options.types(graph, given, "types") if given.get("types") else ()
    reached = _Reached(graph, roots, frozenset(types), int(given.get("depth") or 0))
    trees = tuple(map(reached.branch, roots))
    return Hierarchy(
        roots=trees,
        levels=max(reached.level.values(), default=0),
        names=naming.names_of(graph, reached.level),
        caption=str(given.get("caption") or f"{_titles(graph, roots)}の体系"),
    )


class _Reached:
    """What is reached from the roots, nearest first, so that every item is placed once."""

    def __init__(
        self, graph: Graph, roots: Sequence[str], types: frozenset[str], depth: int
    ) -> None:
        self.graph, self.types = graph, types
        self.level = dict.fromkeys(roots, 1)
        self.placed: dict[str, list[str]] = {}
        self.parents: dict[str, list[str]] = {}
        queue = deque(self.level)
        while queue:
            parent = queue.popleft()
            if self.level[parent] == depth:
                continue
            for child in self._next(parent):
                self.parents.setdefault(child, []).append(parent)
                if child not in self.level:
                    self.level[child] = self.level[parent] + 1
                    self.placed.setdefault(parent, []).append(child)
                    queue.append(child)

    def _next(self, item_id: str) -> tuple[str, ...]:
        """The nearest items of the shown types below an item."""
        link, found = self.graph.metamodel.hierarchy, dict[str, None]()
        passed, queue = {item_id}, deque(self.graph.sources(item_id, link))
        while queue:
            below = queue.popleft()
            if not self.types or self.graph[below].type in self.types:
                found[below] = None
            elif below not in passed:
                passed.add(below)
                queue.extend(self.graph.sources(below, link))
        return self.graph.in_order(found)

    def branch(self, item_id: str) -> Branch:
        below = self.placed.get(item_id, ())
        parents = self.parents.get(item_id, ())
        home = next((each for each in parents if item_id in self.placed.get(each, ())), None)
        return Branch(
            id=item_id,
            below=tuple(map(self.branch, below)),
            also_below=tuple(each for each in parents if each != home),
            cut=self._cut(item_id),
        )

    def _cut(self, item_id: str) -> int:
        if item_id in self.placed:
            return 0
        return sum(
            below not in self.level and (not self.types or self.graph[below].type in self.types)
            for below in self.graph.descendants(item_id)
        )


def _titles(graph: Graph, ids: Sequence[str]) -> str:
    return "・".join(graph[each].title for each in ids)


# ------------------------------------------------------------------ how it is shown


def pictures(data: Hierarchy, graph: Graph) -> tuple[Picture, ...]:
    """The tree from left to right; a second parent is joined by a dashed line."""
    branches = data.all()
    if not branches:
        return ()
    alias = {branch.id: f"n{place}" for place, branch in enumerate(branches)}
    lines = [
        puml.box(graph, each.id, alias[each.id], puml.words(data.names[each.id], WIDTH))
        for each in branches
    ]
    for branch in branches:
        lines += [f"{alias[branch.id]} -- {alias[below.id]}" for below in branch.below]
    for branch in branches:
        lines += [f"{alias[parent]} .. {alias[branch.id]}" for parent in branch.also_below]
    alt = f"{data.caption}。{data.levels}段、{len(branches)}項目の木の図です。"
    return (puml.picture(lines, alt, WIDTH),)


def entries(names: naming.Names, branches: Sequence[Branch]) -> tuple[Entry, ...]:
    """The tree as a nested list."""
    return tuple(Entry(_line(names, each), entries(names, each.below)) for each in branches)


def _line(names: naming.Names, branch: Branch) -> Line:
    line = naming.named(names, branch.id)
    if branch.also_below:
        others = joined([naming.named(names, each) for each in branch.also_below])
        line = (*line, Piece("（ほかの上位: "), *others, Piece("）"))
    if branch.cut:
        line = (*line, Piece(f"（下にあと{branch.cut}項目）"))
    return line


def render(data: Hierarchy, page: Page) -> list[Node]:
    """The diagram, and the tree in words."""
    if not data.roots:
        return show_blocks([Paragraph(text("まだ項目がありません。"))], page, "plan-hierarchy")
    words = Listing(entries(data.names, data.roots), css="plan-tree")
    (drawn,) = pictures(data, page.graph)
    told = show_blocks([words], page, "plan-tree-told")
    return puml.show(drawn, told, "plan-hierarchy", fold=f"{data.caption}を文字で読む")


OPTIONS = {
    "root": directives.unchanged_required,
    "depth": directives.positive_int,
    "types": directives.unchanged_required,
    "caption": directives.unchanged,
}


def setup(app: Sphinx) -> None:
    """Called once by `plantrace.views.setup`."""
    puml.add_drawing_view(app, View("hierarchy", hierarchy, render, OPTIONS), pictures)
