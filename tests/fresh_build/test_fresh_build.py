"""After any edit an incremental build equals a clean build, and a no-op touches nothing."""

import os

import pytest

NEW_STEP = """
:::{step} 手順三
:id: STEP_3
:up: GOAL_2
:::
"""

SHOUT = """
def setup(app):
    app.connect("source-read", shout)


def shout(app, name, source):
    source[0] = source[0].replace("本文", "大")
"""


def remove_page(site):
    site.edit("index.md", "two\nviews", "views")
    site.edit("index.md", "[二つめ](two.md)、{ref}`sec`、{term}`用語`、{need}`STEP_1`", "")
    (site.source / "two.md").unlink()


def move_item(site):
    site.edit("two.md", ":::{step} 手順二\n:id: STEP_2\n:up: GOAL_1, GOAL_2\n:::\n", "")
    site.write("one.md", site.read("one.md") + "\n:::{step} 手順二\n:id: STEP_2\n:::\n")


def replace_model(site):
    site.edit("model.toml", 'incoming = "下位"', 'incoming = "ぶらさがり"')


def stop_numbering(site):
    site.edit("index.md", "```{toctree}\n:numbered:\n", "```{toctree}\n")


def link_to_what_is_not_there(site):
    """A mistake while the page is read, and a link when the other page has come."""
    site.write("one.md", site.read("one.md") + "\n[後から](later.md)\n")
    site.build()
    site.write("later.md", "---\norphan: true\n---\n# 後から\n")


EDITS = {
    "an item's title": lambda s: s.edit("one.md", "目標一", "目標壱"),
    "a page's title": lambda s: s.edit("two.md", "# 二", "# 弐"),
    "a section's title": lambda s: s.edit("two.md", "## 節", "## 章"),
    "a link": lambda s: s.edit("two.md", ":up: GOAL_1\n", ":up: GOAL_2\n"),
    "a field": lambda s: s.edit("two.md", ":note: 注", ":note: 註"),
    "a body": lambda s: s.edit("one.md", "本文", "ほんぶん"),
    "a new item": lambda s: s.write("two.md", s.read("two.md") + NEW_STEP),
    "an item that is gone": lambda s: s.edit(
        "two.md", ":::{step} 手順二\n:id: STEP_2\n:up: GOAL_1, GOAL_2\n:::\n", ""
    ),
    "an item on another page": move_item,
    "a page that is gone": remove_page,
    "a page that others link to": lambda s: (s.source / "three.md").unlink(),
    "a page that a link waits for": link_to_what_is_not_there,
    "numbers of sections": stop_numbering,
    "the order of pages": lambda s: s.edit("index.md", "one\ntwo", "two\none"),
    "a term": lambda s: s.edit("two.md", "  説明", "  別の説明"),
    "the metamodel": replace_model,
    "a template": lambda s: s.write(
        "_templates/page.html", '{% extends "!page.html" %}{% block footer %}foot{% endblock %}'
    ),
    "the configuration": lambda s: s.edit("conf.py", 'project = "p"', 'project = "q"'),
}


def test_stock_sphinx_needs_leaves_pages_stale(stock_site, compare):
    """The reason for this room: when it passes no more, upstream has mended it."""
    out = stock_site.build()
    EDITS["an item's title"](stock_site)
    stock_site.build()
    assert "views.html" in compare(out, stock_site.clean_build())


def test_stock_sphinx_leaves_the_sidebar_stale(stock_site, compare):
    out = stock_site.build()
    EDITS["a page's title"](stock_site)
    stock_site.build()
    assert "one.html" in compare(out, stock_site.clean_build())


@pytest.mark.parametrize("edit", EDITS)
def test_an_incremental_build_equals_a_clean_one(site, compare, edit):
    out = site.build()
    EDITS[edit](site)
    site.build()
    assert compare(out, site.clean_build()) == []


@pytest.mark.parametrize("edit", ["an item's title", "a page that is gone"])
def test_in_parallel_too(site, compare, edit):
    out = site.build(jobs=2)
    EDITS[edit](site)
    site.build(jobs=2)
    assert compare(out, site.clean_build()) == []


def pages(out):
    return {path.name: path.stat().st_mtime_ns for path in out.glob("*.html")}


def written(before, after):
    generated = {"genindex.html", "search.html", "permalink.html"}
    return {name for name in after if before.get(name) != after[name]} - generated


def test_a_no_op_writes_no_page(site):
    before = pages(site.build())
    assert written(before, pages(site.build())) == set()


def test_only_pages_that_show_it_are_written(site):
    before = pages(site.build())
    site.edit("two.md", ":note: 注", ":note: 註")
    # the note is in the table and on its own page; 一 shows the title of the item only
    after = pages(site.build())
    assert "one.html" not in written(before, after)
    assert {"two.html", "views.html"} <= written(before, after)


def test_changed_code_of_an_extension_reads_everything_again(site, compare):
    site.write("_ext/__init__.py", "")
    site.write("_ext/shout.py", SHOUT)
    site.write(
        "conf.py",
        "import sys, pathlib\nsys.path.insert(0, str(pathlib.Path(__file__).parent / '_ext'))\n"
        + site.read("conf.py").replace('"fresh_build"', '"fresh_build", "shout"'),
    )
    out = site.build(own_process=True)
    assert "大" in (out / "one.html").read_text(encoding="utf-8")
    site.edit("_ext/shout.py", "大", "小")
    os.utime(site.source / "_ext/shout.py", ns=(1, 1))
    site.build(own_process=True)
    assert "小" in (out / "one.html").read_text(encoding="utf-8")
    assert compare(out, site.clean_build(own_process=True)) == []


def test_another_language_leaves_nothing_of_the_first(site, compare):
    """In processes of their own: Sphinx keeps a language for as long as a process lives."""
    site.build(own_process=True)
    site.edit("conf.py", 'language = "ja"', 'language = "en"')
    out = site.build(own_process=True)
    assert compare(out, site.clean_build(own_process=True)) == []


def test_an_item_that_moves_to_an_earlier_page_is_no_duplicate(site):
    """Plain Sphinx refuses it there, since the old page is not yet forgotten, and loses it."""
    site.build(own_process=True)
    move_item(site)
    out = site.build(own_process=True)
    assert 'id="STEP_2"' in (out / "one.html").read_text(encoding="utf-8")
