"""The first sentences of a report: how much changed, and what it means for the succession."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from plantrace.diff.changes import TITLE
from plantrace.diff.compare import Diff
from plantrace.diff.naming import Names
from plantrace.diff.relations import Gap, main_label
from plantrace.diff.text import Cell, Span, plain
from plantrace.model.graph import Link

MOST_POINTS = 5
_FEW = 3  # partners that are named; more are counted
_UNTOUCHED = "項目の内容・年度・つながりは変わっていません。"


def lead(diff: Diff, edited: tuple[str, ...] | None) -> str:
    """What changed, counted; one sentence where nothing of substance did.

    `edited`: the files that differ, None where that is not known.
    """
    changes = diff.changes
    if changes.substance:
        return "、".join((*_substance(diff), *_minor(diff))) + "。"
    if changes.moved or changes.reordered or changes.changed:
        return f"場所・並び・書き方だけの変更です（{'、'.join(_minor(diff))}）。{_UNTOUCHED}"
    if edited:
        return f"{len(edited)}個のファイルが変わりましたが、{_UNTOUCHED}"
    return "変更はありません。" if edited == () else "項目・つながりに変更はありません。"


def own_links(diff: Diff, links: tuple[Link, ...]) -> tuple[Link, ...]:
    """The links that are news of their own.

    An item comes and goes with its links; only the succession is worth a word then.
    """
    succession = diff.after.metamodel.succession
    new_or_gone = {*diff.changes.added, *diff.changes.removed}
    return tuple(
        link for link in links if link.name == succession or link.source not in new_or_gone
    )


def _substance(diff: Diff) -> Iterator[str]:
    names, changes = Names(diff), diff.changes
    alike_old = {old for old, _ in changes.renumbered}
    alike_new = {new for _, new in changes.renumbered}
    added = Counter(diff.after[each].type for each in changes.added if each not in alike_new)
    removed = Counter(diff.before[each].type for each in changes.removed if each not in alike_old)
    known = (*diff.after.metamodel.types, *diff.before.metamodel.types)
    for name in dict.fromkeys((*known, *added, *removed)):
        if added[name] or removed[name]:
            yield f"{names.type(name)}{_signed(added[name], removed[name])}"
    fields = Counter(
        field.name for change in changes.changed for field in change.fields if not field.spelling
    )
    years = diff.after.metamodel.years
    for label, count in (
        ("番号が変わった疑い", len(changes.renumbered)),
        ("改題", fields.pop(TITLE, 0)),
        (f"{names.field(years)}の変更", fields.pop(years, 0)),
        ("内容の変更", fields.total()),
    ):
        if count:
            yield f"{label} {count}"
    gained = len(own_links(diff, changes.links_added))
    lost = len(own_links(diff, changes.links_removed))
    if gained or lost:
        yield f"つながり{_signed(gained, lost)}"


def _minor(diff: Diff) -> Iterator[str]:
    changes = diff.changes
    spelling = sum(field.spelling for change in changes.changed for field in change.fields)
    if changes.renamed_pages:
        yield f"ファイル名の変更 {len(changes.renamed_pages)}ページ"
    if changes.moved_alone:
        yield f"ほかのページへの移動 {len(changes.moved_alone)}件"
    if changes.reordered:
        yield f"並びの変更 {len(changes.reordered)}ページ"
    if spelling:
        yield f"書き方だけの変更 {spelling}か所"


def _signed(more: int, less: int) -> str:
    return (f" +{more}" if more else "") + (f" −{less}" if less else "")


def points(diff: Diff) -> list[Cell]:
    """A sentence for each main pair that was parted or joined; opened gaps first."""
    found = [
        *(_point(diff, pair, joined=False) for pair in diff.pairs_lost),
        *(_point(diff, pair, joined=True) for pair in diff.pairs_gained),
    ]
    found.sort(key=lambda point: point[0])
    shown = [cell for _, cell in found[:MOST_POINTS]]
    if len(found) > MOST_POINTS:
        rest = len(found) - MOST_POINTS
        shown.append(plain(f"ほかに、つながりの組み合わせの変更が {rest}件あります。"))
    return shown


# How grave it is what a pair's change leaves at one end.
_NONE_LEFT, _FIRST, _ONE_LEFT, _OTHER = range(4)


def _point(diff: Diff, pair: tuple[str, str], *, joined: bool) -> tuple[int, Cell]:
    names = Names(diff)
    source, target = pair
    verb = "加わり" if joined else "なくなり"
    start = f"{names.short(source)} → {names.said(target).lstrip()}が{verb}"
    weight, text = _result(diff, Gap(target, "backward"))
    said = [text] if text else []
    # of the older plan's end only what is grave: its last or its first link
    source_weight, text = _result(diff, Gap(source, "forward"))
    if text and source_weight in {_NONE_LEFT, _FIRST}:
        said.append(text)
        weight = min(weight, source_weight)
    if not said:
        return weight, plain(f"{start}ました。")
    return weight, (Span(f"{start}、"), Span("、".join(said), "strong"), Span("。"))


def _result(diff: Diff, end: Gap) -> tuple[int, str]:
    """What an end has now, in words; ``""`` for an item that is gone."""
    old, new = diff.relations
    names = Names(diff)
    if end.id not in diff.after:
        return _OTHER, ""
    who = f"{names.said(end.id).lstrip()}の{main_label(diff.after.metamodel, end.direction)}"
    partners = new.partners.get(end, ())
    few = f" {len(partners)}件"
    if len(partners) <= _FEW:
        few = "・".join(map(names.short, partners))
        few = few if few.endswith("」") else f" {few} "
    if end.id not in diff.before:
        return _OTHER, f"{who}は{few}です"
    if not partners:
        return _NONE_LEFT, f"{who}がなくなります"
    if end not in old.partners:
        return _FIRST, f"{who}が初めてつきます"
    if len(partners) == 1:
        return _ONE_LEFT, f"{who}は{few}だけになります"
    return _OTHER, f"{who}は{few}になります"
