"""Hear every warning of one run of Sphinx, and know in which stage it came.

The collecting handler stands where Sphinx's own warning handler would: it is made in its stead
inside `Sphinx.__init__`, so no early warning is missed, and it is a `WarningStreamHandler`, so
Sphinx and the extensions find it by its class: Sphinx's filters (suppression, translation of
locations) and those of others apply to it, and it is put aside while warnings are pending.
"""

from __future__ import annotations

import copy
import logging
import os
import re
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util import logging as sphinx_logging

from safe_publish.records import NOTICE, Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sphinx.application import Sphinx


class Stage(Enum):
    """Where in the build a warning came; it decides what must be done again to hear it again."""

    START = "start"  # configuration and extensions: every build
    READ = "read"  # while documents were read, and up to the end of env-updated
    CHECK = "check"  # consistency check and write-started
    WRITE = "write"  # while pages and other output were written


@dataclass(frozen=True)
class Heard:
    """One warning as it arrived: `file` is absolute, or None where none was named."""

    stage: Stage
    file: Path | None
    line: int | None
    severity: Severity
    message: str
    type: str
    subtype: str


class Collector(sphinx_logging.WarningStreamHandler):
    """The handler; `heard` grows in the order of arrival."""

    def __init__(self, stream: Any) -> None:
        """`stream` is Sphinx's warning stream; nothing is written to it."""
        super().__init__(stream)
        self.stage = Stage.START
        self.heard: list[Heard] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record that passed all filters. Nothing is printed: that is `render`'s work."""
        kind = getattr(record, "type", None) or ""
        subtype = getattr(record, "subtype", None) or ""
        file, line = _location(getattr(record, "location", None))
        shown_kind = f" [{kind}.{subtype}]" if subtype else f" [{kind}]"
        self.heard.append(
            Heard(
                stage=self.stage,
                file=file,
                line=line,
                severity=_severity(record.levelno),
                message=_message(record).removesuffix(shown_kind).strip(),
                type=str(kind),
                subtype=str(subtype),
            )
        )

    def follow(self, app: Sphinx) -> None:
        """Take note of the stages of `app`'s build. The priorities: before and after all others."""

        def enter(stage: Stage) -> Any:
            def listener(*_: object) -> None:
                self.stage = stage

            return listener

        app.connect("env-before-read-docs", enter(Stage.READ), priority=-10_000)
        app.connect("env-check-consistency", enter(Stage.CHECK), priority=-10_000)
        app.connect("write-started", enter(Stage.CHECK), priority=-10_000)
        app.connect("write-started", enter(Stage.WRITE), priority=10_000)


class Notices(logging.Handler):
    """Hands notices to a collector.

    Beside it rather than in it: while pages are read, Sphinx holds back the warning handlers and
    forgets all below a warning.
    """

    def __init__(self, app: Sphinx, collector: Collector) -> None:
        """`collector` keeps what is heard."""
        super().__init__(NOTICE)
        self._collector = collector
        self._translator = sphinx_logging.WarningLogRecordTranslator(app)
        self.addFilter(lambda record: record.levelno == NOTICE)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a copy: a location is translated once, and other handlers do it for themselves."""
        own: Any = copy.copy(record)
        self._translator.filter(own)
        self._collector.emit(own)


def hear_notices(app: Sphinx, collector: Collector) -> None:
    """From here on `collector` hears notices as well, and the progress does not show them."""
    logger = logging.getLogger(sphinx_logging.NAMESPACE)
    for handler in logger.handlers:
        handler.addFilter(lambda record: record.levelno != NOTICE)
    logger.handlers.insert(0, Notices(app, collector))


def _severity(level: int) -> Severity:
    if level >= logging.ERROR:
        return "error"
    return "warning" if level >= logging.WARNING else "notice"


@contextmanager
def collecting() -> Iterator[list[Collector]]:
    """While this is open, a Sphinx that is constructed gets a `Collector`; the list holds it.

    Sphinx offers no way to choose the class of its warning handler, and a handler that is added
    after construction has missed what the configuration said. The name is put back as soon as the
    handler is made, before an extension can import it.
    """
    made: list[Collector] = []
    original = sphinx_logging.WarningStreamHandler

    def make(stream: Any) -> Collector:
        _replace_handler(original)
        made.append(Collector(stream))
        return made[-1]

    _replace_handler(make)
    try:
        yield made
    finally:
        _replace_handler(original)


def _replace_handler(factory: Callable[[Any], logging.Handler]) -> None:
    vars(sphinx_logging)["WarningStreamHandler"] = factory


def findings(heard: Iterable[Heard], root: Path) -> tuple[Finding, ...]:
    """The warnings as findings: paths relative to `root`, no duplicates, sorted."""
    found = {
        Finding(
            path=relative(one.file, root) if one.file else None,
            line=one.line,
            severity=one.severity,
            message=one.message,
            type=one.type,
            subtype=one.subtype,
        )
        for one in heard
    }
    return tuple(sorted(found, key=lambda f: (f.path or "", f.line or 0, f.message, f.rule)))


def relative(file: Path, root: Path) -> str:
    """A file as findings name it: relative to `root` where it lies there, with `/`."""
    return (file.relative_to(root) if file.is_relative_to(root) else file).as_posix()


def _message(record: logging.LogRecord) -> str:
    """The bare message: Sphinx's own getMessage would put the location before it."""
    try:
        return logging.LogRecord.getMessage(record)
    except (TypeError, ValueError):  # arguments that do not fit: half a message beats none
        return str(record.msg)


# Sphinx's spellings: "/a/b.md:12", "/a/b.md:", "/a/b.py:docstring of b.f:3", "<unknown>:3"
_LOCATION = re.compile(r"(?P<file>.*?)(?::docstring of .*?)?:(?P<line>\d*)")


def _location(location: object) -> tuple[Path | None, int | None]:
    if not isinstance(location, str) or not location:
        return None, None
    match = _LOCATION.fullmatch(location)
    file, line = (match["file"], match["line"]) if match else (location, "")
    if not file or file.startswith("<"):
        return None, None
    # Not resolve(): a document may be a symbolic link, and Sphinx knows it by the link's name.
    return Path(os.path.abspath(file)), int(line) if line else None  # noqa: PTH100
