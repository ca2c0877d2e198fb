"""Text for a terminal: width as Japanese takes it, lines broken with their indent kept, colour."""

from __future__ import annotations

import os
import unicodedata
from typing import TextIO

_NOT_FIRST = frozenset(
    "、。，．・：；？！」』）］｝】〉》ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.:;?!)]}%％"
)
_NOT_LAST = frozenset("「『（［｛【〈《([{")
_STYLES = {"strong": "1", "quiet": "2", "head": "36", "link": "33"}


def columns(text: str) -> int:
    """How many columns a terminal gives a text; characters of ambiguous width take one there."""
    return sum(map(_columns, text))


def _columns(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def wrap(text: str, width: int, indent: int = 0) -> list[str]:
    """Lines of at most `width` columns, each after `indent` spaces.

    A narrow word stays whole where it fits into a line; no line begins with 、 or ends with （.
    """
    room = max(width - indent, 8)
    lines = [""]
    for unit in _units(text, room):
        if columns(lines[-1]) + columns(unit.rstrip()) > room and lines[-1]:
            lines.append("")
        lines[-1] += unit if lines[-1] else unit.lstrip()
    return [f"{' ' * indent}{line}".rstrip() for line in lines]


def _units(text: str, room: int) -> list[str]:
    """The pieces between which a line may break."""
    units: list[str] = []
    for char in " ".join(text.split()):
        together = units and not _may_break(units[-1][-1], char)
        if together and columns(units[-1]) + _columns(char) <= room:
            units[-1] += char
        else:
            units.append(char)
    return units


def _may_break(before: str, after: str) -> bool:
    if after.isspace() or after in _NOT_FIRST or before in _NOT_LAST or not _columns(after):
        return False
    return before.isspace() or _columns(before) == 2 or _columns(after) == 2


def wants_colour(stream: TextIO) -> bool:
    """Whether a stream is a terminal whose owner has not declined colour (NO_COLOR)."""
    declined = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return stream.isatty() and not declined


def paint(text: str, style: str, colour: bool) -> str:
    """The text in a style of `_STYLES`; as it is without colour or style."""
    return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if colour and style and text else text


def width_of(stream: TextIO, otherwise: int = 80) -> int:
    """How many columns a stream's terminal has, at most 120: longer lines are hard to read."""
    try:
        return min(os.get_terminal_size(stream.fileno()).columns or otherwise, 120)
    except (OSError, ValueError):
        return otherwise
