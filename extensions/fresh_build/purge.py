"""Forget what Sphinx would keep too long.

All pages that will be read, before the first of them is: Sphinx forgets and reads page after page.
When an item or a label moves to a page that is read earlier, its old place is still known then: it
is refused as a duplicate, and lost when its old page is forgotten. (Sphinx's parallel reading
forgets all at once, as here.)

And the numbers of sections, before they are given anew: Sphinx gives them where a toctree asks for
them, and never takes them back when it does not any more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def forget_all(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Do for every page what Sphinx does just before it reads one."""
    for docname in docnames:
        app.emit("env-purge-doc", env, docname)
        env.clear_doc(docname)


def forget_numbers(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Take the numbers from titles and contents; Sphinx gives them back where they are due.

    The answer is what the event asks for: no page is to be written for this, signatures see to it.
    """
    for title in env.titles.values():
        title.attributes.pop("secnumber", None)
    for contents in env.tocs.values():
        for reference in contents.findall(nodes.reference):
            reference.attributes.pop("secnumber", None)
    return []


def setup(app: Sphinx) -> None:
    """Called once by `fresh_build.setup`."""
    app.connect("env-before-read-docs", forget_all, priority=100)
    # before Sphinx's own collectors (500) give them
    app.connect("env-get-updated", forget_numbers, priority=100)
