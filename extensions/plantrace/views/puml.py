"""Diagrams of items in PlantUML: text that stays literal, boxes that lead to items, colours.

A diagram says `[[IP-K01]]` where a box leads to an item, so it is the same on every page and is
drawn once; the address is filled in when a page is written.
"""

from __future__ import annotations

import colorsys
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from docutils import nodes

from needs_html.nodes import need_fold, need_summary
from plantrace.sphinx_graph import graph_of, metamodel_of
from plantrace.views.face import VIEWS, Page, View, ViewError, add_view
from plantrace.views.fresh import recorded
from plantrace.views.wrap import columns, wrap
from plantuml_offline import Source, diagram

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx
    from sphinx.config import Config

    from plantrace.model.graph import Graph
    from plantrace.views.naming import Name

# half the width of a full-width letter of 13 px
COLUMN = 6.5
PLAIN_BOX = "#f1f1f1"
PLAIN_LINE = "#181818"
_STYLE = """\
<style>
componentDiagram {{
  rectangle {{
    MinimumWidth {width}
    HorizontalAlignment left
  }}
  group {{
    LineThickness 0.5
    FontSize 13
  }}
}}
</style>
left to right direction
skinparam defaultFontSize 13"""


@dataclass(frozen=True, slots=True)
class Picture:
    """One diagram: what draws it, and one sentence on what it shows."""

    uml: str
    alt: str


Pictures = Callable[[Any, "Graph"], Sequence[Picture]]
PICTURES: dict[str, Pictures] = {}


# ------------------------------------------------------------------ text of a diagram


def picture(lines: Iterable[str], alt: str, width: int) -> Picture:
    """A diagram from left to right; every box is as wide as `width` columns of text.

    Smetana knows no room between boxes or columns; only a longer arrow (`--->`) makes more.
    """
    style = _STYLE.format(width=round(width * COLUMN))
    return Picture("\n".join(["@startuml", style, *lines, "@enduml"]) + "\n", alt)


def literal(text: str) -> str:
    """The text so that PlantUML shows it as it is: no Creole, no function, no end of a string.

    Letters and digits stay as they are, everything else of ASCII becomes its number. What has no
    form (control characters, private use) becomes U+FFFD, which fonts draw as a replacement.
    """
    return "".join(map(_literal, " ".join(text.split()))).replace(
        # a backslash and a t are a tab wherever they meet; a word joiner takes no room
        "<U+005C>t",
        "<U+005C>\u2060t",
    )


def _literal(char: str) -> str:
    if unicodedata.category(char) in {"Cc", "Co", "Cn", "Cs"}:
        return "\ufffd"
    if char.isalnum() or char == " " or ord(char) > 0x7F:
        return char
    return f"<U+{ord(char):04X}>"


def box(graph: Graph, item_id: str, alias: str, text: str) -> str:
    """A box that leads to an item, in the colour of its type."""
    return f'rectangle "{text}" as {alias} [[{quote(item_id)}]] {box_color(graph, item_id)}'


def words(name: Name, width: int, *, beside: bool = False) -> str:
    """What a box says, in PlantUML's lines: the numbered label in bold, the title below it.

    The title is broken to lines of `width` columns; `beside` begins it next to the label, where
    that leaves it half a line at least.
    """
    if not name.number:
        return "\\n".join(map(literal, wrap(name.title, width)))
    label = f"**{literal(name.label)}**"
    taken = columns(name.label) + 1
    if not beside or taken > width // 2:
        return "\\n".join([label, *map(literal, wrap(name.title, width))])
    first, *rest = map(literal, wrap(name.title, width, taken))
    return "\\n".join([f"{label} {first}".rstrip(), *rest])


def box_color(graph: Graph, item_id: str) -> str:
    """The colour of the item's type, or a plain one.

    Several plans have one type for what stands at their top; it takes the colour of what it
    consists of.
    """
    link = graph.metamodel.hierarchy
    below = graph.sources(item_id, link)
    shown = graph[below[0] if below and not graph.targets(item_id, link) else item_id]
    item_type = graph.metamodel.types.get(shown.type)
    return (item_type.color if item_type else "") or PLAIN_BOX


def line_color(graph: Graph, link: str) -> str:
    """The colour of a link, or a plain one."""
    return graph.metamodel.link(link).color or PLAIN_LINE


# ------------------------------------------------------------------ on the side of Sphinx


def add_drawing_view(app: Sphinx, view: View[Any], pictures: Pictures) -> None:
    """Give a view its directive and have its diagrams drawn with all others of the build."""
    add_view(app, view)
    PICTURES[view.name] = pictures


def show(drawn: Picture, blocks: Sequence[Node], css: str, *, fold: str = "") -> list[Node]:
    """A diagram with what it says in words after it; behind a summary when `fold` is one."""
    told = nodes.container("", *blocks, classes=["plan-told"])
    described = need_fold("", need_summary("", fold), told, classes=["need-fold"]) if fold else told
    whole = diagram(drawn.uml, alt=drawn.alt, description=described)
    return [
        nodes.container("", whole, classes=["plan-view", "plan-diagram", "plan-wide", *css.split()])
    ]


def collect(app: Sphinx) -> list[Source]:
    """On `plantuml-collect`: the diagrams of all views of the build."""
    graph, found = graph_of(app), []
    for docname, views in recorded(app.env).items():
        for name, options in views:
            if name in PICTURES:
                drawn = _pictures(name, graph, options)
                found += [Source(each.uml, each.alt, docname) for each in drawn]
    return found


def _pictures(name: str, graph: Graph, options: Mapping[str, Any]) -> Sequence[Picture]:
    try:
        return PICTURES[name](VIEWS[name].compute(graph, options), graph)
    except ViewError:
        return ()  # said when its page is written


def address(app: Sphinx, docname: str, target: str) -> str | None:
    """On `plantuml-link`: the address of an item from a page; None for what is no item."""
    graph, item_id = graph_of(app), unquote(target)
    return Page(app, docname, graph).uri(item_id) if item_id in graph else None


def give_dark_twins(app: Sphinx, config: Config) -> None:
    """On `config-inited`: a dark twin for each colour of the metamodel that has none yet."""
    metamodel = metamodel_of(app)
    named = dict(config.plantuml_offline_colors)
    known = {str(pair[0]).lower() for pair in named.values()}
    declared = [item_type.color for item_type in metamodel.types.values()]
    declared += [link.color for link in metamodel.links.values()]
    for color in dict.fromkeys(declared):
        if color and color not in known:
            named[f"plan-{color[1:]}"] = (color, dark_twin(color))
    config.plantuml_offline_colors = named


def dark_twin(color: str) -> str:
    """A colour of the same hue for a dark page: what is pale becomes deep, what is deep bright."""
    red, green, blue = (int(color[place : place + 2], 16) / 255 for place in (1, 3, 5))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    twin = colorsys.hls_to_rgb(hue, 1 - 0.88 * light, saturation * 0.6)
    return "#" + "".join(f"{round(part * 255):02x}" for part in twin)


def setup(app: Sphinx) -> None:
    """Called once by `plantrace.views.setup`."""
    app.setup_extension("needs_html")  # its fold
    app.setup_extension("plantuml_offline")
    app.connect("config-inited", give_dark_twins)
    app.connect("plantuml-collect", collect)
    app.connect("plantuml-link", address)
