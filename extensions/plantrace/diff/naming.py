"""What items, fields and values are called in a report."""

from __future__ import annotations

from dataclasses import dataclass

from plantrace.diff.changes import BODY, TITLE, TYPE
from plantrace.diff.compare import Diff
from plantrace.diff.text import Cell, Span
from plantrace.diff.values import Value, read_out
from plantrace.model.graph import Graph

_OWN = {TITLE: "改題", TYPE: "種類", BODY: "本文"}
_SHORT = 24


@dataclass(frozen=True, slots=True)
class Names:
    """Names from the new side; from the old one for what is only there."""

    diff: Diff

    def graph(self, item_id: str) -> Graph:
        """The graph that knows the item."""
        return self.diff.after if item_id in self.diff.after else self.diff.before

    def short(self, item_id: str) -> str:
        """`個別施策2`; `実績「庁内チャットの導入」` where the type is not called by numbers."""
        graph = self.graph(item_id)
        if item_id not in graph:
            return item_id
        title = graph[item_id].title
        if _numbered(graph, item_id):
            return graph.label(item_id)
        return (
            f"{graph.label(item_id)}「{title if len(title) <= _SHORT else title[:_SHORT] + '…'}」"
        )

    def said(self, item_id: str) -> str:
        """The short name inside a sentence: set off by spaces where it is no quotation."""
        name = self.short(item_id)
        return name if name.endswith("」") else f" {name} "

    def whole(self, item_id: str) -> Cell:
        """`個別施策2 RPAを活用した業務の効率化` and the id."""
        graph = self.graph(item_id)
        if item_id not in graph:
            return (Span(item_id, "code"),)
        text = f"{graph.label(item_id)} {graph[item_id].title}"
        return (Span(f"{text} "), Span(item_id, "code"))

    def field(self, name: str) -> str:
        """The label of a field: `成果`."""
        if name in _OWN:
            return _OWN[name]
        for graph in (self.diff.after, self.diff.before):
            if name in graph.metamodel.fields:
                return graph.metamodel.fields[name]
        return name

    def link(self, name: str, *, along: bool = True) -> str:
        """What a link is called from its source, or from its target."""
        for graph in (self.diff.after, self.diff.before):
            if name in graph.metamodel.links:
                link = graph.metamodel.links[name]
                return link.outgoing if along else link.incoming
        return name

    def type(self, name: str) -> str:
        """The label of a type: `実績`."""
        for graph in (self.diff.after, self.diff.before):
            if name in graph.metamodel.types:
                return graph.metamodel.types[name].title
        return name

    def value(self, name: str, value: Value) -> str:
        """A value of a field as people read it."""
        if name == TYPE:
            return self.type(str(value))
        return read_out(value, years=name == self.diff.after.metamodel.years)


def _numbered(graph: Graph, item_id: str) -> bool:
    item_type = graph.metamodel.types.get(graph[item_id].type)
    return item_type is not None and item_type.numbered
