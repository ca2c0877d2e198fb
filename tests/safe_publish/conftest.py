"""A tiny project with items, to be built, spoilt and repaired."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from safe_publish import BuildRequest, build

CONF = """
extensions = ["myst_parser", "sphinx_needs"]
needs_from_toml = "needs.toml"
myst_enable_extensions = ["colon_fence"]
html_theme = "basic"
html_copy_source = False
project = "tiny"
"""

NEEDS = """
[needs]
id_regex = '^[A-Z]+-[0-9]+$'
id_required = true
build_json = true
reproducible_json = true

[needs.links.implements]
schema = { type = "array" }

[needs.fields.amount]
nullable = true
schema = { type = "string", pattern = '^[0-9]+$' }

[needs.types.req]
title = "Requirement"
prefix = ""
color = "#ffffff"
style = "rectangle"
"""

PAGES = {
    "index.md": "# Start\n\n```{toctree}\na\nb\n```\n",
    "a.md": "# Page a\n\n:::{req} First\n:id: A-1\n:amount: 1\n:::\n",
    "b.md": "# Page b\n\n:::{req} Second\n:id: B-1\n:implements: A-1\n:::\n\nSee {doc}`a`.\n",
}


def snapshot(folder):
    """Every file with its content and time, every folder with its time."""
    found = {}
    for path in sorted([folder, *folder.rglob("*")]):
        content = path.read_bytes() if path.is_file() else None
        found[path.relative_to(folder).as_posix()] = (path.stat().st_mtime_ns, content)
    return found


@dataclass
class Project:
    """The folders of one tiny project."""

    root: Path

    @property
    def site(self):
        return self.root / "build" / "html"

    def request(self, **options):
        return BuildRequest(
            source=self.root / "docs",
            conf=self.root,
            site=self.site,
            work=self.root / "build" / ".work",
            **options,
        )

    def build(self, **options):
        return build(self.request(**options))

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def add(self, name, text):
        path = self.root / name
        path.write_text(path.read_text("utf-8") + text, "utf-8")

    def snapshot(self):
        return snapshot(self.site)


@pytest.fixture
def project(tmp_path):
    """A sound project that was never built."""
    made = Project(tmp_path / "project")
    made.write("conf.py", CONF)
    made.write("needs.toml", NEEDS)
    for name, text in PAGES.items():
        made.write(f"docs/{name}", text)
    return made


@pytest.fixture(scope="session")
def site_of():
    """The function that takes the snapshot of any folder."""
    return snapshot
