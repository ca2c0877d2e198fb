"""The authoring form read from text.

The reader is tolerant: whatever is written, it goes on, and names what it stumbled over in
`Page.flaws`. It judges only what is certainly meant as an item or is certainly broken; code,
comments and other directives are passed over. It follows how MyST finds the ends of blocks, so
that what it takes for an item is what the build takes for one.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from plantrace.findings import lines
from plantrace.findings.body import Body
from plantrace.findings.finding import Finding, found
from plantrace.findings.lines import Fence
from plantrace.findings.page import Block, Names, Page
from plantrace.model.metamodel import Metamodel
from plantrace.model.suggest import fold, nearest_name

# Directives whose content is shown or processed as it stands: nothing in it is an item.
OPAQUE = frozenset(
    {"code", "code-block", "sourcecode", "literalinclude", "parsed-literal", "raw", "math", "uml"}
    | {"toctree", "eval-rst", "csv-table", "list-table"}
)
MARK = ":::"


def split(text: str) -> tuple[str, ...]:
    """Lines as Markdown counts them: only line feeds, whatever else looks like a line's end."""
    return tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def scan(text: str, metamodel: Metamodel) -> Page:
    """Read a text. Never fails."""
    return _Reader(split(text), Names.of(metamodel)).read()


@dataclass
class _Reader:
    text: tuple[str, ...]
    names: Names
    at: int = 0
    """index of the line to be read next"""
    blocks: list[Block] = field(default_factory=list)
    flaws: list[Finding] = field(default_factory=list)
    containers: list[tuple[int, Fence]] = field(default_factory=list)
    """other directives that are open around here, with the lines where they began"""
    prose: list[int] = field(default_factory=list)
    forgiven: int = 0
    """endings that may be left over, because a missing one has been reported already"""

    def flaw(self, rule: str, line: int, variant: str = "", /, **values: object) -> None:
        self.flaws.append(found(rule, line, variant, **values))

    def read(self) -> Page:
        self._front_matter()
        while self.at < len(self.text):
            line = self.text[self.at]
            code = lines.code_fence(line)
            fence = lines.fence(line)
            if line.lstrip().startswith("<!--"):
                self._comment()
            elif code is not None and self.names.type(code.name) is None:
                self._verbatim(code)
            elif code is not None:
                self._item(code)
            elif fence is None:
                self._prose(line)
            elif fence.name is None:
                self._ending(fence)
            elif self._is_item(fence, self.at):
                self._item(fence)
            else:
                self._container(fence)
        for number, container in self.containers:
            self._unclosed_end(number, container)
        return Page(self.text, tuple(self.blocks), tuple(self.flaws), tuple(self.prose))

    # -------------------------------------------------------------- what is passed over

    def _front_matter(self) -> None:
        if self.text[0].rstrip() == "---":
            ends = (n for n, line in enumerate(self.text) if n and line.rstrip() in ("---", "..."))
            self.at = next(ends, 0) + 1

    def _comment(self) -> None:
        start = self.at
        while self.at < len(self.text):
            self.at += 1
            if "-->" in self.text[self.at - 1]:
                return
        self.flaw("unclosed", start + 1, "comment")

    def _verbatim(self, opening: Fence) -> None:
        """Skip code to the line that ends it: the same sign, at least as often."""
        start, sign = self.at, opening.fence[0]
        self.at += 1
        while self.at < len(self.text):
            line = self.text[self.at].strip()
            self.at += 1
            if len(line) >= opening.length and set(line) == {sign}:
                return
        if sign == ":":
            self._unclosed_end(start + 1, opening)
        else:
            self.flaw("unclosed", start + 1, "code", fence=opening.fence)

    def _prose(self, line: str) -> None:
        """Text; but `:id:` there belongs to an item whose first line is missing or unreadable."""
        self.at += 1
        self.prose.append(self.at)
        option = lines.option(self.at, line)
        if option is None or fold(option.name) != "id" or not option.value:
            return
        if not self.containers:
            self.forgiven += 1
        elif self.containers[-1][1].clean and self.containers[-1][0] == self.at - 1:
            return  # a directive that is none of ours: MyST knows whether it exists
        self.flaw("no-opening", self.at, text=option.text)

    def _container(self, fence: Fence) -> None:
        if fence.name in OPAQUE and fence.clean:
            self._verbatim(fence)
            return
        if fence.clean or ("：" not in fence.fence and fence.length > 2):
            self._close_containers(fence.length)
            self.containers.append((self.at + 1, fence))
        self.at += 1

    def _close_containers(self, length: int) -> None:
        """What opens here cannot stand in a block whose fence is not longer: that is unclosed."""
        while self.containers and self.containers[-1][1].length <= length:
            number, container = self.containers.pop()
            self._unclosed(number, container)

    def _ending(self, fence: Fence) -> None:
        self.at += 1
        if self.containers and fence.clean and fence.length >= self.containers[-1][1].length:
            self.containers.pop()
        elif fence.length > 2 and self.forgiven:
            self.forgiven -= 1
        elif fence.length > 2:
            self.flaw("extra-close", self.at, text=self.text[self.at - 1].strip())

    # -------------------------------------------------------------- items

    def _is_item(self, fence: Fence, index: int) -> bool:
        if self.names.type(fence.name) is not None:
            return True
        return fence.braced and self._has_id(index + 1)

    def _is_option(self, line: str) -> bool:
        option = lines.option(0, line)
        return option is not None and option.name in self.names.options

    def _has_id(self, index: int) -> bool:
        for line in self.text[index : index + 20]:
            option = lines.option(0, line)
            if option is None or lines.fence(line):
                return False
            if fold(option.name) == "id":
                return True
        return False

    def _item(self, opening: Fence) -> None:
        start = self.at + 1
        self._close_containers(min(opening.length, len(MARK)))
        reported = self._opening(start, opening)
        self.at += 1
        body = Body(self.names, self.flaws, start, opening.indent)
        end = None
        while self.at < len(self.text):
            line = self.text[self.at]
            fence = lines.fence(line)
            if opening.fence[0] in "`~":  # somebody mixed the two kinds: either may end it
                fence = lines.code_fence(line) or fence
            if fence is None or (fence.name is not None and self._is_option(line)):
                for part in line.splitlines() or [""]:  # MyST's idea of an option's line
                    body.add(self.at + 1, part)
                self.at += 1
            elif fence.name is None or not (fence.braced or self.names.type(fence.name)):
                end = self.at + 1
                self._closing(start, opening, fence, reported=reported)
                break
            elif self._interrupts(start, opening, fence):
                break
        else:
            self._unclosed_end(start, opening)
        type_name = self.names.type(opening.name)
        self.blocks.append(
            Block(
                start, end or self.at, opening.name or "", type_name, opening.title,
                tuple(body.options), body.torn,
            )
        )  # fmt: skip
        self.at = end or self.at

    def _opening(self, line: int, opening: Fence) -> bool:
        """Report how an item's first line is written; whether there was anything to report."""
        name = self.names.type(opening.name)
        if name is None:
            self._unknown_type(line, opening)
            return True
        fixed = f"{MARK}{{{name}}} {opening.title}".rstrip()
        exact = opening.clean and opening.name == name and opening.fence[0] == ":"
        if not exact:
            self.flaw("fence-open", line, text=self.text[line - 1].strip(), fixed=fixed)
        elif opening.indent:
            self.flaw("fence-open", line, "indent", fixed=fixed)
        return not exact

    def _unknown_type(self, line: int, opening: Fence) -> None:
        types = self.names.types
        meant = nearest_name(opening.name or "", types)
        if meant is not None:
            label = types[meant]
            self.flaw("unknown-type", line, name=opening.name, suggestion=meant, label=label)
        else:
            known = "、".join(f"{name}（{label}）" for name, label in types.items())
            self.flaw("unknown-type", line, "none", name=opening.name, known=known)

    def _closing(self, start: int, opening: Fence, fence: Fence, *, reported: bool) -> None:
        line = self.at + 1
        if reported:  # the whole fence is to be rewritten anyway
            return
        if fence.name is None and "：" not in fence.fence and not self._spaced(line):
            if fence.length != opening.length:
                blamed = line if fence.length != len(MARK) else start
                self.flaw(
                    "fence-length", blamed,
                    open=start, opening=opening.fence, close=line, closing=fence.fence,
                )  # fmt: skip
            return
        self.flaw("fence-close", line, text=self.text[line - 1].rstrip(" "), fixed=MARK, open=start)

    def _spaced(self, line: int) -> bool:
        """Whether a line ends in spaces that Markdown does not take for spaces."""
        return self.text[line - 1].rstrip(" \t") != self.text[line - 1].rstrip()

    def _interrupts(self, start: int, opening: Fence, fence: Fence) -> bool:
        """Another block begins inside an item; whether the item ends here."""
        item = self._is_item(fence, self.at)
        if fence.length < opening.length and not item:  # an admonition in the item's body
            self._verbatim(fence)
            return False
        if fence.length < opening.length:
            self.flaw(
                "nested", self.at + 1,
                title=fence.title or fence.name, outer=start, fence=MARK,
            )  # fmt: skip
            self.forgiven += 1
        else:
            self._unclosed(start, opening)
        return True

    def _unclosed(self, line: int, opening: Fence) -> None:
        self.forgiven += 1
        self.flaw(
            "unclosed", line, title=opening.title or opening.name, next=self.at + 1,
            fence=self._mark(opening),
        )  # fmt: skip

    def _unclosed_end(self, line: int, opening: Fence) -> None:
        title = opening.title or opening.name
        self.flaw("unclosed", line, "end", title=title, fence=self._mark(opening))

    def _mark(self, opening: Fence) -> str:
        return MARK if self.names.type(opening.name) else opening.fence
