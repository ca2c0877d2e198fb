"""What a page says, cut into passages while it is read.

A passage is a section's own words, an item's body, or a glossary entry. They are kept in the
environment page by page, so that the index is whole although a build reads only some pages.
A reference whose words are known only when all pages are read leaves a mark in the text
(`Reference`), which `resolved` replaces.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx_needs.nodes import Need
from sphinx_needs.roles.need_ref import NeedRef

from japanese_search.kept import Kept

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


class Kind(Enum):
    """What a passage belongs to."""

    SECTION = "section"
    ITEM = "item"
    TERM = "term"


@dataclass(frozen=True, slots=True)
class Passage:
    """Some words of a page, and where they are."""

    kind: Kind
    anchor: str
    """id in the page (of an item: its id); ``""`` for the page itself."""
    title: str
    """empty for an item, whose title sphinx-needs knows."""
    text: str
    """blocks separated by line breaks, with marks of references."""
    path: tuple[str, ...] = ()
    """titles of the sections around it, outermost first, without the page's own."""


Record = dict[str, tuple[Passage, ...]]
"""page -> its passages in the order of the text."""

TERMS = "／"
"""stands between the terms of one glossary entry."""
_MARK = re.compile("\x02([^\x02\x03:]+):([^\x02\x03]*)\x03")
# of no meaning to who searches, or words of a view that change without the page being read
_SILENT = (
    nodes.Invisible,
    nodes.literal_block,
    nodes.raw,
    nodes.system_message,
    nodes.math_block,
    addnodes.toctree,
    addnodes.index,
)


def resolved(text: str, name: Callable[[str, str], str]) -> str:
    """The text with every mark replaced by `name(kind, target)`."""
    return _MARK.sub(lambda mark: name(mark[1], mark[2]), text)


# ------------------------------------------------------------------ reading a doctree


@dataclass
class _Open:
    """A passage that is still being read."""

    kind: Kind
    anchor: str
    title: str
    path: tuple[str, ...]
    blocks: list[str] = field(default_factory=list)

    def closed(self) -> Passage:
        lines = (" ".join(block.split()) for block in self.blocks)
        return Passage(
            self.kind, self.anchor, self.title, "\n".join(filter(None, lines)), self.path
        )


def passages(document: nodes.document) -> tuple[Passage, ...]:
    """All passages of a page as it was read, nothing resolved yet."""
    page = _Open(Kind.SECTION, "", "", ())
    found = [page]
    for child in document.children:
        _read(child, page, found)
    return tuple(each.closed() for each in found)


def _read(node: nodes.Node, into: _Open, found: list[_Open]) -> None:
    """Add the words of a node to the open passage; begin new ones where they begin."""
    if isinstance(node, _SILENT):
        return
    if isinstance(node, nodes.section):
        _read_section(node, into, found)
    elif isinstance(node, Need):
        _read_all(node, _Open(Kind.ITEM, str(node["refid"]), "", _path(into)), found)
    elif isinstance(node, addnodes.glossary):
        for entry in node.findall(nodes.definition_list_item):
            _read_entry(entry, into, found)
    elif isinstance(node, nodes.Text):
        into.blocks.append(node.astext())
    elif isinstance(node, nodes.TextElement):
        into.blocks.append("".join(_words(node)))
    else:
        for child in node.children:
            _read(child, into, found)


def _read_all(node: nodes.Element, passage: _Open, found: list[_Open]) -> None:
    found.append(passage)
    for child in node.children:
        _read(child, passage, found)


def _read_section(node: nodes.section, into: _Open, found: list[_Open]) -> None:
    title = "".join(_words(node[0])) if isinstance(node[0], nodes.title) else ""
    rest = node.children[1:] if title else node.children
    page = found[0]
    if into is page and not page.title:
        page.title = title  # the first heading is the page's own
        passage = page
    else:
        passage = _Open(Kind.SECTION, _steady(node["ids"]), title, _path(into))
        found.append(passage)
    for child in rest:
        _read(child, passage, found)


def _read_entry(entry: nodes.definition_list_item, into: _Open, found: list[_Open]) -> None:
    """A glossary entry; its terms together are the title."""
    terms = [child for child in entry.children if isinstance(child, nodes.term)]
    anchor = next((str(term["ids"][0]) for term in terms if term["ids"]), "")
    title = TERMS.join("".join(_words(term)) for term in terms)
    passage = _Open(Kind.TERM, anchor, title, (*_path(into),))
    found.append(passage)
    for child in entry.children:
        if not isinstance(child, nodes.term):
            _read(child, passage, found)


def _path(around: _Open) -> tuple[str, ...]:
    own = (around.title,) if around.anchor and around.title else ()
    return (*around.path, *own)


def _steady(ids: list[str]) -> str:
    """The id that an author gave, before one that Sphinx numbers (`id3`)."""
    return next((str(each) for each in ids if not re.fullmatch(r"id\d+", each)), str(ids[0]))


def _words(node: nodes.Node) -> Iterator[str]:
    """The words of a node inside a line, with marks for those that are not known yet."""
    if isinstance(node, nodes.Text):
        yield node.astext()
    elif isinstance(node, _SILENT):
        return
    elif isinstance(node, NeedRef):
        yield f"\x02need:{node['reftarget']}\x03"
    elif isinstance(node, addnodes.pending_xref) and _is_unnamed(node):
        yield f"\x02{node['reftype']}:{_target(node)}\x03"
    elif isinstance(node, nodes.Element):
        for child in node.children:
            yield from _words(child)


def _is_unnamed(node: addnodes.pending_xref) -> bool:
    return node.get("reftype") in {"doc", "ref"} and not node.get("refexplicit")


def _target(node: addnodes.pending_xref) -> str:
    target = str(node["reftarget"])
    if node["reftype"] == "ref":
        return target.lower()
    if target.startswith("/"):
        return target[1:]
    folder = str(node.get("refdoc", "")).rpartition("/")[0]
    return _joined(folder, target)


def _joined(folder: str, target: str) -> str:
    """`a/b` and `../c` -> `a/c`."""
    parts: list[str] = folder.split("/") if folder else []
    for part in target.split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


# ------------------------------------------------------------------ kept in the environment

_KEPT: Kept[tuple[Passage, ...]] = Kept("japanese_search_record")


def record_of(env: BuildEnvironment) -> Record:
    """The passages of every page."""
    return _KEPT.of(env)


def _remember(app: Sphinx, doctree: nodes.document) -> None:
    record_of(app.env)[app.env.current_document.docname] = passages(doctree)


def setup(app: Sphinx) -> None:
    """Called once by `japanese_search.setup`."""
    # before other transforms take items or references out
    app.connect("doctree-read", _remember, priority=90)
    _KEPT.setup(app)
