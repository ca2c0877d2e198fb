"""Tables of contents as they are written: the order of pages, and a place for a new one."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping

ROOT = "index"
_OPENING = re.compile(r"(?P<fence>`{3,}|:{3,})\s*\{toctree\}")
_TITLED = re.compile(r".*<(?P<name>[^<>]+)>$")


def entries(path: str, text: str) -> Iterator[tuple[int, str]]:
    """(line number, document name) of every entry of every `toctree` of a page."""
    fence = ""
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        entry = line.strip()
        opening = _OPENING.match(line)
        if not fence and opening is not None:
            fence = opening["fence"]
        elif fence and entry.startswith(fence):
            fence = ""
        elif fence and entry and not entry.startswith(":"):
            titled = _TITLED.match(entry)
            yield number, _resolve(path, titled["name"] if titled else entry)


def _resolve(path: str, name: str) -> str:
    if name.startswith("/"):
        return name[1:].removesuffix(".md")
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), name)).removesuffix(".md")


def reading_order(texts: Mapping[str, str]) -> tuple[str, ...]:
    """Documents depth first along the tables of contents, then the ones that none lists."""
    names = [path.removesuffix(".md") for path in texts]
    found: dict[str, None] = {}
    waiting = [ROOT]
    while waiting:
        name = waiting.pop()
        if name in found or f"{name}.md" not in texts:
            continue
        found[name] = None
        below = [each for _, each in entries(f"{name}.md", texts[f"{name}.md"])]
        waiting += reversed(below)
    return (*found, *(name for name in names if name not in found))


def listed_at(texts: Mapping[str, str], document: str) -> tuple[str, int] | None:
    """(path, line) of the entry that lists a document; None when no page does."""
    for path, text in texts.items():
        for number, name in entries(path, text):
            if name == document:
                return path, number
    return None
