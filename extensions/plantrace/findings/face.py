"""The Sphinx side: when the checks are asked, and how their answers reach the author.

All pages are scanned before any is read, on every build: a finding then stays a finding until
its file is corrected, whether or not Sphinx reads that file again, and in parallel builds too.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from docutils import nodes
from sphinx.util.logging import (
    NAMESPACE,
    WarningStreamHandler,
    get_node_location,
    getLogger,
)
from sphinx_needs.api import get_needs_view
from sphinx_needs.data import SphinxNeedsData

from plantrace.findings import builder, declared, settings, start
from plantrace.findings.about_views import place_of
from plantrace.findings.blocks import scan
from plantrace.findings.book import Book
from plantrace.findings.catalogue import RULES
from plantrace.findings.decode import LENIENT, decode, register
from plantrace.findings.finding import Finding, Place, found
from plantrace.findings.lost_pages import is_upstream, lost_pages
from plantrace.findings.rules import check_graph, check_pages, years
from plantrace.findings.settings import Settings
from plantrace.findings.upstream import Warned, judge
from plantrace.sphinx_graph import graph_from, metamodel_of
from plantrace.suspect.links import suspects
from plantrace.views.face import VIEWS
from safe_publish.configuration import Refused
from safe_publish.records import NOTICE

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

TYPE = "plantrace"
"""the type of every finding among Sphinx's warnings; the subtype is the rule"""
SUFFIX = ".md"

logger = getLogger(__name__)
_BOOKS: WeakKeyDictionary[Sphinx, Book] = WeakKeyDictionary()
_SETTINGS: WeakKeyDictionary[Sphinx, Settings] = WeakKeyDictionary()
LINK_RULES = frozenset({"dead-link", "link-type", "self-link", "cycle"})
"""rules between items that need no more than the line of the link to be right"""


def read_settings(app: Sphinx, config: Config) -> None:
    """Before all others: that the metamodel can be read, and what it says of the checks."""
    views = frozenset(name for name, view in VIEWS.items() if view.finding is not None)
    path, text, flaws = start.read(app, config)
    _SETTINGS[app] = settings.read("" if flaws else text, RULES | views)
    mild = _SETTINGS[app].flaws
    if not flaws:
        said = {flaw.line for flaw in mild}
        flaws = tuple(flaw for flaw in start.flaws(app, text) if flaw.line not in said)
    for flaw in _SETTINGS[app].judged([*flaws, *mild]):
        _tell(flaw, f"{path}:{flaw.line}")
    grave = any(_SETTINGS[app].severity(flaw.rule) == "error" for flaw in flaws)
    # Where the site is kept from findings, nothing is read by a wrong metamodel: all that came of
    # it would be said as well. Elsewhere it is a warning, as plain Sphinx has it.
    if grave and "safe_publish" in app.extensions:
        raise Refused(f"{path.name} に誤りがあります。")


def check_types(app: Sphinx) -> None:
    """At the start: that no type has a name which means something else in a page."""
    path = _metamodel_file(app)
    text = path.read_text(encoding="utf-8")
    taken = list(declared.taken_types(app.env, metamodel_of(app), text))
    for flaw in _SETTINGS[app].judged(taken):
        _tell(flaw, f"{path}:{flaw.line}")


def _metamodel_file(app: Sphinx) -> Path:
    return Path(app.confdir, app.config.needs_from_toml or start.METAMODEL)


def check_plans(app: Sphinx, builder: Builder) -> None:
    """Before writing: the given periods are those of plans, and short names tell items apart."""
    path, graph = _metamodel_file(app), _BOOKS[app].graph
    if graph is None or not path.is_file():
        return
    text = path.read_text(encoding="utf-8")
    periods = _SETTINGS[app].periods
    misplaced = years.misplaced(graph, periods)
    for plan in periods:
        line = settings.line_of(text, "plantrace.periods", plan)
        flaws = [] if plan in graph.items else [found("settings", line, "plan", plan=plan)]
        if plan in misplaced:
            flaws.append(found("outside-period", line, "plan", **misplaced[plan]))
        for flaw in _SETTINGS[app].judged(flaws):
            _tell(flaw, f"{path}:{flaw.line}")
    if any(each.severity == "error" for each in _BOOKS[app].findings):
        return  # a mistyped id takes another's label: its own finding is enough
    for flaw in _SETTINGS[app].judged(list(declared.same_labels(graph, text))):
        _tell(replace(flaw, severity="warning"), f"{path}:{flaw.line}")


