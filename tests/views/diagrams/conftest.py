"""Another municipality: other types and links; its plans, random ones, and its builds."""

import io
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import strategies as st
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from plantrace.model import metamodel
from plantrace.model.graph import from_needs

TYPES = {
    "vision": ("構想", "", "#e6eefa"),
    "policy": ("政策", "政策{n}", "#e6eefa"),
    "project": ("事業", "事業{n}", "#e6eefa"),
    "dream": ("ゆめ", "", ""),
    "aim": ("ねらい", "ねらい{n}", "#e0f2e7"),
    "step": ("手順", "", "#e0f2e7"),
}


def _toml():
    parts = ["[needs]\nid_required = true\nid_regex = '^[A-Z][A-Z0-9-]*$'\n"]
    links = {"part-of": ("親", "子"), "moves-to": ("引き継ぎ先", "引き継ぎ元")}
    for name, (outgoing, incoming) in links.items():
        parts.append(
            f'[needs.links.{name}]\noutgoing = "{outgoing}"\nincoming = "{incoming}"\n'
            'parse_dynamic_functions = false\nschema = { type = "array" }\n'
        )
    parts.append('[needs.fields.title]\nparse_dynamic_functions = false\nschema.type = "string"\n')
    for name, (title, _, color) in TYPES.items():
        parts.append(f'[needs.types.{name}]\ntitle = "{title}"\nprefix = ""\ncolor = "{color}"\n')
    parts.append('[plantrace]\nhierarchy = "part-of"\nsuccession = "moves-to"\n')
    parts.append("[plantrace.labels]\n")
    parts.extend(f'{name} = "{label}"\n' for name, (_, label, _) in TYPES.items() if label)
    return "\n".join(parts)


TOML = _toml()
MARKED = 'a < b & "c" | *d* _e_ `f` [[g]] <U+0041> %n ~ \\n'
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
def toml():
    """The other municipality's `ubproject.toml`."""
    return TOML


@pytest.fixture(scope="session")
def graph_from(tmp_path_factory):
    """A graph of items given as id -> (type, title, parents, successors)."""
    file = tmp_path_factory.mktemp("toml") / "ubproject.toml"
    file.write_text(TOML, encoding="utf-8")
    names = metamodel.load(file)

    def make(items):
        needs = {
            each: {
                "id": each,
                "type": kind,
                "title": title,
                "part-of": list(parents),
                "moves-to": list(successors),
                "lineno": line,
            }
            for line, (each, (kind, title, parents, successors)) in enumerate(items.items())
        }
        return from_needs(names, needs)

    return make


@st.composite
def _plans(draw, most=6):
    ids = [f"X{n}" for n in range(draw(st.integers(1, most)))]
    some = st.lists(st.sampled_from(ids), max_size=2, unique=True)
    kinds = st.sampled_from(["policy", "step"])
    return {each: (draw(kinds), f"題{each}", draw(some), draw(some)) for each in ids}


@pytest.fixture(scope="session")
def plans():
    """Strategy: any plan whatever, with several parents, cycles and links within a plan."""
    return _plans


@dataclass(frozen=True)
class Build:
    """One finished build."""

    outdir: Path
    status: str
    warnings: str

    @property
    def java_runs(self):
        """How many diagrams each Java process drew."""
        return [int(number) for number in re.findall(r"図を描いています（(\d+) 枚）", self.status)]

    def page(self, name):
        return (self.outdir / name).read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def drawn(tmp_path_factory):
    """One cache for the session, so that the same diagram is drawn once."""
    return tmp_path_factory.mktemp("drawn")


@pytest.fixture
def build(tmp_path, drawn):
    """Build pages (name -> Markdown) for real."""

    def run(pages, builder="html", out=None, cache=None, **options):
        source = tmp_path / "source"
        source.mkdir(exist_ok=True)
        conf = f"{CONF}plantuml_offline_cache = {str(cache or drawn)!r}\n"
        for name, text in {"conf.py": conf, "ubproject.toml": TOML, **pages}.items():
            file = source / (name if "." in name else f"{name}.md")
            if not file.is_file() or file.read_text(encoding="utf-8") != text:
                file.write_text(text, encoding="utf-8")
        outdir = tmp_path / (out or builder)
        status, warnings = io.StringIO(), io.StringIO()
        with patch_docutils(source), docutils_namespace():
            app = Sphinx(
                source,
                source,
                outdir,
                f"{outdir}-doctrees",
                builder,
                status=status,
                warning=warnings,
                **options,
            )
            app.build()
        return Build(outdir, status.getvalue(), warnings.getvalue())

    return run


@pytest.fixture(scope="session")
def two_plans():
    """Pages of an old and a new plan, without views."""

    def item(kind, each, title, **links):
        options = "".join(f":{name.replace('_', '-')}: {to}\n" for name, to in links.items())
        return f":::{{{kind}}} {title}\n:id: {each}\n{options}:::\n\n"

    old = "# 旧\n\n" + "".join(
        [
            item("vision", "OLD", "旧構想"),
            item("policy", "P1", "道路をなおす", part_of="OLD"),
            item("project", "J1", "橋を点検する", part_of="P1", moves_to="S1, S2"),
            item("project", "J2", MARKED, part_of="P1"),
        ]
    )
    new = "# 新\n\n" + "".join(
        [
            item("dream", "NEW", "新構想"),
            item("aim", "A1", "長く使う", part_of="NEW"),
            item("step", "S1", "早めに直す", part_of="A1"),
            item("step", "S2", "記録をのこす", part_of="A1"),
            item("aim", "A2", "だれも関係しない", part_of="NEW"),
        ]
    )
    index = "# 入口\n\n```{toctree}\nold\nsub/new\nviews\n```\n"
    return {"index": index, "old": old, "sub/new": new}
