"""What shows only when the metamodel meets Sphinx and the items: names that are taken or alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from docutils.parsers.rst import directives
from sphinx_needs.directives.need import NeedDirective

from plantrace.findings.finding import Finding, found
from plantrace.findings.settings import line_of
from plantrace.views.face import VIEWS

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from plantrace.model.graph import Graph
    from plantrace.model.metamodel import Metamodel


def taken_types(env: BuildEnvironment, metamodel: Metamodel, text: str) -> Iterator[Finding]:
    """Types whose name means something else in a page: `program`, `module`, `timeline`.

    Sphinx asks its own domains first, and the first extension that registers a name keeps it.
    """
    domains = [env.domains[name] for name in (env.config.primary_domain, "std") if name]
    for name in metamodel.types:
        # docutils has no public way to look up what is registered, and its types hide this one
        registered = directives._directives.get(name, NeedDirective)  # type: ignore[attr-defined]
        ours = isinstance(registered, type) and issubclass(registered, NeedDirective)
        if name in VIEWS or not ours or any(domain.directive(name) for domain in domains):
            line = line_of(text, f"needs.types.{name}", "title")
            yield found("settings", line, "type-taken", type=name)


def same_labels(graph: Graph, text: str) -> Iterator[Finding]:
    """Labels with a number that do not tell the items of a plan apart; one of each type."""
    told: set[str] = set()
    first: dict[tuple[frozenset[str], str, str], str] = {}
    for item in graph:
        item_type = graph.metamodel.types.get(item.type)
        if item_type is None or not item_type.numbered or item.type in told:
            continue
        label = graph.label(item.id)
        one = first.setdefault((graph.tops(item.id), item.type, label), item.id)
        if one != item.id:
            told.add(item.type)
            yield found(
                "settings", line_of(text, "plantrace.labels", item.type), "label-same",
                type=item.type, one=one, other=item.id, label=label,
            )  # fmt: skip
