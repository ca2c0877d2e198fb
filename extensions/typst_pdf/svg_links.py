"""What an SVG holds beside its lines: links, which Typst drops, and letters, which must be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
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


@dataclass(frozen=True)
class Letters:
    """The size of the smallest letters, and from where to where lines of letters go, from the top.

    All in parts of the picture's height.
    """

    least: float = 0.0
    lines: tuple[tuple[float, float], ...] = ()


def letters(path: Path) -> Letters:
    """The letters of an SVG, as `link_boxes` measures. Raises ElementTree.ParseError."""
    root = ElementTree.parse(path).getroot()
    view = _view(root)
    if view is None:
        return Letters()
    sizes: list[float] = []
    spans: list[tuple[float, float]] = []
    for element in _still(root):
        size = _number(element, "font-size")
        if _name(element) == "text" and size:
            sizes.append(size)
            baseline = _number(element, "y") - view[1]
            spans.append((baseline - size, baseline + size / 4))
    height = view[3]
    least = round(min(sizes, default=0.0) / height, 5)
    return Letters(
        least, tuple((round(a / height, 5), round(b / height, 5)) for a, b in _merged(spans))
    )


def _merged(spans: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Spans that touch each other as one."""
    found: list[tuple[float, float]] = []
    for top, bottom in sorted(spans):
        if found and top <= found[-1][1]:
            found[-1] = (found[-1][0], max(bottom, found[-1][1]))
        else:
            found.append((top, bottom))
    return found


def link_boxes(path: Path) -> tuple[LinkBox, ...]:
    """The links of an SVG in drawing order, the topmost last.

    Raises ElementTree.ParseError. Without a `viewBox` there is nothing to measure by, and a link in
    a moved group has no known place: those are left out.
    """
    root = ElementTree.parse(path).getroot()
    view = _view(root)
    if view is None:
        return ()
    found = []
    for element in _still(root):
        href = element.get("href") or element.get(_HREF) or ""
        points = [point for inner in element.iter() for point in _points(inner)]
        if _name(element) == "a" and href and points:
            found.append(_box(href, points, view))
    return tuple(found)


def _view(root: ElementTree.Element) -> list[float] | None:
    view = [float(number) for number in _NUMBER.findall(root.get("viewBox", ""))]
    return view if len(view) == 4 and view[2] > 0 and view[3] > 0 else None


def _number(element: ElementTree.Element, name: str) -> float:
    found = _NUMBER.match(element.get(name, "0"))
    return float(found[0]) if found else 0.0


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

    number = partial(_number, element)
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
