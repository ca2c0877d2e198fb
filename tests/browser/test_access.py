"""Accessibility as far as a machine can test it, on every page of the real site."""

from itertools import pairwise
from pathlib import Path

import axe_playwright_python
import pytest

pytestmark = pytest.mark.browser
WIDTHS = (1280, 375)
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
# WCAG 2.2 A and AA with all before it, and what axe calls good practice
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
RUN = """([type, values]) => axe.run({runOnly: {type, values}}).then(({violations}) =>
  violations.flatMap(each => each.nodes.map(node => `${each.id}: ${node.target}`)))"""

STRUCTURE = """() => {
  const all = css => [...document.querySelectorAll(css)];
  const ids = all("[id]").map(each => each.id);
  return {
    levels: all("h1, h2, h3, h4, h5, h6").map(each => Number(each.tagName[1])),
    repeated: ids.filter((id, i) => ids.indexOf(id) !== i),
    styled: all("[style], style").length,
    scripts: [...document.scripts].filter(each => !each.src).length,
    handlers: all("*").filter(e => [...e.attributes].some(a => a.name.startsWith("on"))).length,
    lang: document.documentElement.lang,
    title: document.title,
    mains: all("main").length,
    heads: all("main table th:not([scope])").length,
    nameless: all("main svg:not([aria-hidden=true])").filter(e => !e.ariaLabel).length,
    images: all("img:not([alt])").length,
    broken: all("a[href^='#']").map(a => decodeURIComponent(a.hash.slice(1)))
      .filter(id => id && !document.getElementById(id)),
  };
}"""


def each_page(chromium, site, pages, **options):
    context = chromium.new_context(**options)
    page = context.new_page()
    for name in pages:
        page.goto((site / name).as_uri())
        yield name, page
    context.close()


@pytest.mark.slow
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_in_light_and_dark(chromium, site, pages, width):
    script = AXE.read_text(encoding="utf-8")
    found = []
    viewport = {"width": width, "height": 900}
    for name, page in each_page(chromium, site, pages, viewport=viewport):
        page.evaluate(script)
        found += [f"{name} {each}" for each in page.evaluate(RUN, ["tag", TAGS])]
        page.emulate_media(color_scheme="dark")  # nothing but colours changes
        found += [f"{name} (dark) {each}" for each in page.evaluate(RUN, ["rule", COLOURS])]
        page.emulate_media(color_scheme="light")
    assert found == []


@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_scrolls_sideways(chromium, site, pages, width):
    viewport = {"width": width, "height": 720}
    wide = [
        name
        for name, page in each_page(chromium, site, pages, viewport=viewport)
        if page.evaluate("document.documentElement.scrollWidth") > width
    ]
    assert wide == []


def test_every_page_is_in_order(chromium, site, pages):
    for name, page in each_page(chromium, site, pages):
        found = page.evaluate(STRUCTURE)
        levels = found.pop("levels")
        assert levels[0] == 1 and levels.count(1) == 1, name
        assert all(b - a <= 1 for a, b in pairwise(levels)), (name, levels)
        assert found.pop("title"), name
        assert found == {
            "repeated": [],
            "styled": 0,  # a content policy may forbid inline styles
            "scripts": 1,  # furo's, which sets the colours before the first paint
            "handlers": 0,
            "lang": "ja",
            "mains": 1,
            "heads": 0,
            "nameless": 0,
            "images": 0,
            "broken": [],
        }, name


def test_every_diagram_has_its_data_in_words_beside_it(visit):
    page = visit("traceability/relation.html")
    for diagram in page.locator(".plantuml-svg").all():
        told = page.locator(f"#{diagram.get_attribute('aria-details')}")
        boxes = diagram.locator("g.entity a").all()
        links = told.locator("a").evaluate_all("all => all.map(each => each.getAttribute('href'))")
        assert boxes
        assert {box.get_attribute("href") for box in boxes} <= set(links)


def test_the_page_can_be_read_with_wider_spacing_and_larger_text(visit):
    """WCAG 1.4.12 and 1.4.4: nothing in the ledger is cut off."""
    page = visit("traceability/ledger.html")
    page.add_style_tag(
        content="* { line-height: 1.5 !important; letter-spacing: .12em !important; "
        "word-spacing: .16em !important } html { font-size: 200% !important }"
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    cut = "all => all.filter(it => it.scrollWidth > it.clientWidth + 1).map(it => it.innerText)"
    assert page.locator(".plan-ledger :is(td, th)").evaluate_all(cut) == []
