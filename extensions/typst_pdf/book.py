"""What the translators of all pages share: places to link to, pictures, findings."""

from __future__ import annotations

import shutil
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util import logging

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

logger = logging.getLogger(__name__)


def warn(subtype: str, sentence: str, location: str | None = None) -> None:
    """One finding; `location` is a page name or `file:line`."""
    logger.warning(sentence, type="typst_pdf", subtype=subtype, location=location)


@dataclass(frozen=True)
class Target:
    """Stands in the text for the name of a place, which is known once all pages are translated.

    `key` is `page#id`, or `page` alone for its beginning.
    """

    key: str


@dataclass(frozen=True)
class _Use:
    key: str
    location: str | None
    said: str


Piece = str | Target


@dataclass
class Book:
    """The state of one run.

    coverage: the code points that can be shown. styled: the classes that have a style.
    images: the folder that pictures are copied to. titles: what the places are
    called, by their names.
    """

    coverage: frozenset[int]
    styled: frozenset[str]
    images: Path
    failed: bool = False
    titles: dict[str, str] = field(default_factory=dict)
    _places: dict[str, str] = field(default_factory=dict)
    _by_id: dict[str, list[str]] = field(default_factory=dict)
    _uses: list[_Use] = field(default_factory=list)
    _pictures: dict[Path, str] = field(default_factory=dict)
    _number: int = 0
    _reported: set[tuple[str, str]] = field(default_factory=set)

    def report(self, subtype: str, sentence: str, location: str | None) -> None:
        """A finding: there will be no PDF."""
        self.failed = True
        warn(subtype, sentence, location)

    # -------------------------------------------------------------- places

    def add_place(self, docname: str, ids: Sequence[str], title: str) -> str:
        """All of these ids are one place; returns its name, `""` where all are known already."""
        keys = [f"{docname}#{one}" if one else docname for one in ids]
        fresh = [key for key in keys if key not in self._places]
        for key in fresh:
            self._places[key] = fresh[0]
            self._by_id.setdefault(key.partition("#")[2], []).append(key)
        if not fresh:
            return ""
        self.titles[fresh[0]] = title
        return fresh[0]

    def use(self, key: str, location: str | None, said: str) -> Target:
        """A link to a place; `said` is how a finding calls it."""
        self._uses.append(_Use(key, location, said))
        return Target(key)

    def has(self, key: str) -> bool:
        """Whether there is such a place, of the pages translated so far."""
        return key in self._places

    def by_id(self, name: str) -> str:
        """A key for an id on whatever page; the first page that has it."""
        return f"*#{name}"

    def _resolve(self, key: str) -> str | None:
        page, _, name = key.partition("#")
        if page == "*":
            found = self._by_id.get(name)
            return self._places[found[0]] if found else None
        return self._places.get(key)

    def next_number(self) -> int:
        """1, 2, 3, …: for what must be told apart in the whole book."""
        self._number += 1
        return self._number

    def check_links(self) -> None:
        """Report every link whose place was never added."""
        for use in self._uses:
            if self._resolve(use.key) is None:
                sentence = (
                    f"リンクの行き先「{use.said}」が、PDFの中にありません。行き先のページが目次"
                    "（toctree）に入っているか、名前が正しいかを確かめてください。"
                )
                self.report("link", sentence, use.location)

    def text(self, pieces: Iterable[Piece]) -> str:
        """The pieces with every place named."""
        return "".join(
            piece if isinstance(piece, str) else quote(self._resolve(piece.key) or "")
            for piece in pieces
        )

    # -------------------------------------------------------------- pictures

    def add_picture(self, path: Path) -> str:
        """Copy a picture to where the text finds it; returns its address for Typst."""
        path = path.resolve()
        if path not in self._pictures:
            name, taken = path.name, set(self._pictures.values())
            number = 1
            while f"images/{name}" in taken:
                number += 1
                name = f"{path.stem}-{number}{path.suffix}"
            self.images.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, self.images / name)
            self._pictures[path] = f"images/{name}"
        return self._pictures[path]

    # -------------------------------------------------------------- letters

    def check_letters(self, text: str, node: nodes.Node) -> None:
        """Report the letters of a node's text that no font has."""
        if any(ord(letter) not in self.coverage for letter in text):
            self.check_words(text, location_of(node))

    def check_words(self, text: str, location: str) -> None:
        """The same for a text that stands at `file:line`, or in a file.

        Each letter is reported once a file, those of one text together.
        """
        source, _, line = location.rpartition(":")
        missing = dict.fromkeys(letter for letter in text if ord(letter) not in self.coverage)
        news = [letter for letter in missing if (letter, source) not in self._reported]
        if not news:
            return
        self._reported.update((letter, source) for letter in news)
        first, *others = news
        name = unicodedata.name(first, "名前のない文字")
        more = f"など{len(news)}種類の文字" if others else ""
        sentence = (
            f"文字「{first}」（U+{ord(first):04X} {name}）{more}は、PDFのフォントにありません。"
            "別の書き方にするか、typst_pdf_font_paths でフォントを加えてください。"
        )
        self.report("glyph", sentence, f"{source}:{_line_of(first, source) or line}")


def location_of(node: nodes.Node) -> str:
    """`file:line` of a node, or of the nearest node around it that knows its line; else `""`."""
    source, around = "", node
    while around is not None:
        source = source or around.source or ""
        if around.line:
            return f"{around.source or source}:{around.line}"
        around = around.parent
    return f"{source}:" if source else ""


def _line_of(letter: str, source: str) -> int | None:
    """Where in the file the letter stands first: a text node does not know its own line."""
    path = Path(source)
    if not path.is_file():
        return None
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return next((number for number, line in enumerate(lines, 1) if letter in line), None)


_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def quote(text: str) -> str:
    """The text as a Typst string."""
    return f'"{text.translate(_ESCAPES)}"'
