"""What stands between the first line of an item and its last: options, then text."""

from __future__ import annotations

from dataclasses import dataclass, field

from plantrace.findings import lines
from plantrace.findings.finding import Finding, found
from plantrace.findings.lines import Option
from plantrace.findings.page import Names

MARKUP = frozenset("-*+>|#<`~![{")
"""what Markdown begins with: a line that begins so is no continuation of a value"""


@dataclass
class Body:
    """Takes line by line, sorts out the options, and names in `flaws` what it stumbles over."""

    names: Names
    flaws: list[Finding]
    start: int
    """the number of the item's first line"""
    indent: str
    state: str = "options"
    """options, gap (blank lines after them), misplaced (options that came too late), body"""
    options: list[Option] = field(default_factory=list)
    torn: bool = False
    """whether text stands among the options"""
    at_once: Finding | None = None
    """what was said of text that follows the options without a blank line"""

    def add(self, number: int, line: str) -> None:
        """The next line."""
        option = lines.option(number, line, self.indent)
        if not line.strip():
            self.state = "gap" if self.state == "options" else self.state
        elif option is not None and self.state == "options":
            self.options.append(option)
        elif option is not None and self.names.meant(option.name):
            self._misplaced(option)
        elif self.state == "options":
            self._text_after_options(number, line)
        else:
            self.state = "body"

    def _misplaced(self, option: Option) -> None:
        """Options that come too late: the first of a run is reported, the rest go with it."""
        if self.state != "misplaced":
            variant = "" if self.state == "gap" else "body"
            said = {"name": option.name, "open": self.start}
            self.flaws.append(found("option-place", option.line, variant, **said))
        if self.at_once in self.flaws:
            self.flaws.remove(self.at_once)  # it stands in the way, which is said
        self.torn = self.torn or self.state == "body"
        self.state = "misplaced"
        self.options.append(option)

    def _text_after_options(self, number: int, line: str) -> None:
        """A bare option, a value that goes on, or the text of an item without a blank line."""
        bare = lines.bare_option(number, line)
        if bare is not None and bare.name in self.names.options:
            self.options.append(bare)
            return
        said = {"text": line.strip(), "name": self.options[-1].name} if self.options else {}
        if said and line[: len(line) - len(line.lstrip())] != self.indent:
            self.flaws.append(found("option-continued", number, **said))
            return
        self.state = "body"
        if said and line.strip()[0] not in MARKUP:
            self.at_once = found("option-continued", number, "body", **said)
            self.flaws.append(self.at_once)
