"""What a text in the authoring form holds, with the line of each part."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from plantrace.findings import lines
from plantrace.findings.finding import Finding
from plantrace.findings.lines import Option
from plantrace.model.metamodel import Metamodel
from plantrace.model.suggest import fold, nearest_name


@dataclass(frozen=True, slots=True)
class Block:
    """One item as written; lines count from 1."""

    line: int
    end: int
    """the last line that belongs to it"""
    name: str
    """what stands in the braces"""
    type: str | None
    """the metamodel's type, None when it has none of this name"""
    title: str
    options: tuple[Option, ...]
    torn: bool = False
    """whether text stands among the options, which may once have been one"""

    def option(self, name: str) -> Option | None:
        """The last option of this name, which is the one that counts."""
        return next((each for each in reversed(self.options) if each.name == name), None)

    @property
    def id(self) -> str:
        """What stands after `:id:`, right or wrong; ``""`` when nothing does."""
        option = self.option("id")
        return option.value if option else ""


@dataclass(frozen=True)
class Page:
    """What a text holds: its items, and the findings about their edges."""

    text_lines: tuple[str, ...]
    blocks: tuple[Block, ...]
    flaws: tuple[Finding, ...]
    prose: tuple[int, ...]
    """numbers of the lines that are neither in items nor in code, comments or front matter"""

    @cached_property
    def read(self) -> tuple[int, ...]:
        """Numbers of the lines in items and in prose: all but code, comments and front matter."""
        items = (n for block in self.blocks for n in range(block.line, block.end + 1))
        return tuple(sorted({*self.prose, *items}))

    def block_at(self, line: int) -> Block | None:
        """The item that a line belongs to."""
        return next((block for block in self.blocks if block.line <= line <= block.end), None)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """All ids as written, also of items whose first line was not recognised."""
        headless = (
            option.value
            for flaw in self.flaws
            if flaw.rule == "no-opening"
            and (option := lines.option(flaw.line, self.text_lines[flaw.line - 1]))
        )
        return (*(block.id for block in self.blocks), *headless)

    @cached_property
    def by_id(self) -> dict[str, Block]:
        """id -> the first item that has it."""
        return {block.id: block for block in reversed(self.blocks) if block.id}


@dataclass(frozen=True)
class Names:
    """The words of a metamodel, with the labels by which readers know them."""

    types: dict[str, str]
    options: dict[str, str]

    @classmethod
    def of(cls, metamodel: Metamodel) -> Names:
        """All types, and all names that may stand as `:name:` in some type."""
        links = {name: link.outgoing for name, link in metamodel.links.items()}
        fields = {name: label for name, label in metamodel.fields.items() if name != "title"}
        types = {name: each.title for name, each in metamodel.types.items()}
        return cls(types, {"id": "id", **links, **fields})

    @cached_property
    def _folded_types(self) -> dict[str, str]:
        return {fold(name): name for name in self.types}

    def type(self, name: str | None) -> str | None:
        """The type of this name, width and case aside."""
        return self._folded_types.get(fold(name)) if name else None

    def meant(self, name: str) -> str | None:
        """The option that a name is, or that somebody who wrote it probably meant."""
        return name if name in self.options else nearest_name(name, self.options)
