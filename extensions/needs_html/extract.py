"""Items that `needextract` shows away from home.

sphinx-needs has by then put the item's body, with its references resolved for this page, into
one of its own tables. The body is taken out of it and becomes an item again, marked as a copy:
its card has no ids and no slots.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx_needs.nodes import Need

from needs_html.catalogue import catalogue_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def show_extracts(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Turn the tables of a page's `needextract` into copies of their items."""
    for container in list(doctree.findall(_is_extract)):
        table = next(iter(container.findall(nodes.table)))
        item_id = str(table["ids"][0])
        body = next(iter(container.findall(_is_body)))
        copy = Need("", *body.children, refid=item_id, copy=True)
        for inner in copy.findall(Need):
            inner["copy"] = True
        home = str(catalogue_of(app).needs[item_id]["docname"])
        _without_ids(copy, app.builder.get_relative_uri(docname, home))
        container.parent.replace(container, copy)


def _is_extract(node: nodes.Node) -> bool:
    return isinstance(node, nodes.container) and "need_container" in node["classes"]


def _is_body(node: nodes.Node) -> bool:
    return isinstance(node, nodes.entry) and "content" in node["classes"]


def _without_ids(copy: Need, home: str) -> None:
    """Ids stay with the original; references to them lead there."""
    gone = {name for node in copy.findall(nodes.Element) for name in node["ids"]}
    for node in copy.findall(nodes.Element):
        node["ids"] = []
        if isinstance(node, nodes.reference) and node.get("refid") in gone:
            node["refuri"] = f"{home}#{node['refid']}"
            del node["refid"]
