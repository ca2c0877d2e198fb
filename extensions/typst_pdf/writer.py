"""The core of the translator: text pieces, places, styles. The nodes are in the mixins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxTranslator

from typst_pdf.book import Book, Piece, Target, location_of, quote

if TYPE_CHECKING:
    from docutils.nodes import Node

    from typst_pdf.builder import TypstBuilder

# the letters of Chinese and Japanese
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
# what may be longer than a line
_LONG_WORD = re.compile(r"([!-~\u00a1-\u024f]{40,})")
_LINE_END = re.compile(r"[ \t]*\n[ \t]*")
# elements that hold a whole text: a lone paragraph in them needs no paragraph of its own
_HOLDERS = (
    *(nodes.list_item, nodes.entry, nodes.definition, nodes.field_body, nodes.description),
    *(nodes.footnote, nodes.citation),
)

_HEADINGS = (nodes.title, nodes.rubric, nodes.caption, nodes.term)
LONGEST_NAME = 60


def one_line(before: str, text: str, after: str) -> str:
    """The text without line ends: nothing stands for one between wide letters, else a space."""
    line, *rest = _LINE_END.split(text)
    for part in rest:
        left, right = (line or before)[-1:], (part or after)[:1]
        line += part if _WIDE.match(left) and _WIDE.match(right) else f" {part}"
    return line


def _beside(node: nodes.Text, step: int) -> str:
    """The text of the node before (-1) or after (1) this one in the same parent."""
    # not `index`: equal texts are equal nodes
    here = next(place for place, child in enumerate(node.parent) if child is node)
    return node.parent[here + step].astext() if 0 <= here + step < len(node.parent) else ""


def _called(node: nodes.Element) -> str:
    """What a reader calls a node: its heading, else its first words."""
    head = next(node.findall(lambda one: isinstance(one, _HEADINGS)), node)
    words = " ".join(head.astext().split())
    return words if len(words) <= LONGEST_NAME else f"{words[:LONGEST_NAME]}…"


def _stands_in_line(node: nodes.Element) -> bool:
    """Whether the place of a node is among the words of a line."""
    if isinstance(node, nodes.FixedTextElement | nodes.image):
        return False
    holds_words = isinstance(node, nodes.TextElement) and not isinstance(node, nodes.target)
    return holds_words or isinstance(node.parent, nodes.TextElement)


@dataclass(frozen=True)
class Place:
    """Which page is translated: its name, and the level of its topmost heading."""

    docname: str
    level: int


class Writer(SphinxTranslator):
    """Walks one page and gathers Typst code.

    Code, not markup: a node becomes a call, a text a string, so nothing needs an escape but the
    string. Every element is an expression on lines of its own, inside a `{` block.
    """

    builder: TypstBuilder

    def __init__(
        self, document: nodes.document, builder: TypstBuilder, book: Book, place: Place
    ) -> None:
        """For one page of `book`."""
        super().__init__(document, builder)
        self.book = book
        self.docname = place.docname
        self.page_level = place.level
        self.level = place.level - 1
        self.last_heading = place.level - 1
        self.pieces: list[Piece] = []
        self.in_landscape = False
        self.in_head = False
        self.vertical = False
        self.footnotes = {
            one: note for note in document.findall(nodes.footnote) for one in note["ids"]
        }
        self.noted: set[str] = set()
        self.heading_notes: list[Node] | None = None
        self._last_string, self._last_words = "", ""
        self._closing: dict[int, list[str]] = {}

    # -------------------------------------------------------------- writing

    def put(self, *pieces: Piece) -> None:
        """Add code."""
        self.pieces.extend(pieces)

    def walk(self, children: Iterable[Node]) -> None:
        """Translate these nodes here."""
        for child in children:
            child.walkabout(self)

    def begin(self, node: nodes.Element, *calls: str) -> None:
        """Open these calls around a node, and the styles of its classes around them; see `end`.

        A call is what stands before the content: `strong`, or `heading(level: 2, …)` without its
        end: `heading(level: 2,`.
        """
        opened = []
        for call in (*self.styles(node), *calls):
            self.put(f"{call}{{\n" if "(" in call else f"{call}({{\n")
            opened.append("})\n")
        self._closing.setdefault(id(node), []).extend(reversed(opened))
        self.put_anchor(node)

    def end(self, node: nodes.Element) -> None:
        """Close what `begin` opened."""
        self.put(*self._closing.pop(id(node)))

    def styles(self, node: nodes.Element) -> list[str]:
        """The style functions of the classes of a node, the first class outermost."""
        return [f"(styles.{name})(" for name in node["classes"] if name in self.book.styled]

    def put_anchor(self, node: nodes.Element) -> None:
        """The place that links to this node lead to."""
        if node["ids"]:
            self.put_place(node["ids"], node, in_line=_stands_in_line(node))

    def put_place(self, ids: Sequence[str], node: nodes.Element, *, in_line: bool = False) -> None:
        """One place for all of these ids of the page; links to it are called as the node is."""
        title = _called(node) or ids[0] or self.docname
        if name := self.book.add_place(self.docname, ids, title):
            where = "in-line: true, " if in_line else ""
            self.put(f"anchor({where}{quote(name)}, {quote(title)})\n")

    def report(self, subtype: str, sentence: str, node: Node) -> None:
        """A finding at a node, or at its page where no node above it knows its line."""
        self.book.report(subtype, sentence, self._location(node))

    def target(self, key: str, node: Node, said: str) -> Target:
        """A link from this node to a place; `said` is how a finding calls the place."""
        return self.book.use(key, self._location(node), said)

    def _location(self, node: Node) -> str:
        return location_of(node) or self.docname

    # -------------------------------------------------------------- text

    def visit_Text(self, node: nodes.Text) -> None:
        """Text, without line ends between Japanese letters."""
        # a line end may be a text of its own: what stands beside it says what it is
        self.put_text(one_line(_beside(node, -1), node.astext(), _beside(node, 1)), node)

    def put_text(self, text: str, node: Node) -> None:
        """A text that is shown as it is."""
        self.book.check_letters(text, node)
        if self.vertical:
            self.put(f"vertical({quote(text)})\n")
            return
        for number, part in enumerate(_LONG_WORD.split(text)):
            if number % 2:
                self.put(f"breakable({quote(part)})\n")
            elif part:
                self._put_string(part)

    def _put_string(self, text: str) -> None:
        """Texts side by side are one string: the less there is to read, the less is kept."""
        if self.pieces and self.pieces[-1] is self._last_string:
            self.pieces.pop()
            text = self._last_words + text
        self._last_words, self._last_string = text, f"{quote(text)}\n"
        self.put(self._last_string)

    def depart_Text(self, node: nodes.Text) -> None:
        """Nothing is open."""

    def is_lone(self, node: nodes.Element) -> bool:
        """Whether this paragraph is all the text of a list entry, a table cell or the like."""
        parent = node.parent
        return isinstance(parent, _HOLDERS) and not any(
            isinstance(other, nodes.paragraph) for other in parent if other is not node
        )

    def unknown_visit(self, node: Node) -> None:
        """Nothing is left out in silence."""
        sentence = (
            f"PDFは「{type(node).__name__}」という要素を表せません。別の書き方にするか、"
            "この要素を加えた拡張に typst の出力を加えてください。"
        )
        self.report("node", sentence, node)
        raise nodes.SkipNode

    def unknown_departure(self, node: Node) -> None:
        """Never reached: `unknown_visit` skips the node."""
