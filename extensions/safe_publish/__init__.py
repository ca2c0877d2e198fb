"""safe_publish: a Sphinx build that reaches its site only when nothing is wrong.

    result = safe_publish.build(BuildRequest(source=docs, conf=root, site=html, work=work))

Sphinx runs in a staging folder inside `work`. Any warning or error is a `Finding` and the site
stays as it was; without one, the files that differ are published and nothing else is touched. A
build that failed fails again, with the same findings, until somebody repairs the source. One
`work` folder belongs to one site and one builder. `listen` does the same without a site: only the
findings come back.

A log record of the level `NOTICE` is a finding that does not block: it is heard, repeated and shown
like the others, and the site is published all the same.

What the site folder looks like from outside:

- It is exchanged as a whole. A kill at any moment leaves the old site or the new one, never a
  mixture. A program that has the folder as its working directory keeps seeing the old one, so
  serve the site by its path.
- It holds one extra file, `.safe_publish`: the list of what we put there. Files that are not on
  the list are somebody else's and are carried along; a folder without the list is never replaced.

`render` turns findings into text for a terminal. The modules: `records` (what goes in and out),
`builder` (the order of things), `sphinx_run` (one run of Sphinx), `hearing` (its warnings),
`memory` (what the next run must do again), `publishing` and `swap` (staging to site), `lock`,
`progress`, `render`, `departed` (removed pages), `elsewhere` (the wrong folder named).

As a Sphinx extension it adds only the last two, and `build` loads them by itself. Another extension
may attach a `logging.Filter` to the `WarningStreamHandler` on the logger "sphinx", at any time from
its `setup` on: the handler there is the one that collects findings, so what a filter drops or
rewrites is dropped or rewritten in the findings too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from safe_publish.builder import build, listen
from safe_publish.publishing import publish
from safe_publish.records import (
    NOTICE,
    UNPUBLISHED,
    BuildRequest,
    BuildResult,
    Finding,
    Outcome,
    Problem,
)
from safe_publish.render import render, wants_colour

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__all__ = [
    "NOTICE",
    "UNPUBLISHED",
    "BuildRequest",
    "BuildResult",
    "Finding",
    "Outcome",
    "Problem",
    "build",
    "listen",
    "publish",
    "render",
    "setup",
    "wants_colour",
]


def setup(app: Sphinx) -> ExtensionMetadata:
    """The Sphinx extension. The import is late: reading `render` must not wait for Sphinx."""
    from sphinx.config import check_confval_types

    from safe_publish import departed, elsewhere

    departed.setup(app)
    elsewhere.setup(app)
    # Sphinx asks this late, when a value of the wrong kind may have stopped it already
    app.connect("config-inited", check_confval_types, priority=-10_000)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
