"""What must hold for any two plans."""

from dataclasses import asdict

from hypothesis import given, settings
from hypothesis import strategies as st

from plantrace.diff import compare
from plantrace.diff.changes import Changes, find_changes

TITLES = st.sampled_from(["導入", "運用", "ｱｲ", "アイ", "見直し（R2）"])
PARENTS = {
    "guideline": ["IP"],
    "measure": ["G1", "G2"],
    "individual-measure": ["M1", "M2"],
    "achievement": ["K1", "K2", "K3"],
    "initiative": ["V1"],
    "action": ["I1", "I2"],
}
IDS = {
    "IP": "plan", "DX": "plan", "G1": "guideline", "G2": "guideline", "M1": "measure",
    "M2": "measure", "K1": "individual-measure", "K2": "individual-measure",
    "K3": "individual-measure", "A1": "achievement", "A2": "achievement", "R1": "assessment",
    "R2": "assessment", "V1": "viewpoint", "I1": "initiative", "I2": "initiative", "S1": "action",
    "S2": "action", "S3": "action",
}  # fmt: skip
ENDS = ["I1", "I2", "S1", "S2", "S3"]


@st.composite
def needs(draw):
    """A plan over a few ids: any of them missing, links to anywhere allowed, dead ends too."""
    found = {}
    for each in draw(st.permutations([one for one in IDS if draw(st.booleans())])):
        kind = IDS[each]
        need = {"type": kind, "title": draw(TITLES), "docname": draw(st.sampled_from("pq"))}
        if kind in PARENTS:
            need["implements"] = draw(
                st.lists(st.sampled_from(PARENTS[kind]), max_size=2, unique=True)
            )
        if kind == "individual-measure":
            need["continues-to"] = draw(st.lists(st.sampled_from(ENDS), max_size=3, unique=True))
        if kind == "assessment":
            need["about"] = [draw(st.sampled_from(["K1", "K2"]))]
            need["result"] = draw(st.sampled_from(["よい", "わるい"]))
        if kind == "achievement":
            need["fiscal_years"] = draw(st.sampled_from([["R2"], ["R2", "R3"], ["R4-"]]))
            need["content"] = draw(st.sampled_from(["", "本文", "本 文"]))
        found[each] = need
    return found


many = settings(max_examples=80, deadline=None)


@many
@given(needs())
def test_a_plan_does_not_differ_from_itself(build_graph, one):
    diff = compare(build_graph(one), build_graph(one))
    assert diff.changes == Changes()
    assert not diff.changes.substance
    assert all(level.before == level.after for level in diff.coverage)
    nothing = (diff.gaps_opened, diff.gaps_closed, diff.pairs_gained, diff.pairs_lost, diff.impact)
    assert nothing == ((), (), (), (), ())


@many
@given(needs(), needs())
def test_the_changes_turn_one_plan_into_the_other(build_graph, one, other):
    before, after = build_graph(one), build_graph(other)
    changes = find_changes(before, after)
    items = {item.id: says(item) for item in before if item.id not in changes.removed}
    items |= {each: says(after[each]) for each in changes.added}
    for change in changes.changed:
        for field in change.fields:
            assert items[change.id].get(field.name, "") == field.before
            items[change.id][field.name] = field.after
    for move in changes.moved:
        items[move.id]["docname"] = move.after
    assert cleaned(items) == cleaned({item.id: says(item) for item in after})
    assert links(before) - {*changes.links_removed} | {*changes.links_added} == links(after)


def says(item):
    return {
        "type": item.type, "title": item.title, "content": item.content, "docname": item.docname,
        **item.fields,
    }  # fmt: skip


def cleaned(items):
    return {
        each: {name: value for name, value in fields.items() if value != ""}
        for each, fields in items.items()
    }


def links(graph):
    return set(find_changes(type(graph)(graph.metamodel, {}), graph).links_added)


