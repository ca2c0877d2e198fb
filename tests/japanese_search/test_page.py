"""The search page in a browser, opened from the file system."""

import shutil

import pytest

from japanese_search.index import Page, payload

pytestmark = pytest.mark.browser

EVIL = "<img/src=x/onerror=alert(1)>"


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.requests = []
    page.errors = []
    page.on("request", lambda request: page.requests.append(request.url))
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    yield page
    context.close()
    assert page.errors == []
    assert [url for url in page.requests if not url.startswith("file:")] == []


@pytest.fixture
def search(page, built):
    """Open the search page with a query and wait for its answer."""

    def go(query=""):
        page.goto((built / "search.html").as_uri() + (f"?q={query}" if query else ""))
        if query:
            page.wait_for_function("document.querySelector('#search-status').textContent")
        return page

    return go


def titles(page):
    return page.eval_on_selector_all(".search-title a", "all => all.map(a => a.textContent)")


def status(page):
    return page.inner_text("#search-status")


def focused(page):
    return page.evaluate("document.activeElement.textContent || document.activeElement.id")


def test_results_are_grouped_counted_and_marked(search):
    page = search("電子申請")
    assert status(page) == "「電子申請」で1件見つかりました。"
    assert page.inner_text("#search-results h2") == "手順 1件"
    assert titles(page) == ["手順1 電子申請の導入"]
    assert page.get_attribute(".search-title a", "href") == "./one.html#STEP_1"
    assert page.inner_text(".search-hit mark") == "電子申請"
    assert "STEP_1" in page.inner_text(".search-where")
    assert "「電子申請」の検索結果" in page.title()


def test_the_index_is_loaded_once_and_only_when_needed(search):
    page = search()
    loads = lambda: [url for url in page.requests if "search-data.js" in url]  # noqa: E731
    assert loads() == []
    page.fill("#search-input", "目標")
    page.wait_for_selector(".search-title a")
    page.fill("#search-input", "手順")
    page.wait_for_function("document.querySelector('mark').textContent === '手順'")
    assert len(loads()) == 1


def test_the_query_is_in_the_address_and_in_the_history(search):
    page = search("目標")
    page.fill("#search-input", "手順")
    page.press("#search-input", "Enter")
    page.wait_for_function("document.querySelector('mark').textContent === '手順'")
    assert "q=%E6%89%8B%E9%A0%86" in page.url
    page.go_back()
    page.wait_for_function("document.querySelector('mark').textContent === '目標'")
    assert page.input_value("#search-input") == "目標"


def test_by_keyboard_alone(search):
    page = search("目標")
    found = titles(page)
    assert len(found) > 1
    page.keyboard.press("/")
    assert focused(page) == "search-input"
    page.keyboard.press("ArrowDown")
    assert focused(page) == found[0]
    page.keyboard.press("ArrowDown")
    assert focused(page) == found[1]
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert focused(page) == "search-input"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert focused(page) == "search-input"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/one.html#*")


def test_escape_clears_the_box(search):
    page = search("目標")
    page.focus("#search-input")
    page.keyboard.press("Escape")
    assert page.input_value("#search-input") == ""
    page.wait_for_function("!document.querySelector('#search-results').firstChild")
    assert status(page) == ""


def test_from_any_page_by_one_key_and_the_plain_form(page, built):
    page.goto((built / "one.html").as_uri())
    page.keyboard.press("/")
    page.keyboard.type("ロボット")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    page.wait_for_selector(".search-title a")
    assert titles(page) == ["RPA／ロボット"]


def test_the_page_s_own_box_comes_before_the_one_beside_it(page, built):
    page.goto((built / "index.html").as_uri())
    page.keyboard.press("/")
    assert focused(page) == "search-box-0"
    page.keyboard.type("/")
    assert page.input_value("#search-box-0") == "/"


def test_the_key_can_be_switched_off_and_that_is_remembered(page, built):
    """WCAG 2.2, 2.1.4: a key alone must not do what nobody asked for."""
    page.goto((built / "search.html").as_uri())
    page.get_by_label("キーで検索の欄に移る").uncheck()
    page.goto((built / "one.html").as_uri())
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement === document.body")
    page.goto((built / "two.html").as_uri())
    switch = page.get_by_label("キーで検索の欄に移る")
    assert not switch.is_checked()
    switch.check()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"


