"""Nodes of a card. Each is a kind of a docutils node, so any builder that knows docutils shows it.

The card's heading is a `rubric` with a `heading-level`, which HTML writes as h2 to h6.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class need_card(nodes.container):
    """The card of an item; attributes `need_id` and, unless it is a copy, `ids`."""


class need_fields(nodes.definition_list):
    """A `dl` whose groups are `div`."""


class need_field(nodes.definition_list_item):
    """One group of a `need_fields`: a term and its definition."""


class need_fold(nodes.container):
    """Something that HTML readers open and close; its first child is a `need_summary`."""


class need_summary(nodes.paragraph):
    """What a closed `need_fold` says."""


class need_value(nodes.inline):
    """Words for the eye (the children) and, in `spoken`, other words for the ear."""


def _visit_card(translator: Any, node: need_card) -> None:
    # without docutils' class `container`, which themes give margins of their own
    translator.body.append(translator.starttag(node, "div"))


def _depart_card(translator: Any, node: need_card) -> None:
    translator.body.append("</div>\n")


def _visit_fields(translator: Any, node: need_fields) -> None:
    translator.body.append(translator.starttag(node, "dl"))


def _depart_fields(translator: Any, node: need_fields) -> None:
    translator.body.append("</dl>\n")


def _visit_field(translator: Any, node: need_field) -> None:
    translator.body.append(translator.starttag(node, "div"))


def _depart_field(translator: Any, node: need_field) -> None:
    translator.body.append("</div>\n")


def _visit_fold(translator: Any, node: need_fold) -> None:
    translator.body.append(translator.starttag(node, "details"))


def _depart_fold(translator: Any, node: need_fold) -> None:
    translator.body.append("</details>\n")


def _visit_summary(translator: Any, node: need_summary) -> None:
    translator.body.append(translator.starttag(node, "summary", ""))


def _depart_summary(translator: Any, node: need_summary) -> None:
    translator.body.append("</summary>\n")


def _visit_value(translator: Any, node: need_value) -> None:
    translator.body.append(translator.starttag(node, "span", ""))
    if node.get("spoken"):
        translator.body.append('<span aria-hidden="true">')


def _depart_value(translator: Any, node: need_value) -> None:
    if node.get("spoken"):
        spoken = translator.encode(node["spoken"])
        translator.body.append(f'</span><span class="need-spoken">{spoken}</span>')
    translator.body.append("</span>")


def setup(app: Sphinx) -> None:
    """Only HTML needs visitors; other builders fall back on the docutils class."""
    app.add_node(need_card, html=(_visit_card, _depart_card))
    app.add_node(need_fields, html=(_visit_fields, _depart_fields))
    app.add_node(need_field, html=(_visit_field, _depart_field))
    app.add_node(need_fold, html=(_visit_fold, _depart_fold))
    app.add_node(need_summary, html=(_visit_summary, _depart_summary))
    app.add_node(need_value, html=(_visit_value, _depart_value))
