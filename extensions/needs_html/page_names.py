"""A page that opens with an item is named by it too, wherever the page is named.

`# 施策8` with 情報格差を是正する right beneath needs no more on the page itself. In a list of
pages, in the sidebar, in the tab of a browser the number alone says too little: there it is
施策8 情報格差を是正する.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx_needs.data import SphinxNeedsData
from sphinx_needs.nodes import Need

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def name_page(app: Sphinx, doctree: nodes.document) -> None:
    """On `doctree-read`, after Sphinx has noted the title and the headings of the page."""
    env = app.env
    docname = env.current_document.docname
    title = _opening_title(app, doctree, docname)
    heading = env.titles[docname].astext()
    if not title or title in heading or heading in title:
        return
    in_contents = next(env.tocs[docname].findall(nodes.reference))
    # the long title is the title itself unless the page gives another for the tab
    names: list[nodes.Element] = [env.titles[docname], env.longtitles[docname], in_contents]
    for node in {id(name): name for name in names}.values():
        node.append(nodes.Text(f" {title}"))


def _opening_title(app: Sphinx, doctree: nodes.document, docname: str) -> str:
    """The title of the item that stands right beneath the heading of the page, if one does."""
    section = doctree.next_node(nodes.section)
    beneath = section.children[1:] if section is not None else []
    first = next((node for node in beneath if not isinstance(node, nodes.Invisible)), None)
    if not isinstance(first, Need):
        return ""
    need = SphinxNeedsData(app.env).get_needs_mutable().get(first["refid"])
    return str(need["title"]) if need is not None and need["docname"] == docname else ""


def setup(app: Sphinx) -> None:
    """Called once by `needs_html.setup`."""
    app.connect("doctree-read", name_page, priority=600)  # Sphinx's collectors have 500
