from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plantuml_offline.clean import Frame, UnsafeSvgError, clean, floors, refused
from plantuml_offline.colors import paints, shades

FRAME = Frame("p1", "図の説明")
PAINTS = paints(shades({"old": ("#e6eefa", "#1c2b45")}))
HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'contentStyleType="text/css" height="90px" preserveAspectRatio="none" version="1.1" '
    'style="width:400px;height:90px;background:#FFFFFF;" viewBox="0 0 400 90" width="400px">'
)
XLINK = "{http://www.w3.org/1999/xlink}href"


def cleaned(inner: str, frame: Frame = FRAME, **words) -> str:
    return clean(f"{HEAD}{inner}</svg>", frame, PAINTS, **words)


def only(inner: str) -> ET.Element:
    return ET.fromstring(cleaned(inner))[0]


@pytest.mark.parametrize(
    ("svg", "markup"),
    [
        # style becomes attributes, ink follows the page, unknown declarations go
        (
            '<rect x="1" style="stroke:#181818;stroke-width:0.5;cursor:pointer"/>',
            '<rect x="1" stroke="currentColor" stroke-width="0.5"/>',
        ),
        # colours by name: PlantUML's default, the configured one, one that nobody named
        ('<rect fill="#F1F1F1"/>', '<rect fill="var(--plantuml-box, #f1f1f1)"/>'),
        ('<rect fill="#E6EEFA"/>', '<rect fill="var(--plantuml-old, #e6eefa)"/>'),
        ('<rect fill="#FFA500"/>', '<rect fill="#ffa500"/>'),
        ('<rect fill="url(javascript:1)"/>', "<rect/>"),
        # text takes the page's fonts, code stays code, and keeps the width it was given
        (
            '<text font-family="Noto Sans CJK JP" lengthAdjust="spacing" textLength="9">あ</text>',
            '<text lengthAdjust="spacing" textLength="9">あ</text>',
        ),
        ('<text font-family="monospace">a</text>', '<text font-family="monospace">a</text>'),
        # what is not known does not pass
        ("<!-- c --><?plantuml-src x?><script>alert(1)</script>", ""),
        ("<style>*{}</style><foreignObject><p>x</p></foreignObject><image href='x.png'/>", ""),
        ('<g onclick="x()" data-source-line="3" tabindex="0"/>', "<g/>"),
        ('<set attributeName="href" to="javascript:1"/><animate/><use href="#a"/>', ""),
        # a reference to nothing goes, one to something is renamed with it
        ('<rect filter="url(#none)"/>', "<rect/>"),
        (
            '<g id="ent0002"/><g data-entity-1="ent0002" data-entity-2="gone"/>',
            '<g id="p1-1"/><g data-entity-1="p1-1"/>',
        ),
        # an id twice in the source is once in the page
        ('<g id="a"/><g id="a"/>', '<g id="p1-1"/><g/>'),
        ("<text>a &lt;b&gt; &amp;&#160;c</text>", "<text>a &lt;b&gt; &amp;\xa0c</text>"),
    ],
)
def test_what_passes_and_how(svg, markup):
    assert cleaned(svg).endswith(f">{markup}</svg>")


def test_a_gradient_keeps_its_reference():
    markup = cleaned(
        '<linearGradient id="g1"><stop stop-color="#F1F1F1"/></linearGradient>'
        '<rect fill="url(#g1)"/>'
    )
    assert '<linearGradient id="p1-1">' in markup
    assert 'fill="url(#p1-1)"' in markup


def test_root_says_what_it_is_and_scales():
    root = ET.fromstring(cleaned("<g/>", Frame("p1", 'A "と" <B>', (("aria-details", "d1"),))))
    attributes = dict(root.attrib)
    assert attributes.pop("class") == "plantuml-svg plantuml-min-6"
    assert attributes == {
        "role": "img",
        "aria-label": 'A "と" <B>',
        "aria-details": "d1",
        "width": "400",
        "height": "90",
        "viewBox": "0 0 400 90",
    }
    # 6 steps of 50 px: a 400 px diagram shrinks to 300 px at most before it scrolls
    assert ".plantuml-min-6 { min-width: 300px; }" in floors()


def test_unnamed_colours_keep_the_whole_diagram_on_paper():
    assert "plantuml-paper" in cleaned('<rect fill="orange"/>')
    assert "plantuml-paper" not in cleaned('<rect fill="#E6EEFA" stroke="none"/>')


def link(target: str, title: str = "", inner: str = "<text>語</text>") -> str:
    return (
        f'<a href="{target}" target="_top" title="{title or target}" xlink:href="{target}" '
        f'xlink:title="{title or target}" xlink:type="simple">{inner}</a>'
    )


@pytest.mark.parametrize("target", ["a.html", "../a/b.html#IP-K01", "#x", "?q=1:2", "項目.html"])
def test_relative_links_pass(target):
    anchor = only(link(target))
    assert anchor.attrib == {"href": target, "aria-label": "語"}
    assert 'role="group"' in cleaned(link(target))
    assert list(refused(link(target), lambda _: None)) == []


