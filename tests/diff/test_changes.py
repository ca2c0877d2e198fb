"""Single changes, each with what must be said of it and nothing else."""

import pytest

from plantrace.diff import compare
from plantrace.diff.changes import Changes, FieldChange, ItemChange, Move, PageRename, Reorder
from plantrace.diff.relations import Count, Gap
from plantrace.model.graph import Link


@pytest.fixture
def changed(build_graph, plan):
    """The diff of the plan and of the plan after a function changed it."""
    before = build_graph({each: dict(need) for each, need in plan.items()})

    def change(edit):
        edit(plan)
        return compare(before, build_graph(plan))

    return change


def test_a_field_says_old_and_new(changed):
    diff = changed(lambda plan: plan["IP-K02-A01"].update(fiscal_years=["R2", "R3"]))
    field = FieldChange("fiscal_years", ("R2",), ("R2", "R3"), spelling=False)
    assert diff.changes == Changes(changed=(ItemChange("IP-K02-A01", (field,)),))


@pytest.mark.parametrize(
    ("item", "field", "value"),
    [
        ("IP-K02", "title", "ＲＰＡの 活用"),
        ("IP-K02-A01", "fiscal_years", ["令和2年度"]),
        ("IP-K02-REVIEW", "result", "軽く\nなりました。"),
    ],
)
def test_width_space_and_spelling_of_years_are_no_substance(changed, item, field, value):
    diff = changed(lambda plan: plan[item].update({field: value}))
    assert [each.fields[0].spelling for each in diff.changes.changed] == [True]
    assert not diff.changes.substance
    assert diff.impact == ()


def test_other_years_in_the_same_characters_are_substance(changed):
    diff = changed(lambda plan: plan["IP-K02-A01"].update(fiscal_years=["R2-"]))
    assert diff.changes.substance


def test_an_item_on_another_page_has_moved_and_nothing_else(changed):
    diff = changed(lambda plan: plan["IP-K02-A01"].update(docname="new"))
    assert diff.changes == Changes(moved=(Move("IP-K02-A01", "page", "new"),))


def test_a_page_with_another_name_is_one_change_and_its_order_is_still_compared(changed):
    def rename(plan):
        for need in plan.values():
            if need.get("docname", "page") == "page":
                need["docname"] = "other"
        plan["IP-K02-A01"]["lineno"], plan["IP-K02-REVIEW"]["lineno"] = 6, 5

    changes = changed(rename).changes
    (page,) = changes.renamed_pages
    assert page == PageRename("page", "other", len(changes.moved))
    assert changes.moved_alone == ()
    old = ("IP-K02-A01", "IP-K02-REVIEW")
    assert changes.reordered == (Reorder("other", old, old[::-1]),)


@pytest.mark.parametrize(
    "places",
    [
        {"IP-K02": "third", "IP-K02-A01": "other"},  # cut in three
        {"IP-K02-A01": "other"},  # cut in two: the old page stays
    ],
)
def test_a_page_that_is_cut_has_no_other_name(changed, places):
    diff = changed(lambda plan: [plan[each].update(docname=to) for each, to in places.items()])
    assert diff.changes.renamed_pages == ()
    assert {move.id: move.after for move in diff.changes.moved_alone} == places


def test_an_order_is_told_by_the_shortest_run(changed):
    def swap(plan):
        plan["IP-K02-A01"]["lineno"], plan["IP-K02-REVIEW"]["lineno"] = 6, 5

    diff = changed(swap)
    old = ("IP-K02-A01", "IP-K02-REVIEW")
    assert diff.changes == Changes(reordered=(Reorder("page", old, old[::-1]),))


def test_a_new_item_shifts_no_order(changed):
    diff = changed(
        lambda plan: plan.update(
            {"IP-K02-A02": {"type": "achievement", "title": "新", "lineno": 2, "implements": []}}
        )
    )
    assert diff.changes == Changes(added=("IP-K02-A02",))


def test_the_same_item_under_another_id_is_a_suspicion(changed):
    diff = changed(lambda plan: plan.update({"IP-K02-A09": plan.pop("IP-K02-A01")}))
    assert diff.changes.renumbered == (("IP-K02-A01", "IP-K02-A09"),)
    assert diff.changes.added == ("IP-K02-A09",)
    assert diff.changes.removed == ("IP-K02-A01",)


