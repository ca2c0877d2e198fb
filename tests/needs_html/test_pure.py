"""Laws of the pure part."""

from hypothesis import given
from hypothesis import strategies as st

from needs_html.card import Card, Catalogue, Field, Value, card, families, shared
from needs_html.options import Compact, Options

OPTIONS = Options(compact={"row": Compact()}, parts={"row": "up", "inner": "up"})


def catalogue(needs):
    by_id = {need["id"]: need for need in needs}
    order = {item: place for place, item in enumerate(by_id)}
    return Catalogue(by_id, order, {"f": "F"}, {"up": ("上", "下")}, OPTIONS)


@st.composite
def runs(draw):
    kinds = draw(st.lists(st.sampled_from(["head", "row", "inner"]), max_size=12))
    ids = [f"N{n}" for n in range(len(kinds))]
    return [
        {
            "id": item,
            "type": kind,
            "title": item,
            "up": draw(st.lists(st.sampled_from(ids), max_size=2)),
        }
        for item, kind in zip(ids, kinds, strict=True)
    ]


@given(runs())
def test_families_keep_every_item_once_in_the_order_written(needs):
    found = families([need["id"] for need in needs], catalogue(needs))
    flat = [item for head, parts in found for item in ([head] if head else []) + list(parts)]
    assert flat == [need["id"] for need in needs]


@given(runs())
def test_a_part_links_to_its_head_and_a_row_is_never_a_head(needs):
    by_id = {need["id"]: need for need in needs}
    for head, parts in families(list(by_id), catalogue(needs)):
        assert head is None or by_id[head]["type"] != "row"
        for part in parts:
            assert by_id[part]["type"] == "row" if head is None else head in by_id[part]["up"]


@given(runs())
def test_only_links_of_belonging_to_what_is_obvious_are_left_out(needs):
    shelf = catalogue(needs)
    ids = {need["id"] for need in needs}
    for need in needs:
        full = {t.id for links in card(need["id"], shelf).links for t in links.targets}
        less = {t.id for links in card(need["id"], shelf, ids).links for t in links.targets}
        assert full == set(need["up"])
        assert less == (set(need["up"]) if need["type"] == "head" else set())


VALUES = st.lists(st.sampled_from("abc"), min_size=1, max_size=2).map(
    lambda texts: tuple(Value(text) for text in texts)
)


@given(st.lists(st.dictionaries(st.sampled_from("xyz"), VALUES), min_size=1, max_size=4))
def test_shared_is_what_all_rows_agree_on(rows):
    cards = [
        Card("I", "row", "", "", fields=tuple(Field(n, n, v) for n, v in fields.items()))
        for fields in rows
    ]
    expected = {n for n in "xy" if all(n in row and row[n] == rows[0].get(n) for row in rows)}
    assert {entry.name for entry in shared(cards, ("x", "y"))} == expected
