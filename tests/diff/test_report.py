"""What a reader is told: the sentences, and the three formats."""

import json
import re
from html.parser import HTMLParser

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from plantrace.diff import compare
from plantrace.diff.as_json import as_json
from plantrace.diff.html import html
from plantrace.diff.markdown import MARKER, markdown
from plantrace.diff.report import report
from plantrace.diff.sides import Side


def written(before, after, edited=None):
    diff = compare(before, after)
    sides = Side("前", before, {"page": "旧計画"}), Side("後", after, {"page": "旧計画"})
    words = report(diff, *sides, edited)
    return words, lambda: as_json(diff, words, *sides, edited)


@pytest.fixture
def told(build_graph, plan):
    """The report on a plan that a function changed."""
    before = build_graph({each: dict(need) for each, need in plan.items()})

    def tell(edit, edited=None):
        edit(plan)
        return written(before, build_graph(plan), edited)[0]

    return tell


def lead(words):
    return "".join(span.text for span in words.lead)


def points(words):
    return ["".join(span.text for span in point) for point in words.points]


def rows(words, key):
    return [
        ["".join(span.text for span in cell) for cell in row]
        for section in words.sections
        if section.key == key
        for group in section.groups
        for row in group.rows
    ]


def test_the_first_sentences_count_and_say_what_it_means(told):
    def edit(plan):
        plan["IP-K02-A02"] = {"type": "achievement", "title": "新", "implements": ["IP-K02"]}
        plan["IP-K02-A01"]["fiscal_years"] = ["R2", "R3"]
        plan["IP-K02"]["continues-to"] = []

    words = told(edit)
    assert lead(words) == "実績 +1、年度の変更 1、つながり −1。"
    assert points(words) == [
        "個別施策2 → 取組9 がなくなり、"
        "取組9 の前身は 個別施策3 だけになります、個別施策2 の反映先がなくなります。"
    ]
    assert rows(words, "changes") == [
        ["個別施策2 RPAの活用 IP-K02", "反映先", "取組9の事項 RPAの推進 DX-I09-1", ""],
        ["実績 新 IP-K02-A02", "追加", "", "上位：個別施策2"],
        ["実績 RPAの導入 IP-K02-A01", "年度", "令和2年度", "令和2年度、令和3年度"],
    ]


def test_the_last_predecessor_gone_comes_first(told):
    def edit(plan):
        plan["IP-K04"] = {
            "type": "individual-measure", "title": "新", "continues-to": ["DX-I10"],
        }  # fmt: skip
        plan["DX-I10"] = {"type": "initiative", "title": "別", "implements": ["DX-V2"]}
        plan["IP-K02"]["continues-to"] = plan["IP-K03"]["continues-to"] = []

    assert points(told(edit)) == [
        "個別施策2 → 取組9 がなくなり、"
        "取組9 の前身がなくなります、個別施策2 の反映先がなくなります。",
        "個別施策3 → 取組9 がなくなり、"
        "取組9 の前身がなくなります、個別施策3 の反映先がなくなります。",
        "個別施策4 → 取組10 が加わり、取組10 の前身は 個別施策4 です。",
    ]


def test_a_kept_pair_is_said_to_be_kept(told):
    words = told(lambda plan: plan["IP-K02"].update({"continues-to": ["DX-I09-2"]}))
    assert words.points == ()
    assert rows(words, "changes")[0][3].endswith(
        "（個別施策2 → 取組9 は、ほかのつながりで残ります）"
    )


@pytest.mark.parametrize(
    ("edit", "edited", "sentence"),
    [
        (lambda plan: None, None, "項目・つながりに変更はありません。"),
        (lambda plan: None, (), "変更はありません。"),
        (
            lambda plan: None,
            ("docs/old.md",),
            "1個のファイルが変わりましたが、項目の内容・年度・つながりは変わっていません。",
        ),
        (
            lambda plan: plan["IP-K02-A01"].update(docname="new"),
            None,
            "場所・並び・書き方だけの変更です（ほかのページへの移動 1件）。"
            "項目の内容・年度・つながりは変わっていません。",
        ),
        (
            lambda plan: [need.setdefault("docname", "other") for need in plan.values()],
            None,
            "場所・並び・書き方だけの変更です（ファイル名の変更 1ページ）。"
            "項目の内容・年度・つながりは変わっていません。",
        ),
        (
            lambda plan: plan["IP-K02"].update(title="ＲＰＡの活用"),
            None,
            "場所・並び・書き方だけの変更です（書き方だけの変更 1か所）。"
            "項目の内容・年度・つながりは変わっていません。",
        ),
    ],
)
def test_a_change_without_substance_is_one_sentence(told, edit, edited, sentence):
    words = told(edit, edited)
    assert lead(words) == sentence
    assert words.points == ()


