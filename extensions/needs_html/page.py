"""Turning the items of a page into cards, when the page is resolved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx_needs.functions.functions import find_and_replace_node_content
from sphinx_needs.nodes import Need
from sphinx_needs.roles.need_part import NeedPart

from needs_html import card as cards
from needs_html import extract, render
from needs_html.catalogue import catalogue_of
from needs_html.nodes import need_card

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx

    from needs_html.card import Card, Catalogue

# After views (400), which may write items; before sphinx-needs formats its own nodes (500), so
# that it finds none of them left.
PRIORITY = 450


def show_cards(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Replace every item of a page by its card."""
    if not app.config.needs_include_needs:
        return  # sphinx-needs takes them out
    extract.show_extracts(app, doctree, docname)
    page = _Page(app, docname, catalogue_of(app))
    parents = {id(node.parent): node.parent for node in doctree.findall(Need)}
    # Inner items first, so that an outer card takes them in finished.
    for parent in reversed(parents.values()):
        parent[:] = page.arranged(list(parent.children))
    set_heading_levels(doctree)


@dataclass(frozen=True)
class _Page:
    app: Sphinx
    docname: str
    catalogue: Catalogue

    def arranged(self, children: Sequence[Node]) -> list[Node]:
        """The children of one node with every run of neighbouring items made into cards."""
        own = {node["refid"] for node in children if isinstance(node, Need)}
        found: list[Node] = []
        run: list[Need] = []
        for node in children:
            if isinstance(node, Need) and self.is_shown(node):
                run.append(node)
            elif isinstance(node, Need) or _is_target_of(node, own):
                continue  # the card itself carries the id
            elif isinstance(node, nodes.Invisible):
                found.append(node)
            else:
                found += [*self.families(run), node]
                run = []
        return [*found, *self.families(run)]

    def is_shown(self, node: Need) -> bool:
        """False for a hidden item, and for the loser of a duplicate id, which is not the item."""
        need = self.catalogue.needs.get(node["refid"])
        return (
            need is not None
            and not need["hide"]
            and node.get("docname", need["docname"]) == need["docname"]
        )

    def families(self, run: Sequence[Need]) -> list[Node]:
        """Cards of neighbouring items, each with its parts inside."""
        by_id = {str(node["refid"]): node for node in run}
        found: list[Node] = []
        for head, parts in cards.families(tuple(by_id), self.catalogue):
            inside = self.parts([by_id[part] for part in parts], head)
            if head is None:
                found += inside
            else:
                card = cards.card(head, self.catalogue, parts)
                filling = self.filling(by_id[head], card, inside)
                found.append(render.box(card, filling, self.place(by_id[head], inner=False)))
        return found

    def parts(self, run: Sequence[Need], head: str | None) -> list[Node]:
        """Parts in the order written: neighbours of one compact type become one list."""
        around = () if head is None else (head,)
        made = [(cards.card(str(node["refid"]), self.catalogue, around), node) for node in run]
        found: list[Node] = []
        for type_name, group in groupby(made, key=lambda pair: pair[0].type):
            members = list(group)
            place = self.place(members[0][1], inner=True)
            filled = [(card, self.filling(node, card)) for card, node in members]
            if shape := self.catalogue.options.compact.get(type_name):
                type_title = str(self.catalogue.needs[members[0][0].id]["type_name"])
                found += render.rows(filled, shape.heading or type_title, shape.fold, place)
            else:
                found += [render.box(card, filling, place) for card, filling in filled]
        return found

    def filling(self, node: Need, card: Card, parts: Sequence[Node] = ()) -> render.Filling:
        """What a card holds besides its own facts."""
        need: Any = self.catalogue.needs[card.id]
        find_and_replace_node_content(node, self.app.env, need)  # the `ndf` role
        for part in list(node.findall(NeedPart)):
            # only the HTML and LaTeX builders know the node; all that shows is its one child
            part.parent.replace(part, part[0])
        slots = {} if node.get("copy") else slots_of(self.app, need, self.docname, card)
        return render.Filling(list(node.children), parts, slots)

    def place(self, node: Need, *, inner: bool) -> render.Place:
        """How the card of this node is drawn."""
        mark = self.catalogue.options.inferred_mark
        return render.Place(self.app, self.docname, mark, copy=bool(node.get("copy")), inner=inner)


def _is_target_of(node: Node, ids: Iterable[str]) -> bool:
    """Whether this is the invisible target that sphinx-needs puts before an item."""
    return isinstance(node, nodes.target) and node.get("refid") in ids and not node.children


def slots_of(
    app: Sphinx, need: cards.Need, docname: str, card: Card
) -> Mapping[str, Sequence[Node]]:
    """What the subscribers of `needs-card-slots` put into a card, slot by slot.

    Raises ValueError for a slot that does not exist.
    """
    filled: dict[str, list[Node]] = {}
    for given in app.emit("needs-card-slots", need, docname, card):
        for slot, content in (given or {}).items():
            if slot not in render.SLOTS:
                raise ValueError(f"needs-card-slots: no slot {slot!r}, only {render.SLOTS}")
            filled.setdefault(slot, []).extend(content)
    return filled


def set_heading_levels(node: nodes.Element, depth: int = 0, section: str = "") -> None:
    """Give each heading of a card the level below the heading that holds it, h6 at the deepest.

    A section that is called exactly as its card's label has said the label already. From the top
    down, for in the tree of a single-page builder `parent` does not always lead to the root.
    """
    if isinstance(node, nodes.section):
        section = node[0].astext()
    depth += isinstance(node, nodes.section | need_card)
    for child in node.children:
        if not isinstance(child, nodes.Element):
            continue
        if isinstance(child, nodes.rubric) and "need-list-title" in child["classes"]:
            child["heading-level"] = min(max(depth + 1, 2), 6)
        elif isinstance(child, nodes.rubric) and "need-title" in child["classes"]:
            child["heading-level"] = min(max(depth, 2), 6)
            if child[0].astext() == section:
                del child[:2]  # the label and the space after it
        else:
            set_heading_levels(child, depth, section)


def shown(app: Sphinx, docname: str) -> tuple[tuple[Card, str], ...]:
    """All that the cards of a page show, to be compared with what they showed in the last build.

    Each item's card with all its links, and its slots as text. For the write phase.
    """
    catalogue = catalogue_of(app)
    found = []
    for item_id in catalogue.by_document.get(docname, ()):
        card = cards.card(item_id, catalogue)
        slots = slots_of(app, catalogue.needs[item_id], docname, card)
        text = "".join(f"{slot}:{node.pformat()}" for slot in slots for node in slots[slot])
        found.append((card, text))
    return tuple(found)


def setup(app: Sphinx) -> None:
    """Called once by `needs_html.setup`."""
    app.add_event("needs-card-slots")
    app.connect("doctree-resolved", show_cards, priority=PRIORITY)
