"""How rules are declared and asked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from plantrace.findings.blocks import scan
from plantrace.findings.finding import Finding, Place, found
from plantrace.findings.page import Block, Page
from plantrace.findings.settings import Periods
from plantrace.model.graph import Graph
from plantrace.model.metamodel import Metamodel

PageRule = Callable[[Page, Metamodel], Iterable[Finding]]
BlockRule = Callable[[Block, Metamodel], Iterable[Finding]]
Locate = Callable[[str, str], Place]
"""(item id, option name) -> the line where that option of the item is written"""


@dataclass(frozen=True)
class Case:
    """All items and links, and what must be known to judge them."""

    graph: Graph
    locate: Locate
    lost: Collection[str] = ()
    """ids (folded) of items that exist on a page but could not be read"""
    periods: Periods = field(default_factory=dict)
    hinted: Collection[str] = ()
    """ids that stand on pages which could not be read wholly: links to them may be lost"""

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
    kept = [finding.at(path) for path, page in pages.items() for finding in _check(page, metamodel)]
    taken = {(finding.path, finding.line) for finding in kept}
    kept += [each for each in duplicate_ids(pages) if (each.path, each.line) not in taken]
    return sorted(kept)


def _check(page: Page, metamodel: Metamodel) -> list[Finding]:
    heard: dict[int, int] = {}
    kept = []
    for rank, rule in enumerate(PAGE_RULES):
        for finding in rule(page, metamodel):
            if heard.setdefault(finding.line, rank) == rank:
                kept.append(finding)
    if conflicts := [each for each in kept if each.rule == "conflict"]:
        return conflicts  # two texts at once: anything else may come of that
    return [each for each in kept if not _garbled(page, each, kept)]


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


def duplicate_ids(pages: Mapping[str, Page]) -> Iterator[Finding]:
    """An id is used once in all texts; the later one, by path and line, is reported."""
    first: dict[str, Place] = {}
    for path, page in sorted(pages.items()):
        for block in page.blocks:
            option = block.option("id")
            if option is None or not option.value:
                continue
            other = first.setdefault(option.value, Place(path, option.line))
            if other != Place(path, option.line):
                where = f"{other.line}行目" if other.path == path else str(other)
                yield found("duplicate-id", option.line, id=option.value, other=where).at(path)


def check_graph(
    graph: Graph,
    locate: Locate,
    lost: Collection[str] = (),
    *,
    periods: Periods | None = None,
    hinted: Collection[str] = (),
) -> list[Finding]:
    """Everything that shows only between items, by path and line.

    `lost` are ids (under `suggest.fold`) of items that stand on some page but were not read,
    because of another finding: a link to one of them is no second mistake. `periods` are the
    fiscal years of each plan (id -> years by their April), for plans that have a period. `hinted`
    are ids that may have links which could not be read.
    """
    case = Case(graph, locate, lost, periods or {}, hinted)
    kept: dict[Finding, None] = {}
    for rule in GRAPH_RULES:
        for finding in rule(case):
            kept.setdefault(finding)
    return sorted(kept)
