"""What is kept of each page in the environment: a build that reads some pages has that of all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

T = TypeVar("T")


class Kept(Generic[T]):
    """One thing of every page, under a name of its own in the environment; pickled with it."""

    def __init__(self, name: str) -> None:
        """`name`: of the environment's attribute."""
        self.name = name

    def of(self, env: BuildEnvironment) -> dict[str, T]:
        """Page -> what is kept of it."""
        if not hasattr(env, self.name):
            setattr(env, self.name, {})
        pages: dict[str, T] = getattr(env, self.name)
        return pages

    def setup(self, app: Sphinx) -> None:
        """Pages that are gone or read anew lose theirs; what other processes read is added."""
        app.connect("env-purge-doc", self._purge)
        app.connect("env-merge-info", self._merge)

    def _purge(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        self.of(env).pop(docname, None)

    def _merge(
        self, app: Sphinx, env: BuildEnvironment, docnames: set[str], other: BuildEnvironment
    ) -> None:
        theirs = self.of(other)
        self.of(env).update({name: theirs[name] for name in docnames if name in theirs})
