"""What is wrong with a `ubproject.toml` itself, before anybody builds anything by it.

Its keys, kinds of values and names are those of `ubproject.schema.json`, by which editors complete
it too. Our keywords there: `x-names` and `x-keys` say of which table of the file a value or the
keys of a table are names, `x-places` what may stand in braces, `x-others` which keys sphinx-needs
reads beside the ones that are listed. Imports no Sphinx.
"""

from __future__ import annotations

import json
import re
import string
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from plantrace.findings.finding import Finding, found
from plantrace.findings.toml_lines import line_of
from plantrace.model.suggest import nearest

Rule = Mapping[str, Any]
Names = Mapping[str, Collection[str]]
"""set of names (`x-names`, `x-keys`, `x-others`) -> its names"""

KINDS = {
    "string": (str, '「"」で囲んだ文字'),
    "boolean": (bool, "true か false"),
    "integer": (int, "整数"),
    "array": (list, "「[」と「]」で囲み「,」で区切った一覧"),
    "object": (dict, "表"),
}
CALLED = {
    "types": "種類", "links": "つながり", "fields": "属性",
    "options": "属性やつながり", "pages": "ページ",
}  # fmt: skip
# What every item of sphinx-needs has, declared or not.
CORE_FIELDS = frozenset(
    {"id", "title", "status", "tags", "content", "type", "type_name", "docname", "lineno"}
    | {"collapse", "hide", "style", "layout", "template", "constraints", "fingerprint"}
)


@cache
def schema() -> Rule:
    """The rules, which editors read too."""
    path = Path(__file__).with_name("ubproject.schema.json")
    rules: Rule = json.loads(path.read_text(encoding="utf-8"))
    return rules


def flaws(text: str, others: Names, pages: Collection[str] | None = None) -> Iterator[Finding]:
    """What is wrong with the text of the file, by line.

    others: the sets of `x-others`; keys are not judged where theirs is not given. pages: names of
    documents, None where they are not known. Raises tomllib.TOMLDecodeError.
    """
    document = tomllib.loads(text)
    names = {**others, **_names(document), **({} if pages is None else {"pages": pages})}
    yield from _Reader(text, names).table(document, schema(), ())


def _names(document: Rule) -> dict[str, Collection[str]]:
    needs = document.get("needs")
    needs = needs if isinstance(needs, dict) else {}
    types = needs.get("types", {})
    if isinstance(types, list):
        types = [each.get("directive") for each in types if isinstance(each, dict)]
    links = list(needs.get("links", ()))
    fields = list(needs.get("fields", ()))
    return {
        "types": [str(each) for each in types],
        "links": links,
        "fields": [*fields, *CORE_FIELDS],
        "options": [*links, *fields, *CORE_FIELDS],
    }


