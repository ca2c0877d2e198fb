"""A report before any format: runs of text, rows, tables, sections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

_CONTEXT = 12  # characters around a change in a long text
_LONG = 60  # from here on only the surroundings of a change are shown


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text.

    `changed` is what differs in a longer text, `label` a word or two that stay on one line, `break`
    a new line.
    """

    text: str
    style: Literal["", "strong", "code", "changed", "label", "break"] = ""


Cell = tuple[Span, ...]
Row = tuple[Cell, ...]

BREAK = Span("", "break")


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one page; `title` is empty where a table is not divided."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, a sentence and a table. `count` is how many changes it speaks of, 0 for none."""

    key: str
    title: str
    count: int
    head: tuple[str, ...]
    groups: tuple[Group, ...]
    note: str = ""
    folded: bool = True

    @property
    def heading(self) -> str:
        """`改題（3）`."""
        return f"{self.title}（{self.count}）" if self.count else self.title


@dataclass(frozen=True, slots=True)
class Report:
    """All that a reader is told: sentences first, most important first, then the sections."""

    title: str
    sides: str
    lead: Cell
    points: tuple[Cell, ...]
    sections: tuple[Section, ...]


def plain(text: str) -> Cell:
    """A cell of one text; none for an empty one."""
    return (Span(text),) if text else ()


def label(text: str) -> Cell:
    """A cell of a word or two that stay on one line."""
    return (Span(text, "label"),)


def joined(cells: Sequence[Cell], between: Span) -> Cell:
    """Cells one after the other."""
    found: list[Span] = []
    for cell in cells:
        found += [between, *cell] if found else cell
    return tuple(found)


def both(before: str, after: str) -> tuple[Cell, Cell]:
    """Old and new of a value with what differs marked; of long ones only what is around it."""
    start = _alike(before, after)
    end = _alike(before[start:][::-1], after[start:][::-1])
    longest = max(len(before), len(after))
    if longest > 2 * (start + end):  # more differs than stays: a mark would say nothing
        return plain(before), plain(after)
    around = _CONTEXT if longest > _LONG else longest
    return _marked(before, start, end, around), _marked(after, start, end, around)


def _alike(one: str, other: str) -> int:
    """How many characters two texts have in common at their start."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


def _marked(text: str, start: int, end: int, around: int) -> Cell:
    stop = len(text) - end
    lead, rest = text[max(start - around, 0) : start], text[stop : stop + around]
    parts = (
        Span(("…" if start > around else "") + lead),
        Span(text[start:stop], "changed"),
        Span(rest + ("…" if end > around else "")),
    )
    return tuple(span for span in parts if span.text)
