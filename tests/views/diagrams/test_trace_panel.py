"""The panel says in one line where an item stands, and in full when opened."""

import itertools

import pytest
from hypothesis import given, settings

from plantrace.views.trace_panel import summary, trace, way_up

PLAN = {
    "V": ("vision", "構想", [], []),
    "P1": ("policy", "道路", ["V"], []),
    "P2": ("policy", "公園", ["V"], []),
    "J1": ("project", "点検", ["P1"], ["S1", "S2"]),
    "J2": ("project", "更新", ["P1", "P2"], ["S2"]),
    "A1": ("aim", "長寿命", [], []),
    "S1": ("step", "早め", ["A1"], []),
    "S2": ("step", "記録", ["A1"], []),
}


def test_the_line(graph_from):
    graph = graph_from(PLAN)
    assert summary(trace(graph, "J1")) == ("政策1 › ", "事業1", " → ねらい1")
    assert summary(trace(graph, "A1")) == ("事業1・事業2 → ", "ねらい1", "")
    assert summary(trace(graph, "S1")) == ("事業1 → ねらい1 › ", "早め", "")
    assert summary(trace(graph, "J2"))[2] == "（上位はほかに1） → ねらい1"


def test_in_full(graph_from):
    data = trace(graph_from(PLAN), "P1")
    assert data.ways_up == (("V",),)
    assert data.forward == ("S1", "S2")
    assert data.below == (("事業", 2),)


@pytest.fixture(scope="session")
def check(graph_from, plans):
    @settings(deadline=None)
    @given(plans())
    def run(plan):
        graph = graph_from(plan)
        for each in plan:
            way = way_up(graph, each)
            assert way[-1] == each
            assert len(set(way)) == len(way)
            assert all(a in plan[b][2] for a, b in itertools.pairwise(way))
            data = trace(graph, each)
            inside = set(graph.descendants(each))
            assert set(data.forward) == {t for d in inside for t in plan[d][3]}
            assert sum(count for _, count in data.below) == len(inside) - 1

    return run


def test_random_plans(check):
    check()
