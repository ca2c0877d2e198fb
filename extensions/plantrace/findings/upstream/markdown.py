"""What MyST, Sphinx and docutils say of the Markdown around the items."""

from __future__ import annotations

import ast
import re

from plantrace.findings.book import Book
from plantrace.findings.finding import Place, found
from plantrace.findings.page import Names
from plantrace.findings.suggest import fold, nearest, nearest_name
from plantrace.findings.upstream.judge import Match, Verdict, Warned, at_text, knows

# ------------------------------------------------------------------ MyST


@knows("myst.directive_unknown", r"'(?P<name>.+)'")
def _directive(match: Match, warned: Warned, book: Book) -> Verdict:
    name, types = match["name"], Names.of(book.metamodel).types
    near = nearest_name(name, types)
    if near:
        finding = found("unknown-type", 0, name=name, suggestion=near, label=types[near])
    else:
        finding = found("directive", 0, "none", name=name)
    return at_text(warned, book, name, finding)


@knows(
    "myst.directive_option",
    r"'(?P<directive>[^']+)': Unknown option key: '(?P<name>.+)' \(allowed: (?P<known>\[.*\])\)",
)
def _directive_option(match: Match, warned: Warned, book: Book) -> Verdict:
    known: list[str] = ast.literal_eval(match["known"])
    near = nearest(match["name"], known)
    return found(
        "directive-option", warned.place.line, "" if near else "none",
        directive=match["directive"], name=match["name"], suggestion=near,
        known="、".join(f":{name}:" for name in known),
    ).at(warned.place.path)  # fmt: skip


@knows(
    "myst.directive_option",
    r"'(?P<directive>[^']+)': Invalid option value for '(?P<name>.+?)': (?P<value>.*?): ",
)
def _directive_value(match: Match, warned: Warned, book: Book) -> Verdict:
    finding = found("directive-option", warned.place.line, "value", **match.groupdict())
    return finding.at(warned.place.path)


@knows("myst.directive_option", r"'(?P<directive>[^']+)': Invalid options format")
def _directive_form(match: Match, warned: Warned, book: Book) -> Verdict:
    finding = found("directive-option", warned.place.line, "form", directive=match["directive"])
    return finding.at(warned.place.path)


@knows("myst.directive_comments", r"'(?P<directive>[^']+)': ")
def _directive_comment(match: Match, warned: Warned, book: Book) -> Verdict:
    finding = found("directive-option", warned.place.line, "hash", directive=match["directive"])
    return finding.at(warned.place.path)


@knows("myst.role_unknown", r'"(?P<name>.+)"')
def _role(match: Match, warned: Warned, book: Book) -> Verdict:
    return at_text(warned, book, f"{{{match['name']}}}", found("role", 0, name=match["name"]))


@knows("myst.header", r"level increase; (?P<detail>H\d to H\d)")
def _heading(match: Match, warned: Warned, book: Book) -> Verdict:
    before, after = ("#" * int(level) for level in re.findall(r"H(\d)", match["detail"]))
    detail = f"「{before}」の次に「{after}」"
    return found("heading", warned.place.line, detail=detail).at(warned.place.path)


@knows("myst.header", r"start at H\d, not H1")
def _first_heading(match: Match, warned: Warned, book: Book) -> Verdict:
    """Not where the real first heading is misspelt."""
    if "heading" in book.broken.get(warned.place.path, {}).values():
        return "drop"
    return found("heading", warned.place.line, "start").at(warned.place.path)


@knows("myst.topmatter", r"Unknown field: (?P<name>.+)")
def _front_matter_field(match: Match, warned: Warned, book: Book) -> Verdict:
    return at_text(
        warned, book, match["name"], found("front-matter", 0, "field", name=match["name"])
    )


@knows("myst.topmatter", r"Malformed YAML|YAML is not a dict")
def _front_matter(match: Match, warned: Warned, book: Book) -> Verdict:
    return found("front-matter", warned.place.line).at(warned.place.path)


@knows("myst.duplicate_def", r"Duplicate reference definition: (?P<target>.+)")
def _definition(match: Match, warned: Warned, book: Book) -> Verdict:
    line = warned.place.line
    return found("label", line, "twice", target=match["target"]).at(warned.place.path)


@knows("myst.xref_missing", r"local id not found in doc '(?P<document>.+)': '(?P<target>.+)'")
def _anchor(match: Match, warned: Warned, book: Book) -> Verdict:
    if fold(match["target"]) in book.lost:
        return "drop"
    return at_text(
        warned, book, match["target"], found("reference", 0, "anchor", **match.groupdict())
    )


@knows("myst.xref_missing", r"target not found: '(?P<target>.+)'")
@knows("ref.doc", r"'(?P<target>.+?)'")
def _document(match: Match, warned: Warned, book: Book) -> Verdict:
    target = match["target"]
    if fold(target) in book.lost:
        return "drop"
    near = _near_document(target, book)
    finding = found("reference", 0, "" if near else "none", target=target, suggestion=near)
    return at_text(warned, book, target, finding)


