"""Findings as text for people: where, what, and the line itself. Imports no Sphinx."""

from __future__ import annotations

import os
import re
from itertools import groupby
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from safe_publish.records import Finding

# Sphinx's warnings are errors too: they keep the site from being published just as well.
_ERROR, _NOTICE = "エラー", "注意"
_COLOURS = {_ERROR: "31", _NOTICE: "33", "place": "1", "quiet": "2"}
_WIDEST = 100  # characters of a source line; a paragraph is one line and may be long
# What is printed comes from files and may not steer the terminal.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def render(findings: Iterable[Finding], root: Path, site: str = "", colour: bool = False) -> str:
    """The findings with the source lines they speak of, and a closing sentence.

    root: the folder that the paths of the findings are relative to.
    site: how to call the site in the closing sentence; empty where there is none yet.
    Returns lines joined by line feeds, or an empty string when there is no finding.
    """
    ordered = sorted(findings, key=lambda f: (f.path or "", f.line or 0))
    if not ordered:
        return ""
    lines: list[str] = []
    for (path, line), group in groupby(ordered, key=lambda f: (f.path, f.line)):
        lines += [_sentence(finding, colour) for finding in group]
        if path and line:
            lines += _excerpt(root / path, line, colour)
    return "\n".join([*lines, _closing(ordered, site)])


def wants_colour(stream: TextIO, environment: Mapping[str, str] = os.environ) -> bool:
    """Whether `stream` is a terminal whose owner has not declined colour (NO_COLOR)."""
    declined = environment.get("NO_COLOR") or environment.get("TERM") == "dumb"
    return stream.isatty() and not declined


def _closing(findings: list[Finding], site: str) -> str:
    errors = sum(finding.blocks for finding in findings)
    counts = {"誤り": errors, "注意": len(findings) - errors}
    said = "と".join(f"{count}件の{name}" for name, count in counts.items() if count)
    kept = f"前回のサイト（{site}）はそのまま残っています。" if site and errors else ""
    return f"{said}があります。{kept}"


def _sentence(finding: Finding, colour: bool) -> str:
    place = (finding.path or "") + (f":{finding.line}" if finding.line else "")
    start = f"{_paint(_clean(place), 'place', colour)}: " if place else ""
    name = _ERROR if finding.blocks else _NOTICE
    label = _paint(name, name, colour)
    rule = _paint(f" [{finding.rule}]", "quiet", colour) if finding.rule else ""
    return f"{start}{label}: {_clean(finding.message)}{rule}"


def _excerpt(file: Path, line: int, colour: bool) -> list[str]:
    """The line before and the line itself, marked; nothing where the file cannot be read."""
    try:
        source = file.read_bytes().decode("utf-8", "replace").splitlines()
    except OSError:
        return []
    shown = []
    for number in range(max(1, line - 1), min(line, len(source)) + 1):
        text = _clean(source[number - 1].expandtabs(4))
        text = text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"
        marked = f"{'>' if number == line else ' '} {number} | {text}".rstrip()
        shown.append(marked if number == line else _paint(marked, "quiet", colour))
    return shown


def _clean(text: str) -> str:
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def _paint(text: str, name: str, colour: bool) -> str:
    return f"\x1b[{_COLOURS[name]}m{text}\x1b[0m" if colour else text
