"""Matrix, coverage and their figures on random plans, held to their definitions by brute force."""

from hypothesis import given, settings
from hypothesis import strategies as st

from plantrace.model.graph import Graph, Item
from plantrace.model.metamodel import from_mapping
from plantrace.views.coverage import cover, coverage, finding
from plantrace.views.ends import ends
from plantrace.views.figure import figure
from plantrace.views.matrix import matrix

LEVELS = 6
TYPES = [f"old-{n}" for n in range(LEVELS)] + [f"new-{n}" for n in range(LEVELS)]
METAMODEL = from_mapping(
    {
        "needs": {
            "types": {name: {"title": name.upper()} for name in TYPES},
            "links": {"under": {}, "next": {}},
            "fields": {"excuse": {}},
        },
        "plantrace": {"hierarchy": "under", "succession": "next"},
    }
)


@st.composite
def plans(draw):
    """Two to six levels a side; several parents, cycles, dead ends, many-to-many succession."""
    levels = draw(st.integers(2, LEVELS))
    types = [*TYPES[:levels], *TYPES[LEVELS : LEVELS + levels]]
    ids = [f"X-{n}" for n in range(draw(st.integers(1, 14)))]
    ends_ = st.lists(st.sampled_from([*ids, "DEAD-END"]), max_size=3, unique=True)
    items = {}
    for item_id in ids:
        links = {"under": tuple(draw(ends_)), "next": tuple(draw(ends_))}
        fields = {"excuse": "because"} if draw(st.booleans()) else {}
        items[item_id] = Item(
            item_id, draw(st.sampled_from(types)), f"title {item_id}", fields, links
        )
    return Graph(METAMODEL, items)


sides = st.lists(st.sampled_from(TYPES), min_size=1, max_size=4, unique=True)


def above_or_same(graph):
    """Pairs (lower, upper) by repeated joining until nothing is new."""
    pairs = {(i.id, i.id) for i in graph}
    pairs |= {(i.id, p) for i in graph for p in i.links["under"] if p in graph}
    while True:
        joined = pairs | {(a, d) for a, b in pairs for c, d in pairs if b == c}
        if joined == pairs:
            return pairs
        pairs = joined


def written(graph):
    return {(i.id, t) for i in graph for t in i.links["next"] if t in graph}


@settings(max_examples=80, deadline=None)
@given(plans(), sides, sides)
def test_matrix_counts_what_its_definition_counts(graph, row_types, column_types):
    data = matrix(graph, {"rows": ", ".join(row_types), "columns": ", ".join(column_types)})
    up, links = above_or_same(graph), written(graph)
    rows = [i.id for i in graph if i.type in row_types]
    columns = [i.id for i in graph if i.type in column_types]
    expected = {
        (r, c): {(s, t) for s, t in links if (s, r) in up and (t, c) in up}
        for r in rows
        for c in columns
    }
    assert (list(data.pairs.rows), list(data.pairs.columns)) == (rows, columns)
    cells = {p: {(e.source, e.target) for e in found} for p, found in data.pairs.cells.items()}
    assert cells == {pair: found for pair, found in expected.items() if found}
    assert all(len(found) == len(cells[pair]) for pair, found in data.pairs.cells.items())
    for row in rows:
        assert data.row_totals[row] == len(set().union(*(expected[row, c] for c in columns)))
    for column in columns:
        assert data.column_totals[column] == len(set().union(*(expected[r, column] for r in rows)))
    assert data.total == len(set().union(*expected.values()))


@settings(max_examples=80, deadline=None)
@given(plans(), sides, st.sampled_from(["outgoing", "incoming"]))
def test_coverage_is_its_definition(graph, types, direction):
    given_ = {"types": ",".join(types), "direction": direction, "reason": "excuse"}
    level = cover(graph, given_)
    up = above_or_same(graph)
    touched = {pair[direction == "incoming"] for pair in written(graph)}
    ids = [i.id for i in graph if i.type in types]
    covered = [i for i in ids if any((t, i) in up for t in touched)]
    gaps = [i for i in ids if i not in covered]
    assert [i for i, _ in level.covered] == covered
    assert [i for i, _ in level.explained] == [i for i in gaps if graph[i].fields]
    assert list(level.unexplained) == [i for i in gaps if not graph[i].fields]
    assert level.total == len(ids)
    asked = f"type={','.join(types)} direction={direction} reason=excuse"
    for word, number in (
        ("covered", len(covered)),
        ("explained", len(level.explained)),
        ("gaps", len(level.unexplained)),
        ("total", len(ids)),
    ):
        assert figure(graph, {"argument": f"{word} {asked}"}).number == number


@settings(max_examples=60, deadline=None)
@given(plans(), sides, sides, st.booleans())
def test_no_link_is_lost_however_the_other_ends_are_grouped(graph, types, groups, outgoing):
    ids = [i.id for i in graph if i.type in types]
    group_ids = [i.id for i in graph if i.type in groups]
    found = ends(graph, ids, "next", group_ids, outgoing=outgoing)
    up = above_or_same(graph)
    pairs = [(s, t) if outgoing else (t, s) for s, t in written(graph)]
    for each in ids:
        far = {t for s, t in pairs if (s, each) in up}
        shown = {end.id for end in found.get(each, ())}
        shown |= {w for end in found.get(each, ()) for w in end.written}
        named_by = {g for g in group_ids if any((f, g) in up for f in far)}
        assert shown == far | named_by


@settings(max_examples=60, deadline=None)
@given(plans(), sides, st.integers(0, 100))
def test_the_gate_is_missed_only_by_gaps_that_nobody_explains(graph, types, gate):
    data = coverage(graph, {"types": ",".join(types), "reason": "excuse", "at-least": str(gate)})
    passed = len(data.level.covered) + len(data.level.explained)
    missed = passed * 100 < gate * data.level.total
    sentence = finding(data)
    assert (sentence is not None) == missed
    if sentence:
        assert all(gap in sentence for gap in data.level.unexplained)
