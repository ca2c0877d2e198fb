"""What stands after `:name:`: ids, lists, fiscal years, names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from plantrace.findings.finding import Finding, found
from plantrace.findings.page import Block, Names
from plantrace.findings.rules.registry import block_rule
from plantrace.model import fiscal_year
from plantrace.model.fiscal_year import FiscalYearError
from plantrace.model.metamodel import Metamodel
from plantrace.model.suggest import fold

_SEPARATORS = re.compile(r"[,、，､;；・･/／|｜+＋&＆]|[\s　]+")
_BRACKETED = re.compile(r"[\[［【].*[\]］】]")
_CANONICAL = re.compile(r"[RHS][1-9][0-9]*-?")


@block_rule
def id_form(block: Block, metamodel: Metamodel) -> Iterator[Finding]:
    """An id follows the metamodel's pattern, and holds no dot: sphinx-needs would cut it there."""
    option = block.option("id")
    if option is None:
        return
    pattern = metamodel.id_pattern
    if not re.match(pattern, option.value):
        tidy = fold(option.value)
        fixed = next((each for each in (tidy.upper(), tidy) if re.match(pattern, each)), "")
        usual = re.match(pattern, "A-K01") and "." not in fixed
        variant = "" if fixed else "none" if usual else "pattern"
        yield found("id-form", option.line, variant, id=option.value, fixed=fixed, pattern=pattern)
    elif "." in option.value:
        fixed = option.value.replace(".", "-")
        yield found("id-form", option.line, "dot", id=option.value, fixed=fixed)


@block_rule
def lists(block: Block, metamodel: Metamodel) -> Iterator[Finding]:
    """Links and lists of names are separated by a half-width comma, each entry once."""
    for option in block.options:
        listed = (*metamodel.links, metamodel.inferred, metamodel.confirmed)
        if option.name not in listed:
            continue
        value = option.value
        inside = value[1:-1] if _BRACKETED.fullmatch(value) else value
        entries = [entry for entry in _SEPARATORS.split(inside) if entry]
        fixed = ", ".join(dict.fromkeys(entries))
        if [entry.strip() for entry in value.split(",")] != entries:
            yield found("list-separator", option.line, name=option.name, fixed=fixed)
        elif len(set(entries)) < len(entries):
            twice = next(entry for entry in entries if entries.count(entry) > 1)
            yield found("list-repeated", option.line, name=option.name, value=twice)


@block_rule
def years(block: Block, metamodel: Metamodel) -> Iterator[Finding]:
    """Fiscal years in the one spelling; any other readable one is printed as it should be."""
    option = block.option(metamodel.years)
    if option is None or not option.value:
        return
    terms = [term.strip() for term in option.value.split(",")]
    if all(_CANONICAL.fullmatch(term) for term in terms) and _readable(option.value):
        if len(set(terms)) < len(terms):
            twice = next(term for term in terms if terms.count(term) > 1)
            yield found("list-repeated", option.line, name=option.name, value=twice)
        return
    yield _respelt(option.line, option.value)


def _readable(text: str) -> bool:
    try:
        fiscal_year.parse_list(text)
    except FiscalYearError:
        return False
    return True


def _respelt(line: int, text: str) -> Finding:
    """How years should have been written, where they can be made out."""
    spaced = re.sub(r"(?<=[\d年度元])[\s　]+(?=[RHSrhs令平昭ＲＨＳ])", ",", text)
    for candidate in (text, spaced, unicodedata.normalize("NFKC", text)):
        if not _readable(candidate):
            continue
        found_years = fiscal_year.parse_list(candidate)
        fixed = fiscal_year.write_list(found_years)
        if len(found_years) == 1 and not found_years[0].ongoing:
            return found("fiscal-year", line, text=text, fixed=fixed, ongoing=f"{fixed}-")
        return found("fiscal-year", line, "list", text=text, fixed=fixed)
    return found("fiscal-year", line, "nonsense", text=text)


@block_rule
def inferred(block: Block, metamodel: Metamodel) -> Iterator[Finding]:
    """`inferred` names links and fields that exist."""
    option = block.option(metamodel.inferred)
    if option is None:
        return
    names = Names.of(metamodel)
    listed = "、".join(name for name in names.options if name not in ("id", option.name))
    for value in filter(None, _SEPARATORS.split(option.value)):
        if value not in names.options and value != "title":
            meant = names.meant(value)
            variant = "" if meant else "none"
            yield found(
                "inferred", option.line, variant,
                name=option.name, value=value, suggestion=meant, known=listed,
            )  # fmt: skip
