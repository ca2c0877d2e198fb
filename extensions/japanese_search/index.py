"""The index as the browser gets it: pure, from entries to one short line of JavaScript.

The columns of a record are those that `index.js` reads; what is empty at a row's end is left out,
what repeats (kinds, pages, headings) is written once and referred to by number.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from japanese_search.readings import Words, in_kanji, readings, words
from japanese_search.synonyms import Groups, said

CALL = "JapaneseSearch.receive"


@dataclass(frozen=True, slots=True)
class Page:
    """A page that results lead to: its address from the site's root, and its title."""

    uri: str
    title: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be found."""

    kind: str
    """name of the group of results."""
    page: Page
    anchor: str
    title: str
    text: str
    path: str = ""
    """the headings around it, for the reader: `施策1 › 個別施策1`."""
    id: str = ""
    label: str = ""
    """what it is called for short, where that is not its kind: `個別施策1`."""
    years: str = ""
    notes: str = ""
    """what is said of many items in the same words; found when no item says it otherwise."""


def payload(
    entries: Iterable[Entry],
    kinds: Sequence[str],
    synonyms: Groups,
    known: Words = (),
) -> str:
    """The whole file: a call that hands the index over. Entries keep their order.

    `known`: words that were found before.
    """
    found = list(entries)
    said_of_all = [*kinds, *(text for entry in found for text in _texts(entry))]
    said_words = words(said_of_all, known)
    used = [kind for kind in kinds if any(entry.kind == kind for entry in found)]
    pages = list(dict.fromkeys(entry.page for entry in found))
    paths = list(dict.fromkeys(["", *(entry.path for entry in found)]))
    kind_number = {kind: number for number, kind in enumerate(used)}
    page_number = {page: number for number, page in enumerate(pages)}
    path_number = {path: number for number, path in enumerate(paths)}
    rows = [
        _row(
            entry,
            kind_number[entry.kind],
            page_number[entry.page],
            path_number[entry.path],
        )
        for entry in found
    ]
    data = {
        "kinds": used,
        "pages": [[page.uri, page.title] for page in pages],
        "paths": paths,
        "synonyms": said(synonyms, said_of_all),
        "readings": readings(said_words),
        "kanji": in_kanji(said_words),
        "records": rows,
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"{CALL}({text});\n"


def _texts(entry: Entry) -> tuple[str, ...]:
    """All that is found of an entry."""
    return entry.label, entry.title, entry.text, entry.years, entry.notes


def _row(entry: Entry, kind: int, page: int, path: int) -> list[int | str]:
    anchor = "" if entry.anchor == entry.id else entry.anchor
    row: list[int | str] = [kind, page, path, entry.id, anchor]
    row += _texts(entry)
    while row and row[-1] == "":
        row.pop()
    return row
