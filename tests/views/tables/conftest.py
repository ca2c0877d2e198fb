"""Another municipality: other types, links and fields; nothing here is known to the Python code."""

import io
from html.parser import HTMLParser

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

METAMODEL = """
[needs]
id_required = true
id_regex = '^[A-Z][A-Z0-9-]*$'

[needs.links.part-of]
outgoing = "親"
incoming = "子"
parse_dynamic_functions = false
schema = { type = "array" }

[needs.links.moves-to]
outgoing = "引き継ぎ先"
incoming = "引き継ぎ元"
parse_dynamic_functions = false
schema = { type = "array" }

[needs.links.on]
outgoing = "対象"
incoming = "所見"
parse_dynamic_functions = false
schema = { type = "array" }

[needs.links.same-as]
outgoing = "元"
incoming = "重複"
parse_dynamic_functions = false
schema = { type = "array" }

[needs.fields.title]
parse_dynamic_functions = false
schema = { type = "string" }
"""
FIELDS = {
    "when": ("時期", "array"),
    "why_none": ("ない理由", "string"),
    "verdict": ("判定", "string"),
    "amount": ("量", "string"),
    "measured_in": ("尺度", "string"),
    "goal": ("めあて", "string"),
    "measured_on": ("測定日", "string"),
    "deadline": ("しめきり", "string"),
    "start_amount": ("出発点", "string"),
}
TYPES = {
    "pillar": "柱{n}",
    "task": "事業{n}",
    "deed": "",
    "opinion": "",
    "gauge": "",
    "aim": "ねらい{n}",
    "step": "",
}


def metamodel_text():
    """`ubproject.toml` of the other municipality."""
    parts = [METAMODEL]
    for name, (label, kind) in FIELDS.items():
        items = ', items = { type = "string" }' if kind == "array" else ""
        parts.append(
            f'[needs.fields.{name}]\ndescription = "{label}"\nnullable = true\n'
            f'parse_dynamic_functions = false\nschema = {{ type = "{kind}"{items} }}\n'
        )
    for name in TYPES:
        parts.append(f'[needs.types.{name}]\ntitle = "{TITLES[name]}"\nprefix = ""\n')
    parts.append('[plantrace]\nhierarchy = "part-of"\nsuccession = "moves-to"\nsubject = "on"\n')
    parts.append("[plantrace.labels]\n")
    parts.extend(f'{name} = "{label}"\n' for name, label in TYPES.items() if label)
    return "\n".join(parts)


TITLES = {
    "pillar": "柱",
    "task": "事業",
    "deed": "できごと",
    "opinion": "所見",
    "gauge": "物差し",
    "aim": "ねらい",
    "step": "手順",
}
CONF = """
project = "他市"
language = "ja"
extensions = ["myst_parser", "sphinx_needs", "plantrace"]
source_suffix = {".md": "markdown"}
myst_enable_extensions = ["colon_fence"]
needs_from_toml = "ubproject.toml"
html_theme = "basic"
"""


@pytest.fixture(scope="session")
def other_metamodel():
    """The text of the other municipality's `ubproject.toml`."""
    return metamodel_text()


@pytest.fixture
def build(tmp_path):
    """Build pages (name -> Markdown) for real; gives the output folder and the warnings."""

    def run(pages, builder="html", toml=None):
        source = tmp_path / "source"
        source.mkdir(exist_ok=True)
        (source / "conf.py").write_text(CONF, encoding="utf-8")
        (source / "ubproject.toml").write_text(toml or metamodel_text(), encoding="utf-8")
        for name, text in pages.items():
            (source / f"{name}.md").write_text(text, encoding="utf-8")
        warnings, out = io.StringIO(), tmp_path / builder
        with patch_docutils(source), docutils_namespace():
            app = Sphinx(
                source, source, out, tmp_path / f"{builder}-trees", builder, None, None, warnings
            )
            app.build()
        return out, warnings.getvalue()

    return run


VOID = {"meta", "link", "br", "hr", "img", "input", "col", "wbr"}


class Parsed(HTMLParser):
    """What a page holds: every element with its attributes, text by element; nesting is checked."""

    def __init__(self, html):
        super().__init__()
        self.elements = []
        self.open = []
        self.html = html
        self.feed(html)
        assert not self.open, f"never closed: {self.open}"

    def handle_starttag(self, tag, attrs):
        element = {"tag": tag, "text": "", "attrs": dict(attrs), "in": tuple(self.tags())}
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag, attrs):
        self.elements.append({"tag": tag, "text": "", "attrs": dict(attrs), "in": ()})

    def handle_endtag(self, tag):
        assert self.open, f"</{tag}> closes nothing"
        assert self.open[-1]["tag"] == tag, f"</{tag}> closes <{self.open[-1]['tag']}>"
        self.open.pop()

    def handle_data(self, data):
        for element in self.open:
            element["text"] += data

    def tags(self):
        return [element["tag"] for element in self.open]

    def all(self, tag, css=""):
        """Elements by tag and class."""
        return [
            element
            for element in self.elements
            if element["tag"] == tag
            and (not css or css in (element["attrs"].get("class") or "").split())
        ]

    @property
    def ids(self):
        return [e["attrs"]["id"] for e in self.elements if "id" in e["attrs"]]


@pytest.fixture(scope="session")
def parse():
    """Parse a page; fails when a tag is left open or closed out of order."""
    return Parsed
