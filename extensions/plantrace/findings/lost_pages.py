"""Files that were meant as pages and are none: their name ends otherwise, or nobody can read them.

Without them every link to what stands there would be a finding, and none would name the cause.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.locale import __
from sphinx.project import EXCLUDE_PATHS
from sphinx.util.matching import get_matching_files

from plantrace.findings.blocks import scan
from plantrace.findings.decode import decode
from plantrace.findings.finding import Finding, found
from plantrace.findings.page import Page

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from plantrace.model.metamodel import Metamodel

SUFFIX = ".md"
UPSTREAM = "Ignored unreadable document %r."
"""what Sphinx says of a page that it cannot read, before anybody knows the pages"""
# Editors that hide the ending of names make the first; some systems and programs the others.
_ALIKE = re.compile(r"\.(?:md\.txt|md|markdown|mdown|mkd)$", re.I)
_TEXT = re.compile(r"\.txt$", re.I)


@dataclass(frozen=True, slots=True)
class LostPage:
    """A file that is no page, what stands in it as far as it can be read, and what is said."""

    path: str
    docname: str
    """the page that it was meant to be"""
    page: Page | None
    finding: Finding


def lost_pages(env: BuildEnvironment, metamodel: Metamodel) -> Iterator[LostPage]:
    """Look through the folder of the documents, but for what its settings leave out."""
    config, source = env.config, Path(env.srcdir)
    left_out = [*config.exclude_patterns, *config.templates_path, *EXCLUDE_PATHS]
    for name in sorted(get_matching_files(source, config.include_patterns, left_out)):
        docname = env.project.path2doc(name)
        if docname is not None:
            if not os.access(source / name, os.R_OK):
                yield _unread(source, name, str(docname), metamodel)
            continue
        ending = _ALIKE.search(name) or _TEXT.search(name)
        meant = name[: ending.start()] if ending else ""
        if ending is None or meant in env.found_docs or not os.access(source / name, os.R_OK):
            continue
        page = scan(decode((source / name).read_bytes())[0], metamodel)
        if page.blocks or not _TEXT.fullmatch(ending[0]):  # any other text may be just a text
            fixed = f"{Path(meant).name}{SUFFIX}"
            said = found("page-name", 1, ending=ending[0], fixed=fixed).at(name)
            yield LostPage(name, meant, page, said)


def _unread(source: Path, name: str, docname: str, metamodel: Metamodel) -> LostPage:
    """Sphinx composes the letters of names; a file whose name is decomposed is not found then."""
    for other in (source / name).parent.iterdir():
        if other.name != Path(name).name == unicodedata.normalize("NFC", other.name):
            page = scan(decode(other.read_bytes())[0], metamodel)
            return LostPage(name, docname, page, found("page-name", 1, "decomposed").at(name))
    return LostPage(name, docname, None, found("page-name", 1, "unreadable").at(name))


def meant_as(path: str) -> str | None:
    """The document that a file is or was meant to be, by its name alone."""
    ending = _ALIKE.search(path)
    return path[: ending.start()] if ending else None


def is_upstream(message: object) -> bool:
    """Whether a warning is Sphinx's own about such a file."""
    return str(message) in (UPSTREAM, str(__(UPSTREAM)))
