"""How the words of the documents are read: ぼうさい finds 防災, ダンボール finds 段ボール.

SudachiPy takes the words apart; it and its small dictionary come as wheels for every system.
(Janome, Python alone, takes ten times as long to install and to read; pykakasi is GPL.) Loading
the dictionary takes a quarter of a second: pages are taken apart when they are read, and what was
found is kept in the environment, so that a build that reads no page loads none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from japanese_search.kept import Kept

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sudachipy import Tokenizer

Readings = tuple[tuple[str, str], ...]
"""Words with kanji, each with its reading in hiragana."""

_KANJI = "[一-鿿々〆ヶ]"
_RUN = re.compile(f"{_KANJI}[一-鿿々〆ヶぁ-ゖ]{{,500}}")  # SudachiPy takes some 16,000 at once
_NOUNS = ("名詞", "接頭辞", "接尾辞", "形状詞")  # nobody looks for おこない, しめす
_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヷ"))}


def readings(texts: Iterable[str], known: Readings) -> Readings:
    """The words with kanji of all texts, sorted. `known`: words that were found before."""
    runs = _runs(texts)
    words = sorted({word for word, _ in known}, key=len, reverse=True)
    # atomic: a long run of kanji can be cut in very many ways
    made_of_known = re.compile(f"(?>{'|'.join([*words, '[ぁ-ゖ]'])})++")
    anew = [run for run in runs if not made_of_known.fullmatch(run)]
    said = "\n".join(runs)
    found = {pair for pair in known if pair[0] in said}
    return tuple(sorted(found | _of_runs(anew)))


def _of_runs(runs: Iterable[str]) -> set[tuple[str, str]]:
    return {pair for run in runs for pair in _words(run)}


def _runs(texts: Iterable[str]) -> set[str]:
    return {run for text in texts for run in _RUN.findall(text)}


def _words(run: str) -> Readings:
    nouns = [one for one in _tokenizer().tokenize(run) if one.part_of_speech()[0] in _NOUNS]
    pairs = [(one.surface(), one.reading_form().translate(_HIRAGANA)) for one in nouns]
    return tuple((word, read) for word, read in pairs if re.search(_KANJI, word))


@cache
def _tokenizer() -> Tokenizer:
    from sudachipy import Dictionary, SplitMode  # only where something is read anew

    return Dictionary(dict="small").tokenizer(mode=SplitMode.A)


# ------------------------------------------------------------------ kept in the environment

_KEPT: Kept[Readings] = Kept("japanese_search_readings")


def known(env: BuildEnvironment) -> Readings:
    """What was found in all pages."""
    return tuple(sorted({pair for page in _KEPT.of(env).values() for pair in page}))


def _read(app: Sphinx, docname: str, content: list[str]) -> None:
    _KEPT.of(app.env)[docname] = tuple(sorted(_of_runs(_runs(content))))


def setup(app: Sphinx) -> None:
    """Called once by `japanese_search.setup`."""
    app.connect("source-read", _read, priority=900)  # after what others make of the source
    _KEPT.setup(app)
