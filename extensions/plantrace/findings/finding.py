"""What every check returns."""

from __future__ import annotations

from dataclasses import dataclass, replace

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

    def at(self, path: str) -> Finding:
        """The same finding in a named file."""
        return replace(self, path=path)


def found(rule: str, line: int, variant: str = "", /, **values: object) -> Finding:
    """A finding whose sentence comes from the catalogue; KeyError when it has none."""
    return Finding("", line, rule, sentence(rule, variant, **values))
