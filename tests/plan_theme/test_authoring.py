"""What authors can write, and what every page is spared."""

import re
import subprocess
import sys
from functools import partial
from html import unescape
from urllib.parse import unquote

import pytest

CONF = """
project = "計画"
language = "ja"
extensions = ["myst_parser", "plan_theme"]
html_theme = "plan"
"""
PAGES = {
    "index.md": """# はじめ

{filtered}`R6の実績 </sub/table?year=R6&to=A>`と{filtered}`近くの表 <sub/table?x=1>`

| 列 | 列2 |
| --- | --- |
| a | `<th class="head">` |

```{list-table}
:header-rows: 1
:stub-columns: 1

* - 甲
  - 乙
* - 丙
  - 丁
```

```{contact}
```

```{toctree}
sub/table
```
""",
    "sub/table.md": "# 表\n\n{filtered}`戻る </index?a=b>`\n",
}


def built(folder, *options, builder="html", **pages):
    """Build a small site; returns its folder and what was said."""
    for name, text in {"conf.py": CONF, **PAGES, **pages}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    out = folder / "out"
    command = [sys.executable, "-m", "sphinx", "-q", "-b", builder, *options, folder, out]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return out, done.stderr


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    out, said = built(tmp_path_factory.mktemp("site"))
    assert said == ""
    return out


@pytest.fixture
def build(tmp_path):
    return partial(built, tmp_path)


def read(path):
    return path.read_text(encoding="utf-8")


def test_a_filtered_link_leads_to_the_page_with_its_filter(site):
    start = read(site / "index.html")
    assert 'href="sub/table.html?year=R6&amp;to=A"><span class="doc">R6の実績</span>' in start
    assert 'href="sub/table.html?x=1"' in start
    assert 'href="../index.html?a=b"' in read(site / "sub/table.html")


def test_a_filtered_link_follows_the_builder(build):
    out, said = build(builder="dirhtml")
    assert said == ""
    assert 'href="sub/table/?year=R6&amp;to=A"' in read(out / "index.html")


def test_elsewhere_a_filtered_link_is_one_to_the_page(build):
    out, said = build(builder="text")
    assert said == ""
    assert "R6の実績" in read(out / "index.txt")


def test_a_filtered_link_to_no_page_is_reported_with_its_line(build):
    _, said = build(**{"sub/table.md": "# 表\n\n{filtered}`x </nowhere?a=b>`\n"})
    assert "sub/table.md:3" in said
    assert "nowhere" in said


def test_without_a_contact_none_is_invented(site):
    assert "連絡先は、まだ決められていません" in read(site / "index.html")


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("https://example.invalid/ask", 'href="https://example.invalid/ask"'),
        ("mailto:a@example.invalid", 'href="mailto:a@example.invalid"'),
        ("情報課 <電話>", "連絡先：情報課 <電話>"),
    ],
)
def test_a_contact_is_shown_as_it_was_given(build, given, shown):
    out, said = build("-D", f"plan_contact={given}")
    assert said == ""
    assert shown in unquote(unescape(read(out / "index.html")))  # docutils cloaks addresses


def test_heads_of_tables_say_what_they_head(site):
    start = read(site / "index.html")
    assert start.count('<th scope="col" class="head') == 4
    assert start.count('<th scope="row" class="stub') == 1
    code = re.search("<code.*?</code>", start)[0]
    assert unescape(re.sub("<[^>]*>", "", code)) == '<th class="head">'


def test_what_no_page_uses_is_left_out_but_for_the_search(site):
    stock = ("doctools.js", "sphinx_highlight.js", "documentation_options.js")
    assert not any(name in read(site / "index.html") for name in stock)
    assert all(name in read(site / "search.html") for name in stock)


def test_links_beside_headings_are_called_in_japanese(site, build):
    assert 'title="この見出しへのリンク"' in read(site / "index.html")
    out, _ = build("-D", "language=en")
    assert 'title="Link to this heading"' in read(out / "index.html")


def test_no_page_has_inline_styles_and_only_one_inline_script(site):
    for page in site.rglob("*.html"):
        text = read(page)
        assert " style=" not in text and "<style" not in text, page
        assert text.count("<script>") <= (2 if page.name == "search.html" else 1), page
