"""Titles are broken by width, between phrases, and never before 、 or after （."""

from hypothesis import given
from hypothesis import strategies as st

from plantrace.views.wrap import columns, wrap

WORDS = st.text("計画施策業務情報あいうえおアイウエオＡＢab1 ", min_size=1, max_size=5)
MARKED = st.lists(
    st.tuples(WORDS, st.sampled_from(["", "、", "。", "）", "（", "「", "」", "ー", "・"])),
    max_size=12,
).map(lambda pairs: "".join(word + mark for word, mark in pairs))


@given(st.text(), st.integers(2, 40))
def test_nothing_is_lost_and_no_line_is_too_wide(text, width):
    lines = wrap(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(columns(line) <= width for line in lines)


@given(MARKED)
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(text):
    lines = wrap(text, 24)
    assert not any(line[0] in "、。）」ー・" for line in lines[1:])
    assert not any(line[-1] in "（「" for line in lines[:-1])


@given(MARKED, st.integers(10, 40), st.integers(0, 6))
def test_more_room_needs_no_more_lines(text, width, indent):
    lines = wrap(text, width, indent)
    wider = wrap(text, width + 1, indent)
    assert len(wider) <= len(lines)
    assert columns(lines[0]) <= width - indent


def test_lines_end_with_phrases():
    assert wrap("マイナンバー制度を推進する", 24) == ("マイナンバー制度を", "推進する")
    assert wrap("学校のICT環境を整備する", 16) == ("学校のICT環境を", "整備する")


def test_a_word_in_katakana_is_not_broken():
    assert wrap("マイナンバーカード機能の活用推進", 20) == ("マイナンバーカード", "機能の活用推進")
