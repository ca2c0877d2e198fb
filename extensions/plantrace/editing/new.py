"""A new item: its block with the next free id, in the right place, or a sentence that says why not.

What is written is judged by the same rules as a build: a draft that would be an error is refused,
a warning (a new measure that nothing continues yet) is handed on.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from plantrace.editing.ids import learn, next_id, parents, up_link
from plantrace.editing.place import Insertion, find, insert
from plantrace.editing.source import DOCUMENTS, EditError, Source
from plantrace.editing.trace import id_meant
from plantrace.findings import Finding, check_graph, check_pages
from plantrace.findings.book import Book
from plantrace.findings.page import Names
from plantrace.model import fiscal_year
from plantrace.model.fiscal_year import FiscalYearError
from plantrace.model.graph import Item
from plantrace.model.metamodel import ItemType
from plantrace.model.suggest import nearest, nearest_name


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks for; what is left empty is found out."""

    type: str
    """name or Japanese name of a type"""
    under: tuple[str, ...] = ()
    title: str = ""
    id: str = ""
    values: Mapping[str, str] | None = None
    """link or field name -> value as in Markdown"""


@dataclass(frozen=True, slots=True)
class Draft:
    """A new item, not yet written."""

    id: str
    path: str
    line: int
    block: tuple[str, ...]
    stand_ins: tuple[str, ...]
    """names whose values only hold the place until somebody writes the right ones"""
    warnings: tuple[str, ...]
    """sentences about what is still to be done"""
    texts: Mapping[str, str]
    """path -> new text of every page that changes"""


def draft(source: Source, wish: Wish, used: Callable[[str], bool] = lambda _: False) -> Draft:
    """What a wish comes to. `used` says whether an id was ever used. Raises EditError."""
    item_type = _type(source, wish.type)
    under = _under(source, item_type, wish.under)
    item_id = _id(source, item_type, under, wish.id, used)
    values, stand_ins = _values(source, item_type, under, wish)
    title = " ".join(wish.title.split(None)) or f"新しい{item_type.title} {item_id}"
    stand_ins = (*(() if wish.title.strip() else ("題名",)), *stand_ins)
    options = {"id": item_id, **values}
    block = (
        f":::{{{item_type.name}}} {title}",
        *(f":{name}: {options[name]}" for name in _ordered(source, item_type, under, options)),
        ":::",
    )
    item = Item(item_id, item_type.name, title, {}, {})
    insertions = find(source, item, under[0] if under else None, block)
    return _checked(source, insertions, block, item_id, stand_ins)


# ------------------------------------------------------------------ what is asked for


def _type(source: Source, name: str) -> ItemType:
    labels = {each.name: each.title for each in source.metamodel.types.values()}
    meant = nearest_name(name, labels, cutoff=1.0)
    if meant is not None:
        return source.metamodel.types[meant]
    known = "、".join(f"{each}（{label}）" for each, label in labels.items())
    near = nearest_name(name, labels)
    hint = f"「{near}」ではありませんか。" if near else f"使えるのは {known} です。"
    raise EditError(f"「{name}」という種類はありません。{hint}")


