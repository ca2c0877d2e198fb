"""Pictures and figures."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote
from xml.etree import ElementTree

from docutils import nodes

from typst_pdf.book import Target, quote
from typst_pdf.svg_links import letters, link_boxes
from typst_pdf.tables import Tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils.nodes import Node

_LENGTH = re.compile(r"(\d+(?:\.\d+)?)\s*(px|pt|mm|cm|in|em|%|)")
_PIXEL = 0.75  # pt
# how a file of this kind begins
_BEGINNINGS = {
    ".svg": b"",
    ".png": b"\x89PNG",
    ".jpg": b"\xff\xd8",
    ".jpeg": b"\xff\xd8",
    ".gif": b"GIF8",
    ".webp": b"RIFF",
}
_ADDRESS = re.compile(r"(https?|mailto):")


class Images(Tables):
    """The nodes `image` and `figure`; figures have numbers, as tables have."""

    def visit_image(self, node: nodes.image) -> None:
        """A picture in the document's own files."""
        uri = node["uri"]
        if "://" in uri or uri.startswith("data:"):
            sentence = (
                f"画像「{uri[:60]}」は、資料のフォルダーの中にありません。"
                "ファイルを資料に入れて、その名前を書いてください。"
            )
            self.report("image", sentence, node)
        else:
            self.put_anchor(node)
            self.picture(Path(self.builder.srcdir, uri), node.get("alt", ""), node)
        raise nodes.SkipNode

    def picture(self, path: Path, alt: str, node: nodes.Element) -> None:
        """A picture with its text alternative, no wider than the page; links in an SVG work.

        For visitors of other rooms, too. `node` may have `width`, `height` and `scale`, and knows
        the place for findings.
        """
        if not alt.strip():
            sentence = "画像に代替テキストがありません。画像の内容を 1 文で書いてください（alt）。"
            self.report("alt", sentence, node)
            return
        if wrong := _wrong(path):
            self.report("image", wrong, node)
            return
        self.book.check_letters(alt, node)
        in_line = not stands_alone(node)
        self.put(f"picture({quote(self.book.add_picture(path))}, {quote(alt.strip())},\n")
        self.put(*_sizes(node), f"in-line: {str(in_line).lower()},\n")
        try:
            self.put(*self._svg(path, node) if path.suffix.lower() == ".svg" else "")
        except ElementTree.ParseError as error:
            self.report("image", f"画像 {path.name} を読めません（{error}）。", node)
        self.put(")\n")

    def _svg(self, path: Path, node: Node) -> list[str | Target]:
        """What the template must know of a drawing: its links, and where it has letters."""
        found = letters(path)
        lines = "".join(f"({top}, {bottom}), " for top, bottom in found.lines)
        links = [] if self.in_head else self._links(path, node)
        return [
            f"least: {found.least},\nlines: ({lines}),\n",
            *("links: (\n", *links, "),\n"),
        ]

    def _links(self, path: Path, node: Node) -> Iterator[str | Target]:
        for box in link_boxes(path):
            yield f"(x: {box.x}, y: {box.y}, width: {box.width}, height: {box.height}, to: "
            if _ADDRESS.match(box.href):
                yield quote(box.href)
            else:
                # `page.html#id`, `#id`, or the bare id of something wherever it is
                name = unquote(box.href.rpartition("#")[2])
                yield "there("
                yield self.target(self.book.by_id(name), node, name)
                yield ")"
            yield "),\n"

    def visit_figure(self, node: nodes.figure) -> None:
        """A picture with its caption."""
        caption = next((child for child in node if isinstance(child, nodes.caption)), None)
        after = (nodes.caption, nodes.legend)
        self.begin(node, "illustration(")
        self.walk(child for child in node if not isinstance(child, after))
        self.put("}, {\n")
        if caption is not None:
            self.put_number(node, "figure")
            self.walk(caption.children)
        self.end(node)
        self.walk(child for child in node if isinstance(child, nodes.legend))
        raise nodes.SkipNode

    def visit_legend(self, node: nodes.legend) -> None:
        """More words below a figure."""
        self.begin(node, "block")

    def depart_legend(self, node: nodes.legend) -> None:
        """After them."""
        self.end(node)

    def visit_caption(self, node: nodes.caption) -> None:
        """The title of a code block; the caption of a figure is written with the figure."""
        self.begin(node, "rubric")

    def depart_caption(self, node: nodes.caption) -> None:
        """After it."""
        self.end(node)


def _wrong(path: Path) -> str:
    """Why a file cannot be shown; empty where it can. What is deeper in it, Typst finds."""
    if not path.is_file():
        return f"画像「{path.name}」がありません。ファイルの場所と名前を確かめてください。"
    kinds = "、".join(sorted(_BEGINNINGS))
    if path.suffix.lower() not in _BEGINNINGS:
        return f"画像「{path.name}」の種類は、PDFに入れられません。{kinds} のどれかにしてください。"
    with path.open("rb") as file:
        if not file.read(16).startswith(_BEGINNINGS[path.suffix.lower()]):
            return f"画像「{path.name}」の中身は、{path.suffix} の画像ではありません。"
    return ""


def stands_alone(node: nodes.Node) -> bool:
    """Whether a picture, or a link that holds one, is all that its paragraph holds."""
    parent = node.parent
    if isinstance(parent, nodes.reference):
        return len(parent) == 1 and stands_alone(parent)
    return not isinstance(parent, nodes.TextElement) or len(parent) == 1


def _sizes(node: nodes.Element) -> Iterator[str]:
    """`width` and `height` as Typst lengths; `scale` in percent."""
    for name in ("width", "height"):
        if found := _LENGTH.fullmatch(str(node.get(name, ""))):
            number, unit = float(found[1]), found[2]
            yield (
                f"{name}: {number * _PIXEL:g}pt,\n"
                if unit in {"", "px"}
                else f"{name}: {number:g}{unit},\n"
            )
    if node.get("scale"):
        yield f"scale: {int(node['scale'])}%,\n"
