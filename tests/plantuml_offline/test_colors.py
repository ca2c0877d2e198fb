from __future__ import annotations

import pytest

from plantuml_offline.colors import BUILT_IN, paints, shades, stylesheet


def luminance(color: str) -> float:
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("side", ["light", "dark"])
@pytest.mark.parametrize("words", ["ink", "link"])
@pytest.mark.parametrize("ground", ["surface", "box", "note"])
def test_words_are_readable_on_every_ground(side, words, ground):
    assert contrast(getattr(BUILT_IN[words], side), getattr(BUILT_IN[ground], side)) >= 7


def test_a_configured_colour_is_a_paint_and_a_property():
    named = shades({"old-line": ["#1D4F91", "#8AB4FF"]})
    assert paints(named)["#1d4f91"] == "var(--plantuml-old-line, #1d4f91)"
    light, dark = stylesheet(named).split("@media not print")
    assert "--plantuml-old-line: #1d4f91;" in light
    assert dark.count("--plantuml-old-line: #8ab4ff;") == 2


@pytest.mark.parametrize(
    ("configured", "sentence"),
    [
        ({"Old": ("#111111", "#222222")}, "色の名前「Old」は使えません"),
        ({"a": "#111111"}, "2 色を書いてください"),
        ({"a": ("red", "#222222")}, "red は、#rrggbb の形で"),
    ],
)
def test_a_colour_that_cannot_be_is_an_error_that_says_why(configured, sentence):
    with pytest.raises(ValueError, match=sentence):
        shades(configured)
