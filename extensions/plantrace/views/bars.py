"""A bar chart as SVG: two parts a bar, each with its number, told apart by pattern and word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH, ROW, THICK, LEFT, RIGHT, LEGEND = 340, 30, 20, 36, 52, 52


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label and the sizes of its two parts."""

    label: str
    parts: tuple[int, int]


def chart(title: str, legend: Sequence[str], bars: Sequence[Bar]) -> str:
    """The SVG, small enough for a phone; its text alternative says every number.

    Lengths are in user units of the viewBox. `legend` names the two parts.
    """
    most = max((sum(bar.parts) for bar in bars), default=0) or 1
    unit = (WIDTH - LEFT - RIGHT) / most
    height = LEGEND + ROW * len(bars)
    said = "、".join(f"{bar.label} {_said(bar, legend)}" for bar in bars)
    drawn = "".join(
        _bar(bar, LEGEND + ROW * place + (ROW - THICK) // 2, unit) for place, bar in enumerate(bars)
    )
    return (
        f'<svg class="plan-bars" role="img" viewBox="0 0 {WIDTH} {height}" '
        f'aria-label="{escape(f"棒グラフ。{title}：{said}")}" xmlns="http://www.w3.org/2000/svg">'
        f"{_legend(legend)}{drawn}</svg>"
    )


def _said(bar: Bar, legend: Sequence[str]) -> str:
    first, second = bar.parts
    return f"{first}件" + (f"（{legend[1]} {second}件）" if second else "")


def _legend(legend: Sequence[str]) -> str:
    return "".join(
        f'<rect class="plan-part-{n}" x="{LEFT}" y="{22 * n - 18}" width="14" height="14"/>'
        f'<text x="{LEFT + 20}" y="{22 * n - 6}">{escape(words)}</text>'
        for n, words in enumerate(legend, start=1)
    )


def _bar(bar: Bar, top: int, unit: float) -> str:
    first, second = (round(part * unit, 1) for part in bar.parts)
    text = top + THICK - 6
    number = f"{bar.parts[0]}" + (f" + {bar.parts[1]}" if bar.parts[1] else "")
    parts = f'<rect class="plan-part-1" x="{LEFT}" y="{top}" width="{first}" height="{THICK}"/>'
    if second:
        parts += (
            f'<rect class="plan-part-2" x="{LEFT + first:.1f}" y="{top + 1}" '
            f'width="{second}" height="{THICK - 2}"/>'
        )
    return (
        f'<text x="{LEFT - 8}" y="{text}" text-anchor="end">{escape(bar.label)}</text>{parts}'
        f'<text x="{LEFT + first + second + 8:.1f}" y="{text}">{number}</text>'
    )
