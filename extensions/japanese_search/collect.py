"""From what the pages said and what sphinx-needs knows to the entries of the index."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sphinx_needs.api import get_needs_view
from sphinx_needs.data import SphinxNeedsData

from japanese_search.index import Entry, Page
from japanese_search.options import Options, from_config
from japanese_search.passages import TERMS, Kind, Passage, record_of, resolved
from japanese_search.synonyms import Groups

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

Need = Mapping[str, Any]
BETWEEN = " › "
_ISO_DAY = re.compile(r"^(\d{4})-(\d{2})-(\d{2})$")


def entries(app: Sphinx) -> Iterator[Entry]:
    """Everything that can be found, page by page in reading order.

    For the write phase only: it resolves and freezes the needs.
    """
    # the view of needs is a Mapping in all but name
    collector = _Collector(app, get_needs_view(app), from_config(app.config))  # type: ignore[arg-type]
    for docname in _reading_order(app.env):
        metadata = app.env.metadata.get(docname, {})
        if "nosearch" not in metadata and "no-search" not in metadata:
            yield from collector.page(docname)


def kinds(app: Sphinx) -> list[str]:
    """The names of all groups of results in the order in which they are shown."""
    options = from_config(app.config)
    titles = {entry["directive"]: entry["title"] for entry in app.config.needs_types}
    chosen = [name for name in options.types if name in titles]
    order = dict.fromkeys([*chosen, *titles])
    return list(dict.fromkeys([*(titles[name] for name in order), options.terms, options.pages]))


def terms(app: Sphinx) -> Groups:
    """The terms that a glossary explains together: whoever searches for one means the others."""
    record = record_of(app.env)
    return tuple(
        tuple(passage.title.split(TERMS))
        for docname in _reading_order(app.env)
        for passage in record.get(docname, ())
        if passage.kind is Kind.TERM and TERMS in passage.title
    )


@dataclass(frozen=True)
class _Collector:
    app: Sphinx
    needs: Mapping[str, Need]
    options: Options

    @cached_property
    def link_names(self) -> dict[str, str]:
        """The links of the options, there and back, with their names for readers."""
        names = {}
        for link in SphinxNeedsData(self.app.env).get_schema().iter_link_fields():
            if link.name in self.options.links:
                names[link.name] = link.display.outgoing
                names[f"{link.name}_back"] = link.display.incoming
        return names

    def page(self, docname: str) -> Iterator[Entry]:
        """The entries of one page."""
        passages = record_of(self.app.env).get(docname, ())
        page = Page(self.app.builder.get_target_uri(docname), self.title(docname))
        named = self._named(docname, passages)
        for number, passage in enumerate(passages):
            if passage.kind is Kind.ITEM:
                if self._is_item(docname, passage):
                    yield self._item(page, passage, named.get(passage.anchor))
            elif number not in named.values() and (passage.title or passage.text):
                yield self._words(page, passage)

    def title(self, docname: str) -> str:
        """The title of a page, known or not."""
        title = self.app.env.titles.get(docname)
        return title.astext() if title is not None else docname

    def _named(self, docname: str, passages: tuple[Passage, ...]) -> dict[str, int]:
        """Item -> number of the section that is only its heading.

        A section that is called as the item that follows (個別施策1) and says nothing of its own
        would be the same result twice.
        """
        found: dict[str, int] = {}
        for number, (section, item) in enumerate(pairwise(passages)):
            is_heading = section.kind is Kind.SECTION and not section.text
            if is_heading and item.kind is Kind.ITEM and self._is_item(docname, item):
                need = self.needs[item.anchor]
                if section.title in (self._label(need), need["title"]):
                    found[item.anchor] = number
        return found

    def _is_item(self, docname: str, passage: Passage) -> bool:
        need = self.needs.get(passage.anchor)
        return need is not None and need["docname"] == docname and not need["hide"]

    def _item(self, page: Page, passage: Passage, heading: int | None) -> Entry:
        need = self.needs[passage.anchor]
        kind = str(need.get("type_name") or need["type"])
        label = self._label(need)
        texts = [self._resolved(passage.text), *self._phrases(need, self.options.fields)]
        texts += [name for link, name in self.link_names.items() if need.get(link)]
        path = passage.path[:-1] if heading is not None else passage.path
        return Entry(
            kind=kind,
            page=page,
            anchor=passage.anchor,
            title=str(need["title"]),
            text="\n".join(filter(None, texts)),
            path=BETWEEN.join(path),
            id=passage.anchor,
            label="" if label == kind else label,
            years="、".join(_year(v) for f in self.options.year_fields for v in _values(need, f)),
            notes="\n".join(self._phrases(need, self.options.quiet_fields)),
        )

    def _words(self, page: Page, passage: Passage) -> Entry:
        is_term = passage.kind is Kind.TERM
        return Entry(
            kind=self.options.terms if is_term else self.options.pages,
            page=page,
            anchor=passage.anchor,
            title=passage.title or page.title,
            text=self._resolved(passage.text),
            path=BETWEEN.join(passage.path),
        )

    def _label(self, need: Need) -> str:
        said = self.app.emit_firstresult("search-item-label", need)
        return str(said or need.get("type_name") or need["type"])

    def _phrases(self, need: Need, fields: Iterable[str]) -> list[str]:
        """What the fields say; several names in one string make one phrase."""
        found = (
            "".join("、".join(map(_shown, _values(need, name))) for name in names.split())
            for names in fields
        )
        return [phrase for phrase in found if phrase]

    def _resolved(self, text: str) -> str:
        return resolved(text, self._name)

    def _name(self, kind: str, target: str) -> str:
        """The words that a reference shows."""
        if kind == "doc":
            return self.title(target)
        if kind == "need":
            return str(self.needs[target]["title"]) if target in self.needs else target
        label = self.app.env.domains.standard_domain.labels.get(target)
        return str(label[2]) if label else target


def _values(need: Need, name: str) -> list[str]:
    """The values of a field as text; none where it is empty or there is no such field."""
    value = need.get(name)
    if value is None or value == "":
        return []
    found = value if isinstance(value, list | tuple) else [value]
    return [str(each) for each in found]


def _shown(value: str) -> str:
    """A value as readers write it: `2025-03-31` is 2025年3月31日."""
    if not (day := _ISO_DAY.match(value)):
        return value
    return f"{int(day[1])}年{int(day[2])}月{int(day[3])}日"


def _year(written: str) -> str:
    """`R4-` is R4 and later; a day is in the fiscal year that began in April before it."""
    if day := _ISO_DAY.match(written):
        last = "末" if written.endswith("-03-31") else ""
        return f"{int(day[1]) - (int(day[2]) < 4)}年度{last}"
    return written.removesuffix("-") + "～" if written.endswith("-") else written


def _reading_order(env: BuildEnvironment) -> tuple[str, ...]:
    """All documents as a reader meets them: depth first along the toctrees from the root."""
    found: dict[str, None] = {}

    def visit(document: str) -> None:
        if document not in found and document in env.found_docs:
            found[document] = None
            for below in env.toctree_includes.get(document, ()):
                visit(below)

    visit(env.config.root_doc)
    return (*found, *sorted(env.found_docs - found.keys()))
