"""What a project decides about the checks: how grave each rule is, and the periods of its plans.

Both are tables of the file that holds the metamodel:

    [plantrace.findings]
    duplicate-title = "off"       # "error", "warning" or "off"

    [plantrace.periods]
    IP = "R2-R6"                  # id of a plan = its first and last fiscal year
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, cast

from plantrace.findings.catalogue import RULES, WARNINGS
from plantrace.findings.finding import Finding, found
from plantrace.findings.suggest import nearest
from plantrace.findings.toml_lines import line_of
from plantrace.model import fiscal_year
from plantrace.model.fiscal_year import FiscalYearError

Severity = Literal["error", "warning", "off"]
Periods = Mapping[str, frozenset[int]]
"""id of a plan -> its fiscal years, each by the Western year of its April"""

SEVERITIES = ("error", "warning", "off")


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
    own = tomllib.loads(text).get("plantrace", {})
    flaws: list[Finding] = []

    def entries(table: str) -> Iterator[tuple[str, Any, Callable[..., None]]]:
        given = own.get(table, {})
        for key, value in (given if isinstance(given, dict) else {}).items():

            def flaw(
                variant: str,
                /,
                line: int = line_of(text, ("plantrace", table, key)),
                **values: object,
            ) -> None:
                flaws.append(found("settings", line, variant, **values))

            yield key, value, flaw

    severities = {}
    for rule, value, flaw in entries("findings"):
        if rule not in rules:
            near = nearest(rule, rules, cutoff=0.5)
            flaw("rule" if near else "rule-none", rule=rule, suggestion=near)
        elif value not in SEVERITIES:
            flaw("severity", rule=rule, value=value)
        else:
            severities[rule] = cast("Severity", value)
    periods = {}
    for plan, value, flaw in entries("periods"):
        years = _years(str(value))
        if years is None:
            flaw("period", plan=plan, value=value)
        else:
            periods[plan] = years
    return Settings(severities, periods, tuple(flaws))


def _years(text: str) -> frozenset[int] | None:
    try:
        years = fiscal_year.parse_list(text)
    except FiscalYearError:
        return None
    return None if any(year.ongoing for year in years) else frozenset(y.april for y in years)
