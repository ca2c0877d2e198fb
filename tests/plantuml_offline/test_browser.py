"""What a reader sees: a diagram in a light and a dark page, wide and narrow."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

PAGE = """# 題

:::{uml}
:alt: 横に長い図
left to right direction
rectangle "江東区情報化推進プラン" as A [[index.html]] #e6eefa
rectangle "地域課題の解決に向けたＩＣＴの活用" as B
rectangle "電子申請" as C
A --> B
B --> C
:::

:::{uml}
:alt: 名前のない色の図
rectangle "橙" #orange
:::
"""
CONF = 'html_theme = "furo"\nplantuml_offline_colors = {"old": ("#e6eefa", "#1c2b45")}\n'
FILL = "n => getComputedStyle(document.querySelectorAll(n)[0]).fill"


@pytest.fixture
def open_page(build, chromium):
    page = build({"index.md": PAGE}, conf=CONF).outdir / "index.html"
    tabs = []

    def show(width, scheme):
        tab = chromium.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
        tabs.append(tab)
        tab.goto(page.as_uri())
        return tab

    yield show
    for tab in tabs:
        tab.close()


@pytest.mark.parametrize(
    ("scheme", "box", "words"),
    [
        ("light", "rgb(230, 238, 250)", "rgb(24, 24, 24)"),
        ("dark", "rgb(28, 43, 69)", "rgb(227, 227, 230)"),
    ],
)
def test_colours_follow_the_page(open_page, scheme, box, words):
    tab = open_page(1280, scheme)
    first = ".plantuml-svg:not(.plantuml-paper)"
    assert tab.evaluate(FILL, f"{first} a rect") == box
    assert tab.evaluate(FILL, f"{first} .entity > text") == words
    # a diagram with a colour that nobody named stays as on paper
    assert tab.evaluate(FILL, ".plantuml-paper text") == "rgb(24, 24, 24)"
    background = "getComputedStyle(document.querySelector('.plantuml-paper')).backgroundColor"
    assert tab.evaluate(background) == "rgb(255, 255, 255)"


def test_a_narrow_screen_scrolls_the_diagram_and_not_the_page(open_page):
    tab = open_page(375, "light")
    assert tab.evaluate("document.documentElement.scrollWidth") == 375
    region = "document.querySelector('.plantuml-diagram')"
    assert tab.evaluate(f"{region}.scrollWidth > {region}.clientWidth + 100")
    letter = "document.querySelector('.plantuml-svg text').getBoundingClientRect().height"
    wide = open_page(1280, "light").evaluate(letter)
    assert tab.evaluate(letter) > 0.8 * wide
    tab.evaluate(f"{region}.focus()")
    tab.keyboard.press("ArrowRight")
    tab.wait_for_function(f"{region}.scrollLeft > 0")
