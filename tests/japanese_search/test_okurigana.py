"""Compounds of verbs, whose kana may be written or not: every spelling finds every other."""

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

_, *LINES = Path(__file__).with_name("okurigana.txt").read_text(encoding="utf-8").splitlines()
COMPOUNDS = [word for line in LINES for word in line.split()]


def spellings(word):
    """取り付け -> 取り付け, 取付け, 取付."""
    inside = re.sub(r"(?<=[一-龠])[ぁ-ん]+(?=[一-龠])", "", word)
    return {word, inside, re.sub("[ぁ-ん]", "", word)}


def test_every_spelling_finds_the_others_and_no_other_compound(core, find, entry):
    of = {one: word for word in COMPOUNDS for one in spellings(word)}
    find([entry(f"{one}の件") for one in of], "")
    found = core(
        "given.map((query) => J.search(index, query).hits.map((hit) => hit.record.title))", [*of]
    )
    wrong = {}
    for (query, word), titles in zip(of.items(), found, strict=True):
        wanted = {f"{one}の件" for one in spellings(word)}
        if set(titles) != wanted:
            wrong[query] = set(titles) ^ wanted
    assert wrong == {}


def test_a_compound_may_stand_in_a_longer_one(find, entry):
    items = [entry("自動草刈り機の実証"), entry("草花の刈り込み")]
    assert find(items, "草刈機") == ["自動草刈り機の実証"]


def test_a_noun_in_kana_is_no_end_of_a_verb(find, entry):
    items = [entry("家庭ごみの減量"), entry("家庭の教育")]
    assert find(items, "家庭ごみ") == ["家庭ごみの減量"]
