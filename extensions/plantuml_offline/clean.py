"""From the SVG that PlantUML writes to markup that may stand inside an HTML page.

A pure function, text to text. Everything is on a list of what may pass: elements, attributes and
the form of their values. What is not listed is left out, so a new trick in a new PlantUML does
not reach a page by being unknown here.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from html import escape, unescape
from typing import TYPE_CHECKING

from .svg_names import ELEMENTS, ENTITIES, MONOSPACE, PAINTS, PLAIN, PRESENTATION, TEXTUAL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

_XLINK = "{http://www.w3.org/1999/xlink}href"
_PLAIN_VALUE = re.compile(r"[\w\s.,+%()#-]*", re.ASCII)
_REFERENCE = re.compile(r"url\(#([^()'\"\s]+)\)")
_VARIABLE = re.compile(r"var\(--plantuml-[a-z0-9-]+, (#[0-9a-f]{6})\)")
_HEX = re.compile(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})")
#: No scheme, no host, no absolute path, nothing that a browser would silently strip.
_RELATIVE = re.compile(r"(?![/\\])(?=.)[^\s\\:?#\x00-\x1f\x7f]*([?#][^\s\\\x00-\x1f\x7f]*)?")
#: A link as PlantUML writes it; of a target that it refuses itself only the tooltip is left.
_LINK = re.compile(r'<a href="([^"]*)"[^>]*? title="([^"]*)"')
_VIEW_BOX = re.compile(r"-?[\d.]+( -?[\d.]+){3}")
#: On a narrow screen a diagram may shrink to this share of its size (14 px text to 12 px), then
#: it scrolls. The floor is a class, in steps, because a page without inline styles cannot say it
#: in pixels.
_SMALLEST = 0.85
_FLOOR_STEP = 50
_FLOORS = 60


class UnsafeSvgError(ValueError):
    """The text is not an SVG that can be cleaned: broken XML, or one with a DOCTYPE."""


@dataclass(frozen=True)
class Frame:
    """How a diagram stands in its page.

    `prefix` starts every id in it and must be unique there; `label` is the text alternative;
    `relations` are pairs like `("aria-describedby", "some-id")`.
    """

    prefix: str
    label: str
    relations: tuple[tuple[str, str], ...] = ()


def clean(
    svg: str,
    frame: Frame,
    paints: Mapping[str, str],
    resolve: Callable[[str], str | None] = lambda target: None,
) -> str:
    """One `svg` element, ready to stand in an HTML page.

    `paints` maps `#rrggbb` to what replaces it (see `colors`); `resolve` may turn the target of a
    link into the address that the page needs. Only relative addresses pass, resolved or not.
    Raises UnsafeSvgError.
    """
    root = _parse(svg)
    cleaner = _Cleaner(root, frame.prefix, paints, resolve)
    inner = cleaner.children(root)
    width, height = (_pixels(root, side) for side in ("width", "height"))
    view = root.get("viewBox", "")
    view = view if _VIEW_BOX.fullmatch(view) else f"0 0 {width} {height}"
    floor = min(int(float(width) * _SMALLEST) // _FLOOR_STEP, _FLOORS)
    classes = ["plantuml-svg"]
    classes += ["plantuml-paper"] if cleaner.paper else []
    classes += [f"plantuml-min-{floor}"] if floor else []
    # Inside role="img" nothing can be reached, so a diagram with links is a group.
    role = "group" if cleaner.links else "img"
    relation = "".join(f' {name}="{escape(value)}"' for name, value in frame.relations)
    attributes = (
        f'xmlns="http://www.w3.org/2000/svg" class="{" ".join(classes)}" role="{role}" '
        f'aria-label="{escape(frame.label)}"{relation} '
        f'width="{width}" height="{height}" viewBox="{view}"'
    )
    return f"<svg {attributes}>{inner}</svg>"


def refused(svg: str, resolve: Callable[[str], str | None]) -> Iterator[str]:
    """What `clean` will leave out although the author meant it: foreign links and pictures.

    Reads the text only, so that a build which draws nothing can still say it.
    """
    links = (map(unescape, link) for link in _LINK.findall(svg))
    for target, tooltip in links:
        if not _RELATIVE.fullmatch(resolve(target) or target):
            yield target or tooltip
    if "<image " in svg:
        yield "<img>"


def floors() -> str:
    """CSS for the classes `plantuml-min-N`: no narrower than N steps of 50 px."""
    steps = range(1, _FLOORS + 1)
    return "".join(f".plantuml-min-{n} {{ min-width: {n * _FLOOR_STEP}px; }}\n" for n in steps)


class _NoDoctype(ET.TreeBuilder):
    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        # Called before any entity could be expanded.
        raise UnsafeSvgError("DOCTYPE")


def _parse(svg: str) -> ET.Element:
    try:
        root = ET.XML(svg, ET.XMLParser(target=_NoDoctype()))
    except ET.ParseError as error:
        raise UnsafeSvgError(str(error)) from error
    if _local(root.tag) != "svg":
        raise UnsafeSvgError(f"<{root.tag}>")
    return root


def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _reachable(element: ET.Element) -> Iterator[ET.Element]:
    """The elements below that will pass, in document order."""
    for child in element:
        if _local(child.tag) in ELEMENTS or _local(child.tag) == "a":
            yield child
            yield from _reachable(child)


def _pixels(root: ET.Element, side: str) -> str:
    match = re.fullmatch(r"(\d+(?:\.\d+)?)(?:px)?", root.get(side, ""))
    if match is None:
        raise UnsafeSvgError(f"{side}={root.get(side)!r}")
    return match[1]


def _joined(pieces: Iterable[str]) -> str:
    """The pieces as one line; Japanese that was broken over lines gets no spaces."""
    line = ""
    for piece in (" ".join(piece.split()) for piece in pieces):
        spaced = line and piece and line[-1].isascii() and piece[0].isascii()
        line += f" {piece}" if spaced else piece
    return line


class _Cleaner:
    """Walks one tree; remembers what it met."""

    def __init__(
        self,
        root: ET.Element,
        prefix: str,
        paints: Mapping[str, str],
        resolve: Callable[[str], str | None],
    ) -> None:
        self.paints = paints
        self.resolve = resolve
        self.links = 0
        self.paper = False
        # Numbered, not kept: PlantUML derives some ids from the source, and a number stays the
        # same when the text is cleaned again.
        kept = (e for e in _reachable(root) if _local(e.tag) not in {"a", "title"})
        names = dict.fromkeys(e.get("id", "") for e in kept)
        names.pop("", None)
        self.ids = {name: f"{prefix}-{number}" for number, name in enumerate(names, 1)}
        self.placed: set[str] = set()

    def children(self, element: ET.Element) -> str:
        textual = _local(element.tag) in TEXTUAL
        parts = [escape(element.text, quote=False)] if textual and element.text else []
        for child in element:
            parts.append(self.element(child))
            if textual and child.tail:
                parts.append(escape(child.tail, quote=False))
        return "".join(parts)

    def element(self, element: ET.Element) -> str:
        tag = _local(element.tag)
        if tag == "a":
            return self.link(element)
        if tag not in ELEMENTS:
            return ""
        declared = {} if tag == "title" else self.attributes(element)
        attributes = "".join(f' {name}="{escape(value)}"' for name, value in declared.items())
        inner = self.children(element)
        return f"<{tag}{attributes}>{inner}</{tag}>" if inner else f"<{tag}{attributes}/>"

    def link(self, element: ET.Element) -> str:
        target = element.get(_XLINK) or element.get("href") or ""
        titles = [child for child in element if _local(child.tag) == "title"]
        tooltip = element.get("title") or "".join(t for e in titles[:1] for t in e.itertext())
        for child in titles:
            element.remove(child)
        inner = self.children(element)
        resolved = self.resolve(target)
        address = resolved or target
        if not _RELATIVE.fullmatch(address):
            return inner
        if resolved is None and address.startswith("#"):
            address = f"#{self.ids.get(address[1:], address[1:])}"
        self.links += 1
        # PlantUML repeats the target as the tooltip when the author gave none.
        given = tooltip.strip() not in {"", target, address}
        title = f"<title>{escape(tooltip, quote=False)}</title>" if given else ""
        # One name for the link, the words that are drawn: a title alone would replace them, and
        # a label of several lines is several texts.
        drawn = ("".join(e.itertext()) for e in _reachable(element) if _local(e.tag) == "text")
        name = _joined(drawn) or (tooltip if given else address)
        return f'<a href="{escape(address)}" aria-label="{escape(name)}">{title}{inner}</a>'

    def attributes(self, element: ET.Element) -> dict[str, str]:
        declared = dict(element.attrib)
        for declaration in declared.pop("style", "").split(";"):
            name, _, value = declaration.partition(":")
            if name.strip() in PRESENTATION:
                declared[name.strip()] = value.strip()
        cleaned = {name: self.attribute(name, value) for name, value in declared.items()}
        return {name: value for name, value in cleaned.items() if value is not None}

    def attribute(self, name: str, value: str) -> str | None:
        """The value that may stand in the page, or None to leave the attribute out."""
        checks: dict[str, Callable[[str], str | None]] = {
            "id": self.identify,
            "data-qualified-name": lambda name: name,
            "font-family": lambda family: "monospace" if family.lower() in MONOSPACE else None,
            "filter": self.reference,
            **dict.fromkeys(ENTITIES, self.ids.get),
            **dict.fromkeys(PAINTS, self.paint),
        }
        if name in checks:
            return checks[name](value.strip())
        harmless = _PLAIN_VALUE.fullmatch(value) and "url(" not in value.lower()
        return value if name in PLAIN and harmless else None

    def identify(self, value: str) -> str | None:
        if value not in self.ids or value in self.placed:
            return None
        self.placed.add(value)
        return self.ids[value]

    def reference(self, value: str) -> str | None:
        match = _REFERENCE.fullmatch(value)
        return f"url(#{self.ids[match[1]]})" if match and match[1] in self.ids else None

    def paint(self, value: str) -> str | None:
        if match := _VARIABLE.fullmatch(value):
            value = match[1]
        color = value.lower()
        if color in {"none", "transparent"}:
            return color
        if color == "currentcolor":
            return "currentColor"
        if color.startswith("url("):
            return self.reference(value)
        if color in self.paints:
            return self.paints[color]
        if not (_HEX.fullmatch(color) or re.fullmatch(r"[a-z]+", color)):
            return None
        self.paper = True
        return color
