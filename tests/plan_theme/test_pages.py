"""The frame of a page: sidebar, last update and release."""

import os
import re
import subprocess
import sys
from html.parser import HTMLParser

import pytest

NOON = 1782043200  # 2026-06-21 12:00 UTC: the same day in most of the world
CONF = """
project = "計画"
language = "ja"
release = "1.2"
extensions = ["myst_parser", "plan_theme"]
html_theme = "plan"
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    source = tmp_path_factory.mktemp("site")
    pages = {
        "conf.py": CONF,
        "index.md": "# はじめ\n\n```{toctree}\na/index\nb\n外 <https://example.invalid/x>\n```\n",
        "a/index.md": "# 甲 <&>\n\n```{toctree}\n:hidden:\none\ntwo\n```\n",
        "a/one.md": "# 一\n\n## 節\n",
        "a/two.md": "# 二\n",
        "b.md": "# 乙\n",
    }
    for name, text in pages.items():
        (source / name).parent.mkdir(exist_ok=True)
        (source / name).write_text(text, encoding="utf-8")
        os.utime(source / name, (NOON, NOON))
    out = source / "out"
    command = [sys.executable, "-m", "sphinx", "-q", "-W", str(source), str(out)]
    subprocess.run(command, check=True)
    return out


class Sidebar(HTMLParser):
    """The links of the sidebar: (text, address, is it this page)."""

    def __init__(self, page):
        super().__init__()
        self.links, self.inside, self.open = [], False, None
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.inside |= attributes.get("class") == "sidebar-tree"
        if tag == "a" and self.inside:
            self.open = [attributes["href"], "aria-current" in attributes, ""]

    def handle_data(self, data):
        if self.open:
            self.open[2] += data

    def handle_endtag(self, tag):
        if tag == "a" and self.open:
            self.links.append((self.open[2], self.open[0], self.open[1]))
            self.open = None
        if tag == "aside":
            self.inside = False


def sidebar(site, name):
    return Sidebar((site / name).read_text(encoding="utf-8")).links


ELSEWHERE = ("外", "https://example.invalid/x", False)


def test_the_start_page_shows_the_top(site):
    expected = [("甲 <&>", "a/index.html", False), ("乙", "b.html", False), ELSEWHERE]
    assert sidebar(site, "index.html") == expected


def test_a_page_shows_what_is_on_its_way(site):
    top = [("甲 <&>", "index.html", False)]
    below = [("一", "#", True), ("二", "two.html", False)]
    assert sidebar(site, "a/one.html") == [*top, *below, ("乙", "../b.html", False), ELSEWHERE]


def test_a_page_shows_what_is_below_it(site):
    links = sidebar(site, "a/index.html")
    assert [text for text, _, _ in links] == ["甲 <&>", "一", "二", "乙", "外"]
    assert [text for text, _, here in links if here] == ["甲 <&>"]


def test_generated_pages_have_a_sidebar_too(site):
    assert [text for text, _, _ in sidebar(site, "genindex.html")] == ["甲 <&>", "乙", "外"]


def test_every_page_says_its_last_update_and_release(site):
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert '<time datetime="2026-06-21">2026年6月21日</time>' in text
        assert "<dt>版</dt><dd>1.2</dd>" in text


def test_no_page_asks_anything_of_another_site(site):
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert not re.findall(r'<(?:script|img|iframe|source)[^>]+src="(?:https?:)?//', text)
        assert not re.findall(
            r'<link[^>]+(?:stylesheet|preload|icon)[^>]+href="(?:https?:)?//', text
        )
