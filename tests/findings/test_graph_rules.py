"""Rules between items, asked without Sphinx."""

import tomllib
from dataclasses import replace

import pytest

from plantrace.findings import Place, Unread, check_graph
from plantrace.findings.rules.registry import check_text
from plantrace.model.graph import from_needs
from plantrace.model.metamodel import from_mapping
from plantrace.model.suggest import nearest


def graph(metamodel, *items):
    needs = {
        name: {
            **{"id": name, "type": kind, "docname": "a", "lineno": number, **links},
            "title": "題" if kind == "achievement" else name,
        }
        for number, (name, kind, links) in enumerate(items, start=1)
    }
    return from_needs(metamodel, needs)


def asked(graph, lost=()):
    def locate(name, option):
        return Place("a.md", graph[name].line)

    return [
        (each.line, each.rule, each.sentence) for each in check_graph(graph, locate, Unread(lost))
    ]


def test_a_good_graph_has_no_finding(plan_metamodel):
    assert (
        asked(graph(plan_metamodel, ("P", "plan", {}), ("G", "guideline", {"implements": ["P"]})))
        == []
    )


def test_the_whole_circle_is_named_with_places(plan_metamodel):
    ring = [(f"A-{n}", "achievement", {"repeats": [f"A-{(n + 1) % 3}"]}) for n in range(3)]
    ((line, rule, sentence),) = asked(graph(plan_metamodel, *ring))
    assert (line, rule) == (1, "cycle")
    assert "A-0（a.md:1） → A-1（a.md:2） → A-2（a.md:3） → A-0" in sentence


def test_a_chain_of_ten_thousand_is_no_circle(plan_metamodel):
    chain = [(f"A-{n}", "achievement", {"repeats": [f"A-{n + 1}"]}) for n in range(10_000)]
    last = ("A-10000", "achievement", {})
    assert asked(graph(plan_metamodel, *chain, last)) == []


def test_two_circles_are_two_findings(plan_metamodel):
    pairs = [("A", "B"), ("B", "A"), ("C", "D"), ("D", "C")]
    items = [(one, "achievement", {"repeats": [other]}) for one, other in pairs]
    assert [(line, rule) for line, rule, _ in asked(graph(plan_metamodel, *items))] == [
        (1, "cycle"),
        (3, "cycle"),
    ]


def test_a_circle_through_a_wrong_type_is_only_the_wrong_type(plan_metamodel):
    items = [("M", "measure", {"implements": ["K"]}), ("K", "individual-measure", {})]
    items[1][2]["implements"] = ["M"]
    ((line, rule, sentence),) = asked(graph(plan_metamodel, *items))
    assert (line, rule) == (1, "link-type")
    assert "ここに書けるのは指針です。" in sentence


def test_a_link_to_what_another_finding_lost_is_no_finding(plan_metamodel):
    items = graph(plan_metamodel, ("G", "guideline", {"implements": ["IP-1"]}))
    assert [rule for _, rule, _ in asked(items)] == ["dead-link"]
    assert asked(items, lost={"ip-1"}) == []


def test_the_nearest_id_is_suggested(plan_metamodel):
    items = [("IP-K01", "plan", {}), ("DX-I07", "plan", {})]
    ((_, _, sentence),) = asked(
        graph(plan_metamodel, *items, ("G", "guideline", {"implements": ["ＩＰ_k01"]}))
    )
    assert "「IP-K01」（IP-K01）ではありませんか" in sentence


def test_an_id_that_many_links_miss_is_one_finding_with_all_places(plan_metamodel):
    items = [(f"G-{n}", "guideline", {"implements": ["ZZZ"]}) for n in range(6)]
    ((line, rule, sentence),) = asked(graph(plan_metamodel, *items))
    assert (line, rule) == (1, "dead-link")
    assert "ほかに 5か所（a.md:2、a.md:3、a.md:4 など）でも使われています" in sentence


PLANS = [
    ("O", "plan", {}),
    ("G", "guideline", {"implements": ["O"]}),
    ("M", "measure", {"implements": ["G"]}),
    ("N", "plan", {}),
    ("V", "viewpoint", {"implements": ["N"]}),
]
MEASURE = ("K", "individual-measure", {"implements": ["M"]})
INITIATIVE = ("I", "initiative", {"implements": ["V"]})
ACTION = ("I-1", "action", {"implements": ["I"]})


def gaps(metamodel, *items):
    return [line for line, rule, _ in asked(graph(metamodel, *PLANS, *items)) if rule == "gap"]


def with_(item, **more):
    name, kind, links = item
    return (
        name,
        kind,
        {**links, **{key.replace("_to", "-to"): value for key, value in more.items()}},
    )


def test_nothing_is_missing_before_the_next_plan_has_an_item(plan_metamodel):
    assert gaps(plan_metamodel, MEASURE) == []
    assert gaps(plan_metamodel, MEASURE, INITIATIVE) == [6, 7]


