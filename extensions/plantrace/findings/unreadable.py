"""Before Sphinx is asked: whether the file of the metamodel can be read at all.

Sphinx would say it in English, and what depends on the metamodel would stumble after it.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

METAMODEL = "ubproject.toml"
_PLACE = re.compile(r" \(at (?:line (?P<line>\d+), column \d+|end of document)\)$")


def unreadable(root: Path) -> str:
    """What is wrong with the file, as a finding is written; ``""`` when it can be read."""
    try:
        text = (root / METAMODEL).read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        tomllib.loads(text)
    except FileNotFoundError:
        return f"{METAMODEL} がありません。資料のいちばん上のフォルダで実行してください。"
    except UnicodeDecodeError:
        return _said(
            1, f"文字コードが UTF-8 ではありません。{METAMODEL} を UTF-8 で保存してください。"
        )
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        line = int(place["line"] or 0) if place else 0
        lines = text.rstrip("\n").split("\n")
        line = line or len(lines)
        said = _said(
            line,
            f"TOML として読めません（{_PLACE.sub('', str(error))}）。"
            "この行か、その前の行の、かっこや引用符が閉じているかを確かめてください。",
        )
        return f"{said}\n> {line} | {lines[line - 1]}"
    return ""


def _said(line: int, sentence: str) -> str:
    return f"{METAMODEL}:{line}: エラー: {sentence} [config]"
