"""The search of a site: Sphinx's own switched off, the index written, the page made."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util import logging

from japanese_search import collect, readings, synonyms
from japanese_search.index import payload
from japanese_search.options import from_config
from japanese_search.search_box import KEY_SWITCH, has_box

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config

logger = logging.getLogger(__name__)
HERE = Path(__file__).parent
INDEX = "search-data.js"
FOLDER = "japanese_search"
SCRIPTS = (
    "fold.js",
    "years.js",
    "numbers.js",
    "segment.js",
    "okurigana.js",
    "query.js",
    "compounds.js",
    "readings.js",
    "words.js",
    "index.js",
    "core.js",
    "phrase.js",
    "show.js",
    "page.js",
)
# what themes and earlier builds bring along for Sphinx's own search
_STOCK = ("_static/searchtools.js", "_static/language_data.js", "_static/_stemmer.js")
_STOCK_INDEX = "searchindex.js"


def _is_site(app: Sphinx) -> bool:
    return isinstance(app.builder, StandaloneHTMLBuilder) and app.builder.search


def add_templates(app: Sphinx, config: Config) -> None:
    """Our search page and sidebar box come before the theme's."""
    config.templates_path = [*config.templates_path, str(HERE / "templates")]


def switch_stock_off(app: Sphinx) -> None:
    """No indexer, no splitting of words; and our scripts beside the others."""
    if not _is_site(app):
        return
    # only HTML builders have the attribute, and only they come here
    app.builder.search = False  # type: ignore[attr-defined]
    app.builder.japanese_search = True  # type: ignore[attr-defined]
    app.config.html_static_path.append(str(HERE / "static"))
    app.add_js_file(f"{FOLDER}/key.js", loading_method="defer")


def make(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Write the index and hand over the search page, when all pages are written."""
    if not getattr(app.builder, "japanese_search", False):
        return
    for name in (*_STOCK, _STOCK_INDEX):
        Path(app.outdir, name).unlink(missing_ok=True)
    options = from_config(app.config)
    groups = _synonyms(app) + collect.terms(app)
    known = readings.known(app.env)
    text = payload(collect.entries(app), collect.kinds(app), groups, known)
    path = Path(app.outdir, INDEX)
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")
    lists = dict.fromkeys((app.config.root_doc, *options.lists))
    titles = {name: app.env.titles[name].astext() for name in lists if name in app.env.titles}
    context = {
        "title": "検索",
        "search_lists": titles,
        "search_scripts": SCRIPTS,
        "search_key": KEY_SWITCH,
        "search_version": hashlib.sha256(text.encode()).hexdigest()[:8],
    }
    yield "search", context, "japanese_search.html"


def _synonyms(app: Sphinx) -> synonyms.Groups:
    found = synonyms.load([synonyms.COMMON])
    for name in from_config(app.config).synonyms:
        path = Path(app.confdir, name)
        try:
            found += synonyms.load([path])
        except synonyms.SynonymError as error:
            logger.warning(str(error), location=f"{path}:{error.line}", type="japanese_search")
        except (OSError, UnicodeDecodeError):
            logger.warning("同義語のファイル %s を読めません。", name, type="japanese_search")
    return found


def add_assets(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """The style of the box and of the results, only where they are."""
    if pagename == "search" or (doctree is not None and has_box(doctree)):
        app.add_css_file(f"{FOLDER}/search.css")


def setup(app: Sphinx) -> None:
    """Called once by `japanese_search.setup`."""
    app.connect("config-inited", add_templates)
    # early: a builder prepares its indexer from this
    app.connect("builder-inited", switch_stock_off)
    app.connect("html-collect-pages", make)
    app.connect("html-page-context", add_assets)
