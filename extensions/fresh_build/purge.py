"""Forget all pages that will be read before the first of them is.

Sphinx forgets and reads page after page. When an item or a label moves to a page that is read
earlier, its old place is still known then: it is refused as a duplicate, and lost when its old
page is forgotten. (Sphinx's parallel reading forgets all at once, as here.)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def forget_all(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Do for every page what Sphinx does just before it reads one."""
    for docname in docnames:
        app.emit("env-purge-doc", env, docname)
        env.clear_doc(docname)


def setup(app: Sphinx) -> None:
    """Called once by `fresh_build.setup`."""
    app.connect("env-before-read-docs", forget_all, priority=100)
