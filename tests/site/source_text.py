"""Read the layout of the source text: lines, names, bands of the ledger, columns, entries.

The text is the text layer of a PDF: columns one below the other, entries broken over lines and
over blank lines, page furniture in between. Nothing here knows ids; `extract_facts.py` makes
facts of the parts. Every text is canonical: NFKC without any space.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# The bullets of the print come from a symbol font and are private-use characters in the text:
# U+F06C before an achievement, U+F06E before an individual measure in the tree.
ACHIEVEMENT, TREE = "\uf06c", "\uf06e"
REPEATED = "【再掲】"
YEARS = re.compile(r"\((R\d+[~〜]?(?:、R\d+[~〜]?)*)\)")
COLUMN_HEADS = re.compile(r".*への反映成果・課題等?主な取組実績")
OWN_HEADINGS = re.compile(r"指針\d|【(?:施策|個別施策)\d+】|その他(?:の主な取組実績)?$")
# What belongs to the page and not to a column: page number, note on years, footnote, page title.
FURNITURE = re.compile(r"\d{1,3}$|[※■★]|\*\d")


class SourceError(Exception):
    """The text is not laid out as expected or contradicts itself without a reading."""


@dataclass(frozen=True)
class Line:
    """One line of the source: its number (from 1) and its canonical text."""

    number: int
    text: str


@dataclass
class Entry:
    """Something printed over one or more lines."""

    lines: list[Line]

    @property
    def text(self) -> str:
        """The lines put together again, without the bullet."""
        return "".join(line.text for line in self.lines).lstrip(ACHIEVEMENT + "・")

    @property
    def numbers(self) -> list[int]:
        """The line numbers."""
        return [line.number for line in self.lines]


@dataclass
class Block:
    """One band of the ledger: its heading, the measure it stands under, the lines beneath."""

    heading: Line
    measure: int
    lines: list[Line] = field(default_factory=list)


def canonical(text: str) -> str:
    """The form in which texts are compared: NFKC, no spaces."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def read_lines(text: str) -> list[Line]:
    """The canonical lines of a text, numbered from 1."""
    return [Line(number, canonical(line)) for number, line in enumerate(text.split("\n"), 1)]


# ---------------------------------------------------------------- the pages before the ledger


@dataclass
class Names:
    """Every numbered thing with each printing of its name, and the parents the tree shows."""

    printings: dict[tuple[str, int], list[tuple[str, Line]]] = field(default_factory=dict)
    guideline_of: dict[int, int] = field(default_factory=dict)
    tree_measure_of: dict[int, int] = field(default_factory=dict)

    def add(self, kind: str, number: int, name: str, line: Line) -> None:
        """Remember one printing."""
        self.printings.setdefault((kind, number), []).append((name, line))

    def lines(self, kind: str, number: int) -> list[int]:
        """The source lines that print this name."""
        return [line.number for _, line in self.printings[kind, number]]

    def numbers(self, kind: str) -> list[int]:
        """1, 2, 3 … of a kind; SourceError when one is missing."""
        found = sorted(number for name, number in self.printings if name == kind)
        if found != list(range(1, len(found) + 1)):
            raise SourceError(f"{kind}: numbers are not consecutive: {found}")
        return found


def read_overview(lines: Iterable[Line], names: Names) -> None:
    """Read the two lists of the old plan and the list of the new one.

    The first list prints all guidelines (two a line) and then all measures: names, no parents.
    The tree below the heading ■…との関連 shows parents.
    """
    guideline = measure = 0
    in_tree = False
    for line in lines:
        in_tree |= bool(re.match("■.*との関連", line.text))
        for kind, number, name in re.findall(r"【(指針|視点)(\d+)】([^【]+)", line.text):
            guideline = int(number)
            names.add(kind, guideline, name, line)
        if found := re.match(r"\[施策(\d+)\](.+)", line.text):
            measure = int(found[1])
            names.add("施策", measure, found[2], line)
            if in_tree:
                names.guideline_of[measure] = guideline
        elif found := re.match(TREE + r"個別施策(\d+)\|(.+)", line.text):
            names.add("個別施策", int(found[1]), found[2], line)
            names.tree_measure_of[int(found[1])] = measure
        elif found := re.match(r"取組(\d+)\|(.+)", line.text):
            names.add("取組", int(found[1]), found[2], line)


def plan_dates(whole: str, title: str) -> list[str]:
    """When a plan was drawn up and, where the text says so right after its name, its period.

    `whole` is the canonical text without line ends.
    """
    name = re.escape(title)
    drawn_up = re.findall(rf"(令和\d+年\d+月)に{name}|「{name}」\((令和\d+年\d+月)策定\)", whole)
    period = re.findall(rf"に{name}.{{0,20}}計画期間\((令和\d+年度~令和\d+年度)\)", whole)
    return [first or second for first, second in drawn_up] + period


# ---------------------------------------------------------------- the ledger


def printed_pages(lines: Iterable[Line]) -> dict[int, int]:
    """The printed page number of each line that certainly stands on such a page.

    Each page of the ledger begins with the heading of its guideline and ends with its number.
    Not every page has kept its number, so only what follows the last heading is certain.
    """
    pages: dict[int, int] = {}
    page: list[int] = []
    for line in lines:
        if re.match(r"指針\d", line.text):
            page = []
        page.append(line.number)
        if re.fullmatch(r"\d{1,3}", line.text):
            pages |= dict.fromkeys(page, int(line.text))
            page = []
    return pages


