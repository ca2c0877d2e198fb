"""`indicators`: value, date, target, deadline and progress; what is not written is said so.

Options: `types` (`types-below`), the fields `value`, `unit`, `as-of`, `target`, `due`, `baseline`,
`denominator` (each names a field of the metamodel; the default is its own name with `_`),
`caption`. Values of different indicators are never added.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from docutils.parsers.rst import directives

from plantrace.model.fiscal_year import FiscalYear
from plantrace.views import naming, options
from plantrace.views.face import Page, View, add_view
from plantrace.views.table import (
    Block,
    Cell,
    Group,
    Line,
    Paragraph,
    Piece,
    Row,
    Table,
    joined,
    show,
    text,
)

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx

    from plantrace.model.graph import Graph

FIELDS = ("value", "unit", "as-of", "target", "due", "baseline", "denominator")
MISSING = "記載なし"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator as written (``""`` where it is not), and how far it has come, in words."""

    id: str
    about: tuple[str, ...]
    value: str
    as_of: str
    target: str
    due: str
    progress: str


@dataclass(frozen=True, slots=True)
class Indicators:
    """All of them, with the names of what they are about."""

    found: tuple[Indicator, ...]
    names: naming.Names
    kind: str
    caption: str


def indicators(graph: Graph, given: Mapping[str, Any]) -> Indicators:
    """Gather the indicators. Raises ViewError."""
    ids = options.select(graph, given, "types")
    fields = {name: options.field(graph, given, name, name.replace("-", "_")) for name in FIELDS}
    found = tuple(_indicator(graph, each, fields) for each in ids)
    kind = naming.type_names(graph, options.types(graph, given, "types"))
    return Indicators(
        found=found,
        names=naming.names_of(graph, (e for one in found for e in (one.id, *one.about))),
        kind=kind,
        caption=str(given.get("caption") or kind),
    )


def _indicator(graph: Graph, item_id: str, fields: Mapping[str, str]) -> Indicator:
    written = {name: str(graph[item_id].fields.get(field, "")) for name, field in fields.items()}
    unit = written["unit"]
    return Indicator(
        id=item_id,
        about=graph.targets(item_id, graph.metamodel.subject),
        value=_with_unit(written["value"], unit),
        as_of=date(written["as-of"]),
        target=_with_unit(written["target"], unit),
        due=date(written["due"]),
        progress=progress(written),
    )


def _with_unit(value: str, unit: str) -> str:
    return f"{value}{unit}" if value else ""


def date(written: str) -> str:
    """`2025-03-31` as `2025年3月31日（令和6年度末）`; what is no such date as it is written."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", written)
    if match is None:
        return written
    year, month, day = match.groups()
    if month is None:
        return f"{year}年"
    fiscal = FiscalYear(int(year) - (int(month) < 4)).japanese
    fiscal += "末" if (month, day) == ("03", "31") else ""
    return f"{year}年{int(month)}月" + (f"{int(day)}日" if day else "") + f"（{fiscal}）"


def progress(written: Mapping[str, str]) -> str:
    """How far the value is on its way to the target, or what is missing to say it.

    `written` has the texts of `value`, `unit`, `target`, `baseline`, `denominator`.
    """
    value, target = _number(written["value"]), _number(written["target"])
    lacking = [w for w, n in (("いまの値", value), ("目標", target)) if n is None]
    if value is None or target is None:
        said = f"{'と'.join(lacking)}の記載がないため、計算できません。"
    else:
        said = _reached(value, target, written)
    if written["unit"] in ("%", "％") and not written["denominator"]:
        said += "割合のもとになる数の記載はありません。"
    return said


def _reached(value: Decimal, target: Decimal, written: Mapping[str, str]) -> str:
    baseline = _number(written["baseline"])
    unit = written["unit"]
    if baseline is not None and baseline != target:
        share = (value - baseline) / (target - baseline) * 100
        return f"基準値 {baseline}{unit} から目標までの {share:.0f}％ です。"
    without = "" if baseline is not None else "基準値の記載がないため、伸びは計算できません。"
    return f"目標 {target}{unit} に対して {value}{unit} です。{without}"


def _number(written: str) -> Decimal | None:
    try:
        return Decimal(written)
    except InvalidOperation:
        return None


def blocks(data: Indicators) -> list[Block]:
    """One table; a row for each indicator."""
    heads = (data.kind, "値", "時点", "目標", "期限", "進みぐあい")
    groups = (Group(tuple(_row(one, heads, data.names) for one in data.found)),)
    table = Table(
        caption=data.caption,
        head=(Row([Cell(text(title), head="col") for title in heads]),),
        groups=groups,
    )
    note = f"{len(data.found)}件です。単位や数え方が違うため、値どうしは足していません。"
    return [table, Paragraph(text(note), css="plan-note")]


def _row(one: Indicator, heads: Sequence[str], names: naming.Names) -> Row:
    about = joined([naming.named(names, each) for each in one.about])
    below = (Paragraph(about, css="plan-above"),) if about else ()
    values = (one.value, one.as_of, one.target, one.due, one.progress)
    cells = (
        Cell(_written(value), label=head) for value, head in zip(values, heads[1:], strict=True)
    )
    return Row([Cell(naming.named(names, one.id), blocks=below, head="row"), *cells])


def _written(value: str) -> Line:
    return text(value) if value else (Piece(MISSING, css="plan-missing"),)


def render(data: Indicators, page: Page) -> Sequence[Node]:
    """The nodes of the view."""
    return show(blocks(data), page, "plan-indicators plan-wide")


def setup(app: Sphinx) -> None:
    """Called once by `plantrace.views.setup`."""
    given = dict.fromkeys(("types", "types-below", *FIELDS, "caption"), directives.unchanged)
    add_view(app, View("indicators", indicators, render, given))
