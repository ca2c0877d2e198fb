"""The comparison bites: each single falsification of the real site's items is reported.

Pure functions on mappings, no build: every mutant is the site's items with one thing changed.
"""

import pytest

LINKS = ("implements", "continues-to", "about", "repeats")


def changed(needs, key, fields):
    """The items with some fields of one of them replaced."""
    return {**needs, key: {**needs[key], **fields}}


def of(needs, *types):
    return {key: need for key, need in needs.items() if need["type"] in types}


def without_an_item(needs):
    for dropped in needs:
        if needs[dropped]["type"] != "discrepancy":
            yield dropped, {key: need for key, need in needs.items() if key != dropped}


def with_one_more_item(needs):
    for key, need in needs.items():
        if need["type"] != "discrepancy":
            yield key, {**needs, f"{key}-X": {**need, "id": f"{key}-X"}}


def with_another_type(needs):
    for key, need in needs.items():
        if need["type"] != "discrepancy":
            other = "achievement" if need["type"] != "achievement" else "action"
            yield key, changed(needs, key, {"type": other})


def with_another_title(needs):
    for key, need in needs.items():
        if need["type"] not in ("assessment", "indicator", "discrepancy"):
            yield f"{key} shorter", changed(needs, key, {"title": need["title"][:-1]})
            yield f"{key} longer", changed(needs, key, {"title": need["title"] + "等"})
            printed = None if need["as_printed"] else need["title"]
            yield f"{key} printed", changed(needs, key, {"as_printed": printed})


def with_another_year(needs):
    for key, need in of(needs, "achievement").items():
        years = need["fiscal_years"]
        for at, year in enumerate(years):
            before, after = years[:at], years[at + 1 :]
            next_year = f"R{int(year.strip('R-')) + 1}"
            ongoing = year.removesuffix("-") if year.endswith("-") else year + "-"
            for other in ([next_year], [ongoing], [], [year, next_year]):
                yield (
                    f"{key} {other}",
                    changed(needs, key, {"fiscal_years": before + other + after}),
                )


def with_years_elsewhere(needs):
    for key in of(needs, "measure", "initiative", "individual-measure"):
        yield key, changed(needs, key, {"fiscal_years": ["R2"]})


def without_a_link(needs):
    for key, need in needs.items():
        for link in LINKS if need["type"] != "discrepancy" else ():
            for at in range(len(need[link])):
                rest = need[link][:at] + need[link][at + 1 :]
                yield f"{key} {link} {need[link][at]}", changed(needs, key, {link: rest})


def with_another_link(needs):
    others = list(of(needs, "action", "individual-measure", "achievement"))
    for key, need in needs.items():
        for link in LINKS if need["type"] != "discrepancy" else ():
            other = next(other for other in others if other not in need[link])
            yield f"{key} {link} more", changed(needs, key, {link: [*need[link], other]})
            for target in need[link]:
                links = [other if each == target else each for each in need[link]]
                yield f"{key} {link} {target}", changed(needs, key, {link: links})


def with_another_value(needs):
    for key, need in of(needs, "indicator").items():
        for name in ("value", "unit", "as_of", "target", "due"):
            old = need[name]
            yield f"{key} {name}", changed(needs, key, {name: f"{old}0" if old else "1"})
            if old:
                yield f"{key} no {name}", changed(needs, key, {name: None})


def with_another_assessment(needs):
    for key, need in of(needs, "assessment").items():
        for part in ("result", "next_direction"):
            text = need[part] or ""
            yield f"{key} more {part}", changed(needs, key, {part: text + "計12件です。"})
            if text:
                yield f"{key} no {part}", changed(needs, key, {part: None})
        yield f"{key} content", changed(needs, key, {"content": "計12件です。"})


def with_another_number(needs):
    """Each digit of an assessment replaced, one at a time."""
    for key, need in of(needs, "assessment").items():
        for part in ("result", "next_direction"):
            text = need[part] or ""
            for at, char in enumerate(text):
                if char.isdecimal():
                    other = text[:at] + str((int(char) + 4) % 10) + text[at + 1 :]
                    yield f"{key} {part} {at}", changed(needs, key, {part: other})


def without_a_source(needs):
    for key, need in needs.items():
        if need["type"] != "discrepancy":
            yield key, changed(needs, key, {"source": None})


def with_another_page(needs):
    for key, need in needs.items():
        if need["type"] != "discrepancy":
            yield key, changed(needs, key, {"source": (need["source"] or "") + "（p.99）"})
            if "p." in (need["source"] or ""):
                yield f"{key} none", changed(needs, key, {"source": "総括表 施策1"})


def without_a_mention(needs):
    for key in ("IP", "DX", "IP-K06-N1", "IP-K09-A01"):
        yield key, changed(needs, key, {"content": ""})


def with_something_invented(needs):
    for key, need in needs.items():
        if need["type"] != "discrepancy":
            yield f"{key} status", changed(needs, key, {"status": "完了"})
            yield f"{key} tags", changed(needs, key, {"tags": ["重点"]})


def with_another_reading(needs):
    for key, need in needs.items():
        if need["type"] != "discrepancy":
            other = [] if need["inferred"] else ["implements"]
            yield key, changed(needs, key, {"inferred": other})


def with_another_gap(needs):
    for key, need in of(needs, "initiative", "individual-measure", "other-work").items():
        yield key, changed(needs, key, {"gap_reason": None if need["gap_reason"] else "不明です。"})


def without_the_memo(needs):
    yield "all", {key: need for key, need in needs.items() if need["type"] != "discrepancy"}
    for key in of(needs, "discrepancy"):
        yield f"{key} nothing", changed(needs, key, {"about": []})
        yield f"{key} elsewhere", changed(needs, key, {"about": ["IP-K99"]})


@pytest.mark.parametrize(
    "mutate",
    [
        without_an_item,
        with_one_more_item,
        with_another_type,
        with_another_title,
        with_another_year,
        with_years_elsewhere,
        without_a_link,
        with_another_link,
        with_another_value,
        with_another_assessment,
        with_another_number,
        without_a_source,
        with_another_page,
        without_a_mention,
        with_something_invented,
        with_another_reading,
        with_another_gap,
        without_the_memo,
    ],
)
def test_every_falsification_is_reported(mutate, compare, facts, needs):
    mutants = dict(mutate(needs))
    assert mutants
    true_messages = set(compare(facts, needs))
    unnoticed = [
        name for name, mutant in mutants.items() if set(compare(facts, mutant)) <= true_messages
    ]
    assert unnoticed == []


def test_a_message_names_the_item_and_its_source_line(compare, facts, needs):
    lacking = {key: need for key, need in needs.items() if key != "IP-K01-A04"}
    assert compare(facts, lacking) == ["IP-K01-A04 (source line 189): missing"]
    moved = changed(needs, "IP-K02", {"continues-to": ["DX-I09-2"]})
    assert compare(facts, moved) == ["IP-K02 (source line 52…199): continues-to lacks ['DX-I09-1']"]
