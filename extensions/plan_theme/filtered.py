"""The role `filtered`: a link to a page with a filter in its address.

    {filtered}`R6の実績 </traceability/ledger?year=R6>`

The page is checked like that of the role `doc`; what follows `?` is for the page's own script. In
builders without such pages it is a plain link to the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import docname_join
from sphinx.util.docutils import ReferenceRole

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx

_QUERY = "page-query"


class FilteredRole(ReferenceRole):
    """Leaves a reference to the document that also knows the filter."""

    def run(self) -> tuple[list[Node], list[nodes.system_message]]:
        """See the module."""
        docname, _, query = self.target.partition("?")
        options: dict[str, Any] = {
            "refdoc": self.env.current_document.docname,
            "refdomain": "std",
            "reftype": "doc",
            "reftarget": docname,
            "refexplicit": self.has_explicit_title,
            "refwarn": True,
            _QUERY: query,
        }
        node = addnodes.pending_xref(self.rawtext, **options)
        node += nodes.inline(self.rawtext, self.title, classes=["doc"])
        self.set_source_info(node)
        return [node], []


class ShowFiltered(SphinxPostTransform):
    """In a site, make the link; a page that does not exist is left for Sphinx to report."""

    default_priority = 5  # before Sphinx resolves references (10)
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Do it for a whole page."""
        here = self.env.current_document.docname
        for node in list(self.document.findall(addnodes.pending_xref)):
            docname = docname_join(node.get("refdoc", here), node["reftarget"])
            if node.get(_QUERY) and docname in self.env.all_docs:
                address = self.app.builder.get_relative_uri(here, docname)
                uri = f"{address}?{node[_QUERY]}"
                link = nodes.reference("", "", *node.children, internal=True, refuri=uri)
                node.replace_self(link)


def setup(app: Sphinx) -> None:
    """Called once by `plan_theme.setup`."""
    app.add_role("filtered", FilteredRole())
    app.add_post_transform(ShowFiltered)
