"""A removed document takes its output along, and what listed it is read again.

Sphinx keeps the HTML of a document that is gone, and does not read again the table of contents that
still lists it: neither would be noticed by an incremental build.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder

if TYPE_CHECKING:
    from collections.abc import Sequence, Set

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.connect("env-get-outdated", _see_off)


def _see_off(
    app: Sphinx, env: BuildEnvironment, added: Set[str], changed: Set[str], removed: Set[str]
) -> Sequence[str]:
    del added, changed
    listing: set[str] = set()
    for document in removed:
        listing |= env.files_to_rebuild.get(document, set())
        if isinstance(app.builder, StandaloneHTMLBuilder):
            app.builder.get_output_path(document).unlink(missing_ok=True)
    # Sphinx saves an environment only when a page was read: the root stands for the removed ones.
    return sorted(listing | {env.config.root_doc}) if removed else []
