"""Pointing at an item lights its chain and says it, by mouse, keyboard and touch."""

import pytest

pytestmark = pytest.mark.browser
RELATION = "traceability/relation.html"
MATRIX = "traceability/matrix.html"
BOX = 'g.entity a[href$="#{}"]'


def said(page):
    page.wait_for_timeout(250)
    return "".join(page.locator(".plan-says").all_inner_texts())


def lit(page, css):
    """The ends of the addresses of what is lit."""
    hrefs = page.locator(f".is-traced {css}.is-lit > a, .is-traced {css}.is-lit > .plan-count")
    return {each.get_attribute("href").rpartition("#")[2] for each in hrefs.all()}


def test_a_measure_lights_what_carries_it_on(visit):
    page = visit(RELATION)
    page.locator(BOX.format("IP-K02")).first.hover()
    assert said(page) == "個別施策2 は 取組9 につながります。"
    assert lit(page, "g.entity") == {"IP-K02", "DX-I09"}
    assert lit(page, "g.cluster") == {"IP-M02", "DX-V2"}
    assert page.locator(".is-traced g.link.is-lit").count() == 1
    faint = page.locator(BOX.format("IP-K05")).first.evaluate(
        "it => Number(getComputedStyle(it.parentElement).opacity)"
    )
    assert faint < 0.5


def test_an_initiative_lights_all_that_leads_to_it(visit):
    page = visit(RELATION)
    page.locator(BOX.format("DX-I09")).first.hover()
    assert said(page) == "取組9 には 個別施策2、個別施策3 がつながります。"
    assert lit(page, "g.entity") == {"DX-I09", "IP-K02", "IP-K03"}


def test_what_has_no_link_says_so(visit):
    page = visit(RELATION)
    page.locator(BOX.format("DX-I12")).first.hover()
    assert said(page) == "取組12 につながるものの記載はありません。"


def test_a_frame_stands_for_what_is_in_it(visit):
    page = visit(RELATION)
    page.locator('g.cluster a[href$="#IP-M02"] text').first.hover()
    assert said(page) == "施策2 は 取組9 につながります。"
    assert {"IP-K02", "IP-K03", "DX-I09"} <= lit(page, "g.entity")


def test_the_whole_map_can_be_walked_by_keyboard(visit):
    page = visit(RELATION)
    page.locator(BOX.format("IP-K02")).first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert said(page) == "個別施策2 は 取組9 につながります。"
    page.keyboard.press("Tab")
    assert said(page) == "個別施策3 は 取組9 につながります。"
    page.keyboard.press("Escape")
    assert said(page) == ""
    assert page.locator(".is-traced, .is-lit").count() == 0
    page.keyboard.press("Enter")
    page.wait_for_url("**/measure-02.html#IP-K03")


def test_the_first_touch_lights_and_the_second_leads_on(visit):
    page = visit(RELATION, viewport={"width": 375, "height": 720}, has_touch=True)
    box = page.locator(BOX.format("IP-K02")).first
    box.tap()
    assert said(page).startswith("個別施策2 は 取組9 につながります。もう一度ふれると")
    assert page.url.endswith(RELATION)
    box.tap()
    page.wait_for_url("**/measure-02.html#IP-K02")


def test_in_a_hierarchy_the_way_up_and_down_is_lit(visit):
    page = visit("traceability/hierarchy.html")
    page.locator(BOX.format("IP-M02")).first.hover()
    up, down = "施策2 は 指針1 の下にあります。", "施策2 の下に 個別施策2、個別施策3 があります。"
    assert said(page) == up + down
    assert lit(page, "g.entity") >= {"IP-G1", "IP-M02", "IP-K02", "IP-K03"}
    assert "IP-M03" not in lit(page, "g.entity")


def test_moving_away_ends_it(visit):
    page = visit(RELATION)
    page.locator(BOX.format("IP-K02")).first.hover()
    page.mouse.move(2, 2)
    assert said(page) == ""
    assert page.locator(".is-traced").count() == 0


def test_a_cell_of_the_matrix_lights_its_row_and_column(visit):
    page = visit(MATRIX)
    cell = page.locator('a.plan-count[href$=".IP-K02.DX-I09"]').first
    cell.hover()
    assert said(page) == "個別施策2 は 取組9（2件） につながります。"
    assert lit(page, "th") == {"IP-K02", "DX-I09"}


def test_the_words_do_not_come_between_the_pointer_and_its_item(visit):
    page = visit(MATRIX)
    cell = page.locator('a.plan-count[href$=".IP-K02.DX-I09"]').first
    top = cell.bounding_box()["y"]
    page.evaluate(f"scrollBy(0, {top} - innerHeight + 30)")  # just above the foot of the window
    cell.hover()
    assert said(page)
    box = cell.bounding_box()
    page.mouse.move(box["x"] + 4, box["y"] + 12)
    assert said(page)
    assert lit(page, "th") == {"IP-K02", "DX-I09"}


def test_a_column_of_the_matrix_by_keyboard(visit):
    page = visit(MATRIX)
    page.locator('th[scope=col] a[href$="#DX-I08"]').first.focus()
    page.keyboard.press("Tab")
    assert said(page) == "取組9 には 個別施策2（2件）、個別施策3（1件） がつながります。"
    assert lit(page, "th") == {"DX-I09", "IP-K02", "IP-K03"}
    assert len(lit(page, "td")) == 2
    page.keyboard.press("Escape")
    assert said(page) == ""


def test_a_row_without_links_says_so(visit):
    page = visit(MATRIX)
    page.locator('th[scope=row] a[href$="#IP-MISC"]').first.hover()
    assert said(page) == "その他の主な取組実績 につながるものの記載はありません。"


def test_it_is_told_to_screen_readers_and_printed_nowhere(visit):
    page = visit(RELATION)
    page.locator(BOX.format("IP-K02")).first.hover()
    said(page)
    region = page.locator(".plan-says:not(:empty)")
    assert region.get_attribute("role") == "status"
    page.emulate_media(media="print")
    assert not region.is_visible()
