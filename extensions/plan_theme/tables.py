"""Heads of docutils' tables say what they head: `scope`, which docutils' writer leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

_HEADS = (
    ('<th class="head', '<th scope="col" class="head'),
    ('<th class="stub', '<th scope="row" class="stub'),
)


def add_scope(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """In the finished page: a `<th` of the text itself would stand there escaped."""
    for bare, scoped in _HEADS:
        if "body" in context:
            context["body"] = context["body"].replace(bare, scoped)


def setup(app: Sphinx) -> None:
    """Called once by `plan_theme.setup`."""
    app.connect("html-page-context", add_scope)
