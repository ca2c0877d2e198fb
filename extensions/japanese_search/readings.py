"""How the words of the documents are read, and how dictionaries write them in kanji.

ぼうさい finds 防災, 取りかえ finds 取り替え; 漏洩 finds 漏えい, 猪 finds イノシシ. SudachiPy takes
the words apart; it and its small dictionary come as wheels for every system. (Janome, Python
alone, takes ten times as long to install and to read; pykakasi is GPL.) Loading the dictionary
takes a quarter of a second: pages are taken apart when they are read, and what was found is kept
in the environment, so that a build that reads no page loads none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from japanese_search.kept import Kept

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sudachipy import Morpheme, Tokenizer


@dataclass(frozen=True, slots=True, order=True)
class Word:
    """A word as the documents write it."""

    written: str
    read: str
    """in hiragana; "" for a word in kana."""
    kanji: str
    """how a dictionary writes it, where that has kanji and the documents have kana; or ""."""


Words = tuple[Word, ...]

_KANJI = "[一-鿿々〆ヶ]"
_KANA = "[ぁ-ゖァ-ヺー]"
_RUN = re.compile(r"[一-鿿々〆ヶぁ-ゖァ-ヺー]{2,500}")  # SudachiPy takes some 16,000 at once
_NOUNS = ("名詞", "接頭辞", "接尾辞", "形状詞")
_VERBS = ("動詞",)
_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヷ"))}
# 替える, as far as it is the same in 取り替え, 取り替えた and 取り替える
_STEM = re.compile(f".*{_KANJI}[ぁ-ゖ]?")


def words(texts: Iterable[str], known: Words) -> Words:
    """The words of all texts, sorted. `known`: words that were found before."""
    runs = _runs(texts)
    written = sorted({word.written for word in known}, key=len, reverse=True)
    # atomic: a long run of kanji can be cut in very many ways
    made_of_known = re.compile(f"(?>{'|'.join([*written, _KANA])})++")
    anew = [run for run in runs if not made_of_known.fullmatch(run)]
    said = "\n".join(runs)
    found = {word for word in known if word.written in said}
    return tuple(sorted(found | _of_runs(anew)))


def readings(found: Words) -> tuple[tuple[str, str], ...]:
    """The words with kanji, each with its reading in hiragana."""
    return tuple((word.written, word.read) for word in found if word.read)


def in_kanji(found: Words) -> tuple[tuple[str, str], ...]:
    """How words are written in kanji, each with how the documents write it in kana."""
    return tuple((word.kanji, word.written) for word in found if word.kanji)


def _of_runs(runs: Iterable[str]) -> set[Word]:
    return {word for run in runs for one in _tokenizer().tokenize(run) if (word := _word(one))}


def _runs(texts: Iterable[str]) -> set[str]:
    return {run for text in texts for run in _RUN.findall(text)}


def _word(one: Morpheme) -> Word | None:
    kind, detail, *_ = one.part_of_speech()
    written, read = one.surface(), one.reading_form().translate(_HIRAGANA)
    if kind in _VERBS and (stem := _STEM.match(written)):
        rest = len(written) - stem.end()
        return _with_kanji(stem[0], read[: len(read) - rest], "")
    if kind in _VERBS and detail == "一般":
        return _verb_in_kana(one)
    if kind not in _NOUNS:
        return None
    return _with_kanji(written, read, _kanji(one) if detail == "普通名詞" else "")


def _verb_in_kana(one: Morpheme) -> Word | None:
    """広げ for ひろげ of ひろげる, as far as every form of the verb has it."""
    written, kana, kanji = one.surface(), one.dictionary_form(), one.normalized_form()
    while kana and kana[-1] == kanji[-1:]:
        kana, kanji = kana[:-1], kanji[:-1]
    stem = written[: len(kana) + 1]
    is_kana = re.fullmatch("[ぁ-ゖ]{3,}", stem) and re.fullmatch(f"{_KANJI}+", kanji)
    return Word(stem, "", kanji + stem[len(kana) :]) if is_kana else None


def _with_kanji(written: str, read: str, kanji: str) -> Word | None:
    if not re.search(_KANJI, written):
        read = ""
    return Word(written, read, kanji) if len(read) > 1 or kanji else None


def _kanji(one: Morpheme) -> str:
    """漏洩 for 漏えい, 猪 for イノシシ; not 時 for とき, 下 for もと."""
    written, kanji = one.surface(), one.normalized_form()
    # more kanji: 引き上げ for 引き揚げ would be another word
    is_other = len(re.findall(_KANJI, kanji)) > len(re.findall(_KANJI, written))
    is_short = len(kanji) == 1 and not re.fullmatch("[ァ-ヺー]{2,}|[ぁ-ゖ]{3,}", written)
    is_phrase = one.part_of_speech()[2] in ("副詞可能", "助数詞可能")  # ところ, か所
    return kanji if is_other and not is_short and not is_phrase else ""


@cache
def _tokenizer() -> Tokenizer:
    from sudachipy import Dictionary, SplitMode  # only where something is read anew

    return Dictionary(dict="small").tokenizer(mode=SplitMode.A)


# ------------------------------------------------------------------ kept in the environment

_KEPT: Kept[Words] = Kept("japanese_search_words")


def known(env: BuildEnvironment) -> Words:
    """What was found in all pages."""
    return tuple(sorted({word for page in _KEPT.of(env).values() for word in page}))


def _read(app: Sphinx, docname: str, content: list[str]) -> None:
    _KEPT.of(app.env)[docname] = tuple(sorted(_of_runs(_runs(content))))


def setup(app: Sphinx) -> None:
    """Called once by `japanese_search.setup`."""
    app.connect("source-read", _read, priority=900)  # after what others make of the source
    _KEPT.setup(app)
