"""Write a confirmation into a text, and change nothing else of it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from plantrace.findings.page import Block
from plantrace.model.metamodel import Metamodel
from plantrace.suspect.links import SIGN, written

_LINE_ENDS = re.compile(r"(\r\n|\r|\n)")


def confirmed(
    text: str, block: Block, fingerprints: Mapping[str, str], metamodel: Metamodel
) -> str:
    """The text with the confirmations of an item's links: other end -> its fingerprint.

    `block` is the item in this text. Earlier confirmations of other links stay. The line stands
    where it stood, or else after the item's last link.
    """
    parts = _LINE_ENDS.split(text)  # line, its end, line, its end, …
    option = block.option(metamodel.confirmed)
    entries = [entry.strip() for entry in option.value.split(",")] if option else []
    by_target = {entry.rpartition(SIGN)[0]: entry for entry in entries}
    by_target |= {target: written(target, mark) for target, mark in fingerprints.items()}
    line = f":{metamodel.confirmed}: {', '.join(by_target.values())}"
    if option:
        parts[2 * (option.line - 1)] = line
    else:
        last = max(each.line for each in block.options if each.name in metamodel.links)
        parts[2 * (last - 1) + 1 : 2 * (last - 1) + 1] = [parts[2 * (last - 1) + 1], line]
    return "".join(parts)
