"""plantrace: municipal plans as traceable, checked documents.

The product itself. `setup()` only calls each feature's own setup; the features are in `model`
(items, links, roll-up, fiscal years), `findings` (what is wrong, in Japanese), `views` (matrix,
hierarchy, tables), `diff` (what a change does), `editing` (new, show, live), `suspect` (confirmed
links) and `paper` (how it all looks in the PDF).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """The Sphinx extension. Imports are late: `plantrace --help` must not wait for Sphinx."""
    from plantrace import findings, views

    app.setup_extension("sphinx_needs")
    findings.setup(app)
    views.setup(app)
    return {"env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
