"""Break a title into lines by display width, as Japanese text is set.

PlantUML breaks lines only between words or, with a maximum width, draws every character as a text
of its own. So views break titles themselves: a full-width character counts two columns, a word of
narrow letters stays whole, and no line begins with 、 or ends with （.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence

_SMALL = frozenset("ー゛゜ヽヾゝゞ々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ%％")
_NOT_FIRST = _SMALL | frozenset("、。，．・：；？！〜～」』）］｝〕】〉》’”‐–,.:;?!)]}")
_NOT_LAST = frozenset("「『（［｛〔【〈《‘“([{")


def columns(text: str) -> int:
    """How many columns a text takes: full-width characters 2, combining ones 0, others 1."""
    return sum(map(_columns, text))


def _columns(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WFA" else 1


def wrap(text: str, width: int, indent: int = 0) -> tuple[str, ...]:
    """Lines of at most `width` (>= 2) columns; the first has `indent` columns less.

    The first is empty where nothing fits into it.

    As few lines as needed; among those, lines that end with a phrase, and then the most even
    ones. White space is folded, and dropped where a line breaks.
    """
    folded = " ".join(text.split())
    anywhere = _even(_units(folded, width), width, indent)
    phrases = _even(_phrases(folded, width), width, indent)
    return phrases if len(phrases) <= len(anywhere) else anywhere


def _even(units: Sequence[str], width: int, indent: int) -> tuple[str, ...]:
    """The narrowest setting that needs no more lines than the full width does."""
    widest = _fill(units, width, indent)
    for narrower in range(max(width // 2, indent + 2), width):
        lines = _fill(units, narrower, indent)
        if len(lines) <= len(widest) and all(columns(line) <= narrower for line in lines):
            return lines
    return widest


def _fill(units: Sequence[str], width: int, indent: int) -> tuple[str, ...]:
    lines, line, room = [], "", width - indent
    for unit in units:
        if (line or room < width) and columns(line) + columns(unit.rstrip()) > room:
            lines.append(line.rstrip())
            line, room = "", width
        line += unit if line else unit.lstrip()
    return (*lines, line.rstrip()) if line.strip() or not lines else tuple(lines)


def _phrases(text: str, width: int) -> list[str]:
    """The phrases of a text; one that is wider than `width` as words, or smaller units."""
    words = [
        part
        for phrase in _split(text, _ends_phrase)
        for part in ([phrase] if columns(phrase) <= width else _split(phrase, _ends_word))
    ]
    return [
        part
        for word in words
        for part in ([word] if columns(word) <= width else _units(word, width))
    ]


def _units(text: str, width: int) -> list[str]:
    """The smallest pieces between which a line may break; none is wider than `width`."""
    return [part for unit in _split(text, _may_break) for part in _cut(unit, width)]


def _split(text: str, breaks: Callable[[str, str], bool]) -> list[str]:
    found: list[str] = []
    for char in text:
        if found and not breaks(found[-1], char):
            found[-1] += char
        else:
            found.append(char)
    return found


def _may_break(unit: str, after: str) -> bool:
    """A line never begins with a space, and a space changes nothing for the marks around it."""
    before, mark = unit[-1], unit.rstrip()[-1:]
    if after.isspace() or _columns(after) == 0 or after in _NOT_FIRST or mark in _NOT_LAST:
        return False
    return before.isspace() or _columns(before) == 2 or _columns(after) == 2


def _ends_phrase(unit: str, after: str) -> bool:
    """A phrase ends at a space, a punctuation mark, and where particles (hiragana) end."""
    if not _may_break(unit, after):
        return False
    before = unit[-1]
    if before.isspace() or before in _NOT_FIRST or after in _NOT_LAST:
        return before not in _SMALL
    return _is_hiragana(before) and not _is_hiragana(after)


def _ends_word(unit: str, after: str) -> bool:
    """A word in katakana, マイナンバーカード, is not broken."""
    return _may_break(unit, after) and not (_is_katakana(unit[-1]) and _is_katakana(after))


def _is_katakana(char: str) -> bool:
    return "\u30a1" <= char <= "\u30ff" and char != "・"


def _is_hiragana(char: str) -> bool:
    return "\u3041" <= char <= "\u309f"


def _cut(unit: str, width: int) -> list[str]:
    """A word that is too long for any line, in parts that are not."""
    parts = [""]
    for char in unit:
        if columns(parts[-1]) + _columns(char) > width:
            parts.append("")
        parts[-1] += char
    return parts
