"""Reading synonym files: one group a line, words separated by ``=``, ``#`` begins a comment."""

from __future__ import annotations

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
        groups.append(words)
    return tuple(groups)


def load(paths: Iterable[Path]) -> Groups:
    """The groups of all files, in order. Raises OSError, UnicodeDecodeError or SynonymError."""
    return tuple(group for path in paths for group in parse(path.read_text(encoding="utf-8")))
