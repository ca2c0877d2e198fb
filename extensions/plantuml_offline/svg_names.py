"""What may pass from PlantUML's SVG into a page, by name."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Elements whose text is content.
TEXTUAL = _words("text tspan title")
#: Every element but `svg` and `a`, which are written anew.
ELEMENTS = TEXTUAL | _words(
    "circle defs ellipse g line linearGradient path polygon polyline radialGradient rect stop "
    "filter feBlend feColorMatrix feComposite feFlood feGaussianBlur feMerge feMergeNode feOffset"
)
#: Attributes that hold a colour.
PAINTS = _words("fill stroke stop-color flood-color")
#: Attributes that may as well be written in `style`, whence they are taken.
PRESENTATION = PAINTS | _words(
    "fill-opacity fill-rule filter flood-opacity font-size font-style font-weight opacity "
    "stop-opacity stroke-dasharray stroke-linecap stroke-linejoin stroke-opacity stroke-width "
    "text-anchor text-decoration"
)
#: Attributes whose value only has to look harmless: numbers, lengths, keywords, path data.
PLAIN = PRESENTATION | _words(
    "class cx cy d dx dy fx fy gradientTransform gradientUnits height in in2 lengthAdjust mode "
    "offset operator points r result rx ry stdDeviation textLength transform type values width x "
    "x1 x2 y y1 y2"
)
#: Which entity a group draws and which two a line joins: for scripts that light up neighbours.
ENTITIES = _words("data-entity-1 data-entity-2")
#: Fonts in which code is drawn; every other font is left to the page.
MONOSPACE = _words("monospace monospaced courier")
