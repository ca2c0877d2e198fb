"""What MyST, Sphinx and docutils say of the Markdown around the items."""

from __future__ import annotations

import ast
import re

from plantrace.findings.book import Book
from plantrace.findings.finding import Place
from plantrace.findings.page import Names
from plantrace.findings.upstream.judge import Match, Verdict, Warned, knows, say
from plantrace.model.suggest import fold, nearest, nearest_name

# ------------------------------------------------------------------ MyST


@knows("myst.directive_unknown", r"'(?P<name>.+)'")
def _directive(match: Match, warned: Warned, book: Book) -> Verdict:
    name, types = match["name"], Names.of(book.metamodel).types
    near = nearest_name(name, types)
    if near is None:
        return say(warned, book, "directive", beside=name, name=name)
    return say(
        warned, book, "unknown-type", beside=name, name=name, suggestion=near, label=types[near]
    )


@knows(
    "myst.directive_option",
    r"'(?P<directive>[^']+)': Unknown option key: '(?P<name>.+)' \(allowed: (?P<known>\[.*\])\)",
)
def _directive_option(match: Match, warned: Warned, book: Book) -> Verdict:
    known: list[str] = ast.literal_eval(match["known"])
    near = nearest(match["name"], known)
    return say(
        warned, book, "directive-option", "" if near else "none",
        directive=match["directive"], name=match["name"], suggestion=near,
        known="、".join(f":{name}:" for name in known),
    )  # fmt: skip


@knows(
    "myst.directive_option",
    r"'(?P<directive>[^']+)': Invalid option value for '(?P<name>.+?)': (?P<value>.*?): ",
)
def _directive_value(match: Match, warned: Warned, book: Book) -> Verdict:
    return say(warned, book, "directive-option", "value", **match.groupdict())


@knows("myst.directive_option", r"'(?P<directive>[^']+)': Invalid options format")
def _directive_form(match: Match, warned: Warned, book: Book) -> Verdict:
    return say(warned, book, "directive-option", "form", directive=match["directive"])


@knows("myst.directive_comments", r"'(?P<directive>[^']+)': ")
def _directive_comment(match: Match, warned: Warned, book: Book) -> Verdict:
    return say(warned, book, "directive-option", "hash", directive=match["directive"])


@knows("myst.role_unknown", r'"(?P<name>.+)"')
def _role(match: Match, warned: Warned, book: Book) -> Verdict:
    return say(warned, book, "role", beside=f"{{{match['name']}}}", name=match["name"])


@knows("myst.header", r"level increase; H(?P<before>\d) to H(?P<after>\d)")
def _heading(match: Match, warned: Warned, book: Book) -> Verdict:
    before, after = "#" * int(match["before"]), "#" * int(match["after"])
    return say(warned, book, "heading", before=before, after=after)


@knows("myst.header", r"start at H\d, not H1")
def _first_heading(match: Match, warned: Warned, book: Book) -> Verdict:
    """Not where the real first heading is misspelt."""
    if book.has(warned.place.path, "heading"):
        return "drop"
    return say(warned, book, "heading", "start")


@knows("myst.topmatter", r"Unknown field: (?P<name>.+)")
def _front_matter_field(match: Match, warned: Warned, book: Book) -> Verdict:
    return say(warned, book, "front-matter", "field", beside=match["name"], name=match["name"])


@knows("myst.topmatter", r"Malformed YAML|YAML is not a dict")
def _front_matter(match: Match, warned: Warned, book: Book) -> Verdict:
    return say(warned, book, "front-matter")


@knows("myst.xref_missing", r"local id not found in doc '(?P<document>.+)': '(?P<target>.+)'")
def _anchor(match: Match, warned: Warned, book: Book) -> Verdict:
    if fold(match["target"]) in book.lost or book.has(f"{match['document']}.md", "conflict"):
        return "drop"
    return say(warned, book, "reference", "anchor", beside=match["target"], **match.groupdict())


