"""Hold the items of a built site to the facts of the source, both ways.

`compare` is a pure function on two mappings: what `extract_facts.py` wrote and the `needs` of a
`needs.json`. Texts are compared under NFKC without spaces, everything else exactly.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    Item = Mapping[str, Any]

LINKS = ("implements", "continues-to", "about", "repeats")
EXACT = ("value", "as_of", "target", "due")
# What the source does not say of anything: nobody may add it.
INVENTED = ("status", "tags")
LEDGER = "総括表"
DISCREPANCY = "discrepancy"


def compare(facts: Mapping[str, Any], needs: Mapping[str, Item]) -> list[str]:
    """Every difference as a sentence that names the item and its source lines; none: empty."""
    items: Mapping[str, Item] = facts["items"]
    messages = [
        f"{key}: not supported by the source"
        for key, need in needs.items()
        if key not in items and need["type"] != DISCREPANCY
    ]
    continued = {target for item in items.values() for target in _with_parent(item, items)}
    for key, item in items.items():
        where = f"{key} (source line {_span(item['lines'])})"
        if key not in needs:
            messages.append(f"{where}: missing")
            continue
        differences = [*_differences(item, needs[key]), *_gap(key, item, needs[key], continued)]
        messages += [f"{where}: {difference}" for difference in differences]
    return messages + _discrepancies(facts, needs)


def canonical(text: str | None) -> str:
    """NFKC, no spaces; an absent text is empty."""
    return "".join(unicodedata.normalize("NFKC", text or "").split())


def numbers_in(text: str) -> set[str]:
    """The numbers of a canonical text; a Japanese date is one number."""
    return set(re.findall(r"令和\d+年(?:度|\d+月)?|\d+(?:\.\d+)?", text))


def _differences(item: Item, need: Item) -> Iterator[str]:
    """What differs between a fact and the item of the same id."""
    if need["type"] != item["type"]:
        yield f"type is {need['type']}, not {item['type']}"
    for link in LINKS:
        yield from _sets(link, item.get(link, []), need.get(link) or [])
    years = (item.get("fiscal_years", []), need.get("fiscal_years") or [])
    if years[0] != years[1]:
        yield f"fiscal_years are {years[1]}, not {years[0]}"
    for name in EXACT:
        if (need.get(name) or None) != item.get(name):
            yield f"{name} is {need.get(name)}, not {item.get(name)}"
    yield from _sets("inferred", item.get("inferred", []), need.get("inferred") or [])
    yield from _source(item, need.get("source") or "")
    yield from _texts(item, need)
    if "numbers" in item:
        yield from _assessment(item["numbers"], need)
    for name in INVENTED:
        if need.get(name):
            yield f"{name} is {need[name]}, which the source does not say"


def _source(item: Item, source: str) -> Iterator[str]:
    """Each item says where it comes from; only the ledger has page numbers, where printed."""
    if not source:
        yield "source is missing"
    pages = map(str, item.get("pages", []) if LEDGER in source else [])
    yield from _sets("printed pages in source", list(pages), set(re.findall(r"p\.(\d+)", source)))


def _texts(item: Item, need: Item) -> Iterator[str]:
    """Title, deviating print and unit are the source's; what belongs to an item is mentioned."""
    if "title" in item and canonical(need["title"]) != item["title"]:
        yield f"title is {canonical(need['title'])}, not {item['title']}"
    for name in ("unit", "as_printed"):
        if canonical(need.get(name)) != item.get(name, ""):
            yield f"{name} is {need.get(name)}, not {item.get(name)}"
    for name in (*item.get("mentions", []), *item.get("details", [])):
        if name not in canonical(need.get("content")):
            yield f"{name} is not mentioned"


def _assessment(numbers: Mapping[str, list[str]], need: Item) -> Iterator[str]:
    """An assessment has the parts of the source and in each of them its numbers and no other."""
    for part in ("result", "next_direction"):
        text = canonical(need.get(part))
        if bool(text) != (part in numbers):
            yield f"{part} is {'there, but not' if text else 'not there, but'} in the source"
        yield from _sets(f"numbers of {part}", set(numbers.get(part, [])), numbers_in(text))
    extra = numbers_in(canonical(need.get("content"))) - {n for ns in numbers.values() for n in ns}
    if extra:
        yield f"numbers that the source lacks: {sorted(extra)}"


def _sets(name: str, expected: Iterable[str], found: Iterable[str]) -> Iterator[str]:
    """What is missing and what is too much, in any order; written twice is once too much."""
    if sorted(expected) == sorted(found):
        return
    wanted, got = Counter(expected), Counter(found)
    if missing := sorted((wanted - got).elements()):
        yield f"{name} lacks {missing}"
    if extra := sorted((got - wanted).elements()):
        yield f"{name} has unsupported {extra}"


def _gap(key: str, item: Item, need: Item, continued: set[str]) -> Iterator[str]:
    """A reason for a gap stands where the source leaves one and nowhere else."""
    works = item["type"] in ("individual-measure", "other-work")
    is_gap = works and not item.get("continues-to")
    is_gap |= item["type"] == "initiative" and key not in continued
    if bool(need.get("gap_reason")) != is_gap:
        yield f"gap_reason is {need.get('gap_reason')!r}, but gap is {is_gap}"


def _with_parent(item: Item, items: Mapping[str, Item]) -> Iterator[str]:
    """The actions that carry an item on, and the initiatives above them."""
    for target in item.get("continues-to", []):
        yield target
        yield from items[target]["implements"]


def _discrepancies(facts: Mapping[str, Any], needs: Mapping[str, Item]) -> list[str]:
    """Every contradiction of the source has an entry in the memo, and every entry a subject."""
    memo = {key: need for key, need in needs.items() if need["type"] == DISCREPANCY}
    subjects = {subject for need in memo.values() for subject in need.get("about") or []}
    messages = [
        f"source line {_span(deviation['lines'])}: {deviation['printed']}: no discrepancy is about "
        f"any of {deviation['about']}"
        for deviation in facts["deviations"]
        if not subjects & set(deviation["about"])
    ]
    for key, need in memo.items():
        if unknown := sorted(set(need.get("about") or []) - set(facts["items"])):
            messages.append(f"{key}: about {unknown}, which the source does not have")
        if not need.get("about"):
            messages.append(f"{key}: about nothing")
    return messages


def _span(lines: list[int]) -> str:
    """Line numbers in short."""
    return str(lines[0]) if len(lines) == 1 else f"{lines[0]}…{lines[-1]}"
