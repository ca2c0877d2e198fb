"""The PDF inside an HTML site, made in the same build.

After the pages are written, the very environment that they came from writes the PDF as well:
nothing is read twice, a finding of the PDF holds the site back as one of a page does, and page and
PDF never differ. A template links to it with `pathto(typst_pdf_file, resource=True)`.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util.tags import Tags

from typst_pdf import options
from typst_pdf.builder import TypstBuilder
from typst_pdf.options import options_of
from typst_pdf.typesetting import VERSIONS

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder


class InnerTypstBuilder(TypstBuilder):
    """Keeps its source and its PDF beside the doctrees, so that the site gets the PDF alone."""

    outer: Builder

    def init(self) -> None:
        """As the builder itself, elsewhere."""
        self.outdir = type(self.outdir)(self.doctreedir / "typst_pdf")
        super().init()

    def __getattr__(self, name: str) -> Any:
        """What other extensions have put on the builder of the build is found here too."""
        if name == "outer":
            raise AttributeError(name)
        return getattr(self.outer, name)


def write_pdf(app: Sphinx, exception: Exception | None) -> None:
    """On `build-finished` of an HTML builder: make the PDF if anything was read since the last."""
    given = options_of(app)
    if exception is not None or app.builder.format != "html":
        return
    state = Path(app.doctreedir, "typst_pdf-html.json")
    before = _read(state)
    if before and before[0] != given.in_html:  # it had another name, or there is none any more
        Path(app.outdir, before[0]).unlink(missing_ok=True)
        state.unlink()
    if not given.in_html:
        return
    if app._warncount:
        # what is wrong was said; that the PDF lacks it too would be the same mistake said twice
        return
    place = Path(app.outdir, given.in_html)
    now = [given.in_html, _fingerprint(app)]
    if place.is_file() and before == now:
        return
    state.unlink(missing_ok=True)
    with _builder_inside(app) as inner:
        inner.write_documents(set(app.env.found_docs))
    if inner.output.is_file():
        place.parent.mkdir(parents=True, exist_ok=True)
        if not place.is_file() or place.read_bytes() != inner.output.read_bytes():
            shutil.copyfile(inner.output, place)
        state.write_text(json.dumps(now), encoding="utf-8")
    else:
        place.unlink(missing_ok=True)


def _fingerprint(app: Sphinx) -> str:
    """What the PDF could show anew: pages read since, another theme, other options."""
    given = options_of(app)
    digest = hashlib.sha256(repr((VERSIONS, given)).encode())
    digest.update(repr(sorted(app.env.all_docs.items())).encode())
    for path in (options.template_path(app, given), *options.style_paths(app, given)):
        digest.update(path.read_bytes())
    return digest.hexdigest()


@contextmanager
def _builder_inside(app: Sphinx) -> Iterator[TypstBuilder]:
    """A builder that everybody takes for the builder of the build while this is open."""
    outer, outer_class, tags = app.builder, app.env._builder_cls, app.tags
    names = {outer.name, outer.format, f"builder_{outer.name}", f"format_{outer.format}"}
    app.tags = Tags(set(tags) - names)
    try:
        inner = InnerTypstBuilder(app, app.env)
        inner.outer = outer
        inner.init()
        app.builder, app.env._builder_cls = inner, type(inner)
        yield inner
    finally:
        app.builder, app.env._builder_cls, app.tags = outer, outer_class, tags


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def offer_link(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """On `html-page-context`: where the PDF will be, for templates."""
    context["typst_pdf_file"] = app.config.typst_pdf_in_html


def setup(app: Sphinx) -> None:
    """Called once by `typst_pdf.setup`."""
    # before others close the books on the build
    app.connect("build-finished", write_pdf, priority=300)
    app.connect("html-page-context", offer_link)