@knows("myst.xref_missing", r"target not found: '(?P<target>.+)'")
@knows("ref.doc", r"'(?P<target>.+?)'")
def _document(match: Match, warned: Warned, book: Book) -> Verdict:
    return _missing_page("reference", match["target"], warned, book)


def _missing_page(rule: str, target: str, warned: Warned, book: Book) -> Verdict:
    """Suggest the page most like a target, spelt as the target is (with or without suffix)."""
    written = target.removesuffix(".md").lstrip("/")
    if fold(target) in book.lost or any(
        name == written or name.endswith(f"/{written}") for name in book.lost_pages
    ):
        return "drop"
    suffixed = target.endswith(".md")
    names = [path if suffixed else path.removesuffix(".md") for path in book.pages]
    if rule == "toctree":
        near = _unlisted_page(target, names, book.lines(warned.place.path))
        book.absent = book.absent or near is None
    else:
        near = nearest(target, names, cutoff=0.6)
    variant = "" if near else "none"
    written = target.rpartition("/")[2]  # Sphinx names it from the root, the author from here
    return say(warned, book, rule, variant, beside=written, target=target, suggestion=near)


def _unlisted_page(target: str, names: list[str], contents: tuple[str, ...]) -> str | None:
    """The page that an entry of a table of contents was meant for: none that is listed there."""
    listed = {line.strip().removesuffix(".md") for line in contents}
    by_file = {name.rpartition("/")[2]: name for name in names}
    files = [file for file in by_file if file not in listed]
    near = nearest(target.rpartition("/")[2], files, cutoff=0.6)
    return by_file[near] if near else None


# ------------------------------------------------------------------ Sphinx


@knows("", r"^unknown directive name: (?P<name>.+)$")
def _directive_name(match: Match, warned: Warned, book: Book) -> Verdict:
    """Said without a place, beside the warning that has one."""
    said = any(f.rule.startswith(("unknown-type", "directive")) for f in book.findings)
    return "drop" if said else "pass"


@knows("ref.ref", r"'(?P<target>.+)'")
def _label(match: Match, warned: Warned, book: Book) -> Verdict:
    if fold(match["target"]) in book.lost or book.labelled(match["target"]):
        return "drop"
    return say(warned, book, "label", beside=match["target"], target=match["target"])


@knows("ref.term", r"'(?P<target>.+)'")
def _term(match: Match, warned: Warned, book: Book) -> Verdict:
    return say(warned, book, "term", beside=match["target"], target=match["target"])


@knows(
    "",
    r"^(?:duplicate term description of |term の記述 )(?P<target>.+?)"
    r"(?:, other instance in | はすでに )(?P<document>.+?)(?: で使われています)?$",
)
def _term_twice(match: Match, warned: Warned, book: Book) -> Verdict:
    """The warning's line counts from the glossary's first; the second entry is the last one."""
    path, target = warned.place.path, match["target"]
    text = book.lines(path)
    terms = (line.partition(" : ")[0].strip() for line in text)  # `term : its reading`
    numbers = [number for number, term in enumerate(terms, start=1) if term == target]
    there = Place(path, numbers[-1]) if numbers else warned.place
    return say(Warned(warned.kind, warned.text, there), book, "term", "twice", **match.groupdict())


@knows("ref.footnote", r"\[(?P<target>.+)\]")
def _unused_footnote(match: Match, warned: Warned, book: Book) -> Verdict:
    target = match["target"]
    return say(warned, book, "footnote", "unused", beside=f"[^{target}]", target=target)


@knows("toc.not_readable", r"'(?P<target>.+?)'")
def _toctree(match: Match, warned: Warned, book: Book) -> Verdict:
    return _missing_page("toctree", match["target"], warned, book)


