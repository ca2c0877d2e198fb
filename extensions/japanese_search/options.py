"""The configuration of japanese_search, declared once: `japanese_search_<name>` in conf.py."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

PREFIX = "japanese_search_"


@dataclass(frozen=True, slots=True)
class Options:
    """All values, with their defaults."""

    fields: tuple[str, ...] = ()
    """fields of items that are searched as their text, in this order; several names with spaces
    between them are one phrase: ``"value unit"`` is 231手続."""
    quiet_fields: tuple[str, ...] = ()
    """fields that say the same of many items; they count only for words that no item says
    otherwise."""
    year_fields: tuple[str, ...] = ()
    """fields of items that hold fiscal years, found in every spelling (R6, 令和6年度, 2024年度)."""
    synonyms: tuple[str, ...] = ()
    """files with more synonyms, from the folder of conf.py; `synonyms.txt` beside this file
    is always used and says how they are written."""
    types: tuple[str, ...] = ()
    """order of the groups of results by type of item; types not named follow in the metamodel's
    order."""
    lists: tuple[str, ...] = ()
    """documents where readers find everything without searching; they are offered when nothing
    is found and to who has no JavaScript. The start page always is."""
    pages: str = "ページ"
    """name of the group of results that are pages and sections."""
    terms: str = "用語"
    """name of the group of results that are glossary entries."""


def from_config(config: Config) -> Options:
    """The options of a build."""
    given: dict[str, Any] = {}
    for entry in fields(Options):
        value = getattr(config, PREFIX + entry.name)
        given[entry.name] = value if isinstance(value, str) else tuple(value)
    return Options(**given)


def setup(app: Sphinx) -> None:
    """Register the values; called once by `japanese_search.setup`."""
    for entry in fields(Options):
        default = entry.default if isinstance(entry.default, str) else []
        kinds = frozenset({str} if isinstance(default, str) else {list, tuple})
        app.add_config_value(PREFIX + entry.name, default, "", kinds)
