"""A report as one HTML file: no script, nothing from elsewhere, light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

from plantrace.diff.text import Cell, Group, Report, Section, Span

_TAGS = {"": "", "strong": "strong", "code": "code", "changed": "mark", "label": "b"}


def html(report: Report) -> str:
    """The whole file; everything is in it, long tables are folded."""
    style = Path(__file__).with_name("report.css").read_text(encoding="utf-8")
    points = "".join(f"<li>{_cell(point)}</li>\n" for point in report.points)
    parts = (
        '<!DOCTYPE html>\n<html lang="ja">\n<head>\n<meta charset="utf-8">',
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">",
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        f"<title>{escape(report.title)}（{escape(report.sides)}）</title>",
        f"<style>\n{style}</style>\n</head>\n<body>\n<main>",
        f'<h1>{escape(report.title)}</h1>\n<p class="sides">{escape(report.sides)}</p>',
        f'<p class="lead">{_cell(report.lead)}</p>',
        f"<ul>\n{points}</ul>" if points else "",
        *(_section(section) for section in report.sections),
        "</main>\n</body>\n</html>\n",
    )
    return "\n".join(part for part in parts if part)


def _section(section: Section) -> str:
    title = escape(section.heading)
    note = f"<p>{escape(section.note)}</p>\n" if section.note else ""
    table = f"{note}{_table(section)}"
    heading = f'<h2 id="{section.key}">{title}</h2>'
    if section.folded:
        table = f"<details open>\n<summary>表をたたむ・ひらく</summary>\n{table}\n</details>"
    return f'<section aria-labelledby="{section.key}">\n{heading}\n{table}\n</section>'


def _table(section: Section) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in section.head)
    bodies = "\n".join("\n".join(_body(section, group)) for group in section.groups)
    return (
        f'<div class="wide" tabindex="0" role="region" aria-labelledby="{section.key}">'
        f"<table>\n<thead><tr>{head}</tr></thead>\n{bodies}\n</table></div>"
    )


def _body(section: Section, group: Group) -> Iterator[str]:
    yield "<tbody>"
    if group.title:
        width = len(section.head)
        yield f'<tr><th scope="rowgroup" colspan="{width}">{escape(group.title)}</th></tr>'
    for first, *rest in group.rows:
        cells = "".join(f"<td>{_cell(cell)}</td>" for cell in rest)
        yield f'<tr><th scope="row">{_cell(first)}</th>{cells}</tr>'
    yield "</tbody>"


def _cell(cell: Cell) -> str:
    return "".join(map(_span, cell))


def _span(span: Span) -> str:
    if span.style == "break":
        return "<br>"
    tag = _TAGS[span.style]
    text = escape(span.text).replace("\n", "<br>")
    return f"<{tag}>{text}</{tag}>" if tag else text
