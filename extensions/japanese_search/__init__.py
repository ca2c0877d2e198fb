"""japanese_search: a search that works in Japanese, item by item, from the file system too.

It takes the place of Sphinx's search: no indexer, no word splitter. While pages are read their
words are kept in the environment (`passages`); when they are written, items and sections become
one file, `search-data.js` (`collect`, `index`), which `search.html` loads when it is first
needed. What a query finds is decided in the browser, in `static/japanese_search/`: fold.js (how
text is compared), years.js and numbers.js (their spellings), segment.js (where words end),
okurigana.js (取付, 取り付け), query.js (from what is typed to words), compounds.js (人材育成,
人材の確保・育成), readings.js (ぼうさい, 防災; 漏洩, 漏えい), words.js (other spellings), index.js
(tables made of search-data.js), core.js (finding), phrase.js (questions), show.js (what is said of
it) and page.js (the page); key.js, on every page, is the key "/". No request leaves the site.

`{search-box}` puts a search form into a page, `{search-key}` the switch of the key.
`options.Options` declares the configuration, and `synonyms.txt` the common synonyms.

Other rooms speak through one event:

`search-item-label` (app, need)
    What an item is called for short, 個別施策1; the first answer counts. A query that is such a
    name finds the item and not those whose longer name contains it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from japanese_search import options, passages, readings, search_box, site

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """The Sphinx extension; each part sets itself up."""
    app.setup_extension("sphinx_needs")
    app.add_event("search-item-label")
    for part in (options, passages, readings, search_box, site):
        part.setup(app)
    return {"env_version": 3, "parallel_read_safe": True, "parallel_write_safe": True}
