"""One run of Sphinx into staging."""

from __future__ import annotations

import sys
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.console import color_terminal, nocolor
from sphinx.util.docutils import docutils_namespace, patch_docutils

from safe_publish import configuration, memory
from safe_publish.hearing import Collector, Heard, Stage, collecting, hear_notices
from safe_publish.memory import Memory
from safe_publish.progress import Progress
from safe_publish.records import BY_SYSTEM, of_system

if TYPE_CHECKING:
    from collections.abc import Sequence

    from safe_publish.records import BuildRequest


@dataclass(frozen=True)
class Run:
    """What came of it.

    memory: None when the next run must start fresh.
    exception: what Sphinx said when it crashed, else empty; `page` is the file it was busy with.
    """

    jobs: int
    heard: tuple[Heard, ...]
    memory: Memory | None
    exception: str = ""
    page: Path | None = None


def run(request: BuildRequest, last: Memory, state: Path, jobs: int) -> Run:
    """Run Sphinx once, doing again what `last` asks for.

    `state` is the file of the memory. It is absent while Sphinx may write, and it holds what the
    next run needs afterwards.
    """
    if not color_terminal():
        nocolor()
    memory.forget(state)
    collectors: list[Collector] = []
    app: Sphinx | None = None
    try:
        with patch_docutils(request.conf), docutils_namespace():
            with collecting() as collectors:
                app = _construct(request, jobs)
            _attend(app, collectors[0], last)
            app.build(force_all=last.rewrite)
    except Exception as error:
        heard = tuple(collectors[0].heard) if collectors else ()
        if app is not None and isinstance(error, SphinxError) and _rootless(app):
            return Run(jobs, (*heard, _no_root(app, request)), None)
        if app is not None:
            return Run(jobs, heard, None, _explain(error), _page(app))
        last.save(state)  # Sphinx never stood, so nothing was written: it is as good as before
        heard = configuration.translated(heard, request.conf)
        said = configuration.explained(error, request.conf)
        if said or isinstance(error, configuration.Refused) or any(map(_in_conf, heard)):
            return Run(jobs, (*heard, *said), last)
        return Run(jobs, heard, last, _explain(error))
    heard = (
        *configuration.translated(collectors[0].heard, request.conf),
        *configuration.unsaid(app.config, request.conf),
        *_status(app),
    )
    if any(map(configuration.undermines, heard)):
        heard = tuple(one for one in heard if one.stage is Stage.START)
    after = memory.remember(heard, app.env, request.builder)
    if after is not None:
        after.save(state)
    return Run(jobs, heard, after)


def _construct(request: BuildRequest, jobs: int) -> Sphinx:
    progress = Progress(sys.stdout)
    app = Sphinx(
        srcdir=request.source,
        confdir=request.conf,
        outdir=request.staging,
        doctreedir=request.doctrees,
        buildername=request.builder,
        confoverrides=dict(request.confoverrides),
        status=progress,
        warning=sys.stderr,  # the collector writes nothing to it
        tags=request.tags,
        parallel=jobs,
    )
    app.setup_extension("safe_publish")
    progress.follow(app)
    return app


def _attend(app: Sphinx, collector: Collector, last: Memory) -> None:
    """Follow the stages of the build and have read again what was wrong."""
    collector.follow(app)
    hear_notices(app, collector)

    def outdated(*_: object) -> Sequence[str]:
        # The root page stands for findings without a page: Sphinx checks nothing when no page is
        # read.
        return () if last.clean else (*last.pages, app.config.root_doc)

    app.connect("env-get-outdated", outdated)


def _in_conf(one: Heard) -> bool:
    """Whether a value in conf.py was said to be wrong: what went on from there came of it."""
    return one.subtype == "configuration" and one.severity != "notice"


def _rootless(app: Sphinx) -> bool:
    return app.config.root_doc not in app.env.found_docs


def _no_root(app: Sphinx, request: BuildRequest) -> Heard:
    return configuration.no_root(app.config.root_doc, request.source, request.conf)


def _status(app: Sphinx) -> tuple[Heard, ...]:
    """A builder may fail without a warning, through Sphinx's exit code."""
    if not app.statuscode:
        return ()
    message = f"Sphinx が終了コード {app.statuscode} を返しました。"
    return (Heard(Stage.WRITE, None, None, "error", message, "safe_publish", "status"),)


def _page(app: Sphinx) -> Path | None:
    """The page that was being read or written; in parallel builds only the workers know it."""
    docname = app.env.current_document.docname
    return Path(app.env.doc2path(docname)) if docname else None


def _explain(error: Exception) -> str:
    """Sphinx's own errors explain themselves; for others the traceback is the explanation."""
    if isinstance(error, OSError) and error.errno in BY_SYSTEM:
        return of_system(error)
    if isinstance(error, SphinxError):
        return f"{error.category}: {error}"
    return "".join(traceback.format_exception(error)).rstrip()
