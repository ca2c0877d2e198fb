"""What the next run must do again, so that a build that failed fails again.

Sphinx repeats few of its warnings: a page that was read is not read again. So a page with a finding
is read again until it has none, and where a finding names no page, as much is done again as its
stage calls for. A run that was killed or crashed leaves nothing that the next one may trust.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from safe_publish.hearing import Heard, Stage
from safe_publish.publishing import write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sphinx.environment import BuildEnvironment

_VERSION = 1


@dataclass(frozen=True)
class Memory:
    """The state between two runs, a JSON file in the work folder.

    pages: documents to be read, and so written, again.
    again: every check is made again, though no page changed.
    rewrite: every page is written again.
    """

    builder: str
    pages: tuple[str, ...] = ()
    again: bool = False
    rewrite: bool = False

    @property
    def clean(self) -> bool:
        """Whether the last run had nothing to say."""
        return not (self.pages or self.again or self.rewrite)

    def save(self, file: Path) -> None:
        """Write it, in one step."""
        write_atomically(file, json.dumps({"version": _VERSION, **asdict(self)}))


def load(file: Path, builder: str) -> Memory | None:
    """What the last run left; None where it cannot be trusted and all must start fresh."""
    try:
        stored = json.loads(file.read_text("utf-8"))
        if stored.pop("version") != _VERSION or stored["builder"] != builder:
            return None
        return Memory(**{**stored, "pages": tuple(stored["pages"])})
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def forget(file: Path) -> None:
    """From here until the next `save` a kill means a fresh start."""
    file.unlink(missing_ok=True)


def remember(heard: Iterable[Heard], env: BuildEnvironment, builder: str) -> Memory | None:
    """What must be done again to hear `heard` again; None when only a fresh start will do."""
    pages: set[str] = set()
    stages: set[Stage] = set()
    for one in heard:
        named = _pages_of(one.file, env) if one.file else set()
        pages |= named
        if not named:
            stages.add(one.stage)
    if Stage.READ in stages:
        return None
    return Memory(builder, tuple(sorted(pages)), bool(stages), Stage.WRITE in stages)


def _pages_of(file: Path, env: BuildEnvironment) -> set[str]:
    """The documents that show `file`: itself, or the ones that include it."""
    found = {doc for doc, files in env.dependencies.items() if file in files}
    document = env.path2doc(file)
    return (found | {document} if document else found) & env.found_docs
