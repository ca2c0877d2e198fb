"""The public queries on the real documents and on those of three other places: nothing missed, next
to nothing wrong."""

import json
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from sphinx.cmd.build import build_main

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent
OTHERS = [HERE / name for name in ("town", "village", "harbor", "island")]


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


QUERIES = read(HERE / "queries.json")["queries"]


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
    versions = read(site / "needs.json")["versions"]
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


# ------------------------------------------------------------------ many more, of the search itself


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """Folder of another place's documents -> its site."""

    def build(source):
        out = tmp_path_factory.mktemp(source.name) / "out"
        assert build_main(["-q", "-d", str(out.parent / "doctrees"), str(source), str(out)]) == 0
        return out

    return build


@pytest.fixture
def answers(browser):
    """(site, queries) -> ids that each finds, asked of the scripts of the site's search page."""
    page = browser.new_page()

    def ask_all(site, queries):
        page.goto((site / "search.html").as_uri())
        return page.evaluate(
            """async (queries) => {
                 const index = await JapaneseSearch.load();
                 return queries.map((query) => JapaneseSearch.search(index, query).hits
                   .map((hit) => hit.record.id).filter(Boolean));
               }""",
            queries,
        )

    yield ask_all
    page.close()


def test_needs_said_in_many_ways(real_site, answers):
    check(answers, real_site, HERE / "more_queries.json")


@pytest.mark.parametrize("source", OTHERS, ids=lambda source: source.name)
def test_needs_in_another_place(town, source, answers):
    check(answers, town(source), source / "queries.json")


def check(answers, site, path):
    asked = [(query, group) for group in read(path)["groups"] for query in group["queries"]]
    found = answers(site, [query for query, _ in asked])
    missed, wrong, precision = {}, {}, []
    for (query, group), ids in zip(asked, found, strict=True):
        wanted, given = set(group["answers"]), set(ids) - set(group.get("also", []))
        if wanted - set(ids):
            missed[query] = wanted - set(ids)
        if given - wanted:
            wrong[query] = given - wanted
        precision.append(len(given & wanted) / len(given) if given else not wanted)
    assert missed == {}
    assert sum(precision) / len(precision) >= 0.99, wrong


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
