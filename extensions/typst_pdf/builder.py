"""The builder `typst`: pages in reading order, one Typst text, one PDF."""

from __future__ import annotations

import gc
import json
import re
import shutil
from collections.abc import Iterator, Mapping, Set
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, cast

from sphinx.builders import Builder
from sphinx.errors import SphinxError
from sphinx.locale import _
from sphinx.util.display import progress_message
from sphinx.util.i18n import format_date

from typst_pdf import fonts, index, options
from typst_pdf.book import Book, Piece, quote, warn
from typst_pdf.dates import document_date
from typst_pdf.inlines import INTERNAL
from typst_pdf.options import DEFAULT_TEMPLATE, options_of
from typst_pdf.pages import reading_order
from typst_pdf.translator import TypstTranslator
from typst_pdf.typesetting import MAIN, Job, TypesettingError, typeset
from typst_pdf.writer import Place

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_STYLE_KEY = re.compile(r'^\s*"([\w-]+)"\s*:', re.MULTILINE)
_IMAGE_TYPES = ["image/svg+xml", "image/png", "image/jpeg", "image/gif", "image/webp"]
_PAGE_MARK = "// page: "


class PdfError(SphinxError):
    """The PDF cannot be made at all."""

    category = "PDF のエラー"


class TypstBuilder(Builder):
    """Writes one PDF of the whole document.

    The output folder gets the PDF and `typst/`, its source. The PDF is set again only when that
    source has changed; `state` remembers, beside the doctrees, what the present one was made from.
    """

    name = "typst"
    format = "typst"
    epilog = "PDF は %(outdir)s にあります。"
    default_translator_class = TypstTranslator
    supported_image_types = _IMAGE_TYPES
    # a picture of the network is a finding of ours; Sphinx would fetch it
    supported_remote_images = True
    allow_parallel = False

    def init(self) -> None:
        """Read the options and find the fonts. Raises ConfigError, PdfError."""
        self.options = options_of(self._app)
        self.sources = Path(self.outdir, "typst")
        self.output = Path(self.outdir, f"{self.options.name}.pdf")
        self.state = Path(self.doctreedir, f"typst_pdf-{self.name}.json")
        extra = [Path(self.confdir, folder) for folder in self.options.font_paths]
        try:
            self.fonts = fonts.folders(extra)
            self.coverage = fonts.coverage(fonts.files(self.fonts))
        except fonts.FontError as error:
            raise PdfError(str(error)) from error

    # -------------------------------------------------------------- what Sphinx asks

    def get_outdated_docs(self) -> str:
        """One file shows all pages."""
        return "all documents"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """An address that only the translator understands."""
        return INTERNAL + docname

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """All places are in one file."""
        return self.get_target_uri(to, typ)

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Nothing is needed before."""

    def write_documents(self, docnames: Set[str]) -> None:
        """Write the source, check it, set it."""
        shutil.rmtree(self.sources, ignore_errors=True)
        self.sources.mkdir(parents=True)
        book = self._write_source()
        book.check_links()
        if book.failed:
            self._forget()
        else:
            self._typeset(book.titles)

    @property
    def title(self) -> str:
        """What the document is called."""
        root = self.env.titles.get(self.config.root_doc)
        own = root.astext() if root is not None else ""
        return (self.options.cover or {}).get("title") or self._given("project") or own

    def _given(self, name: str) -> str:
        """What conf.py says; empty for what Sphinx says in its place."""
        value = str(self.config[name])
        return "" if value == self.config.values[name].default else value

    def page_head(self, chapter: str) -> str:
        """The code that sets what stands above the pages from here on."""
        return f"set page(header: running-head({quote(self.title)}, {quote(chapter)}))\n"

    # -------------------------------------------------------------- the source

    def _write_source(self) -> Book:
        styles = self._copy_theme()
        keys = {key for path in styles for key in _STYLE_KEY.findall(path.read_text("utf-8"))}
        book = Book(self.coverage, frozenset(keys), self.sources / "images")
        pieces: list[Piece] = []
        for page in reading_order(self.env, self.options.leave_out):
            pieces.append(f"{_PAGE_MARK}{page.docname}\n")
            pieces += self._translate(page, book)
        pieces += index.registers(self, book)
        pieces += index.index(self, book)
        for words in self._cover().values():
            book.check_words(words, f"{Path(self.confdir, 'conf.py')}:")
        text = "".join(self._head(styles)) + "#{\n" + book.text(pieces) + "}\n"
        (self.sources / MAIN).write_text(text, encoding="utf-8", newline="\n")
        return book

    def _copy_theme(self) -> list[Path]:
        """`default.typ` is always there, for a template that builds on it."""
        theme = options.template_path(self._app, self.options)
        template = self.sources / "template.typ"
        shutil.copyfile(DEFAULT_TEMPLATE, self.sources / "default.typ")
        shutil.copyfile(theme, template)
        found = [template]
        for number, path in enumerate(options.style_paths(self._app, self.options), 1):
            found.append(self.sources / f"style-{number}.typ")
            shutil.copyfile(path, found[-1])
        return found

    def _head(self, styles: list[Path]) -> Iterator[str]:
        """Imports, and the call of the template with what the cover says."""
        yield '#import "template.typ": *\n'
        for path in styles:
            yield f'#import "{path.name}" as {path.stem}\n'
        yield f"#let styles = {' + '.join(f'{path.stem}.styles' for path in styles)}\n"
        yield "#show: book.with(\n"
        yield from (f"{name}: {quote(text)},\n" for name, text in self._cover().items())
        yield f"lang: {quote(self.config.language)},\n"
        yield f"contents-title: {quote(_('Table of Contents'))},\n"
        families = "".join(f"{quote(family)}, " for family in self.options.font_families)
        yield f"fonts: ({families}),\ncontents-depth: {self.options.contents_depth},\n)\n"

    def _cover(self) -> dict[str, str]:
        """What the cover says, by the names of `options.COVER`."""
        said = {**dict.fromkeys(options.COVER, ""), **(self.options.cover or {})}
        said["title"] = self.title
        said["author"] = said["author"] or self._given("author")
        # Sphinx's own format, in the language of the document
        date_format = _("%b %d, %Y")
        day = datetime.combine(self._day(), time(), UTC)
        said["date"] = format_date(date_format, date=day, language=self.config.language)
        return said

    def _day(self) -> date:
        written = (self.options.cover or {}).get("date", "")
        pages = [Path(self.env.doc2path(name)) for name in self.env.found_docs]
        return document_date(written, Path(self.srcdir), pages)

    def _translate(self, page: Place, book: Book) -> list[Piece]:
        doctree = self.env.get_doctree(page.docname)
        self.env.resolve_references(doctree, page.docname, self)
        self.post_process_images(doctree)
        translator = self._app.registry.create_translator(self, doctree, self, book, page)
        doctree.walkabout(translator)
        pieces: list[Piece] = cast("TypstTranslator", translator).pieces
        return pieces

    # -------------------------------------------------------------- the PDF

    def _typeset(self, titles: Mapping[str, str]) -> None:
        job = Job(self.sources, self.fonts, fonts.files(self.fonts), self._day(), titles)
        fingerprint = job.fingerprint()
        # the pages that were translated would wait through the setting to be collected
        gc.collect()
        if self.output.is_file() and self._remembered() == fingerprint:
            return
        self._forget()
        try:
            with progress_message("PDF を組んでいます"):
                said = typeset(job, self.output)
        except TypesettingError as error:
            warn("typst", f"PDFを組めません（Typst: {error}）。", self._page_at(error.line))
            return
        for sentence in said:
            warn("typst", f"PDFを組むときに注意がありました（Typst: {sentence}）。")
        if not said:
            self.state.write_text(json.dumps(fingerprint), encoding="utf-8")

    def _page_at(self, line: int) -> str | None:
        """The page that a line of the source comes from."""
        lines = (self.sources / MAIN).read_text(encoding="utf-8").splitlines()[:line]
        marks = [one.removeprefix(_PAGE_MARK) for one in lines if one.startswith(_PAGE_MARK)]
        return marks[-1] if marks else None

    def _remembered(self) -> str | None:
        try:
            return str(json.loads(self.state.read_text(encoding="utf-8")))
        except (OSError, ValueError):
            return None

    def _forget(self) -> None:
        """No PDF is better than one that shows something else than the source."""
        self.output.unlink(missing_ok=True)
        self.state.unlink(missing_ok=True)


def setup(app: Sphinx) -> None:
    """Called once by `typst_pdf.setup`."""
    app.add_builder(TypstBuilder)
    app.add_event(index.EVENT)
