"""Where a key of a TOML text is written: tomllib says what it says, not where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_HEADER = re.compile(r"\s*\[\[?(?P<name>[^\[\]]+)\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*(?P<name>(?:[\w.\- ]|"[^"]*"|'[^']*')+?)\s*=""")
_PART = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([^.\s]+))\s*(?:\.|$)""")


def line_of(text: str, path: Sequence[str]) -> int:
    """The line of a key, or else the first line of the innermost table around it; else 1."""
    wanted = list(path)
    best, line = 0, 1
    for number, written in _entries(text):
        pairs = zip(wanted, written, strict=False)
        alike = next((n for n, (one, other) in enumerate(pairs) if one != other), None)
        shared = min(len(wanted), len(written)) if alike is None else alike
        if shared > best:
            best, line = shared, number
    return line


def _entries(text: str) -> Iterator[tuple[int, list[str]]]:
    """Every line that opens a table or gives a key, with the whole path that it names."""
    table: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            table = _parts(header["name"])
            yield number, table
        elif key := _KEY.match(line):
            yield number, [*table, *_parts(key["name"])]


def _parts(name: str) -> list[str]:
    return ["".join(groups) for groups in _PART.findall(name)]
