"""The HTML builders that write a page again when what it shows from elsewhere has changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Set
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sphinx.builders.dirhtml import DirectoryHTMLBuilder
from sphinx.builders.html import StandaloneHTMLBuilder

from fresh_build.signature import Signatures, digest

if TYPE_CHECKING:
    from sphinx.application import Sphinx

STATE = "fresh_build-{builder}.json"


class FreshPages(StandaloneHTMLBuilder):
    """What both builders add.

    The state of the last build that was written whole lies beside the doctrees:
    `content` (which reading of the pages it was made from), `frame` (templates and static files)
    and `pages` (docname -> signature).
    """

    def init(self) -> None:
        """Find the state of the last build."""
        super().init()
        self._state_path = Path(self.doctreedir, STATE.format(builder=self.name))
        self._last = _load(self._state_path)
        self._frame = ""
        self._pages: dict[str, str] = {}
        self._app.connect("build-finished", self._remember, priority=990)

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Add the pages whose signature changed.

        Sphinx asks only before the environment is pickled (env-get-updated), when needs must not
        be resolved yet. The set given here is the very set that is written next, so it is
        extended in place; `test_fresh_build` fails when that should cease to be so.
        """
        self._frame = digest(sorted(self._frame_files()))
        self._remove_pages_that_are_gone()
        if self._needs_signatures():
            signatures = Signatures(self._app)
            self._pages = {name: signatures.of(name) for name in sorted(self.env.found_docs)}
            cast("set[str]", docnames).update(self._stale())
        else:
            self._pages = self._last["pages"]
        super().prepare_writing(docnames)

    def _needs_signatures(self) -> bool:
        """Whether anything was read since the last signatures; a no-op must stay cheap."""
        last = (self._last.get("content"), self._last.get("frame"))
        return last != (self._content(), self._frame)

    def _content(self) -> str:
        """Which reading of the pages this is: each page with the time when it was read."""
        return digest(sorted(self.env.all_docs.items()))

    def _stale(self) -> Iterator[str]:
        before: dict[str, str] = self._last.get("pages", {})
        whole_frame_changed = self._last.get("frame") != self._frame
        for name, signature in self._pages.items():
            if whole_frame_changed or before.get(name) != signature:
                yield name

    def _remove_pages_that_are_gone(self) -> None:
        for name in set(self._last.get("pages", ())) - set(self.env.found_docs):
            Path(self.get_output_path(name)).unlink(missing_ok=True)
            Path(self.doctreedir, f"{name}.doctree").unlink(missing_ok=True)
            for source in Path(self.outdir, "_sources").glob(f"{name}.*"):
                source.unlink()

    def _frame_files(self) -> Iterable[tuple[str, int, int]]:
        """Every template and static file, by name, size and time of change."""
        folders = [Path(folder) for folder in self.theme.get_theme_dirs()]
        own = (*self.config.templates_path, *self.config.html_static_path)
        folders += [Path(self.confdir) / each for each in own]
        for folder in folders:
            for path in folder.rglob("*"):
                if path.is_file():
                    stat = path.stat()
                    yield str(path), stat.st_size, stat.st_mtime_ns

    def _remember(self, app: Sphinx, exception: Exception | None) -> None:
        """Keep the state of a build that was written whole; forget it after a broken one."""
        if exception is not None:
            self._state_path.unlink(missing_ok=True)
            return
        files = sorted(self._copied_files())
        for name in set(self._last.get("files", ())) - set(files):
            Path(self.outdir, name).unlink(missing_ok=True)
        state = {
            "content": self._content(),
            "frame": self._frame,
            "pages": self._pages,
            "files": files,
        }
        if state != self._last:
            self._state_path.write_text(json.dumps(state), encoding="utf-8")

    def _copied_files(self) -> Iterator[str]:
        """What is copied to the output, by its name there; Sphinx copies, but never removes."""
        for _, image in self.env.images.values():
            yield f"{self.imagedir}/{image}"
        for _, download in self.env.dlfiles.values():
            yield f"_downloads/{download}"
        statics = [Path(folder, "static") for folder in self.theme.get_theme_dirs()]
        statics += [Path(self.confdir) / each for each in self.config.html_static_path]
        for folder in statics:
            for path in folder.rglob("*"):
                if path.is_file():
                    name = path.relative_to(folder).as_posix().removesuffix(".jinja")
                    yield f"_static/{name.removesuffix('_t')}"
        if self._get_translations_js():  # only some languages have them
            yield "_static/translations.js"


def _load(path: Path) -> dict[str, Any]:
    try:
        state = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return state if isinstance(state, dict) else {}


class FreshHTMLBuilder(FreshPages):
    """The builder `html`."""

    name = "html"


class FreshDirectoryHTMLBuilder(FreshPages, DirectoryHTMLBuilder):
    """The builder `dirhtml`."""

    name = "dirhtml"
