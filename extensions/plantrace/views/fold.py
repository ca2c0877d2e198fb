"""Something that stands behind a summary: `details` in HTML, open in every other builder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from docutils import nodes

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx


class fold(nodes.container):
    """The summary, and what it opens."""


class fold_summary(nodes.paragraph):
    """The line that opens and closes a fold."""


def folded(summary: str | Sequence[Node], inside: Sequence[Node], css: str = "") -> fold:
    """A fold; the summary is a text or inline nodes."""
    line = [nodes.Text(summary)] if isinstance(summary, str) else summary
    return fold("", fold_summary("", "", *line), *inside, classes=["plan-fold", *css.split()])


def _as(tag: str) -> tuple[Callable[[Any, Any], None], Callable[[Any, Any], None]]:
    def visit(translator: Any, node: nodes.Element) -> None:
        translator.body.append(translator.starttag(node, tag, ""))

    def depart(translator: Any, node: nodes.Element) -> None:
        translator.body.append(f"</{tag}>\n")

    return visit, depart


def setup(app: Sphinx) -> None:
    """Called once by `plantrace.views.setup`."""
    app.add_node(fold, html=_as("details"))
    app.add_node(fold_summary, html=_as("summary"))
