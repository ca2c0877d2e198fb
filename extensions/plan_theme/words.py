"""Japanese for the words of Sphinx that its own catalogue leaves in English."""

from __future__ import annotations

from gettext import NullTranslations
from typing import TYPE_CHECKING

from sphinx import locale

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

JAPANESE = {
    "Link to this heading": "この見出しへのリンク",
    "Link to this definition": "この定義へのリンク",
    "Link to this term": "この用語へのリンク",
    "Link to this table": "この表へのリンク",
    "Link to this image": "この図へのリンク",
    "Link to this code": "このコードへのリンク",
}


class _Words(NullTranslations):
    def gettext(self, message: str) -> str:
        return JAPANESE.get(message, message)


def add(app: Sphinx, config: Config) -> None:
    """What the catalogue of Sphinx does not know is asked here."""
    if config.language == "ja":
        locale.translators["general", "sphinx"].add_fallback(_Words())


def setup(app: Sphinx) -> None:
    """Called once by `plan_theme.setup`."""
    app.connect("config-inited", add)
