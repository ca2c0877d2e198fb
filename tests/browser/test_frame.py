"""The frame of a page: drawers by keyboard, skip link, colour scheme, nothing without a script."""

import pytest

pytestmark = pytest.mark.browser
PAGE = "plans/informatization/measure-02.html"
NARROW = {"width": 375, "height": 720}


def focused(page):
    return page.evaluate("document.activeElement.textContent.trim()")


@pytest.mark.parametrize(
    ("words", "drawer"), [("目次", "#site-menu"), ("このページの見出し", "#page-headings")]
)
def test_a_drawer_by_keyboard(visit, words, drawer):
    page = visit(PAGE, viewport=NARROW)
    opener = page.locator("header").get_by_role("button", name=words, exact=True)
    assert not page.locator(drawer).is_visible()
    opener.focus()
    page.keyboard.press("Enter")
    assert opener.get_attribute("aria-expanded") == "true"
    assert page.locator(drawer).is_visible()
    assert focused(page) == "閉じる"
    for _ in range(60):  # the focus does not get behind the drawer
        page.keyboard.press("Tab")
        assert page.evaluate(
            f"document.activeElement === document.body || "
            f"document.querySelector('{drawer}').contains(document.activeElement)"
        )
    page.keyboard.press("Escape")
    assert opener.get_attribute("aria-expanded") == "false"
    assert opener.evaluate("it => it === document.activeElement")
    page.wait_for_function(
        f"getComputedStyle(document.querySelector('{drawer}')).visibility == 'hidden'"
    )


def test_a_closed_drawer_takes_no_focus(visit):
    page = visit(PAGE, viewport=NARROW)
    for _ in range(12):
        page.keyboard.press("Tab")
        assert not page.evaluate("document.activeElement.closest('.sidebar-drawer, .toc-drawer')")


def test_a_touch_beside_the_drawer_closes_it(visit):
    page = visit(PAGE, viewport=NARROW)
    opener = page.locator("header").get_by_role("button", name="目次", exact=True)
    opener.click()
    page.mouse.click(350, 400)
    assert opener.get_attribute("aria-expanded") == "false"
    assert not page.evaluate("document.querySelector('main').closest('[inert]')")


def test_a_heading_chosen_in_the_drawer_is_shown(visit):
    page = visit(PAGE, viewport=NARROW)
    page.locator("header").get_by_role("button", name="このページの見出し").click()
    page.locator("#page-headings").get_by_role("link", name="個別施策3").click()
    assert page.locator("h2", has_text="個別施策3").is_visible()
    assert not page.evaluate("document.querySelector('main').closest('[inert]')")


def test_without_javascript_the_drawer_opens_by_touch_and_by_keyboard(visit):
    page = visit(PAGE, viewport=NARROW, java_script_enabled=False)
    page.locator("label.nav-overlay-icon").click()
    assert page.locator("#site-menu a", has_text="つながりをみる").is_visible()
    page = visit(PAGE, viewport=NARROW, java_script_enabled=False)
    page.locator("#__navigation").focus()
    page.keyboard.press("Space")
    assert page.locator("#site-menu a", has_text="つながりをみる").is_visible()


def test_the_skip_link_is_first_and_leads_to_the_content(visit):
    page = visit(PAGE)
    page.keyboard.press("Tab")
    assert focused(page) == "本文へ移動"
    page.wait_for_function(  # it glides in
        "document.querySelector('.skip-to-content').getBoundingClientRect().top >= 0"
    )
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("name", [PAGE, "index.html", "traceability/ledger.html"])
def test_focus_is_a_ring_of_three_pixels(visit, name):
    page = visit(name)
    ring = "(({outlineStyle, outlineWidth}) => [outlineStyle, outlineWidth])"
    for _ in range(40):
        page.keyboard.press("Tab")
        found = page.evaluate(f"{ring}(getComputedStyle(document.activeElement))")
        assert found == ["solid", "3px"], page.evaluate("document.activeElement.outerHTML")


# One point in the middle of one of its lines is seen, and the words of a trace are opaque here.
SEEN = """() => {
  const it = document.activeElement;
  if (it.matches("body, .plan-scroll, .plantuml-diagram, g.cluster a")) return true;
  return [...it.getClientRects()].some(({x, y, width, height}) => {
    const hit = document.elementFromPoint(x + width / 2, y + height / 2);
    return hit && (it === hit || it.contains(hit));
  });
}"""


@pytest.mark.parametrize(
    ("name", "width", "height"),
    [
        ("traceability/ledger.html", 1280, 900),
        ("traceability/ledger.html", 768, 1024),
        ("traceability/timeline.html", 1280, 900),
        ("traceability/matrix.html", 1280, 900),
        ("traceability/matrix.html", 900, 400),
        ("traceability/relation.html", 1280, 900),
        ("index.html", 375, 720),
    ],
)
def test_what_has_the_focus_is_never_hidden(visit, name, width, height):
    """WCAG 2.4.11: by heads that stay, by the bar at the top, by the words at the foot."""
    page = visit(name, viewport={"width": width, "height": height}, reduced_motion="reduce")
    page.add_style_tag(content=".plan-says { pointer-events: auto !important }")
    page.locator("main").focus()
    for key in ("Tab", "Shift+Tab"):
        for _ in range(150):
            page.keyboard.press(key)
            assert page.evaluate(SEEN), (key, page.evaluate("document.activeElement.outerHTML"))


def test_the_colours_follow_the_system_and_the_button(visit):
    ground = "getComputedStyle(document.body).backgroundColor"
    light, dark = (visit(PAGE, color_scheme=each).evaluate(ground) for each in ("light", "dark"))
    assert light != dark
    page = visit(PAGE, color_scheme="light")
    button = page.locator(".theme-toggle-content button")
    seen = set()
    for _ in range(3):
        button.click()
        seen.add(page.evaluate(ground))
    assert seen == {light, dark}


def test_a_way_into_a_page_leads_there_at_once(visit):
    page = visit(PAGE, viewport=NARROW)
    page.evaluate("location.hash = [...document.querySelectorAll('main [id]')].at(-1).id")
    y = page.evaluate("() => new Promise((done) => requestAnimationFrame(() => done(scrollY)))")
    page.wait_for_timeout(300)
    # it would have begun at the top; a pixel or two is the layout's
    assert y == pytest.approx(page.evaluate("scrollY"), abs=20)
    assert y > 1000


def test_reduced_motion_moves_nothing(visit):
    page = visit(PAGE, viewport=NARROW, reduced_motion="reduce")
    for css in (".sidebar-drawer", ".toc-drawer"):
        assert page.locator(css).evaluate("it => getComputedStyle(it).transitionProperty") == "none"