def _under(source: Source, item_type: ItemType, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """The ids that a new item hangs on, checked. Raises EditError."""
    graph, types = source.graph, source.metamodel.types
    link = up_link(source.metamodel, item_type)
    if link is None:
        if wanted:
            raise EditError(
                f"{item_type.title}は、ほかの項目の下に置けません。--under を外してください。"
            )
        return ()
    allowed = item_type.links[link]
    names = "・".join(types[each].title for each in allowed if each in types) or "どれかの項目"
    if not wanted:
        example = next((each.id for each in graph.of_type(*(allowed or types))), "")
        hint = f"（例: --under {example}）" if example else ""
        raise EditError(
            f"{item_type.title}は、{names}の下に置きます。--under で番号を書いてください{hint}。"
        )
    found = []
    for text in wanted:
        each = id_meant(graph, text)
        if each is None:
            raise EditError(_unknown(source, text))
        if allowed and graph[each].type not in allowed:
            raise EditError(_misplaced(source, item_type, each, names))
        found.append(each)
    most = source.limits.get((item_type.name, link), len(found))
    if len(found) > most:
        raise EditError(f"{item_type.title}の :{link}: に書ける番号は、{most}個までです。")
    return tuple(dict.fromkeys(found))


def _unknown(source: Source, item_id: str) -> str:
    near = nearest(item_id, source.graph.items, cutoff=0.6)
    hint = f"「{near}」（{source.graph[near].title}）ではありませんか。" if near else ""
    return f"「{item_id}」という番号の項目はありません。{hint}"


def _misplaced(source: Source, item_type: ItemType, under: str, names: str) -> str:
    """A type that cannot stand there: where it can, and what can stand there."""
    types, here = source.metamodel.types, source.graph[under].type
    can = [
        f"{each.title}（{each.name}）"
        for each in types.values()
        if here in each.links.get(up_link(source.metamodel, each) or "", ())
    ]
    return (
        f"{item_type.title}は、{types[here].title}（{under}）の下に置けません。"
        f"置けるのは、{names}の下です。"
        + (f"{under} の下に置けるのは、{'、'.join(can)}です。" if can else "")
    )


def _id(
    source: Source,
    item_type: ItemType,
    under: tuple[str, ...],
    wanted: str,
    used: Callable[[str], bool],
) -> str:
    """The id asked for, or the next one. Raises EditError."""
    graph = source.graph
    if wanted:
        if wanted in graph:
            raise EditError(
                f"番号「{wanted}」は、{graph[wanted].title}（{graph[wanted].type}）が使っています。"
            )
        if used(wanted):
            raise EditError(f"番号「{wanted}」は、前に使われていました。別の番号にしてください。")
        return wanted
    parent = under[0] if under else None
    scheme = learn(graph, item_type.name, parent)
    if scheme is None or not (parent or scheme.width):
        example = f"{parent}-1" if parent else "A-1"
        raise EditError(
            f"{item_type.title}の番号の付け方を、ほかの項目から読み取れません。"
            f"--id で番号を書いてください（例: --id {example}）。"
        )
    found = next_id(graph, scheme, used)
    if found is None:
        raise EditError(
            f"{item_type.title}は、番号「{scheme.stem}」で、もうあるか、前にありました。"
            f"もう1つ加えるときは、--id で番号を書いてください（例: --id {scheme.stem}-2）。"
        )
    return found


# ------------------------------------------------------------------ what is written


def _values(
    source: Source, item_type: ItemType, under: tuple[str, ...], wish: Wish
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Option -> value, and the options whose values are stand-ins. Raises EditError."""
    link = up_link(source.metamodel, item_type)
    values = {link: ", ".join(under)} if link else {}
    for name, value in (wish.values or {}).items():
        values[name] = (
            _years(value) if name == source.metamodel.years else _value(source, name, value)
        )
    missing = [name for name in Names.of(source.metamodel).options if name in item_type.required]
    stand_ins = tuple(name for name in missing if name not in values)
    values |= {name: _stand_in(source, item_type, under, name) for name in stand_ins}
    return values, stand_ins


def _value(source: Source, name: str, text: str) -> str:
    """A value as it is stored; width makes no difference where a pattern is to be met."""
    text = " ".join(text.split(None))
    pattern = source.schemas.get(name, {}).get("pattern")
    if pattern is None:
        return text
    folded = unicodedata.normalize("NFKC", text)
    if re.search(pattern, folded) is None:
        label = source.metamodel.fields.get(name, name)
        raise EditError(
            f"{name}（{label}）の「{text}」は、決められた形（{pattern}）ではありません。"
        )
    return folded


def _years(text: str) -> str:
    try:
        return fiscal_year.write_list(fiscal_year.parse_list(text))
    except FiscalYearError as error:
        raise EditError(str(error)) from error


def _stand_in(source: Source, item_type: ItemType, under: tuple[str, ...], name: str) -> str:
    """A value that a build accepts until the right one is written. Raises EditError."""
    schema = source.schemas.get(name, {})
    if name == source.metamodel.years and (year := _latest(source, item_type, under)):
        return year
    if name in source.metamodel.links or "pattern" in schema or schema.get("type") == "array":
        label = Names.of(source.metamodel).options[name]
        raise EditError(
            f"{item_type.title}には {name}（{label}）が必要です。--set {name}=値 を付けてください。"
        )
    return f"（{source.metamodel.fields[name]}を書いてください）"


def _latest(source: Source, item_type: ItemType, under: tuple[str, ...]) -> str:
    """The last fiscal year that the siblings name, or else anything of the type."""
    graph, field = source.graph, source.metamodel.years
    items = graph.of_type(item_type.name)
    siblings = [each for each in items if set(under) & set(parents(graph, each))]
    for group in (siblings, items):
        terms = [term for each in group for term in each.fields.get(field, ())]
        try:
            years = fiscal_year.parse_list(",".join(terms))
        except FiscalYearError:
            continue
        return str(replace(max(years), ongoing=False))
    return ""


def _ordered(
    source: Source, item_type: ItemType, under: tuple[str, ...], options: Mapping[str, str]
) -> list[str]:
    """The options in the order of the last sibling; what that has not, in the metamodel's."""
    graph = source.graph
    items = graph.of_type(item_type.name)
    siblings = [each for each in items if set(under) & set(parents(graph, each))]
    known = list(Names.of(source.metamodel).options)
    if model := (siblings or list(items))[-1:]:
        written = [each.name for each in source.block(model[0].id)[1].options]
        known = [*written, *(name for name in known if name not in written)]
    return sorted(options, key=lambda name: known.index(name) if name in known else len(known))


def _checked(
    source: Source,
    insertions: tuple[Insertion, ...],
    block: tuple[str, ...],
    item_id: str,
    stand_ins: tuple[str, ...],
) -> Draft:
    """The draft, when neither the page nor what is new in it is a finding. Raises EditError."""
    for each in insertions:
        page = source.pages.get(each.path)
        if page is not None and page.flaws:
            first = min(page.flaws)
            raise EditError(
                f"先に {DOCUMENTS}/{each.path} の{first.line}行目を直してください。{first.sentence}"
            )
    texts = {each.path: insert(source.texts.get(each.path, ""), each) for each in insertions}
    after = source.with_texts(texts)
    path = insertions[0].path
    line = next((b.line for b in after.pages[path].blocks if b.id == item_id), 0)
    found = _findings(after, path, range(line, line + len(block)))
    if errors := [each.sentence for each in found if each.severity == "error"]:
        raise EditError("\n".join(dict.fromkeys(errors)))
    warnings = tuple(dict.fromkeys(each.sentence for each in found))
    return Draft(item_id, path, line, block, stand_ins, warnings, texts)


def _findings(source: Source, path: str, lines: range) -> list[Finding]:
    """What a build would say about these lines; line 0 (no item came of them) is asked as all."""
    book = Book(source.metamodel, source.pages, graph=source.graph)
    found = check_pages({path: source.pages[path]}, source.metamodel)
    found += check_graph(source.graph, book.locate, book.unread, periods=source.settings.periods)
    found = source.settings.judged(found)
    return [e for e in found if e.path == path and (e.line in lines or not lines.start)]
