"""Fiscal years against what they belong to: the plan's period, and the item's own title."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from plantrace.findings.finding import Finding, found
from plantrace.findings.page import Block
from plantrace.findings.rules.registry import Case, block_rule, graph_rule
from plantrace.model import fiscal_year
from plantrace.model.fiscal_year import FiscalYear, FiscalYearError
from plantrace.model.metamodel import Metamodel

_BRACKETED = re.compile(r"\(([^()]*)\)")
# An era or 年度: a bare number in brackets may be anything.
_SURELY_YEARS = re.compile(r"(?:(?:令和|平成|昭和|[RHS])(?:\d|元)|\d年度)", re.I)


@graph_rule
def periods(case: Case) -> Iterator[Finding]:
    """The years of an item lie in the period of its plan, where the plan has one."""
    graph, field = case.graph, case.graph.metamodel.years
    for item in graph:
        plans = [each for each in graph.ancestors(item.id) if each in case.periods]
        for year in _parsed(", ".join(item.fields.get(field, ()))):
            if plans and not any(year.april in case.periods[plan] for plan in plans):
                period = sorted(case.periods[plans[0]])
                yield case.found(
                    "outside-period", item.id, field,
                    year=year, plan=graph[plans[0]].title,
                    first=FiscalYear(period[0]), last=FiscalYear(period[-1]),
                )  # fmt: skip


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
