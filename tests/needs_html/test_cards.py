"""What a card looks like in HTML."""


def heading(card):
    return next(e for e in card.walk() if e.tag in {"h1", "h2", "h3", "h4", "h5", "h6"})


def facts(element):
    """Term -> text of each group in the card's own `dl`."""
    (listed,) = [
        e for e in element.children if getattr(e, "tag", "") == "dl" and "need-facts" in e.classes
    ]
    return {
        group.one("dt").text: group.one("dd") for group in listed.children if hasattr(group, "tag")
    }


def test_the_site_has_no_findings_but_the_planted_dead_link(rich):
    lines = [line for line in rich.warnings.splitlines() if line.strip()]
    assert len(lines) == 1, lines
    assert "IP-K01.p9" in lines[0]


def test_heading_is_one_below_the_section_that_holds_it(rich):
    old = rich.page("plans/old")
    assert heading(old.one("#IP-M01")).tag == "h2"
    assert heading(old.one("#IP-K01")).tag == "h3"
    assert heading(old.one("#IP-K01-REVIEW")).tag == "h4"
    assert heading(rich.page("index").one("#IP")).tag == "h2"


def test_nested_items_go_one_level_deeper(rich):
    odd = rich.page("odd")
    assert heading(odd.one("#D-02")).tag == "h2"
    assert heading(odd.one("#D-03")).tag == "h3"
    assert odd.one("#D-03") in list(odd.one("#D-02").walk())


def test_label_stands_before_the_title_unless_the_section_just_said_it(rich):
    old = rich.page("plans/old")
    assert heading(old.one("#IP-K02")).text == "個別施策2 RPAの活用"
    assert heading(old.one("#IP-K01")).text == "業務の改善 <と> 効率化 & 生産性"
    assert heading(rich.page("index").one("#IP")).one(".need-label").text == "計画"


def test_fields_and_links_are_a_dl_of_div_groups(rich):
    card = rich.page("plans/old").one("#IP-K01")
    found = facts(card)
    assert list(found) == ["上位", "反映先", "評価・指標・照合", "原文の場所"]
    assert found["原文の場所"].text.strip() == "総括表 個別施策1"


def test_links_carry_type_title_and_address_in_both_directions(rich):
    old, new = rich.page("plans/old"), rich.page("plans/new")
    forward = facts(old.one("#IP-K02"))["反映先"].one("a")
    assert forward.text == "取組8 働き方（DX-I08）"
    assert forward.attributes["href"] == "new.html#DX-I08"
    back = facts(new.one("#DX-I08"))["前の計画から"].all("a")
    assert [a.attributes["href"] for a in back] == ["old.html#IP-K01", "old.html#IP-K02"]
    assert back[1].text == "個別施策2 RPAの活用（IP-K02）"


def test_a_target_that_does_not_exist_and_one_that_is_a_part(rich):
    found = facts(rich.page("odd").one("#D-03"))["対象"]
    assert [a.text for a in found.all("a")] == ["個別施策2 部分（IP-K02.p1）"]
    assert found.one(".need-missing").text == "IP-K01.p9（見つかりません）"
    assert found.one("a").attributes["href"] == "plans/old.html#IP-K02.p1"


def test_a_hidden_item_is_named_but_not_linked(rich):
    remarks = facts(rich.page("plans/old").one("#IP-M01"))["評価・指標・照合"]
    assert "見えない項目" in remarks.text
    assert [a.text for a in remarks.all("a")] == ["原文との照合 枠の中の項目（D-01）"]
    assert not rich.page("odd").all("#D-04")


def test_prose_has_its_remark_once_with_the_source_beside(rich):
    card = rich.page("plans/old").one("#IP-K01-REVIEW")
    note = card.one("p.need-note")
    assert note.text == "要約（原文ではありません） 原文の場所：総括表 成果・課題等"
    assert card.text.count("要約（原文ではありません）") == 1
    assert card.text.count("総括表 成果・課題等") == 1
    prose = card.one("dl.need-prose")
    assert [dt.text for dt in prose.all("dt")] == ["成果", "今後の方向"]
    assert [dd.one("p").text for dd in prose.all("dd")] == [
        "端末を500台そろえました。",
        "見直しをさらに進めます。",
    ]


def test_what_is_inferred_is_marked_at_both_ends(rich):
    old = rich.page("plans/old")
    assert "編者の読み取り" in facts(old.one("#IP-K02"))["上位"].text
    below = facts(old.one("#IP-M01"))["下位"]
    assert [li.text.strip() for li in below.all("li")] == [
        "個別施策1 業務の改善 <と> 効率化 & 生産性（IP-K01）",
        "個別施策2 RPAの活用（IP-K02） 編者の読み取り",
    ]
    assert "編者が読み取った項目" not in old.text  # every name in `inferred` found its mark


