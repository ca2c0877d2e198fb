"""How much a page asks for, as a browser asks for it."""

from urllib.parse import unquote, urlsplit

import pytest

pytestmark = pytest.mark.browser
KILOBYTE = 1000


def load(chromium, site, name):
    """The files that opening a page loads, without repetition: path -> bytes."""
    context = chromium.new_context()
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((site / name).as_uri(), wait_until="networkidle")
    context.close()
    paths = {unquote(urlsplit(url).path) for url in asked if url.startswith("file:")}
    return {path: (site / path).stat().st_size for path in paths}


@pytest.mark.parametrize(("name", "most"), [("index.html", 300), ("traceability/matrix.html", 500)])
def test_a_page_is_light(chromium, site, name, most):
    files = load(chromium, site, name)
    assert sum(files.values()) < most * KILOBYTE, files
    assert len(files) < 25, sorted(files)


def test_no_page_loads_jquery_or_scripts_of_a_search_that_is_not_there(site, pages):
    unwanted = ("jquery", "doctools", "sphinx_highlight", "searchtools", "datatables")
    for name in pages:
        text = (site / name).read_text(encoding="utf-8").lower()
        assert not [each for each in unwanted if f"{each}.js" in text], name


def test_only_pages_with_views_load_the_scripts_of_views(site, pages):
    for name in pages:
        text = (site / name).read_text(encoding="utf-8")
        assert ("/csv.js" in text) == ('<div class="plan-scroll"' in text), name
        assert ("/filter.js" in text) <= ('<div class="plan-scroll"' in text), name
