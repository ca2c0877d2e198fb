"""What is known of a project when a warning has to be judged."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from plantrace.findings.catalogue import WARNINGS
from plantrace.findings.finding import Finding, Place
from plantrace.findings.page import Block, Page
from plantrace.findings.rules.registry import Unread
from plantrace.model.graph import Graph
from plantrace.model.metamodel import Metamodel
from plantrace.model.suggest import fold, series

_WORD = re.compile(r"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+|[A-Z][A-Z0-9]+")
_FENCE = re.compile(r" *(?P<fence>:{3,}|`{3,})\{")
# After one of these, what Markdown makes of the rest of the page is anybody's guess.
_EDGES = frozenset({"encoding", "conflict", "empty", "fence-open", "fence-close", "fence-length",
                    "unclosed", "nested", "no-opening", "extra-close"})  # fmt: skip

# Of a page that has one of these nothing else is said.
_VOID = frozenset({"conflict", "empty", "copied", "page-name"})


@dataclass
class Book:
    """All pages as scanned (path -> page), all findings so far, the items once read."""

    metamodel: Metamodel
    pages: Mapping[str, Page]
    findings: list[Finding] = field(default_factory=list)
    """all so far, our own and translated ones"""
    broken: dict[str, dict[int, str]] = field(default_factory=dict)
    """path -> line -> a rule of our own that was broken there"""
    graph: Graph | None = None
    absent: bool = False
    """whether a table of contents names a page that is not there, under any name"""
    lost_pages: frozenset[str] = frozenset()
    """names of documents whose files are there and are no pages"""
    unreadable: bool = False
    """whether nobody can tell what stands in one of these"""

    def add(self, findings: list[Finding]) -> None:
        """Note findings of our own, so that warnings about the same line are no news.

        Not of rules that nobody else could stumble over: they explain nothing.
        """
        self.findings += findings
        for finding in findings:
            if finding.rule not in WARNINGS:
                self.broken.setdefault(finding.path, {})[finding.line] = finding.rule

    def reported(self, place: Place) -> bool:
        """Whether a finding stands on this very line."""
        return place.line in self.broken.get(place.path, ())

    def has(self, path: str, rule: str) -> bool:
        """Whether a rule was broken anywhere on a page."""
        return rule in self.broken.get(path, {}).values()

    def is_void(self, path: str) -> bool:
        """Whether one finding is all that can be said of a page."""
        return not _VOID.isdisjoint(self.broken.get(path, {}).values())

    def torn(self, place: Place) -> bool:
        """Whether the page is broken at its edges at this line or before."""
        lines = self.broken.get(place.path, {})
        return any(line <= place.line and rule in _EDGES for line, rule in lines.items())

    def block_reported(self, place: Place) -> bool:
        """Whether a finding stands anywhere in the item at this line."""
        block = self.block_at(place)
        lines = self.broken.get(place.path, {})
        return block is not None and any(block.line <= line <= block.end for line in lines)

    def lines(self, path: str) -> tuple[str, ...]:
        """The text of a page; nothing where there is no such page."""
        page = self.pages.get(path)
        return page.text_lines if page else ()

    def block_at(self, place: Place) -> Block | None:
        """The item at a line."""
        page = self.pages.get(place.path)
        return page.block_at(place.line) if page else None

    def locate(self, item_id: str, option: str) -> Place:
        """Where an option of an item is written, or else the item's first line."""
        for path, page in self.pages.items():
            block = page.by_id.get(item_id)
            if block is not None:
                written = block.option(option)
                return Place(path, written.line if written else block.line)
        item = self.graph.items.get(item_id) if self.graph else None
        return Place(f"{item.docname}.md", item.line) if item else Place("", 0)

    @cached_property
    def lost(self) -> frozenset[str]:
        """Ids (folded) that stand on some page but did not become items. Ask after reading."""
        written = {fold(each) for page in self.pages.values() for each in page.ids}
        read = {fold(item_id) for item_id in self.graph.items} if self.graph else set()
        return frozenset(written - read - {""})

    @property
    def unread(self) -> Unread:
        """All that was written and not read. Ask after reading."""
        return Unread(self.lost, self.hinted, self.nameless)

    @property
    def erased(self) -> bool:
        """Whether nothing is left of a page, so that nobody knows what was on it."""
        return self.unreadable or any(
            "empty" in lines.values()
            or ("encoding" in lines.values() and any("\ufffd" in line for line in self.lines(path)))
            for path, lines in self.broken.items()
        )

    def may_be_lost(self, target: str) -> bool:
        """Whether an item that is nowhere is one that could not be read."""
        return fold(target) in self.lost or series(target) in self.nameless or self.erased

    @cached_property
    def nameless(self) -> frozenset[str]:
        """What the ids have in common among which an item has none."""
        return frozenset(
            series(other.id)
            for page in self.pages.values()
            for block in page.blocks
            if not block.id
            for other in page.blocks
            if other.type == block.type and other.id
        )

    def labelled(self, target: str) -> bool:
        """Whether a label is written where the reader could not get to it."""
        mark = f"({target})="
        return any(mark in line for path in self.broken for line in self.lines(path))

    @property
    def hinted(self) -> frozenset[str]:
        """Everything like an id on pages that are not wholly readable: it may be a lost link."""
        pages = [page for path, page in self.pages.items() if self.broken.get(path)]
        written = {w for page in pages for line in page.text_lines for w in _WORD.findall(line)}
        repeated = {
            series(word)
            for path, lines in self.broken.items()
            for line, rule in lines.items()
            if rule == "list-repeated"  # the second may have been meant for one like it
            for word in _WORD.findall(self.lines(path)[line - 1])
        }
        ids = self.graph.items if self.graph else ()
        return frozenset(written | {each for each in ids if series(each) in repeated})

    def pinpoint(self, place: Place, text: str) -> Place:
        """The line, from `place` to the end of its paragraph or directive, that holds a text.

        The first such line of the page where `place` has none.
        """
        page = self.pages.get(place.path)
        if page is None or not text:
            return place
        start = max(place.line, 1)
        lines = page.text_lines[start - 1 :]
        fence = _FENCE.match(lines[0]) if lines else None
        end = fence["fence"] if fence else ""
        for number, line in enumerate(lines, start):
            if text in line:
                return Place(place.path, number)
            if place.line and line.strip() == end and number > place.line + 1:
                break
        return place
