"""What is wrong with a plan's Markdown and links, said in Japanese with file and line.

`check_text` and `check_graph` are pure; `setup` puts them into a Sphinx build.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from plantrace.findings.finding import Finding, Place
from plantrace.findings.rules import Unread, check_graph, check_pages, check_text

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["Finding", "Place", "Unread", "check_graph", "check_pages", "check_text", "setup"]


def setup(app: Sphinx) -> None:
    """Called once by `plantrace.setup`. The import is late: the command line needs no Sphinx."""
    from plantrace.findings import face

    face.setup(app)
