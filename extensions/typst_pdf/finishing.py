"""What Typst leaves to be done in a PDF: links to places, heads of rows, and its size.

The template writes a link to a place as one to the address `typst-pdf:NAME`, for Typst's own links
by label cost it too much memory (see `there` in `templates/default.typ`). Here each becomes a link
to the place, and is called as the place is. A cell whose tags are those of `row-head`
in the template is tagged as a head, and a link without words gets an alternative text. The objects
of the file, most of them tags, are packed together, which makes it about a third as large.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pikepdf

SCHEME = b"typst-pdf:"


class MissingPlaceError(Exception):
    """A link leads to a place that the PDF does not name."""


def finish(draft: Path, output: Path, titles: Mapping[str, str]) -> None:
    """Write `output` from Typst's `draft`; `titles` says what a place is called, by its name.

    The same draft and titles give the same bytes. Raises MissingPlaceError.
    """
    with pikepdf.open(draft) as pdf:
        places = dict(_places(pdf))
        for annotation in _links(pdf):
            name = bytes(annotation.A.URI).removeprefix(SCHEME)
            if name not in places:
                raise MissingPlaceError(name.decode())
            del annotation.A
            # the place itself, not its name: not every reader of PDFs looks names up
            annotation.Dest = places[name]
            annotation.Contents = pikepdf.String(titles[name.decode()])
        _mend_tags(pdf)
        pdf.save(
            output,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
        )


def _links(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """The links to places."""
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", pikepdf.Array()):
            action = annotation.get("/A", pikepdf.Dictionary())
            if bytes(action.get("/URI", pikepdf.String(""))).startswith(SCHEME):
                yield annotation


def _places(pdf: pikepdf.Pdf) -> Iterator[tuple[bytes, pikepdf.Object]]:
    """The named destinations. Typst writes names in UTF-8, which a NameTree would not decode."""
    found = pdf.Root
    for key in ("/Names", "/Dests"):
        found = found.get(key, pikepdf.Dictionary())
    names = found.get("/Names", pikepdf.Array())
    for place in range(0, len(names), 2):
        yield bytes(names[place]), names[place + 1]


def _mend_tags(pdf: pikepdf.Pdf) -> None:
    """Walk the structure: heads of rows, and the names of links that hold no words."""
    todo = [*_elements(pdf.Root.get("/StructTreeRoot", pikepdf.Dictionary()))]
    while todo:
        element = todo.pop()
        todo += _elements(element)
        if element.S == "/TD":
            _head_row(element)
        elif element.S == "/Link":
            _name_link(element)


def _head_row(cell: pikepdf.Object) -> None:
    """Make a head of a cell that holds nothing but a `Quote`: what `row-head` is tagged as."""
    inner = [*_elements(cell)]
    if len(inner) == len(_children(cell)) == 1 and inner[0].S == "/Quote":
        inner[0].S = pikepdf.Name.NonStruct
        cell.S = pikepdf.Name.TH
        tables = [one for one in cell.get("/A", pikepdf.Array()) if one.O == "/Table"]
        if tables:
            tables[0].Scope = pikepdf.Name.Row
        else:
            scope = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Row)
            cell.A = pikepdf.Array([*cell.get("/A", pikepdf.Array()), scope])


def _name_link(link: pikepdf.Object) -> None:
    """An area over a drawing holds no words: it is called as its annotation is."""
    for child in _children(link):
        if isinstance(child, int) or child.get("/Type") != "/OBJR":
            return
        link.Alt = child.Obj.Contents


def _elements(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The structure elements right below another."""
    for child in _children(element):
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child


def _children(element: pikepdf.Object) -> list[pikepdf.Object]:
    """What is right below a structure element: elements, references, numbers of words."""
    below = element.get("/K", pikepdf.Array())
    return list(below) if isinstance(below, pikepdf.Array) else [below]
