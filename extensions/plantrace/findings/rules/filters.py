"""Links to a page with a filter in its address: what nobody can filter by would show the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plantrace.findings.finding import Finding, found
from plantrace.findings.rules.registry import Case, graph_rule
from plantrace.model import fiscal_year
from plantrace.model.fiscal_year import FiscalYearError
from plantrace.model.suggest import nearest_name

_LINK = re.compile(r"\{filtered\}`(?:[^`<]*<)?[^`<>?]*\?(?P<query>[^`<>]+)>?`")
YEAR = "year"


@graph_rule
def filters(case: Case) -> Iterator[Finding]:
    """A filter names the year, or a type of item and the id of one of them."""
    for path, page in case.pages.items():
        for number in page.read:
            for link in _LINK.finditer(page.text_lines[number - 1]):
                flaws = (_flaw(case, number, each) for each in link["query"].split("&"))
                yield from (flaw.at(path) for flaw in flaws if flaw is not None)


def _flaw(case: Case, line: int, text: str) -> Finding | None:
    key, equals, value = text.partition("=")
    types = case.graph.metamodel.types
    if not equals or not value:
        return found("filter", line, "form", text=text)
    if key == YEAR:
        return _year(line, value)
    if key not in types:
        names = {YEAR: "年度", **{name: each.title for name, each in types.items()}}
        near = nearest_name(key, names)
        variant = "near" if near else "key"
        shown = "、".join(f"{name}（{each.title}）" for name, each in types.items())
        return found("filter", line, variant, key=key, suggestion=near, types=shown)
    item = case.graph.items.get(value)
    if (item is not None and item.type == key) or (item is None and case.unread.has(value)):
        return None
    return found("filter", line, "item", value=value, label=types[key].title)


def _year(line: int, value: str) -> Finding | None:
    """As the tables have it: one year, in one spelling."""
    try:
        years = [str(year) for year in fiscal_year.parse_list(value)]
    except FiscalYearError:
        years = []
    if years == [value]:
        return None
    return found("filter", line, "year", value=value, fixed=years[0] if years else "R6")
