"""A `Card` as plain docutils nodes.

Headings get their level last, from where they came to stand: see `page.set_heading_levels`.
Classes that other rooms may rely on: `need-card`, `need-list`, `need-row`, `need-title`,
`need-label`, `need-ref`, and `need-type-<type>` on cards, rows and references.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.errors import NoUri
from sphinx.util.nodes import make_refnode
from sphinx_needs.utils import check_and_calc_base_url_rel_path

from needs_html import id_pages
from needs_html.card import Card, Field, Links, Target, Value, shared
from needs_html.catalogue import forge_of
from needs_html.nodes import need_card, need_field, need_fields, need_fold, need_summary, need_value

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx

SLOTS = ("head", "before-body", "after-body", "foot")


@dataclass(frozen=True)
class Place:
    """Where a card is drawn: a `copy` has no ids, slots or edit link, an `inner` one is a part."""

    app: Sphinx
    docname: str
    inferred_mark: str
    copy: bool = False
    inner: bool = False


@dataclass(frozen=True)
class Filling:
    """What a card holds besides its own facts."""

    body: Sequence[Node] = ()
    parts: Sequence[Node] = ()
    slots: Mapping[str, Sequence[Node]] = field(default_factory=dict)


def box(card: Card, filling: Filling, place: Place) -> need_card:
    """A card of its own: heading, prose, body, parts, facts and links, foot."""
    made = need_card(
        classes=["need-card", _type_class(card.type)],
        need_id=card.id,
        ids=[] if place.copy else [card.id],
    )
    slots = filling.slots
    made += nodes.container(
        "", _title(card), nodes.paragraph("", "", *_address(card, place)), classes=["need-head"]
    )
    made += slots.get("head", ())
    made += _prose(card, place)
    made += slots.get("before-body", ())
    if filling.body:
        made += nodes.container("", *filling.body, classes=["need-body"])
    made += slots.get("after-body", ())
    made += filling.parts
    made += _facts(card, place)
    made += slots.get("foot", ())
    if not place.inner and _has_edit(card, place):
        made += nodes.paragraph("", "", _edit(card, full=True), classes=["need-edit"])
    return made


def rows(
    cards: Sequence[tuple[Card, Filling]], heading: str, fold: Collection[str], place: Place
) -> list[Node]:
    """Compact items: a heading, one list, and after it the fields that `fold` names."""
    listed = nodes.bullet_list(
        "", *(_row(card, filling, fold, place) for card, filling in cards), classes=["need-list"]
    )
    found: list[Node] = [nodes.rubric("", heading, classes=["need-list-title"]), listed]
    once = shared([card for card, _ in cards], fold)
    if once:
        found.append(_quiet(once, (), place))
    said = {entry.name for entry in once}
    for name in fold:
        entries = [
            (card, entry) for card, _ in cards for entry in card.fields if entry.name == name
        ]
        if entries and name not in said:
            found.append(_fold(entries))
    return found


def _fold(entries: Sequence[tuple[Card, Field]]) -> need_fold:
    """One field of many rows, row by row."""
    listed = need_fields(classes=["need-facts", "simple"])
    for card, entry in entries:
        values = nodes.paragraph("", "", *_values(entry.values))
        listed += _group(nodes.term("", card.title), [values])
    summary = need_summary("", f"{entries[0][1].label}（{len(entries)}件）")
    return need_fold("", summary, listed, classes=["need-fold"])


def _row(card: Card, filling: Filling, fold: Collection[str], place: Place) -> nodes.list_item:
    line = nodes.paragraph("", "", nodes.inline("", card.title, classes=["need-row-title"]))
    for entry in card.chips:
        line += [nodes.Text(" "), _chips(entry)]
        if entry.inferred:
            line += [nodes.Text(" "), _badge(place.inferred_mark)]
    line += [nodes.Text(" "), *_address(card, place)]
    row = nodes.list_item("", line, classes=["need-row", _type_class(card.type)])
    row["need_id"] = card.id
    row["ids"] = [] if place.copy else [card.id]
    row += filling.slots.get("head", ())
    row += _prose(card, place)
    row += filling.slots.get("before-body", ())
    row += filling.body
    row += filling.slots.get("after-body", ())
    rest = tuple(entry for entry in card.fields if entry.name not in fold)
    if rest or card.links:
        row += _quiet(rest, card.links, place)
    row += filling.slots.get("foot", ())
    return row


def _title(card: Card) -> nodes.rubric:
    label = nodes.inline("", card.label, classes=["need-label"])
    words = [label, nodes.Text(" "), nodes.Text(card.title)]
    return nodes.rubric("", "", *words, classes=["need-title"])


def _address(card: Card, place: Place) -> list[Node]:
    """The id, a link to the permanent page where the builder makes one; a part's edit link."""
    uri = id_pages.uri(place.app, place.docname, card.id)
    words: Node = nodes.Text(card.id)
    if uri:
        value = need_value("", card.id, spoken=f"{card.id} の固定リンク")
        words = nodes.reference("", "", value, internal=True, refuri=uri)
    found: list[Node] = [nodes.inline("", "", words, classes=["need-address"])]
    if place.inner and card.edit_url and _has_edit(card, place):
        found += [nodes.Text(" "), _edit(card, full=False)]
    return found


