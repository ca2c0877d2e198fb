"""Pages, sections and headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from docutils.utils import column_width
from sphinx import addnodes

from typst_pdf.book import quote
from typst_pdf.tables import is_wide
from typst_pdf.writer import Writer

if TYPE_CHECKING:
    from docutils.nodes import Node

DEEPEST = 6  # PDF knows H1 to H6
LEAD = 600  # so much text may stand above a wide table on its page, in half-width letters
_UNSEEN = (nodes.title, nodes.comment, nodes.target, addnodes.index)


class Sections(Writer):
    """Pages, sections and headings."""

    def visit_document(self, node: nodes.document) -> None:
        """A page without a heading can be linked to as well."""
        if not any(isinstance(child, nodes.section) for child in node):
            self.put_place([""], node)

    def visit_section(self, node: nodes.section) -> None:
        """A section; what stands up to its wide table goes on a landscape page with it."""
        self.level += 1
        if self.level == 1:
            self.put_chapter(node.next_node(nodes.title))
        if _says_nothing(node):
            # a place for what links to it
            self.put_place(node["ids"], node)
            self.level -= 1
            raise nodes.SkipNode
        cut = _wide_part(node)
        if cut:
            self.put("landscape({\n")
        self.in_landscape = bool(cut)
        is_page = isinstance(node.parent, nodes.document) and self.last_heading < self.level
        self.put_place([*node["ids"], *([""] if is_page else [])], node)
        self.walk(node.children[:cut])
        if cut:
            self.put("})\n")
        self.in_landscape = False
        self.walk(node.children[cut:])
        self.level -= 1
        raise nodes.SkipNode

    def put_chapter(self, title: nodes.title | None) -> None:
        """A new page, and what stands above it and those that follow."""
        texts = title.findall(nodes.Text) if title is not None else ()
        words = (t.astext() for t in texts if not isinstance(t.parent, nodes.footnote_reference))
        self.put(self.builder.page_head("".join(words)))

    def visit_title(self, node: nodes.title) -> None:
        """The heading of a section; other titles are written by what they belong to."""
        if not isinstance(node.parent, nodes.section):
            raise nodes.SkipNode
        if not any(text.strip() for text in node.findall(nodes.Text)):
            sentence = "見出しに文字がありません。しおりと目次に出るように、文字で書いてください。"
            self.report("heading", sentence, node)
        self.heading_notes = []
        self.begin(node, self._heading(self.level))
        if number := self._section_number(node.parent):
            self.put(f"{quote(number + ' ')}\n")

    def depart_title(self, node: nodes.title) -> None:
        """After the heading: its footnotes, for the contents would have them as well."""
        self.end(node)
        notes, self.heading_notes = self.heading_notes, None
        for note in notes or ():
            self.put("heading-note({\n")
            self.walk(child for child in note.children if not isinstance(child, nodes.label))
            self.put("})\n")

    def visit_subtitle(self, node: nodes.subtitle) -> None:
        """A line below a heading."""
        self.begin(node, "par", "strong")

    def depart_subtitle(self, node: nodes.Element) -> None:
        """After the line."""
        self.end(node)

    def visit_rubric(self, node: nodes.rubric) -> None:
        """A heading that is not in the contents; a mere bold line where it has no level.

        `heading-level` counts within a page, whose own heading is 1.
        """
        level = node.get("heading-level")
        if level is None:
            self.begin(node, "rubric")
        else:
            self.begin(node, f"{self._heading(self.page_level + level - 1)} outlined: false,")

    depart_rubric = depart_subtitle

    def _heading(self, level: int) -> str:
        """The call for a heading; readers of the tagged PDF rely on levels without a gap."""
        self.last_heading = max(1, min(level, self.last_heading + 1, DEEPEST))
        return f"heading(level: {self.last_heading},"

    def _section_number(self, section: nodes.section) -> str:
        numbers = self.builder.env.toc_secnumbers.get(self.docname, {})
        anchors = [f"#{one}" for one in section["ids"]]
        if isinstance(section.parent, nodes.document):
            anchors.append("")
        found = next((numbers[anchor] for anchor in anchors if anchor in numbers), ())
        return ".".join(map(str, found or ()))

    def visit_toctree(self, node: addnodes.toctree) -> None:
        """The pages themselves come later; only addresses outside the document are shown here."""
        outside = [] if node.get("hidden") else [e for e in node["entries"] if "://" in e[1]]
        if outside:
            self.put("list(\n")
            for title, url in outside:
                self.put(f"external({quote(url)}, {quote(title or url)}),\n")
            self.put(")\n")
        raise nodes.SkipNode


def _says_nothing(section: nodes.section) -> bool:
    """Whether a section below another is a heading over lists of pages, which come anyway."""
    shown = [child for child in section if not isinstance(child, _UNSEEN)]
    return (
        isinstance(section.parent, nodes.section)
        and bool(shown)
        and all(_is_toctree(child) for child in shown)
    )


def _is_toctree(node: Node) -> bool:
    """As Sphinx wraps it; one that leads out of the document has something to say."""
    inner = list(node.findall(addnodes.toctree))
    return (
        isinstance(node, nodes.compound)
        and "toctree-wrapper" in node["classes"]
        and not any("://" in url for one in inner for _, url in one["entries"])
    )


def _wide_part(section: nodes.section) -> int:
    """How many children of a section belong on a landscape page: up to its first wide table.

    None where so much stands before it that the page would not be the table's.
    """
    before = 0
    for number, child in enumerate(section.children):
        if isinstance(child, nodes.table) and is_wide(child):
            return number + 1
        if not isinstance(child, (*_UNSEEN, nodes.paragraph)):
            break
        before += column_width(child.astext())
        if before > LEAD:
            break
    return 0
