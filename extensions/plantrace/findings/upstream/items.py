"""What sphinx-needs says of items."""

from __future__ import annotations

import re
import unicodedata

from plantrace.findings.book import Book
from plantrace.findings.finding import Finding, found
from plantrace.findings.page import Names
from plantrace.findings.upstream.judge import Match, Verdict, Warned, knows, say
from plantrace.model.suggest import nearest


@knows("needs.link_outgoing", r"Need '(?P<id>.+?)' has unknown outgoing link '.+' in field ")
@knows("needs.link_target_type", r"Need '(?P<id>.+?)' link '.+' in field ")
def _link(match: Match, warned: Warned, book: Book) -> Verdict:
    """The graph's own rules say this better, and have spoken by now."""
    return "drop" if book.graph is not None and match["id"] in book.graph else "pass"


@knows("needs.duplicate_id", r"A need with ID (?P<id>\S+) already exists")
def _duplicate(match: Match, warned: Warned, book: Book) -> Verdict:
    """Two processes have read the same id: `duplicate_ids` has named both places."""
    quoted = f"「{match['id']}」"
    said = any(f.rule == "duplicate-id" and quoted in f.sentence for f in book.findings)
    return "drop" if said else "pass"


@knows("needs.create_need", r"Need could not be created: (?P<detail>.+)")
@knows("needs.directive", r"(?P<detail>.+)")
def _not_created(match: Match, warned: Warned, book: Book) -> Verdict:
    """A fault of an item that no rule of ours knows: at least say which item."""
    block = book.block_at(warned.place)
    label = book.metamodel.types[block.type].title if block and block.type else "項目"
    return say(warned, book, "item", detail=match["detail"], label=label)


@knows("needs.link_ref", r"linked need (?P<target>.+) not found")
def _need_role(match: Match, warned: Warned, book: Book) -> Verdict:
    target = match["target"]
    if book.may_be_lost(target):
        return "drop"
    items = book.graph.items if book.graph else {}
    near = nearest(target, items, cutoff=0.6)
    if near is None:
        return say(warned, book, "need-role", "none", beside=target, target=target)
    title = f"（{items[near].title}）"
    return say(
        warned, book, "need-role", beside=target, target=target, suggestion=near, title=title
    )


_SCHEMA = (
    r"Need '(?P<id>.+?)' has schema \w+:.*?Field: +(?P<name>[^\s.]+).*?"
    r"Schema path: .*?(?P<word>\w+)\n\s*Schema message: (?P<detail>[^\n]*)"
)


@knows("sn_schema_violation.field_fail", _SCHEMA)
@knows("sn_schema_violation.link_fail", _SCHEMA)
def _schema(match: Match, warned: Warned, book: Book) -> Verdict:
    """What the schemas of `ubproject.toml` forbid, on the line of the option."""
    name, detail = match["name"], match["detail"]
    place = book.locate(match["id"], name)
    block = book.block_at(place)
    unread = block and (block.option(name) is None or match["word"] == "minItems")
    if unread and book.block_reported(place):
        return "drop"  # it is there, but under a wrong name or form
    what = Names.of(book.metamodel).options.get(name, name)
    if match["word"] == "maxItems":
        limit = re.search(r"more than (\d+)", detail)
        value = "、".join(re.findall(r'"(.*?)"', detail))
        finding = found(
            "too-many", place.line, name=name, limit=limit[1] if limit else "", value=value
        )
    elif match["word"] == "pattern":
        finding = _pattern(place.line, name, what, detail)
    else:
        finding = found("schema", place.line, name=name, what=what, detail=detail)
    return finding.at(place.path)


def _pattern(line: int, name: str, what: str, detail: str) -> Finding:
    """The value in the form that its pattern asks for, where that can be guessed."""
    value, _, pattern = (part.strip('"') for part in detail.partition(" does not match "))
    plain = unicodedata.normalize("NFKC", value)
    dated = "-".join(part.zfill(2) for part in re.findall(r"\d+", plain))
    number = re.sub(r"[^0-9.\-]", "", plain)
    for fixed in (plain, dated, number):
        if re.search(pattern, fixed):
            return found("value-form", line, name=name, what=what, value=value, fixed=fixed)
    return found("value-form", line, "none", name=name, what=what, value=value, pattern=pattern)
