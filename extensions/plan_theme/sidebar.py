"""The sidebar: the pages at the top, and those along the way to the current one.

furo shows the whole tree on every page, which costs pages x pages when building and when loading
(half of a build at 250 pages), and folds it with checkboxes that no keyboard reaches. Here the
tree is made once a build, and a page shows the top level and what is below each page on its way.
"""

from __future__ import annotations

from dataclasses import dataclass, field
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
    """The whole tree."""

    top: tuple[Branch, ...]
    ways: dict[str, frozenset[str]]
    """page -> its way down from the top, without the page itself."""
    closed: dict[str, dict[int, str]] = field(default_factory=dict)
    """folder of a page -> id() of a branch -> its entry there while it is closed; the branches
    live as long as the tree. At 460 pages the entries were a fifth of a build, made each time."""


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
    # every page of a folder has the same way to another page
    folder = app.builder.get_target_uri(page).rpartition("/")[0]
    closed = tree.closed.setdefault(folder, {})
    return Markup(_list(_Shown(app, page, open_pages, closed), tree.top, 1))


@dataclass(frozen=True, slots=True)
class _Shown:
    """The page for which the list is made; `closed` holds entries made for its neighbours."""

    app: Sphinx
    page: str
    open_pages: frozenset[str]
    closed: dict[int, str]


def _list(shown: _Shown, branches: tuple[Branch, ...], level: int) -> str:
    return f"<ul>{''.join(_item(shown, branch, level) for branch in branches)}</ul>\n"


def _item(shown: _Shown, branch: Branch, level: int) -> str:
    if branch.docname in shown.open_pages:
        return _entry(shown, branch, level)
    key = id(branch)
    if key not in shown.closed:
        shown.closed[key] = _entry(shown, branch, level)
    return shown.closed[key]


def _entry(shown: _Shown, branch: Branch, level: int) -> str:
    is_open = branch.docname in shown.open_pages
    is_here = branch.docname == shown.page
    address = branch.address
    if branch.docname:
        address = shown.app.builder.get_relative_uri(shown.page, branch.docname) or "#"
    classes = f"toctree-l{level}{' current' * is_open}{' current-page' * is_here}"
    here = ' aria-current="page"' if is_here else ""
    below = _list(shown, branch.below, level + 1) if is_open and branch.below else ""
    return (
        f'<li class="{classes}"><a class="reference" href="{escape(address)}"{here}>'
        f"{escape(branch.title)}</a>{below}</li>\n"
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
