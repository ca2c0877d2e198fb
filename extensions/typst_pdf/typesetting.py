"""From a folder of Typst sources to a PDF."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

import typst

MAIN = "main.typ"
VERSION = version("typst")
_PLACE = re.compile(rf"{re.escape(MAIN)}:(\d+)")
SECONDS_A_DAY = 86_400


class TypesettingError(Exception):
    """Typst refused; `line` is the line of the main file that it names, 0 where it names none."""

    def __init__(self, message: str, line: int) -> None:
        """`message` is in Typst's words, with its hints."""
        super().__init__(message)
        self.line = line


@dataclass(frozen=True)
class Job:
    """What is set: `folder` holds the main file and all that it reads."""

    folder: Path
    fonts: Sequence[Path]
    font_files: Sequence[Path]
    day: date

    def fingerprint(self) -> str:
        """A digest of all that the PDF depends on; the same digest is the same PDF."""
        digest = hashlib.sha256(f"{VERSION} {self.day}".encode())
        for path in sorted(self.folder.rglob("*")):
            if path.is_file():
                digest.update(f"\n{path.relative_to(self.folder).as_posix()}\n".encode())
                digest.update(path.read_bytes())
        for path in self.font_files:
            digest.update(f"\n{path.name} {path.stat().st_size}".encode())
        return digest.hexdigest()


def typeset(job: Job, output: Path) -> tuple[str, ...]:
    """Write the PDF in one step; returns Typst's warnings. Raises TypesettingError."""
    draft = output.with_name(f".{output.name}.new")
    stamp = (job.day - date(1970, 1, 1)).days * SECONDS_A_DAY
    try:
        _, warnings = typst.compile_with_warnings(
            str(job.folder / MAIN),
            output=str(draft),
            format="pdf",
            root=str(job.folder),
            font_paths=[str(folder) for folder in job.fonts],
            ignore_system_fonts=True,
            pdf_standards=["ua-1"],
            timestamp=stamp,
        )
        draft.replace(output)
    except typst.TypstError as error:
        raise TypesettingError(_said(error.message, error.hints), _line(error)) from error
    finally:
        draft.unlink(missing_ok=True)
    return tuple(_said(warning.message, warning.hints) for warning in warnings)


def _said(message: str, hints: Iterable[str]) -> str:
    return " / ".join([message, *hints])


def _line(error: typst.TypstError) -> int:
    """The first line of the main file that the error or its trace names."""
    found = _PLACE.search("\n".join([error.diagnostic or "", *error.trace]))
    return int(found[1]) if found else 0
