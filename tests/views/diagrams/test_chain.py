"""The paths of `trace` are those of a definition that tries every sequence of items."""

from itertools import pairwise, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plantrace.views.chain import MOST_PATHS, chain, paths
from plantrace.views.face import ViewError


class Definition:
    """All paths by trying all sequences of distinct items, cut in all ways."""

    def __init__(self, plan, forward):
        self.up = {each: set(plan[each][2]) for each in plan}
        self.down = {each: {x for x in plan if each in self.up[x]} for each in plan}
        onward = {each: set(plan[each][3]) for each in plan}
        back = {each: {x for x in plan if each in onward[x]} for each in plan}
        self.across = onward if forward else back
        self.sequences = [
            sequence for size in range(1, len(plan) + 1) for sequence in permutations(plan, size)
        ]

    def below(self, item):
        found = {item}
        while more := {d for each in found for d in self.down[each]} - found:
            found |= more
        return found

    def is_leg(self, leg):
        """Down to a link; or, where nothing below has any, up to the first that has."""
        if not self.across[leg[-1]]:
            return False
        pairs = list(pairwise(leg))
        if any(self.across[each] for each in self.below(leg[0])):
            return all(b in self.down[a] for a, b in pairs)
        return all(b in self.up[a] for a, b in pairs) and not any(map(self.across.get, leg[:-1]))

    def is_way_to_the_top(self, leg, seen):
        climbs = all(b in self.up[a] for a, b in pairwise(leg))
        return climbs and self.up[leg[-1]] <= {*leg, *seen}

    def goes_on(self, item, seen):
        return any(
            sequence[0] == item
            and seen.isdisjoint(sequence)
            and self.is_leg(sequence)
            and self.across[sequence[-1]] - seen - {*sequence}
            for sequence in self.sequences
        )

    def ends(self, legs):
        *before, last = legs
        seen = {each for leg in before for each in leg}
        return not self.goes_on(last[0], seen) and self.is_way_to_the_top(last, seen)

    def paths(self, start):
        return {
            legs
            for sequence in self.sequences
            if sequence[0] == start
            for legs in _cuts(sequence)
            if len(legs) > 1
            and all(b[0] in self.across[a[-1]] for a, b in pairwise(legs))
            and all(map(self.is_leg, legs[:-1]))
            and self.ends(legs)
        }


def _cuts(sequence):
    """Every way to cut a sequence into consecutive parts."""
    for bits in range(2 ** (len(sequence) - 1)):
        legs, start = [], 0
        for place in range(1, len(sequence)):
            if bits >> (place - 1) & 1:
                legs.append(sequence[start:place])
                start = place
        yield (*legs, sequence[start:])


@pytest.fixture(scope="session")
def check(graph_from, plans):
    @settings(max_examples=60, deadline=None)
    @given(st.data(), plans(most=5), st.booleans())
    def run(data, plan, forward):
        start = data.draw(st.sampled_from(list(plan)))
        found = list(paths(graph_from(plan), start, "moves-to", forward))
        assert len(set(found)) == len(found)
        assert set(found) == Definition(plan, forward).paths(start)

    return run


def test_random_plans(check):
    check()


PLAN = {
    "OLD": ("vision", "旧", [], []),
    "P1": ("policy", "道路", ["OLD"], []),
    "J1": ("project", "点検", ["P1"], ["S1"]),
    "J2": ("project", "更新", ["J1"], []),
    "NEW": ("dream", "新", [], []),
    "A1": ("aim", "長寿命", ["NEW"], []),
    "S1": ("step", "早め", ["A1"], []),
}


def test_a_link_counts_for_what_is_above_and_for_what_is_below(graph_from):
    graph = graph_from(PLAN)
    ahead = ("S1", "A1", "NEW")
    assert chain(graph, {"argument": "P1"}).forward == ((("P1", "J1"), ahead),)
    assert chain(graph, {"argument": "J2"}).forward == ((("J2", "J1"), ahead),)
    assert chain(graph, {"argument": "A1"}).backward == ((("A1", "S1"), ("J1", "P1", "OLD")),)


def test_many_paths_are_cut_and_said(graph_from):
    wide = {
        "A": ("policy", "甲", [], [f"Z{n}" for n in range(MOST_PATHS + 1)]),
        **{f"Z{n}": ("aim", "乙", [], []) for n in range(MOST_PATHS + 1)},
    }
    found = chain(graph_from(wide), {"argument": "A"})
    assert (len(found.forward), found.cut) == (MOST_PATHS, True)


def test_all_joined_to_all_comes_to_an_end(graph_from):
    ids = [f"X{n}" for n in range(25)]
    graph = graph_from({each: ("policy", each, ids, ids) for each in ids})
    assert chain(graph, {"argument": "X0"}).cut


def test_wrong_options_are_said(graph_from):
    with pytest.raises(ViewError, match="「J11」という ID の項目はありません。「J1」では"):
        chain(graph_from(PLAN), {"argument": "J11"})
    with pytest.raises(ViewError, match="「up」は使えません"):
        chain(graph_from(PLAN), {"argument": "J1", "direction": "up"})
