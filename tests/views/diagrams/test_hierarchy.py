"""Each item that is reached stands in the tree once, with all its parents said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plantrace.views.face import ViewError
from plantrace.views.hierarchy import hierarchy, pictures


@pytest.fixture(scope="session")
def check(graph_from, plans):
    @given(st.data(), plans(), st.integers(0, 4))
    def run(data, plan, depth):
        graph = graph_from(plan)
        root = data.draw(st.sampled_from(list(plan)))
        tree = hierarchy(graph, {"root": root, "depth": depth})
        branches = tree.all()
        ids = [branch.id for branch in branches]
        assert len(set(ids)) == len(ids)
        level = {root: 1}
        for each in _nearest_first(plan, root):
            above = [level[parent] for parent in plan[each][2] if parent in level]
            level.setdefault(each, min(above, default=0) + 1)
        shown = {each for each in level if not depth or level[each] <= depth}
        assert set(ids) == shown
        home = {below.id: branch.id for branch in branches for below in branch.below}
        for branch in branches:
            told = {*branch.also_below, home.get(branch.id)} - {None}
            open_parents = {p for p in plan[branch.id][2] if p in shown and level[p] != depth}
            assert told == open_parents
        (drawn,) = pictures(tree, graph)
        assert drawn.uml.count("rectangle ") == len(ids) + 1  # one is in the style

    return run


def _nearest_first(plan, root):
    found = [root]
    for current in found:
        found += [each for each in plan if current in plan[each][2] and each not in found]
    return found


def test_random_plans(check):
    check()


PLAN = {
    "V": ("vision", "構想", [], []),
    "P1": ("policy", "一", ["V"], []),
    "J1": ("project", "あ", ["P1"], []),
    "J2": ("project", "い", ["P1", "P2"], []),
    "P2": ("policy", "二", ["V"], []),
}


def test_types_pass_over_what_stands_between(graph_from):
    tree = hierarchy(graph_from(PLAN), {"root": "V", "types": "project"})
    assert [branch.id for branch in tree.all()] == ["V", "J1", "J2"]
    assert tree.levels == 2


def test_what_is_too_deep_is_counted(graph_from):
    tree = hierarchy(graph_from(PLAN), {"depth": 2})
    assert [(branch.id, branch.cut) for branch in tree.all()] == [("V", 0), ("P1", 2), ("P2", 1)]


def test_an_unknown_root_or_type_is_said(graph_from):
    with pytest.raises(ViewError, match=":root: の「VV」という項目はありません"):
        hierarchy(graph_from(PLAN), {"root": "VV"})
    with pytest.raises(ViewError, match="「projekt」という種類はありません。「project」では"):
        hierarchy(graph_from(PLAN), {"root": "V", "types": "projekt"})
    with pytest.raises(ViewError, match="項目がありません"):
        hierarchy(graph_from({"V": ("vision", "構想", [], [])}), {})


def test_a_plan_without_items_yet_is_no_mistake(graph_from):
    tree = hierarchy(graph_from({}), {})
    assert (tree.roots, tree.levels) == ((), 0)
