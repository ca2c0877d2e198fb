"""What readers come for, from the start page to the answer."""

import io
import re
from unicodedata import normalize

import pytest
from pypdf import PdfReader

pytestmark = pytest.mark.browser
START = "index.html"
NARROW = {"width": 375, "height": 720}


@pytest.mark.parametrize("words", ["マイナポータル", "ﾏｲﾅﾎﾟｰﾀﾙ"])
def test_what_became_of_mynaportal(visit, words):
    page = visit(START)
    page.keyboard.press("/")
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    found = page.locator("#search-results").get_by_role("link", name="個別施策13").first
    found.wait_for()
    found.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/measure-08.html#IP-K13")
    card = page.locator("#IP-K13")
    assert "マイナポータルへのアクセスサポート" in card.inner_text()
    onward = card.get_by_role("link", name="マイナンバーカード機能の活用推進").first
    onward.click()
    page.wait_for_url("**/viewpoint-1.html#DX-I06-*")


def test_two_clicks_lead_from_an_initiative_back_to_its_measures(visit):
    for measure in ("IP-K02", "IP-K03"):
        page = visit(START)
        page.locator("main").get_by_role("link", name="取組9 AI・RPA等の利用推進").click()
        page.locator(f'main a[href$="measure-02.html#{measure}"]:visible').first.click()
        page.wait_for_url(f"**/measure-02.html#{measure}")
        assert page.locator(f"#{measure}").is_visible()


def test_from_a_year_to_what_was_done_in_it(visit, shown):
    page = visit(START)
    page.locator("main").get_by_role("link", name="令和6年度（R6）", exact=True).click()
    page.wait_for_url("**/ledger.html?year=R6")
    chips = shown(page, ".plan-year.is-chosen")
    assert chips
    rows = page.locator(".plan-ledger tbody:visible")
    assert all(each.locator(".plan-year.is-chosen").count() for each in rows.all())


def test_from_a_question_to_its_answer(visit, shown):
    page = visit(START)
    page.get_by_role("link", name="AIやRPAは何に使われた").click()
    page.wait_for_url("**/ledger.html?initiative=DX-I09")
    bands = shown(page, ".plan-band")
    assert [each.split(" ")[0] for each in bands] == ["個別施策2", "個別施策3"]


@pytest.mark.parametrize("viewport", [{"width": 1280, "height": 900}, NARROW])
def test_what_the_tables_do_not_mention_is_seen_at_once(visit, viewport):
    page = visit(START, viewport=viewport)
    page.get_by_role("link", name="総括表に記載のない取組は？").click()
    page.wait_for_url("**/coverage.html#coverage-new")
    page.wait_for_function(  # it glides there
        """() => {
          const list = [...document.querySelectorAll(".plan-explained")].at(-1);
          const boxes = [...list.querySelectorAll("a")].map(it => it.getBoundingClientRect());
          return boxes.length === 8 && boxes.every(box => box.top > 0 && box.bottom < innerHeight);
        }""",
        timeout=5000,
    )
    assert page.locator(".plan-explained").last.get_by_role("link").count() == 8


def test_the_start_page_says_what_was_done_and_what_goes_on(visit, root):
    page = visit(START)
    panel = page.locator(".start-plans")
    assert page.locator("main form.search-box").bounding_box()["y"] < panel.bounding_box()["y"]
    box = panel.bounding_box()
    assert box["y"] + box["height"] < 900  # in one look
    text = " ".join(panel.inner_text().split())
    for figures in ("16 個別施策", "99 実績", "14／22 取組", "8 総括表に記載のない取組"):
        assert figures in text
    source = (root / "docs/index.md").read_text(encoding="utf-8")
    assert not any(typed in source for typed in ("16 ", "99 ", "14／", "22 "))


def test_a_phone_reaches_every_part_from_the_menu(visit):
    page = visit(START, viewport=NARROW)
    page.locator("header").get_by_role("button", name="目次", exact=True).click()
    page.locator("#site-menu").get_by_role("link", name="つながりをみる").click()
    page.wait_for_url("**/traceability/index.html")
    page.locator("main").get_by_role("link", name="総括表").first.click()
    page.wait_for_url("**/ledger.html")
    assert page.locator("h1").inner_text().startswith("総括表")


def test_the_permanent_address_of_an_item_leads_to_it(visit):
    page = visit("id/IP-K01.html")
    page.wait_for_url("**/measure-01.html#IP-K01")
    assert page.locator("#IP-K01").is_visible()


def test_on_paper_a_band_of_the_ledger_is_not_parted_from_its_head(visit):
    paper = PdfReader(io.BytesIO(visit("traceability/ledger.html").pdf(prefer_css_page_size=True)))
    bands = 0
    for each in paper.pages:
        text = "".join(normalize("NFKC", each.extract_text()).split())
        parts = re.split(r"›施策[0-9]+.*?個別施策[0-9]+", text)
        bands += len(parts) - 1
        assert len(parts) == 1 or "要約" in parts[-1], parts[-1]
    assert bands == 16


def test_the_matrix_is_one_landscape_page_on_paper(visit):
    page = visit("traceability/matrix.html")
    paper = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    texts = (normalize("NFKC", each.extract_text()) for each in paper.pages)
    sheets = ["".join(each.split()) for each in texts]
    first = next(i for i, text in enumerate(sheets) if "個別施策と取組" in text and "窓口" in text)
    width, height = paper.pages[first].mediabox[2:]
    assert width > height
    assert "16情報セキュリティの確保" in sheets[first]
    assert "その他の主な取組実績" in sheets[first]
    assert "CSV" not in "".join(sheets)  # no tools on paper
