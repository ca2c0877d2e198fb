"""fresh_build: an incremental build equals a clean build, and writes only what changed.

Sphinx writes a page again when its own source changed. But a page also shows things of other
pages: titles in the sidebar, the previous and next page, the targets of its links, items in
tables. Plain Sphinx and sphinx-needs leave all of these stale.

Here every page has a *signature* of what it shows from elsewhere. Before writing, signatures are
made anew and compared with those of the last build; a page whose signature differs is written
again. Other rooms add to the signature by the event `page-signature` (app, docname), whose
subscribers return anything with a faithful `repr`.

What changes the reading of every page (the extensions' code, the metamodel, files named in the
config value `fresh_build_inputs`) makes every page be read again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fresh_build import inputs, links, purge, signature
from fresh_build.builder import FreshDirectoryHTMLBuilder, FreshHTMLBuilder

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Take the place of the HTML builders, which differ only in what they write again."""
    app.add_event("page-signature")
    app.add_builder(FreshHTMLBuilder, override=True)
    app.add_builder(FreshDirectoryHTMLBuilder, override=True)
    inputs.setup(app)
    signature.setup(app)
    links.setup(app)
    purge.setup(app)
    return {"env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
