"""Fiscal years of Japanese administration: read every usual spelling, write one.

A fiscal year runs from April to the next March. Reiwa n is the fiscal year that began in April
2018 + n, Heisei n in 1988 + n, Showa n in 1925 + n. Fiscal year 2019, which began as Heisei 31 and
went on as Reiwa 1, is written R1.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

ALLOWED = (
    "「R2」のように書いてください（続いている場合は「R4-」、複数の年度は「R2, R4-」）。"
    "「令和2年度」「2020年度」も読めます。"
)

# era letter -> (name, Western year before its year 1, last year that names a fiscal year)
_ERAS = {"R": ("令和", 2018, 99), "H": ("平成", 1988, 31), "S": ("昭和", 1925, 64)}
_FIRST, _LAST = 1926, 2018 + 99
_NAMES = {name: letter for letter, (name, _, _) in _ERAS.items()}


def _year(group: int) -> str:
    era = rf"(?P<era{group}>令和|平成|昭和|[RHS])(?P<number{group}>\d{{1,2}}|元)"
    return rf"(?:{era}|(?P<western{group}>\d{{4}}))(?:年度?)?"


_DASH = r"[-~〜‐‑–—−ー]"
_TERM = re.compile(rf"{_year(1)}(?P<ongoing>{_DASH}(?:{_year(2)})?|以降)?$", re.I)


class FiscalYearError(ValueError):
    """A text that is no fiscal year; the message is a Japanese sentence that says what is."""


@dataclass(frozen=True, order=True, slots=True)
class FiscalYear:
    """One fiscal year of an item, by the Western year of its April, and whether it goes on."""

    april: int
    ongoing: bool = False

    def __str__(self) -> str:
        """The one spelling of Markdown: `R2`, or `R4-` when ongoing."""
        return _era_short(self.april) + ("-" if self.ongoing else "")

    @property
    def japanese(self) -> str:
        """`令和2年度`; the first year of an era is 元年度; `令和4年度から` when ongoing."""
        letter, number = _era(self.april)
        year = "元" if number == 1 else str(number)
        return f"{_ERAS[letter][0]}{year}年度" + ("から" if self.ongoing else "")

    @property
    def western(self) -> str:
        """`2020年度`; `2022年度から` when ongoing."""
        return f"{self.april}年度" + ("から" if self.ongoing else "")


def _era(april: int) -> tuple[str, int]:
    for letter, (_, before, _) in _ERAS.items():
        if april > before:
            return letter, april - before
    raise FiscalYearError(f"{april}年度は昭和より前です。" + ALLOWED)


def _era_short(april: int) -> str:
    letter, number = _era(april)
    return f"{letter}{number}"


def parse(text: str) -> tuple[FiscalYear, ...]:
    """Read one term: a year, an ongoing year, or a range (which gives each of its years).

    Reads `R2`, `Ｒ６`, `令和6年度`, `令和元年度`, `H31`, `2020`, `2020年度`, `R4-`, `R4～`,
    `R4以降`, `R2～R4`. Raises FiscalYearError for anything else.
    """
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    match = _TERM.fullmatch(folded)
    if match is None:
        raise FiscalYearError(f"年度「{text.strip()}」は読めません。{ALLOWED}")
    first = _april(match, 1, text)
    if match["ongoing"] is None:
        return (FiscalYear(first),)
    if match["number2"] is None and match["western2"] is None:
        return (FiscalYear(first, ongoing=True),)
    last = _april(match, 2, text)
    if last < first:
        raise FiscalYearError(f"年度「{text.strip()}」は終わりが始まりより前です。{ALLOWED}")
    return tuple(FiscalYear(year) for year in range(first, last + 1))


def _april(match: re.Match[str], group: int, text: str) -> int:
    western = match[f"western{group}"]
    if western is not None:
        if not _FIRST <= int(western) <= _LAST:
            raise FiscalYearError(f"年度「{text.strip()}」は読めません。{ALLOWED}")
        return int(western)
    era = match[f"era{group}"]
    letter = _NAMES.get(era, era.upper())
    number = 1 if match[f"number{group}"] == "元" else int(match[f"number{group}"])
    name, before, last = _ERAS[letter]
    if not 1 <= number <= last:
        raise FiscalYearError(
            f"年度「{text.strip()}」はありません（{name}は1年度から{last}年度まで）。{ALLOWED}"
        )
    return before + number


def parse_list(text: str) -> tuple[FiscalYear, ...]:
    """Read several terms, separated by any comma; sorted, without repetition.

    Raises FiscalYearError when a term cannot be read or there is none.
    """
    terms = [term for term in re.split(r"[,、，､;/・]", text) if term.strip()]
    if not terms:
        raise FiscalYearError(f"年度がありません。{ALLOWED}")
    return tuple(sorted({year for term in terms for year in parse(term)}))


def write_list(years: tuple[FiscalYear, ...]) -> str:
    """The one spelling of a list in Markdown: `R2, R4-`."""
    return ", ".join(map(str, years))
