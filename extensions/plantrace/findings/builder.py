"""The builder behind `plantrace check`: everything is read and resolved, nothing is written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.builders.dummy import DummyBuilder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import ThemeError
from sphinx.highlighting import PygmentsBridge
from sphinx.theming import HTMLThemeFactory

if TYPE_CHECKING:
    from sphinx.application import Sphinx

# A diagram that somebody wrote, or a picture `name.*` of which Sphinx takes the best kind.
_NEEDS_PICTURES = re.compile(r"\{(?:uml|plantuml)\}|\.\*[)\s]")


class CheckBuilder(DummyBuilder):
    """Resolves every page in every run, so that what is said never depends on the run before."""

    name = "plantrace-check"
    epilog = ""

    def init(self) -> None:
        """Find the theme of the site, as a site does: it may be misspelt."""
        super().init()
        wanted, registry = self.config.html_theme, self.app.registry
        # makes those of Sphinx itself known; to load one may need a builder that writes HTML
        HTMLThemeFactory(
            app=self.app, confdir=self.app.confdir, config=self.config, registry=registry
        )
        installed = {each.name for each in entry_points(group="sphinx.html_themes")}
        if wanted not in {*registry.html_themes, *installed} and not self.config.html_theme_path:
            raise ThemeError(f"no theme named '{wanted}' found")

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Colour the code: only then does anybody see that it is not in its language."""
        bridge = PygmentsBridge("html")
        for node in doctree.findall(nodes.literal_block):
            if node.rawsource == node.astext():  # else it has markup of its own
                bridge.highlight_block(
                    node.rawsource,
                    node.get("language", "default"),
                    opts=self.config.highlight_options.get(node.get("language"), {}),
                    force=node.get("force", False),
                    location=node,
                )

    def look_at(self, texts: Iterable[str]) -> None:
        """Take the pictures that a site takes, SVG included, where somebody could have erred.

        Then diagrams are drawn, and so checked. The diagrams that views make need no check, and
        to start Java for them would take as long as all the rest.
        """
        if any(_NEEDS_PICTURES.search(text) for text in texts):
            vars(self)["supported_image_types"] = StandaloneHTMLBuilder.supported_image_types


def setup(app: Sphinx) -> None:
    """Called once by `plantrace.findings`."""
    app.add_builder(CheckBuilder)
