"""`coverage`: how many items of a level a link concerns, which they are, and which are gaps.

Options: `types` (`types-below`), `link` (else the succession), `direction` (`outgoing`, or
`incoming`: seen from the other end), `to` (types to name the other ends by), `reason` (field that
explains a gap), `at-least` (a gate in percent; an explained gap passes it), and the wording:
`summary` (`{covered}`, `{total}`, `{types}`, `{link}`), `denominator` (`{kinds}`, `{total}`),
`covered`, `explained`, `gaps` (leads of the lists, with `{count}`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from docutils.parsers.rst import directives

from plantrace.views import naming, options
from plantrace.views.ends import End, ends
from plantrace.views.face import Page, View, ViewError, add_view
from plantrace.views.table import (
    Block,
    Entry,
    Line,
    Listing,
    Paragraph,
    Piece,
    joined,
    show,
    text,
)

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx

    from plantrace.model.graph import Graph

DIRECTIONS = ("outgoing", "incoming")
WORDING = {
    "summary": "{types}のうち、「{link}」の記載があるもの {covered}／{total}",
    "denominator": "数えているのは、{kinds}です。",
    "covered": "「{link}」の記載があるもの（{count}）",
    "explained": "記載がなく、その理由を説明しているもの（{count}）",
    "gaps": "記載がなく、理由の説明もないもの（{count}）",
}


@dataclass(frozen=True, slots=True)
class Covered:
    """The items of a level, each in exactly one of three places, in document order."""

    covered: tuple[tuple[str, tuple[End, ...]], ...]
    explained: tuple[tuple[str, str], ...]
    """(gap, why it is one)"""
    unexplained: tuple[str, ...]

    @property
    def total(self) -> int:
        """How many items there are."""
        return len(self.covered) + len(self.explained) + len(self.unexplained)


@dataclass(frozen=True, slots=True)
class Coverage:
    """The level with the names of all it mentions, the sentences of the view, and its gate."""

    level: Covered
    names: naming.Names
    wording: Mapping[str, str]
    arrow: str
    """between an item and what it is linked with"""
    at_least: Decimal | None


def cover(graph: Graph, given: Mapping[str, Any]) -> Covered:
    """Sort the items of `types` into covered and gaps. Raises ViewError."""
    ids = options.select(graph, given, "types")
    to = options.select(graph, given, "to") if given.get("to") else ()
    reason = options.field(graph, given, "reason", graph.metamodel.reason)
    found = ends(graph, ids, options.link(graph, given), to, outgoing=_outgoing(given))
    gaps = [(each, str(graph[each].fields.get(reason, ""))) for each in ids if each not in found]
    return Covered(
        covered=tuple((each, found[each]) for each in ids if each in found),
        explained=tuple((each, why) for each, why in gaps if why),
        unexplained=tuple(each for each, why in gaps if not why),
    )


def _outgoing(given: Mapping[str, Any]) -> bool:
    direction = str(given.get("direction") or DIRECTIONS[0]).strip()
    if direction not in DIRECTIONS:
        raise ViewError(
            f":direction: の「{direction}」は使えません。"
            f"{' か '.join(DIRECTIONS)} と書いてください。"
        )
    return direction == DIRECTIONS[0]


def coverage(graph: Graph, given: Mapping[str, Any]) -> Coverage:
    """The coverage that the options ask for. Raises ViewError."""
    level = cover(graph, given)
    gaps = (*(each for each, _ in level.explained), *level.unexplained)
    shown = (each for item, to in level.covered for each in (item, *(end.id for end in to)))
    return Coverage(
        level=level,
        names=naming.names_of(graph, (*shown, *gaps)),
        wording=_wording(graph, given, level),
        arrow="→" if _outgoing(given) else "←",
        at_least=_gate(given),
    )


def _wording(graph: Graph, given: Mapping[str, Any], level: Covered) -> dict[str, str]:
    types = options.types(graph, given, "types")
    names = graph.metamodel.links[options.link(graph, given)]
    chosen = options.select(graph, given, "types")
    counts = {name: sum(graph[each].type == name for each in chosen) for name in types}
    kinds = "、".join(f"{graph.metamodel.types[n].title} {counts[n]}" for n in types)
    parts = {
        "covered": len(level.covered),
        "explained": len(level.explained),
        "gaps": len(level.unexplained),
    }
    values = {
        "types": naming.type_names(graph, types),
        "link": names.outgoing if _outgoing(given) else names.incoming,
        "kinds": kinds if len(types) == 1 else f"{kinds}（あわせて {level.total}）",
        "total": level.total,
        **parts,
    }
    return {
        option: options.fill(
            str(given.get(option) or default), **values, count=parts.get(option, level.total)
        )
        for option, default in WORDING.items()
    }


def _gate(given: Mapping[str, Any]) -> Decimal | None:
    written = str(given.get("at-least") or "").strip()
    if not written:
        return None
    try:
        gate = Decimal(written.rstrip("%％"))
    except InvalidOperation:
        gate = Decimal(-1)
    if not 0 <= gate <= 100:
        raise ViewError(f":at-least: の「{written}」は、0から100までの数で書いてください。")
    return gate


def finding(data: Coverage) -> str | None:
    """The sentence that says by what the gate is missed; None when it is not."""
    level = data.level
    passed = level.total - len(level.unexplained)
    if data.at_least is None or passed * 100 >= data.at_least * level.total:
        return None
    gaps = "、".join(f"{each}（{data.names[each].whole}）" for each in level.unexplained)
    return (
        f"{data.wording['summary']}。"
        f"理由を説明しているものを合わせても {passed}／{level.total} で、"
        f":at-least: の {data.at_least}％ に届きません。記載も説明もないもの: {gaps}"
    )


def blocks(data: Coverage) -> list[Block]:
    """The count, what is counted, and the lists."""
    level = data.level
    found: list[Block] = [
        Paragraph(text(data.wording["summary"]), css="plan-summary"),
        Paragraph(text(data.wording["denominator"]), css="plan-note"),
    ]
    covered = tuple(Entry(_covered(data, each, to)) for each, to in level.covered)
    gaps = tuple(Entry(naming.named(data.names, each)) for each in level.unexplained)
    # what is missing comes first: it is what one looks for here
    for option, entries in (
        ("gaps", gaps),
        ("explained", _by_reason(data)),
        ("covered", covered),
    ):
        if entries:
            lead = text(data.wording[option])
            found.append(Listing(entries, lead, css=f"plan-{option}"))
    if level.total and len(level.covered) == level.total:
        found.append(Paragraph(text("記載がないものはありません。")))
    return found


def _covered(data: Coverage, item_id: str, to: Sequence[End]) -> Line:
    others = joined([naming.named(data.names, end.id) for end in to])
    return (*naming.named(data.names, item_id), Piece(f" {data.arrow} "), *others)


def _by_reason(data: Coverage) -> tuple[Entry, ...]:
    """Gaps with one reason stand together under it."""
    by_reason: dict[str, list[str]] = {}
    for each, why in data.level.explained:
        by_reason.setdefault(why, []).append(each)
    return tuple(
        Entry(text(why), tuple(Entry(naming.named(data.names, each)) for each in ids))
        for why, ids in by_reason.items()
    )


def render(data: Coverage, page: Page) -> Sequence[Node]:
    """The nodes of the view."""
    return show(blocks(data), page, "plan-coverage")


OPTIONS = (
    "types",
    "types-below",
    "link",
    "direction",
    "to",
    "to-below",
    "reason",
    "at-least",
    *WORDING,
)


def setup(app: Sphinx) -> None:
    """Called once by `plantrace.views.setup`."""
    given = dict.fromkeys(OPTIONS, directives.unchanged)
    add_view(app, View("coverage", coverage, render, given, finding=finding))
