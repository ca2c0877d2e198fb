"""The graph and the roll-up, held to their definitions by brute force on random plans."""

import json
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from plantrace.model.graph import from_needs, from_needs_json
from plantrace.model.metamodel import from_mapping
from plantrace.model.rollup import roll_up

LINKS = {"implements": {}, "continues-to": {}}
MODEL = from_mapping({"needs": {"types": {"a": {"title": "甲"}, "b": {}}, "links": LINKS}})


@st.composite
def plans(draw):
    """Needs with any links at all: several parents, cycles, self links, dead ends."""
    ids = [f"N-{n}" for n in range(draw(st.integers(1, 9)))]
    targets = st.lists(st.sampled_from([*ids, "GONE"]), max_size=3)
    return {
        each: {
            "id": each,
            "type": draw(st.sampled_from(["a", "b"])),
            "title": each,
            "docname": draw(st.sampled_from(["x", "y"])),
            "lineno": draw(st.integers(1, 50)),
            **{link: draw(targets) for link in LINKS},
        }
        for each in ids
    }


def below_or_self(needs, top):
    """By the definition: everything from which a path of `implements` leads to `top`."""
    found = {top}
    while True:
        more = {n for n, need in needs.items() if found & set(need["implements"])} - found
        if not more:
            return found
        found |= more


@given(plans())
def test_roll_up_is_the_count_of_links_between_two_subtrees(needs):
    graph = from_needs(MODEL, needs)
    ids = list(graph.items)
    rolled = roll_up(graph, ids, ids, "continues-to")
    links = {
        (source, target)
        for source, need in needs.items()
        for target in need["continues-to"]
        if target in needs
    }
    for row, column in product(ids, ids):
        expected = {
            (source, target)
            for source, target in links
            if source in below_or_self(needs, row) and target in below_or_self(needs, column)
        }
        found = [(each.source, each.target) for each in rolled.cells.get((row, column), ())]
        assert len(found) == len(set(found))
        assert set(found) == expected
    assert set(rolled.rows_without) == {
        r for r in ids if all((r, c) not in rolled.cells for c in ids)
    }
    assert set(rolled.columns_without) == {
        c for c in ids if all((r, c) not in rolled.cells for r in ids)
    }


@given(plans())
def test_ancestors_and_descendants_mirror_each_other(needs):
    graph = from_needs(MODEL, needs)
    for upper, lower in product(graph.items, graph.items):
        assert (upper in graph.ancestors(lower)) == (lower in graph.descendants(upper))
    for top in graph.items:
        assert set(graph.descendants(top)) == below_or_self(needs, top)


@given(plans(), st.permutations(["x", "y"]))
def test_order_is_that_of_the_documents_whatever_the_order_of_the_mapping(needs, documents):
    graph = from_needs(MODEL, needs, documents)
    shuffled = from_needs(MODEL, dict(sorted(needs.items(), reverse=True)), documents)
    assert list(graph.items) == list(shuffled.items)
    places = [(documents.index(item.docname), item.line) for item in graph]
    assert places == sorted(places)


def test_a_needs_json_is_read(tmp_path):
    needs = {
        "B": {"id": "B", "type": "b", "title": "い", "docname": "x", "lineno": 9},
        "A": {
            "id": "A",
            "type": "a",
            "title": "ろ",
            "docname": "x",
            "lineno": 3,
            "implements": ["B", "B"],
        },
    }
    path = tmp_path / "needs.json"
    path.write_text(json.dumps({"current_version": "1", "versions": {"1": {"needs": needs}}}))
    graph = from_needs_json(MODEL, path)
    assert list(graph.items) == ["A", "B"]
    assert graph["A"].links == {"implements": ("B",)}
    assert graph.sources("B", "implements") == ("A",)
    assert graph.label("A") == "甲"
    assert [item.id for item in graph.of_type("b")] == ["B"]


def test_labels_carry_the_numbers_of_the_id(plan_metamodel):
    assert plan_metamodel.short_label("IP-K07", "individual-measure") == "個別施策7"
    assert plan_metamodel.short_label("DX-I10", "initiative") == "取組10"
    assert plan_metamodel.short_label("DX-I07-1", "action") == "取組7の事項"
    assert plan_metamodel.short_label("IP-MISC", "other-work") == "その他"
    assert plan_metamodel.short_label("X", "no-such-type") == "X"


def test_a_type_may_use_what_it_names_and_what_no_type_names(plan_metamodel):
    options = plan_metamodel.options_of("achievement")
    assert {"id", "implements", "repeats", "fiscal_years", "source", "inferred"} <= options
    assert not {"continues-to", "value", "result", "gap_reason", "title"} & options
    assert plan_metamodel.types["achievement"].required == {"implements", "fiscal_years"}
