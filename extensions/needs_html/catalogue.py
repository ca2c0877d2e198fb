"""The Sphinx face of `card`: the catalogue of a build, and what other rooms say of its items."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from sphinx_needs.api import get_needs_view
from sphinx_needs.data import SphinxNeedsData

from needs_html import options
from needs_html.card import Catalogue, Need, Value

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_CATALOGUES: WeakKeyDictionary[Sphinx, Catalogue] = WeakKeyDictionary()


def catalogue_of(app: Sphinx) -> Catalogue:
    """The catalogue of a build, made once.

    For the write phase only: it resolves and freezes the needs, which must not happen before the
    environment is pickled.
    """
    if app not in _CATALOGUES:
        _CATALOGUES[app] = _make(app)
    return _CATALOGUES[app]


def _make(app: Sphinx) -> Catalogue:
    needs: Any = get_needs_view(app)  # a Mapping in all but name
    chosen = options.from_config(app.config)
    labels: dict[str, str] = {}

    def label(need: Need) -> str:
        """Asked for every link to an item: its subscribers are asked once."""
        item_id = str(need["id"])
        if item_id not in labels:
            labels[item_id] = _label(app, need)
        return labels[item_id]

    return Catalogue(
        needs=needs,
        order=_order(needs.values(), reading_order(app.env)),
        field_labels=_field_labels(app, chosen),
        link_labels=_link_labels(app),
        options=chosen,
        label=label,
        value=lambda name, text: _value(app, name, text),
        place=lambda need: _place(app, need),
    )


def reading_order(env: BuildEnvironment) -> tuple[str, ...]:
    """All documents as a reader meets them: depth first along the toctrees from the root."""
    found: dict[str, None] = {}

    def visit(document: str) -> None:
        if document not in found and document in env.found_docs:
            found[document] = None
            for below in env.toctree_includes.get(document, ()):
                visit(below)

    visit(env.config.root_doc)
    return (*found, *sorted(env.found_docs - found.keys()))


def _order(needs: Iterable[Need], documents: tuple[str, ...]) -> dict[str, int]:
    place = {name: index for index, name in enumerate(documents)}

    def position(need: Need) -> tuple[int, int, str]:
        document = place.get(str(need.get("docname")), len(place))
        return document, int(need.get("lineno") or 0), str(need["id"])

    return {str(need["id"]): index for index, need in enumerate(sorted(needs, key=position))}


def _field_labels(app: Sphinx, chosen: options.Options) -> dict[str, str]:
    """Core fields that have a label, then the project's own fields as it describes them.

    A derived field without a description is computed for machines; no card shows it.
    """
    declared = app.config.needs_fields
    own = {
        entry.name: str(declared.get(entry.name, {}).get("description") or entry.name)
        for entry in SphinxNeedsData(app.env).get_schema().iter_extra_fields()
        if entry.name in chosen.labels or not _for_machines(declared.get(entry.name, {}))
    }
    core = {name: label for name, label in chosen.labels.items() if name not in own}
    return {**core, **{name: chosen.labels.get(name, label) for name, label in own.items()}}


def _for_machines(declaration: Mapping[str, Any]) -> bool:
    return "derive" in declaration and not declaration.get("description")


def _link_labels(app: Sphinx) -> dict[str, tuple[str, str]]:
    return {
        entry.name: (entry.display.outgoing, entry.display.incoming)
        for entry in SphinxNeedsData(app.env).get_schema().iter_link_fields()
    }


def _label(app: Sphinx, need: Need) -> str:
    said = app.emit_firstresult("needs-card-label", need)
    return str(said or need.get("type_name") or need["type"])


def _value(app: Sphinx, name: str, text: str) -> Value:
    said = app.emit_firstresult("needs-card-value", name, text)
    return said if isinstance(said, Value) else Value(text)


def _place(app: Sphinx, need: Need) -> tuple[str, int]:
    """The item's own lines, as path from the folder of conf.py; none for another project's."""
    docname = need.get("docname")
    if not docname or need.get("is_import") or need.get("is_external"):
        return "", 0
    source = app.env.doc2path(str(docname))
    path = source.relative_to(app.confdir if source.is_relative_to(app.confdir) else app.srcdir)
    return path.as_posix(), need.get("lineno") or 1


def forge_of(edit_url: str) -> str:
    """The host that an edit link opens, for its words: ``github.com``."""
    return urlsplit(edit_url).hostname or ""


def _forget(app: Sphinx, exception: Exception | None) -> None:
    _CATALOGUES.pop(app, None)


def setup(app: Sphinx) -> None:
    """Register the events by which other rooms give words; called by `needs_html.setup`."""
    app.add_event("needs-card-label")
    app.add_event("needs-card-value")
    app.connect("build-finished", _forget, priority=900)
