"""Real builds of two small plans with all diagram views."""

import html
import re
from html.parser import HTMLParser
from pathlib import PurePosixPath

import pytest

VIEWS = """# 図

## 体系

```{hierarchy}
:root: OLD
```

```{hierarchy}
:root: NEW
:depth: 2
```

## 関連

```{relation}
:from: project
:to: aim
```

## 流れ

```{alluvial}
:rows: policy
:columns: aim
```

## 道すじ

```{trace} P1
```
"""


class Reader(HTMLParser):
    """Ids, links and open elements of a page."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.links, self.open = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"]] if tag == "a" and "href" in given else []


def _every_link_ends(outdir):
    pages = {p.relative_to(outdir).as_posix(): Reader(p.read_text()) for p in _pages(outdir)}
    for name, page in pages.items():
        assert len(set(page.ids)) == len(page.ids), name
        for link in page.links:
            path, _, anchor = link.partition("#")
            target = _joined(name, path) if path else name
            if target in pages and anchor:
                assert anchor in pages[target].ids, (name, link)


def _pages(outdir):
    return [p for p in outdir.rglob("*.html") if "_static" not in p.parts]


def _joined(page, link):
    parts = []
    for part in (*PurePosixPath(page).parent.parts, *PurePosixPath(link).parts):
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


def _svg_texts(page):
    drawings = re.findall(r'(?s)<svg[^>]*class="plantuml-svg.*?</svg>', page)
    return [
        "".join(html.unescape(text) for text in re.findall(r"<text[^>]*>([^<]*)", each))
        for each in drawings
    ]


def test_all_views_in_html(build, two_plans, tmp_path):
    pages = {**two_plans, "views": VIEWS, "sub/views": "---\norphan: true\n---\n" + VIEWS}
    (tmp_path / "source" / "sub").mkdir(parents=True)
    first = build(pages, cache=tmp_path / "cache")
    assert first.warnings == ""
    assert first.java_runs == [4], "all diagrams of a build, and each once, in one Java process"
    page = first.page("views.html")
    texts = _svg_texts(page)
    assert len(texts) == 4
    marked = 'a < b & "c" | *d* _e_ `f` [[g]] <U+0041> %n ~ \\n'
    assert _bare(marked) in _bare(texts[0])
    assert "（記載なし）" in texts[2]
    assert 'href="old.html#J1"' in page
    assert 'href="../old.html#J1"' in first.page("sub/views.html")
    assert "（下にあと2項目）" in page
    assert "「引き継ぎ元」の記載がないねらい（1）" in page
    assert "plantuml-paper" not in page, "every colour has a dark twin"
    _every_link_ends(first.outdir)

    again = build(pages, cache=tmp_path / "cache", freshenv=True)
    assert again.java_runs == []
    assert again.page("views.html") == page


def _bare(text):
    return "".join(c for c in text if not c.isspace() and c not in "\u2060\u00a0")


def test_parallel_equals_serial(build, two_plans, tmp_path):
    (tmp_path / "source" / "sub").mkdir(parents=True)
    pages = {**two_plans, "views": VIEWS}
    pages |= {f"more{n}": f"---\norphan: true\n---\n# {n}\n" for n in range(8)}
    serial = build(pages)
    parallel = build(pages, out="parallel", parallel=2)
    assert serial.warnings == parallel.warnings == ""
    for name in ("views.html", "old.html", "sub/new.html"):
        assert parallel.page(name) == serial.page(name)


def test_text_says_it_all(build, two_plans, tmp_path):
    (tmp_path / "source" / "sub").mkdir(parents=True)
    done = build({**two_plans, "views": VIEWS}, builder="text")
    assert done.warnings == ""
    assert done.java_runs == []
    said = done.page("views.txt")
    for words in (
        "[図: 旧構想の体系。3段、4項目の木の図です。]",
        "旧構想の体系を文字で読む",
        "→ ねらい1 長く使う",
        "政策1 道路をなおす › 事業1 橋を点検する",
        "新構想 › ねらい1 長く使う › 早めに直す",
        "だれも関係しない",
    ):
        assert words in said
    assert "政策1 › 事業1 → ねらい1" in done.page("old.txt").replace("**", "")


WRONG = {
    "```{trace} J11\n```": "「J11」という ID の項目はありません。「J1」ではありませんか。",
    "```{hierarchy}\n:root: XX\n```": ":root: の「XX」という項目はありません。",
    "```{relation}\n:from: project\n:to: aims\n```": ":to: の「aims」という種類はありません。",
    "```{alluvial}\n:rows: project\n```": ":columns: に、項目の種類を書いてください",
}


def test_one_plan_by_itself_and_a_plan_without_items(build, toml):
    """No link leads to a next plan: what needs none is shown, on cards as well."""
    alone = re.sub(r"\[needs\.links\.moves-to\]\n(?:[^\[\n].*\n)+", "", toml)
    alone = alone.replace('succession = "moves-to"\n', "")
    item = ":::{policy} 道路をなおす\n:id: P1\n:part-of: OLD\n:::\n"
    page = "# 頁\n\n:::{vision} 構想\n:id: OLD\n:::\n\n" + item + "\n```{hierarchy}\n```\n"
    for builder in ("html", "text"):
        built = build({"ubproject.toml": alone, "index": page}, builder, out=f"one-{builder}")
        assert built.warnings == ""
        assert "道路をなおす" in built.page(f"index.{builder.replace('text', 'txt')}")
        pages = {"ubproject.toml": alone, "index": "# 頁\n\n```{hierarchy}\n```\n"}
        built = build(pages, builder, out=f"none-{builder}")
        assert built.warnings == ""
        assert "まだ項目がありません。" in built.page(f"index.{builder.replace('text', 'txt')}")


def test_a_wrong_option_is_said_with_its_line(build, two_plans, tmp_path):
    (tmp_path / "source" / "sub").mkdir(parents=True)
    views = "# 図\n\n" + "\n\n".join(WRONG) + "\n"
    done = build({**two_plans, "views": views})
    for written, sentence in WRONG.items():
        # an option that is named is told where it stands
        option = re.match(":[a-z-]+:", sentence)
        place = written.find(option[0]) if option else 0
        line = views[: views.index(written) + max(place, 0)].count("\n") + 1
        assert re.search(rf"views\.md:{line}: WARNING: [^\n]*{re.escape(sentence)}", done.warnings)


def test_a_card_has_its_trace_and_a_page_its_way(build, two_plans, tmp_path):
    (tmp_path / "source" / "sub").mkdir(parents=True)
    (tmp_path / "source" / "templates").mkdir()
    crumbs = (
        '{% extends "!page.html" %}{% block body %}'
        "{% for each in breadcrumb_items %}"
        '<i data-uri="{{ each.uri }}">{{ each.label }} {{ each.title }}</i>{% endfor %}'
        "{{ super() }}{% endblock %}"
    )
    views = "# 事業のページ\n\n:::{project} つづき\n:id: J3\n:part-of: P1\n:::\n"
    (tmp_path / "source" / "templates" / "page.html").write_text(crumbs, encoding="utf-8")
    done = build({**two_plans, "views": views}, confoverrides={"templates_path": ["templates"]})
    assert done.warnings == ""
    found = re.findall(r'<i data-uri="(.*?)">(.*?)</i>', done.page("views.html"))
    assert found == [
        ("old.html#OLD", " 旧構想"),
        ("old.html#P1", "政策1 道路をなおす"),
        ("#J3", "事業3 つづき"),
    ]
    assert "<i data-uri" not in done.page("old.html"), "its first item is at the top"
    assert "政策1 › <strong>事業1</strong> → ねらい1" in done.page("old.html")
    assert "事業1 → <strong>ねらい1</strong>" in done.page("sub/new.html")


@pytest.mark.parametrize("words", ["橋を点検する", "早めに直す", "だれも関係しない"])
def test_a_title_elsewhere_changes_what_shows_it(build, two_plans, tmp_path, words):
    (tmp_path / "source" / "sub").mkdir(parents=True)
    pages = {**two_plans, "views": VIEWS}
    build(pages)
    edited = {name: page.replace(words, "別の名前") for name, page in pages.items()}
    again, clean = build(edited), build(edited, out="clean")
    for page in ("old.html", "sub/new.html", "views.html"):
        assert again.page(page) == clean.page(page), page
    assert "別の名前" in again.page("views.html")