def _prose(card: Card, place: Place) -> list[Node]:
    if not card.prose:
        return []
    found: list[Node] = []
    if card.prose_notes or card.source:
        note = nodes.paragraph(classes=["need-note"])
        note += [_badge(text) for text in card.prose_notes]
        if card.source:
            note += [nodes.Text(" "), *_quiet([card.source], (), place).children]
        found.append(note)
    listed = need_fields(classes=["need-prose", "simple"])
    for entry in card.prose:
        lines = [line for value in entry.values for line in value.text.splitlines() if line.strip()]
        paragraphs = [nodes.paragraph("", line) for line in lines]
        listed += _group(_term(entry.label, "", entry.inferred, place), paragraphs)
    return [*found, listed]


def _facts(card: Card, place: Place) -> list[Node]:
    listed = need_fields(classes=["need-facts", "simple"])
    listed += [_field(entry, place) for entry in card.fields]
    listed += [_links(links, place) for links in card.links]
    if card.source and not card.prose:
        listed += _field(card.source, place)
    return [listed] if listed.children else []


def _field(entry: Field, place: Place) -> need_field:
    term = _term(entry.label, entry.note, entry.inferred, place)
    return _group(term, [nodes.paragraph("", "", *_values(entry.values))])


def _links(links: Links, place: Place) -> need_field:
    ends = nodes.bullet_list(classes=["need-ends"])
    ends += [
        nodes.list_item("", nodes.paragraph("", "", *_end(target, place)))
        for target in links.targets
    ]
    group = _group(_term(links.label, "", False, place), [ends])
    group["classes"].append(f"need-link-{links.name}{'-back' if links.incoming else ''}")
    return group


def _quiet(fields: Sequence[Field], links: Sequence[Links], place: Place) -> nodes.paragraph:
    """Facts of a row, or of a whole list, in one line of small print."""
    made = nodes.paragraph(classes=["need-quiet"])
    for entry in fields:
        fact = nodes.inline("", f"{entry.label}：", classes=["need-fact"])
        fact += _values(entry.values)
        fact += [_badge(entry.note)] if entry.note else []
        fact += [_badge(place.inferred_mark)] if entry.inferred else []
        made += [fact, nodes.Text(" ")]
    for group in links:
        fact = nodes.inline("", f"{group.label}：", classes=["need-fact"])
        for number, target in enumerate(group.targets):
            fact += [nodes.Text("、")] if number else []
            fact += _end(target, place)
        made += [fact, nodes.Text(" ")]
    made.pop()
    return made


def _group(term: nodes.term, definition: Sequence[Node]) -> need_field:
    return need_field("", term, nodes.definition("", *definition))


def _term(label: str, note: str, inferred: bool, place: Place) -> nodes.term:
    marks = [text for text in (note, place.inferred_mark if inferred else "") if text]
    term = nodes.term("", label)
    for text in marks:
        term += [nodes.Text(" "), _badge(text)]
    return term


def _badge(text: str) -> nodes.inline:
    return nodes.inline("", text, classes=["need-badge"])


def _chips(entry: Field) -> nodes.inline:
    made = nodes.inline(classes=["need-chips"])
    made += need_value("", "", spoken=f"{entry.label}：", classes=["need-chip-label"])
    for number, value in enumerate(entry.values):
        made += [nodes.Text(" ")] if number else []
        made += need_value("", value.text, spoken=value.spoken, classes=["need-chip"])
    return made


def _values(values: Sequence[Value]) -> list[Node]:
    found: list[Node] = []
    for number, value in enumerate(values):
        found += [nodes.Text("、")] if number else []
        plain = nodes.Text(value.text)
        found.append(need_value("", value.text, spoken=value.spoken) if value.spoken else plain)
    return found


def _end(target: Target, place: Place) -> list[Node]:
    """The other end of a link: a reference with type and title, and marks."""
    if target.missing:
        return [nodes.inline("", f"{target.id}（見つかりません）", classes=["need-missing"])]
    words = nodes.inline(classes=["need-ref", _type_class(target.type)])
    if target.label != target.title:  # an item of the type その他 that is called その他
        words += nodes.inline("", target.label, classes=["need-ref-label"])
        words += nodes.Text(" ")
    words += nodes.Text(target.title)
    words += nodes.inline("", f"（{target.id}）", classes=["need-ref-id"])
    found: list[Node] = [_reference(target, words, place)]
    if target.inferred:
        found += [nodes.Text(" "), _badge(place.inferred_mark)]
    return found


def _reference(target: Target, words: nodes.inline, place: Place) -> Node:
    if target.url:
        uri = check_and_calc_base_url_rel_path(target.url, place.docname)
        return nodes.reference("", "", words, internal=False, refuri=uri)
    if not target.docname:
        return words
    try:
        return make_refnode(place.app.builder, place.docname, target.docname, target.id, words)
    except NoUri:
        return words


def _edit(card: Card, *, full: bool) -> Node:
    """The link to the item's source, whose words say that another site opens; else the place."""
    path, line = card.place
    if not card.edit_url:
        return nodes.Text(f"この箇所を直す：{path} の {line} 行目")
    opens = f"（{forge_of(card.edit_url)} で開きます）"
    if full:
        words: Node = nodes.Text(f"この箇所を直す{opens}")
    else:
        words = need_value("", "直す", spoken=f"{card.id} の箇所を直す{opens}")
    return nodes.reference(
        "", "", words, internal=False, refuri=card.edit_url, classes=["need-edit-link"]
    )


def _has_edit(card: Card, place: Place) -> bool:
    return bool(card.place[0]) and not place.copy and place.app.builder.format == "html"


def _type_class(type_name: str) -> str:
    return f"need-type-{nodes.make_id(type_name)}"
