"""Leave out what no page uses: Sphinx's scripts for key strokes and for marking searched words.

They serve Sphinx's own search page, which therefore keeps them.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

STOCK = frozenset(
    f"_static/{name}.js"
    for name in ("documentation_options", "doctools", "sphinx_highlight", "translations")
)
_STOCK_SEARCH = "search.html"


def lighten(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Drop the scripts from one page."""
    if templatename == _STOCK_SEARCH or "script_files" not in context:
        return
    context["script_files"] = [
        script
        for script in context["script_files"]
        if os.fspath(getattr(script, "filename", script) or "") not in STOCK
    ]


def setup(app: Sphinx) -> None:
    """Called once by `plan_theme.setup`."""
    app.connect("html-page-context", lighten, priority=900)  # after all have added theirs
