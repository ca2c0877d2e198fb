"""The common synonyms as a whole: every word of a group finds the others, and no other group."""

import pytest

from japanese_search import synonyms

pytestmark = pytest.mark.browser

GROUPS = [
    [word.strip("<>") for word in group]
    for group in synonyms.load([synonyms.COMMON])
    if "%" not in group  # a sign alone is no query
]


def test_no_word_is_in_two_groups():
    words = [word.casefold() for group in GROUPS for word in group]
    assert sorted(word for word in set(words) if words.count(word) > 1) == []


def test_every_word_finds_its_group_and_no_other(core, find, entry):
    words = [word for group in GROUPS for word in group]
    find([entry(word, kind="項目") for word in words], "")
    found = core(
        "given.map((query) => J.search(index, query).hits.map((hit) => hit.record.title))", words
    )
    of = dict(zip(words, found, strict=True))
    missed, wrong = {}, {}
    for group in GROUPS:
        parts = [word.casefold() for word in group]
        for word in group:
            if set(group) - set(of[word]):
                missed[word] = set(group) - set(of[word])
            # 連携 may find 公民連携
            others = {o for o in of[word] if not any(part in o.casefold() for part in parts)}
            if others - {"パーソナルコンピュータ"}:  # コンピューター
                wrong[word] = others
    assert (missed, wrong) == ({}, {})
