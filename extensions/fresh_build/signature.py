"""The signature of a page: a digest of all that it shows and its own source does not say.

Three parts are known here: the frame (sidebar, previous and next), the targets of the page's
cross-references, and sphinx-needs' items and views. Other rooms add theirs by `page-signature`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from docutils.nodes import Element
from sphinx import addnodes
from sphinx.util import docname_join
from sphinx_needs.api import get_needs_view
from sphinx_needs.needs import NODE_TYPES, NODE_TYPES_PRIO

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_STOCK_VIEWS: tuple[type[Element], ...] = (*NODE_TYPES, *NODE_TYPES_PRIO)


def digest(*parts: object) -> str:
    """A digest of anything whose `repr` says all that matters of it."""
    return hashlib.sha256("\x1f".join(map(repr, parts)).encode()).hexdigest()


class Signatures:
    """The signatures of all pages of one build; for the write phase, when needs are resolved."""

    def __init__(self, app: Sphinx) -> None:
        """Nothing is computed yet."""
        self.app = app
        self.env: BuildEnvironment = app.env

    def of(self, docname: str) -> str:
        """The signature of one page."""
        return digest(
            self._frame,
            self.env.toc_secnumbers.get(docname),
            self._references(docname),
            self._items.get(docname),
            self._all_items if docname in record_of(self.env)["views"] else None,
            self.app.emit("page-signature", docname),
        )

    @cached_property
    def _frame(self) -> str:
        """Titles and toctrees: the sidebar, previous and next of every page come from them."""
        toctrees = [
            (name, [sorted(_plain(tree)) for tree in toc.findall(addnodes.toctree)])
            for name, toc in sorted(self.env.tocs.items())
        ]
        titles = [
            (name, title.astext(), title.get("secnumber"))
            for name, title in sorted(self.env.titles.items())
        ]
        return digest(titles, toctrees)

    def _references(self, docname: str) -> list[Hashable]:
        """What each cross-reference of the page would find."""
        found: list[Hashable] = []
        for kind, target, anchor in sorted(record_of(self.env)["references"].get(docname, ())):
            whole = docname_join(docname, target)
            slugs = self.env.metadata.get(target, {}).get("myst_slugs") or {}
            numbers = repr(self.env.toc_fignumbers) if kind == "numref" else ""
            found += [
                (kind, target, anchor, repr(slugs.get(anchor)), numbers),
                self._objects.get(target.lower()),
                self._objects.get(whole.lower()),
            ]
        return found

    @cached_property
    def _objects(self) -> Mapping[str, tuple[Hashable, ...]]:
        """Lower-case name -> everything in any domain that has it: labels, pages, terms, …"""
        found: dict[str, list[Hashable]] = {}
        for domain in self.env.domains.sorted():
            for name, shown, kind, docname, anchor, _ in domain.get_objects():
                entry = (domain.name, kind, shown, docname, anchor)
                found.setdefault(name.lower(), []).append(entry)
        return {name: tuple(entries) for name, entries in found.items()}

    @cached_property
    def _items(self) -> Mapping[str, str]:
        """Page -> digest of its items as others make them: links back, names of what is linked."""
        needs = get_needs_view(self.app)
        by_page: dict[str, list[Hashable]] = {}
        for need in needs.values():
            linked = {
                target: (needs[target]["title"], needs[target]["docname"])
                for _, targets in (*need.iter_links_items(), *need.iter_backlinks_items())
                for target in targets
                if target in needs
            }
            own = (need["id"], tuple(need.iter_extra_items()), tuple(linked.items()))
            by_page.setdefault(need["docname"] or "", []).append(repr(own))
        return {docname: digest(own) for docname, own in by_page.items()}

    @cached_property
    def _all_items(self) -> str:
        """Every item with all that sphinx-needs' own views can show or filter by."""
        where = {"lineno", "lineno_content"}
        needs = get_needs_view(self.app)
        return digest(
            [[(k, v) for k, v in need.items() if k not in where] for need in needs.values()]
        )


def _plain(tree: addnodes.toctree) -> list[str]:
    return [f"{name}={value}" for name, value in tree.attributes.items()]


# ------------------------------------------------ what is recorded while pages are read


def record_of(env: BuildEnvironment) -> dict[str, Any]:
    """`references`: page -> its cross-references; `views`: pages with a sphinx-needs view."""
    # Sphinx's environment is open for what extensions keep in it; its type does not say so
    if not hasattr(env, "fresh_build_record"):
        env.fresh_build_record = {"references": {}, "views": set()}  # type: ignore[attr-defined]
    record: dict[str, Any] = env.fresh_build_record  # type: ignore[attr-defined]
    return record


def _read(app: Sphinx, doctree: nodes.document) -> None:
    record, docname = record_of(app.env), app.env.current_document.docname
    references = {
        (str(node["reftype"]), str(node["reftarget"]), str(node.get("reftargetid") or ""))
        for node in doctree.findall(addnodes.pending_xref)
    }
    if references:
        record["references"][docname] = references
    if any(True for _ in doctree.findall(lambda node: isinstance(node, _STOCK_VIEWS))):
        record["views"].add(docname)


def _purge(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    record = record_of(env)
    record["references"].pop(docname, None)
    record["views"].discard(docname)


def _merge(app: Sphinx, env: BuildEnvironment, docnames: set[str], other: BuildEnvironment) -> None:
    record, theirs = record_of(env), record_of(other)
    for docname in docnames:
        if docname in theirs["references"]:
            record["references"][docname] = theirs["references"][docname]
    record["views"] |= theirs["views"] & set(docnames)


def setup(app: Sphinx) -> None:
    """Called once by `fresh_build.setup`."""
    # before other transforms take pending nodes away
    app.connect("doctree-read", _read, priority=100)
    app.connect("env-purge-doc", _purge)
    app.connect("env-merge-info", _merge)
