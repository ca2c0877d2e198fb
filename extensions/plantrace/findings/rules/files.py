"""Characters that nobody can see, and the edges of items that the reader stumbled over."""

from __future__ import annotations

import re
import unicodedata
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


# a label but for its `=`, or with signs of the wrong width; the heading is in the next line
_LABEL = re.compile(r"[(（]([A-Za-z][\w-]*)(?:[)）]|[)）]＝|）=)")
# a role with at least one brace or quotation mark of the wrong width
_WIDE_ROLE = re.compile(
    r"(?=｛|\{[a-z-]+\}｀|\{[a-z-]+｝)([{｛])([a-z][a-z-]*)[}｝][`｀]([^`｀]+)[`｀]"
)
# Kana with its mark as a letter of its own, as names of files and some PDFs on a Mac have it.
_APART = re.compile("[\u3040-\u30ff][\u3099\u309a]")
# Where symbol fonts have their signs, such as the bullets of word processors. Not: the rest of
# the private area, where Japanese systems have characters of names.
_SYMBOL = re.compile("(?P<start>\\s*)(?P<sign>[\uf000-\uf0ff])[ \t\u3000]*")
_CONFLICT = re.compile(r"<{7}(?= |$)|>{7}(?= |$)")


@page_rule
def invisible(page: Page, metamodel: Metamodel) -> Iterator[Finding]:
    """No control or zero-width characters, and no traces of unreadable ones."""
    for number, line in enumerate(page.text_lines, start=1):
        match = _INVISIBLE.search(line)
        if match is not None:
            variant = "replacement" if match[0] == "\ufffd" else ""
            code = f"U+{ord(match[0]):04X}"
            yield found("invisible", number, variant, column=match.start() + 1, code=code)
        elif (apart := _APART.search(line)) is not None:
            word = apart[0]
            fixed = unicodedata.normalize("NFC", word)
            yield found(
                "invisible", number, "combining", column=apart.start() + 1, text=word, fixed=fixed
            )


@page_rule
def bullets(page: Page, metamodel: Metamodel) -> Iterator[Finding]:
    """No signs of symbol fonts; at a line's start one was the mark of a list."""
    for number in page.read:
        line = page.text_lines[number - 1]
        sign = _SYMBOL.search(line)
        if sign is None:
            continue
        code = f"U+{ord(sign['sign']):04X}"
        if sign.start() == 0:
            fixed = f"{sign['start']}- {line[sign.end() :].strip()}".rstrip()
            yield found("bullet", number, code=code, fixed=fixed)
        else:
            yield found("bullet", number, "inside", column=sign.start("sign") + 1, code=code)


@page_rule
def conflicts(page: Page, metamodel: Metamodel) -> Iterator[Finding]:
    """What git writes where two edits of one place meet; one finding for each such place."""
    marks = [(n, match[0]) for n in page.read if (match := _CONFLICT.match(page.text_lines[n - 1]))]
    open_at = 0
    for number, mark in marks:
        if mark[0] == "<":
            open_at = number
            end = next((n for n, other in marks if n > number and other[0] == ">"), 0)
            yield found("conflict", number, "" if end else "left", mark=mark, end=end)
        elif not open_at:
            yield found("conflict", number, "left", mark=mark)
        if mark[0] == ">":
            open_at = 0


@page_rule
def roles(page: Page, metamodel: Metamodel) -> Iterator[Finding]:
    """What stands in braces before a quotation is a role; in wide signs it would be text."""
    for number in page.read:
        match = _WIDE_ROLE.search(page.text_lines[number - 1])
        if match is not None:
            fixed = f"{{{match[2]}}}`{match[3]}`"
            yield found("role", number, "width", text=match[0], fixed=fixed)


@page_rule
def nothing(page: Page, metamodel: Metamodel) -> Iterator[Finding]:
    """A page says something."""
    if not any(line.strip() for line in page.text_lines):
        yield found("empty", 1)


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
        label = _LABEL.fullmatch(line.rstrip())
        below = next((page.text_lines[n - 1] for n in written if n > number), "")
        if label and below.startswith("#"):
            yield found("label", number, "form", text=line.strip(), fixed=f"({label[1]})=")
        match = re.match(r"([#＃]{1,6})([ 　]*)(?![#＃])(\S.*)", line)
        if match is None:
            continue
        fixed = f"{'#' * len(match[1])} {match[3].strip()}"
        if match[2] and ("＃" in match[1] or "　" in match[2]):
            yield found("heading", number, "width", fixed=fixed)
        elif not match[2] and number == written[0]:
            yield found("heading", number, "space", fixed=fixed)
