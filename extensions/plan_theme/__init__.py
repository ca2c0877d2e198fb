"""plan_theme: the look of the site, a child of furo: templates, styles, scripts, sidebar.

Every page says when it last changed: the day of the last commit that touched its source, or of
the file itself while an edit is not committed (or there is no git).

For authors: the role `filtered` (a link to a page with a filter in its address) and the directive
`contact` (the config value `plan_contact`).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from plan_theme import contact, filtered, lean, sidebar, tables, words
from plan_theme.updated import page_dates

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata

HERE = Path(__file__).resolve().parent


def _remember_dates(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Read a page again when its date has changed without an edit: a commit does that."""
    sources = {name: Path(env.doc2path(name)) for name in env.found_docs}
    now = page_dates(sources)
    before = getattr(env, "plan_theme_dates", {})
    env.plan_theme_dates = now  # type: ignore[attr-defined]  # pickled with the environment
    return [name for name in now if name in before and before[name] != now[name]]


def _add_date(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    dates = getattr(app.env, "plan_theme_dates", {})
    context["page_updated"] = dates.get(pagename) or max(dates.values(), default=None)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Offer the theme `plan`."""
    app.add_html_theme("plan", str(HERE / "theme" / "plan"))
    app.add_css_file("plan.css", priority=700)
    app.add_js_file("menu.js", loading_method="defer")
    for part in (sidebar, lean, words, tables, filtered, contact):
        part.setup(app)
    app.connect("env-get-outdated", _remember_dates)
    app.connect("html-page-context", _add_date)
    return {"env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
