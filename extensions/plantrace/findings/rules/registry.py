"""How rules are declared and asked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from plantrace.findings.blocks import scan
from plantrace.findings.finding import Finding, Place, found
from plantrace.findings.lines import Option
from plantrace.findings.page import Block, Page
from plantrace.findings.settings import Periods
from plantrace.model.graph import Graph
from plantrace.model.metamodel import Metamodel
from plantrace.model.suggest import nearest, series

PageRule = Callable[[Page, Metamodel], Iterable[Finding]]
BlockRule = Callable[[Block, Metamodel], Iterable[Finding]]
Locate = Callable[[str, str], Place]
"""(item id, option name) -> the line where that option of the item is written"""


@dataclass(frozen=True)
class Unread:
    """What is known of what stands on the pages and could not be read."""

    lost: Collection[str] = ()
    """ids (folded) of items that exist on a page but could not be read"""
    hinted: Collection[str] = ()
    """ids that stand on pages which could not be read wholly: links to them may be lost"""
    nameless: Collection[str] = ()
    """`series` of ids of which one is missing where it should be written"""

    def has(self, item_id: str) -> bool:
        """Whether an id that is nowhere is most likely that of an item which could not be read."""
        near = nearest(item_id, self.lost, cutoff=0.8)
        return near is not None or series(item_id) in self.nameless


@dataclass(frozen=True)
class Case:
    """All items and links, and what must be known to judge them."""

    graph: Graph
    locate: Locate
    unread: Unread = field(default_factory=Unread)
    periods: Periods = field(default_factory=dict)
    pages: Mapping[str, Page] = field(default_factory=dict)
    """path -> page: what stands around the items"""

    def found(
        self, rule: str, item_id: str, option: str, variant: str = "", /, **values: object
    ) -> Finding:
        """A finding where an option of an item is written, or at the item's first line."""
        place = self.locate(item_id, option)
        return found(rule, place.line, variant, **values).at(place.path)


GraphRule = Callable[[Case], Iterable[Finding]]

PAGE_RULES: list[PageRule] = []
GRAPH_RULES: list[GraphRule] = []


def page_rule(rule: PageRule) -> PageRule:
    """A rule that looks at a whole text."""
    PAGE_RULES.append(rule)
    return rule


def block_rule(rule: BlockRule) -> BlockRule:
    """A rule that looks at one item as written."""

    def each_block(page: Page, metamodel: Metamodel) -> Iterator[Finding]:
        for block in page.blocks:
            yield from rule(block, metamodel)

    PAGE_RULES.append(each_block)
    return rule


def graph_rule(rule: GraphRule) -> GraphRule:
    """A rule that looks at all items and links."""
    GRAPH_RULES.append(rule)
    return rule


def check_text(text: str, metamodel: Metamodel) -> list[Finding]:
    """Everything that one text shows by itself, by line; `path` of each is ``""``."""
    return check_pages({"": scan(text, metamodel)}, metamodel)


def check_pages(pages: Mapping[str, Page], metamodel: Metamodel) -> list[Finding]:
    """The same for texts that have been read (path -> page), and ids used in more than one."""
    copied = {finding.path: finding for finding in copied_pages(pages)}
    pages = {path: page for path, page in pages.items() if path not in copied}
    kept = [finding.at(path) for path, page in pages.items() for finding in _check(page, metamodel)]
    kept += copied.values()
    taken = {(finding.path, finding.line) for finding in kept}
    torn = {finding.path for finding in kept if finding.rule == "conflict"}
    kept += [
        each
        for each in duplicate_ids({p: page for p, page in pages.items() if p not in torn})
        if (each.path, each.line) not in taken
    ]
    return sorted(kept)


def _check(page: Page, metamodel: Metamodel) -> list[Finding]:
    heard: dict[int, int] = {}
    kept = []
    for rank, rule in enumerate(PAGE_RULES):
        for finding in rule(page, metamodel):
            if heard.setdefault(finding.line, rank) == rank:
                kept.append(finding)
    if conflicts := [each for each in kept if each.rule == "conflict"]:
        return conflicts  # two texts in one: nothing else can be judged
    return [each for each in kept if not _garbled(page, each, kept) and not _broken_off(each, kept)]


def _garbled(page: Page, finding: Finding, all_found: list[Finding]) -> bool:
    """Whether an invisible character stands in the same item: anything there may come of it."""
    block = page.block_at(finding.line)
    return (
        finding.rule != "invisible"
        and block is not None
        and any(
            other.rule == "invisible" and block.line <= other.line <= block.end
            for other in all_found
        )
    )


def _broken_off(finding: Finding, all_found: list[Finding]) -> bool:
    """Whether a list goes on in the next line, which is a finding: its end is no end."""
    return finding.rule == "list-separator" and any(
        other.rule == "option-continued" and other.line == finding.line + 1 for other in all_found
    )


def _in_reading_order(pages: Mapping[str, Page]) -> list[tuple[str, Page]]:
    """By name without the suffix, as Sphinx reads them: what comes second is refused there too."""
    return sorted(pages.items(), key=lambda named: named[0].removesuffix(".md"))


def _ids(page: Page) -> list[Option]:
    written = (block.option("id") for block in page.blocks)
    return [option for option in written if option is not None and option.value]


def copied_pages(pages: Mapping[str, Page]) -> Iterator[Finding]:
    """A page whose items all stand on one other page is a copy of its file, left beside it."""
    owner: dict[str, str] = {}
    for path, page in _in_reading_order(pages):
        ids = [option.value for option in _ids(page)]
        others = {owner.get(each, path) for each in ids}
        if len(ids) > 1 and len(others) == 1 and path not in others:
            yield found("copied", 1, other=others.pop()).at(path)
        for each in ids:
            owner.setdefault(each, path)


def duplicate_ids(pages: Mapping[str, Page]) -> Iterator[Finding]:
    """An id is used once in all texts; the later one, by path and line, is reported."""
    first: dict[str, Place] = {}
    for path, page in _in_reading_order(pages):
        for option in _ids(page):
            other = first.setdefault(option.value, Place(path, option.line))
            if other != Place(path, option.line):
                where = f"{other.line}行目" if other.path == path else str(other)
                yield found("duplicate-id", option.line, id=option.value, other=where).at(path)


def check_graph(
    graph: Graph,
    locate: Locate,
    unread: Unread | None = None,
    *,
    periods: Periods | None = None,
    pages: Mapping[str, Page] | None = None,
) -> list[Finding]:
    """Everything that shows only between items, by path and line.

    A link to an item that stands on some page but was not read, because of another finding, is no
    second mistake: `unread`. `periods` are the fiscal years of each plan (id -> years by their
    April), for plans that have a period. `pages` are the texts around the items.
    """
    case = Case(graph, locate, unread or Unread(), periods or {}, pages or {})
    kept: dict[Finding, None] = {}
    for rule in GRAPH_RULES:
        for finding in rule(case):
            kept.setdefault(finding)
    return sorted(kept)
