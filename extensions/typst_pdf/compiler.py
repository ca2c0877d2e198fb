"""Typst in a process of its own: `python compiler.py`, a request on its input, an answer as output.

Typst keeps all that it has ever worked out for as long as its process lives (half a gigabyte for
two thousand items), and nothing can interrupt it. A process of its own gives the memory back and
can be ended. Request and answer are JSON; see `typesetting`.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import typst


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """What came of `typst.compile_with_warnings(**request)`: `warnings`, or `error` and `line`.

    `line` is the line of the main file that the error or its trace names, 0 where it names none.
    """
    try:
        _, warnings = typst.compile_with_warnings(**request)
    except typst.TypstError as error:
        place = re.compile(rf"{re.escape(Path(request['input']).name)}:(\d+)")
        found = place.search("\n".join([error.diagnostic or "", *error.trace]))
        return {"error": _said(error.message, error.hints), "line": int(found[1]) if found else 0}
    return {"warnings": [_said(warning.message, warning.hints) for warning in warnings]}


def _said(message: str, hints: Iterable[str]) -> str:
    """In Typst's words, with its hints."""
    return " / ".join([message, *hints])


if __name__ == "__main__":
    json.dump(answer(json.load(sys.stdin)), sys.stdout)
