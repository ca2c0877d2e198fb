"""The real site against the facts of the source text, both ways."""

from collections import Counter

# The counts of the source, by type; discrepancies are ours and as many as matter.
COUNTS = {
    "plan": 2,
    "guideline": 4,
    "measure": 10,
    "individual-measure": 16,
    "other-work": 2,
    "achievement": 99,
    "assessment": 17,
    "indicator": 4,
    "viewpoint": 3,
    "initiative": 22,
    "action": 26,
}


def test_the_facts_have_the_counts_of_the_source(facts):
    assert facts["counts"] == COUNTS
    assert Counter(item["type"] for item in facts["items"].values()) == COUNTS
    assert len(facts["reflections"]) == 28


def test_the_site_has_the_counts_of_the_source(needs):
    counts = Counter(need["type"] for need in needs.values())
    del counts["discrepancy"]
    assert counts == COUNTS


def test_the_site_says_what_the_source_says_and_nothing_else(compare, facts, needs):
    assert compare(facts, needs) == []


def test_exactly_two_achievements_repeat_another(needs):
    repeats = {key: need["repeats"] for key, need in needs.items() if need["repeats"]}
    assert repeats == {"IP-K16-A02": ["IP-K14-A01"], "IP-K16-A04": ["IP-K14-A03"]}


def test_eight_initiatives_are_not_in_the_ledger(facts):
    reached = {
        parent
        for line in facts["reflections"]
        for parent in facts["items"][line["action"]]["implements"]
    }
    initiatives = {key for key, item in facts["items"].items() if item["type"] == "initiative"}
    missing = sorted(int(key.removeprefix("DX-I")) for key in initiatives - reached)
    assert missing == [3, 12, 13, 14, 17, 19, 21, 22]


def test_the_indicators_are_those_of_the_source(needs):
    fields = ("value", "unit", "as_of", "target", "due")
    indicators = {
        key: tuple(need[field] or None for field in fields)
        for key, need in needs.items()
        if need["type"] == "indicator"
    }
    assert indicators == {
        "IP-K06-N1": ("231", "手続", "2025-03-31", None, None),
        "IP-K06-N2": (None, "%", None, "100", "2028-03-31"),
        "IP-K07-N1": ("78.0", "%", "2025-03-31", None, None),
        "IP-K08-N1": ("29", "手続", "2025-03-31", None, None),
    }