def test_files_without_a_change_of_items_are_named_and_programs_counted(told):
    words = told(
        lambda plan: plan["IP-K02"].update(title="新"),
        ("docs/page.md", "docs/index.md", "ubproject.toml", "extensions/a.py", "Makefile"),
    )
    assert rows(words, "files") == [
        ["docs/index.md"], ["ubproject.toml"], ["資料ではないファイル 2個"],
    ]  # fmt: skip


def test_a_page_with_another_name_is_one_row_and_its_files_are_named(told):
    words = told(
        lambda plan: [need.setdefault("docname", "other") for need in plan.values()],
        ("docs/page.md", "docs/other.md"),
    )
    (row,) = rows(words, "changes")
    assert re.fullmatch(r"other（項目 \d+件）", row[0])
    assert row[2:] == ["page", "other"]
    assert rows(words, "files") == []


def test_pages_that_came_or_went_are_told_from_those_that_were_edited(build_graph, plan):
    graph = build_graph(plan)
    old = Side("前", graph, {"page": "旧計画", "terms": "用語"})
    new = Side("後", graph, {"page": "旧計画", "words": "ことば"})
    edited = ("docs/page.md", "docs/terms.md", "docs/words.md", "docs/picture.svg")
    assert rows(report(compare(graph, graph), old, new, edited), "files") == [
        ["docs/page.md"],
        ["docs/terms.md（なくなったページ「用語」）"],
        ["docs/words.md（新しいページ「ことば」）"],
        ["docs/picture.svg"],
    ]


def test_pages_in_another_order_are_listed(build_graph, plan):
    graph = build_graph(plan)
    titles = {"page": "旧計画", "new": "新計画", "end": "おわり"}
    turned = dict(reversed(titles.items()))
    words = report(compare(graph, graph), Side("前", graph, titles), Side("後", graph, turned))
    assert rows(words, "pages") == [["1番目", "旧計画", "おわり"], ["3番目", "おわり", "旧計画"]]


def test_of_a_long_text_only_what_differs_is_shown(build_graph):
    around = "前の文です。" * 20
    sides = [
        build_graph({"R": {"type": "assessment", "title": "評", "result": f"{around}{it}{around}"}})
        for it in ("軽い", "重い")
    ]
    (change,) = written(*sides)[0].sections[0].groups[0].rows
    assert [(span.text, span.style) for span in change[3]] == [
        ("…前の文です。前の文です。", ""),
        ("重", "changed"),
        ("い前の文です。前の文です…", ""),
    ]


@pytest.fixture
def many(build_graph):
    """A plan of 60 achievements before and after 200 changes, on four pages."""
    old = {
        f"IP-K{page}-A{n:02}": {
            "type": "achievement", "title": f"実績{page}の{n}", "docname": f"page{page}",
            "fiscal_years": ["R2"], "source": "前", "as_printed": "前", "gap_reason": "前",
        }
        for page in range(4) for n in range(15)
    }  # fmt: skip
    new = {
        each: {
            **need, "title": f"{need['title']}（新）", "fiscal_years": ["R3"], "source": "後",
            "as_printed": "後",
        }
        for each, need in list(old.items())[:50]
    }  # fmt: skip
    return written(build_graph(old), build_graph({**old, **new}))


def test_many_changes_are_folded_by_kind_and_page(many):
    words, _ = many
    assert lead(words) == "改題 50、年度の変更 50、内容の変更 100。"
    kinds = {section.key: section for section in words.sections}
    assert [kinds[key].count for key in ("renamed", "years", "fields")] == [50, 50, 100]
    assert [group.title for group in kinds["renamed"].groups] == [f"page{n}" for n in range(4)]
    assert all(section.folded for section in words.sections)
    assert len(markdown(words)) < 65_000