@knows("toc.duplicate_entry", r"toctree.*?[:：]\s*(?P<target>\S+)")
def _listed_twice(match: Match, warned: Warned, book: Book) -> Verdict:
    """On the second of the two lines."""
    target = match["target"]
    name, path = target.rpartition("/")[2], warned.place.path
    entry = re.compile(rf"\s*(?:.*[</])?{re.escape(name)}(?:\.md)?>?\s*")
    numbers = [n for n, line in enumerate(book.lines(path), start=1) if entry.fullmatch(line)]
    there = Place(path, numbers[1]) if len(numbers) > 1 else warned.place
    return say(Warned(warned.kind, warned.text, there), book, "toctree", "twice", target=target)


@knows("toc.no_title", r"'(?P<target>.+?)'")
def _untitled(match: Match, warned: Warned, book: Book) -> Verdict:
    """A page without a title is that page's matter, whoever lists it."""
    path = f"{match['target']}.md"
    page = book.pages.get(path)
    if page is None:
        return "pass"
    if book.torn(Place(path, len(page.text_lines))) or book.has(path, "heading"):
        return "drop"
    there = Warned(warned.kind, warned.text, Place(path, 1))
    return say(there, book, "toctree", "title", target=match["target"])


_MEANT = re.compile(
    r"目次に書かれたページ「.+?」がありません。「(?P<page>.+?)(?:\.md)?」ではありませんか"
)


@knows("toc.not_included")
def _unlisted(match: Match, warned: Warned, book: Book) -> Verdict:
    """Not where a finding says that the page is listed under a misspelt name."""
    path = warned.place.path
    misspelt = (_MEANT.match(f.sentence) for f in book.findings if f.rule == "toctree")
    if path.removesuffix(".md") in {match["page"] for match in misspelt if match}:
        return "drop"
    there = Warned(warned.kind, warned.text, Place(path, 1))
    return say(there, book, "toctree", "missing")


@knows("misc.highlighting_failure", r'"(?P<language>[^"]+)"')
def _code(match: Match, warned: Warned, book: Book) -> Verdict:
    return say(warned, book, "code", language=match["language"])


# ------------------------------------------------------------------ docutils


@knows("image.not_readable", r"[:：]\s*(?P<target>\S.*)$")
@knows("download.not_readable", r"[:：]\s*(?P<target>\S.*)$")
@knows("docutils", r'Directive "include": file not found: \'(?P<target>.+)\'')
@knows("docutils", r"Include file '(?P<target>.+)' not found")
def _file(match: Match, warned: Warned, book: Book) -> Verdict:
    name = re.split(r"[/\\]", match["target"])[-1]
    return say(warned, book, "file", beside=name, target=name)


@knows("docutils", r"^Too many autonumbered footnote references")
def _footnotes(match: Match, warned: Warned, book: Book) -> Verdict:
    """Said of the whole page, beside a warning about each footnote that is missing."""
    return "drop" if any("[^" in line for line in book.lines(warned.place.path)) else "pass"


@knows("docutils", r'Unknown target name: "(?P<target>.+)"')
def _footnote(match: Match, warned: Warned, book: Book) -> Verdict:
    target = match["target"]
    return say(warned, book, "footnote", beside=f"[^{target}]", target=target)


@knows("myst.duplicate_def", r"Duplicate reference definition: (?P<target>.+)")
@knows("docutils", r'Duplicate explicit target name: "(?P<target>.+)"')
def _label_twice(match: Match, warned: Warned, book: Book) -> Verdict:
    return say(warned, book, "label", "twice", target=match["target"])


@knows("docutils", r'Content block expected for the "(?P<directive>.+)" directive; none found')
def _empty_directive(match: Match, warned: Warned, book: Book) -> Verdict:
    return say(warned, book, "directive-body", directive=match["directive"])


@knows("docutils", r'Error parsing content block for the "(?P<directive>.+?)" directive')
def _directive_content(match: Match, warned: Warned, book: Book) -> Verdict:
    return say(warned, book, "directive-body", "form", directive=match["directive"])


@knows("docutils", r"Document (?:or section )?may not (?:begin|end) with a transition")
def _rule_line(match: Match, warned: Warned, book: Book) -> Verdict:
    return say(warned, book, "rule-line")
