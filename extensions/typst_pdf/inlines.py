"""Inlines: emphasis, links, notes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from typst_pdf.book import Piece, quote
from typst_pdf.pages import is_left_out
from typst_pdf.writer import Writer

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx import addnodes

_EXTERNAL = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
INTERNAL = "%"
"""How the address of a page begins, so that it is never taken for a file."""


class Inlines(Writer):
    """What stands in a line."""

    def close(self, node: nodes.Element) -> None:
        """Close what the visit opened."""
        self.end(node)

    def visit_inline(self, node: nodes.Element) -> None:
        """Text with classes."""
        self.begin(node)

    depart_inline = close
    visit_generated = visit_problematic = visit_pending_xref = visit_inline
    depart_generated = depart_problematic = depart_pending_xref = close

    def visit_Text(self, node: nodes.Text) -> None:
        """Text; Sphinx puts a mark between the steps of a menu that hardly any font has."""
        if "menuselection" in node.parent.get("classes", ()):
            self.put_text(node.astext().replace("\N{TRIANGULAR BULLET}", "›"), node)
        else:
            super().visit_Text(node)

    def visit_strong(self, node: nodes.Element) -> None:
        """Bold."""
        self.begin(node, "strong")

    depart_strong = close

    def visit_emphasis(self, node: nodes.Element) -> None:
        """Stressed."""
        self.begin(node, "emph")

    depart_emphasis = close
    visit_title_reference = visit_manpage = visit_emphasis
    depart_title_reference = depart_manpage = close

    def visit_subscript(self, node: nodes.subscript) -> None:
        """Low."""
        self.begin(node, "sub")

    depart_subscript = close

    def visit_superscript(self, node: nodes.superscript) -> None:
        """High."""
        self.begin(node, "super")

    depart_superscript = close

    def visit_literal(self, node: nodes.literal) -> None:
        """Code in a line."""
        text = node.astext()
        self.book.check_letters(text, node)
        self.begin(node)
        self.put(f"raw({quote(text)})\n")
        self.end(node)
        raise nodes.SkipNode

    def visit_abbreviation(self, node: nodes.abbreviation) -> None:
        """A short form; paper shows at once what a screen shows on pointing at it."""
        self.begin(node)

    def depart_abbreviation(self, node: nodes.abbreviation) -> None:
        """With its meaning after it."""
        if node.get("explanation"):
            self.put_text(f"（{node['explanation']}）", node)
        self.end(node)

    def visit_target(self, node: nodes.target) -> None:
        """A place; one that only points at its neighbour is written with that neighbour."""
        if "refid" not in node:
            self.put_anchor(node)

    # -------------------------------------------------------------- links

    def visit_reference(self, node: nodes.reference) -> None:
        """A link to a place of the document or to an address outside of it."""
        self.begin(node)
        link = self._link(node)
        if not link:
            self.put("text({\n")
        elif self.in_head:
            # what a table repeats on its next page must not be a link again
            number = self.book.next_number()
            self.put(f"head-link({number}, body => ", *link, ", body), {\n")
        else:
            self.put(*link, ", {\n")

    def _link(self, node: nodes.reference) -> list[Piece]:
        """The call that makes the link, up to its words; empty where it leads nowhere."""
        uri = node.get("refuri", "")
        if "refid" in node or uri.startswith(INTERNAL):
            key = f"{self.docname}#{node['refid']}" if "refid" in node else uri[len(INTERNAL) :]
            if is_left_out(key.partition("#")[0], self.builder.options.leave_out):
                return []
            return ["go(", self.target(key, node, node.get("refid", key))]
        if _EXTERNAL.match(uri):
            spelt = uri in _readings(node.astext())
            return [f"{'link' if spelt else 'external'}({quote(uri)}"]
        self.report("link", f"リンクの行き先「{uri}」は、PDFからは開けません。", node)
        return []

    def depart_reference(self, node: nodes.reference) -> None:
        """After the words of the link."""
        self.put("})\n")
        self.end(node)

    def visit_download_reference(self, node: addnodes.download_reference) -> None:
        """The file is not in the PDF: only the words."""
        self.begin(node)

    depart_download_reference = close

    # -------------------------------------------------------------- notes

    def visit_footnote_reference(self, node: nodes.footnote_reference) -> None:
        """The note itself, at its first mark; Typst puts it at the foot of the page."""
        name = node.get("refid", "")
        note = self.footnotes.get(name)
        if note is None:
            self.report("link", f"脚注「{node.astext()}」がありません。", node)
            raise nodes.SkipNode
        if self.heading_notes is not None:
            self.heading_notes.append(note)
            if self.in_head:
                self.put(f"super({quote(f'*{len(self.heading_notes)}')})\n")
            raise nodes.SkipNode
        label = quote(f"note:{self.docname}#{name}")
        if name in self.noted:
            self.put(f"footnote(label({label}))\n")
            raise nodes.SkipNode
        self.noted.add(name)
        self.put("[#footnote({\n")
        self.walk(child for child in note if not isinstance(child, nodes.label))
        self.put(f"}})#label({label})]\n")
        raise nodes.SkipNode

    def visit_footnote(self, node: nodes.footnote) -> None:
        """Written where its mark is; one without a mark stands where it was written."""
        if node["backrefs"]:
            raise nodes.SkipNode
        self.begin(node, "block")

    depart_footnote = close

    def visit_label(self, node: nodes.label) -> None:
        """The number or name of a note."""
        self.put_text(f"[{node.astext()}] ", node)
        raise nodes.SkipNode

    def visit_citation(self, node: nodes.citation) -> None:
        """A source with its name."""
        self.begin(node, "block")

    depart_citation = close

    def visit_citation_reference(self, node: nodes.citation_reference) -> None:
        """A link to a source on the same page."""
        said = quote(f"[{node.astext()}]")
        to = self.target(f"{self.docname}#{node['refid']}", node, node["refid"])
        if self.in_head:
            self.put(f"{said}\n")
        else:
            self.put("go(", to, f", {said})\n")
        raise nodes.SkipNode

    def visit_system_message(self, node: Node) -> None:
        """Reported by docutils already."""
        raise nodes.SkipNode

    # -------------------------------------------------------------- signatures

    visit_desc_addname = visit_desc_name = visit_desc_type = visit_inline
    visit_desc_parameter = visit_desc_type_parameter = visit_desc_annotation = visit_inline
    visit_desc_inline = visit_desc_signature_line = visit_production = visit_inline
    depart_desc_addname = depart_desc_name = depart_desc_type = close
    depart_desc_parameter = depart_desc_type_parameter = depart_desc_annotation = close
    depart_desc_inline = depart_desc_signature_line = depart_production = close

    def visit_desc_returns(self, node: addnodes.desc_returns) -> None:
        """What a function returns."""
        self.put(f"{quote(' → ')}\n")
        self.begin(node)

    depart_desc_returns = close

    def visit_desc_parameterlist(self, node: Node) -> None:
        """Parameters, with a comma between them."""
        start, stop = _BRACKETS[type(node).__name__]
        self.put(f"{quote(start)}\n")
        for number, child in enumerate(node.children):
            self.put(f"{quote(', ')}\n" if number else "")
            child.walkabout(self)
        self.put(f"{quote(stop)}\n")
        raise nodes.SkipNode

    visit_desc_type_parameter_list = visit_desc_optional = visit_desc_parameterlist


_BRACKETS = {
    "desc_parameterlist": ("(", ")"),
    "desc_type_parameter_list": ("[", "]"),
    "desc_optional": ("[", "]"),
}


def _readings(text: str) -> tuple[str, ...]:
    """The addresses that this text already spells out."""
    text = text.strip()
    return (text, f"{text}/", f"mailto:{text}")
