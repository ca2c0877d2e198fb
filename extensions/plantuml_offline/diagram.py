"""A diagram in a document: the node that views make, and the directive that authors write."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.parsers.rst.states import RSTState
from sphinx.util.nodes import set_source_info
from sphinxcontrib.plantuml import UmlDirective, plantuml

if TYPE_CHECKING:
    from collections.abc import Iterator

_WITH_DESCRIPTION = "plantuml-figure"


@dataclass(frozen=True)
class Source:
    """A diagram that this build will need: what draws it, and where it stands.

    `line` is the line of the directive in the file of `docname`, `first_line` the line of that
    file where the diagram itself begins; 0 when there is none.
    """

    uml: str
    alt: str
    docname: str
    line: int = 0
    first_line: int = 0


def diagram(
    uml: str,
    *,
    alt: str,
    caption: str = "",
    description: str | nodes.Element | None = None,
    location: tuple[str | None, int | None] = (None, None),
) -> nodes.Element:
    """A node for `uml`, to be put into a doctree at any time up to `doctree-resolved`.

    `alt` says in one sentence what the diagram shows. `description` says at length what it says
    in pictures: a text, or a list or table that stands right after it. `location` is
    the file and line that a warning about this diagram should name. Return the same `uml` from
    `plantuml-collect`, or it costs a Java process of its own.
    """
    node = plantuml(uml, uml=uml, alt=alt, incdir="", filename="")
    node.source, node.line = location
    if isinstance(description, str):
        description = nodes.paragraph(description, description) if description else None
    legend = nodes.caption(caption, caption) if caption else None
    return _assemble(node, legend, description)


def _assemble(
    node: nodes.Element, caption: nodes.Element | None, description: nodes.Element | None
) -> nodes.Element:
    whole = nodes.figure("", node, caption) if caption is not None else node
    if description is None:
        return whole
    description["classes"].append("plantuml-description")
    return nodes.container("", whole, description, classes=[_WITH_DESCRIPTION])


def number_diagrams(doctree: nodes.Node) -> None:
    """Give every diagram of a page its own prefix for ids, and its figure and description an id."""
    for number, node in enumerate(doctree.findall(plantuml), 1):
        node["svg_prefix"] = prefix = f"plantuml-{number}"
        whole = node.parent if isinstance(node.parent, nodes.figure) else node
        if whole is not node and not whole["ids"]:
            whole["ids"].append(f"{prefix}-figure")
        around = whole.parent
        if isinstance(around, nodes.container) and _WITH_DESCRIPTION in around["classes"]:
            description = around[around.index(whole) + 1]
            assert isinstance(description, nodes.Element)
            if not description["ids"]:
                description["ids"].append(f"{prefix}-description")
            # A paragraph may be read out as one string, a list or a table may not.
            kind = "describedby" if isinstance(description, nodes.paragraph) else "details"
            node["aria"] = (f"aria-{kind}", description["ids"][0])


class Uml(UmlDirective):  # type: ignore[misc]
    """`uml`: a diagram, inline or from a file.

    Options: `alt` (one sentence, required), `caption`, `description` (text after the diagram),
    `align`, `name`.
    """

    option_spec: ClassVar[dict[str, Any]] = {
        "align": UmlDirective.option_spec["align"],
        "alt": directives.unchanged,
        "caption": directives.unchanged,
        "description": directives.unchanged,
        "name": directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        """Read by sphinxcontrib-plantuml; the place and the description added."""
        described = self.options.pop("description", "").strip()
        found: list[nodes.Node] = super().run()
        for node in found:
            for inner in node.findall(plantuml):
                set_source_info(self, inner)
                inner["first_line"] = 0 if self.arguments else self._first_line()
        if not (described and isinstance(found[0], plantuml | nodes.figure)):
            return found
        inline, messages = self.state.inline_text(described, self.lineno)
        paragraph = nodes.paragraph(described, "", *inline)
        return [_assemble(found[0], None, paragraph), *messages]

    def _first_line(self) -> int:
        # docutils counts from the start of the file, MyST from the line after the fence.
        above = 0 if isinstance(self.state, RSTState) else self.lineno
        return int(above + self.content_offset + 1)


def sources_in(doctree: nodes.Node, docname: str) -> Iterator[Source]:
    """The diagrams that stand in a doctree, with their places."""
    for node in doctree.findall(plantuml):
        yield Source(
            uml=node["uml"],
            alt=node.get("alt", "").strip(),
            docname=docname,
            line=node.line or 0,
            first_line=node.get("first_line", 0),
        )
