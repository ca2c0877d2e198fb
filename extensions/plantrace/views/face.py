"""What every view shares on the Sphinx side: a placeholder while reading, the view when writing.

A view is a pure function from a graph to a frozen dataclass, and beside it, in the same file, a
`View` that names its directive, its options and how the dataclass becomes docutils nodes. The
directive only records its options: what the view shows is known once every page has been read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from docutils import nodes
from sphinx.errors import NoUri
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import make_refnode

from plantrace.sphinx_graph import graph_of

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx

    from plantrace.model.graph import Graph

logger = logging.getLogger(__name__)
Data = TypeVar("Data")

# before sphinx-needs formats its own nodes (500) and before cards are made (450)
RESOLVE_PRIORITY = 400


class ViewError(ValueError):
    """An option that cannot be served; the message is a Japanese sentence for the author."""


@dataclass(frozen=True)
class Page:
    """Where a view is being shown: the way to the graph and to links that work from there."""

    app: Sphinx
    docname: str
    graph: Graph
    anchor: str = ""
    """id of the view, unique in the whole document; ids inside the view begin with it"""

    def uri(self, item_id: str) -> str:
        """The address of an item from this page; ``""`` where the builder has no addresses."""
        item = self.graph[item_id]
        try:
            base = self.app.builder.get_relative_uri(self.docname, item.docname)
        except NoUri:
            return ""
        # where the whole document is one page, its pages are anchors themselves
        return f"#{item_id}" if "#" in base else f"{base}#{item_id}"

    def reference(self, item_id: str, text: str, *, classes: Sequence[str] = ()) -> nodes.Element:
        """A link to an item with the given text; plain text where the builder has no addresses."""
        item = self.graph[item_id]
        content = nodes.inline("", text, classes=list(classes))
        try:
            return make_refnode(self.app.builder, self.docname, item.docname, item_id, content)
        except NoUri:
            return content


@dataclass(frozen=True)
class View(Generic[Data]):
    """One kind of view.

    `compute` is pure: graph and options in, a frozen dataclass out; it raises ViewError.
    `render` turns the dataclass into docutils nodes for one page.
    """

    name: str
    compute: Callable[[Graph, Mapping[str, Any]], Data]
    render: Callable[[Data, Page], Sequence[Node]]
    options: Mapping[str, Callable[[str], Any]] = field(default_factory=dict)
    argument: bool = False
    """whether the directive takes an argument; it arrives as the option `argument`."""
    finding: Callable[[Data], str | None] | None = None
    """the sentence of what is wrong with what the view shows, for views that hold to a rule"""


VIEWS: dict[str, View[Any]] = {}


class view_placeholder(nodes.General, nodes.Element):
    """Stands in the doctree for a view: attributes `view` (its name) and `options`."""


class ViewDirective(SphinxDirective):
    """Records a view; the options are those of its `View`."""

    optional_arguments = 1
    final_argument_whitespace = True
    view: ClassVar[View[Any]]

    def run(self) -> list[Node]:
        """Leave a placeholder that knows its line."""
        options = dict(self.options)
        if self.view.argument and self.arguments:
            options["argument"] = self.arguments[0]
        place = f"{self.env.docname}-{self.view.name}-{self.env.new_serialno(self.view.name) + 1}"
        anchor = re.sub(r"[^\w-]", "-", place)
        node = view_placeholder("", view=self.view.name, options=options, anchor=anchor)
        self.set_source_info(node)
        return [node]


def add_view(app: Sphinx, view: View[Any]) -> None:
    """Give a view its directive."""
    VIEWS[view.name] = view
    directive = type(
        f"{view.name.title()}Directive",
        (ViewDirective,),
        {
            "view": view,
            "option_spec": dict(view.options),
            "required_arguments": 1 if view.argument else 0,
            "optional_arguments": 0,
        },
    )
    app.add_directive(view.name, directive)


def show_views(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put each view of a page in the place of its placeholder."""
    for placeholder in list(doctree.findall(view_placeholder)):
        view = VIEWS[placeholder["view"]]
        page = Page(app, docname, graph_of(app), placeholder["anchor"])
        try:
            data = view.compute(page.graph, placeholder["options"])
            shown = view.render(data, page)
            if view.finding is not None and (sentence := view.finding(data)):
                logger.warning(sentence, location=placeholder, type="plantrace", subtype=view.name)
        except ViewError as error:
            logger.warning(
                str(error), location=placeholder, type="plantrace", subtype=f"view-{view.name}"
            )
            shown = []
        placeholder.replace_self(list(shown))


def setup(app: Sphinx) -> None:
    """Called once by `plantrace.setup`."""
    app.add_node(view_placeholder)
    app.connect("doctree-resolved", show_views, priority=RESOLVE_PRIORITY)
