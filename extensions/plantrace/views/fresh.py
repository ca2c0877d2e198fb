"""Views are never stale: a page's signature says what its views show.

The signature of a view is its dataclass, together with every item that the dataclass mentions by
id: title, fields, body and page. The line of an item is left out, since no view shows it.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from plantrace.sphinx_graph import graph_of
from plantrace.views.face import VIEWS, ViewError, view_placeholder

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from plantrace.model.graph import Graph

Recorded = dict[str, list[tuple[str, dict[str, Any]]]]


def signature(app: Sphinx, docname: str) -> object:
    """A digest of what the views of a page show; None for a page without views."""
    views = recorded(app.env).get(docname)
    if not views:
        return None
    graph = graph_of(app)
    shown = repr([_shown(graph, name, options) for name, options in views])
    mentioned = sorted(set(re.findall(r"'([^']*)'", shown)) & graph.items.keys())
    items = [replace(graph[each], line=0) for each in mentioned]
    return hashlib.sha256(repr((shown, items)).encode()).hexdigest()


def _shown(graph: Graph, name: str, options: dict[str, Any]) -> object:
    try:
        return VIEWS[name].compute(graph, options)
    except ViewError as error:
        return str(error)


# ------------------------------------------------ which page has which views


def recorded(env: BuildEnvironment) -> Recorded:
    """Page -> its views, each by name and options."""
    if not hasattr(env, "plantrace_views"):
        env.plantrace_views = {}  # type: ignore[attr-defined]  # pickled with the environment
    record: Recorded = env.plantrace_views  # type: ignore[attr-defined]
    return record


def _read(app: Sphinx, doctree: nodes.document) -> None:
    views = [(node["view"], node["options"]) for node in doctree.findall(view_placeholder)]
    if views:
        recorded(app.env)[app.env.current_document.docname] = views


def _purge(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    recorded(env).pop(docname, None)


def _merge(app: Sphinx, env: BuildEnvironment, docnames: set[str], other: BuildEnvironment) -> None:
    theirs = recorded(other)
    recorded(env).update({name: theirs[name] for name in docnames if name in theirs})


def setup(app: Sphinx) -> None:
    """Called once by `plantrace.views.setup`."""
    app.setup_extension("fresh_build")
    app.connect("doctree-read", _read)
    app.connect("env-purge-doc", _purge)
    app.connect("env-merge-info", _merge)
    app.connect("page-signature", signature)
