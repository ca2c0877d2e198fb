"""Items of compact types: rows of one list inside the card that they belong to."""


def test_neighbours_become_one_list_in_the_card_of_their_parent(rich):
    card = rich.page("plans/old").one("#IP-K01")
    listed = card.one("ul.need-list")
    rows = listed.all("li.need-row")
    assert [row.attributes["id"] for row in rows] == ["IP-K01-A01", "IP-K01-A02", "IP-K01-A03"]
    assert [row.one(".need-row-title").text for row in rows][:2] == [
        "端末の配備",
        "庁内チャットの導入",
    ]


def test_the_list_has_a_heading_below_that_of_its_card(rich):
    old = rich.page("plans/old")
    title = old.one(".need-list-title")
    assert (title.tag, title.text) == ("h4", "主な取組実績")
    assert rich.page("plans/new").one(".need-list-title").text == "事項"


def test_chips_show_one_thing_and_say_another(rich):
    row = rich.page("plans/old").one("#IP-K01-A02")
    chip = row.one(".need-chip")
    shown, spoken = [e for e in chip.children if hasattr(e, "tag")]
    assert (shown.text, shown.attributes.get("aria-hidden")) == ("R4→", "true")
    assert spoken.text == "R4から継続"
    assert row.one(".need-chip-label").one(".need-spoken").text == "年度："


def test_a_link_to_the_parent_right_above_is_not_repeated_unless_inferred(rich):
    old = rich.page("plans/old")
    assert not old.one("#IP-K01-A01").all(".need-quiet")
    third = old.one("#IP-K01-A03").one(".need-quiet").text
    assert "上位：個別施策1" in third
    assert third.split("上位：")[1].split("再掲元")[0].strip().endswith("編者の読み取り")
    assert "再掲元：実績 庁内チャットの導入" in third
    assert "下位" not in old.one("#IP-K01").text


def test_links_of_a_row_go_both_ways(rich):
    second = rich.page("plans/old").one("#IP-K01-A02").one(".need-quiet")
    assert second.one("a").attributes["href"] == "#IP-K01-A03"
    assert second.text.startswith("再掲：実績 庁内チャットの導入【再掲】")


def test_different_sources_are_folded_row_by_row(rich):
    fold = rich.page("plans/old").one("details.need-fold")
    assert fold.one("summary").text == "原文の場所（3件）"
    pairs = zip(fold.all("dt"), fold.all("dd"), strict=True)
    assert [(dt.text, dd.text.strip()) for dt, dd in pairs][:2] == [
        ("端末の配備", "総括表 1件目"),
        ("庁内チャットの導入", "総括表 2件目"),
    ]


def test_one_source_for_all_rows_is_said_once(site, documents):
    text = documents["plans/old"]
    for number in "123":
        text = text.replace(f"総括表 {number}件目", "総括表 同じ箇所")
    card = site({**documents, "plans/old": text}).page("plans/old").one("#IP-K01")
    assert not card.all("details")
    assert card.text.count("総括表 同じ箇所") == 1


def test_the_body_of_a_row_stays_in_its_row(rich):
    assert rich.page("plans/old").one("#IP-K01-A03").one("li").text.strip() == "細目"


def test_rows_that_belong_to_nobody_are_a_list_of_their_own(site, documents):
    text = "# 実績だけ\n\n## 二段め\n\n前書き\n" + "".join(
        f"\n:::{{achievement}} 実績{n}\n:id: IP-K02-A0{n}\n:implements: IP-K02\n"
        ":fiscal_years: R2\n:::\n"
        for n in (1, 2)
    )
    page = site({**documents, "alone": text}).page("alone")
    assert page.one(".need-list-title").tag == "h3"
    assert len(page.one("ul.need-list").all("li.need-row")) == 2
    assert "上位：個別施策2 RPAの活用" in page.one("#IP-K02-A01").text


def test_text_between_items_ends_the_family(site, documents):
    text = documents["plans/old"].replace(
        ":::{achievement} 庁内チャットの導入\n",
        "間の文章。\n\n:::{achievement} 庁内チャットの導入\n",
    )
    page = site({**documents, "plans/old": text}).page("plans/old")
    assert [row.attributes["id"] for row in page.one("#IP-K01").all("li.need-row")] == [
        "IP-K01-A01"
    ]
    assert len(page.all("ul.need-list")) == 2


def test_each_row_can_be_corrected(rich, documents):
    lines = documents["plans/old"].splitlines()
    number = lines.index(":::{achievement} 端末の配備") + 1
    row = rich.page("plans/old").one("#IP-K01-A01")
    edit = row.one("a.need-edit-link")
    assert edit.attributes["href"].endswith(f"docs/plans/old.md#L{number}")
    assert edit.one(".need-spoken").text == "IP-K01-A01 の箇所を直す（forge.example で開きます）"
