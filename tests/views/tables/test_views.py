"""What each view says, on a small plan of another municipality."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plantrace.model.graph import Graph, Item
from plantrace.model.metamodel import from_mapping
from plantrace.views import coverage, entries, figure, indicators, ledger, matrix, naming, timeline
from plantrace.views.face import ViewError
from plantrace.views.indicators import date, progress

METAMODEL = from_mapping(
    {
        "needs": {
            "types": {
                "pillar": {"title": "柱"},
                "task": {"title": "事業"},
                "deed": {"title": "できごと"},
                "opinion": {"title": "所見"},
                "gauge": {"title": "物差し"},
                "aim": {"title": "ねらい"},
                "step": {"title": "手順"},
            },
            "links": {
                "part-of": {},
                "moves-to": {"outgoing": "引き継ぎ先", "incoming": "引き継ぎ元"},
                "on": {},
                "same-as": {"incoming": "重複"},
            },
            "fields": {
                "when": {"description": "時期"},
                "verdict": {"description": "判定"},
                "outlook": {"description": "見通し"},
                "why_none": {"description": "わけ"},
                "amount": {"description": "量"},
                "measured_in": {"description": "単位"},
            },
        },
        "plantrace": {
            "hierarchy": "part-of",
            "succession": "moves-to",
            "subject": "on",
            "labels": {"pillar": "柱{n}", "task": "事業{n}", "aim": "ねらい{n}"},
        },
    }
)


def plan(*items):
    """A graph of (id, type, fields and links in one mapping); titles are the ids in words."""
    made = {}
    for item_id, type_name, given_ in items:
        links = {k: tuple(v) for k, v in given_.items() if k in METAMODEL.links}
        fields = {k: v for k, v in given_.items() if k not in METAMODEL.links}
        made[item_id] = Item(item_id, type_name, f"{item_id}の題", fields, links)
    return Graph(METAMODEL, made)


PLAN = plan(
    ("P1", "pillar", {}),
    ("T1", "task", {"part-of": ["P1"], "moves-to": ["S1", "S2"]}),
    ("T2", "task", {"part-of": ["P1"], "moves-to": ["A2"]}),
    ("T3", "task", {"part-of": ["P1"], "why_none": "終わったため"}),
    ("T4", "task", {"part-of": ["P1"]}),
    ("D1", "deed", {"part-of": ["T1"], "when": ("R2", "R4")}),
    ("D2", "deed", {"part-of": ["T1"], "when": ("R3-",)}),
    ("D3", "deed", {"part-of": ["T2"], "when": ("R4",), "same-as": ["D1"]}),
    ("D4", "deed", {"part-of": ["T2"]}),
    ("O1", "opinion", {"on": ["T1"], "verdict": "よかった"}),
    ("A1", "aim", {}),
    ("A2", "aim", {}),
    ("A3", "aim", {}),
    ("S1", "step", {"part-of": ["A1"]}),
    ("S2", "step", {"part-of": ["A1"]}),
)


def test_matrix_counts_rolled_up_and_names_what_is_empty():
    data = matrix.matrix(PLAN, {"rows": "task", "columns": "aim"})
    assert {pair: len(links) for pair, links in data.pairs.cells.items()} == {
        ("T1", "A1"): 2,
        ("T2", "A2"): 1,
    }
    assert (data.row_totals["T1"], data.column_totals["A1"], data.total) == (2, 2, 3)
    assert data.empty_rows == "「引き継ぎ先」の記載がない事業（2）：{items}"
    assert data.empty_columns == "「引き継ぎ元」の記載がないねらい（1）：{items}"


def test_matrix_within_a_subtree():
    data = matrix.matrix(PLAN, {"rows": "task", "rows-below": "T2, T3", "columns": "aim"})
    assert data.pairs.rows == ("T2", "T3")


def test_a_link_to_nested_levels_counts_once_in_totals():
    data = matrix.matrix(PLAN, {"rows": "pillar, task", "columns": "aim, step"})
    assert data.total == 3
    assert data.row_totals == {"P1": 3, "T1": 2, "T2": 1, "T3": 0, "T4": 0}


LEDGER = {
    "rows": "task",
    "above": "pillar",
    "children": "deed",
    "remarks": "opinion",
    "fields": "verdict, outlook",
    "to": "aim",
    "years": "when",
    "until": "令和6年度",
    "reason": "why_none",
}


def test_ledger_gathers_a_band_an_item():
    first, second, third, fourth = ledger.ledger(PLAN, LEDGER).bands
    assert first.above == ("P1",)
    assert first.children == (("D1", ("R2", "R4")), ("D2", ("R3-",)))
    assert [remark.says for remark in first.remarks] == [(("判定", "よかった"), ("見通し", ""))]
    assert [(end.id, end.written) for end in first.onward] == [("A1", ("S1", "S2"))]
    assert first.in_years == ("R2", "R3", "R4", "R5", "R6")
    assert [(end.id, end.written) for end in second.onward] == [("A2", ())]
    assert (third.onward, third.reason, fourth.reason) == ((), "終わったため", "")


def test_fields_and_heads_are_those_that_the_metamodel_names():
    names = replace(
        METAMODEL, years="when", reason="verdict",
        types={n: replace(t, title=f"{t.title}名") for n, t in METAMODEL.types.items()},
    )  # fmt: skip
    small = Graph(names, {
        "T1": Item("T1", "task", "題", {"verdict": "終わり"}, {}),
        "D1": Item("D1", "deed", "題", {"when": ("R4",)}, {"part-of": ("T1",)}),
    })  # fmt: skip
    given_ = {"rows": "task", "children": "deed"}
    made = ledger.ledger(small, {**given_, "remarks": "opinion"})
    assert [title for _, title in made.columns] == ["できごと名", "所見名", "引き継ぎ先"]
    assert made.bands[0].in_years == ("R4",)
    assert made.bands[0].reason == "終わり"
    alone = Graph(replace(names, succession="no-such-link"), small.items)
    assert [name for name, _ in ledger.ledger(alone, given_).columns] == ["children"]
    assert coverage.cover(small, {"types": "task"}).explained == (("T1", "終わり"),)
    assert [count.april for count in timeline.timeline(small, given_).counts] == [2022]
    assert figure.figure(small, {"argument": "count type=deed year=R4"}).number == 1
    with pytest.raises(ViewError, match="計画から計画へのつながり"):
        coverage.cover(alone, {"types": "task"})


def test_short_names_may_hold_all_numbers_or_the_id():
    labels = {"task": "事業{numbers}", "aim": "[{id}]", "pillar": "柱{m}-{n}", "step": "{m}の手順"}
    types = {n: replace(t, label=labels.get(n, t.label)) for n, t in METAMODEL.types.items()}
    names = replace(METAMODEL, types=types)
    kinds = {"A-1-02": "task", "B-3": "aim", "C-4-5": "pillar", "D-6-7": "step"}
    small = Graph(names, {each: Item(each, kind, "題", {}, {}) for each, kind in kinds.items()})
    found = naming.names_of(small, kinds)
    assert [(each.number, each.label) for each in found.values()] == [
        ("1-2", "事業1-2"), ("B-3", "[B-3]"), ("4-5", "柱4-5"), ("", "6の手順"),
    ]  # fmt: skip


def test_ledger_names_a_target_that_is_in_no_group_by_itself():
    data = ledger.ledger(PLAN, {**LEDGER, "to-below": "A2"})
    assert [end.id for end in data.bands[0].onward] == ["S1", "S2"]


def test_coverage_counts_explained_gaps_apart():
    data = coverage.coverage(PLAN, {"types": "task", "reason": "why_none", "to": "aim"})
    assert [(each, [end.id for end in to]) for each, to in data.level.covered] == [
        ("T1", ["A1"]),
        ("T2", ["A2"]),
    ]
    assert data.level.explained == (("T3", "終わったため"),)
    assert data.level.unexplained == ("T4",)
    assert data.wording["summary"] == "事業のうち、「引き継ぎ先」の記載があるもの 2／4"
    assert data.wording["denominator"] == "数えているのは、事業 4です。"


def test_coverage_from_the_other_end():
    given_ = {"types": "aim, step", "direction": "incoming", "summary": "{covered}/{total}"}
    data = coverage.coverage(PLAN, given_)
    assert data.level.unexplained == ("A3",)
    assert data.wording["summary"] == "4/5"
    assert "ねらい 3、手順 2（あわせて 5）" in data.wording["denominator"]


def test_timeline_places_and_counts():
    given_ = {"rows": "task", "children": "deed", "years": "when", "until": "R6"}
    data = timeline.timeline(PLAN, {**given_, "note-link": "same-as"})
    assert [(c.april, c.done, c.continuing) for c in data.counts] == [
        (2020, 1, 0),
        (2021, 1, 0),
        (2022, 2, 1),
        (2023, 0, 1),
        (2024, 0, 1),
    ]
    first, second = data.lives[:2]
    assert first.in_year == {2020: ("D1",), 2022: ("D1",)}
    assert first.ongoing == ((2021, "D2"),)
    assert second.undated == ("D4",)
    assert (data.total, data.noted) == (4, ("重複", 1))


@given(
    st.lists(
        st.lists(st.tuples(st.integers(2, 12), st.booleans()), max_size=3, unique=True),
        min_size=1,
        max_size=8,
    ),
    st.integers(2, 14),
)
def test_years_are_counted_as_defined(deeds, until):
    items = [("T1", "task", {})]
    for n, terms in enumerate(deeds):
        when = tuple(f"R{year}" + "-" * ongoing for year, ongoing in terms)
        items.append((f"D{n}", "deed", {"part-of": ["T1"], "when": when}))
    graph = plan(*items)
    given_ = {"rows": "task", "children": "deed", "years": "when", "until": f"R{until}"}
    data = timeline.timeline(graph, given_)
    years = {year for terms in deeds for year, _ in terms}
    if not years:
        assert data.counts == ()
        return
    last = max(*years, until)
    assert [c.april - 2018 for c in data.counts] == list(range(min(years), last + 1))
    for count in data.counts:
        year = count.april - 2018
        done = [any(y == year for y, _ in terms) for terms in deeds]
        going = [any(y < year and o for y, o in terms) for terms in deeds]
        assert count.done == sum(done)
        assert count.continuing == sum(g and not d for g, d in zip(going, done, strict=True))
        asked = f"count type=deed years=when year=R{year} until=R{last}"
        assert figure.figure(graph, {"argument": asked}).number == count.done + count.continuing


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ({"value": "231", "unit": "件"}, "目標の記載がないため、計算できません。"),
        ({"target": "5", "unit": "件"}, "いまの値の記載がないため、計算できません。"),
        ({"unit": "件"}, "いまの値と目標の記載がないため、計算できません。"),
        (
            {"value": "78.0", "unit": "％"},
            "目標の記載がないため、計算できません。割合のもとになる数の記載はありません。",
        ),
        (
            {"value": "78", "target": "100", "unit": "件"},
            "目標 100件 に対して 78件 です。基準値の記載がないため、伸びは計算できません。",
        ),
        (
            {"value": "30", "target": "50", "baseline": "10", "unit": "件"},
            "基準値 10件 から目標までの 50％ です。",
        ),
        (
            {"value": "9", "target": "9", "baseline": "9", "unit": "％", "denominator": "20人"},
            "目標 9％ に対して 9％ です。",
        ),
    ],
)
def test_progress_says_what_is_missing(written, sentence):
    names = ("value", "unit", "target", "baseline", "denominator")
    assert progress({name: written.get(name, "") for name in names}) == sentence


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("2025-03-31", "2025年3月31日（令和6年度末）"),
        ("2025-03-30", "2025年3月30日（令和6年度）"),
        ("2025-04", "2025年4月（令和7年度）"),
        ("2025", "2025年"),
        ("", ""),
        ("来年", "来年"),
    ],
)
def test_dates_name_their_fiscal_year(written, shown):
    assert date(written) == shown


def test_indicators_take_the_names_of_fields_and_add_nothing_up():
    graph = plan(
        ("T1", "task", {}),
        ("G1", "gauge", {"on": ["T1"], "amount": "29", "measured_in": "手続"}),
        ("G2", "gauge", {"on": ["T1"], "amount": "231", "measured_in": "手続"}),
    )
    given_ = {"types": "gauge", "value": "amount", "unit": "measured_in"}
    data = indicators.indicators(graph, given_)
    assert [one.value for one in data.found] == ["29手続", "231手続"]
    assert "260" not in repr(indicators.blocks(data))


@pytest.mark.parametrize(
    ("view", "given_", "part"),
    [
        (matrix.matrix, {"rows": "task"}, ":columns: に、項目の種類を書いてください"),
        (matrix.matrix, {"rows": "tusk", "columns": "aim"}, "「task」ではありませんか。"),
        (matrix.matrix, {"rows": "task", "columns": "aim", "link": "moves_to"}, "「moves-to」"),
        (matrix.matrix, {"rows": "task", "rows-below": "T9", "columns": "aim"}, "「T9」"),
        (matrix.matrix, {"rows": "task", "columns": "aim", "empty-rows": "{x}"}, "{items}"),
        (ledger.ledger, {**LEDGER, "titles": "一 | 二"}, "三つの見出し"),
        (ledger.ledger, {**LEDGER, "until": "いつか"}, ":until: 年度「いつか」は読めません。"),
        (ledger.ledger, {**LEDGER, "fields": "verdict, outlok"}, ":fields: の「outlok」という属性"),
        (ledger.ledger, {**LEDGER, "years": "whn"}, "「when」ではありませんか。"),
        (
            timeline.timeline,
            {"rows": "task", "children": "deed", "years": "qq"},
            "使えるのは when、",
        ),
        (coverage.coverage, {"types": "task", "reason": "qq"}, ":reason: の「qq」という属性"),
        (indicators.indicators, {"types": "gauge", "value": "qq"}, ":value: の「qq」という属性"),
        (
            entries.entries,
            {"types": "task、qq"},
            ":types: の「qq」という種類はありません。使えるの",
        ),
        (coverage.coverage, {"types": "task", "direction": "up"}, "outgoing か incoming"),
        (coverage.coverage, {"types": "task", "at-least": "101"}, "0から100まで"),
        (coverage.coverage, {"types": "task", "at-least": "多め"}, "0から100まで"),
        (
            figure.figure,
            {"argument": "count type=deed with=whn"},
            "with の「whn」という属性もつなが",
        ),
        (figure.figure, {"argument": "count type=deeds"}, "」の type の「deeds」という種類"),
        (figure.figure, {"argument": "sum type=task"}, "count"),
        (figure.figure, {"argument": "count kind=task"}, "「名前=値」"),
        (figure.figure, {"argument": "count type=deed year=いつか"}, "読めません"),
    ],
)
def test_an_option_that_cannot_be_served_is_said_in_a_sentence(view, given_, part):
    with pytest.raises(ViewError, match=r"。") as error:
        view(PLAN, given_)
    assert part in str(error.value)


def test_figures_count_and_filter():
    def number(text):
        return figure.figure(PLAN, {"argument": text}).number

    assert number("count type=deed") == 4
    assert number("count type=deed with=same-as") == 1
    assert number("count type=deed with=when") == 3
    assert number("count type=deed below=T1") == 2
    assert number("count type=deed years=when year=令和3年度") == 1
    assert number("links rows=task columns=aim") == 3
