"""The views on real pages: HTML held by a parser, text, any script, numbers that agree."""

import re

import pytest

TITLES = {
    "T-1": "<b>太字</b> & \"引用\" 'と' `符号`",
    "T-2": r"縦線 | 星* 下線_ 波~ \逆斜線 {波括弧} [角] #番号 $100",
    "T-3": "😀 絵文字と עברית مرحبا 混在",
    "A-1": "Ünïcødé — ﬁ ａｂｃ ％ ＆",
    "A-2": "<script>alert(1)</script>",
    "S-1": "**太** _斜_ ``等幅`` [[f()]] :role:`x`",
}


def item(kind, item_id, title=None, **options):
    lines = [f":::{{{kind}}} {title or TITLES.get(item_id, f'{item_id} の題')}", f":id: {item_id}"]
    lines += [f":{name.replace('__', '-')}: {value}" for name, value in options.items()]
    return "\n".join([*lines, ":::", ""])


ITEMS = "\n".join(
    [
        "# 項目\n",
        item("pillar", "P-1"),
        item("task", "T-1", part__of="P-1", moves__to="S-1, S-2"),
        item("task", "T-2", part__of="P-1", moves__to="A-2, S-1"),
        item("task", "T-3", part__of="P-1"),
        item("deed", "D-1", part__of="T-1", when="R2, R3"),
        item("deed", "D-2", part__of="T-1", when="R3-"),
        item("opinion", "O-1", on="T-1", verdict="よい <結果> です"),
        item("gauge", "G-1", on="T-1", amount="29", measured_in="件", measured_on="2025-03-31"),
        item("aim", "A-1"),
        item("aim", "A-2"),
        item("aim", "A-3"),
        item("step", "S-1", part__of="A-1"),
        item("step", "S-2", part__of="A-1"),
    ]
)
VIEWS = """\
# 表

:::{matrix}
:rows: task
:columns: aim
:empty-columns: {count}件に記載なし: {items}。
:::

:::{matrix}
:rows: pillar
:columns: aim, step
:::

:::{ledger}
:rows: task
:above: pillar
:children: deed
:remarks: opinion
:fields: verdict
:to: aim
:years: when
:until: R5
:titles: したこと | 所見 | 次
:note: 要約です
:::

:::{coverage}
:types: task
:to: aim
:reason: why_none
:::

:::{yearly}
:rows: task
:children: deed
:years: when
:until: R5
:::

:::{timeline}
:rows: task
:children: deed
:years: when
:until: R5
:::

:::{indicators}
:types: gauge
:value: amount
:unit: measured_in
:as-of: measured_on
:target: goal
:due: deadline
:::

つながりは{figure}`links rows=task columns=aim`件、\
事業は{figure}`covered type=task`／{figure}`total type=task`です。
"""
INDEX = "# 表紙\n\n```{toctree}\nitems\nviews\n```\n"
SITE = {"index": INDEX, "items": ITEMS, "views": VIEWS}


@pytest.fixture
def page(build, parse):
    out, warnings = build(SITE)
    assert warnings == ""
    return parse((out / "views.html").read_text(encoding="utf-8"))


def test_tables_are_accessible(page):
    tables = page.all("table")
    assert len(tables) == 6
    assert len(page.all("caption")) == 6
    assert all(caption["text"] for caption in page.all("caption"))
    assert {th["attrs"].get("scope") for th in page.all("th")} == {"col", "row", "rowgroup"}
    assert len(page.ids) == len(set(page.ids))
    regions = [each for each in page.all("div", "plan-scroll") if "tabindex" in each["attrs"]]
    assert len(regions) == 5  # a ledger is never wider than its page: no stop of the Tab key
    for region in regions:
        assert region["attrs"]["role"] == "region"
        assert region["attrs"]["tabindex"] == "0"
        assert region["attrs"]["aria-labelledby"] in page.ids
    assert page.all("svg")[0]["attrs"]["role"] == "img"
    assert "R3 2件" in page.all("svg")[0]["attrs"]["aria-label"]


def test_every_link_inside_the_page_leads_somewhere(page):
    inside = [
        a["attrs"]["href"] for a in page.all("a") if "plan-count" in a["attrs"].get("class", "")
    ]
    assert inside
    assert {href[1:] for href in inside} <= set(page.ids)


def test_every_row_of_a_table_is_as_wide_as_its_head(page):
    widths = []
    for table in page.html.split("<table")[1:]:
        open_rows: list[int] = []
        for row in re.findall(r"<tr.*?</tr>", table.split("</table>")[0], re.S):
            cells = re.findall(r"<t[hd]([^>]*)>", row)
            spans = [int((re.search(r'colspan="(\d+)"', c) or [0, 1])[1]) for c in cells]
            down = [int((re.search(r'rowspan="(\d+)"', c) or [0, 1])[1]) for c in cells]
            widths.append((table[:20], sum(spans) + len(open_rows)))
            open_rows = [n - 1 for n in open_rows if n > 1]
            open_rows += [n - 1 for n in down if n > 1]
        assert len({width for _, width in widths}) == 1
        widths.clear()


def test_titles_of_any_kind_arrive_as_they_are(page):
    for title in TITLES.values():
        assert any(title in a["text"] for a in page.all("a")), title
    assert not page.all("script", "evil")
    assert "<script>alert" not in page.html


def test_accessible_names_hold_the_visible_text(page):
    named = [a for a in page.all("a") if "aria-label" in a["attrs"]]
    assert named
    for link in named:
        assert re.sub(r"\s+", " ", link["text"]).strip() in link["attrs"]["aria-label"]