def test_the_same_title_with_other_years_is_another_item(changed):
    def replace(plan):
        plan["IP-K02-A09"] = {**plan.pop("IP-K02-A01"), "fiscal_years": ["R5"]}

    assert changed(replace).changes.renumbered == ()


def test_a_cut_link_opens_a_gap_on_each_level_it_was_the_last_of(changed):
    diff = changed(lambda plan: plan["IP-K02"].update({"continues-to": []}))
    assert diff.changes == Changes(links_removed=(Link("continues-to", "IP-K02", "DX-I09-1"),))
    assert diff.gaps_opened == (Gap("IP-K02", "forward"), Gap("DX-I09-1", "backward"))
    assert diff.gaps_closed == ()
    assert diff.pairs_lost == (("IP-K02", "DX-I09"),)
    counts = {level.type: (level.before, level.after) for level in diff.coverage}
    assert counts["individual-measure"] == (Count(2, 2), Count(1, 2))
    assert counts["action"] == (Count(2, 2), Count(1, 2))
    assert counts["initiative"] == counts["measure"] == (Count(1, 1), Count(1, 1))
    assert "plan" not in counts


def test_a_link_to_another_action_of_the_initiative_keeps_the_pair(changed):
    diff = changed(lambda plan: plan["IP-K02"].update({"continues-to": ["DX-I09-2"]}))
    assert diff.pairs_lost == diff.pairs_gained == ()
    assert diff.gaps_opened == (Gap("DX-I09-1", "backward"),)


def ways(diff, seed):
    return {
        each.id: [step.id for step in each.path]
        for impact in diff.impact
        if impact.id == seed
        for each in impact.affected
    }


def test_an_achievement_touches_what_carries_its_measure_on(changed):
    diff = changed(lambda plan: plan["IP-K02-A01"].update(fiscal_years=["R3"]))
    assert ways(diff, "IP-K02-A01") == {
        "IP-K02": ["IP-K02"],
        "IP-M02": ["IP-K02", "IP-M02"],
        "IP-G1": ["IP-K02", "IP-M02", "IP-G1"],
        "IP": ["IP-K02", "IP-M02", "IP-G1", "IP"],
        "IP-K02-REVIEW": ["IP-K02", "IP-K02-REVIEW"],
        "DX-I09-1": ["IP-K02", "DX-I09-1"],
        "DX-I09": ["IP-K02", "DX-I09-1", "DX-I09"],
        "DX-V2": ["IP-K02", "DX-I09-1", "DX-I09", "DX-V2"],
        "DX": ["IP-K02", "DX-I09-1", "DX-I09", "DX-V2", "DX"],
    }


def test_an_action_touches_the_measure_before_it_but_not_its_neighbours(changed):
    diff = changed(lambda plan: plan["DX-I09-1"].update(title="RPA"))
    assert set(ways(diff, "DX-I09-1")) == {
        "DX-I09", "DX-V2", "DX", "IP-K02", "IP-M02", "IP-G1", "IP",
    }  # fmt: skip


def test_a_new_link_touches_its_own_ends_only(changed):
    diff = changed(lambda plan: plan["IP-K02"]["continues-to"].append("DX-I09-2"))
    assert "DX-I09-2" in ways(diff, "IP-K02")
    assert "DX-I09-1" not in ways(diff, "IP-K02")


def test_another_parent_touches_what_is_linked_below(changed):
    def move(plan):
        plan["IP-G2"] = {"type": "guideline", "title": "別", "implements": ["IP"]}
        plan["IP-M02"]["implements"] = ["IP-G2"]

    diff = changed(move)
    found = ways(diff, "IP-M02")
    assert found["DX-I09-1"] == ["IP-K02", "DX-I09-1"]
    assert found["IP-G1"] == ["IP-G1"]
    assert {each.id for i in diff.impact for each in i.affected if each.before} == {"IP-G1"}


def test_a_repeat_is_touched_by_its_original_and_not_the_other_way(build_graph, plan):
    plan["IP-A"] = {"type": "achievement", "title": "再掲", "repeats": ["IP-K02-A01"]}
    before = build_graph(plan)
    original = {**plan, "IP-K02-A01": {**plan["IP-K02-A01"], "title": "別"}}
    assert "IP-A" in ways(compare(before, build_graph(original)), "IP-K02-A01")
    repeat = {**plan, "IP-A": {**plan["IP-A"], "title": "別"}}
    assert ways(compare(before, build_graph(repeat)), "IP-A") == {}
