"""Formulas: LaTeX to MathML by docutils, MathML to Typst here.

What docutils' own converter does not know is a finding, in its words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import unescape
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from docutils import nodes
from docutils.utils.math import MathError
from docutils.utils.math.latex2mathml import tex2mathml

from typst_pdf.book import quote
from typst_pdf.writer import Writer

# XML knows five names of letters, MathML has hundreds
_ENTITY = re.compile(r"&(?!(?:lt|gt|amp|quot|apos);)\w+;")
# letters that mean something in Typst's math
_SPECIAL = set("#$%&*/\\^_`~\"'(){}[]|,;:.<>@=-+!")
_ACCENTS = {"ˆ": "hat", "~": "tilde", "˜": "tilde", "¯": "macron", "→": "arrow", "˙": "dot"}
_ACCENTS |= {"¨": "dot.double", "ˇ": "caron", "˘": "breve", "´": "acute", "`": "grave"}
_UNSEEN = "\u2061\u2062\u2063\u2064"  # "applied to", "times" and the like
# docutils' converter stumbles over a formula that ends too early
_STUMBLES = (AttributeError, LookupError, TypeError, ValueError)
_LIMITS = set("∑∏∐⋂⋃⋀⋁⨁⨂⨀⨄⨆")


class Formulas(Writer):
    """The nodes `math` and `math_block`."""

    def visit_math(self, node: nodes.math) -> None:
        """A formula in a line."""
        self._formula(node, "in-line: true")
        raise nodes.SkipNode

    def visit_math_block(self, node: nodes.math_block) -> None:
        """A formula of its own, with its number where it has one."""
        number = node.get("number")
        self.put_anchor(node)
        self._formula(node, f"number: {quote(f'({number})')}" if number else "in-line: false")
        raise nodes.SkipNode

    def _formula(self, node: nodes.Element, how: str) -> None:
        source = node.astext().strip()
        try:
            made = to_typst(source)
        except (MathError, ElementTree.ParseError) as error:
            self.report("math", f"数式「{source}」を読めません（{error}）。", node)
            return
        except _STUMBLES:
            sentence = (
                f"数式「{source}」を読めません。書き方が途中で終わっていないか確かめてください。"
            )
            self.report("math", sentence, node)
            return
        self.put(f"formula({quote(source)}, ${made}$, {how})\n")


def to_typst(latex: str) -> str:
    """The inside of `$…$` for a formula in LaTeX. Raises MathError for what is not known."""
    mathml = _ENTITY.sub(lambda found: unescape(found[0]), tex2mathml(latex, as_block=True))
    return _row(ElementTree.fromstring(mathml))


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _row(elements: Iterable[Element]) -> str:
    return " ".join(filter(None, map(_one, elements)))


def _one(element: Element) -> str:
    make = _MAKERS.get(_name(element))
    if make is None:
        raise MathError(f"MathML element <{_name(element)}> is not supported")
    return make(element)


def _text(element: Element) -> str:
    return "".join(element.itertext()).strip()


def _identifier(element: Element) -> str:
    """One letter is a variable, more are a name."""
    text = _text(element)
    variant = element.get("mathvariant", "")
    made = _symbol(text) if len(text) == 1 else f"op({quote(text)})"
    if variant == "normal" and len(text) == 1:
        return f"upright({made})"
    return f"bold({made})" if "bold" in variant else made


def _symbol(text: str) -> str:
    return f"\\{text}" if text in _SPECIAL else text


def _operator(element: Element) -> str:
    text = _text(element).strip(_UNSEEN)
    return _symbol(text) if len(text) <= 1 else quote(text)


def _function(name: str) -> Callable[[Element], str]:
    """A Typst function whose arguments are the children, in order."""
    return lambda element: f"{name}({', '.join(map(_one, element))})"


def _grouped(element: Element) -> str:
    """Children as one; brackets that belong together grow with what they hold."""
    children = list(element)
    if len(children) == 2 and _text(children[0]) == "{" and _name(children[1]) == "mtable":
        return _matrix(children[1], "{")
    if len(children) > 2 and _is_fence(children[0]) and _is_fence(children[-1]):
        if len(children) == 3 and _name(children[1]) == "mtable":
            return _matrix(children[1], _text(children[0]), _text(children[2]))
        return f"lr({_row(children)})"
    return _row(children)


def _is_fence(element: Element) -> bool:
    return _name(element) == "mo" and _text(element) in set("()[]{}|‖⟨⟩⌈⌉⌊⌋") | {""}


def _matrix(table: Element, left: str = "", right: str = "") -> str:
    rows = [[_row(cell) for cell in row] for row in table]
    if left == "{" and not right:
        return f"cases({', '.join(' & #h(1em) '.join(row) for row in rows)})"
    if (table.get("class") or "").startswith("ams-align"):
        return r" \ ".join(" & ".join(row) for row in rows)
    sides = ", ".join(quote(side) if side else "none" for side in (left, right))
    return f"mat(delim: #({sides}), {'; '.join(', '.join(row) for row in rows)})"


def _scripts(*places: str) -> Callable[[Element], str]:
    """A base with what stands around it; a sum carries its limits above and below."""

    def make(element: Element) -> str:
        base, *around = element
        made = _one(base)
        if _text(base) in _LIMITS:
            made = f"limits({made})"
        parts = [f"{place}: {_one(part)}" for place, part in zip(places, around, strict=True)]
        return f"attach({made}, {', '.join(parts)})"

    return make


def _over(element: Element) -> str:
    base, mark = element
    text = _text(mark)
    if _name(mark) == "mo" and text in _ACCENTS and element.get("accent"):
        return f"accent({_one(base)}, {_ACCENTS[text]})"
    lines = {"―": "overline", "‾": "overline", "_": "overline", "⏞": "overbrace"}
    if text in lines:
        return f"{lines[text]}({_one(base)})"
    return f"attach(limits({_one(base)}), t: {_one(mark)})"


def _under(element: Element) -> str:
    base, mark = element
    lines = {"_": "underline", "―": "underline", "⏟": "underbrace"}
    if _text(mark) in lines:
        return f"{lines[_text(mark)]}({_one(base)})"
    return f"attach(limits({_one(base)}), b: {_one(mark)})"


def _both(element: Element) -> str:
    base, below, above = element
    return f"attach(limits({_one(base)}), b: {_one(below)}, t: {_one(above)})"


def _space(element: Element) -> str:
    width = element.get("width", "0em")
    return f"#h({width})" if width.endswith("em") else "thin"


_MAKERS: dict[str, Callable[[Element], str]] = {
    "math": _row,
    "mrow": _grouped,
    "mstyle": _row,
    "mpadded": _row,
    "mi": _identifier,
    "mn": _text,
    "mo": _operator,
    "mtext": lambda element: quote("".join(element.itertext())),
    "mspace": _space,
    "mfrac": _function("frac"),
    "msqrt": lambda element: f"sqrt({_row(element)})",
    "mroot": lambda element: f"root({_one(element[1])}, {_one(element[0])})",
    "msub": _scripts("b"),
    "msup": _scripts("t"),
    "msubsup": _scripts("b", "t"),
    "mover": _over,
    "munder": _under,
    "munderover": _both,
    "mtable": _matrix,
    "mphantom": lambda element: f"#hide(${_row(element)}$)",
}
