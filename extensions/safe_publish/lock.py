"""One build at a time.

The operating system holds the lock and gives it up when the process ends, however it ends, so
there is no stale lock to detect. Sphinx's own child processes inherit it: orphans of a killed
build that still write into staging keep the next build out until they are done.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from safe_publish.records import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold the lock file `path`; raise `Problem` when another process has it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        try:
            _acquire(file)
        except OSError as error:
            raise Problem(
                f"ほかのビルドが {path.parent} を使っています。"
                "終わるのを待って、もう一度実行してください。"
            ) from error
        yield


if sys.platform == "win32":
    import msvcrt

    def _acquire(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _acquire(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
