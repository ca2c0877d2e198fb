"""A page is read again when a page that it links to by path appears or is gone.

Whether `[…](other.md)` is a link, a download or a mistake is decided while the page is read, by
what lies in the folder then; Sphinx does not look at the page again when that changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fresh_build.signature import record_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def read_again(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """The pages that link to what was added or removed since they were read."""
    come_or_gone = added | removed
    references = record_of(env)["references"].items() if come_or_gone else ()
    return [
        page
        for page, found in references
        if any(come_or_gone.intersection(_meant(env, page, target)) for _, target, _ in found)
    ]


def _meant(env: BuildEnvironment, page: str, target: str) -> Iterator[str | None]:
    """The pages that a link may mean: by its name, or by its path as seen from the linking page."""
    yield target
    yield env.path2doc(env.relfn2path(target.partition("#")[0], page)[0])


def setup(app: Sphinx) -> None:
    """Called once by `fresh_build.setup`."""
    app.connect("env-get-outdated", read_again)
