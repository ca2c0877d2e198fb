"""The tags of a PDF, walked by another program than the one that made them."""

import re
from collections import Counter
from itertools import pairwise

import pytest
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject

DOCUMENT = """\
# 題

文と[外](https://example.jp/x)、[中](#there)。脚注[^a]。

[^a]: 脚注の文。

(there)=
## 行き先の節

- 一
  - 二

| 甲 | 乙 |
|---|---|
ROWS

```{list-table} 見出しの列
:header-rows: 1
:stub-columns: 1

* - 頭
  - 値
* - 行
  - 1
```

![四角](picture.svg)

$x^2$
"""


@pytest.fixture(scope="module")
def pdf(build_in, tmp_path_factory):
    rows = "\n".join(f"| 行{n:03} | 値 |" for n in range(100))
    return build_in(
        tmp_path_factory.mktemp("tags"), {"index.md": DOCUMENT.replace("ROWS", rows)}
    ).pdf


def elements(node, parents=()):
    """Every structure element with those around it."""
    node = node.get_object()
    if isinstance(node, ArrayObject):
        for child in node:
            yield from elements(child, parents)
    elif isinstance(node, DictionaryObject):
        if "/S" in node:
            yield node, parents
            parents = (*parents, node)
        if "/K" in node:
            yield from elements(node["/K"], parents)


def children_of(element):
    return element["/K"] if isinstance(element["/K"], ArrayObject) else [element["/K"]]


@pytest.fixture(scope="module")
def tree(pdf):
    return list(elements(pdf.root["/StructTreeRoot"]))


def attribute(element, name):
    given = element.get("/A")
    found = [given] if isinstance(given, DictionaryObject) else list(given or ())
    return next((one.get_object()[name] for one in found if name in one.get_object()), None)


def test_all_that_is_drawn_is_tagged_or_an_artifact(pdf):
    for page in pdf.reader.pages:
        around = [False]
        for operands, operator in ContentStream(page.get_contents(), pdf.reader).operations:
            if operator == b"BDC":
                known = operands[0] == "/Artifact" or "/MCID" in operands[1]
                around.append(around[-1] or known)
            elif operator == b"BMC":
                around.append(around[-1] or operands[0] == "/Artifact")
            elif operator == b"EMC":
                around.pop()
            elif operator in {b"Tj", b"TJ", b"Do", b"S", b"f", b"f*", b"B", b"sh"}:
                assert around[-1], operator
        assert around == [False]


def test_cells_stand_in_rows_and_heads_have_a_scope(tree):
    kinds, scopes = Counter(), Counter()
    for element, parents in tree:
        if element["/S"] in {"/TH", "/TD"}:
            assert parents[-1]["/S"] == "/TR"
            kinds[element["/S"]] += 1
        if element["/S"] == "/TR":
            assert parents[-1]["/S"] in {"/THead", "/TBody", "/Table"}
        if element["/S"] == "/TH":
            scopes[str(attribute(element, "/Scope"))] += 1
    # what is repeated on later pages is no part of the structure
    assert kinds == {"/TH": 5, "/TD": 201}
    assert scopes == {"/Column": 4, "/Row": 1}


def test_lists_have_labels_and_bodies(tree):
    for element, parents in tree:
        if element["/S"] == "/LI":
            assert parents[-1]["/S"] == "/L"
        if element["/S"] == "/LBody":
            assert parents[-1]["/S"] == "/LI"
    assert {"/L", "/LI", "/Lbl", "/LBody"} <= {element["/S"] for element, _ in tree}


def test_pictures_and_formulas_say_what_they_show(tree):
    shown = [element for element, _ in tree if element["/S"] in {"/Figure", "/Formula"}]
    assert [str(element["/Alt"]) for element in shown] == ["四角", "x^2"]


def test_headings_go_down_one_level_at_a_time(tree):
    levels = [int(element["/S"][2]) for element, _ in tree if re.match(r"/H\d", element["/S"])]
    assert levels[0] == 1
    assert all(now <= before + 1 for before, now in pairwise(levels))


def test_a_link_is_called_as_the_place_that_it_leads_to(pdf):
    said = {
        str(reference.get_object().get("/Contents", "")).strip()
        for page in pdf.reader.pages
        for reference in page.get("/Annots", ())
    }
    assert "行き先の節" in said
    assert "https://example.jp/x" in said
    assert "" not in said


def test_a_link_over_a_drawing_says_where_it_leads(tree):
    def has_words(child):
        child = child.get_object()
        return not isinstance(child, DictionaryObject) or "/S" in child

    links = [element for element, _ in tree if element["/S"] == "/Link"]
    bare = [one for one in links if not any(map(has_words, children_of(one)))]
    assert {str(one["/Alt"]) for one in bare} == {"行き先の節", "https://example.jp/box"}
    assert all("/Alt" not in one for one in links if one not in bare)


def test_a_reader_shows_the_title_and_goes_by_the_structure(pdf):
    assert pdf.root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert all(page["/Tabs"] == "/S" for page in pdf.reader.pages if "/Annots" in page)
    assert "/ParentTree" in pdf.root["/StructTreeRoot"]