def _near_document(target: str, book: Book) -> str | None:
    """The page most like a target, spelt as the target spells it (with or without its suffix)."""
    suffixed = target.endswith(".md")
    names = (path if suffixed else path.removesuffix(".md") for path in book.pages)
    return nearest(target, names, cutoff=0.6)


# ------------------------------------------------------------------ Sphinx and docutils


@knows("ref.ref", r"'(?P<target>.+)'")
def _label(match: Match, warned: Warned, book: Book) -> Verdict:
    if fold(match["target"]) in book.lost:
        return "drop"
    return at_text(warned, book, match["target"], found("label", 0, target=match["target"]))


@knows("ref.term", r"'(?P<target>.+)'")
def _term(match: Match, warned: Warned, book: Book) -> Verdict:
    return at_text(warned, book, match["target"], found("term", 0, target=match["target"]))


@knows("ref.footnote", r"\[(?P<target>.+)\]")
def _unused_footnote(match: Match, warned: Warned, book: Book) -> Verdict:
    finding = found("footnote", 0, "unused", target=match["target"])
    return at_text(warned, book, f"[^{match['target']}]", finding)


@knows("toc.not_readable", r"'(?P<target>.+?)'")
def _toctree(match: Match, warned: Warned, book: Book) -> Verdict:
    near = _near_document(match["target"], book)
    finding = found("toctree", 0, "" if near else "none", target=match["target"], suggestion=near)
    return at_text(warned, book, match["target"], finding)


@knows("toc.no_title", r"'(?P<target>.+?)'")
def _untitled(match: Match, warned: Warned, book: Book) -> Verdict:
    """A page without a title is that page's matter, whoever lists it."""
    path = f"{match['target']}.md"
    if path not in book.pages:
        return at_text(
            warned, book, match["target"], found("toctree", 0, "title", **match.groupdict())
        )
    if (
        book.torn(Place(path, len(book.pages[path].text_lines)))
        or "heading" in book.broken.get(path, {}).values()
    ):
        return "drop"
    return found("toctree", 1, "title", target=match["target"]).at(path)


@knows("toc.not_included")
def _unlisted(match: Match, warned: Warned, book: Book) -> Verdict:
    """Not where the same page is listed under a misspelt name."""
    name = f"「{warned.place.path.removesuffix('.md')}」"
    if any(f.rule == "toctree" and f"{name}ではありませんか" in f.sentence for f in book.findings):
        return "drop"
    return found("toctree", 1, "missing").at(warned.place.path)


@knows("image.not_readable", r"[:：]\s*(?P<target>\S.*)$")
@knows("download.not_readable", r"[:：]\s*(?P<target>\S.*)$")
@knows("docutils", r'Directive "include": file not found: \'(?P<target>.+)\'')
@knows("docutils", r"Include file '(?P<target>.+)' not found")
def _file(match: Match, warned: Warned, book: Book) -> Verdict:
    name = re.split(r"[/\\]", match["target"])[-1]
    return at_text(warned, book, name, found("file", 0, target=name))


@knows("", r"^duplicate term description of (?P<target>.+), other instance in (?P<document>.+)$")
def _term_twice(match: Match, warned: Warned, book: Book) -> Verdict:
    return at_text(warned, book, match["target"], found("term", 0, "twice", **match.groupdict()))


@knows("docutils", r'Unknown target name: "(?P<target>.+)"')
def _footnote(match: Match, warned: Warned, book: Book) -> Verdict:
    return at_text(
        warned, book, f"[^{match['target']}]", found("footnote", 0, target=match["target"])
    )


@knows("docutils", r'Duplicate explicit target name: "(?P<target>.+)"')
def _label_twice(match: Match, warned: Warned, book: Book) -> Verdict:
    finding = found("label", warned.place.line, "twice", target=match["target"])
    return finding.at(warned.place.path)


@knows("docutils", r'Content block expected for the "(?P<directive>.+)" directive; none found')
def _empty_directive(match: Match, warned: Warned, book: Book) -> Verdict:
    finding = found("directive-body", warned.place.line, directive=match["directive"])
    return finding.at(warned.place.path)


@knows("docutils", r'Error parsing content block for the "(?P<directive>.+?)" directive')
def _directive_content(match: Match, warned: Warned, book: Book) -> Verdict:
    finding = found("directive-body", warned.place.line, "form", directive=match["directive"])
    return finding.at(warned.place.path)


@knows("docutils", r"Document (?:or section )?may not (?:begin|end) with a transition")
def _rule_line(match: Match, warned: Warned, book: Book) -> Verdict:
    return found("rule-line", warned.place.line).at(warned.place.path)


@knows("misc.highlighting_failure", r'"(?P<language>[^"]+)"')
def _code(match: Match, warned: Warned, book: Book) -> Verdict:
    return found("code", warned.place.line, language=match["language"]).at(warned.place.path)
