"""The colours of diagrams, as names that a light and a dark page may give different values.

PlantUML writes plain hex colours. The clean-up looks each one up in a table of *paints*:

* PlantUML's own defaults become `currentColor` (ink) or `var(--plantuml-surface, #ffffff)` and
  its kin;
* a colour that the configuration names, `plantuml_offline_colors = {"old": ("#e6eefa",
  "#1c2b45")}`, becomes `var(--plantuml-old, #e6eefa)`. The colour itself is the marker: a view
  writes `#e6eefa` into its diagram, and the raw SVG is right on paper without any CSS;
* any other colour stays as it is, and the whole diagram then keeps the light colours on a dark
  page too (class `plantuml-paper`), since nobody can promise that its text would stay readable.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Text and lines, as the several kinds of PlantUML diagram draw them.
_INK = ("#000000", "#181818", "#222222")
#: Pale boxes that differ between the kinds of diagram without meaning anything.
_BOX = ("#f1f1f1", "#e2e2f0", "#eeeeee")
_HEX = re.compile(r"#[0-9a-f]{6}")
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Shade:
    """One colour on a light and on a dark page, both as lower case `#rrggbb`."""

    light: str
    dark: str


BUILT_IN = {
    "ink": Shade("#181818", "#e3e3e6"),
    "surface": Shade("#ffffff", "#131416"),
    "box": Shade("#f1f1f1", "#26282c"),
    "note": Shade("#feffdd", "#2a2917"),
    "link": Shade("#0000ff", "#8ab4ff"),
}


def shades(configured: Mapping[str, object]) -> dict[str, Shade]:
    """The built-in shades and the configured ones, by name.

    `configured` maps a name (`old`, `old-line`) to a pair (light, dark) of `#rrggbb`.
    Raises ValueError with a Japanese sentence for anything else.
    """
    named = dict(BUILT_IN)
    for name, pair in configured.items():
        if not (isinstance(name, str) and _NAME.fullmatch(name)):
            raise ValueError(
                f"色の名前「{name}」は使えません。小文字の英字、数字、ハイフンで書いてください。"
            )
        if not (isinstance(pair, list | tuple) and len(pair) == 2):
            raise ValueError(f"色「{name}」には、明るい画面と暗い画面の 2 色を書いてください。")
        colors = [str(color).lower() for color in pair]
        for color in colors:
            if not _HEX.fullmatch(color):
                raise ValueError(f"色「{name}」の {color} は、#rrggbb の形で書いてください。")
        named[name] = Shade(*colors)
    return named


def paints(named: Mapping[str, Shade]) -> dict[str, str]:
    """From a hex colour in PlantUML's SVG to the paint that replaces it."""
    table = {
        shade.light: f"var(--plantuml-{name}, {shade.light})"
        for name, shade in named.items()
        if name != "ink"
    }
    table |= {color: f"var(--plantuml-box, {color})" for color in _BOX}
    return table | dict.fromkeys(_INK, "currentColor")


def stylesheet(named: Mapping[str, Shade]) -> str:
    """The custom properties of all shades, for light and dark pages.

    The dark ones follow `data-theme` on `body` (`light`, `dark`, otherwise the reader's system),
    never on paper.
    """
    light = _properties(named, "light")
    dark = _properties(named, "dark")
    return (
        f"body, .plantuml-paper {{\n{light}}}\n"
        "@media not print {\n"
        f'body[data-theme="dark"] {{\n{dark}}}\n'
        "@media (prefers-color-scheme: dark) {\n"
        f'body:not([data-theme="light"]) {{\n{dark}}}\n'
        "}\n}\n"
    )


def _properties(named: Mapping[str, Shade], side: str) -> str:
    return "".join(
        f"  --plantuml-{name}: {getattr(shade, side)};\n" for name, shade in named.items()
    )
