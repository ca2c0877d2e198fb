"""The role `figure`: one computed number in a sentence, so that no page types one.

``{figure}`count type=achievement``` and so on: a word that says what is counted, then `name=value`
pairs without spaces around `=` (several values: a comma between them).

- `count`: items of `type`; only `below=` these items, only in the fiscal `year=` (`years=` names
  the field, `until=` ends what is ongoing), only `with=` a value in this field or link.
- `covered`, `explained`, `gaps`, `total`: of the coverage of `type` (`below`, `link`,
  `direction`, `reason` as in the directive `coverage`); `gaps` are those without a reason.
- `links`: different links between `rows` and `columns`, as in the directive `matrix`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole

from plantrace.views import options, years
from plantrace.views.coverage import cover
from plantrace.views.face import VIEWS, Page, View, ViewError, view_placeholder
from plantrace.views.matrix import matrix

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx

    from plantrace.model.graph import Graph

logger = logging.getLogger(__name__)
Options = Mapping[str, Any]
# what an author writes -> what the directives call it
_OPTION = {"type": "types", "below": "types-below"}


@dataclass(frozen=True, slots=True)
class Figure:
    """One number."""

    number: int


def _count(graph: Graph, given: Options) -> int:
    found = options.select(graph, given, "types")
    if given.get("with"):
        name = str(given["with"])
        held = {**graph.metamodel.fields, **graph.metamodel.links}
        options.known(name, held, f"with の「{name}」という属性もつながりもありません。")
        found = tuple(e for e in found if graph[e].fields.get(name) or graph[e].links.get(name))
    if given.get("year"):
        field = options.field(graph, given, "years", graph.metamodel.years)
        year, until = years.single(given, "year"), years.until(given)
        found = tuple(
            e for e in found if year in years.covered(years.written(graph[e], field), until)
        )
    return len(found)


_SHARED = {"type", "below"}
_COVERAGE = _SHARED | {"link", "direction", "reason"}
_SIDES = {"rows", "rows-below", "columns", "columns-below", "link"}
FIGURES: Mapping[str, tuple[Callable[[Graph, Options], int], set[str]]] = {
    "count": (_count, _SHARED | {"with", "year", "years", "until"}),
    "covered": (lambda graph, given: len(cover(graph, given).covered), _COVERAGE),
    "explained": (lambda graph, given: len(cover(graph, given).explained), _COVERAGE),
    "gaps": (lambda graph, given: len(cover(graph, given).unexplained), _COVERAGE),
    "total": (lambda graph, given: cover(graph, given).total, _COVERAGE),
    "links": (lambda graph, given: matrix(graph, given).total, _SIDES),
}


def figure(graph: Graph, given: Options) -> Figure:
    """The number that the text of a role asks for. Raises ViewError."""
    words = str(given["argument"]).split()
    if not words or words[0] not in FIGURES:
        raise ViewError(
            f"「{given['argument']}」は数えられません。"
            f"はじめに {'、'.join(FIGURES)} のどれかを書いてください。"
        )
    count, allowed = FIGURES[words[0]]
    asked: dict[str, str] = {}
    for word in words[1:]:
        name, equals, value = word.partition("=")
        if name not in allowed or not equals:
            raise ViewError(
                f"「{given['argument']}」の「{word}」は使えません。"
                f"「名前=値」の形で、名前は {'、'.join(sorted(allowed))} のどれかです。"
            )
        asked[_OPTION.get(name, name)] = value
    try:
        return Figure(count(graph, asked))
    except ViewError as error:
        written = {directive: name for name, directive in _OPTION.items()}
        said = re.sub(r":([\w-]+):", lambda m: written.get(m[1], m[1]), str(error))
        raise ViewError(f"「{given['argument']}」の {said}") from error


def render(data: Figure, page: Page) -> Sequence[Node]:
    """The number as text."""
    return [nodes.inline("", str(data.number), classes=["plan-figure"])]


class FigureRole(SphinxRole):
    """Records what is to be counted; the number is known when the page is written."""

    def run(self) -> tuple[list[Node], list[nodes.system_message]]:
        """Leave a placeholder that knows its line."""
        node = view_placeholder("", view="figure", options={"argument": self.text}, anchor="")
        self.set_source_info(node)
        return [node], []


def refuse_in_headings(app: Sphinx, doctree: nodes.document) -> None:
    """A heading is also in the contents, where no number is put in later: say so."""
    for title in doctree.findall(nodes.title):
        for placeholder in list(title.findall(view_placeholder)):
            sentence = "見出しの中に figure は書けません。見出しの下の文に書いてください。"
            logger.warning(sentence, location=title, type="plantrace", subtype="view-figure")
            placeholder.replace_self(nodes.Text(placeholder["options"]["argument"]))


def setup(app: Sphinx) -> None:
    """Called once by `plantrace.views.setup`."""
    VIEWS["figure"] = View("figure", figure, render)
    app.add_role("figure", FigureRole())
    # before Sphinx gathers titles and contents (500)
    app.connect("doctree-read", refuse_in_headings, priority=400)
