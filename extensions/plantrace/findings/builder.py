"""The builder behind `plantrace check`: everything is read and resolved, nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.builders.dummy import DummyBuilder
from sphinx.builders.html import StandaloneHTMLBuilder

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class CheckBuilder(DummyBuilder):
    """Resolves every page in every run, so that what is said never depends on the run before.

    It takes the images that a site takes: diagrams are drawn, and so checked, as for the site.
    """

    name = "plantrace-check"
    epilog = ""
    supported_image_types = StandaloneHTMLBuilder.supported_image_types


def setup(app: Sphinx) -> None:
    """Called once by `plantrace.findings`."""
    app.add_builder(CheckBuilder)
