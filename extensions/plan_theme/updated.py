"""When each page last changed: asked of git once, for all pages."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def page_dates(sources: Mapping[str, Path]) -> dict[str, date]:
    """Page name -> day of its last change; `sources` is page name -> its file (absolute).

    The day of the last commit that touched the file; for a file that is edited and not committed,
    or outside git, the day the file was written. A file that is gone has no entry.
    """
    committed = _committed(sources)
    found: dict[str, date] = {}
    for name, path in sources.items():
        day = committed.get(path.resolve())
        if day is None and path.is_file():
            day = date.fromtimestamp(path.stat().st_mtime)
        if day is not None:
            found[name] = day
    return found


def _committed(sources: Mapping[str, Path]) -> dict[Path, date]:
    """Resolved path -> day of the last commit, for files that are as committed."""
    folders = {path.parent.resolve() for path in sources.values()}
    if not folders:
        return {}
    # the page highest in the tree stands for the document; one call must do for all
    top = min(folders, key=lambda folder: len(folder.parts))
    try:
        root = Path(_git(top, "rev-parse", "--show-toplevel").strip())
        # a shallow clone knows one commit only: its day would be said of every page
        if _git(top, "rev-parse", "--is-shallow-repository").strip() == "true":
            return {}
        log = _git(top, "log", "--format=%x01%cs", "--name-only", "-z", "--", ".")
        edited = _git(top, "status", "--porcelain", "-z", "--untracked-files=all", "--", ".")
    except (OSError, subprocess.CalledProcessError):
        return {}
    days = _parse_log(root, log)
    for entry in edited.split("\0"):
        days.pop(root / entry[3:], None)
    return days


def _parse_log(root: Path, log: str) -> dict[Path, date]:
    """Read `--format=%x01%cs --name-only -z`: newest first, so the first mention of a file wins."""
    days: dict[Path, date] = {}
    for commit in log.split("\x01")[1:]:
        day, _, names = commit.partition("\0")
        for name in names.split("\0"):
            if name.strip():
                days.setdefault(root / name.lstrip("\n"), date.fromisoformat(day.strip()))
    return days


def _git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "core.quotepath=off", "-C", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
