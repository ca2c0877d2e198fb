"""The date of the document, the same whenever the same document is built."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable


def document_date(written: str, folder: Path, pages: Iterable[Path]) -> date:
    """The date that is `written` (2026-01-31), else the document's own.

    SOURCE_DATE_EPOCH where it is set; else the day of the last commit in `folder`; where there is
    no git, or an edit is not committed yet, the day on which the newest page was saved. Raises
    ConfigError for a written date that is none.
    """
    if written:
        try:
            return date.fromisoformat(written)
        except ValueError as error:
            message = f"typst_pdf_cover の date「{written}」は、2026-01-31 の形で書いてください。"
            raise ConfigError(message) from error
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        return datetime.fromtimestamp(int(epoch), UTC).date()
    try:
        edited = _git(folder, "status", "--porcelain", "--", ".")
        committed = _git(folder, "log", "-1", "--format=%cs", "--", ".").strip()
    except (OSError, subprocess.CalledProcessError):
        edited, committed = "", ""
    if committed and not edited:
        return date.fromisoformat(committed)
    return max(date.fromtimestamp(page.stat().st_mtime) for page in pages)


def _git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
