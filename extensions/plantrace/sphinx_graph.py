"""The Sphinx face of the model: the metamodel of a project and the graph of a build."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from sphinx_needs.api import get_needs_view

from needs_html.catalogue import reading_order
from plantrace.model import metamodel
from plantrace.model.graph import Graph, from_needs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx

    from plantrace.model.metamodel import Metamodel

_METAMODELS: WeakKeyDictionary[Sphinx, Metamodel] = WeakKeyDictionary()
_GRAPHS: WeakKeyDictionary[Sphinx, Graph] = WeakKeyDictionary()


def metamodel_of(app: Sphinx) -> Metamodel:
    """The metamodel in the project's `needs_from_toml` file, read once a build.

    Raises OSError or tomllib.TOMLDecodeError when the file cannot be read.
    """
    if app not in _METAMODELS:
        name = app.config.needs_from_toml or "ubproject.toml"
        _METAMODELS[app] = metamodel.load(Path(app.confdir, name))
    return _METAMODELS[app]


def graph_of(app: Sphinx) -> Graph:
    """The graph of all items, resolved; made once a build.

    For the write phase only: it resolves and freezes the needs, which must not happen before the
    environment is pickled. Before that, `graph_from` takes the needs as they are read.
    """
    if app not in _GRAPHS:
        _GRAPHS[app] = graph_from(app, get_needs_view(app))
    return _GRAPHS[app]


def graph_from(app: Sphinx, needs: Mapping[str, Any]) -> Graph:
    """A graph of the given needs (id -> mapping), in the reading order of the documents."""
    return from_needs(metamodel_of(app), needs, reading_order(app.env))