def read_blocks(lines: Iterable[Line], names: Names) -> list[Block]:
    """Cut the ledger into its bands; headings repeated on a new page are one more printing."""
    blocks: list[Block] = []
    guideline = measure = 0
    for line in lines:
        if FURNITURE.match(line.text) or COLUMN_HEADS.fullmatch(line.text):
            continue
        if not OWN_HEADINGS.match(line.text):
            if blocks:
                blocks[-1].lines.append(line)
        elif found := re.match(r"指針(\d+)(.+)", line.text):
            guideline = int(found[1])
            names.add("指針", guideline, found[2], line)
        elif found := re.match(r"【施策(\d+)】(.+)", line.text):
            measure = int(found[1])
            names.add("施策", measure, found[2], line)
            if names.guideline_of[measure] != guideline:
                raise SourceError(f"line {line.number}: tree and ledger differ on the guideline")
        else:
            if found := re.match(r"【個別施策(\d+)】(.+)", line.text):
                names.add("個別施策", int(found[1]), found[2], line)
            blocks.append(Block(line, measure))
    return blocks


def split_columns(block: Block) -> tuple[list[Line], list[Line], list[Line]]:
    """The three columns, in the order of the text layer: 反映, 成果・課題等, 主な取組実績.

    The first ends at the first blank line after its last marker (【取組 or ・): blank lines
    before that one stand inside an entry. The third begins at the first bullet.
    """
    texts = [line.text for line in block.lines]
    bullets = [at for at, text in enumerate(texts) if text.startswith(ACHIEVEMENT)]
    if not bullets:
        raise SourceError(f"line {block.heading.number}: no achievement under this heading")
    head = texts[: bullets[0]]
    markers = [at for at, text in enumerate(head) if text.startswith(("【取組", "・"))]
    end = markers[-1] if markers else 0
    while end < len(head) and head[end]:
        end += 1
    return block.lines[:end], block.lines[end : bullets[0]], block.lines[bullets[0] :]


def read_reflections(lines: Iterable[Line]) -> Iterator[tuple[Line, Entry]]:
    """Each line of the column 反映 as (printed initiative, action)."""
    initiative: Line | None = None
    entries: list[tuple[Line, Entry]] = []
    for line in lines:
        if line.text.startswith("【取組"):
            initiative = line
        elif line.text.startswith("・") and initiative:
            entries.append((initiative, Entry([line])))
        elif line.text and entries:
            entries[-1][1].lines.append(line)
        elif line.text:
            raise SourceError(f"line {line.number}: not under an initiative")
    yield from entries


def read_paragraphs(lines: Iterable[Line]) -> list[Entry]:
    """The paragraphs of 成果・課題等: one ends where a blank line follows a full stop."""
    paragraphs: list[Entry] = []
    ended = True
    for line in lines:
        if not line.text:
            ended = not paragraphs or paragraphs[-1].text.endswith("。")
        elif ended:
            paragraphs.append(Entry([line]))
            ended = False
        else:
            paragraphs[-1].lines.append(line)
    return paragraphs


def finished(text: str) -> bool:
    """Whether an achievement is complete: its last part is a year."""
    bare = text.removesuffix(REPEATED)
    return any(found.end() == len(bare) for found in YEARS.finditer(bare))


def read_achievements(lines: Iterable[Line]) -> list[Entry]:
    """Cut the column 主な取組実績 into entries.

    An entry goes on, over line ends and blank lines, until its year. What follows a finished
    entry without a bullet is an entry of its own.
    """
    entries: list[Entry] = []
    for line in lines:
        if line.text.startswith(ACHIEVEMENT) or (line.text and finished(entries[-1].text)):
            entries.append(Entry([line]))
        elif line.text:
            entries[-1].lines.append(line)
    return entries


def read_years(text: str) -> tuple[str, list[str]]:
    """Title and fiscal years (`R4-`: ongoing) of an achievement without its 【再掲】.

    One year at the end is dropped from the title; where parts have their own years they stay.
    """
    marks = list(YEARS.finditer(text))
    years = [re.sub("[~〜]", "-", year) for mark in marks for year in mark[1].split("、")]
    return (text[: marks[0].start()] if len(marks) == 1 else text), years


def numbers_in(text: str) -> list[str]:
    """The numbers of a canonical text in order; a Japanese date is one number.

    A footnote mark (`*2`) is none.
    """
    return re.findall(r"令和\d+年(?:度|\d+月)?|\d+(?:\.\d+)?", re.sub(r"\*\d", "", text))


def read_indicators(text: str) -> Iterator[tuple[dict[str, str], str | None]]:
    """Fields of each indicator in a canonical assessment, and the footnote number it carries.

    `231手続*2(令和7年3月末時点)` is a value, `令和9年度末までに…100%にする目標` a target.
    """
    state = re.compile(
        r"(\d+(?:\.\d+)?)([^\d()、。*]+)(?:\*(\d))?\(令和(\d+)年(\d+)月末時点\)"
        r"|令和(\d+)年度末までに[^。]*?(\d+)(%)にする目標"
    )
    for found in state.finditer(text):
        value, unit, note, year, month, due, target, target_unit = found.groups()
        if value:
            last = calendar.monthrange(2018 + int(year), int(month))[1]
            as_of = f"{2018 + int(year)}-{int(month):02}-{last}"
            yield {"value": value, "unit": unit, "as_of": as_of}, note
        else:
            yield {"target": target, "unit": target_unit, "due": f"{2019 + int(due)}-03-31"}, None
