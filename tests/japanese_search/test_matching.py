"""What a query finds, asked of the search's own functions in a browser."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from japanese_search import synonyms
from japanese_search.index import Page, payload

pytestmark = pytest.mark.browser

# letters that folding treats in different ways, and a few that it leaves alone
LETTERS = "ヴァウォティィてヤボ"
LETTERS += "aZＡｚ09７ ,，ー-－〜～・かがガｶﾞﾊﾟッｬ\u3099\u200b\ufe0f\u3000\t\n漢字髙澤（）％①㌔ﬀİéé😀"


@settings(max_examples=25, suppress_health_check=list(HealthCheck), deadline=None)
@given(texts=st.lists(st.text(LETTERS, max_size=12), min_size=20, max_size=20))
def test_laws_of_folding(core, texts):
    """Folding with positions is folding, and the positions lead back."""
    said = core(
        """given.map((t) => {
             const folded = J.fold(t);
             return [folded, J.folded(t), J.loose(folded), J.loosened(t).text];
           })""",
        texts,
    )
    for text, (folded, mapped, loose, loosened) in zip(texts, said, strict=True):
        assert loosened == loose, text
        assert mapped["text"] == folded, text
        assert len(mapped["from"]) == len(mapped["to"]) == _units(folded)
        assert mapped["from"] == sorted(mapped["from"])
        assert all(
            0 <= a < b <= _units(text) for a, b in zip(mapped["from"], mapped["to"], strict=True)
        )


@settings(max_examples=20, suppress_health_check=list(HealthCheck), deadline=None)
@given(
    numbers=st.lists(
        st.integers(11, 10**7) | st.integers(1, 9999).map(lambda n: n * 10**4), min_size=30
    )
)
def test_laws_of_numbers(core, numbers):
    """Every spelling of a number leads back to it, and to the same spellings."""
    said = core(
        """given.map((n) => {
             const all = [...J.numberForms(`${n}人`)];
             return [n, all.filter((one) => ![...J.numberForms(one)].includes(`${n}人`))];
           })""",
        [number for number in numbers if number > 10],
    )
    assert [(number, lost) for number, lost in said if lost] == []


def _units(text):
    return len(text.encode("utf-16-le")) // 2


@settings(max_examples=25, suppress_health_check=list(HealthCheck), deadline=None)
@given(texts=st.lists(st.text(LETTERS, min_size=1, max_size=10), min_size=10, max_size=10))
def test_marking_changes_no_letter(core, find, entry, texts):
    """Whatever is found in a text, the pieces that are shown make up that text."""
    find([entry(text) for text in texts], "")
    shown = core(
        """given.map((text) => {
             const { words } = J.search(index, text);
             return J.marked(text, words).map(([piece]) => piece).join("");
           })""",
        texts,
    )
    assert shown == texts


# query, what it finds, what it must not find
SPELLINGS = {
    "full and half width": ("ＲＰＡ", ["RPAの活用"], ["GPRAの活用"]),
    "half-width kana": ("ﾃﾞｰﾀ", ["オープンデータ"], ["オープンテータ"]),
    "case": ("govtech", ["GovTech東京"], []),
    "spaces inside a word": ("庁内LAN", ["庁内 LANの整備"], []),
    "part of a word": ("ポータル", ["マイナポータル"], []),
    "a Latin word is not part of another": ("AI", ["文章生成AI", "AI-OCR"], ["MAIL", "SAI"]),
    "a number is not part of another": ("R2", ["R2から", "（R2）"], ["R20", "HR2"]),
    "letters beside kanji": ("DX", ["DX推進", "教育DX"], ["DXF"]),
    "kinds of dashes": ("ICT－BCP", ["ICT-BCPの整備", "ICT‐BCP"], ["ICTの整備"]),
    "without a hyphen": ("ictbcp", ["ICT-BCPの整備"], []),
    "with a hyphen that the text has not": ("e-mail", ["emailの送信"], []),
    "kinds of tildes": ("R2〜R6", ["R2～R6の計画"], []),
    "a long vowel at the end": ("サーバー", ["サーバの更改", "サーバーの更改"], ["サーバルの飼育"]),
    "an abbreviation": ("スマホ教室", ["スマートフォン教室"], []),
    "a written-out form": ("スマートフォン", ["スマホ教室"], []),
    "another name": ("ＷｉＦｉ", ["無線LANの整備", "Wi-Fiの整備"], []),
    "okurigana": ("取り組み", ["次の取組", "次の取組み"], []),
    "a synonym of two words": ("Open Data", ["オープンデータ"], []),
    "a synonym is a whole word": ("HP", ["ホームページ", "区HP"], ["PHPの研修", "HPC"]),
    "a share with or without decimals": ("78%", ["78.0％", "78％"], ["178%", "78.5%"]),
    "a particle inside": ("人材育成", ["人材の育成", "人材を育成"], ["人材は育成"]),
    "no particle inside": ("業務の効率化", ["業務効率化", "業務を効率化"], ["業務"]),
    "old kanji": ("渋澤栄一", ["渋沢栄一", "渋澤栄一"], ["渋谷栄一"]),
    "small kana in names": ("龍ヶ丘", ["竜ケ丘"], ["竜丘"]),
    "commas in numbers": ("12500人", ["12,500人", "１２，５００人"], ["12,50人", "112,500人"]),
    "invisible characters": ("電子\u200b申請", ["電子申請", "電\u00ad子申請"], []),
    "part of a compound": ("データー", ["データ", "データセット"], []),
    "a day": ("2025/3/31", ["2025年3月31日", "令和7年3月31日"], ["2025年3月1日"]),
    "marks around a word": ("【電子申請】", ["電子申請"], []),
    "quotation marks": ("「電子申請」", ["電子申請"], []),
    "thousands as 万": (
        "10,000件",
        ["1万件", "一万件", "１００００件"],
        ["1万2500件", "11万件", "十一万件"],
    ),
    "万 as thousands": ("1万2500人", ["12,500人", "1.25万人", "1万2,500人"], ["2500人", "1万人"]),
    "億": ("三億円", ["3億円", "300,000,000円"], ["13億円", "3億5千万円", "三百円"]),
    "百 and 千": ("千人", ["1,000人", "一千人"], ["5千人", "二千人", "千円", "百人"]),
    "counted in か": ("9ヶ国語", ["9か国語", "9カ国語"], ["19か国語"]),
    "a share is no end of another": ("5%", ["5％", "5.0%"], ["78.5%", "15%"]),
    "a share with other decimals": ("78.5%", ["78.5％"], ["79%", "78%"]),
    "tens in kanji": ("20人", ["二十人", "２０人"], ["三百二十人", "二十一人", "120人"]),
    "kanji of tens": ("二十五校", ["25校"], ["20校", "125校"]),
    "no ten": ("十分", ["十分な時間"], ["10分の時間"]),
    "one person": ("一人暮らし", ["ひとり暮らし", "1人暮らし"], ["11人暮らし"]),
    "a version": (
        "バージョン2.0",
        ["Ver.2.0", "ver2.0", "Ver 2.0"],
        ["Ver.3.0", "Ver.12.0", "2.0"],
    ),
    "a short synonym is a word of its own": ("LINE", ["公式ライン", "LINE"], ["オンライン"]),
    "a short word inside another": ("公式ライン", ["公式LINE"], ["公式オンライン"]),
    "okurigana that no list has": ("棚卸し", ["棚卸の調査"], ["棚の調査"]),
    "okurigana in a compound": (
        "貸付金申込書",
        ["貸し付け金申し込み書", "貸付け金申込書"],
        ["貸金"],
    ),
    "kana that are no okurigana": ("施設", ["施設"], ["実施し設置", "施しの設定"]),
    "adjectives are no okurigana": ("広場", ["広場"], ["広い場所"]),
    "kanji of two words": ("学び合い", ["学び合い", "学合いの場"], ["大学合同"]),
    "the verb is no noun": ("見直し", ["計画の見直し", "計画の見直"], ["計画を見直す"]),
    "a middle dot in katakana": (
        "スクール・カウンセラー",
        ["スクールカウンセラー", "スクール・カウンセラー"],
        ["スクール、カウンセラー"],
    ),
    "no middle dot": (
        "ソーシャルワーカー",
        ["コミュニティ・ソーシャル・ワーカー", "ソーシャルワーカー"],
        [],
    ),
    "a synonym with a middle dot": ("情報格差", ["デジタル・ディバイドの解消"], []),
    "okurigana inside": ("貼り付け", ["貼付の方法"], []),
    "a place inside another": ("京都", ["京都府と交流"], ["東京都と交流"]),
    "a ward inside another": ("東区", ["東区の窓口"], ["江東区の窓口"]),
    "no place": ("都市", ["大都市の計画"], []),
    "parts of a compound near by": (
        "人材育成",
        ["人材育成", "人材の確保・育成", "人材確保育成計画", "人材を採用し、育成する"],
        ["人材を集める。育成は別", "育成する人材", "人材と資金、育成", "人材のための土地の育成"],
    ),
    "a synonym in parts": (
        "電子申請",
        ["電子申請", "オンラインで申請できる手続"],
        ["申請をオンラインで", "オンライン化と申請"],
    ),
    "a kind's name is no part of a compound": (
        "実績評価",
        ["実績評価", "実績の評価"],
        ["他の実績"],
    ),
    "another spelling cut out of two words": ("年次有給休暇", ["年休を取る"], ["昨年休止した"]),
    "a general word at the end": ("チャットツール", ["チャットの導入"], ["窓口の導入"]),
    "a general word in front": ("ビジネスチャット", ["チャットの導入"], ["窓口の導入"]),
    "a general word that is said": ("予約システム", ["予約システムの更新"], ["予約の開始"]),
    "parts that are never together": ("電子窓口", [], ["電子申請", "窓口"]),
}


@pytest.mark.parametrize("name", SPELLINGS)
def test_spellings(find, entry, name):
    query, wanted, unwanted = SPELLINGS[name]
    assert sorted(find([entry(t) for t in wanted + unwanted], query)) == sorted(wanted)


def test_an_english_word_of_two_meanings(find, entry):
    """What a guideline is in two ways is not the same: 指針 does not find ガイドライン."""
    items = [entry("4つの指針"), entry("利用ガイドライン"), entry("方針")]
    glossary = [("指針", "guideline")]
    assert sorted(find(items, "guideline", glossary)) == ["4つの指針", "利用ガイドライン"]
    assert find(items, "指針", glossary) == ["4つの指針"]
    assert find(items, "ガイドライン", glossary) == ["利用ガイドライン"]


def test_a_synonym_of_several_words(find, entry):
    items = [entry("フィット＆ギャップ分析"), entry("公衆無線LAN"), entry("分析")]
    glossary = [
        ("フィット＆ギャップ分析", "fit and gap analysis"),
        ("公衆無線LAN", "public wireless LAN"),
    ]
    assert find(items, "Fit and Gap Analysis", glossary) == ["フィット＆ギャップ分析"]
    assert find(items, "public wireless LAN の整備", glossary) == []
    assert find(items, "public　wireless　LAN。", glossary) == ["公衆無線LAN"]


def test_groups_that_share_a_word_are_one(find, entry):
    items = [entry("シニアの会"), entry("年配の方の会"), entry("高齢者の会")]
    assert len(find(items, "お年寄り", [("高齢者", "年配の方")])) == 3


YEARS = ["R6", "Ｒ６", "r6", "令和6年度", "令和６年度", "令和六年度", "令和6年", "2024", "2024年度"]


@pytest.mark.parametrize("query", [*YEARS, "FY2024", "令和　６ 年度"])
def test_a_fiscal_year_is_found_however_it_is_written(find, entry, query):
    said = ["R6", "令和6年度の予算", "２０２４年度", "令和6年度末", "導入（R6）・更新（R7）"]
    others = ["R60", "R16", "令和16年度", "12024年度", "R5", "2023年度"]
    items = [entry("続いている", years="R5、R6～"), *(entry(t) for t in said + others)]
    assert sorted(find(items, query)) == sorted(["続いている", *said])


def test_years_at_a_change_of_era(find, entry):
    items = [entry(t) for t in ("令和元年度", "R1", "平成31年度", "H31", "2019年度", "R2")]
    for query in ("令和元年度", "2019", "H31"):
        assert len(find(items, query)) == 5


SPANS = ["R4-R6", "R4～R6", "令和4年度から令和6年度まで", "令和4～6年度", "2022-2024"]


@pytest.mark.parametrize("query", SPANS)
def test_a_span_of_years_is_every_year_in_it(find, entry, query):
    items = [entry(t) for t in ("R3", "R4", "令和5年度", "2024年度", "R7")]
    assert sorted(find(items, query)) == sorted(["R4", "令和5年度", "2024年度"])


OPEN_SPANS = {
    "R5-": ["R5", "R6", "令和7年に見直す", "令和9年度の目標"],
    "R5〜": ["R5", "R6", "令和7年に見直す", "令和9年度の目標"],
    "令和5年度以降": ["R5", "R6", "令和9年度の目標"],
    "2023年度以後": ["R5", "R6", "令和9年度の目標"],
    "令和5年度から": ["R5", "R6", "令和9年度の目標"],
    "令和3年度まで": ["R2", "R3"],
    "～R3": ["R2", "R3"],
    "2021年度以前": ["R2", "R3"],
    "R7以降": ["令和7年に見直す", "令和9年度の目標"],
    "R3 - R5": ["R3", "R5"],
}


@pytest.mark.parametrize("query", OPEN_SPANS)
def test_a_span_that_is_open_goes_as_far_as_the_plans(find, entry, query):
    items = [entry(year, years=year) for year in ("R2", "R3", "R5", "R6")]
    items += [entry("令和7年に見直す"), entry("令和9年度の目標"), entry("平成元年に建てた")]
    assert sorted(find(items, query)) == OPEN_SPANS[query]


def test_open_spans_in_a_phrase(find, entry):
    items = [entry("窓口", years="R2"), entry("窓口の研修", years="R5"), entry("端末", years="R3")]
    assert find(items, "令和3年度までの窓口") == ["窓口"]
    assert find(items, "令和3年度以降の窓口") == ["窓口の研修"]


def test_the_fiscal_year_is_not_the_calendar_s(find, entry):
    items = [entry("R6"), entry("令和6年3月"), entry("2024年4月")]
    assert find(items, "令和6年度") == ["R6"]
    assert len(find(items, "R6")) == 3


@pytest.mark.parametrize("text", ["令和7～11年度の計画", "令和7年度から11年度まで"])
def test_a_text_may_say_the_era_of_a_span_once(find, entry, text):
    items = [entry("計画", text=text), entry("令和3年11月に着手")]
    assert find(items, "令和7年度") == find(items, "R11") == find(items, "2029年度") == ["計画"]
    assert find(items, "令和3年度") == []


def test_a_number_is_not_cut_from_what_it_counts(find, entry):
    items = [entry("2022年10月に開始"), entry("委員は9人"), entry("3月31日に231手続")]
    assert find(items, "10人") == find(items, "10人の委員") == find(items, "31手続") == []


def test_a_fiscal_year_is_not_cut(find, entry):
    """When nothing says 令和7年度, a day in 令和7年 beside another 年度 does not say it either."""
    items = [entry("評価", text="令和7年3月に定め、令和9年度から使います。")]
    assert find(items, "令和7年度") == find(items, "令和7年度の評価") == []


def test_a_date_is_no_fiscal_year(find, entry):
    items = [entry(t) for t in ("令和7年3月に策定", "2025年3月31日", "R7", "令和7年度")]
    assert sorted(find(items, "令和7年3月")) == ["2025年3月31日", "令和7年3月に策定"]


def items_with_names(entry):
    return [
        entry("窓口を変える", kind="施策", id="IP-M01", label="施策1"),
        entry("紙をなくす", kind="個別施策", id="IP-K01", label="個別施策1"),
        entry("紙を減らす", kind="個別施策", id="IP-K10", label="個別施策10"),
        entry("会議", kind="実績", id="IP-K01-A01", text="個別施策1のこと", years="R3"),
        entry("メモ", kind="照合", id="D-1", text="IP-K01-A01について"),
    ]


NAMES = {
    "個別施策1": ["紙をなくす", "会議"],
    "個別施策　１": ["紙をなくす", "会議"],
    "施策1": ["窓口を変える"],
    "個別施策10": ["紙を減らす"],
    "IP-K01": ["紙をなくす"],
    "ip-k01": ["紙をなくす"],
    "ＩＰ－Ｋ０１": ["紙をなくす"],
    "K01": ["紙をなくす"],
    "IP K1": ["紙をなくす"],
    "IP-K01-A01": ["会議", "メモ"],
    "IP-K": ["紙をなくす", "紙を減らす", "会議", "メモ"],
    "実績": ["会議"],
    "実績 R3": ["会議"],
    "個別施策": ["会議", "紙をなくす", "紙を減らす"],
    "IP-K01-": ["メモ", "会議"],
    "施策99": [],
    "施策10": [],
}


@pytest.mark.parametrize("query", NAMES)
def test_names_and_kinds(find, entry, query):
    """A name finds what it names and what speaks of it, never what has a longer name."""
    assert sorted(find(items_with_names(entry), query)) == sorted(NAMES[query])


@pytest.mark.parametrize("query", ["～）", "★（）", "～。", "（～）"])
def test_marks_and_signs_alone_end_in_an_answer(find, entry, query):
    assert find([entry("題（1）～")], query) in ([], ["題（1）～"])


def test_every_word_must_be_found(find, entry):
    items = [entry("研修", years="R5"), entry("研修", text="別の年"), entry("講演", years="R5")]
    assert find(items, "研修　R5") == ["研修"]
    assert find(items, "研修、令和5年度") == ["研修"]
    assert find(items, "研修 講演") == []


OPERATORS = {
    "RPA AND AI": ["両方"],
    "RPA and AI": ["両方"],
    "RPA＋AI": ["両方"],
    "RPA・AI": ["両方"],
    "RPA／AI": ["両方"],
    "RPAとAI": ["両方"],
    "RPA OR AI": ["RPAだけ", "両方", "片方のAI"],
    "RPAまたはAI": ["RPAだけ", "両方", "片方のAI"],
    "AI -RPA": ["片方のAI"],
    "AI　－ＲＰＡ": ["片方のAI"],
    "AI NOT RPA": ["片方のAI"],
    "AI OR 無い言葉": ["両方", "片方のAI"],
    "無い言葉 OR 別の無い言葉": [],
    "-AI": ["両方", "片方のAI"],
    "AND": [],
    "RPA AND": ["RPAだけ", "両方"],
    "AND RPA": ["RPAだけ", "両方"],
    "OR OR": [],
    "3か月間": ["3か月間"],
}


@pytest.mark.parametrize("query", OPERATORS)
def test_operators(find, entry, query):
    items = [
        entry("両方", text="AIの話。RPAの話。"),
        entry("片方のAI"),
        entry("RPAだけ"),
        entry("3か月間"),
    ]
    assert sorted(find(items, query)) == OPERATORS[query]


def test_a_whole_heading_is_the_item(find, entry):
    items = [
        entry("窓口を変える", id="K1", label="施策1", kind="施策"),
        entry("窓口を変える準備", id="K2", path="施策1", text="施策1の窓口を変える", years="R3"),
        entry("窓口を変える", id="K3", label="施策11", kind="施策"),
    ]
    for query in ("施策1 窓口を変える", "施策１：窓口を変える", "【施策1】窓口を変える"):
        assert find(items, query) == ["窓口を変える"]
    assert len(find(items, "窓口を変える")) == 3
    assert find(items, "窓口を変える準備（R3）") == ["窓口を変える準備"]


def test_a_kind_beside_a_word_is_the_kind(find, entry):
    items = [
        entry("AIを使う", id="K1", label="個別施策1", kind="個別施策"),
        entry("個別施策1の成果", id="R1", text="AIで減らしました。", kind="評価"),
        entry("AIの研修", id="X1", text="どの個別施策にもない", kind="メモ"),
    ]
    assert sorted(find(items, "個別施策 AI")) == ["AIの研修", "AIを使う"]
    assert sorted(find(items, "AIの個別施策")) == ["AIの研修", "AIを使う"]
    assert find(items, "個別施策 減らしました") == ["個別施策1の成果"]
    assert find(items, "評価 AI") == ["個別施策1の成果"]


def test_a_part_of_a_compound_is_no_kind(find, entry):
    items = [entry("実績評価", id="A"), entry("実績の確認と評価", id="B"), entry("ほか", id="C")]
    assert sorted(find(items, "実績評価")) == ["実績の確認と評価", "実績評価"]


def test_the_last_word_of_a_kind_s_name(find, entry):
    items = [
        entry("客の数", id="K1", kind="成果指標"),
        entry("窓口", id="B1", kind="アクション"),
        entry("照らす", id="D1", kind="原文との照合"),
    ]
    assert find(items, "指標") == ["客の数"]
    assert find(items, "アクション") == ["窓口"]
    assert find(items, "照合") == ["照らす"]
    assert find(items, "ション") == []


def test_a_word_in_the_headings_around_helps_when_nothing_else_does(find, entry):
    items = [
        entry("人を育てる", id="IP-K15", label="個別施策15"),
        entry("研修", path="個別施策15"),
        entry("研修を増やす", path="個別施策1"),
    ]
    assert find(items, "個別施策15 研修") == ["研修"]
    assert find(items, "個別施策15") == ["人を育てる"]


def test_the_best_comes_first(find, entry):
    items = [
        entry("ある計画", text="無線LANのこと"),
        entry("学校のWi-Fi"),
        entry("学校の無線LAN"),
        entry("無線LANを増やす"),
        entry("無線LAN"),
    ]
    assert find(items, "無線LAN") == [
        "無線LAN",
        "無線LANを増やす",
        "学校の無線LAN",
        "学校のWi-Fi",
        "ある計画",
    ]


def test_a_name_stands_for_what_is_under_it(find, entry):
    items = [
        entry("人を育てる", id="IP-K15", label="個別施策15"),
        entry("研修", path="個別施策15", years="R6"),
        entry("個別施策15のR6の話", id="X-1"),
    ]
    assert sorted(find(items, "個別施策15 R6")) == ["個別施策15のR6の話", "研修"]
    assert find(items, "ip-k15 研修") == ["研修"]


def test_ids_without_or_with_other_separators(find, entry):
    ids = {"DX-I01-1": "甲", "DX-I11": "乙", "STEP_1_2": "丙", "1-2-3": "丁"}
    items = [entry(title, id=name) for name, title in ids.items()]
    for query in ("dxi011", "DX_I01_1", "DX-I1-1", "DX-I01-1", "DXI01-1"):
        assert find(items, query) == ["甲"]
    assert find(items, "step-1-2") == find(items, "STEP_1") == ["丙"]
    assert find(items, "1-2-3") == ["丁"]


def test_a_word_cut_out_of_two_words_counts_when_no_item_says_it(find, entry):
    items = [entry("人材の確保育成", id="A"), entry("保育所", id="B")]
    assert find(items, "保育") == ["保育所"]
    assert find(items[:1], "保育") == ["人材の確保育成"]


KATAKANA = [
    ("ヴァイオリン", "バイオリン"),
    ("ネガティヴ", "ネガテイブ"),
    ("インタヴュー", "インタビュー"),
    ("キャンディー", "キャンデー"),
    ("ディサービス", "デイサービス"),
    ("プラットフォーム", "プラットホーム"),
    ("フューズ", "ヒューズ"),
    ("ジェスチャー", "ゼスチャー"),
    ("シェパード", "セパード"),
    ("ボウリング", "ボーリング"),
    ("ダイヤル", "ダイアル"),
    ("キヤノン", "キャノン"),
    ("ウィルス", "ウイルス"),
    ("トゥールーズ", "トールーズ"),
    ("デュース", "ジュース"),
]


def test_looser_forms_are_no_parts_of_other_words(find, entry):
    items = [entry("くらし安心計画"), entry("シェイクアウト訓練"), entry("メーン会場")]
    assert find(items, "クーラー") == []
    assert find(items, "シェークアウト") == ["シェイクアウト訓練"]
    assert find(items, "メイン") == ["メーン会場"]


@pytest.mark.parametrize(("one", "other"), KATAKANA)
def test_katakana_that_is_written_in_two_ways(find, entry, one, other):
    assert find([entry(f"{one}の日")], other) == [f"{one}の日"]
    assert find([entry(f"{other}の日")], one) == [f"{other}の日"]
    assert synonyms.said(((one, "ほか"),), [f"{other}の日"]), "no synonym is left out of a site"


READ = {
    "ぼうさい": ["防災無線"],
    "ぼうさいむせん": ["防災無線"],
    "ボウサイ": ["防災無線"],
    "ダンボール": ["段ボールのベッド"],
    "だんぼーるのべっど": ["段ボールのベッド"],
    "みなおし": ["計画の見直し"],
    "けいかくのみなおし": ["計画の見直し"],
    "つづき": ["続きの話"],
    "ぼうさいの本": [],
    "コンゴ": [],
    "ほうき": [],
    "ぼうし": [],
}


@pytest.mark.parametrize("query", READ)
def test_kana_find_kanji_that_are_read_so(find, entry, query):
    items = ["防災無線", "段ボールのベッド", "計画の見直し", "続きの話", "防犯", "今後の情報機器"]
    assert find([entry(title) for title in items], query) == READ[query]


WRITTEN = {
    "骨とう品": ["骨董品の展示"],
    "こっとうひん": ["骨董品の展示"],
    "保ご者": ["保護者会"],
    "ゆき下ろし": ["雪下ろし"],
    "見なおし": ["計画の見直し"],
    "取りかえ": ["メーターを取り替える"],
    "とりかえ": ["メーターを取り替える"],
    "とり替え": ["メーターを取り替える"],
    "ひき上げ": ["料金を引き上げた"],
    "引きあげ": ["料金を引き上げた"],
    "橋梁点検": ["橋りょうの点検"],
    "乳癌": ["乳がん検診"],
    "切り替え": ["油種の切りかえ"],
    "切替え": ["油種の切りかえ"],
    "切替": ["油種の切りかえ"],
    "苺": ["いちごの栽培"],
    "鮃": ["ヒラメの放流"],
    "鮃野": [],
    "保ご": [],
    "隣": [],
}


@pytest.mark.parametrize("query", WRITTEN)
def test_a_word_with_some_of_its_kanji_in_kana(find, entry, query):
    titles = {title for found in WRITTEN.values() for title in found}
    items = [entry(title) for title in sorted(titles)]
    assert find([*items, entry("総合計画となり、鮃は野を行く")], query)[:1] != [
        "総合計画となり、鮃は野を行く"
    ]
    assert find(items, query) == WRITTEN[query]


def test_verbs_in_kana_are_found_in_kanji(site, core):
    site.edit("one.md", "電子申請の導入", "地域のわをひろげようとはぐくむ")
    core.load((site.build() / "search-data.js").read_text(encoding="utf-8"))
    for query in ("広げる", "広げます", "育む", "ひろげよう"):
        found = core("J.search(index, given).hits.map((hit) => hit.record.id)", query)
        assert found == ["STEP_1"], query


def test_kana_that_the_documents_write_are_no_readings(find, entry):
    assert find([entry("かんり"), entry("管理")], "かんり") == ["かんり"]


def test_a_few_kana_are_not_cut_out_of_two_words(find, entry):
    titles = ("声が響くまち", "くまの話", "まちづくり", "障がい")
    items = [entry(title, id=f"I{i}") for i, title in enumerate(titles)]
    assert find(items, "くま") == ["くまの話"]
    assert sorted(find(items, "まち")) == ["まちづくり", "声が響くまち"]
    assert find(items, "がい") == ["障がい"], "where nothing else has them"


def test_a_marked_synonym_is_no_part_of_a_word_of_its_script(find, entry):
    titles = ("東京都の補助", "都との共催", "都市の緑", "首都の話", "熊の出没", "声が響くまち")
    items = [entry(title, id=f"I{i}") for i, title in enumerate(titles)]
    groups = (("東京都", "<都>"), ("熊", "<くま>"))
    assert sorted(find(items, "東京都", groups)) == ["東京都の補助", "都との共催"]
    assert find(items[:3] + items[4:], "都庁", groups) == []
    assert find(items, "くま", groups) == ["熊の出没"]
    assert find(items, "くまの出没", groups) == ["熊の出没"]


VERBS = {
    "手続を調べました": ["手続の調査", "手続調査", "手続を調べた"],
    "手続の調査": ["手続の調査", "手続調査", "手続を調べた"],
    "参加者が増えた": ["参加者増加", "参加者が増え、"],
    "参加者の増加": ["参加者増加", "参加者が増え、"],
    "資格取得": ["資格を取ること", "資格を3年以内に取る"],
}


@pytest.mark.parametrize("query", VERBS)
def test_a_verb_is_a_synonym_in_each_of_its_forms(find, entry, query):
    titles = {title for found in VERBS.values() for title in found}
    groups = (("調査", "調べ"), ("増加", "増え"), ("取得", "を取る"))
    found = find([entry(title) for title in sorted(titles)], query, groups)
    assert sorted(found) == sorted(VERBS[query])


COUNTED = [
    ("二階", "2階の窓口", "十二階の窓口"),
    ("2階", "二階の窓口", "12階の窓口"),
    ("十か所", "10か所に設置", "二十か所に設置"),
    ("10箇所", "十か所に設置", "110か所に設置"),
    ("一丁目", "1丁目の公園", "一般の公園"),
    ("第2回", "第二回の会議", "第2期の会議"),
    ("200名", "200人が参加", "1,200人が参加"),
    ("3人", "委員は3名", "委員は13名"),
    ("9:00", "9時に開く", "19:00に開く"),
    ("9:30", "9時30分に開く", "9時に開く"),
    ("4/1", "4月1日から", "14月1日"),
    ("12.4キロ", "12.4kmの道", "2.4kmの道"),
    ("12kg", "12キロの米", "112キロの米"),
    ("補助率1/2", "補助率2分の1", "補助率12分の1"),
    ("3分の2", "補助率2/3", "補助率12/3"),
    ("土曜日", "土曜の窓口", "日曜の窓口"),
    ("5億円", "500,000千円の事業", "500,000円の事業"),
    ("1.5億円", "150百万円の事業", "15億円の事業"),
    ("1,500千円", "150万円の補助", "1,500円の補助"),
]


@pytest.mark.parametrize(("query", "wanted", "other"), COUNTED)
def test_small_numbers_times_and_money(find, entry, query, wanted, other):
    assert find([entry(wanted, id="A"), entry(other, id="B")], query) == [wanted]


def test_a_kind_in_another_spelling(find, entry):
    items = [
        entry("利子補給", kind="主な取組", id="A"),
        entry("取り組みの評価", kind="評価", id="B"),
    ]
    assert sorted(find(items, "取り組み")) == ["利子補給", "取り組みの評価"]


def test_two_words_in_kanji_are_not_one(find, entry):
    groups = (("計画策定", "計画づくり"),)
    items = [entry("計画", text="令和6年に策定しました。"), entry("計画づくり")]
    assert find(items, "計画 策定", groups) == ["計画"]
    assert find(items, "計画策定", groups) == ["計画づくり"]


def test_a_synonym_that_is_said_only_apart(find, entry):
    items = [entry("使用料の改定", text="使用料を平均で1.2倍に引き上げました。"), entry("使用料")]
    assert find(items, "値上げ") == ["使用料の改定"]
    assert find(items, "使用料 値上げ") == ["使用料の改定"]


def test_a_plan_s_years_are_not_its_items(find, entry):
    plan = "計画（令和7年度～令和11年度）"
    items = [entry("会館の改修", id="A", text="文化課", years="R8、R9", path=plan)]
    assert find(items, "R7 文化課") == []
    assert find(items, "R8 文化課") == ["会館の改修"]


def test_a_word_that_only_pages_say_is_looked_for_more_loosely(find, entry):
    items = [entry("引継ぎの手引き"), entry("事業", id="A", text="新しい計画に引き継いだ。")]
    assert sorted(find(items, "引継ぎ")) == ["事業", "引継ぎの手引き"]
    named = find([*items, entry("引継ぎ書", id="B")], "引継ぎ")
    assert sorted(named) == ["引継ぎの手引き", "引継ぎ書"]


def test_what_has_more_before_it_is_another_thing(find, entry):
    items = [entry("総合計画"), entry("公共施設等総合管理計画")]
    assert find(items, "総合計画") == ["総合計画"]


def test_a_verb_in_a_question_is_not_demanded(find, entry):
    groups = (("拡大", "広がっ"),)
    items = [entry("電子申請の拡大"), entry("電子申請")]
    assert sorted(find(items, "電子申請はどこまで広がったのか", groups)) == [
        "電子申請",
        "電子申請の拡大",
    ]


def test_kana_that_make_a_noun_stay_with_it_in_a_question(find, entry):
    items = [entry("屋根の雪下ろしの費用の一部を補助"), entry("雪下の道"), entry("補助")]
    assert find(items, "雪下ろしの補助はいくらまで出ますか") == ["屋根の雪下ろしの費用の一部を補助"]


def test_kana_are_not_cut_out_of_other_words(find, entry):
    items = [entry(t) for t in ("窓口から導入します", "情報セキュリティ", "マイナンバー")]
    for query in ("カラー", "シマ", "ティー", "マイナー", "キュリー", "報せ", "ナイト"):
        assert find(items, query) == [], query
    assert find([entry("分別をします"), entry("燃やすごみの袋")], "ゴミの袋") == ["燃やすごみの袋"]
    assert find([entry("ホームページの公開")], "ホームぺージ") == ["ホームページの公開"]
    assert find([entry("ぴったりサービス")], "ピッタリサービス") == ["ぴったりサービス"]


def test_a_word_in_the_other_kana_is_the_same(find, entry):
    titles = ("アオサの養殖", "あおさを使った商品", "青さ", "窓口からすべて", "オール")
    items = [entry(title) for title in titles]
    assert sorted(find(items, "アオサ")) == ["あおさを使った商品", "アオサの養殖"]
    assert sorted(find(items, "あおさ")) == ["あおさを使った商品", "アオサの養殖"]
    assert find([*items, entry("カラス")], "カラス") == ["カラス"]
    assert find([entry("情報セキュリティインシデント")], "せきゅりてぃ") != []


def test_a_phrase_is_not_what_is_left_of_it(find, entry):
    titles = (
        "個人情報の保護",
        "個人の情報",
        "オンライン",
        "照合と問い合わせ",
        "一人暮らし",
        "行かない窓口",
        "窓口",
    )
    items = [entry(title) for title in titles]
    for query in (
        "保護者",
        "ふれあい情報",
        "全オン",
        "食い合わせ",
        "一人住まい",
        "情報漏えい",
        "書かない窓口",
    ):
        assert find(items, query) == [], query


def test_an_end_that_is_said_once_for_two_words(find, entry):
    items = [entry(t) for t in ("小・中学校の端末", "小中学校の給食", "市・県民税", "中学校区")]
    for query in ("小学校", "小中学校", "小・中学校"):
        assert sorted(find(items, query)) == ["小・中学校の端末", "小中学校の給食"]
    assert find(items, "市民税") == ["市・県民税"]
    assert find([entry("小学校"), entry("上下水道")], "小中学校") == []
    assert find([entry("小・中・高等学校")], "小学校") == ["小・中・高等学校"]


def test_hiragana_has_its_long_vowels(find, entry):
    assert find([entry("とけいの修理")], "とうけい") == []


def test_looser_forms_only_when_nothing_is_written_so(find, entry):
    both = [entry("コンピュータシステム"), entry("マイナポータル"), entry("まいなぽーたるの歌")]
    assert find(both, "コンピューターシステム") == ["コンピュータシステム"]
    assert find(both, "マイナポータル") == ["マイナポータル"]
    assert sorted(find(both, "まいなぽたる")) == ["まいなぽーたるの歌", "マイナポータル"]
    assert find([entry("スマートフォン")], "すまほ") == ["スマートフォン"]
    assert find([entry("GovTech東京")], "gov") == ["GovTech東京"]


def test_notes_count_only_for_words_that_no_item_says(find, entry):
    items = [entry("基盤", id="A", notes="新しい計画には記載がない"), entry("新しい計画", id="B")]
    assert find(items, "新しい計画") == ["新しい計画"]
    assert find(items, "記載がない") == ["基盤"]


def test_kana_after_kanji_are_no_okurigana_in_the_other_kana(find, entry):
    assert find([entry("電子申請"), entry("電子決裁")], "電子マネー") == []


def test_an_item_under_another_by_its_label_is_found_by_that_name(find, entry):
    items = [
        entry("窓口改革", id="DX-1", label="取組1"),
        entry("予約", id="DX-1-1", label="取組1の事項"),
        entry("研修", id="DX-10-1", label="取組10の事項"),
    ]
    assert find(items, "取組1") == ["窓口改革", "予約"]


def test_a_loose_form_does_not_join_two_words(find, entry):
    assert find([entry("市のウェブサイト")], "ホームページ") == ["市のウェブサイト"]
    assert find([entry("駅前でイベント")], "催し") == ["駅前でイベント"]


QUESTIONS = {
    "AIやRPAは何に使われた？": ["AIの会議録", "RPAの導入", "RPAとAI-OCR"],
    "AIとRPAは何に使われた？": ["RPAとAI-OCR"],
    "職員向けの研修": ["職員への研修"],
    "職員研修": ["職員への研修"],
    "2024年度のAI": ["AIの会議録"],
    "AIの保育園": [],
    "スマホの使い方を知りたい": ["スマートフォン教室"],
    "スマホの教室は何回開かれた？": ["スマートフォン教室"],
    "スマホ教室は保育か": ["スマートフォン教室"],
    "スマホ教室の状況": ["スマートフォン教室"],
    "情報基板": [],
    "保育園": [],
    "手すりのある教室": [],
    "橋の修繕": ["橋りょうの修繕"],
    "車の修繕": [],
    "市の保育と修繕": [],
    "市のスマホ教室": ["スマートフォン教室"],
    "手すりはどこにありますか": ["窓口の手すり"],
    "スマホの教室と一緒に研修する場合": [],
    "スマホと一緒に使う教室": ["スマートフォン教室"],
    "申込みは何回ありましたか": ["申し込みの受付"],
    "どの課がスマホ教室を担当していますか": ["スマートフォン教室"],
}


@pytest.mark.parametrize("query", QUESTIONS)
def test_a_question_is_taken_apart(find, entry, query):
    items = [
        entry("AIの会議録", id="A", years="R6"),
        entry("RPAの導入", id="B"),
        entry("RPAとAI-OCR", id="C"),
        entry("職員への研修", id="D"),
        entry("研修", id="E"),
        entry("スマートフォン教室", id="F"),
        entry("情報の基盤と保育", id="G"),
        entry("窓口の手すり", id="H"),
        entry("申し込みの受付", id="I"),
        entry("橋りょうの修繕", id="J"),
        entry("よくある問い", kind="ページ", text="AIやRPAは何に使われた？"),
    ]
    found = [title for title in find(items, query) if title != "よくある問い"]
    assert sorted(found) == sorted(QUESTIONS[query])


def test_near_spellings_are_whole_words(core, find, entry):
    find([entry(t) for t in ("まちづくりへの活用", "ペーパーレス会議の導入", "CSIRTを置く")], "")
    near = [core("J.near(index, given)", q) for q in ("街づくり", "ペーパレス会議", "csrit")]
    assert near == [["まちづくり"], ["ペーパーレス会議"], ["CSIRT"]]


def test_near_spellings(core, find, entry):
    find([entry(t) for t in ("テレワークの試行", "電子申請の拡充", "保育所のAI")], "")
    near = [
        core("J.near(index, J.fold(given))", q) for q in ("テレワック", "電子申告", "保育園", "xyz")
    ]
    assert near == [["テレワーク"], ["電子申請"], ["保育所"], []]


def test_the_context_shows_the_match(core, find, entry):
    long = "あ" * 200 + "令和５年度に" + "い" * 200
    find([entry("題", text=long)], "")
    pieces = core(
        """(() => { const { hits, words } = J.search(index, given);
                    return J.context(hits[0].record, words); })()""",
        "R5",
    )
    assert [text for text, marked in pieces if marked] == ["令和５年度"]
    assert len("".join(text for text, _ in pieces)) < 100


def test_parts_near_by_are_marked_with_what_is_between(core, find, entry):
    find([entry("人材育成"), entry("ＤＸ人材の確保・育成の計画")], "")
    said = core("J.marked('ＤＸ人材の確保・育成の計画', J.search(index, given).words)", "人材育成")
    assert [piece for piece, is_marked in said if is_marked] == ["人材の確保・育成"]


def test_speed_at_five_thousand_items(core, entry):
    """Every query under 16 ms: the median of five, as when they are asked one after the other.

    A median, because that is what a person meets, and never the same query twice in a row. What is
    slow is asked again, up to twice: the machine may have been busy with something else, and no
    slow search is quick because of that.
    """
    words = [
        "電子申請",
        "窓口",
        "データ",
        "連携",
        "基盤",
        "業務",
        "効率化",
        "職員",
        "研修",
        "無線LAN",
    ]
    pages = [Page(f"p{n}.html", f"施策{n}") for n in range(200)]
    entries = [
        entry(
            "".join(words[(n * k) % 10] for k in (1, 3, 7)) + str(n),
            kind=("実績", "取組", "評価")[n % 3],
            page=pages[n % 200],
            id=f"IP-K{n // 10:04}-A{n % 10}",
            label=f"個別施策{n}" if n % 9 == 0 else "",
            text="、".join(words[(n + k) % 10] + words[(n * k) % 10] for k in range(20)),
            years=f"R{n % 5 + 2}～",
        )
        for n in range(5000)
    ]
    started = time.perf_counter()
    core.load(payload(entries, ["実績", "取組", "評価"], synonyms.load([synonyms.COMMON])))
    assert time.perf_counter() - started < 2
    slow = ASKED
    for _ in range(3):
        times = core(MEDIANS, slow)
        slow = [query for query, ms in times.items() if ms >= 16]
        if not slow:
            break
    assert slow == [], times


MEDIANS = """(() => {
  const times = new Map(given.map((query) => [query, []]));
  for (let pass = 0; pass < 5; pass += 1) {
    for (const query of given) {
      const start = performance.now();
      const answer = J.search(index, query);
      answer.missing.forEach((word) => J.near(index, word));
      times.get(query).push(performance.now() - start);
    }
  }
  const median = (all) => all.sort((a, b) => a - b)[2];
  return Object.fromEntries([...times].map(([query, all]) => [query, median(all)]));
})()"""
ASKED = [
    "データ",
    "Wi-Fi",
    "R6",
    "研修　令和5年度",
    "個別施策9",
    "IP-K0123-A4",
    "IP-K",
    "のない",
    "データや業務は何に使われた？",
    "職員向けの研修",
    "テレワック",
    "あ",
    "xyzzy",
    "デエタ",
    "研修 OR 窓口",
    "データ -窓口",
    "R5以降の研修",
    "10,000件",
    "実績 データ",
    "電子申請システム",
    "サービスの効率化と連携基盤",
    "電子申請窓口データ連携",
]
