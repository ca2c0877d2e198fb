"""Sphinx's progress, from the first page to the last output file.

Before that Sphinx lists its configuration, and afterwards it says "succeeded" whatever the findings
and names the staging folder: neither is for the reader. A build with nothing to do says nothing.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class Progress(io.StringIO):
    """A stream to give to Sphinx as its status stream, in front of `out`."""

    def __init__(self, out: TextIO) -> None:
        """`out` is where the progress is shown in the end."""
        super().__init__()
        self._out = out
        self._shown = False

    def write(self, text: str) -> int:
        """Show or drop `text`; a character that `out` cannot show becomes `?`."""
        if self._shown:
            encoding = self._out.encoding or "utf-8"
            self._out.write(text.encode(encoding, "replace").decode(encoding))
            self._out.flush()
        return len(text)

    def follow(self, app: Sphinx) -> None:
        """Show what comes between the first page, read or written, and the end of the build."""
        app.connect("env-before-read-docs", lambda _app, _env, docs: self._show(bool(docs)))
        app.connect("doctree-resolved", lambda *_: self._show(True))
        app.connect("build-finished", lambda *_: self._stop(), priority=10_000)

    def _show(self, busy: bool) -> None:
        self._shown = self._shown or busy

    def _stop(self) -> None:
        self._shown = False
