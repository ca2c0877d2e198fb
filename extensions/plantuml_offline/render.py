"""Many diagrams, one Java process, one outcome each; and the cache of those outcomes.

The cache is a folder of `<key>.svg` (PlantUML's own SVG) and `<key>.json` (what PlantUML could
not read). A key is a hash of the diagram's text; the folder carries the fingerprint of everything
else. Files appear there whole or not at all, so builds may share it and be killed at any time.
"""

from __future__ import annotations

import hashlib
import html
import json
import os
import re
import shutil
import subprocess
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .toolchain import write_if_changed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .toolchain import Toolchain

_START = re.compile(r"^[ \t]*@start", re.MULTILINE)
_ERROR_LINE = re.compile(r"^Error line (\d+) in file: (\S+)", re.MULTILINE)
_ERROR_TEXT = re.compile(r'<text fill="#FF0000"[^>]*>([^<]*)')
_FIRST_TEXT = re.compile(r"<text[^>]*>([^<]*)")
#: Exit codes of a run that went through: all well, nothing drawn, some diagrams wrong.
_WENT_THROUGH = (0, 100, 200)
#: Files in one command: Windows allows 32,767 characters.
_BATCH = 500
_KEEP_DAYS = 30
_DAY = 86_400.0


@dataclass(frozen=True)
class Failure:
    """What is wrong with one diagram: a Japanese sentence, and the line of the diagram or 0."""

    line: int
    message: str


class PlantUmlUnusableError(Exception):
    """PlantUML itself did not run; says why in Japanese."""


def key_of(uml: str) -> str:
    """The name of a diagram in the cache."""
    return hashlib.sha256(uml.encode()).hexdigest()[:32]


def cached(tool: Toolchain, uml: str) -> Path | Failure | None:
    """The SVG file of a diagram, why there is none, or None when it was never drawn."""
    svg = tool.folder / f"{key_of(uml)}.svg"
    if svg.is_file():
        _note_use(svg)
        return svg
    failure = svg.with_suffix(".json")
    if not failure.is_file():
        return None
    _note_use(failure)
    return Failure(**json.loads(failure.read_text(encoding="utf-8")))


def render(tool: Toolchain, umls: Iterable[str], timeout: float) -> dict[str, Failure]:
    """Draw the given diagrams into the cache, in one Java process for each 500 of them.

    `timeout` is in seconds for one process. A diagram on which it runs out is left out and the
    others go on. Returns the failures that must not be remembered, by diagram: those of time.
    Raises PlantUmlUnusableError when Java does not start or breaks down.
    """
    pending = list(dict.fromkeys(umls))
    late: dict[str, Failure] = {}
    idle_rounds = 0
    while pending:
        batch = pending[:_BATCH]
        finished = _run(tool, batch, timeout)
        pending = [uml for uml in pending if cached(tool, uml) is None]
        if finished or not pending:
            continue
        # Files are begun in order: the first one without an outcome is blamed. When not one was
        # drawn in two rounds, the machine is too slow and none will be.
        idle_rounds = idle_rounds + 1 if pending[: len(batch)] == batch else 0
        given_up = pending if idle_rounds == 2 else pending[:1]
        message = f"図を描く時間が {timeout:g} 秒を超えました。図を小さく分けてください。"
        late |= dict.fromkeys(given_up, Failure(0, message))
        pending = [uml for uml in pending if uml not in late]
    prune(tool.folder.parent)
    return late


def _run(tool: Toolchain, umls: Sequence[str], timeout: float) -> bool:
    """Draw into the cache what can be drawn; False when the time ran out."""
    work = Path(tempfile.mkdtemp(dir=tool.folder, prefix="work-"))
    try:
        names = [f"{number:04}.puml" for number in range(len(umls))]
        for name, uml in zip(names, umls, strict=True):
            (work / name).write_text(_framed(uml), encoding="utf-8", newline="\n")
        errors = _start(tool, names, work, timeout)
        lines = {name: int(line) for line, name in _ERROR_LINE.findall(errors or "")}
        for name, uml in zip(names, umls, strict=True):
            _keep(tool, uml, work / name, lines.get(name, 0), finished=errors is not None)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return errors is not None


