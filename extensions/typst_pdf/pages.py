"""The pages of a document in the order of reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from typst_pdf.writer import Place

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


def is_left_out(docname: str, patterns: Iterable[str]) -> bool:
    """Whether one of the patterns (`guide/*`) means this page."""
    return any(fnmatchcase(docname, pattern) for pattern in patterns)


def reading_order(env: BuildEnvironment, left_out: Sequence[str] = ()) -> Iterator[Place]:
    """Every page that a toctree leads to, each once, with the level of its own heading.

    Pages that the patterns of `left_out` mean are not among them, nor what only they lead to.

    The root page is a chapter (level 1) and so is each page right below it; a page below one of
    those is one level deeper. The text of a page is never interrupted by the pages below it.
    """
    root = env.config.root_doc
    seen = {root}

    def below(docname: str, level: int) -> Iterator[Place]:
        yield Place(docname, max(level, 1))
        for child in env.toctree_includes.get(docname, ()):
            known = child in env.found_docs and not is_left_out(child, left_out)
            if known and child not in seen:
                seen.add(child)
                yield from below(child, level + 1)

    yield from below(root, 0)
