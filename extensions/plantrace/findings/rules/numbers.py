"""Numbers in prose against the indicators of the same item.

Only what cannot well be meant otherwise is compared: a number directly before the indicator's own
unit, where the unit ends the word (231手続を, but not 3件目 or 1台端末), in a remark about the very
item that the indicator is about, and not where the words before it name another year than the
indicator does (平成31年4月に83人).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from decimal import Decimal, InvalidOperation

from plantrace.findings.finding import Finding
from plantrace.findings.rules.registry import Case, graph_rule
from plantrace.model.fiscal_year import FiscalYearError, parse
from plantrace.model.graph import Item

VALUES = ("value", "target")
UNIT = "unit"
"""the fields of an indicator, as the view of the indicators knows them"""

_NUMBER = r"(?<![\d.,])(\d[\d,]*(?:\.\d+)?)\s*"
_END = r"(?=[ぁ-ん]|\W|$)"
_CLAUSE = re.compile(r"[^、。\n]*$")
_YEAR = re.compile(r"(?:令和|平成|昭和|[RHS])(?:\d{1,2}|元)(?=年)|(?<!\d)\d{4}(?=[年-])")


@graph_rule
def indicator_numbers(case: Case) -> Iterator[Finding]:
    """A remark that counts in an indicator's unit counts what the indicator says."""
    graph = case.graph
    for subject in graph:
        about = [graph[each] for each in graph.sources(subject.id, graph.metamodel.subject)]
        for unit, indicators in _by_unit(about).items():
            for remark in (each for each in about if UNIT not in each.fields):
                yield from _compare(case, remark, unit, indicators)


def _by_unit(items: Iterable[Item]) -> dict[str, list[Item]]:
    found: dict[str, list[Item]] = {}
    for item in items:
        if UNIT in item.fields and any(name in item.fields for name in VALUES):
            found.setdefault(_plain(str(item.fields[UNIT])), []).append(item)
    return found


def _compare(case: Case, remark: Item, unit: str, indicators: list[Item]) -> Iterator[Finding]:
    known = {number: each for each in indicators for number in _values(each)}
    dates = [field for each in indicators for field in each.fields.values()]
    # 2025-03-31 is a day of 令和7年 and of 令和6年度
    years = {year - late for date in dates for year in _years(date) for late in (0, 1)}
    said = {
        number: (name, text)
        for name, number, text, before in _numbers(remark, unit)
        if not years or years.issuperset(_years(before))
    }
    strange = said.keys() - known.keys()
    unsaid = known.keys() - {number for _, number, _, _ in _numbers(remark)}
    # With as many numbers as are known, or none of those, a strange one stands for an unsaid one.
    as_many = len(said) == len(known) or not said.keys() & known.keys()
    if not (strange and unsaid and as_many):
        return
    number, right = min(strange), min(unsaid)
    name, text = said[number]
    indicator = known[right]
    yield case.found(
        "indicator-number", remark.id, name,
        text=text, indicator=indicator.id, title=indicator.title,
        value=f"{right}{indicator.fields[UNIT]}",
    )  # fmt: skip


def _values(indicator: Item) -> Iterator[Decimal]:
    """What an indicator says; what is no number is another rule's matter."""
    for name in VALUES:
        with suppress(InvalidOperation):
            yield Decimal(str(indicator.fields.get(name, "")))


def _years(field: object) -> Iterator[int]:
    """The years that a text names."""
    for match in _YEAR.finditer(_plain(str(field))):
        with suppress(FiscalYearError):
            (year,) = parse(match[0])
            yield year.april


def _numbers(remark: Item, unit: str = "") -> Iterator[tuple[str, Decimal, str, str]]:
    """(field, number, as written, the words before it) for each number in a unit, or in any.

    The field "" is the body.
    """
    texts = {name: value for name, value in remark.fields.items() if isinstance(value, str)}
    pattern = re.compile(f"{_NUMBER}{re.escape(unit)}{_END}" if unit else _NUMBER)
    for name, text in {**texts, "": remark.content}.items():
        plain = _plain(text)
        for match in pattern.finditer(plain):
            before = _CLAUSE.search(plain[: match.start()])
            number = Decimal(match[1].replace(",", "").rstrip("."))
            yield name, number, match[0], before[0] if before else ""


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)
