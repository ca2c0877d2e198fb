"""The links of an SVG as boxes: Typst draws an SVG, but drops its links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

_HREF = "{http://www.w3.org/1999/xlink}href"
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_POINTS = {"polygon": "points", "polyline": "points", "path": "d"}

Points = list[tuple[float, float]]


@dataclass(frozen=True)
class LinkBox:
    """A link and the box of what it holds, in parts of the picture's width and height."""

    href: str
    x: float
    y: float
    width: float
    height: float


def link_boxes(path: Path) -> tuple[LinkBox, ...]:
    """The links of an SVG in drawing order, the topmost last.

    Raises ElementTree.ParseError. Without a `viewBox` there is nothing to measure by, and a link in
    a moved group has no known place: those are left out.
    """
    root = ElementTree.parse(path).getroot()
    view = [float(number) for number in _NUMBER.findall(root.get("viewBox", ""))]
    if len(view) != 4 or not view[2] or not view[3]:
        return ()
    found = []
    for element in _still(root):
        href = element.get("href") or element.get(_HREF) or ""
        points = [point for inner in element.iter() for point in _points(inner)]
        if _name(element) == "a" and href and points:
            found.append(_box(href, points, view))
    return tuple(found)


def _still(element: ElementTree.Element) -> Iterator[ElementTree.Element]:
    if element.get("transform"):
        return
    yield element
    for child in element:
        yield from _still(child)


def _box(href: str, points: Points, view: list[float]) -> LinkBox:
    left, top = min(x for x, _ in points), min(y for _, y in points)
    right, bottom = max(x for x, _ in points), max(y for _, y in points)
    return LinkBox(
        href,
        round((left - view[0]) / view[2], 5),
        round((top - view[1]) / view[3], 5),
        round((right - left) / view[2], 5),
        round((bottom - top) / view[3], 5),
    )


def _name(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _points(element: ElementTree.Element) -> Points:
    """Corners of the box around one shape; a path's numbers are taken as points."""

    def number(name: str) -> float:
        found = _NUMBER.match(element.get(name, "0"))
        return float(found[0]) if found else 0.0

    name = _name(element)
    if name == "rect":
        x, y = number("x"), number("y")
        return [(x, y), (x + number("width"), y + number("height"))]
    if name in {"ellipse", "circle"}:
        x, y = number("cx"), number("cy")
        across, along = number("rx") or number("r"), number("ry") or number("r")
        return [(x - across, y - along), (x + across, y + along)]
    if name == "text":
        x, y, size = number("x"), number("y"), number("font-size")
        return [(x, y - size), (x + number("textLength"), y + size / 4)]
    if name in _POINTS:
        numbers = list(map(float, _NUMBER.findall(element.get(_POINTS[name], ""))))
        return list(zip(numbers[::2], numbers[1::2], strict=False))
    return []