def check_sources(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Before reading: scan every page, and report what each shows by itself."""
    texts: dict[str, str] = {}
    encodings: list[Finding] = []
    for docname in sorted(env.found_docs):
        path = env.doc2path(docname)
        if path.suffix != SUFFIX:
            continue
        name = f"{docname}{SUFFIX}"
        texts[name], guess = decode(path.read_bytes())
        if guess is not None:
            encodings.append(found("encoding", 1, guess=guess).at(name))
    if isinstance(app.builder, builder.CheckBuilder):
        app.builder.look_at(texts.values())
    if encodings:
        register()
        env.settings["input_encoding"] = LENIENT
    metamodel = metamodel_of(app)
    pages = {name: scan(text, metamodel) for name, text in texts.items()}
    lost = list(lost_pages(env, metamodel))
    more = {each.path: each.page for each in lost if each.page is not None}
    _BOOKS[app] = Book(
        metamodel,
        {**pages, **more},
        absent=bool(lost),
        lost_pages=frozenset(each.docname for each in lost),
        unreadable=any(each.page is None for each in lost),
    )
    _report(app, [each.finding for each in lost])
    unread = {each.path for each in encodings}
    _report(app, encodings)
    _report(
        app,
        [
            each
            for each in check_pages(pages, metamodel)
            if each.rule != "invisible" or each.path not in unread  # signs of the encoding
        ],
    )


def check_items(app: Sphinx, env: BuildEnvironment) -> None:
    """After reading, before the environment is saved: report what shows between items."""
    book = _BOOKS[app]
    # get_needs_view() would resolve and freeze the needs, which must not happen so early.
    book.graph = graph_from(app, SphinxNeedsData(env).get_needs_mutable())
    findings = check_graph(
        book.graph,
        book.locate,
        book.unread,
        periods=_SETTINGS[app].periods,
        pages=book.pages,
    )
    _report(app, [each for each in findings if _is_news(each, book)])


def _is_news(finding: Finding, book: Book) -> bool:
    """Whether a finding between items is no consequence of what is wrong in the text."""
    place = Place(finding.path, finding.line)
    if book.is_void(finding.path) or _is_guess(finding, book):
        return False
    if finding.rule in LINK_RULES:
        return not book.reported(place)
    return not book.block_reported(place)


def _is_guess(finding: Finding, book: Book) -> bool:
    """Whether what is missing may stand on a page that is not there."""
    if finding.rule == "gap":
        return book.absent or book.erased
    return finding.rule == "dead-link" and book.erased


def check_confirmations(app: Sphinx, builder: Builder) -> None:
    """Before writing, when fingerprints are known: links whose other end has changed."""
    book = _BOOKS[app]
    if book.graph is None or book.metamodel.confirmed not in book.metamodel.fields:
        return
    needs = get_needs_view(app)
    prints = {each["id"]: each["fingerprint"] for each in needs.values() if "fingerprint" in each}
    _report(app, list(suspects(book.graph, prints, book.locate)))


def _report(app: Sphinx, findings: list[Finding]) -> None:
    """Say findings of our own as gravely as the project wants."""
    judged = _SETTINGS[app].judged(findings)
    _BOOKS[app].add(judged)
    for finding in judged:
        _tell(finding, _location(app, finding))


def _location(app: Sphinx, finding: Finding) -> str | tuple[str, int]:
    """As Sphinx wants it: a document's name and a line, or the file's path where it is none."""
    docname = finding.path.removesuffix(SUFFIX)
    if docname in app.env.found_docs:
        return docname, finding.line
    return f"{Path(app.srcdir, finding.path)}:{finding.line}"


def _tell(finding: Finding, location: Any) -> None:
    level = logging.WARNING if finding.severity == "error" else NOTICE
    logger.log(level, finding.sentence, location=location, type=TYPE, subtype=finding.rule)


class UpstreamFilter(logging.Filter):
    """Stands before Sphinx's own filters, so that what it drops is not counted as a warning."""

    def __init__(self, app: Sphinx) -> None:
        """A filter for one build."""
        super().__init__()
        self.app = app

    def filter(self, record: logging.LogRecord) -> bool:
        """Judge a record once, however many handlers ask."""
        book = _BOOKS.get(self.app)
        kind = getattr(record, "type", None) or ""
        if record.levelno < logging.WARNING or book is None:
            return not is_upstream(record.msg)  # `lost_pages` will say it
        verdicts = vars(record)
        if "plantrace_keep" not in verdicts:
            verdicts["plantrace_keep"] = self._judge(record, kind, book)
        return bool(verdicts["plantrace_keep"])

    def _judge(self, record: logging.LogRecord, kind: str, book: Book) -> bool:
        subtype = getattr(record, "subtype", None)
        place = self._place(getattr(record, "location", None))
        if kind == TYPE and str(subtype).startswith("view-"):
            return self._about_a_view(record, place, book)
        if kind == TYPE:
            return self._graded(record, str(subtype))
        text = logging.LogRecord.getMessage(record)  # Sphinx's own would add the location
        warned = Warned(f"{kind}.{subtype}" if subtype else kind, text, place)
        verdict = judge(warned, book)
        if isinstance(verdict, Finding):
            book.findings.append(verdict)
            _rewrite(record, verdict)
            return self._graded(record, verdict.rule)
        return verdict != "drop"

    def _about_a_view(self, record: logging.LogRecord, place: Place, book: Book) -> bool:
        """Whether it is news; then it is put on the line that is wrong."""
        there = place_of(
            str(vars(record)["subtype"]), logging.LogRecord.getMessage(record), place, book
        )
        if there is None:
            return False
        vars(record)["location"] = (there.path.removesuffix(SUFFIX), there.line)
        return True

    def _graded(self, record: logging.LogRecord, rule: str) -> bool:
        """Whether a record stays a warning; said again as a notice where it is only that."""
        severity = _SETTINGS[self.app].severity(rule)
        if severity == "warning":
            text = logging.LogRecord.getMessage(record)
            _tell(Finding("", 0, rule, text, severity), vars(record)["location"])
        return severity == "error"

    def _place(self, location: Any) -> Place:
        """A record's location in any of the forms that Sphinx allows."""
        if isinstance(location, nodes.Node):
            location = get_node_location(location)
        if isinstance(location, tuple):
            docname, line = location
            return Place(f"{docname}{SUFFIX}" if docname else "", line or 0)
        if not location:
            return Place("", 0)
        path, _, line = location.rpartition(":")
        if not path:
            return Place(f"{line}{SUFFIX}", 0)
        absolute = Path(path).absolute()
        if absolute.is_relative_to(self.app.srcdir):
            path = absolute.relative_to(self.app.srcdir).as_posix()
        return Place(path, int(line) if line.isdigit() else 0)


def _rewrite(record: logging.LogRecord, finding: Finding) -> None:
    """Make a record say what the finding says."""
    record.msg, record.args = finding.sentence, ()
    record.levelno, record.levelname = logging.WARNING, "WARNING"
    vars(record).update(
        type=TYPE,
        subtype=finding.rule,
        location=(finding.path.removesuffix(SUFFIX), finding.line),
    )


def install_filter(app: Sphinx, *_: object) -> None:
    """Put the filter before all others on every handler that shows or collects warnings."""
    for handler in logging.getLogger(NAMESPACE).handlers:
        heard = isinstance(handler, WarningStreamHandler) or handler.level >= logging.WARNING
        if heard and not any(isinstance(each, UpstreamFilter) for each in handler.filters):
            handler.filters.insert(0, UpstreamFilter(app))


def setup(app: Sphinx) -> None:
    """Called once by `plantrace.setup`."""
    builder.setup(app)
    # After every extension has had its turn at adding handlers: at its setup, or with the builder.
    # Between the two Sphinx looks for files already.
    app.connect("config-inited", install_filter, priority=900)
    app.connect("builder-inited", install_filter, priority=900)
    app.connect("config-inited", read_settings, priority=-1000)
    app.connect("builder-inited", check_types, priority=400)
    # before sphinx-needs prepares its environment, so that nothing it says comes first
    app.connect("env-before-read-docs", check_sources, priority=100)
    app.connect("env-updated", check_items)
    app.connect("write-started", check_plans)
    app.connect("write-started", check_confirmations)
