"""Fiscal years as views show and count them: a field's terms read once, what is ongoing drawn on.

A term that cannot be read is the editor's mistake, which the findings report; here it is shown as
it is written and counted in no year.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from plantrace.model.fiscal_year import FiscalYear, FiscalYearError, parse
from plantrace.views.face import ViewError
from plantrace.views.table import Line, Piece

if TYPE_CHECKING:
    from plantrace.model.graph import Item


def until(options: Mapping[str, Any]) -> int | None:
    """The Western year of the option `until`. Raises ViewError."""
    written = options.get("until")
    if not written:
        return None
    try:
        return max(year.april for year in parse(str(written)))
    except FiscalYearError as error:
        raise ViewError(f":until: {error}") from None


def single(options: Mapping[str, Any], option: str) -> str:
    """The one year of an option, as `R4`. Raises ViewError."""
    try:
        return str(FiscalYear(parse(str(options[option]))[0].april))
    except FiscalYearError as error:
        raise ViewError(f"{option}: {error}") from None


def written(item: Item, field: str) -> tuple[str, ...]:
    """The terms of a field, as written."""
    value = item.fields.get(field, ())
    return (value,) if isinstance(value, str) else tuple(map(str, value))


def read(terms: Iterable[str]) -> tuple[FiscalYear, ...]:
    """The years of terms, sorted; what cannot be read is left out."""
    found: set[FiscalYear] = set()
    for term in terms:
        try:
            found.update(parse(term))
        except FiscalYearError:
            continue
    return tuple(sorted(found))


def covered(terms: Iterable[str], last: int | None) -> tuple[str, ...]:
    """Every year (`R4`) that the terms reach, an ongoing one up to `last`."""
    found: set[int] = set()
    for year in read(terms):
        end = year.april if last is None or not year.ongoing else max(last, year.april)
        found.update(range(year.april, end + 1))
    return tuple(str(FiscalYear(april)) for april in sorted(found))


def chips(terms: Iterable[str]) -> Line:
    """Each term as a small mark after its item: `R2`, `R4から`."""
    marks: list[Piece] = []
    for term in terms:
        ongoing = term.endswith("-")
        shown = f"{term[:-1]}から" if ongoing else term
        marks += [
            Piece(" "),
            Piece(shown, css="plan-year plan-ongoing" if ongoing else "plan-year"),
        ]
    return tuple(marks)
