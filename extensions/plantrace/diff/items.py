"""Changes of items and links as rows: item, what changed, before, after."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from plantrace.diff.changes import TITLE, FieldChange
from plantrace.diff.compare import Diff
from plantrace.diff.lead import own_links
from plantrace.diff.naming import Names
from plantrace.diff.text import Cell, Group, Row, Section, Span, both, joined, label, plain
from plantrace.model.graph import Graph, Link

ITEM_HEAD = ("項目", "変更", "前", "後")
_COMMA = Span("、")

Placed = tuple[str, Row]
"""a row and the document that it belongs to."""


def item_sections(diff: Diff, pages: Mapping[str, str]) -> Iterator[Section]:
    """A section for each kind of change that there is; `pages` are the titles of documents."""
    years = diff.after.metamodel.years
    alike = {each for pair in diff.changes.renumbered for each in pair}
    added = [each for each in diff.changes.added if each not in alike]
    removed = [each for each in diff.changes.removed if each not in alike]
    renumbered = "番号は変えないことになっています。前の番号に戻してください。"
    addresses = "ファイルの名前が変わると、サイトでのページのアドレスも変わります。"
    kinds: tuple[tuple[str, str, list[Placed], str], ...] = (
        ("links", "つながりの変更", list(_links(diff)), ""),
        ("added", "項目の追加", [_came(diff, diff.after, each) for each in added], ""),
        ("removed", "項目の削除", [_came(diff, diff.before, each) for each in removed], ""),
        ("renumbered", "番号が変わった疑い", list(_renumbered(diff)), renumbered),
        ("renamed", "改題", _fields(diff, _named({TITLE})), ""),
        ("years", f"{Names(diff).field(years)}の変更", _fields(diff, _named({years})), ""),
        ("fields", "内容の変更", _fields(diff, _named({TITLE, years}, but=True)), ""),
        ("spelling", "書き方だけの変更", _fields(diff, lambda field: field.spelling), ""),
        ("pages-renamed", "ファイル名の変更", list(_renamed_pages(diff, pages)), addresses),
        ("moved", "ほかのページへの移動", list(_moved(diff, pages)), ""),
        ("reordered", "並びの変更", list(_reordered(diff, pages)), ""),
    )
    for key, title, placed, note in kinds:
        if placed:
            yield Section(key, title, len(placed), ITEM_HEAD, _grouped(placed, pages), note)


def _grouped(placed: Iterable[Placed], pages: Mapping[str, str]) -> tuple[Group, ...]:
    found: dict[str, list[Row]] = {}
    for document, row in placed:
        found.setdefault(document, []).append(row)
    return tuple(
        Group(pages.get(document, document), tuple(rows)) for document, rows in found.items()
    )


def _links(diff: Diff) -> Iterator[Placed]:
    """One row for each item and kind of link, the succession first."""
    names = Names(diff)
    lost = _by_source(own_links(diff, diff.changes.links_removed))
    gained = _by_source(own_links(diff, diff.changes.links_added))
    succession = diff.after.metamodel.succession
    for source, name in sorted({**lost, **gained}, key=lambda end: end[1] != succession):
        old, new = lost.get((source, name), ()), gained.get((source, name), ())
        before = joined([names.whole(link.target) for link in old], _COMMA)
        after = joined([names.whole(link.target) for link in new], _COMMA)
        kept = "".join(_kept(diff, old)) if name == succession else ""
        row = (names.whole(source), label(names.link(name)), before, (*after, *plain(kept)))
        yield names.graph(source)[source].docname, row


def _by_source(links: Iterable[Link]) -> dict[tuple[str, str], list[Link]]:
    found: dict[tuple[str, str], list[Link]] = {}
    for link in links:
        found.setdefault((link.source, link.name), []).append(link)
    return found


def _kept(diff: Diff, lost: Iterable[Link]) -> Iterator[str]:
    """Where a link was cut but its main items are still connected by another."""
    old, new = diff.relations
    names = Names(diff)
    pairs = (
        (source, target)
        for link in lost
        for source in old.mains(link.source, "forward")
        for target in old.mains(link.target, "backward")
    )
    for source, target in dict.fromkeys(pairs):
        if (source, target) in new.pairs:
            yield f"（{names.short(source)} → {names.short(target)} は、ほかのつながりで残ります）"


def _came(diff: Diff, graph: Graph, item_id: str) -> Placed:
    """An item that was added or removed, with what it says."""
    names, item = Names(diff), graph[item_id]
    links = (
        f"{names.link(name)}：{'、'.join(map(names.short, targets))}"
        for name, targets in item.links.items()
        if name != graph.metamodel.succession
    )
    fields = (
        f"{names.field(name)}：{names.value(name, value)}" for name, value in item.fields.items()
    )
    says = plain("／".join((*links, *fields)))
    came = graph is diff.after
    change = "追加" if came else "削除"
    return item.docname, (
        names.whole(item_id),
        label(change),
        *(((), says) if came else (says, ())),
    )


def _renumbered(diff: Diff) -> Iterator[Placed]:
    names = Names(diff)
    for old, new in diff.changes.renumbered:
        ids: tuple[Cell, Cell] = ((Span(old, "code"),), (Span(new, "code"),))
        yield diff.after[new].docname, (names.whole(new), label("番号"), *ids)


def _named(names: set[str], *, but: bool = False) -> Callable[[FieldChange], bool]:
    """Chooses changes of substance of the fields of these names, or of all but these."""
    return lambda field: not field.spelling and (field.name in names) != but


def _fields(diff: Diff, wanted: Callable[[FieldChange], bool]) -> list[Placed]:
    names = Names(diff)
    found: list[Placed] = []
    for change in diff.changes.changed:
        item = names.whole(change.id)
        for field in filter(wanted, change.fields):
            values = (names.value(field.name, value) for value in (field.before, field.after))
            what = label(names.field(field.name))
            how = plain("（書き方だけ）") if field.spelling else ()
            row = (item, (*what, *how), *both(*values))
            found.append((diff.after[change.id].docname, row))
    return found


def _renamed_pages(diff: Diff, pages: Mapping[str, str]) -> Iterator[Placed]:
    for page in diff.changes.renamed_pages:
        title = plain(f"{pages.get(page.after, page.after)}（項目 {page.items}件）")
        files = ((Span(name, "code"),) for name in (page.before, page.after))
        yield page.after, (title, label("ファイル名"), *files)


def _moved(diff: Diff, pages: Mapping[str, str]) -> Iterator[Placed]:
    names = Names(diff)
    for move in diff.changes.moved_alone:
        titles = [pages.get(page, page) for page in (move.before, move.after)]
        alike = titles[0] == titles[1]  # then only their files tell the two apart
        places = (move.before, move.after) if alike else titles
        yield move.after, (names.whole(move.id), label("移動"), *map(plain, places))


def _reordered(diff: Diff, pages: Mapping[str, str]) -> Iterator[Placed]:
    names = Names(diff)
    for each in diff.changes.reordered:
        orders = (plain("、".join(map(names.short, ids))) for ids in (each.before, each.after))
        page = plain(pages.get(each.document, each.document))
        yield each.document, (page, label("並び"), *orders)
