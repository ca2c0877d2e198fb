"""Fiscal years against what they belong to: the plan's period, and the item's own title."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from plantrace.findings.finding import Finding, found
from plantrace.findings.page import Block
from plantrace.findings.rules.registry import Case, block_rule, graph_rule
from plantrace.findings.settings import Periods
from plantrace.model import fiscal_year
from plantrace.model.fiscal_year import FiscalYear, FiscalYearError
from plantrace.model.graph import Graph, Item
from plantrace.model.metamodel import Metamodel

_BRACKETED = re.compile(r"\(([^()]*)\)")
# An era or 年度: a bare number in brackets may be anything.
_SURELY_YEARS = re.compile(r"(?:(?:令和|平成|昭和|[RHS])(?:\d|元)|\d年度)", re.I)


_MANY = 4
"""how many years outside a period speak against it rather than against themselves"""


@graph_rule
def periods(case: Case) -> Iterator[Finding]:
    """The years of an item lie in the period of its plan, where the plan has one.

    Of a period that hardly any item fits nothing is said here: see `misplaced`.
    """
    graph = case.graph
    wrong = misplaced(graph, case.periods)
    for item in graph:
        for plan, year, fits in _held(graph, item, case.periods):
            if not fits and plan not in wrong:
                yield case.found(
                    "outside-period", item.id, graph.metamodel.years,
                    year=year, **_period(graph, plan, case.periods),
                )  # fmt: skip


def misplaced(graph: Graph, periods: Periods) -> dict[str, dict[str, object]]:
    """Plans most of whose years lie outside their period, with the values of the sentence.

    It is the period that is wrong then, and it is written in one place.
    """
    years = [each for item in graph for each in _held(graph, item, periods)]
    total = Counter(plan for plan, _, _ in years)
    outside = Counter(plan for plan, _, fits in years if not fits)
    return {
        plan: {"outside": count, "total": total[plan], **_period(graph, plan, periods)}
        for plan, count in outside.items()
        if (count >= _MANY and 2 * count > total[plan]) or 1 < count == total[plan]
    }


def _held(graph: Graph, item: Item, periods: Periods) -> Iterator[tuple[str, FiscalYear, bool]]:
    """Each year of an item with its plan, where that has a period, and whether it lies inside."""
    plans = [each for each in graph.ancestors(item.id) if each in periods]
    if plans:
        for year in _parsed(", ".join(item.fields.get(graph.metamodel.years, ()))):
            yield plans[0], year, any(year.april in periods[plan] for plan in plans)


def _period(graph: Graph, plan: str, periods: Periods) -> dict[str, object]:
    first, last = min(periods[plan]), max(periods[plan])
    return {"plan": graph[plan].title, "first": FiscalYear(first), "last": FiscalYear(last)}


@block_rule
def title_years(block: Block, metamodel: Metamodel) -> Iterator[Finding]:
    """Years that stand in a title's brackets are those of the item."""
    option = block.option(metamodel.years)
    if option is None:
        return
    titled = {year for text in _years_in(block.title) for year in _parsed(text)}
    written = set(_parsed(option.value))
    if titled and written and titled != written:
        yield found(
            "title-years", option.line,
            titled=fiscal_year.write_list(tuple(sorted(titled))),
            written=option.value, name=option.name,
        )  # fmt: skip


def _years_in(title: str) -> Iterator[str]:
    for match in _BRACKETED.finditer(unicodedata.normalize("NFKC", title)):
        if _SURELY_YEARS.search(match[1]):
            yield match[1]


def _parsed(text: str) -> tuple[FiscalYear, ...]:
    """The years of a text; none where it holds anything else."""
    try:
        return fiscal_year.parse_list(text)
    except FiscalYearError:
        return ()