def test_the_switch_works_where_nothing_can_be_remembered(page, built):
    page.add_init_script(
        """for (const name of ["getItem", "setItem"]) {
             const own = Storage.prototype[name];
             Storage.prototype[name] = function (key, ...rest) {
               if (key.startsWith("japanese-search")) throw new Error("no storage");
               return own.call(this, key, ...rest);
             };
           }"""
    )
    page.goto((built / "search.html").as_uri())
    page.get_by_label("キーで検索の欄に移る").uncheck()
    page.keyboard.press("/")
    assert focused(page) != "search-input"


def test_a_browser_without_a_dictionary_still_answers(page, search):
    page.add_init_script("delete Intl.Segmenter")
    search("ロボットや電子申請は何に使われた？")
    assert len(titles(page)) == 2


def test_marks_alone_ask_for_a_word(search):
    assert status(search("？・")) == "さがす言葉を入れてください。"


def test_nothing_found_says_so_and_what_to_try(search):
    page = search("電子申告")
    assert status(page) == "「電子申告」では何も見つかりませんでした。"
    page.click("#search-advice a")
    page.wait_for_selector(".search-title a")
    assert page.input_value("#search-input") == "電子申請"


def test_words_that_are_never_together_are_offered_one_by_one(search):
    page = search("電子申請 ロボット")
    assert "1つずつなら見つかります：電子申請（1件）、ロボット（1件）" in page.inner_text(
        "#search-advice"
    )


def test_a_question_says_how_it_was_read(search):
    page = search("ロボットや電子申請は何に使われた？")
    assert page.inner_text("#search-advice") == (
        "「ロボットや電子申請は何に使われた」を、「ロボット」か「電子申請」でさがしました。"
    )
    assert len(titles(page)) == 2


def test_what_is_found_by_its_reading_is_named(search):
    page = search("でんししんせいのどうにゅう")
    assert page.inner_text("#search-advice") == (
        "「でんししんせいのどうにゅう」を、「電子申請の導入」でさがしました。"
    )
    assert titles(page) == ["手順1 電子申請の導入"]


def test_nothing_that_is_typed_or_indexed_becomes_html(site, browser):
    site.edit("one.md", "節だけの文です。", "節だけの文です。\n\n## 危ない題 `" + EVIL + "`")
    out = site.build()
    page = browser.new_page()
    for query in (EVIL + "危険", "危ない題"):
        page.goto((out / "search.html").as_uri() + f"?q={query}")
        page.wait_for_function("document.querySelector('#search-status').textContent")
        assert page.query_selector("#furo-main-content img") is None
        assert EVIL in page.inner_text("#furo-main-content")
    page.close()


def test_without_javascript_the_lists_are_offered(browser, built):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((built / "search.html").as_uri() + "?q=目標")
    assert "JavaScript" in page.inner_text("#furo-main-content")
    assert page.locator(".search-lists a").count() == 2
    context.close()


@pytest.mark.parametrize("width", [320, 375])
def test_nothing_is_wider_than_the_window(browser, built, width):
    page = browser.new_page(viewport={"width": width, "height": 700})
    for name, shown in (("search.html?q=目標", ".search-hit"), ("index.html", ".search-box")):
        page.goto(f"{built.as_uri()}/{name}")
        page.wait_for_selector(shown)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_many_results_are_shown_in_two_steps(browser, built, entry, tmp_path):
    site = tmp_path / "many"
    shutil.copytree(built, site)
    entries = [entry(f"実績その{n}", id=f"X-{n}", page=Page("one.html", "題")) for n in range(350)]
    (site / "search-data.js").write_text(payload(entries, ["実績"], ()), encoding="utf-8")
    page = browser.new_page()
    page.goto((site / "search.html").as_uri() + "?q=実績")
    page.wait_for_selector(".search-more")
    assert "350件" in page.inner_text("#search-results h2")
    assert page.locator(".search-hit").count() == 300
    page.click(".search-more")
    assert page.locator(".search-hit").count() == 350
    assert focused(page) == "実績その300"
    page.close()
