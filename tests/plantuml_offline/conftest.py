"""Real builds of tiny sites."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

CONF = (
    'extensions = ["myst_parser", "plantuml_offline"]\nmyst_enable_extensions = ["colon_fence"]\n'
)


@dataclass(frozen=True)
class Build:
    """One finished build: its files, what it said and what it warned of."""

    outdir: Path
    app: Sphinx
    status: str
    warnings: list[str]

    @property
    def java_runs(self) -> list[int]:
        """How many diagrams each Java process of this build drew."""
        return [int(number) for number in re.findall(r"図を描いています（(\d+) 枚）", self.status)]

    def page(self, name: str = "index.html") -> str:
        return (self.outdir / name).read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def cache(tmp_path_factory):
    """One cache for all sites of the session, so that the same diagram is drawn once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def build(tmp_path, cache):
    """Build `docs` (name -> text) in a folder with a space and Japanese in its name."""
    root = tmp_path / "資料 集"

    def run(docs=None, builder="html", out=None, conf="", fresh_cache=False, **options):
        source = root / "docs"
        source.mkdir(parents=True, exist_ok=True)
        for name, text in (docs or {}).items():
            (source / name).write_text(text, encoding="utf-8")
        if docs:
            shared = "" if fresh_cache else f"plantuml_offline_cache = {str(cache)!r}\n"
            (source / "conf.py").write_text(CONF + shared + conf, encoding="utf-8")
        status, warnings = io.StringIO(), io.StringIO()
        outdir = root / (out or builder)
        with docutils_namespace():
            doctrees = options.pop("doctrees", root / "doctrees")
            app = Sphinx(
                source, source, outdir, doctrees, builder,
                status=status, warning=warnings, **options,
            )  # fmt: skip
            app.build()
        found = re.sub(r"\x1b\[[0-9;]*m", "", warnings.getvalue()).splitlines()
        return Build(outdir, app, status.getvalue(), found)

    return run


@pytest.fixture
def views(tmp_path, monkeypatch):
    """An extension whose directive `view` puts a diagram into the page at write time."""
    (tmp_path / "view_extension.py").write_text(VIEWS, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    return 'extensions.append("view_extension")\n'


VIEWS = """
from docutils import nodes
from docutils.parsers.rst import Directive
from plantuml_offline import Source, diagram


class Slot(nodes.General, nodes.Element):
    pass


class View(Directive):
    required_arguments = 1
    def run(self):
        return [Slot(name=self.arguments[0])]


def uml(name):
    return f'rectangle "図 {name}" [[ITEM-{name}]]'


def resolve(app, doctree, docname):
    for slot in list(doctree.findall(Slot)):
        items = nodes.bullet_list("", nodes.list_item("", nodes.paragraph("", "項目")))
        slot.replace_self(
            diagram(uml(slot["name"]), alt=f"図 {slot['name']}", caption="題", description=items)
        )


def setup(app):
    app.add_node(Slot)
    app.add_directive("view", View)
    app.add_config_value("announced", [], "")
    app.connect("doctree-resolved", resolve)
    app.connect(
        "plantuml-collect", lambda app: [Source(uml(n), "x", "index") for n in app.config.announced]
    )
    app.connect(
        "plantuml-link",
        lambda app, docname, target: (
            app.builder.get_relative_uri(docname, "index") + "#" + target
            if target.startswith("ITEM-")
            else None
        ),
    )
    return {"parallel_read_safe": True, "parallel_write_safe": True}
"""
