"""The configuration of needs_html, declared once.

Each value is `needs_html_<name>` in conf.py or `<name>` in the table `[needs_html]` of the file
that `needs_from_toml` names, so that what depends on the metamodel stands beside the metamodel.
"""

from __future__ import annotations

import string
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sphinx.errors import ConfigError

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

PREFIX = "needs_html_"
EDIT_PLACEHOLDERS = frozenset({"path", "line", "id", "branch"})


@dataclass(frozen=True, slots=True)
class Compact:
    """How items of one type are shown as rows of a list."""

    chips: tuple[str, ...] = ()
    """fields that stand beside the title."""
    fold: tuple[str, ...] = ()
    """fields that stand after the list: said once when all rows agree, else row by row in a
    fold that the reader opens."""
    heading: str = ""
    """heading of the list; without one the type's name."""


@dataclass(frozen=True, slots=True)
class Options:
    """All values, with their defaults; every one rewrites the pages when it changes."""

    compact: Mapping[str, Compact] = field(default_factory=dict)
    """type -> how its items become rows."""
    parts: Mapping[str, str] = field(default_factory=dict)
    """type -> link by which an item belongs inside the card of the item before it."""
    prose: tuple[str, ...] = ()
    """fields shown as paragraphs, in this order, above the item's other facts."""
    notes: Mapping[str, str] = field(default_factory=dict)
    """field -> a remark that readers must see with it."""
    source: str = ""
    """field that says where an item comes from: beside the prose's remark, or last."""
    inferred_by: str = ""
    """field that lists the names of the links and fields that are an editor's reading."""
    inferred_mark: str = "編者の読み取り"
    """what is written beside those."""
    hide: tuple[str, ...] = ()
    """fields and links that no card shows."""
    labels: Mapping[str, str] = field(default_factory=lambda: {"status": "状態", "tags": "タグ"})
    """labels of fields that come before the described ones, or that replace a description."""
    edit_url: str = ""
    """address of an item's lines in the repository, with {path}, {line}, {id}, {branch};
    the path starts at the folder of conf.py. Empty: the card says file and line in words."""
    edit_branch: str = "main"
    id_pages: str = "id"
    """folder of the permanent pages in the site. Empty: no such pages."""
    lean: bool = True
    """leave sphinx-needs' scripts and styles out of pages that show nothing of theirs."""

    def edit_address(self, item_id: str, path: str, line: int) -> str:
        """Where the lines of an item can be edited; empty when no repository is named."""
        return self.edit_url.format(
            path=quote(path), line=line, id=quote(item_id), branch=quote(self.edit_branch)
        )


def from_config(config: Config) -> Options:
    """The options of a build. Raises ConfigError, in Japanese, for what cannot be understood."""
    given = {entry.name: getattr(config, PREFIX + entry.name) for entry in fields(Options)}
    given["compact"] = {name: _compact(name, table) for name, table in given["compact"].items()}
    for name in ("prose", "hide"):
        given[name] = tuple(given[name])
    _check_template(given["edit_url"])
    return Options(**given)


def _compact(type_name: str, table: Mapping[str, Any]) -> Compact:
    known = {entry.name for entry in fields(Compact)}
    if unknown := sorted(set(table) - known):
        raise ConfigError(
            f"needs_html の compact.{type_name} に「{'、'.join(unknown)}」は書けません。"
            f"書けるのは {'、'.join(sorted(known))} です。"
        )
    return Compact(
        chips=tuple(table.get("chips", ())),
        fold=tuple(table.get("fold", ())),
        heading=str(table.get("heading", "")),
    )


def _check_template(template: str) -> None:
    try:
        names = {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}
    except ValueError as error:
        raise ConfigError(f"needs_html の edit_url の波括弧が正しくありません：{error}") from error
    if unknown := sorted(names - EDIT_PLACEHOLDERS):
        raise ConfigError(
            f"needs_html の edit_url に {{{unknown[0]}}} は使えません。"
            "使えるのは {path}、{line}、{id}、{branch} です。"
        )


def read_toml(app: Sphinx, config: Config) -> None:
    """Take the table `[needs_html]` of the metamodel's file; only `-D` on the command line wins."""
    if not (name := config.needs_from_toml):
        return
    try:
        table = tomllib.loads(Path(app.confdir, name).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return  # sphinx-needs reads the same file and says what is wrong with it
    known = {entry.name for entry in fields(Options)}
    for key, value in table.get("needs_html", {}).items():
        if key not in known:
            raise ConfigError(
                f"{name} の [needs_html] に「{key}」は書けません。"
                f"書けるのは {'、'.join(sorted(known))} です。"
            )
        if PREFIX + key not in config.overrides:
            config[PREFIX + key] = value


def setup(app: Sphinx) -> None:
    """Register the values; called once by `needs_html.setup`."""
    for entry in fields(Options):
        made = entry.default if entry.default is not MISSING else None
        if entry.default_factory is not MISSING:
            made = entry.default_factory()
        default = list(made) if isinstance(made, tuple) else made
        app.add_config_value(PREFIX + entry.name, default, "html", types=(type(default),))
    app.connect("config-inited", read_toml)
    app.connect("config-inited", lambda app, config: _verify(config), priority=900)


def _verify(config: Config) -> None:
    from_config(config)
