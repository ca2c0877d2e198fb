"""Extract the facts of the review from its source text: names, years, numbers and links.

    python tests/site/extract_facts.py SOURCE.txt [--readings readings.toml] [--output facts.json]

The extraction shares nothing with the documents in `docs/`, so that the two can be held against
each other (`compare.py`). It reads by rule (`source_text.py`); where the text contradicts itself
it stops, unless `readings.toml` says what is taken and why.

No sentence of the source reaches the output, only names, titles, years, numbers, links and
line numbers. Ids are derived: kind and running number, achievements and actions in the order in
which the source prints them first.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import re
import sys
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from source_text import (
    ACHIEVEMENT,
    REPEATED,
    Block,
    Entry,
    Line,
    Names,
    SourceError,
    finished,
    numbers_in,
    plan_dates,
    printed_pages,
    read_achievements,
    read_blocks,
    read_indicators,
    read_lines,
    read_overview,
    read_paragraphs,
    read_reflections,
    read_years,
    split_columns,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass
class Readings:
    """The decisions of `readings.toml`; remembers which contradiction used which one."""

    old: str
    new: str
    viewpoints: dict[int, tuple[int, int]]
    decisions: dict[str, dict[str, str]]
    deviations: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    def load(cls, path: Path) -> Readings:
        """Read the TOML file."""
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        ranges = {int(number): (low, high) for number, (low, high) in data["viewpoints"].items()}
        decisions = {entry["printed"]: entry for entry in data.get("reading", [])}
        return cls(data["old_plan"], data["new_plan"], ranges, decisions)

    def take(self, printed: str, lines: list[int], about: list[str]) -> str:
        """What is taken for a contradictory print; SourceError when nobody decided it."""
        if printed not in self.decisions:
            raise SourceError(f"line {lines}: {printed!r} is contradictory; add a [[reading]]")
        decision = self.decisions[printed]
        self.deviations.append({**decision, "lines": lines, "about": about})
        return decision["taken"]

    def concerns(self, key: str) -> None:
        """The last contradiction is about this item too."""
        self.deviations[-1]["about"].append(key)

    def unused(self) -> set[str]:
        """Decisions that no contradiction asked for."""
        return set(self.decisions) - {entry["printed"] for entry in self.deviations}


# ---------------------------------------------------------------- from the parts to the facts


class Builder:
    """Collects the items, keyed by id."""

    def __init__(self, names: Names, readings: Readings) -> None:
        """Start with nothing collected."""
        self.names = names
        self.readings = readings
        self.items: dict[str, dict[str, Any]] = {}
        self.reflections: list[dict[str, Any]] = []

    def add(self, key: str, kind: str, lines: Sequence[int], **facts: Any) -> None:
        """Add one item; SourceError when its id is taken."""
        if key in self.items:
            raise SourceError(f"line {lines}: {key} is there already")
        self.items[key] = {"type": kind, "lines": list(lines), **facts}

    def infer(self, key: str, *names: str) -> None:
        """Mark links or fields of an item as our reading."""
        if names:
            self.items[key]["inferred"] = list(names)

    def title(self, kind: str, number: int, about: str) -> str:
        """The name on which all printings agree, or the one the reading takes."""
        first = self.names.printings[kind, number][0][0]
        for name, line in self.names.printings[kind, number]:
            if name != first:
                taken = self.readings.take(f"【{kind}{number}】{name}", [line.number], [about])
                if taken != first:
                    raise SourceError(f"{kind}{number}: {taken!r} is not what the lists print")
        return first

    def numbered(self, kind: str, type_: str, form: str, parents: dict[int, str]) -> None:
        """Add every item of a numbered kind; `parents` by number."""
        for number in self.names.numbers(kind):
            key = form.format(number)
            title = self.title(kind, number, key)
            self.add(key, type_, self.names.lines(kind, number), title=title)
            self.items[key]["implements"] = [parents[number]]

    def frame(self) -> None:
        """Guidelines, measures, viewpoints and initiatives."""
        old, new = self.readings.old, self.readings.new
        of_plan = dict.fromkeys(self.names.numbers("指針"), old)
        self.numbered("指針", "guideline", old + "-G{}", of_plan)
        parents = {m: f"{old}-G{g}" for m, g in self.names.guideline_of.items()}
        self.numbered("施策", "measure", old + "-M{:02}", parents)
        of_plan = dict.fromkeys(self.names.numbers("視点"), new)
        self.numbered("視点", "viewpoint", new + "-V{}", of_plan)
        ranges = self.readings.viewpoints.items()
        spread = {n: f"{new}-V{v}" for v, (low, high) in ranges for n in range(low, high + 1)}
        self.numbered("取組", "initiative", new + "-I{:02}", spread)
        for number in spread:
            self.infer(f"{new}-I{number:02}", "implements")

    def block(self, block: Block, footnotes: dict[str, tuple[str, int]]) -> None:
        """One band: its owner, achievements, assessment, indicators and links."""
        owner = self.owner(block)
        reflections, assessment, achievements = split_columns(block)
        for initiative, action in read_reflections(reflections):
            self.reflection(owner, initiative, action)
        if paragraphs := read_paragraphs(assessment):
            self.assessment(owner, paragraphs, footnotes)
        order = itertools.count(1)
        key = ""
        for entry in read_achievements(achievements):
            if not finished(entry.text):
                # Only what follows a finished entry without a bullet can end without a year:
                # the list of what that achievement consists of.
                self.items[key]["details"] = entry.text.removesuffix("など").split("、")
                continue
            key = f"{owner}-A{next(order):02}"
            if not entry.lines[0].text.startswith(ACHIEVEMENT):
                self.readings.take(entry.text, entry.numbers, [key])
            self.achievement(key, owner, entry)

    def owner(self, block: Block) -> str:
        """Add the individual measure or other work a band is about; its id."""
        old, line = self.readings.old, block.heading
        if found := re.match(r"【個別施策(\d+)】", line.text):
            number, measure = int(found[1]), block.measure
            key = f"{old}-K{number:02}"
            inferred = []
            if measure != self.names.tree_measure_of[number]:
                measure = int(self.readings.take(line.text, [line.number], [key]))
                self.readings.concerns(f"{old}-M{measure:02}")
                inferred = ["implements"] if measure != block.measure else []
            title = self.title("個別施策", number, key)
            lines, parent = self.names.lines("個別施策", number), f"{old}-M{measure:02}"
            self.add(key, "individual-measure", lines, title=title, implements=[parent])
            self.infer(key, *inferred)
        elif line.text == "その他":
            parent = f"{old}-M{block.measure:02}"
            key = f"{parent}-OTHER"
            # Printed after an individual measure, without saying what it belongs to.
            self.add(key, "other-work", [line.number], title=line.text, implements=[parent])
            self.infer(key, "implements")
        else:
            key = f"{old}-MISC"
            # The last list of all, which the print puts under no guideline and no measure.
            self.add(key, "other-work", [line.number], title=line.text, implements=[old])
            self.infer(key, "implements")
        return key

    def reflection(self, owner: str, initiative: Line, action: Entry) -> None:
        """Link an owner to an action; the same action under the same initiative is one item."""
        found = re.match(r"【取組(\d+)】(.+)", initiative.text)
        if not found:
            raise SourceError(f"line {initiative.number}: not an initiative: {initiative.text}")
        number, new = int(found[1]), self.readings.new
        if self.items[f"{new}-I{number:02}"]["title"] != found[2]:
            about = [owner, f"{new}-I{number:02}"]
            number = int(self.readings.take(initiative.text, [initiative.number], about))
            self.readings.concerns(f"{new}-I{number:02}")
            self.infer(owner, "continues-to")
        parent = f"{new}-I{number:02}"
        if self.items[parent]["title"] != found[2]:
            raise SourceError(f"line {initiative.number}: {found[2]} is not the title of {parent}")
        known = {k: i for k, i in self.items.items() if i.get("implements") == [parent]}
        same = [key for key, item in known.items() if item["title"] == action.text]
        key = same[0] if same else f"{parent}-{len(known) + 1}"
        if same:
            self.items[key]["lines"] += action.numbers
        else:
            self.add(key, "action", action.numbers, title=action.text, implements=[parent])
        self.items[owner].setdefault("continues-to", []).append(key)
        lines = [initiative.number, *action.numbers]
        self.reflections.append({"owner": owner, "action": key, "lines": lines})

    def assessment(
        self, owner: str, paragraphs: list[Entry], footnotes: dict[str, tuple[str, int]]
    ) -> None:
        """The numbers of an assessment, result and next direction apart, and its indicators.

        A paragraph that ends in …ていく。 (will go on to …) looks ahead.
        """
        parts = {"result": "", "next_direction": ""}
        for paragraph in paragraphs:
            ahead = paragraph.text.endswith("ていく。")
            parts["next_direction" if ahead else "result"] += paragraph.text
        lines = [number for paragraph in paragraphs for number in paragraph.numbers]
        numbers = {part: numbers_in(text) for part, text in parts.items() if text}
        self.add(f"{owner}-REVIEW", "assessment", lines, about=[owner], numbers=numbers)
        found = (each for text in parts.values() for each in read_indicators(text))
        for order, (fields, note) in enumerate(found, 1):
            key = f"{owner}-N{order}"
            self.add(key, "indicator", lines, about=[owner], **fields)
            # The print names a month or a fiscal year; its last day is ours.
            self.infer(key, *({"as_of", "due"} & fields.keys()))
            if note:
                included, line = footnotes[note]
                self.items[key].update(mentions=[included], lines=[*lines, line])

    def achievement(self, key: str, owner: str, entry: Entry) -> None:
        """One achievement; a 【再掲】 one repeats the earlier one of the same title."""
        text = entry.text.removesuffix(REPEATED)
        title, years = read_years(text)
        originals = [
            (other, item["fiscal_years"])
            for other, item in self.items.items()
            if item["type"] == "achievement" and item["title"] == title
        ]
        self.add(key, "achievement", entry.numbers, title=title, implements=[owner])
        self.items[key]["fiscal_years"] = years
        if (text != entry.text) != (len(originals) == 1):
            raise SourceError(f"line {entry.numbers}: {REPEATED} and the titles do not agree")
        for original, original_years in originals:
            self.items[key]["repeats"] = [original]
            if original_years != years:
                self.readings.take(entry.text, entry.numbers, [key, original])


def extract(text: str, readings: Readings) -> dict[str, Any]:
    """All facts of a source text; SourceError when text and readings do not fit."""
    lines = read_lines(text)
    start = next(at for at, line in enumerate(lines) if re.match(r"指針\d", line.text))
    names = Names()
    read_overview(lines[:start], names)
    blocks = read_blocks(lines[start:], names)
    whole = "".join(line.text for line in lines)
    builder = Builder(names, readings)
    for line in lines:
        if plans := re.match("「([^」]+)」は、「([^」]+)」に引き続く", line.text):
            for key, title in ((readings.old, plans[2]), (readings.new, plans[1])):
                dates = plan_dates(whole, title)
                builder.add(key, "plan", [line.number], title=title, mentions=dates)
    builder.frame()
    footnotes = {
        found[1]: (found[2], line.number)
        for line in lines
        if (found := re.match(r"\*(\d)(.+)含む$", line.text))
    }
    for block in blocks:
        builder.block(block, footnotes)
    pages = printed_pages(lines[start:])
    for item in builder.items.values():
        if printed := sorted({pages[line] for line in item["lines"] if line in pages}):
            item["pages"] = printed
    for entry in readings.deviations:
        item = builder.items[entry["about"][0]]
        if item.get("title") == entry["taken"]:
            item["as_printed"] = entry["printed"].partition("】")[2]
    check(builder, whole)
    return {
        "source": {"sha256": hashlib.sha256(text.encode()).hexdigest()},
        "counts": dict(Counter(item["type"] for item in builder.items.values())),
        "items": builder.items,
        "reflections": builder.reflections,
        "deviations": readings.deviations,
    }


def check(builder: Builder, whole: str) -> None:
    """Hold the result to what the text says about itself: counts, and the plan's period."""
    counts = Counter(item["type"] for item in builder.items.values())
    said = re.search(r"(\d+)つの指針を柱に(\d+)の施策", whole)
    if not said or (counts["guideline"], counts["measure"]) != (int(said[1]), int(said[2])):
        raise SourceError(f"the text counts its guidelines and measures otherwise: {counts}")
    if len(builder.names.numbers("個別施策")) != counts["individual-measure"]:
        raise SourceError("the ledger does not hold every individual measure of the tree")
    if not (period := re.search(r"\(令和(\d+)年度~令和(\d+)年度\)", whole)):
        raise SourceError("the period of the plan is missing")
    for key, item in builder.items.items():
        for year in item.get("fiscal_years", []):
            if not int(period[1]) <= int(year.strip("R-")) <= int(period[2]):
                raise SourceError(f"{key}: {year} is outside the plan's period")
    if unused := builder.readings.unused():
        raise SourceError(f"readings that nothing asks for: {sorted(unused)}")


def write_json(facts: dict[str, Any]) -> str:
    """JSON with one item a line, so that a difference is a line."""

    def rows(values: Iterable[str]) -> str:
        return ",\n".join(f"    {value}" for value in values)

    def dump(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False)

    parts = []
    for key, value in facts.items():
        if key == "items":
            body = "{\n" + rows(f"{dump(k)}: {dump(v)}" for k, v in value.items()) + "\n  }"
        elif isinstance(value, list):
            body = "[\n" + rows(map(dump, value)) + "\n  ]"
        else:
            body = dump(value)
        parts.append(f"  {dump(key)}: {body}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line; 1 when the text cannot be read."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("source", type=Path)
    parser.add_argument("--readings", type=Path, default=Path(__file__).with_name("readings.toml"))
    parser.add_argument("--output", type=Path, help="default: standard output")
    options = parser.parse_args(arguments)
    try:
        facts = extract(options.source.read_text("utf-8"), Readings.load(options.readings))
    except SourceError as error:
        print(f"{options.source}: {error}", file=sys.stderr)
        return 1
    if options.output:
        options.output.write_text(write_json(facts), encoding="utf-8")
    else:
        sys.stdout.write(write_json(facts))
    return 0


if __name__ == "__main__":
    sys.exit(main())
