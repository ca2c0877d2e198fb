"""PlantUML in Sphinx from Python packages alone: no system Java, Graphviz or fonts.

For authors: the `uml` directive, with a required `:alt:`.

For other extensions:

* `diagram(uml, alt=…)` makes a node; put it into a doctree up to `doctree-resolved`.
* The event `plantuml-collect` (app) is emitted once, before pages are written. Return the
  `Source`s of the diagrams that your nodes will show, and one Java process draws them all,
  beside the writing of pages.
* The event `plantuml-link` (app, docname, target) is emitted for every link in a diagram; the
  first address that is not None stands in the page. So a diagram may say `[[IP-K01]]` and be
  the same, and drawn once, on every page. Only relative addresses pass.
* `svg_path(app, node)` is the raw SVG file of a node, for builders other than HTML.

Configuration: `plantuml_offline_cache` (folder, by default `plantuml` beside the doctrees),
`plantuml_offline_timeout` (seconds for one Java process), `plantuml_offline_colors` (see
`colors`). Warnings: `plantuml.syntax`, `plantuml.alt`, `plantuml.timeout`, `plantuml.link`,
`plantuml.svg`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from sphinxcontrib.plantuml import plantuml

from .build import STYLESHEET, Diagrams, SourceCollector
from .diagram import Source, Uml, diagram
from .page import Visitors

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

__all__ = ["Source", "diagram", "plantuml", "setup", "svg_path"]

_BY_APP: WeakKeyDictionary[Sphinx, Diagrams] = WeakKeyDictionary()


def svg_path(app: Sphinx, node: nodes.Element) -> Path | None:
    """PlantUML's own SVG for a `plantuml` node: a file in the cache, to be read, never changed.

    Its colours are those of a light page and its font family is `Noto Sans CJK JP`. None when
    PlantUML cannot draw it; the reader then needs `node["alt"]`.
    """
    outcome = _BY_APP[app].outcome(node["uml"]) if node["uml"].strip() else None
    return outcome if isinstance(outcome, Path) else None


def setup(app: Sphinx) -> dict[str, Any]:
    """Register with Sphinx, on top of sphinxcontrib-plantuml."""
    app.setup_extension("sphinxcontrib.plantuml")
    app.add_config_value("plantuml_offline_cache", "", "", types=frozenset({str}))
    app.add_config_value("plantuml_offline_timeout", 120, "", types=frozenset({int, float}))
    app.add_config_value("plantuml_offline_colors", {}, "html", types=frozenset({dict}))
    app.add_event("plantuml-collect")
    app.add_event("plantuml-link")
    app.add_directive("uml", Uml, override=True)
    app.add_directive("plantuml", Uml, override=True)
    app.add_env_collector(SourceCollector)
    app.add_css_file(STYLESHEET)

    diagrams = _BY_APP[app] = Diagrams(app)
    visitors = Visitors(diagrams)
    app.add_node(
        plantuml,
        override=True,
        html=(visitors.visit_html, None),
        text=(visitors.visit_text, None),
    )
    # Before sphinxcontrib-plantuml, which reads its configuration on the same event.
    app.connect("builder-inited", diagrams.configure, priority=400)
    app.connect("write-started", diagrams.collect)
    app.connect("html-collect-pages", diagrams.settle)
    # After whoever puts diagrams into the doctree.
    app.connect("doctree-resolved", diagrams.resolve_page, priority=900)
    return {
        "version": "1",
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
