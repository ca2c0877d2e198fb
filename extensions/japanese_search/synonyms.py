"""Reading synonym files: one group a line, words separated by ``=``, ``#`` begins a comment.

Of all groups, a site needs those of which its documents say a word.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

Groups = tuple[tuple[str, ...], ...]
COMMON = Path(__file__).with_name("synonyms.txt")


class SynonymError(ValueError):
    """A line that is no group; the message is a Japanese sentence, `line` its number from 1."""

    def __init__(self, message: str, line: int) -> None:
        """Keep the line beside the message."""
        super().__init__(message)
        self.line = line


def parse(text: str) -> Groups:
    """The groups of a file's text. Raises SynonymError."""
    groups = []
    for number, line in enumerate(text.splitlines(), start=1):
        content = line.partition("#")[0].strip()
        if not content:
            continue
        words = tuple(word.strip() for word in content.replace("＝", "=").split("="))
        if len(words) < 2 or not all(words):
            raise SynonymError(
                "同義語は「スマホ = スマートフォン」のように、2つ以上の言葉を = で区切って"
                "書いてください。",
                number,
            )
        groups.append(tuple(one for word in words for one in _spellings(word)))
    return tuple(groups)


def _spellings(word: str) -> list[str]:
    """``障{害|がい}者`` -> 障害者, 障がい者."""
    parts = re.split(r"\{([^{}]*)\}", word)
    choices = [part.split("|") if i % 2 else [part] for i, part in enumerate(parts)]
    return ["".join(choice) for choice in itertools.product(*choices)]


def load(paths: Iterable[Path]) -> Groups:
    """The groups of all files, in order. Raises OSError, UnicodeDecodeError or SynonymError."""
    return tuple(group for path in paths for group in parse(path.read_text(encoding="utf-8")))


def said(groups: Groups, texts: Iterable[str]) -> Groups:
    """Groups that share a word made one, and of these those with a word that the texts say."""
    text = "\n".join(map(_letters, texts))
    pairs = set(itertools.pairwise(text))

    def is_said(word: str) -> bool:
        letters = _letters(word)
        # most words have two letters that are nowhere together: no need to read all the text
        return pairs.issuperset(itertools.pairwise(letters)) and letters in text

    def is_said_apart(word: str) -> bool:  # 料金を引き上げ, in 料金を平均12%引き上げました
        return all(map(is_said, re.split("[をが]", word)))

    return tuple(group for group in _joined(groups) if any(map(is_said_apart, group)))


_ENGLISH = re.compile("[a-z][a-z ]*")  # may mean several things
_KATAKANA = {code: code + 0x60 for code in range(ord("ぁ"), ord("゗"))}
# kana that the browser's loosest search takes for others, whatever stands beside them, as one;
# vowels and ー as none (fold.js)
_ALIKE = str.maketrans("ッヵヶュョヴバビベボジデセチフヒ", "ツカケユヨブブブブブゼゼシテホホ")
_NONE = r"[\W_ーアイウエオヤァィゥェォャ]"


def _plain(word: str) -> str:
    return unicodedata.normalize("NFKC", word).lower()


def _letters(text: str) -> str:
    """A text as the loosest of the browser's searches compares it, or looser."""
    return re.sub(_NONE, "", _plain(text).translate(_KATAKANA)).translate(_ALIKE)


def _joined(groups: Groups) -> Iterable[tuple[str, ...]]:
    found: dict[int, dict[str, str]] = {}  # word as it is compared -> as it is written
    where: dict[str, int] = {}  # word -> its group in `found`
    for number, group in enumerate(groups):
        words = {_plain(word): word for word in group}
        for other in sorted({where[word] for word in words if word in where}):
            words = found.pop(other) | words
        found[number] = words
        where.update((word, number) for word in words if not _ENGLISH.fullmatch(word))
    return [tuple(words.values()) for words in found.values()]
