"""The sidebar: the pages at the top, and those along the way to the current one.

furo shows the whole tree on every page, which costs pages x pages when building and when loading
(half of a build at 250 pages), and folds it with checkboxes that no keyboard reaches. Here the
tree is made once a build, and a page shows the top level and what is below each page on its way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from docutils import nodes
from markupsafe import Markup, escape
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment.adapters.toctree import global_toctree_for_doc

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx


@dataclass(frozen=True, slots=True)
class Branch:
    """One entry: a page of the document, or an address elsewhere."""

    title: str
    docname: str
    """``""`` for an address elsewhere."""
    address: str
    below: tuple[Branch, ...]

    def pages(self) -> Iterator[str]:
        """The page and all pages below it."""
        yield self.docname
        for branch in self.below:
            yield from branch.pages()


@dataclass(frozen=True)
class Tree:
    """The whole tree, and for each page its way down from the top (without the page itself)."""

    top: tuple[Branch, ...]
    ways: dict[str, frozenset[str]]


_TREES: WeakKeyDictionary[Sphinx, Tree] = WeakKeyDictionary()


def tree_of(app: Sphinx) -> Tree:
    """The tree of the build that is being written, as the toctrees from the root say it."""
    if app not in _TREES:
        top = _read(app)
        ways: dict[str, frozenset[str]] = {}
        for branch in top:
            _note_ways(branch, frozenset(), ways)
        _TREES[app] = Tree(top, ways)
    return _TREES[app]


def _note_ways(branch: Branch, above: frozenset[str], ways: dict[str, frozenset[str]]) -> None:
    if branch.docname:
        ways.setdefault(branch.docname, above)
    for each in branch.below:
        _note_ways(each, above | {branch.docname}, ways)


def _read(app: Sphinx) -> tuple[Branch, ...]:
    root = app.config.root_doc
    builder = app.builder
    resolved = global_toctree_for_doc(
        app.env,
        root,
        builder,
        tags=app.tags,
        collapse=False,
        includehidden=True,
        maxdepth=-1,
        titles_only=True,
    )
    if resolved is None:
        return ()
    pages = {builder.get_relative_uri(root, name): name for name in app.env.found_docs}
    # the parts of several toctrees (and their captions) stand side by side
    return tuple(
        branch
        for part in resolved.children
        if isinstance(part, nodes.bullet_list)
        for branch in _branches(part, pages)
    )


def _branches(items: nodes.bullet_list, pages: dict[str, str]) -> Iterator[Branch]:
    for item in items.children:
        link = next(item.findall(nodes.reference))
        address = link.get("refuri", "")
        below = [part for part in item.children if isinstance(part, nodes.bullet_list)]
        yield Branch(
            title=link.astext(),
            docname=pages.get(address, ""),
            address=address,
            below=tuple(branch for part in below for branch in _branches(part, pages)),
        )


def html(app: Sphinx, page: str) -> Markup:
    """The sidebar's list for one page; generated pages (search, index) show the top level."""
    tree = tree_of(app)
    open_pages = tree.ways.get(page, frozenset()) | {page}
    return _list(app, tree.top, page, open_pages, 1)


def _list(
    app: Sphinx, branches: tuple[Branch, ...], page: str, open_pages: frozenset[str], level: int
) -> Markup:
    items = Markup("").join(_item(app, each, page, open_pages, level) for each in branches)
    return Markup("<ul>{}</ul>\n").format(items)


def _item(app: Sphinx, branch: Branch, page: str, open_pages: frozenset[str], level: int) -> Markup:
    is_open = branch.docname in open_pages
    address = branch.address
    if branch.docname:
        address = app.builder.get_relative_uri(page, branch.docname) or "#"
    return Markup(
        '<li class="toctree-l{}{}{}"><a class="reference" href="{}"{}>{}</a>{}</li>\n'
    ).format(
        level,
        " current" if is_open else "",
        " current-page" if branch.docname == page else "",
        address,
        Markup(' aria-current="page"') if branch.docname == page else "",
        escape(branch.title),
        _list(app, branch.below, page, open_pages, level + 1) if is_open and branch.below else "",
    )


def keep_furo_from_its_own(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Before furo: without `toctree` it builds no tree of its own."""
    context.pop("toctree", None)


def give_ours(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """After furo."""
    context["furo_navigation_tree"] = html(app, pagename)


def setup(app: Sphinx) -> None:
    """Called once by `plan_theme.setup`."""
    app.connect("builder-inited", _connect)


def _connect(app: Sphinx) -> None:
    if isinstance(app.builder, StandaloneHTMLBuilder) and app.builder.theme.name == "plan":
        app.connect("html-page-context", keep_furo_from_its_own, priority=400)
        app.connect("html-page-context", give_ours, priority=600)
