"""The documents as they are written: read from Markdown, without Sphinx, in a blink.

219 items take 11 ms, so nothing here is remembered between two commands: what is shown is always
what stands in the files.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from plantrace.editing import contents
from plantrace.findings.blocks import scan
from plantrace.findings.decode import decode
from plantrace.findings.page import Block, Page
from plantrace.findings.settings import Settings
from plantrace.findings.settings import read as read_settings
from plantrace.model import metamodel as metamodels
from plantrace.model.graph import Graph, from_needs
from plantrace.model.metamodel import Metamodel

DOCUMENTS = "docs"
METAMODEL = "ubproject.toml"
SUFFIX = ".md"
BYTE_ORDER_MARK = "\ufeff"


class EditError(Exception):
    """What was asked for cannot be done; the message is a Japanese sentence that says why."""


@dataclass(frozen=True)
class Source:
    """All pages, with what they hold. Paths are relative to the folder of the documents."""

    metamodel: Metamodel
    schemas: Mapping[str, Mapping[str, Any]]
    """field name -> its JSON schema in the metamodel"""
    texts: Mapping[str, str]
    """path -> text, line ends and all, as it would be written back"""
    settings: Settings = field(default_factory=Settings)
    """how grave the project takes each finding, and the periods of its plans"""
    limits: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """(type name, link name) -> how many links an item of the type may have at most"""

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        """path -> the page as the findings read it."""
        return {
            path: scan(text.removeprefix(BYTE_ORDER_MARK), self.metamodel)
            for path, text in self.texts.items()
        }

    @cached_property
    def graph(self) -> Graph:
        """All items that can be read, pages in the order of the tables of contents."""
        needs: dict[str, dict[str, Any]] = {}
        for path, page in self.pages.items():
            for block in page.blocks:
                if block.id and block.type:
                    need = {**self._values(block), "docname": path.removesuffix(SUFFIX)}
                    needs.setdefault(block.id, need)
        return from_needs(self.metamodel, needs, contents.reading_order(self.texts))

    def _values(self, block: Block) -> dict[str, Any]:
        values: dict[str, Any] = {each.name: self._value(each) for each in block.options}
        return {**values, "type": block.type, "title": block.title, "lineno": block.line}

    def _value(self, option: Any) -> str | list[str]:
        several = option.name in self.metamodel.links or self.is_list(option.name)
        if not several:
            return str(option.value)
        return [entry.strip() for entry in option.value.split(",") if entry.strip()]

    def is_list(self, field: str) -> bool:
        """Whether a field holds several values."""
        return self.schemas.get(field, {}).get("type") == "array"

    def block(self, item_id: str) -> tuple[str, Block]:
        """The page and the block of an item of the graph."""
        path = f"{self.graph[item_id].docname}{SUFFIX}"
        return path, self.pages[path].by_id[item_id]

    def with_texts(self, changed: Mapping[str, str]) -> Source:
        """The same project after some pages have changed or come to be."""
        return replace(self, texts={**self.texts, **changed})


def read(root: Path) -> Source:
    """Read the project in a folder. Raises EditError."""
    try:
        text = (root / METAMODEL).read_text(encoding="utf-8")
        document = tomllib.loads(text)
    except OSError as error:
        raise EditError(
            f"{METAMODEL} がありません。資料のいちばん上のフォルダで実行してください。"
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise EditError(f"{METAMODEL} を読めません（{error}）。") from error
    fields = document.get("needs", {}).get("fields", {})
    return Source(
        metamodels.from_mapping(document),
        {name: entry.get("schema", {}) for name, entry in fields.items()},
        dict(_texts(root / DOCUMENTS)),
        read_settings(text),
        {
            (name, link): rule["schema"]["maxItems"]
            for name, entry in metamodels.types_in(document).items()
            for link, rule in entry.get("links", {}).items()
            if "maxItems" in rule.get("schema", {})
        },
    )


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Every page but what lies in folders or files named with `_` or `.` at the start."""
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name[0] not in "_.")
        for name in sorted(names):
            path = Path(here, name)
            if name.endswith(SUFFIX) and name[0] not in "_.":
                yield path.relative_to(folder).as_posix(), _text(path)


def _text(path: Path) -> str:
    data = path.read_bytes()
    _, guess = decode(data)
    if guess is not None:
        raise EditError(f"{path} の文字コードは UTF-8 ではありません（{guess}）。")
    return data.decode("utf-8")


def split_keeping(text: str) -> list[str]:
    """Lines with their ends, counted as `findings.blocks.split` counts them."""
    lines, start, at = [], 0, 0
    while at < len(text):
        if text[at] in "\r\n":
            at += 2 if text.startswith("\r\n", at) else 1
            lines.append(text[start:at])
            start = at
        else:
            at += 1
    return [*lines, text[start:]] if start < len(text) else lines
