"""What goes into a build and what comes out of it. Imports no Sphinx."""

from __future__ import annotations

import errno
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Severity = Literal["error", "warning", "notice"]

NOTICE = 25
"""Level of a log record, between Sphinx's INFO and WARNING, for what an author should look at
though it need not keep the site from being published: `logger.log(NOTICE, …, location=…)`."""


# Sphinx's notes to itself, and a report of sphinx-needs that holds how long the check took and so
# differs in every build.
UNPUBLISHED = (".buildinfo", ".buildinfo.bak", ".doctrees/*", "schema_violations.json")


class Problem(Exception):
    """Something other than a finding stopped the build; the text is a sentence for the reader."""


# What the system refuses for reasons that its user can put right.
BY_SYSTEM = {
    errno.ENOSPC: "ディスクの空きがありません。いらないファイルを消してください。",
    errno.EDQUOT: "使えるディスクの量を超えました。いらないファイルを消してください。",
    errno.EFBIG: "ファイルが大きすぎて書けません。ディスクの空きと、使える量を確かめてください。",
    errno.EIO: "ディスクの故障かもしれません。別の場所に写して、もう一度実行してください。",
    errno.EEXIST: "フォルダーのはずの場所にファイルがあります。名前を変えるか消してください。",
    errno.ENOTDIR: "フォルダーのはずの場所にファイルがあります。名前を変えるか消してください。",
    errno.EROFS: "書き込みのできない場所です。書き込めるフォルダーに写してください。",
    errno.EACCES: "読み書きする権限がありません。ファイルとフォルダーの権限を確かめてください。",
    errno.EPERM: "読み書きする権限がありません。ファイルとフォルダーの権限を確かめてください。",
}


def of_system(error: OSError) -> str:
    """Why the system refused to read or write, for the reader."""
    reason = BY_SYSTEM.get(error.errno or 0, f"（{error.strerror or error}）")
    return f"{error.filename or 'ファイル'} を読み書きできません。{reason}"


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong with the source.

    `path` is relative to the project, with `/`; None where Sphinx names no file. `line` counts
    from 1. `type` and `subtype` are those of Sphinx's logging, or empty. A notice, unlike a warning
    of Sphinx, does not keep the site from being published.
    """

    path: str | None
    line: int | None
    severity: Severity
    message: str
    type: str = ""
    subtype: str = ""

    @property
    def rule(self) -> str:
        """The name by which the kind of finding is known: the subtype, else the type."""
        return self.subtype or self.type

    @property
    def blocks(self) -> bool:
        """Whether it keeps the site from being published."""
        return self.severity != "notice"


class Outcome(Enum):
    """How a build ended."""

    PUBLISHED = "published"
    UNCHANGED = "unchanged"
    REFUSED = "refused"  # there are findings that block
    FAILED = "failed"  # Sphinx crashed, or the site could not be replaced: see `problem`


@dataclass(frozen=True)
class BuildRequest:
    """What to build.

    source, conf: the folders of the documents and of conf.py.
    site: the folder to publish to, for example `build/html`; `listen` leaves it alone.
    work: our own folder, for example `build/.work/html`; one for each site and builder.
    jobs: how many processes Sphinx may use.
    fresh: forget what earlier builds left in `work`.
    project: what the paths of findings are relative to; None means `conf`.
    unpublished: patterns (fnmatch, against the path with `/`) of files that stay in staging.
    """

    source: Path
    conf: Path
    site: Path
    work: Path
    builder: str = "html"
    jobs: int = 1
    confoverrides: Mapping[str, Any] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    fresh: bool = False
    project: Path | None = None
    unpublished: tuple[str, ...] = UNPUBLISHED

    @property
    def root(self) -> Path:
        """The folder that paths of findings are relative to, absolute."""
        return (self.project or self.conf).resolve()

    @property
    def staging(self) -> Path:
        """Where Sphinx writes."""
        return self.work / "staging"

    @property
    def doctrees(self) -> Path:
        """Where Sphinx keeps its environment."""
        return self.work / "doctrees"


@dataclass(frozen=True)
class BuildResult:
    """How it went.

    findings: sorted by path and line, without duplicates; notices come with a published site too.
    changed: paths in the site, with `/`, that were added, replaced or removed.
    duration: seconds.
    problem: a Japanese sentence where `outcome` is FAILED, else empty.
    exception: what Sphinx said when it crashed (a traceback, unless the error explains itself).
    """

    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    changed: tuple[str, ...] = ()
    duration: float = 0.0
    problem: str = ""
    exception: str = ""

    @property
    def ok(self) -> bool:
        """Whether the site now shows the current source."""
        return self.outcome in {Outcome.PUBLISHED, Outcome.UNCHANGED}