@pytest.mark.parametrize(
    "target",
    [
        "https://example.com/", "//example.com/x", "/absolute", "\\\\host\\x", "mailto:a@b.c",
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x",
        "file:///etc/passwd", "java&#9;script:x", " javascript:x", "a b", "",
    ],
)  # fmt: skip
def test_other_links_lose_their_target_and_are_named(target):
    markup = cleaned(link(target, title="元の先"))
    assert "<a" not in markup
    assert "<text>語</text>" in markup
    assert 'role="img"' in markup
    assert len(list(refused(link(target, title="元の先"), lambda _: None))) == 1


def test_pictures_are_named_too():
    assert list(refused('<image width="1" xlink:href="data:image/png;base64,x"/>', str)) == [
        "<img>"
    ]


def test_links_are_resolved_and_checked_afterwards():
    addresses = {"IP-K01": "../a.html#IP-K01", "IP-K02": "https://example.com"}
    markup = cleaned(link("IP-K01") + link("IP-K02"), resolve=addresses.get)
    assert re.findall('href="([^"]*)"', markup) == ["../a.html#IP-K01"]
    assert list(refused(link("IP-K01") + link("IP-K02"), addresses.get)) == ["IP-K02"]


def test_a_link_is_named_by_the_words_that_are_drawn():
    lines = "<text>江東区情報化</text><text>推進プラン</text><text>ICT</text><text>plan</text>"
    anchor = only(link("a.html", "くわしい説明", lines))
    assert anchor.get("aria-label") == "江東区情報化推進プランICT plan"
    assert anchor[0].text == "くわしい説明"
    assert anchor[0].tag.endswith("title")


def test_a_link_without_words_is_named_by_its_tooltip():
    assert only(link("a.html", "説明", "<rect/>")).get("aria-label") == "説明"
    assert only(link("a.html", "", "<rect/>")).get("aria-label") == "a.html"


@pytest.mark.parametrize(
    "svg",
    [
        "",
        "<svg",
        "<html/>",
        '<svg xmlns="http://www.w3.org/2000/svg"/>',
        f'<!DOCTYPE svg [<!ENTITY x "y">]>{HEAD}&x;</svg>',
        f'<!DOCTYPE svg SYSTEM "file:///etc/passwd">{HEAD}</svg>',
        f"{HEAD}&nbsp;</svg>",
    ],
)
def test_what_is_no_safe_svg_is_an_error(svg):
    with pytest.raises(UnsafeSvgError):
        clean(svg, FRAME, PAINTS)


SAFE = {"id", "class", "fill", "stroke", "x", "d", "data-entity-1", "filter", "font-family"}
HOSTILE = {"onclick", "onload", "style", "href", "xlink:href", "title", "target", "src", "xml:base"}
NAMES = st.sampled_from(sorted(SAFE | HOSTILE))
VALUES = st.one_of(
    st.sampled_from(
        ["a", "b", "#F1F1F1", "#000000", "url(#a)", "url(//e.vil)", "javascript:alert(1)", "x.html",
         "#a", "data:text/html,x", "//e.vil", "fill:url(http://e.vil);stroke:#fff", "monospace",
         "none", "vbscript:x", 'a"b<c>&']
    ),
    st.text(st.characters(min_codepoint=32, max_codepoint=0x3100), max_size=12),
)  # fmt: skip
PASSING = {"g", "rect", "text", "tspan", "title", "a", "defs", "linearGradient"}
BLOCKED = {"script", "style", "foreignObject", "image", "use", "set"}
TAGS = st.sampled_from(sorted(PASSING | BLOCKED))


@st.composite
def elements(draw, depth=3):
    element = ET.Element(draw(TAGS))
    for name, value in draw(st.dictionaries(NAMES, VALUES, max_size=4)).items():
        element.set(XLINK if name == "xlink:href" else name, value)
    element.text = draw(st.one_of(st.none(), st.text("あa<&\xa0", max_size=4)))
    element.tail = draw(st.one_of(st.none(), st.just("い")))
    if depth:
        element.extend(draw(st.lists(elements(depth=depth - 1), max_size=3)))
    return element


@st.composite
def svgs(draw):
    root = ET.Element("svg", {"width": f"{draw(st.integers(0, 9999))}px", "height": "20px"})
    root.extend(draw(st.lists(elements(), max_size=3)))
    return ET.tostring(root, encoding="unicode")


@given(svgs())
@settings(max_examples=60, deadline=None)
def test_law_nothing_forbidden_is_ever_written(svg):
    root = ET.fromstring(clean(svg, FRAME, PAINTS))
    ids = [element.get("id") for element in root.iter() if "id" in element.attrib]
    assert len(ids) == len(set(ids))
    for element in list(root.iter())[1:]:
        tag = element.tag.rpartition("}")[2]
        assert tag in PASSING
        for name, value in element.attrib.items():
            assert name in SAFE | {"href", "aria-label"}
            assert name in {"href", "aria-label"} or "//" not in value
            if name == "href":
                assert tag == "a"
                assert not re.match(r"[\s/\\]|[^?#]*:", value)
            if name == "id":
                assert re.fullmatch(r"p1-\d+", value)
            if name not in {"href", "aria-label"}:  # there it is an odd address, or words
                assert all(ref[1:] in ids for ref in re.findall(r"url\(([^)]*)\)", value))


@given(svgs())
@settings(max_examples=60, deadline=None)
def test_law_cleaning_twice_is_cleaning_once(svg):
    once = clean(svg, FRAME, PAINTS)
    assert clean(once, FRAME, PAINTS) == once
