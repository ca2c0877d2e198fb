"""The configuration of japanese_search, declared once.

Each value is `japanese_search_<name>` in conf.py or `<name>` in the table `[japanese_search]` of
the file that `needs_from_toml` names, so that what depends on the metamodel stands beside it.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.errors import ConfigError

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
    """fields of items that hold fiscal years, or days whose fiscal year counts; found in every
    spelling (R6, 令和6年度, 2024年度)."""
    links: tuple[str, ...] = ()
    """links that say what an item is: who searches for the link's name (再掲元, 再掲) finds the
    items at either end."""
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


def read_toml(app: Sphinx, config: Config) -> None:
    """Take the table of the metamodel's file. Raises ConfigError for a name that means nothing."""
    if not (name := config.needs_from_toml):
        return
    try:
        table = tomllib.loads(Path(app.confdir, name).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return  # sphinx-needs reads the same file and says what is wrong with it
    known = sorted(entry.name for entry in fields(Options))
    for key, value in table.get("japanese_search", {}).items():
        if key not in known:
            raise ConfigError(
                f"{name} の [japanese_search] に「{key}」は書けません。"
                f"書けるのは {'、'.join(known)} です。"
            )
        if PREFIX + key not in config.overrides:
            config[PREFIX + key] = value


def setup(app: Sphinx) -> None:
    """Register the values; called once by `japanese_search.setup`."""
    for entry in fields(Options):
        default = entry.default if isinstance(entry.default, str) else []
        kinds = frozenset({str} if isinstance(default, str) else {list, tuple})
        app.add_config_value(PREFIX + entry.name, default, "", kinds)
    app.connect("config-inited", read_toml)
