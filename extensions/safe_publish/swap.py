"""Put one directory in the place of another, so that no kill leaves something in between.

On Linux the two names are exchanged in one step (renameat2). Elsewhere two renames do it, and
`recover` at the start of the next build completes what a kill between them left.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import sys
from typing import TYPE_CHECKING

from safe_publish.records import Problem

if TYPE_CHECKING:
    from pathlib import Path

AT_FDCWD = -100
RENAME_EXCHANGE = 2


def next_of(site: Path) -> Path:
    """Where the next site is assembled: beside the site, on the same file system."""
    return site.with_name(f".{site.name}.next")


def old_of(site: Path) -> Path:
    """Where the old site stands between two renames."""
    return site.with_name(f".{site.name}.old")


def recover(site: Path) -> None:
    """Tidy up after a build, also one that was killed: only the site itself is left."""
    old = old_of(site)
    if old.exists() and not site.exists():
        old.rename(site)
    for leftover in (old, next_of(site)):
        shutil.rmtree(leftover, ignore_errors=True)


def put_in_place(site: Path) -> None:
    """Make `next_of(site)` the site; `recover` then removes what was there.

    Raises `Problem` or OSError with the old site in its place.
    """
    try:
        if not site.exists():
            next_of(site).rename(site)
        elif not exchange(next_of(site), site):
            two_renames(site)
    except PermissionError as error:
        raise Problem(
            f"{site} を置き換えられません。フォルダーの中のファイルを開いているソフト"
            "（ブラウザー、エクスプローラーなど）を閉じて、もう一度実行してください。"
            "前回のサイトはそのまま残っています。"
        ) from error


def two_renames(site: Path) -> None:
    """The old site steps aside, the next one steps in; back again where that is refused."""
    old = old_of(site)
    site.rename(old)
    try:
        next_of(site).rename(site)
    except OSError:
        old.rename(site)
        raise


def exchange(one: Path, other: Path) -> bool:
    """Exchange two names in one step; False where the system or its file system cannot."""
    if sys.platform != "linux":
        return False
    with contextlib.suppress(AttributeError, OSError):  # a C library without renameat2
        libc = ctypes.CDLL(None, use_errno=True)
        names = (os.fsencode(one), os.fsencode(other))
        done = libc.renameat2(AT_FDCWD, names[0], AT_FDCWD, names[1], RENAME_EXCHANGE)
        return bool(done == 0)
    return False
