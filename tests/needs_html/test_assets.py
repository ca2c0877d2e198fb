"""Scripts and styles on a page."""

BORROWED = ("jquery.js", "sphinx-data-viewer", "sphinx-needs/", "graphviz.css")


def assets(page):
    links = [e.attributes.get("href", "") for e in page.all("link")]
    return links + [e.attributes.get("src", "") for e in page.all("script")]


def test_pages_of_cards_load_one_small_style_sheet(rich):
    for name in ("index", "plans/old", "odd", "search", "genindex"):
        loaded = assets(rich.page(name))
        assert any("_static/needs_html.css" in uri for uri in loaded)
        assert not [uri for uri in loaded if any(part in uri for part in BORROWED)]
    assert (rich.out / "_static/needs_html.css").stat().st_size < 8000


def test_a_table_of_sphinx_needs_gets_what_it_needs(site, documents):
    text = "# 表\n\n```{needtable}\n:types: plan\n```\n"
    built = site({**documents, "table": text})
    with_table = " ".join(assets(built.page("table")))
    assert all(part in with_table for part in ("sphinx-needs/", "needstable.js"))
    assert not [uri for uri in assets(built.page("index")) if "sphinx-needs/" in uri]


def test_lightening_can_be_switched_off(site):
    page = site({"index": "# 総括\n"}, table="[needs_html]\nlean = false\n").page("index")
    assert any("jquery.js" in uri for uri in assets(page))
