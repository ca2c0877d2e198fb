"""Tiny documents as PDFs, and what a reader of the PDF finds in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

CONF = """\
extensions = ["myst_parser", "typst_pdf"]
myst_enable_extensions = ["colon_fence", "deflist", "dollarmath", "fieldlist", "attrs_inline"]
project = "試験の計画"
author = "試験区"
language = "ja"
html_theme = "basic"
"""
PICTURE = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50" width="100" height="50">
<a href="#there"><rect x="10" y="10" width="30" height="20" fill="#ccddee"/></a>
<a href="https://example.jp/box"><circle cx="70" cy="20" r="10" fill="#ffeecc"/></a>
</svg>
"""


def plain(text: str) -> str:
    """As texts of a PDF are compared: one width, no spaces."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


@dataclass(frozen=True)
class Link:
    """A link area: the page it is on, and an address or the page it leads to (from 1)."""

    page: int
    uri: str
    to: int


class Pdf:
    """A PDF as its readers see it."""

    def __init__(self, path: Path) -> None:
        self.reader = PdfReader(path)
        self.pages = [plain(page.extract_text()) for page in self.reader.pages]
        self.text = "".join(self.pages)

    @property
    def root(self) -> Any:
        return self.reader.trailer["/Root"]

    @property
    def outline(self) -> list[tuple[int, str]]:
        """The bookmarks: level and text."""

        def walk(entries: list[Any], level: int) -> Iterator[tuple[int, str]]:
            for entry in entries:
                if isinstance(entry, list):
                    yield from walk(entry, level + 1)
                else:
                    yield level, str(entry.title)

        return list(walk(self.reader.outline, 1))

    @property
    def links(self) -> list[Link]:
        numbers = {page.indirect_reference.idnum: n for n, page in enumerate(self.reader.pages, 1)}
        found = []
        for number, page in enumerate(self.reader.pages, 1):
            for reference in page.get("/Annots") or ():
                action = reference.get_object()
                action = action.get("/A", action).get_object()
                target = action.get("/D", action.get("/Dest"))
                to = numbers[target[0].idnum] if target is not None else 0
                found.append(Link(number, str(action.get("/URI", "")), to))
        return found

    @property
    def tags(self) -> list[str]:
        """The kinds of the structure elements in reading order."""

        def walk(node: Any) -> Iterator[str]:
            node = node.get_object() if hasattr(node, "get_object") else node
            if isinstance(node, list):
                for child in node:
                    yield from walk(child)
            elif isinstance(node, dict):
                if "/S" in node and node.get("/Type") != "/OBJR":
                    yield str(node["/S"])
                if "/K" in node:
                    yield from walk(node["/K"])

        return list(walk(self.root["/StructTreeRoot"]))

    @property
    def alternatives(self) -> list[str]:
        found = []

        def walk(node: Any) -> None:
            node = node.get_object() if hasattr(node, "get_object") else node
            if isinstance(node, list):
                for child in node:
                    walk(child)
            elif isinstance(node, dict):
                if "/Alt" in node:
                    found.append(str(node["/Alt"]))
                walk(node.get("/K"))

        walk(self.root["/StructTreeRoot"])
        return found


@dataclass(frozen=True)
class Built:
    """What a build left: the folder, the warnings without colours, Sphinx."""

    out: Path
    warnings: str
    app: Sphinx

    @property
    def path(self) -> Path:
        return self.out / "document.pdf"

    @property
    def source(self) -> str:
        return (self.out / "typst" / "main.typ").read_text(encoding="utf-8")

    @property
    def pdf(self) -> Pdf:
        assert not self.warnings, self.warnings
        return Pdf(self.path)


def build_documents(
    folder: Path, documents: Mapping[str, str], conf: str = "", builder: str = "typst"
) -> Built:
    """Write files (name with suffix -> text) into `folder` and build them, beside an older build.

    A page without a toctree gets one with all other pages, when it is the root.
    """
    source = folder / "docs"
    source.mkdir(exist_ok=True)
    (folder / "conf.py").write_text(CONF + conf, encoding="utf-8")
    (source / "picture.svg").write_text(PICTURE, encoding="utf-8")
    names = [name.rpartition(".")[0] for name in documents if not name.startswith("index.")]
    for name, text in documents.items():
        body = text
        if name == "index.md" and names and "{toctree}" not in text:
            body += "\n```{toctree}\n:hidden:\n" + "\n".join(names) + "\n```\n"
        path = source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.is_file() or path.read_text(encoding="utf-8") != body:
            path.write_text(body, encoding="utf-8")
    warnings = StringIO()
    out = folder / builder
    with patch_docutils(folder), docutils_namespace():
        app = Sphinx(
            source, folder, out, folder / "doctrees", builder, status=None, warning=warnings
        )
        app.build()
    return Built(out, re.sub(r"\x1b\[[0-9;]*m", "", warnings.getvalue()), app)


@pytest.fixture
def build(tmp_path: Path) -> Callable[..., Built]:
    """`build(documents, conf="", builder="typst")` in tmp_path."""

    def make(documents: Mapping[str, str] | str, conf: str = "", builder: str = "typst") -> Built:
        given = {"index.md": documents} if isinstance(documents, str) else documents
        return build_documents(tmp_path, given, conf, builder)

    return make


@pytest.fixture(scope="session")
def build_in() -> Callable[..., Built]:
    """`build_in(folder, documents, conf="", builder="typst")`."""
    return build_documents


@pytest.fixture(scope="session")
def read_pdf() -> Callable[[Path], Pdf]:
    """A PDF as its readers see it."""
    return Pdf


@pytest.fixture(scope="session")
def as_compared() -> Callable[[str], str]:
    """Text as it is compared: one width, no spaces."""
    return plain