def test_a_link_answers_for_what_is_above_and_below_either_end(plan_metamodel):
    linked = with_(MEASURE, continues_to=["I-1"])
    assert gaps(plan_metamodel, linked, INITIATIVE, ACTION) == []
    coarse = with_(MEASURE, continues_to=["I"])
    assert gaps(plan_metamodel, coarse, INITIATIVE, ACTION) == []
    sibling = ("I-2", "action", {"implements": ["I"]})
    assert gaps(plan_metamodel, linked, INITIATIVE, ACTION, sibling) == [9]


def test_a_reason_answers_for_all_below(plan_metamodel):
    explained = with_(INITIATIVE, gap_reason="理由")
    assert gaps(plan_metamodel, MEASURE, explained, ACTION) == [6]


def test_what_a_broken_link_may_have_been_meant_for_is_no_gap(plan_metamodel):
    broken = with_(MEASURE, continues_to=["DX-I09-9"])
    near = [(f"DX-I09-{n}", "action", {"implements": ["I"]}) for n in (1, 2)]
    assert gaps(plan_metamodel, broken, INITIATIVE, *near) == []


TOWN = """
[needs]
id_regex = '^[a-z]+[0-9.]*$'
[needs.links.part-of]
[needs.links.next]
[needs.fields.why]
[needs.types.plan]
[needs.types.aim.links.part-of]
[needs.types.aim.links.next]
target_types = ["aim"]
[needs.types.aim.fields.why]
[plantrace]
hierarchy = "part-of"
succession = "next"
reason = "why"
"""


def town(*items):
    """Three plans in a row of the same types: a plan's aims are called as the plan and a number."""
    plans = [(each, "plan", {}) for each in "abc"]
    aims = [
        (name, "aim", {"part-of": [name[0]], "next": after, **({"why": "理由"} if why else {})})
        for name, after, why in items
    ]
    return graph(from_mapping(tomllib.loads(TOWN)), *plans, *aims)


def test_nothing_comes_before_the_first_plan_and_nothing_after_the_last():
    plans = town(
        ("a1", ["b1"], False), ("a2", [], False), ("b1", ["c1"], False), ("b2", [], False),
        ("c1", [], False), ("c2", [], False),
    )  # fmt: skip
    found = [(plans_id(plans, line), said) for line, _, said in asked(plans)]
    onward = [each for each, said in found if "がありません。引き継ぎ先" in said]
    back = [each for each, said in found if "前の計画からの" in said]
    assert (onward, back) == (["a2", "b2"], ["b2", "c2"])


def plans_id(plans, line):
    return next(each.id for each in plans if each.line == line)


def test_a_reason_is_stray_only_where_no_end_is_open():
    plans = town(("a1", ["b1"], False), ("b1", [], True), ("b2", ["c1"], False), ("c1", [], True))
    said = [(plans_id(plans, line), rule) for line, rule, _ in asked(plans)]
    assert said == [("b2", "gap"), ("c1", "stray")]


def test_before_any_link_is_written_plans_of_the_same_types_are_asked_nothing():
    assert asked(town(("a1", [], False), ("b1", [], False))) == []


def test_an_id_is_respelt_by_the_pattern_of_the_town():
    names = from_mapping(tomllib.loads(TOWN))

    def said(item_id):
        text = f"# 題\n\n:::{{plan}} 題\n:id: {item_id}\n:::\n"
        return [each.sentence for each in check_text(text, names) if each.rule == "id-form"]

    assert said("a1") == []
    assert "「a12」と書いて" in said("Ａ12")[0]
    assert "id_regex（^[a-z]+[0-9.]*$）に合うように" in said("計画")[0]
    assert "ピリオド「.」は使えません" in said("a1.2")[0]
    assert "「a1-2」と書いて" in said("a1.2")[0]


def test_where_no_reason_can_be_given_only_a_link_is_asked_for(plan_metamodel):
    bare = replace(
        plan_metamodel,
        types={n: replace(t, fields=frozenset()) for n, t in plan_metamodel.types.items()},
    )
    first, second = (
        s for _, rule, s in asked(graph(bare, *PLANS, MEASURE, INITIATIVE)) if rule == "gap"
    )
    assert first.endswith("「:continues-to:」がありません。引き継ぎ先の id を書いてください。")
    assert second.endswith("引き継がれた項目の「:continues-to:」に「I」を書いてください。")


@pytest.mark.parametrize(
    ("written", "names", "meant"),
    [
        ("comment", {"content"}, None),  # both are words, and neither is a slip of the other
        ("indicater", {"indicator"}, "indicator"),
        ("widht", {"width"}, "width"),
        ("B-1", {"A-1"}, None),
        ("KA", {"KB", "KA-1"}, None),
        ("ｋａ", {"KA"}, "KA"),
        ("whn", {"when"}, "when"),
        ("KA-T1", {"KA-T01"}, "KA-T01"),
    ],
)
def test_only_what_is_very_like_is_a_guess(written, names, meant):
    assert nearest(written, names) == meant


def test_a_dead_link_with_a_short_id_is_no_guess(plan_metamodel):
    items = [("B-1", "plan", {}), ("G", "guideline", {"implements": ["A-1"]})]
    ((_, rule, sentence),) = asked(graph(plan_metamodel, *items))
    assert rule == "dead-link"
    assert "ではありませんか" not in sentence
