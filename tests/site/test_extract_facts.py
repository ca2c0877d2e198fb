"""The extractor on a small text of our own in the layout of the source, with each of its traps."""

import hashlib
import json
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

BULLET = "\uf06c"


@pytest.fixture(scope="session")
def extract(extract_facts, folder):
    """Facts of a text; with `without`, the reading of that print is left out."""

    def run(text, without=None):
        readings = extract_facts.Readings.load(folder / "synthetic.toml")
        readings.decisions.pop(without, None)
        return extract_facts.extract(text, readings)

    return run


@pytest.fixture(scope="session")
def text(folder):
    return (folder / "synthetic.txt").read_text("utf-8")


@pytest.fixture(scope="session")
def items(extract, text):
    return extract(text)["items"]


def test_names_agree_in_every_printing_and_keep_its_lines(items):
    assert items["OLD-G1"]["title"] == "はやい役場"
    assert items["OLD-G1"]["lines"] == [6, 16, 46]
    assert items["OLD-G2"]["implements"] == ["OLD"]


def test_a_plan_has_its_title_and_dates(items):
    assert items["OLD"]["title"] == "みどり町電子化プラン"
    assert items["OLD"]["mentions"] == ["令和2年3月", "令和2年度~令和6年度"]
    assert items["NEW"]["title"] == "みどり町デジタル計画"
    assert items["NEW"]["mentions"] == ["令和7年3月"]


def test_a_name_printed_in_two_ways_is_the_one_that_the_reading_takes(items):
    assert items["OLD-M02"]["title"] == "窓口を提供する"
    assert items["OLD-M02"]["as_printed"] == "窓口を提出する"
    assert items["OLD-M02"]["lines"] == [10, 20, 93]
    assert [key for key, item in items.items() if "as_printed" in item] == ["OLD-M02"]


def test_the_ledger_decides_the_parent_where_the_tree_prints_two_measures_first(items):
    assert items["OLD-K01"]["implements"] == ["OLD-M01"]
    assert items["OLD-K02"]["implements"] == ["OLD-M02"]


def test_the_tree_decides_the_parent_where_the_ledger_has_no_heading(items):
    assert items["OLD-K03"]["implements"] == ["OLD-M03"]


def test_initiatives_come_in_the_order_of_their_numbers_under_an_inferred_viewpoint(items):
    initiatives = {key: item for key, item in items.items() if item["type"] == "initiative"}
    assert list(initiatives) == ["NEW-I01", "NEW-I02", "NEW-I03", "NEW-I04"]
    parents = [item["implements"][0] for item in initiatives.values()]
    assert parents == ["NEW-V1", "NEW-V1", "NEW-V2", "NEW-V2"]
    assert all(item["inferred"] == ["implements"] for item in initiatives.values())


def test_an_action_goes_on_over_a_blank_line_and_is_one_item_where_it_is_printed_again(items):
    assert items["NEW-I02-2"]["title"] == "写しをなくす"
    assert items["NEW-I02-2"]["lines"] == [57, 59, 120]
    assert items["OLD-M02-OTHER"]["continues-to"] == ["NEW-I02-2"]


def test_a_wrong_initiative_number_is_read_by_the_title(items):
    assert items["OLD-K01"]["continues-to"] == ["NEW-I02-1", "NEW-I02-2", "NEW-I01-1"]
    assert items["NEW-I01-1"]["lines"] == [62, 100]


def test_one_trailing_year_leaves_the_title_and_years_of_parts_stay(items):
    achievements = {
        key: (item["title"], item["fiscal_years"])
        for key, item in items.items()
        if item["type"] == "achievement"
    }
    assert achievements == {
        "OLD-K01-A01": ("集計表の試行(R2)・本格運用(R3)", ["R2", "R3"]),
        "OLD-K01-A02": ("帳票の統一", ["R4-"]),
        "OLD-K01-A03": ("集計表365の試行(R5)・更新(R6)", ["R5", "R6"]),
        "OLD-K01-A04": ("機材の整備", ["R2", "R3"]),
        "OLD-K01-A05": ("手順書の作成(庁内版)と配布", ["R6"]),
        "OLD-K02-A01": ("予約の開始", ["R2"]),
        "OLD-K03-A01": ("予約の開始", ["R2-"]),
        "OLD-M02-OTHER-A01": ("講座の開催", ["R3"]),
        "OLD-MISC-A01": ("広報の電子化", ["R6"]),
        "OLD-MISC-A02": ("講座の開催", ["R3"]),
    }


def test_what_follows_a_finished_achievement_is_an_item_with_years_or_else_its_details(items):
    assert items["OLD-K01-A03"]["lines"] == [74]
    assert items["OLD-K01-A04"]["details"] == ["据置型12台の配備", "電源の増設"]


def test_a_repeated_achievement_knows_its_original(items):
    repeats = {key: item["repeats"] for key, item in items.items() if "repeats" in item}
    assert repeats == {
        "OLD-K03-A01": ["OLD-K02-A01"],
        "OLD-MISC-A02": ["OLD-M02-OTHER-A01"],
    }


def test_the_measure_of_other_work_is_inferred_and_the_last_list_is_of_the_plan(items):
    assert items["OLD-M02-OTHER"]["implements"] == ["OLD-M02"]
    assert items["OLD-M02-OTHER"]["inferred"] == ["implements"]
    assert items["OLD-MISC"]["implements"] == ["OLD"]
    assert "OLD-MISC-REVIEW" not in items


