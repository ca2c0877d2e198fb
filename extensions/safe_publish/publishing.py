"""From staging to the site, by content.

The next site is assembled beside the present one: hard links for what is the same (so its times
stay), copies for what is new. Staging never shares a file with the site, because Sphinx writes into
its files in place and would write into the published ones.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TypeAlias

from safe_publish import swap
from safe_publish.records import UNPUBLISHED, Problem

MARKER = ".safe_publish"
"""The file in the site that lists what we published there, one path a line."""

Stamps: TypeAlias = dict[str, tuple[int, int]]
"""Path with "/" -> size in bytes and time of change in ns."""


@dataclass(frozen=True)
class _Comparison:
    """What is in staging and in the site, by path."""

    staged: Stamps
    present: Stamps
    ours: frozenset[str]  # published by us
    different: frozenset[str]  # staged, and not the same in the site

    @property
    def foreign(self) -> frozenset[str]:
        return frozenset(self.present) - self.ours - self.staged.keys()

    @property
    def changed(self) -> tuple[str, ...]:
        removed = (self.ours & self.present.keys()) - self.staged.keys()
        return tuple(sorted(self.different | removed))


def publish(
    staging: Path, site: Path, cache: Path, unpublished: tuple[str, ...] = UNPUBLISHED
) -> tuple[str, ...]:
    """Make `site` hold what `staging` holds; returns the paths that differed.

    `cache` is a file that remembers sizes and times, so that an unchanged site is known without
    reading it; it may be lost. Where nothing differs nothing in the site is touched. Raises
    `Problem` with the site as it was.
    """
    site = site.resolve()  # where the site is a link, its target is replaced, not the link
    swap.recover(site)
    check_ours(site)
    compared = _compare(staging, site, cache, unpublished)
    # The list may lack a file that is the same in both, or be missing: an empty site is a site too.
    listed = (site / MARKER).is_file() and compared.ours == compared.staged.keys()
    if compared.changed or not listed:
        try:
            _assemble(compared, staging, site)
            swap.put_in_place(site)
        except OSError as error:
            raise Problem(f"{site} に書き出せません（{error}）。") from error
        finally:
            swap.recover(site)
    _remember(cache, compared.staged, _stamps(site))
    return compared.changed


def check_ours(site: Path) -> None:
    """Raise `Problem` when `site` is a folder that somebody else filled."""
    try:
        empty = not any(site.iterdir())
    except FileNotFoundError:
        return
    except NotADirectoryError as error:
        raise Problem(f"{site} はフォルダーではありません。") from error
    if not empty and not (site / MARKER).is_file():
        raise Problem(
            f"{site} には、このコマンドが作ったものではないファイルがあります。"
            "上書きしないように止めました。フォルダーを別の場所に移すか消してから、"
            "もう一度実行してください。"
        )


def _compare(staging: Path, site: Path, cache: Path, unpublished: tuple[str, ...]) -> _Comparison:
    staged = {
        path: stamp
        for path, stamp in _stamps(staging).items()
        if not any(fnmatchcase(path, pattern) for pattern in unpublished)
    }
    present = _stamps(site)
    marker = site / MARKER
    ours = frozenset(marker.read_text("utf-8").splitlines()) if marker.is_file() else frozenset()
    known = _recall(cache)
    different = frozenset(
        path
        for path in staged
        if path not in present
        or (
            known.get(path) != [*staged[path], *present[path]]
            and not _same(staging / path, site / path)
        )
    )
    if lost := sorted((different & present.keys()) - ours):
        raise Problem(
            f"{site / lost[0]} は、このコマンドが作ったファイルではありません。"
            "同じ名前のファイルを公開できるように、別の場所に移してください。"
        )
    return _Comparison(staged, present, ours, different)


def _assemble(compared: _Comparison, staging: Path, site: Path) -> None:
    """Write the whole next site beside the present one."""
    target = swap.next_of(site)
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    if site.exists():
        shutil.copymode(site, target)
    for folder in {(target / path).parent for path in (*compared.staged, *compared.foreign)}:
        folder.mkdir(parents=True, exist_ok=True)
    for path in compared.different:
        shutil.copyfile(staging / path, target / path)
    for path in (compared.staged.keys() - compared.different) | compared.foreign:
        _carry(site / path, target / path)
    (target / MARKER).write_text("".join(f"{path}\n" for path in sorted(compared.staged)), "utf-8")


def _carry(old: Path, new: Path) -> None:
    try:
        os.link(old, new, follow_symlinks=False)
    except (OSError, NotImplementedError):  # a file system or system without hard links
        shutil.copyfile(old, new, follow_symlinks=False)
        shutil.copystat(old, new, follow_symlinks=False)


def _same(one: Path, other: Path) -> bool:
    return one.stat().st_size == other.stat().st_size and one.read_bytes() == other.read_bytes()


def _stamps(root: Path) -> Stamps:
    """Every file under `root` but our marker; a symbolic link counts as a file."""
    found: Stamps = {}
    folders = [(os.fspath(root), "")] if root.exists() else []
    while folders:
        folder, prefix = folders.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append((entry.path, f"{prefix}{entry.name}/"))
                else:
                    stat = entry.stat(follow_symlinks=False)
                    found[prefix + entry.name] = (stat.st_size, stat.st_mtime_ns)
    found.pop(MARKER, None)
    return found


def _remember(cache: Path, staged: Stamps, present: Stamps) -> None:
    text = json.dumps({path: [*stamp, *present[path]] for path, stamp in staged.items()})
    if not cache.is_file() or cache.read_text("utf-8") != text:
        write_atomically(cache, text)


def _recall(cache: Path) -> dict[str, list[int]]:
    try:
        known = json.loads(cache.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def write_atomically(path: Path, text: str) -> None:
    """Replace the file `path` in one step, so that a kill leaves the old text or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.new")
    draft.write_text(text, "utf-8")
    draft.replace(path)