@dataclass(frozen=True)
class _Reader:
    text: str
    names: Names

    def flaw(self, variant: str, path: tuple[str, ...], /, **values: object) -> Finding:
        *table, key = path
        given = {"table": ".".join(table), "dot": "." if table else "", "key": key, **values}
        return found("settings", line_of(self.text, path), variant, **given)

    def value(self, value: Any, rule: Rule, path: tuple[str, ...]) -> Iterator[Finding]:
        """What is wrong with a value, inside and out."""
        rule = {**schema()["definitions"].get(rule.get("$ref", "").rpartition("/")[2], {}), **rule}
        kinds = rule.get("type", ())
        kinds = [kinds] if isinstance(kinds, str) else kinds
        if kinds and not any(_is(value, KINDS[kind][0]) for kind in kinds):
            yield self.flaw("kind", path, kind="か、".join(KINDS[kind][1] for kind in kinds))
        elif "enum" in rule and value not in rule["enum"]:
            yield self.flaw("choice", path, value=value, choices="、".join(rule["enum"]))
        elif isinstance(value, dict):
            yield from self.table(value, rule, path)
        elif isinstance(value, list):
            for each in value:
                yield from self.value(each, rule.get("items", {}), path)
        elif isinstance(value, str):
            yield from self.word(value, rule, path)

    def table(self, table: Rule, rule: Rule, path: tuple[str, ...]) -> Iterator[Finding]:
        """What is wrong with the keys of a table, and with what they hold."""
        listed: Rule = rule.get("properties", {})
        more = rule.get("additionalProperties")
        for key, value in table.items():
            inside = (*path, key)
            if key in listed:
                yield from self.value(value, listed[key], inside)
            elif isinstance(more, dict):
                if "x-keys" in rule:
                    yield from self.named(key, rule["x-keys"], inside, "entry")
                yield from self.value(value, more, inside)
            elif wrong := self.unknown(key, rule, inside):
                yield wrong
        for key in rule.get("required", ()):
            if key not in table:
                section = listed[key].get("type") != "string"
                yield self.flaw("section" if section else "required", (*path, key))

    def unknown(self, key: str, rule: Rule, path: tuple[str, ...]) -> Finding | None:
        """A key that nobody reads; at the top other programs may have tables of their own."""
        listed = [*rule.get("properties", {}), *self.names.get(rule.get("x-others", ""), ())]
        near = nearest(key, listed)
        if len(path) == 1:
            return self.flaw("table", path, suggestion=near) if near else None
        open_ended = "x-others" not in rule and rule.get("additionalProperties") is not False
        if open_ended or rule.get("x-others") not in {None, *self.names} or key in listed:
            return None
        known = "、".join(rule.get("properties", {}))
        return self.flaw("unknown" if near else "unknown-none", path, suggestion=near, known=known)

    def word(self, word: str, rule: Rule, path: tuple[str, ...]) -> Iterator[Finding]:
        """What is wrong with a text by itself."""
        if rule.get("format") == "regex":
            try:
                re.compile(word)
            except re.error:
                yield self.flaw("regex", path, value=word)
        if "x-places" in rule:
            yield from self.places(word, rule["x-places"], path)
        if "x-names" in rule and word:
            for each in word.split() if rule.get("x-phrase") else [word]:
                yield from self.named(each, rule["x-names"], path)

    def named(
        self, name: str, kind: str, path: tuple[str, ...], variant: str = "undeclared"
    ) -> Iterator[Finding]:
        """Whether a name is one of its kind."""
        known = self.names.get(kind)
        if known is not None and name not in known:
            # a page that is not there is left out: only a name very like another is a slip
            near = nearest(name, known, cutoff=0.85 if kind == "pages" else 0.75)
            if kind == "pages" and near is None:
                return
            variant = variant if near else f"{variant}-none"
            yield self.flaw(variant, path, value=name, what=CALLED[kind], suggestion=near)

    def places(self, word: str, known: list[str], path: tuple[str, ...]) -> Iterator[Finding]:
        """What stands in braces is put in: only these names can."""
        shown = "、".join(f"{{{name}}}" for name in known)
        try:
            used = [name for _, name, _, _ in string.Formatter().parse(word) if name is not None]
        except ValueError:
            yield self.flaw("braces", path, value=word, known=shown)
            return
        for name in used:
            if name not in known:
                yield self.flaw("place", path, value=word, name=f"{{{name}}}", known=shown)


def _is(value: Any, kind: type) -> bool:
    """`isinstance`, but true and false are no numbers."""
    return isinstance(value, kind) and (kind is bool or not isinstance(value, bool))


# ------------------------------------------------------------------ what is no TOML at all

_WIDE = str.maketrans("＝［］｛｝，．＃“”„‟‘’", '=[]{},.#""""\'\'')


def unreadable(text: str, error: tomllib.TOMLDecodeError) -> Finding:
    """Why a text is no TOML, on the line to be changed."""
    lines = text.splitlines() or [""]
    for number, line in enumerate(lines, start=1):
        if line.startswith(("<<<<<<<", ">>>>>>>")):
            return found("conflict", number, "left", mark=line[:7])
    number = _line(error, lines)
    line = lines[number - 1]
    if text.startswith("\ufeff"):
        return found("settings", 1, "mark")
    twice = re.match(r"Cannot (?:overwrite|declare|mutate)", str(error))
    if twice:
        return found("settings", number, "twice", text=line.strip())
    for sign in line.partition(" #")[0]:
        if ord(sign) in _WIDE:
            fixed = sign.translate(_WIDE)
            return found("settings", number, "width", sign=sign, fixed=fixed)
    name = re.match(r"\s*(?:\[+[\w.-]*?\.?)?([^\W\d_][\w-]*)\s*(?:\]|=)", line)
    if name and not name[1].isascii():
        return found("settings", number, "name-quotes", name=name[1])
    return found("settings", number, "syntax", text=line.strip())


def _line(error: tomllib.TOMLDecodeError, lines: list[str]) -> int:
    """The line that the error names; what was not closed by the end began at the last `=`."""
    named = re.search(r"at line (\d+)", str(error))
    if named:
        return min(int(named[1]), len(lines))
    opened = [
        number for number, line in enumerate(lines, start=1) if re.match(r"\s*[\w\"'.-]+\s*=", line)
    ]
    return opened[-1] if opened else len(lines)