@pytest.mark.parametrize("limit", [1_000, 5_000, 10_000])
def test_what_does_not_fit_is_counted(many, limit):
    words, _ = many
    whole, cut = markdown(words), markdown(words, limit, full="https://example.invalid/diff")
    assert len(cut) <= limit
    left_out = int(re.search(r"表の (\d+)行を省きました。全体: https://example", cut)[1])
    assert left_out == whole.count("\n| ") - cut.count("\n| ")
    assert sum(map(int, re.findall(r"^ほか (\d+)行$", cut, re.M))) == left_out


class Text(HTMLParser):
    """The text of a rendered page, and the tags that are in it."""

    def __init__(self, page):
        super().__init__()
        self.text, self.tags, self.open = "", [], []
        self.feed(page)
        assert not self.open, f"never closed: {self.open}"

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag not in {"br", "meta"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


HOSTILE = [
    "`code` **bold** _it_ ~~no~~ <script>alert(1)</script>",
    "[link](http://a.example) ![x](y) | a | b |",
    "&lt; &amp; \\| $x$ # h",
    "</td></tr></table><h1>x",
]
ALLOWED = "h3 h4 p ul li sub table thead tbody tr th td code strong details summary br span"


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.sampled_from(HOSTILE), st.text("ab@#!~|`*_<>&[]()\\$: 語1", min_size=1)))
def test_a_title_stays_text_in_every_format(build_graph, title):
    before = build_graph({"A": {"type": "action", "title": "前"}})
    words, _ = written(before, build_graph({"A": {"type": "action", "title": title}}))
    rendered = Text(
        MarkdownIt("commonmark", {"html": True}).enable("table").render(markdown(words))
    )
    assert set(rendered.tags) <= set(ALLOWED.split())
    assert "".join(title.split()) in "".join(re.sub("[\u200b\u2060]", "", rendered.text).split())
    page = Text(html(words))
    assert "script" not in page.tags
    assert "".join(title.split()) in "".join(page.text.split())


@pytest.mark.parametrize(
    "title", ["@user", "#12", "!34", "GH-5", "~label", "%5", "https://a.example/1", "www.a.example",
              "a@b.example", ":smile:", "$1", "&1"]
)  # fmt: skip
def test_nothing_in_a_title_calls_somebody_or_something(build_graph, title):
    before = build_graph({"A": {"type": "action", "title": "前"}})
    words, _ = written(before, build_graph({"A": {"type": "action", "title": f"の {title} を"}}))
    rendered = Text(
        MarkdownIt("commonmark", {"html": True}).enable("table").render(markdown(words))
    )
    assert title not in rendered.text or "span" in rendered.tags
    assert title in re.sub("[\u200b\u2060]", "", rendered.text)


def test_the_comment_can_be_found_again(told):
    assert markdown(told(lambda plan: None)).startswith(f"{MARKER}\n")
    assert MARKER == "<!-- plantrace-diff -->"


def test_the_page_is_one_file_with_heads_for_every_cell(many):
    words, _ = many
    page = html(words)
    assert "<script" not in page
    assert not re.search(r"(src|href)=", page)
    assert "prefers-color-scheme: dark" in page
    assert 'lang="ja"' in page
    found = Text(page)
    assert found.tags.count("section") == len(words.sections)
    assert all("scope=" in head for head in re.findall(r"<th\b[^>]*>", page))
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_json_is_what_its_schema_says(root, many, build_graph, plan):
    schema = (root / "extensions/plantrace/diff/schema.json").read_text("utf-8")
    validator = jsonschema_rs.validator_for(json.loads(schema))
    other = {each: dict(need, docname="new") for each, need in plan.items() if "A01" not in each}
    other["IP-K02"]["continues-to"] = []
    graphs = build_graph(plan), build_graph(other)
    for document in (many[1](), written(*graphs)[1](), written(*graphs[::-1])[1]()):
        validator.validate(json.loads(document))
        assert set(json.loads(document)) == set(json.loads(schema)["required"])
