"""What filters are told of the items of a page: closed, in order, and part of its signature."""

import json
import re
import subprocess
import sys
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from plantrace.model.graph import from_needs
from plantrace.model.metamodel import from_mapping
from plantrace.views.scripts import facts, mentioned

MODEL = from_mapping(
    {"needs": {"types": {"a": {"title": "甲"}, "b": {"title": "乙"}}, "links": {"implements": {}}}}
)
IDS = [f"N-{n}" for n in range(8)]


@st.composite
def plans(draw):
    return {
        each: {
            "id": each,
            "type": draw(st.sampled_from(["a", "b"])),
            "title": each,
            "docname": "x",
            "lineno": number,
            "implements": draw(st.lists(st.sampled_from([*IDS, "GONE"]), max_size=3)),
        }
        for number, each in enumerate(IDS)
    }


@given(plans(), st.sets(st.sampled_from([*IDS, "GONE"])))
def test_all_that_is_named_is_told(needs, asked):
    graph = from_needs(MODEL, needs)
    found = facts(graph, asked)
    items = found["items"]
    assert asked - {"GONE"} <= items.keys()
    assert all(parent in items for item in items.values() for parent in item["above"])
    assert list(items) == [each for each in IDS if each in items]
    assert {item["type"] for item in items.values()} == found["types"].keys()
    for name, item in items.items():
        parents = set(needs[name]["implements"]) - {"GONE", name}
        assert parents <= set(item["above"])


def test_only_what_heads_and_bands_name_is_looked_up():
    body = (
        '<th scope="col"><a href="x.html#A-1">1</a></th><td><a href="#N-9">no</a></td>'
        '<tbody data-years="R2" data-to="B-1 B-2"><th scope="row"><a href="#A-2">2</a></th>'
    )
    assert mentioned(body) == {"A-1", "A-2", "B-1", "B-2"}


CONF = """
extensions = ["myst_parser", "sphinx_needs", "plantrace", "fresh_build", "plan_theme"]
html_theme = "plan"
language = "ja"
needs_from_toml = "ubproject.toml"
myst_enable_extensions = ["colon_fence"]
"""
ITEM = ":::{{{type}}} {title}\n:id: {id}\n{links}:::\n\n"


def item(kind, name, *, to="", onward=""):
    links = f":implements: {to}\n" * bool(to) + f":continues-to: {onward}\n" * bool(onward)
    return ITEM.format(type=kind, title=f"題{name}", id=name, links=links)


def test_a_page_is_written_again_when_what_is_above_its_items_changes(root, tmp_path):
    """The timeline does not show guidelines, yet its filter knows them."""
    (tmp_path / "conf.py").write_text(CONF, encoding="utf-8")
    (tmp_path / "ubproject.toml").write_bytes((root / "ubproject.toml").read_bytes())
    start = "# 題\n\n```{toctree}\nplan\nyears\n```\n"
    (tmp_path / "index.md").write_text(start, encoding="utf-8")
    years = "# 年\n\n```{timeline}\n:rows: individual-measure\n:children: achievement\n```\n"
    (tmp_path / "years.md").write_text(years, encoding="utf-8")

    def above(guideline):
        plan = (
            "# 計画\n\n"
            + item("plan", "IP")
            + item("guideline", "IP-G1", to="IP")
            + item("guideline", "IP-G2", to="IP")
            + item("measure", "IP-M01", to=guideline)
            + item("individual-measure", "IP-K01", to="IP-M01")
        )
        (tmp_path / "plan.md").write_text(plan, encoding="utf-8")
        command = [sys.executable, "-m", "sphinx", "-q", tmp_path, tmp_path / "out"]
        subprocess.run(command, check=True, capture_output=True)
        page = (tmp_path / "out/years.html").read_text(encoding="utf-8")
        told = json.loads(unescape(re.search(r'data-facts="([^"]*)"', page)[1]))
        return told["items"]["IP-K01"]["above"]

    assert "IP-G1" in above("IP-G1")
    assert "IP-G2" in above("IP-G2")
