"""English warnings of Sphinx, MyST and sphinx-needs, as findings with the author's own line.

`judge` is pure. It drops what a finding of ours explains already, translates what it knows and
lets everything else through unchanged, so that nothing is ever hidden by not being known.
Sphinx's own sentences may come in the language of the terminal: those are told apart by kind
(`type.subtype`), and only what they quote is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from plantrace.findings.book import Book
from plantrace.findings.finding import Finding, Place, found

Verdict = Finding | Literal["pass", "drop"]


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning as it arrives; `place.path` is ``""`` where it names no file."""

    kind: str
    """`type.subtype`, without the dot where there is no subtype"""
    text: str
    place: Place


Match = re.Match[str]
Translator = Callable[[Match, Warned, Book], Verdict]
_ABOUT_ITEMS = frozenset(
    {"needs.create_need", "needs.directive", "needs.derive_authored"}
    | {"myst.directive_option", "myst.directive_comments", "myst.directive_parse"}
)
_ABOUT_STRUCTURE = _ABOUT_ITEMS | {"docutils", "myst.header", "myst.directive_unknown"}
_KNOWN: list[tuple[str, re.Pattern[str], Translator]] = []


def knows(kind: str, pattern: str = "") -> Callable[[Translator], Translator]:
    """Declare how a kind of warning that matches a pattern is put; the first match counts."""

    def register(translator: Translator) -> Translator:
        _KNOWN.append((kind, re.compile(pattern, re.S), translator))
        return translator

    return register


def judge(warned: Warned, book: Book) -> Verdict:
    """What becomes of a warning."""
    if _explained(warned, book):
        return "drop"
    for kind, pattern, translator in _KNOWN:
        match = pattern.search(warned.text) if kind == warned.kind else None
        if match is not None:
            verdict = translator(match, warned, book)
            taken = isinstance(verdict, Finding) and book.reported(
                Place(verdict.path, verdict.line)
            )
            return "drop" if taken else verdict
    return "pass"


def _explained(warned: Warned, book: Book) -> bool:
    """Whether a finding of ours is the cause: on the line, in the item, or a torn page before."""
    if book.is_void(warned.place.path):
        return True
    if warned.kind in _ABOUT_ITEMS and book.block_reported(warned.place):
        return True
    if warned.kind in _ABOUT_STRUCTURE and book.torn(warned.place):
        return True
    return warned.kind in _ABOUT_STRUCTURE and book.reported(warned.place)


def say(
    warned: Warned,
    book: Book,
    rule: str,
    variant: str = "",
    /,
    *,
    beside: str = "",
    **values: object,
) -> Finding:
    """A finding where the warning points, or on the line near it that holds the text `beside`."""
    place = book.pinpoint(warned.place, beside)
    return found(rule, place.line, variant, **values).at(place.path)