@many
@given(needs(), needs())
def test_the_way_back_is_the_mirror(build_graph, one, other):
    there = compare(build_graph(one), build_graph(other))
    back = compare(build_graph(other), build_graph(one))
    a, b = there.changes, back.changes
    assert (set(a.added), set(a.removed)) == (set(b.removed), set(b.added))
    assert (set(a.links_added), set(a.links_removed)) == (set(b.links_removed), set(b.links_added))
    assert {(m.id, m.before, m.after) for m in a.moved} == {
        (m.id, m.after, m.before) for m in b.moved
    }
    names = {page.before: page.after for page in a.renamed_pages}
    assert names == {page.after: page.before for page in b.renamed_pages}
    assert {(r.document, r.before, r.after) for r in a.reordered} == {
        (names.get(r.document, r.document), r.after, r.before) for r in b.reordered
    }
    assert {*a.renumbered} == {(old, new) for new, old in b.renumbered}
    assert fields(a, "before", "after") == fields(b, "after", "before")
    assert a.substance == b.substance
    assert set(there.gaps_opened) == set(back.gaps_closed)
    assert set(there.pairs_lost) == set(back.pairs_gained)
    assert {(x.type, x.direction, x.before, x.after) for x in there.coverage} == {
        (x.type, x.direction, x.after, x.before) for x in back.coverage
    }
    assert {each.id: {x.id for x in each.affected} for each in there.impact} == {
        each.id: {x.id for x in each.affected} for each in back.impact
    }


def fields(changes, old, new):
    return {
        (change.id, field.name, getattr(field, old), getattr(field, new), field.spelling)
        for change in changes.changed
        for field in change.fields
    }


@many
@given(needs(), needs())
def test_whoever_has_other_relations_is_touched(build_graph, one, other):
    before, after = build_graph(one), build_graph(other)
    diff = compare(before, after)
    touched = {each.id for each in diff.impact} | set(diff.touched)
    assert {each.id for each in diff.impact}.isdisjoint(diff.touched)
    for each in set(one) & set(other):
        if relations(before, each) != relations(after, each):
            assert each in touched


def relations(graph, item):
    """By the definition: with whom the succession connects an item, either end rolled up."""
    found = set()
    for link in graph.links("continues-to"):
        source, target = graph.ancestors(link.source), graph.ancestors(link.target)
        if item in source:
            found |= {("to", each) for each in target}
        if item in target:
            found |= {("from", each) for each in source}
    return found


@many
@given(needs(), needs())
def test_every_way_is_made_of_links(build_graph, one, other):
    before, after = build_graph(one), build_graph(other)
    for impact in compare(before, after).impact:
        assert impact.id not in {each.id for each in impact.affected}
        for affected in impact.affected:
            graph = before if affected.before else after
            here = impact.id
            for step in affected.path:
                reach = graph.targets if step.along else graph.sources
                assert step.id in reach(here, step.link)
                here = step.id
            assert here == affected.id


@many
@given(needs(), needs())
def test_coverage_and_gaps_follow_the_definition(build_graph, one, other):
    before, after = build_graph(one), build_graph(other)
    diff = compare(before, after)
    for level in diff.coverage:
        for graph, count in ((before, level.before), (after, level.after)):
            of_type = [item.id for item in graph if item.type == level.type]
            covered = [each for each in of_type if reached(graph, each, level.direction)]
            assert asdict(count) == {"covered": len(covered), "total": len(of_type)}
    opened = {
        (item.id, level.direction)
        for level in diff.coverage
        for item in after
        if item.type == level.type
        and not reached(after, item.id, level.direction)
        and (item.id not in before or reached(before, item.id, level.direction))
    }
    assert {(gap.id, gap.direction) for gap in diff.gaps_opened} == opened


def reached(graph, item, direction):
    step = graph.targets if direction == "forward" else graph.sources
    return any(step(below, "continues-to") for below in graph.descendants(item))
