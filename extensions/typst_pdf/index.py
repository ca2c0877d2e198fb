"""The registers and the index at the end: numbers and signs, letters, the rows of kana, then kanji.

A kanji says nothing about how it is read. An author may give the reading as the key of an entry
(`総括 : そうかつ` in a glossary); without it the word stands under kanji.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from sphinx.environment.adapters.indexentries import IndexEntries
from sphinx.locale import _

from typst_pdf.book import quote
from typst_pdf.inlines import INTERNAL

if TYPE_CHECKING:
    from typst_pdf.book import Book, Piece
    from typst_pdf.builder import TypstBuilder

_ROWS = "アカサタナハマヤラワ"
EVENT = "typst-pdf-register"
_SIGNS, _KANJI = "数字・記号", "漢字"


@dataclass(frozen=True)
class Entry:
    """A word with the keys of its places; `below` are its sub-entries."""

    word: str
    reading: str
    places: tuple[str, ...]
    below: tuple[Entry, ...] = ()

    @property
    def order(self) -> tuple[int, str, str, str]:
        """Group by group, and in each by reading."""
        kind, group = group_of(self.reading)
        return kind, group, _folded(self.reading), self.word


def group_of(reading: str) -> tuple[int, str]:
    """Where a word stands: the order of its kind of group and the group's name."""
    first = _folded(reading)[:1]
    if "ァ" <= first <= "ヺ":
        return 2, f"{max(row for row in _ROWS if row <= _large(first))}行"
    if unicodedata.name(first, "").startswith("CJK UNIFIED"):
        return 3, _KANJI
    return (1, first.upper()) if first.isalpha() else (0, _SIGNS)


def _folded(text: str) -> str:
    """Without width, case and voicing marks, hiragana as katakana: dictionaries sort so."""
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(
        chr(ord(letter) + 0x60) if "ぁ" <= letter <= "ゖ" else letter
        for letter in plain
        if not unicodedata.combining(letter)
    )


def _large(letter: str) -> str:
    """ァ stands under ア."""
    return chr(ord(letter) + 1) if letter in "ァィゥェォッャュョヮ" else letter


def entries_of(builder: TypstBuilder, book: Book) -> list[Entry]:
    """All entries with a place in the book, in order."""

    def places(targets: Iterable[tuple[object, str | bool]]) -> tuple[str, ...]:
        keys = (str(uri).removeprefix(INTERNAL) for _main, uri in targets if uri)
        return tuple(key for key in keys if book.has(key))

    found = []
    for _letter, group in IndexEntries(builder.env).create_index(builder):
        for word, (targets, subs, reading) in group:
            # `see also` and the like lead to no place by themselves
            found_below = [(Entry(sub, sub, places(at)), at) for sub, at in subs]
            below = [entry for entry, at in found_below if entry.places or not at]
            entry = Entry(word, reading or word, places(targets), tuple(below))
            if entry.places or entry.below:
                found.append(entry)
    return sorted(found, key=lambda entry: entry.order)


def index(builder: TypstBuilder, book: Book) -> Iterator[Piece]:
    """The code of the index; nothing where the document has no entries."""
    entries = entries_of(builder, book)
    if not entries:
        return
    title = quote(_("Index"))
    yield builder.page_head(_("Index"))
    yield f"index-part({title}, (\n"
    for (_kind, name), group in groupby(entries, key=lambda entry: group_of(entry.reading)):
        yield f"({quote(name)}, (\n"
        for entry in group:
            yield from _entry(entry, book)
        yield ")),\n"
    yield "))\n"


@dataclass(frozen=True)
class Row:
    """A line of a register: a number, what has it, and the key of its place (`page#id`)."""

    number: str
    words: str
    key: str


def registers(builder: TypstBuilder, book: Book) -> Iterator[Piece]:
    """The code of the registers that other rooms give: a title and rows, in answer to EVENT."""
    for title, rows in builder.events.emit(EVENT):
        shown = [row for row in rows if book.has(row.key)]
        if not shown:
            continue
        yield builder.page_head(title)
        yield f"register-part({quote(title)}, (\n"
        for row in shown:
            yield f"({quote(row.number)}, {quote(row.words)}, "
            yield book.use(row.key, None, row.key)
            yield "),\n"
        yield "))\n"


def _entry(entry: Entry, book: Book) -> Iterator[Piece]:
    yield f"(word: {quote(entry.word)}, places: ("
    for key in entry.places:
        yield book.use(key, None, key)
        yield ", "
    yield "), below: (\n"
    for each in entry.below:
        yield from _entry(each, book)
    yield ")),\n"