def test_numbers_are_kept_by_part_over_line_ends_without_footnote_marks(items):
    assert items["OLD-K01-REVIEW"]["numbers"] == {
        "result": ["3", "365"],
        "next_direction": ["令和7年4月"],
    }
    assert items["OLD-K03-REVIEW"]["numbers"] == {"result": []}


def test_indicators_have_value_unit_and_day(items):
    names = ("value", "unit", "as_of", "target", "due", "mentions")
    indicators = {
        key: tuple(item.get(name) for name in names)
        for key, item in items.items()
        if item["type"] == "indicator"
    }
    assert indicators == {
        "OLD-K02-N1": ("42", "手続", "2024-02-29", None, None, ["電話予約"]),
        "OLD-K02-N2": ("80.5", "%", "2025-03-31", None, None, None),
        "OLD-K02-N3": (None, "%", None, "90", "2027-03-31", None),
    }


def test_a_page_is_known_from_the_last_guideline_heading_to_its_printed_number(items):
    pages = {key: item["pages"] for key, item in items.items() if "pages" in item}
    assert {pages[key][0] for key in pages if key.startswith("OLD-K01")} == {3}
    assert pages["OLD-K02"] == [4]
    assert pages["NEW-I01-1"] == [3, 4]
    assert not [key for key in pages if key.startswith(("OLD-K03", "OLD-MISC"))]


def test_what_the_print_does_not_say_outright_is_named_as_inferred(items):
    inferred = {key: item["inferred"] for key, item in items.items() if "inferred" in item}
    assert inferred == {
        **{f"NEW-I0{number}": ["implements"] for number in range(1, 5)},
        "OLD-K01": ["continues-to"],
        "OLD-K02-N1": ["as_of"],
        "OLD-K02-N2": ["as_of"],
        "OLD-K02-N3": ["due"],
        "OLD-K03": ["implements"],
        "OLD-M02-OTHER": ["implements"],
        "OLD-MISC": ["implements"],
    }


def test_every_contradiction_is_reported_with_line_and_subject(extract, source_text, text):
    facts = extract(text)
    assert {tuple(entry["about"]): entry["lines"] for entry in facts["deviations"]} == {
        ("OLD-M02",): [93],
        ("OLD-K01", "OLD-M01"): [50],
        ("OLD-K01", "NEW-I03", "NEW-I01"): [60],
        ("OLD-K01-A03",): [74],
        ("OLD-K03", "OLD-M03"): [128],
        ("OLD-K03-A01", "OLD-K02-A01"): [137],
    }
    for entry in facts["deviations"]:
        with pytest.raises(source_text.SourceError, match=rf"line \[{entry['lines'][0]}\]"):
            extract(text, without=entry["printed"])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("３の施策", "４の施策"), "counts its guidelines"),
        (("令和２年度～", "令和３年度～"), "outside the plan's period"),
        (("広報の電子化（R6）", "広報の電子化（R7）"), "outside the plan's period"),
        (("広報の電子化（R6）", "帳票の統一（R4～）"), "【再掲】"),
        (("講座の開催（R3）【再掲】", "講座の開催（R3）"), "【再掲】"),
        (("窓口を提出する", "窓口を提供する"), "nothing asks for"),
        (("【取組３】見守り", "【取組３】巡回"), "contradictory"),
        (("取組４｜", "取組５｜"), "not consecutive"),
        (
            ("指針２ とどく役場\n\n【個", "指針２ とどく役場\n\n【施策１】手作業を減らす\n【個"),
            "differ",
        ),
    ],
)
def test_a_text_that_does_not_fit_stops_the_extraction(extract, source_text, text, change, message):
    old, new = change
    assert text.count(old) == 1
    with pytest.raises(source_text.SourceError, match=message):
        extract(text.replace(old, new))


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_where_the_print_breaks_an_achievement_does_not_matter(extract, text, data):
    """Law: a line end, or a blank line, anywhere inside an achievement changes no fact.

    After a year the print cannot say whether the entry goes on: it breaks no line there.
    """
    lines = text.split("\n")
    at = data.draw(st.sampled_from([n for n, line in enumerate(lines) if line.startswith(BULLET)]))
    line = lines[at]
    places = [place for place in range(3, len(line)) if line[place - 1] not in "）)"]
    place = data.draw(st.sampled_from(places))
    lines[at] = line[:place] + data.draw(st.sampled_from(["\n", "\n\n"])) + line[place:]
    assert without_lines(extract("\n".join(lines))) == without_lines(extract(text))


def without_lines(facts):
    return {
        key: {name: value for name, value in item.items() if name != "lines"}
        for key, item in facts["items"].items()
    }


def test_the_command_line_writes_what_it_read_and_says_why_it_cannot(folder, tmp_path):
    def run(*arguments):
        command = [sys.executable, folder / "extract_facts.py", *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    readings = ["--readings", folder / "synthetic.toml"]
    done = run(folder / "synthetic.txt", *readings, "--output", tmp_path / "facts.json")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    facts = json.loads((tmp_path / "facts.json").read_text("utf-8"))
    content = (folder / "synthetic.txt").read_bytes()
    assert facts["source"] == {"sha256": hashlib.sha256(content).hexdigest()}
    assert len(facts["reflections"]) == 6

    done = run(folder / "synthetic.txt")
    assert done.returncode == 1
    assert "add a [[reading]]" in done.stderr
