"""From a folder of Typst sources to a PDF."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from typst_pdf.finishing import MissingPlaceError, finish

MAIN = "main.typ"
VERSIONS = f"{version('typst')} {version('pikepdf')}"
SECONDS_A_DAY = 86_400
_COMPILER = Path(__file__).with_name("compiler.py")


class TypesettingError(Exception):
    """Typst refused; `line` is the line of the main file that it names, 0 where it names none."""

    def __init__(self, message: str, line: int) -> None:
        """`message` is in Typst's words, with its hints."""
        super().__init__(message)
        self.line = line


@dataclass(frozen=True)
class Job:
    """What is set: `folder` holds the main file and all that it reads.

    `titles` says what its places are called, by their names.
    """

    folder: Path
    fonts: Sequence[Path]
    font_files: Sequence[Path]
    day: date
    titles: Mapping[str, str]

    def fingerprint(self) -> str:
        """A digest of all that the PDF depends on; the same digest is the same PDF."""
        digest = hashlib.sha256(f"{VERSIONS} {self.day}".encode())
        for path in sorted(self.folder.rglob("*")):
            if path.is_file():
                digest.update(f"\n{path.relative_to(self.folder).as_posix()}\n".encode())
                digest.update(path.read_bytes())
        for path in self.font_files:
            digest.update(f"\n{path.name} {path.stat().st_size}".encode())
        return digest.hexdigest()


def typeset(job: Job, output: Path) -> tuple[str, ...]:
    """Write the PDF in one step; returns Typst's warnings. Raises TypesettingError."""
    draft, whole = (output.with_name(f".{output.name}.{end}") for end in ("draft", "new"))
    try:
        answer = _compile(job, draft)
        if "error" in answer:
            raise TypesettingError(answer["error"], answer["line"])
        finish(draft, whole, job.titles)
        whole.replace(output)
    except MissingPlaceError as error:
        message = f"テンプレートの anchor() が、見出しに名前を付けていません（{error}）"
        raise TypesettingError(message, 0) from error
    finally:
        draft.unlink(missing_ok=True)
        whole.unlink(missing_ok=True)
    return tuple(answer["warnings"])


def _compile(job: Job, output: Path) -> dict[str, Any]:
    """What `compiler` answers. Raises TypesettingError where it ends without an answer."""
    request = {
        "input": str(job.folder / MAIN),
        "output": str(output),
        "format": "pdf",
        "root": str(job.folder),
        "font_paths": [str(folder) for folder in job.fonts],
        "ignore_system_fonts": True,
        "pdf_standards": ["ua-1"],
        "timestamp": (job.day - date(1970, 1, 1)).days * SECONDS_A_DAY,
    }
    # -P: modules beside the compiler must not be taken for others of their names
    command = [sys.executable, "-P", str(_COMPILER)]
    done = subprocess.run(
        command, input=json.dumps(request), capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode != 0:
        last = done.stderr.strip().rpartition("\n")[2]
        sentence = "途中で止まりました。メモリが足りないと、こうなることがあります"
        raise TypesettingError(f"{sentence}（{done.returncode} {last}）", 0)
    return dict(json.loads(done.stdout))