def test_the_views_say_the_same_numbers(page):
    text = " ".join(page.all("body")[0]["text"].split())
    assert "つながりは4件、事業は2／3です。" in text
    assert "事業のうち、「引き継ぎ先」の記載があるもの 2／3" in text
    assert "つながりの一覧（全部で4件）" in text
    assert "1件に記載なし: 3。" in text
    counts = [a["text"] for a in page.all("a", "plan-count")]
    assert sum(map(int, counts[:3])) == 4
    lives = [body["attrs"] for body in page.all("tbody") if "data-years" in body["attrs"]]
    assert lives[0] == {"data-years": "R2 R3 R4 R5", "data-above": "P-1", "data-to": "A-1"}


def test_text_says_all_of_it(build):
    out, warnings = build(SITE, builder="text")
    assert warnings == ""
    text = (out / "views.txt").read_text(encoding="utf-8")
    assert "つながりは4件" in text
    assert "よい <結果> です" in text
    assert "29件" in text
    assert "記載なし" in text
    for title in ("A-1", "T-1", "T-2", "T-3"):
        assert TITLES[title].split()[0] in text


def test_one_page_output_links_to_its_own_page(build, parse):
    out, _ = build(SITE, builder="singlehtml")
    page = parse((out / "index.html").read_text(encoding="utf-8"))
    links = [a["attrs"]["href"] for a in page.all("a", "plan-count")]
    assert {href[1:] for href in links} <= set(page.ids)
    heads = [a["attrs"]["href"] for th in ["th"] for a in page.all("a") if th in a["in"]]
    assert heads
    assert all(href.count("#") == 1 and href[1:] in page.ids for href in heads)


def test_a_missed_gate_is_a_finding_with_its_line_in_every_build(build):
    views = VIEWS.replace(":reason: why_none", ":reason: why_none\n:at-least: 95")
    _, warnings = build({**SITE, "views": views})
    line = views.splitlines().index(":::{coverage}") + 1
    assert f"views.md:{line}: WARNING: 事業のうち" in warnings
    assert "記載も説明もないもの: T-3（事業3 " in warnings
    assert "[plantrace.coverage]" in warnings


def test_a_wrong_option_is_a_finding_and_the_page_is_written(build):
    out, warnings = build(
        {**SITE, "views": "# 表\n\n:::{matrix}\n:rows: tasks\n:columns: aim\n:::\n"}
    )
    assert "views.md:4: WARNING: :rows: の「tasks」という種類はありません。" in warnings
    assert "[plantrace.view-matrix]" in warnings
    assert (out / "views.html").is_file()


def test_a_wrong_word_in_a_template_is_told_at_its_line(build):
    text = "# 表\n\n:::{coverage}\n:types: task\n:summary: 「事業」は {covered}／{totl}\n:::\n"
    _, warnings = build({**SITE, "views": text})
    assert "views.md:5: WARNING: 「「事業」は {covered}／{totl}」の {totl} は使え" in warnings


def test_a_misspelt_option_is_told_once_and_not_what_comes_of_it(build):
    text = "# 表\n\n:::{matrix}\n:rwos: task\n:columns: aim\n:::\n"
    _, warnings = build({**SITE, "views": text})
    assert (
        warnings.count("views.md:4: WARNING: 「{matrix}」に「:rwos:」という指定はありません") == 1
    )
    assert warnings.count("views.md:") == 1


def test_each_figure_of_a_paragraph_is_told_at_its_line(build):
    text = "# 表\n\n文です。\n{figure}`count type=task` と\n{figure}`count type=tasks` です。\n"
    _, warnings = build({**SITE, "views": text})
    assert "views.md:5: WARNING: 「count type=tasks」の type の「tasks」という種類は" in warnings


def test_an_unknown_figure_is_a_finding_with_its_line(build):
    _, warnings = build({**SITE, "views": "# 表\n\n文です。\n{figure}`sum type=task`件。\n"})
    assert re.search(r"views\.md:[34]: WARNING: 「sum type=task」は数えられません。", warnings)


def test_a_figure_stands_in_a_table_and_a_link_but_not_in_a_heading(build, parse):
    role = "{figure}`count type=task`"
    text = f"# 表\n\n## 節 {role}\n\n| 数 |\n|---|\n| {role} |\n\n[全部で {role}](items.md)\n"
    out, warnings = build({**SITE, "views": text})
    assert warnings.count("WARNING") == 1
    assert "views.md:3: WARNING: 見出しの中に figure は書けません。" in warnings
    page = parse((out / "views.html").read_text(encoding="utf-8"))
    assert [cell["text"] for cell in page.all("td")] == ["3"]
    assert "全部で 3" in page.all("body")[0]["text"]


def test_seven_hundred_items(build, parse):
    tasks = [
        item("task", f"T-{n}", moves__to=f"A-{n % 90}" if n % 3 else "S-1") for n in range(400)
    ]
    rest = [item("aim", f"A-{n}") for n in range(90)]
    rest += [item("deed", f"D-{n}", part__of=f"T-{n}", when=f"R{n % 5 + 2}") for n in range(209)]
    pages = {**SITE, "items": "# 項目\n\n" + "\n".join([*tasks, *rest, item("step", "S-1")])}
    out, warnings = build({**pages, "views": VIEWS.replace(":remarks: opinion\n", "")})
    assert warnings == ""
    page = parse((out / "views.html").read_text(encoding="utf-8"))
    assert len(page.ids) == len(set(page.ids))
    links = sum(1 for n in range(400) if n % 3)
    assert f"つながりは{links}件、事業は400／400です。" in page.all("body")[0]["text"]
