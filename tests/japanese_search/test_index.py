"""What the build writes: the index, the page, the form; complete after every kind of build."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from japanese_search import synonyms
from japanese_search.index import CALL, Entry, Page, payload
from japanese_search.readings import Word, in_kanji, words

EDITS = {
    "an item's title": lambda s: s.edit("one.md", "目標一", "目標壱"),
    "a body": lambda s: s.edit("one.md", "庁内 LAN", "無線"),
    "a page's title": lambda s: s.edit("two.md", "# 用語", "# 用語集"),
    "a heading that others refer to": lambda s: s.edit("two.md", "節の名", "新しい節"),
    "an item that moves": lambda s: (
        s.edit("one.md", ":::{goal} 目標一\n:id: GOAL_1\n:reason: どの項目にも同じ説明\n:::\n", ""),
        s.write("two.md", s.read("two.md") + "\n:::{goal} 目標一\n:id: GOAL_1\n:::\n"),
    ),
    "a page that is gone": lambda s: (
        s.edit("index.md", "\nhidden", ""),
        (s.source / "hidden.md").unlink(),
    ),
    "the configuration": lambda s: s.edit("model.toml", '"value unit", ', ""),
    "the name of a type": lambda s: s.edit("model.toml", '"目標"', '"めあて"'),
}


# ------------------------------------------------------------------ what is in it


def by_title(found):
    return {one["title"]: one for one in found}


def test_an_item_is_found_by_its_text_fields_and_years(built, records):
    item = by_title(records(built))["電子申請の導入"]
    assert item["id"] == "STEP_1"
    assert item["label"] == "手順1"
    assert item["kind"] == "手順"
    assert item["page"] == "one.html"
    assert item["text"].splitlines() == [
        "本文には庁内 LANのことを書きます。",
        "オンラインで申請できます。",
        "231手続",
        "2025年3月31日",
    ]
    assert item["years"] == "R4～、R2、2024年度末"


def test_what_many_items_say_is_kept_apart(built, records):
    item = by_title(records(built))["目標一"]
    assert item["notes"] == "どの項目にも同じ説明"
    assert item["text"] == ""
    assert item["path"] == "目標の節"


def test_a_heading_that_only_names_the_item_below_is_not_a_second_result(built, records):
    found = records(built)
    assert [one["id"] for one in found if one["page"] == "one.html"] == ["STEP_1", "", "GOAL_1"]
    assert by_title(found)["目標の節"]["text"] == "節だけの文です。"


def test_references_without_words_of_their_own_get_those_that_readers_see(built, records):
    text = by_title(records(built))["はじめ"]["text"]
    assert text == "最初の文です。用語、節の名、目標一 を見てください。"


def test_a_glossary_entry_is_found_by_all_its_terms(built, records):
    term = by_title(records(built))["RPA／ロボット"]
    assert (term["kind"], term["anchor"]) == ("用語", "term-RPA")
    assert term["text"] == "決まった作業の自動化です。"


def test_terms_that_a_glossary_explains_together_are_synonyms(built):
    text = (built / "search-data.js").read_text(encoding="utf-8")
    assert '["RPA","ロボット"]' in text


def test_hidden_items_hidden_pages_and_programs_are_not_found(built):
    text = (built / "search-data.js").read_text(encoding="utf-8")
    assert "目標一" in text
    for hidden in ("隠した目標", "索引に入れないページ", "秘密"):
        assert hidden not in text


def test_every_anchor_is_in_its_page(built, records):
    for one in records(built):
        anchor = one["anchor"] or one["id"]
        if anchor:
            assert f'id="{anchor}"' in (built / one["page"]).read_text(encoding="utf-8")


# ------------------------------------------------------------------ what is around it


def test_sphinx_own_search_is_gone(built):
    names = {path.name for path in built.rglob("*")}
    assert not names & {"searchindex.js", "searchtools.js", "language_data.js"}
    page = (built / "search.html").read_text(encoding="utf-8")
    assert not re.search(r"searchtools|language_data|searchindex", page)


def test_the_search_page_leads_to_the_lists(built):
    page = (built / "search.html").read_text(encoding="utf-8")
    assert 'id="search-results"' in page
    assert "<noscript>" in page
    lists = page.partition('class="search-lists"')[2]
    assert [*re.findall(r'href="([^"]+)"', lists.partition("</nav>")[0])] == [
        "index.html",
        "two.html",
    ]


def test_the_box_beside_every_page_asks_nothing_but_the_words(built):
    page = (built / "one.html").read_text(encoding="utf-8")
    form = re.search(r'<form class="sidebar-search-container".*?</form>', page, re.DOTALL)[0]
    assert 'action="search.html"' in form
    assert re.findall(r'name="([^"]*)"', form) == ["q"]


def test_the_box_in_a_page_is_a_plain_form_with_examples(built):
    page = (built / "index.html").read_text(encoding="utf-8")
    form = re.search(r'<form class="search-box".*?</form>', page, re.DOTALL)[0]
    assert '<label for="search-box-0">言葉でさがす</label>' in form
    assert 'method="get" action="search.html"' in form
    assert 'href="search.html?q=%3Cb%3E%26">&lt;b&gt;&amp;</a>' in form
    assert "search.css" in page
    assert "search.css" not in (built / "one.html").read_text(encoding="utf-8")


def test_builders_that_make_no_site_leave_the_box_out(site):
    text = (site.build(builder="text") / "index.txt").read_text(encoding="utf-8")
    assert "最初の文です" in text
    assert "さがす" not in text


def test_pages_in_folders_of_their_own(site, records):
    out = site.build(builder="dirhtml")
    assert by_title(records(out))["目標一"]["page"] == "one/"
    page = (out / "search" / "index.html").read_text(encoding="utf-8")
    assert 'data-index="../search-data.js?v=' in page
    assert 'data-root="../"' in page


# ------------------------------------------------------------------ every kind of build


@pytest.mark.parametrize("name", EDITS)
def test_after_an_edit_the_index_is_that_of_a_clean_build(site, name):
    site.build()
    EDITS[name](site)
    found = site.build() / "search-data.js"
    assert found.read_bytes() == (site.clean_build() / "search-data.js").read_bytes()


def test_two_processes_write_the_same_and_nothing_new_is_not_written(site):
    plain = site.build("plain") / "search-data.js"
    both = site.build("both", jobs=2, own_process=True) / "search-data.js"
    assert both.read_bytes() == plain.read_bytes()
    before = plain.stat().st_mtime_ns
    site.build("plain")
    assert plain.stat().st_mtime_ns == before


def test_words_with_kanji_have_their_readings(site):
    def written():
        text = (site.build() / "search-data.js").read_text(encoding="utf-8")
        return json.loads(text.removeprefix(f"{CALL}(").removesuffix(");\n"))["readings"]

    assert ["導入", "どうにゅう"] in written()
    site.edit("one.md", "電子申請の導入", "電子申請の配備")
    found = written()
    assert ["配備", "はいび"] in found
    assert ["導入", "どうにゅう"] not in found


def test_a_long_run_of_kanji_that_no_page_says_costs_no_time():
    known = tuple(Word(kanji, "ああ", "") for kanji in ("人", "人人", "人人人", "下"))
    found = words(["人" * 200 + "薔薇" + "人" * 50_000], known)
    assert Word("薔薇", "ばら", "") in found


def test_words_in_kana_are_known_in_kanji():
    found = words(["漏えいとシカ。ときに切りかえとなり、引き揚げ"], ())
    assert dict(in_kanji(found)) == {"漏洩": "漏えい", "鹿": "シカ", "切り替え": "切りかえ"}


# ------------------------------------------------------------------ synonyms and settings


def test_a_link_can_say_what_an_item_is(site, records):
    site.edit("model.toml", "[japanese_search]", '[japanese_search]\nlinks = ["up"]')
    site.edit("one.md", ":id: GOAL_1\n", ":id: GOAL_1\n:up: STEP_1\n")
    found = by_title(records(site.build()))
    assert found["目標一"]["text"] == "上位"
    assert found["電子申請の導入"]["text"].endswith("下位")


def test_own_synonyms_are_added_to_the_common_ones(site):
    site.edit("model.toml", "[japanese_search]", '[japanese_search]\nsynonyms = ["own.txt"]')
    site.write("own.txt", "# 注\n手順 ＝ ステップ\n")
    data = (site.build() / "search-data.js").read_text(encoding="utf-8")
    assert '["手順","ステップ"]' in data
    assert '"電子申請","オンライン申請"' in data
    assert "スマートフォン" not in data, "no document says it"


def test_a_line_that_is_no_group_is_reported_with_its_place(site, tmp_path):
    site.edit("model.toml", "[japanese_search]", '[japanese_search]\nsynonyms = ["own.txt"]')
    site.write("own.txt", "手順 = ステップ\nひとつだけ\n")
    site.build(warnings=tmp_path / "warnings")
    said = (tmp_path / "warnings").read_text(encoding="utf-8")
    assert "own.txt:2: WARNING: 同義語は" in said


def test_a_setting_that_does_not_exist_is_refused(site, capsys):
    site.edit("model.toml", "quiet_fields", "quite_fields")
    with pytest.raises(AssertionError):
        site.build()
    assert "「quite_fields」は書けません" in capsys.readouterr().err


WORD = st.text(
    st.characters(exclude_characters="=＝#{}\n\r", exclude_categories=["C", "Z"]), min_size=1
)


@given(st.lists(st.lists(WORD, min_size=2, max_size=4), max_size=4))
def test_groups_are_read_as_they_are_written(groups):
    text = "".join(" = ".join(group) + "  # 注\n\n" for group in groups)
    assert synonyms.parse(text) == tuple(tuple(group) for group in groups)


def test_alternatives_within_a_word():
    assert synonyms.parse("障{害|がい}者 = 障{害|がい}の{ある|}人") == (
        ("障害者", "障がい者", "障害のある人", "障害の人", "障がいのある人", "障がいの人"),
    )


def test_groups_that_documents_say_nothing_of_are_left_out():
    groups = (("サーバ", "server"), ("網", "ネット"), ("server", "給仕"), ("ネット", "ＮＥＴ"))
    assert synonyms.said(groups, ["さーばー", "ねっと"]) == (
        ("サーバ", "server"),
        ("網", "ネット", "ＮＥＴ"),
    )


TEXT = st.text(max_size=6)
ENTRY = st.builds(
    Entry,
    kind=st.sampled_from(["実績", "取組"]),
    page=st.builds(Page, uri=st.sampled_from(["a.html", "b.html"]), title=st.just("題")),
    anchor=TEXT,
    title=TEXT,
    text=TEXT,
    path=TEXT,
    id=TEXT,
    label=TEXT,
    years=TEXT,
    notes=TEXT,
)


@given(st.lists(ENTRY, max_size=5))
def test_nothing_is_lost_on_the_way_to_the_browser(entries):
    text = payload(entries, ["取組", "実績", "ページ"], ())
    assert "\n" not in text[:-1]
    data = json.loads(text.removeprefix(f"{CALL}(").removesuffix(");\n"))
    found = []
    for row in data["records"]:
        kind, page, path, own_id, anchor, *rest = row + [""] * (10 - len(row))
        label, title, body, years, notes = rest
        found.append(
            Entry(
                kind=data["kinds"][kind],
                page=Page(*data["pages"][page]),
                anchor=anchor or own_id,
                title=title,
                text=body,
                path=data["paths"][path],
                id=own_id,
                label=label,
                years=years,
                notes=notes,
            )
        )
    assert found == [
        one if one.anchor else Entry(**{**_fields(one), "anchor": one.id}) for one in entries
    ]


def _fields(entry):
    return {name: getattr(entry, name) for name in Entry.__slots__}