def _framed(uml: str) -> str:
    return uml if _START.search(uml) else f"@startuml\n{uml}\n@enduml\n"


def _start(tool: Toolchain, names: Sequence[str], work: Path, timeout: float) -> str | None:
    """PlantUML's error messages, or None when it had to be stopped."""
    options = ("-tsvg", "--disable-metadata", "--ignore-startuml-filename")
    # A small environment: no JAVA_TOOL_OPTIONS, no secret that a diagram could ask for, and a
    # locale in which Java opens paths with Japanese names.
    environment = {"LC_ALL": "C.UTF-8", "HOME": str(work)}
    environment |= {n: os.environ[n] for n in ("SYSTEMROOT", "TEMP") if n in os.environ}
    try:
        done = subprocess.run(
            [*tool.command, *options, *names],
            cwd=work,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=timeout,
        )
    except subprocess.TimeoutExpired:
        return None
    except OSError as error:
        raise PlantUmlUnusableError(f"Java を起動できません: {error}") from error
    errors = done.stderr.decode("utf-8", "replace")
    if done.returncode not in _WENT_THROUGH:
        last = "\n".join(errors.strip().splitlines()[-5:])
        raise PlantUmlUnusableError(
            f"PlantUML が異常終了しました（終了コード {done.returncode}）。\n{last}"
        )
    return errors


def _keep(tool: Toolchain, uml: str, source: Path, line: int, *, finished: bool) -> None:
    svg = source.with_suffix(".svg")
    text = svg.read_text(encoding="utf-8") if svg.is_file() else ""
    if not finished and not text.endswith("</svg>"):
        return
    target = tool.folder / f"{key_of(uml)}.svg"
    failure = _failure(uml, source, text, line)
    if failure is None:
        svg.replace(target)
    else:
        described = json.dumps(asdict(failure), ensure_ascii=False)
        write_if_changed(target.with_suffix(".json"), described)


def _failure(uml: str, source: Path, svg: str, line: int) -> Failure | None:
    """What PlantUML drew instead of the diagram, if it did.

    A picture of an error is an SVG like any other, but has no `data-diagram-type`; only the
    layout engine's own break-down is drawn inside a real diagram.
    """
    if len(_START.findall(uml)) > 1 or source.with_name(f"{source.stem}_001.svg").is_file():
        return Failure(0, "1つの場所に書ける図は1つです。図を分けて書いてください。")
    first = html.unescape("".join(_FIRST_TEXT.findall(svg)[:1])).replace("\xa0", " ")
    if first.startswith("An error has occured"):
        return Failure(
            0,
            "PlantUML がこの図を配置できませんでした。"
            f"大きすぎるときは、分けてください（{first}）。",
        )
    if "data-diagram-type=" in svg[:1000]:
        return None
    number = max(line - (0 if _START.search(uml) else 1), 0)
    written = uml.splitlines()[number - 1].strip() if 0 < number <= len(uml.splitlines()) else ""
    said = " ".join(html.unescape(text) for text in _ERROR_TEXT.findall(svg)[:1])
    if not svg or not number:
        return Failure(number, f"図を描けませんでした。書き方を確かめてください。{said}".strip())
    return Failure(number, f"図の {number} 行目「{written}」を PlantUML が読めません（{said}）。")


def _note_use(path: Path) -> None:
    """Once a day is enough, and lets a build that changes nothing write nothing."""
    now = time.time()
    if now - path.stat().st_mtime > _DAY:
        os.utime(path, (now, now))


def prune(cache: Path) -> None:
    """Remove what no build used for 30 days, and what killed builds left behind for a day."""
    now = time.time()
    for path in cache.glob("*/*"):
        age = now - path.stat().st_mtime
        if path.name.startswith("work-") and age > _DAY:
            shutil.rmtree(path, ignore_errors=True)
        elif path.suffix in {".svg", ".json"} and age > _KEEP_DAYS * _DAY:
            path.unlink(missing_ok=True)
