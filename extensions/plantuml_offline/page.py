"""How a diagram appears in what Sphinx writes: HTML and plain text."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util import logging

from .clean import Frame, UnsafeSvgError, clean
from .colors import paints
from .diagram import number_diagrams
from .render import Failure

if TYPE_CHECKING:
    from .build import Diagrams

logger = logging.getLogger(__name__)


class Visitors:
    """The functions that Sphinx calls with a translator and a diagram."""

    def __init__(self, diagrams: Diagrams) -> None:
        """Bound to the diagrams of one application."""
        self._diagrams = diagrams

    def visit_html(self, translator: Any, node: nodes.Element) -> None:
        """A scrollable region with the cleaned SVG in it, or a visible note that there is none."""
        if "svg_prefix" not in node:
            number_diagrams(translator.document)
        markup = self._markup(translator, node)
        alt = _alternative(node)
        if markup:
            attributes = {"role": "region", "tabindex": "0", "aria-label": f"図: {alt}"}
            start = translator.starttag(node, "div", "", CLASS="plantuml-diagram", **attributes)
            translator.body.append(f"{start}{markup}</div>\n")
        else:
            start = translator.starttag(node, "div", "", CLASS="plantuml-missing")
            translator.body.append(
                f"{start}<p>この図は表示できません。</p><p>{escape(alt)}</p></div>\n"
            )
        raise nodes.SkipNode

    def visit_text(self, translator: Any, node: nodes.Element) -> None:
        """The text alternative stands for the picture."""
        translator.new_state()
        translator.add_text(f"[図: {_alternative(node)}]")
        translator.end_state()
        raise nodes.SkipNode

    def _markup(self, translator: Any, node: nodes.Element) -> str:
        outcome = self._diagrams.outcome(node["uml"]) if node["uml"].strip() else None
        if outcome is None or isinstance(outcome, Failure):
            return ""  # reported with all others before the pages were written
        docname = getattr(translator.builder, "current_docname", "")
        relations = (node["aria"],) if "aria" in node else ()
        frame = Frame(node.get("svg_prefix", "plantuml-0"), _alternative(node), relations)
        try:
            return clean(
                outcome.read_text(encoding="utf-8"),
                frame,
                paints(self._diagrams.shades),
                lambda target: self._diagrams.resolve(docname, target),
            )
        except UnsafeSvgError as error:
            message = f"図の SVG を読めません（{error}）。"
            logger.warning(message, type="plantuml", subtype="svg", location=node)
            return ""


def _alternative(node: nodes.Element) -> str:
    return str(node.get("alt", "")).strip() or "説明のない図"
