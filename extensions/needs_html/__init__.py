"""needs_html: an accessible card for every sphinx-needs object, in place of its tables.

An item becomes a heading, its fields and links as a `dl`, and its body: plain docutils nodes
that every builder can show. Items of the types in `compact` become rows of one list. The item's
id is its anchor, and `id/<ID>.html` its permanent page. `options.Options` declares the
configuration.

Other rooms speak through events:

`needs-card-label` (app, need)
    What an item is called for short, 個別施策1; the first answer counts. Else its type's name.
`needs-card-value` (app, field name, text)
    A `Value` for one value of a field: what the eye sees and, where that differs, what the ear
    hears. The first answer counts. Else the text as written.
`needs-card-slots` (app, need, docname, card)
    A mapping from the slots `head`, `before-body`, `after-body`, `foot` to docutils nodes, or
    None. References in them must be resolved already. `card.compact` tells a row from a box.

`need` is sphinx-needs' read-only mapping. The events are emitted in the write phase, when all
items are known. `shown(app, docname)` is everything that the cards of a page show, hashable, for
whoever must know whether a page changed. `nodes.need_fold` and `nodes.need_value` are there for
others' slots too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from needs_html import assets, catalogue, id_pages, nodes, options, page, page_names
from needs_html.card import Card, Value
from needs_html.page import shown

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["Card", "Value", "setup", "shown"]


def setup(app: Sphinx) -> ExtensionMetadata:
    """The Sphinx extension; each part sets itself up."""
    app.setup_extension("sphinx_needs")
    for part in (options, nodes, catalogue, page, page_names, id_pages, assets):
        part.setup(app)
    return {"env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
