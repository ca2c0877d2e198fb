"""The order of things: lock, recover, run, gate, publish."""

from __future__ import annotations

import errno
import os
import shutil
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from safe_publish import swap
from safe_publish.lock import exclusive
from safe_publish.publishing import check_ours, publish
from safe_publish.records import BuildRequest, BuildResult, Outcome, Problem, of_system

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from safe_publish.sphinx_run import Run


def build(request: BuildRequest) -> BuildResult:
    """Build, and publish when nothing is wrong. Never raises for what a reader can put right."""
    return _alone(request, _build)


def listen(request: BuildRequest) -> BuildResult:
    """Hear what a build would say; nothing is published, and the site is not touched."""
    return _alone(request, _hear)


def _alone(request: BuildRequest, work: Callable[[BuildRequest], BuildResult]) -> BuildResult:
    started = time.monotonic()
    try:
        if not request.source.is_dir():
            raise Problem(f"「{request.source.name}」というフォルダーがありません。")
        _readable(request.source)
        with exclusive(request.work / "lock"):
            result = work(request)
    except Problem as problem:
        result = BuildResult(Outcome.FAILED, problem=str(problem))
    except OSError as error:
        result = BuildResult(Outcome.FAILED, problem=of_system(error))
    return replace(result, duration=time.monotonic() - started)


def _readable(source: Path) -> None:
    """Raise `Problem` for what may not be read: Sphinx would pass over it in silence."""

    def refuse(error: OSError) -> None:
        raise Problem(of_system(error)) from error

    for folder, _, names in os.walk(source, onerror=refuse):
        for name in names:
            # plain strings, for a document may have thousands of files: pathlib takes longer
            path = os.path.join(folder, name)  # noqa: PTH118
            if os.path.exists(path) and not os.access(path, os.R_OK):  # noqa: PTH110
                refuse(PermissionError(errno.EACCES, "", path))


def _build(request: BuildRequest) -> BuildResult:
    site = request.site.resolve()
    swap.recover(site)
    check_ours(site)
    heard = _hear(request)
    if heard.outcome is not Outcome.UNCHANGED:
        return heard
    changed = publish(request.staging, site, request.work / "published.json", request.unpublished)
    outcome = Outcome.PUBLISHED if changed else Outcome.UNCHANGED
    return replace(heard, outcome=outcome, changed=changed)


def _hear(request: BuildRequest) -> BuildResult:
    """Run Sphinx; UNCHANGED where nothing that it said keeps the site from being published."""
    from safe_publish.hearing import Stage, findings, relative

    state = request.work / "state.json"
    done = _run(request, state, request.jobs)
    if done.jobs > 1 and any(one.stage is Stage.READ for one in done.heard):
        # What parallel reading says about two pages depends on which came first. Pages with
        # findings are read again, one after the other, so that every run says the same.
        done = _run(replace(request, fresh=False), state, jobs=1)
    found = findings(done.heard, request.root)
    if done.exception:
        where = f"（{relative(done.page, request.root)} の処理中）" if done.page else ""
        problem = f"Sphinx が途中で止まりました{where}。前回のサイトは変えていません。"
        return BuildResult(Outcome.FAILED, found, problem=problem, exception=done.exception)
    blocked = any(one.blocks for one in found)
    return BuildResult(Outcome.REFUSED if blocked else Outcome.UNCHANGED, found)


def _run(request: BuildRequest, state: Path, jobs: int) -> Run:
    """Run Sphinx on what the last run left, or on nothing where that cannot be trusted."""
    from safe_publish import memory
    from safe_publish.sphinx_run import run

    last = None if request.fresh else memory.load(state, request.builder)
    if last is None:
        # Together: an environment without its output, or findings without it, would mislead.
        for folder in (request.doctrees, request.staging):
            shutil.rmtree(folder, ignore_errors=True)
        last = memory.Memory(request.builder)
    return run(request, last, state, jobs if last.clean else 1)
