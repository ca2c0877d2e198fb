"""The two versions that are compared: from a git revision, the working tree or a `needs.json`.

A revision is exported to a temporary folder and built there with its own `conf.py`,
`ubproject.toml` and documents, but with **this** checkout's extensions. Its own would be the ones
it was written for; but then a difference between two programs would show as a difference between
two documents, the revision's program would need an environment of its own, and no revision from
before the diff existed could be compared at all.

What was read is kept under `build/`, by commit and by the program that read it: a second diff
builds nothing. The working tree is read again each time, which an incremental build makes short.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

import plantrace
from plantrace.diff import git
from plantrace.diff.git import SideError
from plantrace.model import metamodel
from plantrace.model.graph import Graph, from_needs_json

CACHE = Path("build", ".work", "diff")
# Files of one side, written by `plantrace.diff.export`.
NEEDS, PAGES, METAMODEL = "needs.json", "pages.json", "ubproject.toml"


@dataclass(frozen=True)
class Side:
    """One version of the plan.

    pages: document name -> title, in reading order; empty where that is not known.
    commit: the full hash; empty for the working tree and for a file.
    """

    name: str
    graph: Graph
    pages: Mapping[str, str] = field(default_factory=dict)
    commit: str = ""
    file: bool = False


def is_file(argument: str) -> bool:
    """Whether an argument of the command line names a `needs.json` instead of a revision."""
    return argument.endswith(".json")


def load(root: Path, argument: str) -> Side:
    """The side that an argument names; ``""`` is the working tree. Raises SideError."""
    if is_file(argument):
        return _from_file(root, Path(argument))
    if argument:
        return _from_revision(root, argument)
    return _from_tree(root)


def _from_file(root: Path, path: Path) -> Side:
    model = root / METAMODEL
    if not model.is_file():
        raise SideError(f"{METAMODEL} がありません。資料のいちばん上のフォルダで実行してください。")
    try:
        return Side(path.as_posix(), from_needs_json(metamodel.load(model), path), file=True)
    except OSError as error:
        raise SideError(f"{path} を読めません（{error.strerror}）。") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SideError(f"{path} は、sphinx-needs の needs.json ではありません。") from error


def _from_revision(root: Path, revision: str) -> Side:
    commit = git.resolve(root, revision)
    short = commit[:7]
    name = short if commit.startswith(revision) else f"{revision}（{short}）"
    folder = root / CACHE / f"{commit}-{_reader()}"
    if not folder.is_dir():
        with tempfile.TemporaryDirectory() as scratch:
            project, built = Path(scratch, "project"), Path(scratch, "side")
            project.mkdir()
            git.export(root, commit, project)
            _build(project, built, Path(scratch, "work"), name)
            _keep(built, folder)
    return _read(folder, name, commit)


def _from_tree(root: Path) -> Side:
    name = "作業中のファイル"
    folder = root / CACHE / "tree"
    _build(root, folder, root / CACHE / "tree-work", name)
    return _read(folder, name)


def _read(folder: Path, name: str, commit: str = "") -> Side:
    pages = dict(json.loads((folder / PAGES).read_text(encoding="utf-8")))
    model = metamodel.load(folder / METAMODEL)
    return Side(name, from_needs_json(model, folder / NEEDS, tuple(pages)), pages, commit)


def _build(project: Path, out: Path, work: Path, name: str) -> None:
    if not (project / "conf.py").is_file() or not (project / "docs").is_dir():
        raise SideError(f"{name}には、conf.py と docs がありません。")
    print(f"{name}を読んでいます。", file=sys.stderr, flush=True)
    # -P and the path: the project may hold another version of this very package.
    here = Path(plantrace.__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-P", "-m", "plantrace.diff.export", project, out, work],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(here), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        said = done.stderr.strip().replace(f"{project}{os.sep}", "")
        raise SideError(f"{name}に誤りがあるので、比べられません。\n{said}")


def _keep(built: Path, folder: Path) -> None:
    """Into the cache in one step, so that nobody ever reads half a side."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        shutil.copytree(built, Path(scratch, "side"))
        if not folder.is_dir():
            Path(scratch, "side").rename(folder)


def _reader() -> str:
    """A name for the program that reads documents: other code may read another thing."""
    digest = hashlib.sha256()
    for package in ("sphinx", "sphinx-needs", "myst-parser"):
        digest.update(f"{package} {version(package)}\n".encode())
    for file in sorted(Path(plantrace.__file__).parent.rglob("*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]
