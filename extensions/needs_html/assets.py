"""Scripts and styles: our one style sheet everywhere, sphinx-needs' own only where it shows.

sphinx-needs brings jQuery, a JSON viewer and its table styles to every page (more than 100 kB).
Cards need none of it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.ext.graphviz import graphviz

# the package ships no types
from sphinx_data_viewer.directive import DataViewerNode  # type: ignore[import-untyped]
from sphinx_needs.directives.needlist import Needlist
from sphinx_needs.environment import install_permalink_file
from sphinx_needs.needs import NODE_TYPES
from sphinx_needs.roles.need_count import NeedCount
from sphinx_needs.roles.need_incoming import NeedIncoming
from sphinx_needs.roles.need_outgoing import NeedOutgoing
from sphinx_needs.roles.need_part import NeedPart
from sphinx_needs.roles.need_ref import NeedRef

if TYPE_CHECKING:
    from sphinx.application import Sphinx

STYLE = "needs_html.css"
BORROWED = (
    "_static/sphinx-needs/",
    "_static/sphinx-data-viewer/",
    "_static/graphviz.css",
    "_static/jquery.js",
    "_static/_sphinx_javascript_frameworks_compat.js",
)
"""what sphinx-needs and the extensions that it sets up add to every page."""

# What becomes plain text and links is in need of no style; extracts (not among NODE_TYPES) become
# cards.
_PLAIN = {Needlist, NeedCount, NeedIncoming, NeedOutgoing, NeedPart, NeedRef}
_STYLED = (*(NODE_TYPES.keys() - _PLAIN), DataViewerNode, graphviz)
_ATTRIBUTE = "needs_html_borrows"


def note_borrowing(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Mark a page that holds something of sphinx-needs, before that turns into tables."""
    doctree[_ATTRIBUTE] = any(isinstance(node, _STYLED) for node in doctree.findall())


def lighten(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: Any
) -> None:
    """Leave borrowed scripts and styles out of a page that shows nothing of theirs."""
    if not app.config.needs_html_lean or (doctree is not None and doctree.get(_ATTRIBUTE)):
        return
    for kind in ("css_files", "script_files"):
        context[kind] = [
            asset
            for asset in context[kind]
            if not os.fspath(getattr(asset, "filename", asset) or "").startswith(BORROWED)
        ]


def add_style(app: Sphinx) -> None:
    """Put our style sheet beside the others."""
    app.config.html_static_path.append(str(Path(__file__).parent / "static"))
    app.add_css_file(STYLE)


def drop_permalink_page(app: Sphinx) -> None:
    """No `permalink.html`: it needs a server and JavaScript; `id/` serves the purpose."""
    for listener in list(app.events.listeners["env-updated"]):
        if listener.handler is install_permalink_file:
            app.disconnect(listener.id)


def setup(app: Sphinx) -> None:
    """Called once by `needs_html.setup`, after sphinx-needs'."""
    app.connect("builder-inited", add_style)
    app.connect("builder-inited", drop_permalink_page)
    app.connect("doctree-resolved", note_borrowing, priority=50)  # before any of it is replaced
    app.connect("html-page-context", lighten, priority=900)  # after all have added theirs
