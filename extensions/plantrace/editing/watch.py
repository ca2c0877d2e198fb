"""Which files a site is made of, and when they have changed.

Times and sizes are asked for a few times a second: 200 files take a millisecond, it works alike
on every system and on shared drives, and it needs no library.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

WATCHED = ("docs", "extensions", "conf.py", "ubproject.toml")
IGNORED = frozenset({"__pycache__"})

Stamps = dict[str, tuple[int, int]]
"""path -> (time of change in ns, size in bytes)"""


def stamps(root: Path, watched: tuple[str, ...] = WATCHED) -> Stamps:
    """What is there now. Hidden files and what editors leave beside a file are passed over."""
    return dict(each for name in watched for each in _stamps(root / name))


def _stamps(path: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    waiting = [os.fspath(path)]
    while waiting:
        current = waiting.pop()
        try:
            if os.path.isdir(current):  # noqa: PTH112 - three times as fast as pathlib
                waiting += [each.path for each in os.scandir(current) if _counts(each.name)]
            else:
                stat = os.stat(current)  # noqa: PTH116
                yield current, (stat.st_mtime_ns, stat.st_size)
        except FileNotFoundError:  # gone between two looks, or never there
            continue


def _counts(name: str) -> bool:
    return not name.startswith((".", "#")) and not name.endswith("~") and name not in IGNORED


def wait_for_change(root: Path, before: Stamps, interval: float, stopped: threading.Event) -> bool:
    """True once the files differ from `before` and have been quiet for one interval.

    False as soon as `stopped` is set.
    """
    last = before
    while not stopped.is_set():
        now = stamps(root)
        if now == last != before:
            return True
        last = now
        stopped.wait(interval)
    return False
