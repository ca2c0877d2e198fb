"""The metamodel's file as a build finds it: read, or said why it cannot be."""

from __future__ import annotations

import codecs
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_needs import config as needs

from plantrace.findings.decode import decode
from plantrace.findings.finding import Finding, found
from plantrace.findings.lost_pages import meant_as
from plantrace.findings.metamodel_file import flaws as flaws_of
from plantrace.findings.metamodel_file import unreadable

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

METAMODEL = "ubproject.toml"
# What sphinx-needs reads in the tables of a metamodel.
OTHERS = {
    "needs": needs.NeedsSphinxConfig.field_names(),
    "link": needs.LinkOptionsType.__annotations__,
    "field": needs.NeedField.__annotations__,
    "type": needs.NeedType.__annotations__,
    "type-link": needs.NeedTypeLinkDeclaration.__annotations__,
    "type-field": needs.NeedTypeFieldDeclaration.__annotations__,
}


def read(app: Sphinx, config: Config) -> tuple[Path, str, tuple[Finding, ...]]:
    """The file, its text, and why it is no text of TOML; the place of these is in the file.

    Where there is no such file, the place is in conf.py.
    """
    path = Path(app.confdir, config.needs_from_toml or METAMODEL)
    try:
        data = path.read_bytes()
    except OSError:
        conf = Path(app.confdir, "conf.py")
        return conf, "", (_absent(conf, path.name),)
    text, guess = decode(data)
    if guess is not None:
        return path, text, (found("encoding", 1, guess=guess),)
    if data.startswith(codecs.BOM_UTF8):
        return path, text, (found("settings", 1, "mark"),)
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return path, text, (unreadable(text, error),)
    return path, text, ()


def _absent(conf: Path, name: str) -> Finding:
    lines = (
        conf.read_text(encoding="utf-8", errors="replace").splitlines() if conf.is_file() else []
    )
    written = (n for n, line in enumerate(lines, start=1) if line.startswith("needs_from_toml"))
    return found("settings", next(written, 1), "absent", name=name)


def flaws(app: Sphinx, text: str) -> tuple[Finding, ...]:
    """What is wrong with the tables, the first of each line."""
    source = Path(app.srcdir)
    files = (path.relative_to(source).as_posix() for path in source.rglob("*"))
    pages = {meant for file in files if (meant := meant_as(file)) is not None}
    first: dict[int, Finding] = {}
    for flaw in flaws_of(text, OTHERS, pages):
        first.setdefault(flaw.line, flaw)
    return tuple(first.values())
