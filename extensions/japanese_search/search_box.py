"""The directives `search-box`, a search form inside a page, and `search-key`.

    ```{search-box} 施策・取組・キーワードでさがす
    :examples: マイナポータル, 電子申請, Wi-Fi
    ```

The argument is the visible label. It is a plain form that works without JavaScript as far as the
search page; the examples are links to searches. Builders that make no site leave it out.

`{search-key}` is the switch of the key "/" that goes to the search box from any page; `key.js`
shows it and remembers what is chosen.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlencode

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx

LABEL = "このサイトをさがす"
KEY_SWITCH = (
    '<p class="search-key" hidden><label><input type="checkbox" checked> '
    "<kbd>/</kbd> キーで検索の欄に移る</label></p>\n"
)
_CLASS = "search-box"


class _Placeholder(nodes.General, nodes.Element):
    """Stands for HTML until the builder is known."""


class search_box(_Placeholder):
    """Stands for the form: attributes `label`, `examples` and `number` (on its page, from 0)."""


def _listed(text: str | None) -> list[str]:
    words = (text or "").replace("、", ",").replace("，", ",").split(",")
    return [word.strip() for word in words if word.strip()]


class search_key(_Placeholder):
    """Stands for the switch of the key."""


class SearchKey(SphinxDirective):
    """See the module."""

    def run(self) -> list[Node]:
        """Leave a placeholder: not every builder makes a site."""
        return [search_key("")]


class SearchBox(SphinxDirective):
    """See the module."""

    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Any]] = {"examples": _listed}

    def run(self) -> list[Node]:
        """Leave a placeholder: the way to the search page depends on the builder."""
        label = self.arguments[0] if self.arguments else LABEL
        number = self.env.new_serialno("search-box")
        examples = self.options.get("examples", [])
        return [search_box("", label=label, examples=examples, number=number)]


class ShowSearchBox(SphinxPostTransform):
    """Turn the placeholders into HTML, or into nothing."""

    default_priority = 400

    def run(self, **kwargs: Any) -> None:
        """Do it for a whole page."""
        is_site = getattr(self.app.builder, "japanese_search", False)
        for node in list(self.document.findall(_Placeholder)):
            if is_site:
                raw = nodes.raw("", self._html(node), format="html", classes=[_CLASS])
                node.replace_self(raw)
            else:
                node.parent.remove(node)

    def _html(self, node: _Placeholder) -> str:
        if not isinstance(node, search_box):
            return KEY_SWITCH
        here = self.env.current_document.docname
        return form(node, self.app.builder.get_relative_uri(here, "search"))


def form(node: search_box, action: str) -> str:
    """The HTML of the form that leads to `action`."""
    name = f"search-box-{node['number']}"
    links = "、".join(
        f'<a href="{escape(action)}?{escape(urlencode({"q": example}))}">{escape(example)}</a>'
        for example in node["examples"]
    )
    shown = f'<p class="search-examples">例：{links}</p>' if links else ""
    return (
        f'<form class="search-box" role="search" method="get" action="{escape(action)}">'
        f'<label for="{name}">{escape(node["label"])}</label>'
        '<div class="search-line">'
        f'<input type="search" id="{name}" name="q" autocomplete="off" enterkeyhint="search">'
        '<button type="submit">さがす</button></div>'
        f"{shown}</form>\n"
    )


def has_box(doctree: nodes.document) -> bool:
    """Whether a resolved page holds a search box, or the switch of its key."""
    return any(_CLASS in node["classes"] for node in doctree.findall(nodes.raw))


def setup(app: Sphinx) -> None:
    """Called once by `japanese_search.setup`."""
    app.add_node(search_box)
    app.add_node(search_key)
    app.add_directive("search-box", SearchBox)
    app.add_directive("search-key", SearchKey)
    app.add_post_transform(ShowSearchBox)
