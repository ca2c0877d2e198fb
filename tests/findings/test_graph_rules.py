"""Rules between items, asked without Sphinx."""

from plantrace.findings import Place, check_graph
from plantrace.model.graph import from_needs


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

    return [(each.line, each.rule, each.sentence) for each in check_graph(graph, locate, lost)]


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
