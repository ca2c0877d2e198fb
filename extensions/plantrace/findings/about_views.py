"""What views say of their options: on which line it belongs, and when it is no news."""

from __future__ import annotations

import itertools
import re

from plantrace.findings.book import Book
from plantrace.findings.finding import Place
from plantrace.views.face import VIEWS

_ITEM = re.compile("「([^「」]+)」という(?:項目| ID の項目)はありません")
# What stands on the line that is wrong: the option, or the text that the sentence begins with.
_WRITTEN = re.compile(r"(?P<option>:[\w-]+:)|「(?P<text>.+)」(?:の [\w{]|の「|は数え)")


def place_of(kind: str, sentence: str, place: Place, book: Book) -> Place | None:
    """The line that a sentence is about; None when it comes of something that is said already.

    `kind` is `view-` and the view's name, `place` where the view is.
    """
    if _has_misspelt_option(kind.removeprefix("view-"), place, book):
        return None
    item = _ITEM.search(sentence)
    if item and (book.may_be_lost(item[1]) or book.absent):
        return None
    written = _WRITTEN.match(sentence)
    return book.pinpoint(place, (written["option"] or written["text"]) if written else "")


def _has_misspelt_option(name: str, place: Place, book: Book) -> bool:
    """Whether the view is given an option that it does not know: that is said when it is read."""
    view = VIEWS.get(name)
    if view is None or not view.options:
        return False
    below = (re.match(r"\s*:([\w-]+):", line) for line in book.lines(place.path)[place.line :])
    written = itertools.takewhile(lambda match: match is not None, below)
    return any(match is not None and match[1] not in view.options for match in written)
