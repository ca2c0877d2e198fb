"""What every check returns."""

from __future__ import annotations

from dataclasses import dataclass, replace

from plantrace.findings.catalogue import WARNINGS
from plantrace.findings.messages import sentence


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """A line of a file; `path` is relative to the folder of the documents, lines count from 1."""

    path: str
    line: int

    def __str__(self) -> str:
        """`plans/a.md:12`."""
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, order=True, slots=True)
class Finding:
    """One thing that an author has to change, and where.

    `path` is ``""`` until somebody who knows the file says so (`at`).
    """

    path: str
    line: int
    rule: str
    sentence: str
    severity: str = "error"
    """"error" or "warning": what is only a warning keeps nothing from being published"""

    def at(self, path: str) -> Finding:
        """The same finding in a named file."""
        return replace(self, path=path)


def found(rule: str, line: int, variant: str = "", /, **values: object) -> Finding:
    """A finding as grave as its rule is by default; KeyError when the rule has no such sentence."""
    severity = "warning" if rule in WARNINGS else "error"
    return Finding("", line, rule, sentence(rule, variant, **values), severity)
