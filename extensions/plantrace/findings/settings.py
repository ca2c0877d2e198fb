"""What a project decides about the checks: how grave each rule is, and the periods of its plans.

Both are tables of the file that holds the metamodel:

    [plantrace.findings]
    duplicate-title = "off"       # "error", "warning" or "off"

    [plantrace.periods]
    IP = "R2-R6"                  # id of a plan = its first and last fiscal year
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, cast

from plantrace.findings import toml_lines
from plantrace.findings.catalogue import RULES, WARNINGS
from plantrace.findings.finding import Finding, found
from plantrace.model import fiscal_year
from plantrace.model.fiscal_year import FiscalYearError
from plantrace.model.metamodel import PLACES
from plantrace.model.suggest import nearest

Severity = Literal["error", "warning", "off"]
Periods = Mapping[str, frozenset[int]]
"""id of a plan -> its fiscal years, each by the Western year of its April"""

SEVERITIES = ("error", "warning", "off")
ROLES = {
    **dict.fromkeys(("hierarchy", "succession", "subject", "repetition"), "links"),
    **dict.fromkeys(("years", "reason", "inferred", "printed", "confirmed"), "fields"),
}
"""key of `[plantrace]` -> the table of sphinx-needs that its value is declared in"""
TABLES = ("labels", "findings", "periods")
PLACE = re.compile(r"\{\w*\}")


@dataclass(frozen=True)
class Settings:
    """The decisions of one project; without any, every rule is as grave as it is by default."""

    severities: Mapping[str, Severity] = field(default_factory=dict)
    periods: Periods = field(default_factory=dict)
    flaws: tuple[Finding, ...] = ()
    """what is wrong with the tables themselves; `path` of each is ``""``"""

    def severity(self, rule: str) -> Severity:
        """How grave a rule is here."""
        return self.severities.get(rule, "warning" if rule in WARNINGS else "error")

    def judged(self, findings: list[Finding]) -> list[Finding]:
        """The findings with their severity; those of rules that are off are left out."""
        graded = [replace(each, severity=self.severity(each.rule)) for each in findings]
        return [each for each in graded if each.severity != "off"]


def read(text: str, rules: frozenset[str] = RULES) -> Settings:
    """Read the tables from the text of a `ubproject.toml`; `rules` are all that exist.

    Raises tomllib.TOMLDecodeError. What cannot be understood is a flaw, and has no effect.
    """
    document = tomllib.loads(text)
    own = document.get("plantrace", {})
    flaws: list[Finding] = []

    def entries(table: str) -> Iterator[tuple[str, Any, Callable[..., None]]]:
        given = own.get(table, {})
        for key, value in (given if isinstance(given, dict) else {}).items():
            line = line_of(text, f"plantrace.{table}", key)

            def flaw(variant: str, /, line: int = line, **values: object) -> None:
                flaws.append(found("settings", line, variant, **values))

            yield key, value, flaw

    severities = {}
    for rule, value, flaw in entries("findings"):
        if rule not in rules:
            near = nearest(rule, rules)
            flaw("rule" if near else "rule-none", rule=rule, suggestion=near)
        elif value not in SEVERITIES:
            flaw("severity", rule=rule, value=value)
        else:
            severities[rule] = cast("Severity", value)
    for key, value in own.items():
        if (problem := _misnamed(document, key, value)) is not None:
            variant, values = problem
            flaws.append(found("settings", line_of(text, "plantrace", key), variant, **values))
    for type_name, label, flaw in entries("labels"):
        if type_name not in _declared(document, "types"):
            flaw("label-type", type=type_name)
        elif strange := PLACE.search(PLACES.sub("", str(label))):
            flaw("label-place", type=type_name, place=strange[0])
    periods = {}
    for plan, value, flaw in entries("periods"):
        years = _years(str(value))
        if years is None:
            flaw("period", plan=plan, value=value)
        else:
            periods[plan] = years
    return Settings(severities, periods, tuple(flaws))


def _misnamed(
    document: Mapping[str, Any], key: str, value: object
) -> tuple[str, dict[str, object]] | None:
    """What is wrong with an entry of `[plantrace]`: (variant, values) of the sentence."""
    known = (*ROLES, *TABLES)
    if key in known:
        kind = ROLES.get(key)
        if kind is None or value in _declared(document, kind):
            return None
        near = nearest(str(value), _declared(document, kind))
        values = {"key": key, "value": value, "table": f"needs.{kind}", "suggestion": near}
        return ("name" if near else "name-none"), values
    near = nearest(key, known)
    values = {"key": key, "suggestion": near, "known": "、".join(known)}
    return ("key" if near else "key-none"), values


def _declared(document: Mapping[str, Any], kind: str) -> list[str]:
    """The names of links, fields or types; sphinx-needs takes types as a list too."""
    declared = document.get("needs", {}).get(kind, {})
    if isinstance(declared, list):
        return [str(each.get("directive")) for each in declared]
    return list(declared)


def _years(text: str) -> frozenset[int] | None:
    try:
        years = fiscal_year.parse_list(text)
    except FiscalYearError:
        return None
    return None if any(year.ongoing for year in years) else frozenset(y.april for y in years)


def line_of(text: str, table: str, key: str) -> int:
    """The line where a key of a table (`plantrace.periods`) is written, or that table; else 1."""
    return toml_lines.line_of(text, (*table.split("."), key))
