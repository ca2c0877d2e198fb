"""What the diff asks git for. Nothing here touches the user's files, index or branches."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

TRUNKS = ("main", "master", "origin/main", "origin/master")
"""where branches usually start, the likeliest first."""


class SideError(Exception):
    """A side cannot be had; the text is Japanese and says what to do."""


def resolve(root: Path, revision: str) -> str:
    """The full hash of the commit that a revision names. Raises SideError.

    A branch that only the remote has is found too: that is how continuous integration checks out.
    """
    for name in (revision, f"origin/{revision}"):
        found = _ask(root, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
        if found and not revision.startswith("-"):
            return found
    hint = "`git branch --all` や `git tag` で名前を確かめてください。"
    if _ask(root, "rev-parse", "--is-inside-work-tree") is None:
        hint = "このフォルダは、gitで管理されていません。"
    elif _ask(root, "rev-parse", "--is-shallow-repository") == "true":
        hint = "履歴の一部しか取得していません。`git fetch --unshallow` を実行してください。"
    raise SideError(f"「{revision}」という版が見つかりません。{hint}")


def merge_base(root: Path, one: str, other: str) -> str:
    """The last commit that two revisions have in common. Raises SideError."""
    found = _ask(root, "merge-base", resolve(root, one), resolve(root, other))
    if not found:
        raise SideError(
            f"「{one}」と「{other}」の分かれ目が見つかりません。"
            "`git fetch --unshallow` で履歴をすべて取得してください。"
        )
    return found


def trunk(root: Path) -> str:
    """The branch that others start from. Raises SideError when there is none of the usual name."""
    for name in TRUNKS:
        if _ask(root, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}"):
            return name
    raise SideError(
        "main も master もありません。比べる版を `python3 -m plantrace diff 版` と書いてください。"
    )


def export(root: Path, commit: str, folder: Path) -> None:
    """Write the files of a commit below `root` into an existing folder. Raises SideError.

    By an index of its own, so that the user's stays as it is; unlike `git archive` this leaves
    nothing out (`export-ignore`) and unpacks nothing.
    """
    prefix = (_ask(root, "rev-parse", "--show-prefix") or "").rstrip("/")
    top = _ask(root, "rev-parse", "--show-toplevel") or str(root)
    with tempfile.TemporaryDirectory() as scratch:
        index = {"GIT_INDEX_FILE": str(Path(scratch, "index"))}
        done = _run(Path(top), "read-tree", f"{commit}:{prefix}", env=index)
        if done.returncode == 0:
            done = _run(
                Path(top), "checkout-index", "--all", f"--prefix={folder.as_posix()}/", env=index
            )
    if done.returncode:
        raise SideError(f"{commit[:10]} のファイルを取り出せません。\n{done.stderr.strip()}")


def edited(root: Path, base: str, head: str) -> tuple[str, ...]:
    """Files below `root` that differ; `head` is ``""`` for the working tree with its new files."""
    differ = _ask(
        root, "diff", "--name-only", "-z", "--relative", "--no-renames", base, *filter(None, [head])
    )
    new = "" if head else _ask(root, "ls-files", "--others", "--exclude-standard", "-z")
    return tuple(sorted({name for name in f"{differ or ''}\0{new or ''}".split("\0") if name}))


def _ask(root: Path, *words: str) -> str | None:
    """The answer of git without the last line feed; None where it has none."""
    done = _run(root, *words)
    return done.stdout.rstrip("\n") if done.returncode == 0 else None


def _run(
    root: Path, *words: str, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            ["git", "-C", str(root), *words],
            env={**os.environ, **(env or {})},
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            check=False,
        )
    except OSError:
        raise SideError(
            "git がありません。git を入れるか、2つの needs.json を比べてください。"
        ) from None
