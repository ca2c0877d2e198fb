"""Small plans to compare, as graphs and as projects under git that are built for real."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from plantrace.model.graph import from_needs

ROOT = Path(__file__).resolve().parents[2]

CONF = """
project = "試験"
extensions = ["myst_parser", "sphinx_needs", "plantrace"]
needs_from_toml = "ubproject.toml"
myst_enable_extensions = ["colon_fence"]
language = "ja"
html_theme = "basic"
"""
INDEX = "# 目次\n\n```{toctree}\nold\nnew\n```\n"
OLD = """# 旧計画

:::{plan} 情報化
:id: IP
:::

:::{guideline} 効率化
:id: IP-G1
:implements: IP
:::

:::{measure} 自動化
:id: IP-M02
:implements: IP-G1
:::

:::{individual-measure} RPAの活用
:id: IP-K02
:implements: IP-M02
:continues-to: DX-I09-1
:::

:::{achievement} RPAの導入
:id: IP-K02-A01
:implements: IP-K02
:fiscal_years: R2
:::

:::{assessment} 個別施策2の評価
:id: IP-K02-REVIEW
:about: IP-K02
:result: 軽くなりました。
:::

:::{individual-measure} AIの活用
:id: IP-K03
:implements: IP-M02
:continues-to: DX-I09-2
:::
"""
NEW = """# 新計画

:::{plan} DX
:id: DX
:::

:::{viewpoint} 働きやすい
:id: DX-V2
:implements: DX
:::

:::{initiative} AI・RPA
:id: DX-I09
:implements: DX-V2
:::

:::{action} RPAの推進
:id: DX-I09-1
:implements: DX-I09
:::

:::{action} AIの推進
:id: DX-I09-2
:implements: DX-I09
:::
"""


@pytest.fixture(scope="session")
def build_graph(plan_metamodel):
    """Builds a graph from needs (id -> mapping), in the order given."""

    def build(needs, documents=()):
        whole = {
            each: {"id": each, "docname": "page", "lineno": line, **need}
            for line, (each, need) in enumerate(needs.items(), start=1)
        }
        return from_needs(plan_metamodel, whole, documents)

    return build


@pytest.fixture
def plan():
    """The needs of the small plan, to be changed freely."""
    return {
        "IP": {"type": "plan", "title": "情報化"},
        "IP-G1": {"type": "guideline", "title": "効率化", "implements": ["IP"]},
        "IP-M02": {"type": "measure", "title": "自動化", "implements": ["IP-G1"]},
        "IP-K02": {
            "type": "individual-measure",
            "title": "RPAの活用",
            "implements": ["IP-M02"],
            "continues-to": ["DX-I09-1"],
        },
        "IP-K02-A01": {
            "type": "achievement",
            "title": "RPAの導入",
            "implements": ["IP-K02"],
            "fiscal_years": ["R2"],
        },
        "IP-K02-REVIEW": {
            "type": "assessment",
            "title": "個別施策2の評価",
            "about": ["IP-K02"],
            "result": "軽くなりました。",
        },
        "IP-K03": {
            "type": "individual-measure",
            "title": "AIの活用",
            "implements": ["IP-M02"],
            "continues-to": ["DX-I09-2"],
        },
        "DX": {"type": "plan", "title": "DX", "docname": "new"},
        "DX-V2": {
            "type": "viewpoint",
            "title": "働きやすい",
            "implements": ["DX"],
            "docname": "new",
        },
        "DX-I09": {
            "type": "initiative",
            "title": "AI・RPA",
            "implements": ["DX-V2"],
            "docname": "new",
        },
        "DX-I09-1": {
            "type": "action",
            "title": "RPAの推進",
            "implements": ["DX-I09"],
            "docname": "new",
        },
        "DX-I09-2": {
            "type": "action",
            "title": "AIの推進",
            "implements": ["DX-I09"],
            "docname": "new",
        },
    }


class Project:
    """A project in a git repository."""

    def __init__(self, repository, root):
        self.repository, self.root = repository, root

    def git(self, *words):
        done = subprocess.run(
            ["git", "-c", "user.name=t", "-c", "user.email=t@example.invalid", *words],
            cwd=self.repository, capture_output=True, encoding="utf-8", check=True,
        )  # fmt: skip
        return done.stdout.strip()

    def commit(self, message="変更"):
        self.git("add", ".")
        self.git("commit", "-q", "-m", message)
        return self.git("rev-parse", "HEAD")

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def edit(self, name, old, new):
        text = (self.root / name).read_text("utf-8")
        assert old in text
        self.write(name, text.replace(old, new, 1))

    def diff(self, *words):
        """The real command, as a process of its own: its result with `stdout` and `stderr`."""
        return subprocess.run(
            [sys.executable, "-P", "-m", "plantrace.cli", "diff", *map(str, words)],
            cwd=self.root, capture_output=True, encoding="utf-8", check=False,
            env={**os.environ, "PYTHONPATH": str(ROOT / "extensions"), "PYTHONIOENCODING": "utf-8"},
        )  # fmt: skip


@pytest.fixture
def make_project(tmp_path):
    """Makes a repository with the small plan, committed once on the branch `main`."""

    def make(below=""):
        repository = tmp_path / "repository"
        project = Project(repository, repository / below)
        project.write("conf.py", CONF)
        project.write(".gitignore", "/build/\n")
        shutil.copy(ROOT / "ubproject.toml", project.root)
        for name, text in (("index", INDEX), ("old", OLD), ("new", NEW)):
            project.write(f"docs/{name}.md", text)
        project.git("init", "-q", "-b", "main")
        project.commit("はじめ")
        return project

    return make
