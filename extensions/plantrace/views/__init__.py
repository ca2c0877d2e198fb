"""Views: each a pure function from the graph to a dataclass, and its directive beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plantrace.views import (
    alluvial,
    cards,
    chain,
    coverage,
    entries,
    face,
    figure,
    fresh,
    hierarchy,
    indicators,
    ledger,
    matrix,
    puml,
    relation,
    scripts,
    table,
    timeline,
    trace_panel,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Register every view; one line a feature."""
    face.setup(app)
    fresh.setup(app)
    entries.setup(app)
    cards.setup(app)
    table.setup(app)
    matrix.setup(app)
    ledger.setup(app)
    coverage.setup(app)
    figure.setup(app)
    timeline.setup(app)
    indicators.setup(app)
    puml.setup(app)
    hierarchy.setup(app)
    relation.setup(app)
    alluvial.setup(app)
    chain.setup(app)
    trace_panel.setup(app)
    scripts.setup(app)
