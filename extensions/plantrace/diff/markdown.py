"""A report as Markdown for a comment on a pull or merge request.

What comes from the document is text and stays text: nothing in a title becomes markup, a mention
or a reference. The comment has a place to write to at most; what does not fit is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from plantrace.diff.text import Cell, Report, Section, Span

MARKER = "<!-- plantrace-diff -->"
"""the first line, by which a script finds the comment that it wrote before."""
LIMIT = 59_000
"""characters; a comment on GitHub may have 65,536, and what posts it cuts at 60,000."""
_CELL = 300

_ENTITIES = {ord(char): f"&#{ord(char)};" for char in "\\`*_[]|~^"}
_ENTITIES |= {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord("$"): "<span>$</span>"}
# Forges look for mentions, references, addresses and emoji in the finished text, where entities are
# characters again; only something in between keeps them apart.
_APART = "&#8203;"
_JOIN = "&#8288;"
_REFERENCE = re.compile(
    r"(?<=[@#!%~])(?=[\w\"])|(?<=://)|(?<=\bwww\.)|(?<=GH-)(?=\d)|(?<=:)(?=\w+:)"
)
_AMPERSAND = re.compile(r"&(?=\w)")


def markdown(report: Report, limit: int = LIMIT, full: str = "") -> str:
    """The comment, at most `limit` characters; `full` says where everything can be read."""
    command = "python3 -m plantrace diff --format html --output build/diff.html"
    where = full or f"`{command}` で作れます。"
    most = max((_rows(section) for section in report.sections), default=0)
    text = _write(report, most, where)
    if len(text) <= limit:
        return text
    fits, too_many = 0, most
    while too_many - fits > 1:  # the most rows that fit: fewer rows are never longer
        middle = (fits + too_many) // 2
        if len(_write(report, middle, where)) <= limit:
            fits = middle
        else:
            too_many = middle
    return _write(report, fits, where)


def _rows(section: Section) -> int:
    return sum(bool(group.title) + len(group.rows) for group in section.groups)


def _write(report: Report, most: int, where: str) -> str:
    """With at most `most` rows in each section."""
    left_out = sum(max(_rows(section) - most, 0) for section in report.sections)
    blocks = [MARKER, f"### {_text(report.title)}", _cell(report.lead)]
    if report.points:
        blocks.append("\n".join(f"- {_cell(point)}" for point in report.points))
    blocks.append(f"<sub>{_text(report.sides)}</sub>")
    if left_out:
        blocks.append(f"長すぎるため、表の {left_out}行を省きました。全体: {where}")
    for section in report.sections:
        blocks += _section(section, most)
    return "\n\n".join(blocks) + "\n"


def _section(section: Section, most: int) -> Iterator[str]:
    title = _text(section.heading)
    yield f"<details><summary>{title}</summary>" if section.folded else f"#### {title}"
    if section.note:
        yield _text(section.note)
    lines = [section.head, ("---",) * len(section.head), *islice(_lines(section), most)]
    yield "\n".join(f"| {' | '.join(line)} |" for line in lines)
    if _rows(section) > most:
        yield f"ほか {_rows(section) - most}行"
    if section.folded:
        yield "</details>"


def _lines(section: Section) -> Iterator[tuple[str, ...]]:
    """The rows; the page that they belong to has a row of its own, as Markdown has no other way."""
    for group in section.groups:
        if group.title:
            yield (f"**{_text(group.title)}**", *("",) * (len(section.head) - 1))
        for row in group.rows:
            yield tuple(map(_cell, row))


def _cell(cell: Cell) -> str:
    left = _CELL
    parts = []
    for span in cell:
        if left <= 0 and span.text:
            parts.append("…")
            break
        parts.append(_span(span, left))
        left -= len(span.text)
    return "".join(parts)


def _span(span: Span, left: int) -> str:
    text = span.text if len(span.text) <= left else span.text[:left] + "…"
    if span.style == "break":
        return "<br>"
    if span.style == "code" and re.fullmatch(r"[\w./-]+", text):
        return f"`{text}`"
    if span.style in {"strong", "changed"} and text.strip():  # `**` fails beside 「」 and 、
        return f"<strong>{_text(text)}</strong>"
    if span.style == "label":  # a narrow column would break Japanese anywhere
        return _JOIN.join(map(_text, text))
    return _text(text)


def _text(text: str) -> str:
    """Text that stays text."""
    apart = _REFERENCE.sub("\0", " ".join(text.splitlines()))
    return _AMPERSAND.sub("&\0", apart).translate(_ENTITIES).replace("\0", _APART)
