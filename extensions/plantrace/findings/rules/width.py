"""One width for one kind of character: Latin letters and digits half-width, kana full-width."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from plantrace.findings.finding import Finding, found
from plantrace.findings.page import Block
from plantrace.findings.rules.registry import block_rule
from plantrace.model.metamodel import Metamodel

_WRONG = re.compile("[Ａ-Ｚａ-ｚ０-９]+|[\uff66-\uff9f]+")


@block_rule
def width(block: Block, metamodel: Metamodel) -> Iterator[Finding]:
    """In titles and fields; other signs stay as printed, and so does what is quoted from print."""
    texts = [(block.line, block.title)]
    texts += [
        (option.line, option.value)
        for option in block.options
        if option.name in metamodel.fields.keys() - metamodel.patterned - {metamodel.printed}
    ]
    for line, text in texts:
        wrong = [match[0] for match in _WRONG.finditer(text)]
        if wrong:
            fixed = _WRONG.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
            yield found("width", line, text="、".join(wrong), fixed=fixed)
