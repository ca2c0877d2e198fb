"""A diff in Japanese, before any format. The writers only lay it out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from plantrace.diff.compare import Diff
from plantrace.diff.items import ITEM_HEAD, item_sections
from plantrace.diff.lead import lead, points
from plantrace.diff.naming import Names
from plantrace.diff.relations import Gap, main_label
from plantrace.diff.text import BREAK, Cell, Group, Report, Row, Section, Span, label, plain

if TYPE_CHECKING:
    from plantrace.diff.impact import Affected
    from plantrace.diff.sides import Side

DOCUMENTS, METAMODEL = "docs/", "ubproject.toml"
TITLE = "計画のつながりへの影響"
FEW = 15
"""up to so many rows of changes stand in one open table."""
_SHOWN = 3  # more changes that lead to one item are counted


def report(diff: Diff, before: Side, after: Side, edited: tuple[str, ...] | None = None) -> Report:
    """Put a diff into words.

    edited: paths of the files that differ, relative to the project; None where that is not known.
    """
    pages = {**before.pages, **after.pages}
    sections = [
        *_gathered(list(item_sections(diff, pages))),
        *_gaps(diff),
        *_coverage(diff),
        *_impact(diff),
        *_page_order(before, after),
        *_other_files(diff, edited, before.pages, after.pages),
    ]
    return Report(
        title=TITLE,
        sides=f"{before.name} → {after.name}",
        lead=plain(lead(diff, edited)),
        points=tuple(points(diff)),
        sections=tuple(sections),
    )


def _gathered(sections: list[Section]) -> list[Section]:
    """A few changes in one open table, many by kind and page."""
    rows = tuple(row for section in sections for group in section.groups for row in group.rows)
    if not rows or len(rows) > FEW:
        return sections
    count = sum(section.count for section in sections)
    note = "".join(section.note for section in sections)
    group = (Group("", rows),)
    return [Section("changes", "変更", count, ITEM_HEAD, group, note, folded=False)]


def _gaps(diff: Diff) -> Iterator[Section]:
    rows = tuple(_gap(diff, gap) for gap in (*diff.gaps_opened, *diff.gaps_closed))
    if rows:
        title = "つながりが切れた項目・ついた項目"
        head = ("項目", "何が", "前", "後")
        yield Section("gaps", title, len(rows), head, (Group("", rows),), folded=len(rows) > FEW)


def _gap(diff: Diff, gap: Gap) -> Row:
    has = tuple(
        plain(
            "（項目なし）"
            if gap.id not in side.graph
            else ("あり" if gap.id in side.covered[gap.direction] else "なし")
        )
        for side in diff.relations
    )
    what = main_label(diff.after.metamodel, gap.direction)
    return (Names(diff).whole(gap.id), label(what), *has)


def _coverage(diff: Diff) -> Iterator[Section]:
    """Every level; what changed is marked. Nothing where no level has any item."""
    names = Names(diff)
    model = diff.after.metamodel
    changed = sum(level.before != level.after for level in diff.coverage)
    rows = tuple(
        (
            plain(names.type(level.type)),
            plain(f"{main_label(model, level.direction)}の記載があるもの"),
            plain(str(level.before)),
            (Span(str(level.after), "strong" if level.before != level.after else ""),),
        )
        for level in diff.coverage
        if level.before.total or level.after.total
    )
    if rows and diff.changes.substance:
        note = f"{changed}段で件数が変わりました。" if changed else "件数は変わっていません。"
        title = "つながりの記載がある件数"
        head = ("段", "数えるもの", "前", "後")
        yield Section("coverage", title, 0, head, (Group("", rows),), note)


def _impact(diff: Diff) -> Iterator[Section]:
    names = Names(diff)
    above = diff.relations[1].ends.above_both
    rows = tuple(
        (names.whole(each), _ways(names, ways))
        for each, ways in diff.touched.items()
        if names.graph(each)[each].type not in above
    )
    if rows:
        title = "影響をうける項目"
        note = "変更とつながっている項目です。内容がいまも合っているかを確かめてください。"
        head = ("項目", "変更からのたどり方")
        yield Section("impact", title, len(rows), head, (Group("", rows),), note)


def _ways(names: Names, ways: tuple[tuple[str, Affected], ...]) -> Cell:
    """The shortest way, and the other changes that lead here too."""
    (seed, affected), *others = ways
    way = names.short(seed)
    for step in affected.path:
        way += f" ─{names.link(step.link, along=step.along)}→ {names.short(step.id)}"
    if affected.before:
        way += "（前の版のつながり）"
    if not others:
        return plain(way)
    shown = "、".join(names.short(each) for each, _ in others[:_SHOWN])
    rest = f" など {len(others)}件" if len(others) > _SHOWN else ""
    return (Span(way), BREAK, Span(f"ほかに、{shown}{rest}の変更から"))


def _page_order(before: Side, after: Side) -> Iterator[Section]:
    old = [page for page in before.pages if page in after.pages]
    new = [page for page in after.pages if page in before.pages]
    if old != new:
        rows = tuple(
            (plain(f"{place}番目"), plain(before.pages[one]), plain(after.pages[other]))
            for place, (one, other) in enumerate(zip(old, new, strict=True), start=1)
            if one != other
        )
        head = ("順番", "前", "後")
        yield Section("pages", "ページの順番の変更", len(rows), head, (Group("", rows),))


def _other_files(
    diff: Diff, edited: tuple[str, ...] | None, old: Mapping[str, str], new: Mapping[str, str]
) -> Iterator[Section]:
    """Files that changed without a change of their items: prose, the metamodel, programs.

    `old` and `new` are the pages of each side; empty where they are not known.
    """
    documents = _documents(diff)
    others = [path for path in edited or () if _document(path) not in documents]
    named = [path for path in others if path.startswith(DOCUMENTS) or path == METAMODEL]
    rows: list[Row] = [
        ((Span(path, "code"), Span(_came_or_went(_document(path), old, new))),) for path in named
    ]
    if len(others) > len(named):
        rows.append((plain(f"資料ではないファイル {len(others) - len(named)}個"),))
    if rows:
        note = "項目に変更のないファイルです。中身は、ファイルの差分で確かめてください。"
        group = (Group("", tuple(rows)),)
        yield Section("files", "文章などの変更", len(others), ("ファイル",), group, note)


def _came_or_went(page: str, old: Mapping[str, str], new: Mapping[str, str]) -> str:
    if not old or not new or (page in old) == (page in new):
        return ""
    return (
        f"（新しいページ「{new[page]}」）"
        if page in new
        else f"（なくなったページ「{old[page]}」）"
    )


def _document(path: str) -> str:
    return path.removeprefix(DOCUMENTS).rpartition(".")[0]


def _documents(diff: Diff) -> set[str]:
    """Documents whose items changed in any way."""
    changes = diff.changes
    ids = {
        *changes.added,
        *changes.removed,
        *(change.id for change in changes.changed),
        *(move.id for move in changes.moved),
        *(link.source for link in (*changes.links_added, *changes.links_removed)),
    }
    placed = {
        graph[each].docname
        for graph in (diff.before, diff.after)
        for each in ids & graph.items.keys()
    }
    return placed | {each.document for each in changes.reordered}
