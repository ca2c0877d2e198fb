"""When two values of a field say the same, and how a value is read out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from plantrace.model.fiscal_year import FiscalYear, FiscalYearError, parse_list

Value = str | tuple[str, ...]
"""of a field: a text, or the entries of a list; ``""`` where there is none."""


def fold(text: str) -> str:
    """A text as it is compared: without differences of width and of white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def years_of(value: Value) -> tuple[FiscalYear, ...] | None:
    """The fiscal years of a value, sorted; None where they cannot be read."""
    written = value if isinstance(value, str) else ",".join(value)
    try:
        return parse_list(written) if written else ()
    except FiscalYearError:
        return None


def same(before: Value, after: Value, *, years: bool = False) -> bool:
    """Whether two values differ in their spelling at most."""
    if years:
        read = years_of(before), years_of(after)
        if None not in read:
            return read[0] == read[1]
    return _folded(before) == _folded(after)


def _folded(value: Value) -> tuple[str, ...]:
    return tuple(map(fold, _entries(value)))


def _entries(value: Value) -> Iterable[str]:
    return (value,) if isinstance(value, str) else value


def read_out(value: Value, *, years: bool = False) -> str:
    """A value as people read it: `令和2年度、令和4年度から`; ``""`` for none."""
    found = years_of(value) if years else None
    if found is not None:
        return "、".join(year.japanese for year in found)
    return "、".join(_entries(value))
