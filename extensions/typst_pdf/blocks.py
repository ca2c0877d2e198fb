"""Blocks: paragraphs, lists, admonitions, code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import admonitionlabels

from typst_pdf.book import quote
from typst_pdf.images import stands_alone
from typst_pdf.writer import Writer

if TYPE_CHECKING:
    from docutils.nodes import Node

_NUMBERINGS = {
    "arabic": "1",
    "loweralpha": "a",
    "upperalpha": "A",
    "lowerroman": "i",
    "upperroman": "I",
}
_LINE_BREAK = re.compile(r"\s*<br\s*/?>\s*")


class Blocks(Writer):
    """Paragraphs, lists and what frames them."""

    def leave(self, node: nodes.Element) -> None:
        """Close what the visit opened."""
        self.end(node)

    def visit_paragraph(self, node: nodes.paragraph) -> None:
        """A paragraph; the only one in a list entry or cell is its bare text."""
        picture = next(iter(node.findall(nodes.image)), None)
        bare = self.is_lone(node) or (picture is not None and stands_alone(picture))
        self.begin(node, *([] if bare else ["par"]))

    depart_paragraph = leave

    def visit_container(self, node: nodes.Element) -> None:
        """Something that only has classes."""
        self.begin(node)

    depart_container = leave
    visit_compound = visit_glossary = visit_acks = visit_hlist = visit_hlistcol = visit_container
    depart_compound = depart_glossary = depart_acks = depart_hlist = depart_hlistcol = leave

    def visit_bullet_list(self, node: nodes.bullet_list) -> None:
        """A list."""
        self.begin(node)
        self.put("list(\n")

    def depart_bullet_list(self, node: nodes.Element) -> None:
        """After the last entry."""
        self.put(")\n")
        self.end(node)

    def visit_enumerated_list(self, node: nodes.enumerated_list) -> None:
        """A numbered list, counted as it was written."""
        form = _NUMBERINGS[node.get("enumtype", "arabic")]
        pattern = f"{node.get('prefix', '')}{form}{node.get('suffix', '.')}"
        self.begin(node)
        self.put(f"enum(start: {node.get('start', 1)}, numbering: {quote(pattern)},\n")

    depart_enumerated_list = depart_bullet_list

    def visit_list_item(self, node: nodes.list_item) -> None:
        """One entry."""
        self.put("{\n")
        self.begin(node)

    def depart_list_item(self, node: nodes.list_item) -> None:
        """After the entry."""
        self.end(node)
        self.put("},\n")

    def visit_definition_list(self, node: nodes.Element) -> None:
        """Terms with their definitions; fields and options are the same to a reader."""
        self.begin(node)
        self.put("terms(\n")

    depart_definition_list = depart_bullet_list
    visit_field_list = visit_option_list = visit_definition_list
    depart_field_list = depart_option_list = depart_bullet_list

    def visit_definition_list_item(self, node: nodes.Element) -> None:
        """One or more terms and their definition."""
        heads = [child for child in node if isinstance(child, _HEADS)]
        self.put("terms.item({\n")
        self.walk(heads)
        self.put("}, {\n")
        self.begin(node)
        self.walk(child for child in node if child not in heads)
        self.end(node)
        self.put("}),\n")
        raise nodes.SkipNode

    visit_field = visit_option_list_item = visit_definition_list_item

    def visit_term(self, node: nodes.Element) -> None:
        """A term; one of several for the same definition stands beside the one before it."""
        if isinstance(before := node.parent[node.parent.index(node) - 1], nodes.term):
            self.put("term-gap\n" if before is not node else "")
        self.begin(node)

    depart_term = leave
    visit_field_name = visit_option_group = visit_container
    depart_field_name = depart_option_group = leave
    visit_definition = visit_field_body = visit_description = visit_container
    depart_definition = depart_field_body = depart_description = leave

    def visit_classifier(self, node: nodes.classifier) -> None:
        """A word on the term."""
        self.begin(node, "classifier")

    depart_classifier = leave

    def visit_option(self, node: nodes.option) -> None:
        """One spelling of a command-line option."""
        if node.parent.index(node):
            self.put(f"{quote(', ')}\n")
        self.put_text(node.astext(), node)
        raise nodes.SkipNode

    def visit_block_quote(self, node: nodes.block_quote) -> None:
        """A quotation."""
        self.begin(node, "quote(block: true,")

    depart_block_quote = leave

    def visit_attribution(self, node: nodes.attribution) -> None:
        """Whose words they are."""
        self.begin(node, "attribution")

    depart_attribution = leave

    def visit_line_block(self, node: nodes.line_block) -> None:
        """Lines that end where they were written to end."""
        self.begin(node, "lines")

    depart_line_block = leave

    def visit_line(self, node: nodes.line) -> None:
        """One of them."""
        self.begin(node)

    def depart_line(self, node: nodes.line) -> None:
        """At its end."""
        self.end(node)
        self.put("linebreak()\n")

    def visit_centered(self, node: addnodes.centered) -> None:
        """A bold line in the middle."""
        self.begin(node, "align(center,", "strong")

    depart_centered = leave

    def visit_transition(self, node: nodes.transition) -> None:
        """A pause; the one that MyST puts before its footnotes has nothing after it here."""
        self.put("" if "footnotes" in node["classes"] else "transition\n")

    def visit_literal_block(self, node: nodes.Element) -> None:
        """Code, line by line."""
        text = node.astext()
        self.book.check_letters(text, node)
        self.begin(node)
        language = node.get("language", "text")
        self.put(f"code({quote(text)}, {quote(str(language))})\n")
        self.end(node)
        raise nodes.SkipNode

    visit_doctest_block = visit_productionlist = visit_literal_block

    # -------------------------------------------------------------- admonitions

    def visit_Admonition(self, node: nodes.Element) -> None:
        """A frame with a title: the one that was written or that of its kind."""
        title = next((child for child in node if isinstance(child, nodes.title)), None)
        self.put(f"admonition({quote(node.tagname)}, {{\n")
        if title is not None:
            self.walk(title.children)
        else:
            self.put_text(str(admonitionlabels.get(node.tagname, node.tagname)), node)
        self.put("}, {\n")
        self.begin(node)

    def depart_Admonition(self, node: nodes.Element) -> None:
        """After the frame."""
        self.end(node)
        self.put("})\n")

    visit_topic = visit_sidebar = visit_Admonition
    depart_topic = depart_sidebar = depart_Admonition

    def visit_versionmodified(self, node: addnodes.versionmodified) -> None:
        """Its text says already what it is."""
        self.begin(node)

    depart_versionmodified = leave

    # -------------------------------------------------------------- descriptions of code

    def visit_desc(self, node: addnodes.desc) -> None:
        """A thing of a programming language with its description."""
        self.begin(node)

    depart_desc = leave

    def visit_desc_signature(self, node: addnodes.desc_signature) -> None:
        """How it is written."""
        self.begin(node, "signature")

    depart_desc_signature = leave

    def visit_desc_content(self, node: addnodes.desc_content) -> None:
        """What it does."""
        self.begin(node, "pad(left: 1.5em,")

    depart_desc_content = leave

    # -------------------------------------------------------------- what shows nothing

    def pass_over(self, node: Node) -> None:
        """Not meant for readers of this document, or written elsewhere."""
        raise nodes.SkipNode

    def visit_index(self, node: addnodes.index) -> None:
        """Its words are in the index at the end; here is the place for what is wrong with them."""
        for _kind, words, *_rest in node["entries"]:
            self.book.check_letters(words, node)
        raise nodes.SkipNode

    visit_comment = visit_meta = visit_substitution_definition = pass_over
    visit_tabular_col_spec = visit_highlightlang = visit_docinfo = visit_decoration = pass_over

    def visit_raw(self, node: nodes.raw) -> None:
        """For us, or for another kind of output; a line break in HTML is one here too."""
        formats = node.get("format", "").split()
        if "typst" in formats:
            self.put(f"{{\n{node.astext()}\n}}\n")
        elif "html" in formats and _LINE_BREAK.fullmatch(node.astext()):
            self.put("linebreak()\n")
        raise nodes.SkipNode


_HEADS = (nodes.term, nodes.classifier, nodes.field_name, nodes.option_group)
