"""What one line of Markdown can be in the authoring form, however badly it is written."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

# Anything that an input method makes of the half-width signs.
_COLON = ":："
# Spaces of any kind, and what makes a quotation or a list.
_INDENT = r"(?P<indent>(?:[ \t　]|>|[-*+] )*)"
_JUNK = re.compile(rf"[^\w\s{_COLON}]{{1,4}}[ \t　]*(?=[{_COLON}])")
_FENCE = re.compile(rf"{_INDENT}(?P<fence>[{_COLON}]{{2,}})(?P<rest>.*)$", re.S)
_OPENING = re.compile(
    r"(?P<gap>[ \t　]*)(?P<left>[{｛]?)(?P<pad>[ \t　]*)"
    r"(?P<name>(?<=[{｛ \t　])[^\s{}｛｝]+(?=[ \t　]*[}｝])|[^\s{}｛｝:：]+)"
    r"(?P<inner>[ \t　]*)(?P<right>[}｝]?)(?P<title>.*)$",
    re.S,
)
_BACKTICK = re.compile(
    r"(?P<indent>[ ]*)(?P<fence>`{3,}|~{3,})[ \t]*(?:\{(?P<name>[^\s{}]+)\})?(?P<rest>.*)$", re.S
)
_OPTION = re.compile(
    rf"{_INDENT}(?P<first>[{_COLON}]{{1,4}})(?P<name>[^{_COLON}]*?)"
    rf"(?P<second>[{_COLON}])(?P<rest>.*)$",
    re.S,
)
_HALF_OPTION = re.compile(rf"{_INDENT}[{_COLON}](?P<name>[^\s{_COLON}=]+)(?P<rest>.*)$", re.S)
_BARE_OPTION = re.compile(
    rf"{_INDENT}(?P<name>[^\s{_COLON}=]+)[ 　]*[{_COLON}=](?P<rest>.*)$", re.S
)


@dataclass(frozen=True, slots=True)
class Fence:
    """A line that begins or ends a block: `name` is None for an ending."""

    indent: str
    fence: str
    name: str | None
    title: str
    clean: bool
    """whether it is written exactly as the authoring form wants it, but for its length"""
    braced: bool = False

    @property
    def length(self) -> int:
        """How many signs the fence has."""
        return len(self.fence)


@dataclass(frozen=True, slots=True)
class Option:
    """A line that is, or was meant as, `:name: value`."""

    line: int
    text: str
    name: str
    value: str
    form: str | None
    """None when it reads as written, else the variant of `option-form`: "", space, width, …"""

    @property
    def fixed(self) -> str:
        """The line as it should be written."""
        name = unicodedata.normalize("NFKC", self.name).strip()
        return f":{name}: {self.value}".rstrip()


def fence(line: str) -> Fence | None:
    """Read a line that consists of colons, or begins with them and names something."""
    match = _FENCE.match(line)
    if match is None:
        return None
    indent, signs, rest = match["indent"], match["fence"], match["rest"]
    half = "：" not in signs
    if not rest.strip():
        return Fence(indent, signs, None, "", half and "　" not in rest and len(signs) > 2)
    opening = _OPENING.match(rest)
    if opening is None:
        return Fence(indent, signs, "", rest.strip(), False) if half and len(signs) > 2 else None
    braced = bool(opening["left"] or opening["right"])
    if not braced and (len(signs) < 3 or not half):
        return None
    tidy = not (opening["gap"] or opening["pad"] or opening["inner"])
    paired = opening["left"] == "{" and opening["right"] == "}"
    title = opening["title"]
    clean = half and paired and tidy and len(signs) > 2 and (not title or title[0].isspace())
    return Fence(indent, signs, opening["name"], title.strip(), clean, braced)


def code_fence(line: str) -> Fence | None:
    """Read a line of backticks or tildes; `name` is that of a directive in braces."""
    match = _BACKTICK.match(line)
    if match is None or ("`" in match["fence"] and "`" in match["rest"]):
        return None
    name = match["name"]
    return Fence(match["indent"], match["fence"], name, match["rest"].strip(), True, bool(name))


def option(number: int, line: str, indent: str = "") -> Option | None:
    """Read a line that begins with one colon of any width; None for any other line.

    `indent` is that of the block: where the block is indented, its options may be, or not.
    """
    text = line.strip()
    match = _OPTION.match(line)
    if match is None or len(text) < 2:
        half = _HALF_OPTION.match(line)
        if half is None:
            return None
        return Option(number, text, half["name"], _value(half["rest"].lstrip("=")), "")
    name, rest = match["name"], match["rest"]
    if len(name.split()) > 1:  # `:implements IP: K01`
        name, value = name.split(maxsplit=1)
        return Option(number, text, name, _value(f"{value}:{rest}"), "")
    form = _form(match, indent)
    return Option(number, text, name.strip(), _value(rest), form)


def _form(match: re.Match[str], indent: str) -> str | None:
    rest = match["rest"]
    faults = {
        "width": "：" in match["first"] + match["second"],
        "": len(match["first"]) > 1 or match["name"] != match["name"].strip(),
        "tab": "\t" in rest,
        "space": rest != "" and not rest.startswith(" "),
        "indent": bool(match["indent"]) and not indent,
    }
    return next((form for form, faulty in faults.items() if faulty), None)


def bare_option(number: int, line: str) -> Option | None:
    """Read `name: value` or `name=value`, or an option with signs such as `%` before it."""
    junk = _JUNK.match(line)
    if junk is not None:
        behind = option(number, line[junk.end() :])
        return replace(behind, text=line.strip(), form="") if behind else None
    match = _BARE_OPTION.match(line)
    if match is None:
        return None
    return Option(number, line.strip(), match["name"], _value(match["rest"]), "")


def _value(text: str) -> str:
    return re.sub(r"[ \t　]*\t[ \t　]*", " ", text.strip())
