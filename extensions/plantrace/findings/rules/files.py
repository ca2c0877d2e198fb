"""Characters that nobody can see, and the edges of items that the reader stumbled over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plantrace.findings.finding import Finding, found
from plantrace.findings.page import Page
from plantrace.findings.rules.registry import page_rule
from plantrace.model.metamodel import Metamodel

# C0 and C1 controls but for tab and line feed, the soft hyphen, zero-width spaces and joiners,
# marks of writing direction, line and paragraph separators, a byte order mark inside the text.
# Not: the zero-width joiner (emoji) and the selectors of variant kanji, which names need.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b\u200c\u200e\u200f"
    "\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufffd]"
)


@page_rule
def invisible(page: Page, metamodel: Metamodel) -> Iterator[Finding]:
    """No control or zero-width characters, and no traces of unreadable ones."""
    for number, line in enumerate(page.text_lines, start=1):
        match = _INVISIBLE.search(line)
        if match is not None:
            variant = "replacement" if match[0] == "\ufffd" else ""
            code = f"U+{ord(match[0]):04X}"
            yield found("invisible", number, variant, column=match.start() + 1, code=code)


_CONFLICT = re.compile(r"<{7}( |$)")
_ITS_END = re.compile(r">{7}( |$)")


@page_rule
def conflicts(page: Page, metamodel: Metamodel) -> Iterator[Finding]:
    """Nothing is left of two changes to the same lines that git could not join."""
    marked = [n for n, line in enumerate(page.text_lines, start=1) if _CONFLICT.match(line)]
    ended = any(_ITS_END.match(line) for line in page.text_lines)
    for number in marked if ended else ():
        if number in page.prose or page.block_at(number):  # not where one is shown as code
            yield found("conflict", number)


@page_rule
def edges(page: Page, metamodel: Metamodel) -> Iterator[Finding]:
    """Where items begin, end, and options stand: found while reading."""
    yield from page.flaws


@page_rule
def headings(page: Page, metamodel: Metamodel) -> Iterator[Finding]:
    """A heading begins with half-width `#` and a space; at the top of a page it surely was one."""
    written = [number for number in page.prose if page.text_lines[number - 1].strip()]
    for number in written:
        line = page.text_lines[number - 1]
        match = re.match(r"([#＃]{1,6})([ 　]*)(?![#＃])(\S.*)", line)
        if match is None:
            continue
        fixed = f"{'#' * len(match[1])} {match[3].strip()}"
        if match[2] and ("＃" in match[1] or "　" in match[2]):
            yield found("heading", number, "width", fixed=fixed)
        elif not match[2] and number == written[0]:
            yield found("heading", number, "space", fixed=fixed)