def test_the_body_comes_whole(rich):
    body = rich.page("plans/old").one("#IP-K01").one("div.need-body")
    assert [li.text.strip() for li in body.all("li")] == ["一つめ", "二つめ"]


def test_parts_and_references_still_work(rich):
    old = rich.page("plans/old")
    assert old.one("#IP-K02.p1").text.startswith("部分")
    hrefs = [a.attributes.get("href") for a in old.all("a")]
    assert "#IP-K01" in hrefs
    assert "#IP-K02.p1" in hrefs


def test_the_edit_link_opens_the_line_and_says_where(rich):
    (edit,) = rich.page("plans/old").one("#IP-M01").all("a.need-edit-link")
    assert edit.attributes["href"] == "https://forge.example/plan/blob/main/docs/plans/old.md#L3"
    assert edit.text == "この箇所を直す（forge.example で開きます）"


def test_without_an_address_the_card_says_file_and_line(site):
    page = site({"index": "# 総括\n\n:::{plan} 計画\n:id: IP\n:::\n"}, table="").page("index")
    assert not page.all("a.need-edit-link")
    assert page.one("#IP").one(".need-edit").text.endswith("index.md の 3 行目")


def test_the_id_is_a_link_to_the_permanent_page(rich):
    link = rich.page("plans/old").one("#IP-M01").one(".need-address").one("a")
    assert link.attributes["href"] == "../id/IP-M01.html"
    assert link.one(".need-spoken").text == "IP-M01 の固定リンク"


def test_an_extract_shows_the_card_without_taking_its_ids(rich):
    odd = rich.page("odd")
    copies = [c for c in odd.all("div.need-card") if "id" not in c.attributes]
    assert [heading(c).text for c in copies] == [
        "個別施策2 RPAの活用",
        "原文との照合 升の中の項目",
        "原文との照合 項目の中の項目",
    ]
    assert "本文に 部分" in copies[0].text
    assert copies[0].one("div.need-body").one("a").attributes["href"] == "plans/old.html#IP-K02.p1"
    assert "SNCB" not in (rich.out / "odd.html").read_text(encoding="utf-8")
    assert [li.one(".need-row-title").text for li in odd.all("li.need-row")] == [
        "庁内チャットの導入【再掲】"
    ]


def test_an_extract_beside_its_original_repeats_no_id(site, documents):
    extract = '\n```{needextract} id == "IP-K02"\n```\n'
    page = site({**documents, "plans/old": documents["plans/old"] + extract}).page("plans/old")
    assert page.text.count("RPAの活用") > page.one("#IP-K02").text.count("RPAの活用")


def test_links_stand_in_reading_order_whatever_the_ids(site):
    item = "\n:::{{guideline}} 指針{id}\n:id: {id}\n:implements: IP\n:::\n"
    first = "# 総括\n\n:::{plan} 計画\n:id: IP\n:::\n" + item.format(id="Z") + item.format(id="B")
    page = site({"index": first, "a": "# 次\n" + item.format(id="A")}).page("index")
    links = facts(page.one("#IP"))["下位"].all(".need-ref-id")
    assert [link.text for link in links] == ["（Z）", "（B）", "（A）"]


def test_nothing_is_left_for_sphinx_needs_to_format(rich):
    for name in ("index", "plans/old", "plans/new", "odd"):
        page = rich.page(name)
        assert not page.all("table.need")
        assert not page.all("div.need_container")


def test_an_external_item_is_linked_at_its_own_address(site, tmp_path):
    (tmp_path / "other.json").write_text(
        '{"current_version": "1", "versions": {"1": {"needs": {"EX": {"id": "EX", '
        '"type": "plan", "title": "国の計画", "docname": "p"}}}}}',
        encoding="utf-8",
    )
    built = site(
        {"index": "# 総括\n\n:::{discrepancy} 国の計画との関係\n:id: D-1\n:about: EX\n:::\n"},
        conf=f"""
needs_external_needs = [
    {{"base_url": "https://other.example", "json_path": {str(tmp_path / "other.json")!r}}},
]
""",
    )
    link = facts(built.page("index").one("#D-1"))["対象"].one("a")
    assert link.attributes["href"] == "https://other.example/p.html#EX"
    assert "external" in link.classes
    assert not (built.out / "id" / "EX.html").exists()


def test_items_can_be_left_out_of_the_site_altogether(tmp_path, write, build, edit_metamodel):
    write(tmp_path, {"index": "# 総括\n\n:::{plan} 計画\n:id: IP\n:::\n"})
    edit_metamodel(tmp_path, "include_needs = true", "include_needs = false")
    built = build(tmp_path)
    assert "計画" not in built.page("index").one("h1").text
    assert not built.page("index").all("div.need-card")
    assert not (built.out / "id").exists()
