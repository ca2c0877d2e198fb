"""When diagrams are drawn: once per build, all together, while pages are written.

Java starts when the last page has been read. Whoever needs a diagram first waits for all; a build
in which nobody does waits at its end, so that what is wrong with a diagram is always reported.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.environment.collectors import EnvironmentCollector
from sphinx.errors import ConfigError, SphinxError
from sphinx.util import logging

from .clean import floors, refused
from .colors import shades, stylesheet
from .diagram import number_diagrams, sources_in
from .render import Failure, PlantUmlUnusableError, cached, render
from .toolchain import MissingPackageError, Toolchain, assemble, write_if_changed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Set
    from concurrent.futures import Future

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from .colors import Shade
    from .diagram import Source

logger = logging.getLogger(__name__)
STYLESHEET = "plantuml_offline.css"


class PlantUmlError(SphinxError):
    """PlantUML did not run at all; no page can be trusted."""

    category = "図（PlantUML）のエラー"


class SourceCollector(EnvironmentCollector):
    """Keeps with the environment which diagrams each document has.

    So every build knows all of them without opening a doctree, and repeats what is wrong with
    them, also when their pages are not written again.
    """

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        """Forget a document."""
        _sources(env).pop(docname, None)

    def merge_other(
        self, app: Sphinx, env: BuildEnvironment, docnames: Set[str], other: BuildEnvironment
    ) -> None:
        """Take over what a parallel reader found."""
        _sources(env).update({d: s for d, s in _sources(other).items() if d in docnames})

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        """Note the diagrams of a document that was just read."""
        docname = app.env.docname
        if found := list(sources_in(doctree, docname)):
            _sources(app.env)[docname] = found


def _sources(env: BuildEnvironment) -> dict[str, list[Source]]:
    if not hasattr(env, "plantuml_sources"):
        env.plantuml_sources = {}  # type: ignore[attr-defined]
    found: dict[str, list[Source]] = env.plantuml_sources  # type: ignore[attr-defined]
    return found


class Diagrams:
    """The diagrams of one application: configured, drawn, reported, handed out."""

    tool: Toolchain
    shades: dict[str, Shade]

    def __init__(self, app: Sphinx) -> None:
        """Nothing is found or written before the builder is there."""
        self._app = app
        self._collected: list[Source] = []
        self._drawing: Future[dict[str, Failure]] | None = None
        self._late: dict[str, Failure] = {}
        self._reported: set[tuple[str, str]] = set()

    def configure(self, app: Sphinx) -> None:
        """On `builder-inited`: find the tools, set up sphinxcontrib-plantuml, place the CSS.

        Not on `config-inited`: these values hold paths of this machine, which must reach neither
        the environment's comparison of configurations nor `.buildinfo`.
        """
        cache = self._cache()
        try:
            self.shades = shades(app.config.plantuml_offline_colors)
            self.tool = assemble(cache)
        except (ValueError, MissingPackageError) as error:
            raise ConfigError(str(error)) from error
        app.config.plantuml = list(self.tool.command)
        app.config.plantuml_output_format = "svg_img"
        app.config.plantuml_cache_path = str(cache / "other-formats")
        own = Path(__file__).with_name(STYLESHEET).read_text(encoding="utf-8")
        css = own + floors() + stylesheet(self.shades)
        write_if_changed(cache / "static" / STYLESHEET, css)
        if app.builder.format == "html":
            app.config.html_static_path.append(str(cache / "static"))

    def _cache(self) -> Path:
        if configured := self._app.config.plantuml_offline_cache:
            return Path(self._app.confdir, configured)
        doctrees = Path(self._app.doctreedir)
        # Sphinx's own default puts the doctrees into the output, where a cache must not lie bare.
        if doctrees.is_relative_to(self._app.outdir):
            return doctrees / "plantuml"
        return doctrees.parent / "plantuml"

    def collect(self, app: Sphinx, builder: Builder) -> None:
        """On `write-started`: begin to draw all diagrams of the build together."""
        if not wants_svg(builder):
            return
        self._collected = [source for found in _sources(builder.env).values() for source in found]
        for answer in app.emit("plantuml-collect"):
            self._collected += answer or ()
        self._begin(source.uml for source in self._collected)
        if app.parallel > 1:
            self._finish()  # pages are written by processes that know nothing of this one's threads

    def resolve_page(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """On `doctree-resolved`, late: number a page's diagrams, draw those nobody announced."""
        number_diagrams(doctree)
        if wants_svg(app.builder) and (shown := list(sources_in(doctree, docname))):
            self._finish()
            self._begin(source.uml for source in shown)
            self._collected = shown
            self._finish()

    def settle(self, app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
        """On `html-collect-pages`, when all pages are written: no page, but what is still open."""
        self._finish()
        return iter(())

    def outcome(self, uml: str) -> Path | Failure:
        """The raw SVG of a diagram or why there is none; draws it when need be."""
        self._finish()
        found = self._late.get(uml) or cached(self.tool, uml)
        if found is None:
            self._begin([uml])
            self._finish()
            found = self._late.get(uml) or cached(self.tool, uml)
        assert found is not None
        return found

    def _begin(self, umls: Iterable[str]) -> None:
        """Start to draw what is not drawn yet, in a thread that waits for Java."""
        wanted = (uml for uml in dict.fromkeys(umls) if uml.strip() and uml not in self._late)
        missing = [uml for uml in wanted if cached(self.tool, uml) is None]
        if not missing:
            return
        logger.info(f"図を描いています（{len(missing)} 枚）")
        timeout = float(self._app.config.plantuml_offline_timeout)
        with_one = ThreadPoolExecutor(1)
        self._drawing = with_one.submit(render, self.tool, missing, timeout)
        with_one.shutdown(wait=False)

    def _finish(self) -> None:
        """Wait for what is being drawn, and report what is wrong with it."""
        drawing, self._drawing = self._drawing, None
        if drawing is not None:
            try:
                self._late |= drawing.result()
            except PlantUmlUnusableError as error:
                raise PlantUmlError(str(error)) from error
        collected, self._collected = self._collected, []
        fresh = [s for s in collected if (s.docname, s.uml) not in self._reported]
        self._reported.update((source.docname, source.uml) for source in fresh)
        for source in fresh:
            self._report(source)

    def _report(self, source: Source) -> None:
        if not source.alt:
            _warn("alt", source, "図に :alt: がありません。図の内容を 1 文で書いてください。")
        if not source.uml.strip():
            _warn("syntax", source, "図の中身がありません。")
            return
        outcome = self.outcome(source.uml)
        if isinstance(outcome, Failure):
            subtype = "timeout" if source.uml in self._late else "syntax"
            written = source.first_line + outcome.line - 1
            line = written if source.first_line and outcome.line else source.line
            _warn(subtype, source, outcome.message, line)
            return
        svg = outcome.read_text(encoding="utf-8")
        for part in refused(svg, lambda target: self.resolve(source.docname, target)):
            message = f"図の中の「{part}」は使えません。サイトの中へのリンクだけを書けます。"
            _warn("link", source, message)

    def resolve(self, docname: str, target: str) -> str | None:
        """What a link in a diagram means on a page; None to leave it as it is."""
        address: str | None = self._app.emit_firstresult("plantuml-link", docname, target)
        return address


def wants_svg(builder: Builder) -> bool:
    """Whether this builder shows SVG at all; the text builder, for one, needs no Java."""
    return "image/svg+xml" in builder.supported_image_types


def _warn(subtype: str, source: Source, message: str, line: int = 0) -> None:
    place: Any = (source.docname, line or source.line) if source.line else source.docname
    logger.warning(message, type="plantuml", subtype=subtype, location=place)
