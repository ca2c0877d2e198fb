"""The common synonyms as a whole: every word of a group finds the others, and no other group."""

import pytest

from japanese_search import synonyms
from japanese_search.readings import in_kanji, words

pytestmark = pytest.mark.browser

GROUPS = [
    [word.strip("<>") for word in group]
    for group in synonyms.load([synonyms.COMMON])
    if "%" not in group  # a sign alone is no query
]


# another group's, and it says the word: コンピューター, 暮らし, 聴取, 小学校, ごみ出し
SAID_WITH_OTHERS = {
    "パーソナルコンピュータ",
    "ひとりぐらし",
    "意見を聴取",
    "意見聴取",
    "小中学校",
    "ごみの出し方",
}


def test_no_word_is_in_two_groups():
    words = [word.casefold() for group in GROUPS for word in group]
    assert sorted(word for word in set(words) if words.count(word) > 1) == []


def kanji(word):
    for written, kana in in_kanji(words([word], ())):
        word = word.replace(kana, written)
    return word


def test_every_word_finds_its_group_and_no_other(core, find, entry):
    all_words = [word for group in GROUPS for word in group]
    find([entry(word, kind="項目") for word in all_words], "")
    found = core(
        "given.map((query) => J.search(index, query).hits.map((hit) => hit.record.title))",
        all_words,
    )
    of = dict(zip(all_words, found, strict=True))
    missed, wrong = {}, {}
    for group in GROUPS:
        parts = [word.casefold() for word in group]
        for word in group:
            if set(group) - set(of[word]):
                missed[word] = set(group) - set(of[word])
            # 連携 may find 公民連携, and 障害 しょうがい者; the name of a law says many words
            others = {
                one
                for one in of[word]
                if not one.endswith(("法律", "措置法", "化法", "等専門学校"))
                and not any(part in text for part in parts for text in (one.casefold(), kanji(one)))
            }
            if others - SAID_WITH_OTHERS:
                wrong[word] = others
    assert (missed, wrong) == ({}, {})
