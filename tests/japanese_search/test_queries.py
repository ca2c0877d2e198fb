"""The public queries on the real documents: nothing missed, next to nothing wrong."""

import json
from pathlib import Path
from urllib.parse import quote, unquote

import pytest

pytestmark = pytest.mark.browser

QUERIES = json.loads(Path(__file__).with_name("queries.json").read_text(encoding="utf-8"))[
    "queries"
]


@pytest.fixture(scope="module")
def ask(real_site, browser):
    """Query -> ids of the items that the links in #search-results lead to, in their order."""
    page = browser.new_page()
    page.goto(f"{(real_site / 'search.html').as_uri()}?q={quote('最初の問い')}")
    ids = {need["id"] for need in _needs(real_site)}

    def found(query):
        page.fill("#search-input", query)
        page.press("#search-input", "Enter")
        page.wait_for_function("query => document.title.startsWith(`「${query}」`)", arg=query)
        links = page.eval_on_selector_all("#search-results a", "all => all.map(a => a.href)")
        targets = [unquote(link.partition("#")[2]) for link in links]
        assert len(links) == len(set(links)), "a place is listed twice"
        return [target for target in targets if target in ids]

    yield found
    page.close()


def _needs(site):
    versions = json.loads((site / "needs.json").read_text(encoding="utf-8"))["versions"]
    return [need for version in versions.values() for need in version["needs"].values()]


def test_the_answers_are_items(real_site):
    ids = {need["id"] for need in _needs(real_site)}
    assert len(QUERIES) == 25
    for query in QUERIES:
        assert set(query["answers"]) <= ids, query


def test_recall_and_precision(ask):
    missed, wrong, precision = {}, {}, []
    for query in QUERIES:
        found, answers = set(ask(query["query"])), set(query["answers"])
        precision.append(len(found & answers) / len(found) if found else 0)
        if answers - found:
            missed[query["query"]] = answers - found
        if found - answers:
            wrong[query["query"]] = found - answers
    assert missed == {}
    assert sum(precision) / len(precision) >= 0.95, wrong


def test_every_result_leads_to_its_place(real_site, browser):
    page = browser.new_page()
    page.goto(f"{(real_site / 'search.html').as_uri()}?q={quote('情報')}")
    page.wait_for_selector("#search-results a")
    links = page.eval_on_selector_all("#search-results a", "all => all.map(a => a.href)")
    for link in links[:: max(len(links) // 8, 1)]:
        page.goto(link)
        anchor = unquote(link.partition("#")[2])
        assert not anchor or page.evaluate("id => document.getElementById(id) !== null", anchor)
    page.close()
