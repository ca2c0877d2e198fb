"""What plantrace adds to the cards of needs_html.

Fiscal years: `R4` for the eye, 令和4年度 for the ear; `R4→` for what goes on. Days as people write
them. And that a page is written again when what its cards show from other pages has changed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from needs_html import Value, shown
from plantrace.model.fiscal_year import FiscalYearError, parse
from plantrace.sphinx_graph import metamodel_of
from plantrace.views.trace_panel import label

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config


def value(app: Sphinx, field: str, text: str) -> Value | None:
    """On `needs-card-value`. What cannot be read is shown as written; findings report it."""
    if field != metamodel_of(app).years:
        day = re.fullmatch(r"(\d{4})-0?(\d{1,2})-0?(\d{1,2})", text)
        return Value(f"{day[1]}年{day[2]}月{day[3]}日") if day else None
    try:
        (year,) = parse(text)
    except (FiscalYearError, ValueError):
        return None
    return Value(str(year).replace("-", "→"), year.japanese)


def name_items_in_search(app: Sphinx, config: Config) -> None:
    """On `config-inited`: a search for 個別施策1 finds the item, where there is a search."""
    if "japanese_search" in app.extensions:
        app.connect("search-item-label", label)


def setup(app: Sphinx) -> None:
    """Called once by `plantrace.views.setup`."""
    app.setup_extension("needs_html")
    app.setup_extension("fresh_build")
    app.connect("needs-card-value", value)
    app.connect("page-signature", shown)
    app.connect("config-inited", name_items_in_search)
