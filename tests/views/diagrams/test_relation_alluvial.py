"""Both views draw what the roll-up says, and name what it leaves out."""

import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given

from plantrace.model.rollup import roll_up
from plantrace.views.alluvial import flow, svg
from plantrace.views.matrix import matrix
from plantrace.views.relation import blocks, pictures, relation

GIVEN = {"from": "policy", "to": "step", "rows": "policy", "columns": "step"}


@pytest.fixture(scope="session")
def check_relation(graph_from, plans):
    @given(plans())
    def run(plan):
        graph = graph_from(plan)
        left = [item.id for item in graph.of_type("policy")]
        right = [item.id for item in graph.of_type("step")]
        rolled = roll_up(graph, left, right, "moves-to")
        data = relation(graph, GIVEN)
        assert data.pairs == rolled
        assert sorted(e for group in data.left for e in group.ids) == sorted(left)
        assert sorted(e for group in data.right for e in group.ids) == sorted(right)
        said = re.findall(r"item='([^']+)'", repr(blocks(data)))
        assert set(left) | set(right) <= set(said)
        (drawn,) = pictures(data, graph)
        lines = re.findall(r"^l(\d+) -\[[^h].*?\]---> r(\d+)$", drawn.uml, re.MULTILINE)
        assert {(left[int(a)], right[int(b)]) for a, b in lines} == set(rolled.cells)
        alone = len(rolled.rows_without) + len(rolled.columns_without)
        assert drawn.uml.count("line.dashed") == drawn.uml.count("（記載なし）") == alone

    return run


def test_relation_of_random_plans(check_relation):
    check_relation()


@pytest.fixture(scope="session")
def check_flow(graph_from, plans):
    @given(plans())
    def run(plan):
        data = matrix(graph_from(plan), GIVEN)
        laid = flow(data)
        links = {pair: len(found) for pair, found in data.pairs.cells.items()}
        assert {(each.row, each.column): each.links for each in laid.ribbons} == links
        for side, end in ((laid.left, "row"), (laid.right, "column")):
            tops = [stop.top for stop in side]
            assert tops == sorted(tops)
            for stop in side:
                here = [each for each in laid.ribbons if getattr(each, end) == stop.id]
                assert stop.height == pytest.approx(sum(each.height for each in here))
        if laid.ribbons:
            units = {round(each.height / each.links, 6) for each in laid.ribbons}
            assert len(units) == 1
        drawn = ET.fromstring(svg(data))
        assert drawn.get("role") == "img"
        assert len(drawn.findall("{*}path")) == len(links)

    return run


def test_alluvial_of_random_plans(check_flow):
    check_flow()


def test_a_title_with_markup_stays_text(graph_from):
    plan = {
        "P1": ("policy", 'a < b & "c" </svg>', [], ["S1"]),
        "S1": ("step", "<script>", [], []),
    }
    drawn = ET.fromstring(svg(matrix(graph_from(plan), GIVEN)))
    assert drawn.find("{*}path/{*}title").text == '政策1 a < b & "c" </svg> → <script>：1件'
