"""A plan of 10,000 items is compared in a moment."""

import time
from dataclasses import replace

import pytest

from plantrace.diff import compare
from plantrace.model.graph import Graph

MEASURES = 450


@pytest.fixture
def large(build_graph):
    """450 measures of 20 achievements each, two actions after each."""
    needs = {"IP": {"type": "plan", "title": "旧"}, "DX": {"type": "plan", "title": "新"}}
    for n in range(MEASURES):
        needs[f"DX-I{n}"] = {"type": "initiative", "title": f"取組{n}", "implements": ["DX"]}
        needs[f"DX-I{n}-1"] = {"type": "action", "title": "事項", "implements": [f"DX-I{n}"]}
        needs[f"IP-K{n}"] = {
            "type": "individual-measure", "title": f"施策{n}", "implements": ["IP"],
            "continues-to": [f"DX-I{n}-1", f"DX-I{(n * 7) % MEASURES}-1"],
        }  # fmt: skip
        for a in range(20):
            needs[f"IP-K{n}-A{a}"] = {
                "type": "achievement", "title": f"実績{n}の{a}", "implements": [f"IP-K{n}"],
                "fiscal_years": ["R2"],
            }  # fmt: skip
    return build_graph(needs)


@pytest.mark.slow
def test_200_changes_in_10000_items(large):
    assert len(large.items) > 10_000
    chosen = [item.id for item in large][::51][:200]
    edited = {each: replace(large[each], title="新しい名前") for each in chosen}
    after = Graph(large.metamodel, {**large.items, **edited})
    started = time.perf_counter()
    diff = compare(large, after)
    assert (diff.gaps_opened, diff.pairs_lost, len(diff.changes.changed)) == ((), (), 200)
    assert diff.touched
    assert time.perf_counter() - started < 2
