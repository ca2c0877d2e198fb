"""A small document that shows things across pages in every way, and ways to build it."""

import re
import shutil
import subprocess
import sys

import pytest
from sphinx.cmd.build import build_main

CONF = """
project = "p"
language = "ja"
extensions = ["myst_parser", "sphinx_needs"{fresh}]
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 2
exclude_patterns = ["_*"]
templates_path = ["_templates"]
html_theme = "basic"
needs_from_toml = "model.toml"
"""
MODEL = """
[needs]
id_required = true
reproducible_json = true
build_json = true
[needs.links.up]
outgoing = "上位"
incoming = "下位"
[needs.fields.note]
nullable = true
schema = { type = "string" }
[needs.types.goal]
title = "目標"
prefix = ""
[needs.types.step]
title = "手順"
prefix = ""
"""
PAGES = {
    "index.md": """# はじめ

```{toctree}
:numbered:
one
two
views
```

[二つめ](two.md)、{ref}`sec`、{term}`用語`、{need}`STEP_1`
""",
    "one.md": """# 一

:::{goal} 目標一
:id: GOAL_1
本文
:::

:::{goal} 目標二
:id: GOAL_2
:::
""",
    "two.md": """# 二

(sec)=
## 節

:::{step} 手順一
:id: STEP_1
:up: GOAL_1
:note: 注
:::

:::{step} 手順二
:id: STEP_2
:up: GOAL_1, GOAL_2
:::

```{glossary}
用語
  説明
```
""",
    "three.md": """---
orphan: true
---
# 三
""",
    "views.md": """# 表

[三つめ](three.md)

```{needtable}
:columns: id, title, up, note
```

```{needlist}
:types: goal
```

```{needextract}
:types: step
```

```{needflow}
:types: goal, step
```
""",
}


class Site:
    """A document in a folder."""

    def __init__(self, folder, fresh=True):
        self.folder = folder
        self.source = folder / "src"
        (self.source / "_templates").mkdir(parents=True)
        self.write(
            "conf.py", CONF.format(fresh=', "fresh_build", "japanese_search"' if fresh else "")
        )
        self.write("model.toml", MODEL)
        for name, text in PAGES.items():
            self.write(name, text)

    def write(self, name, text):
        path = self.source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def read(self, name):
        return (self.source / name).read_text(encoding="utf-8")

    def edit(self, name, old, new):
        text = self.read(name)
        assert old in text
        self.write(name, text.replace(old, new))

    def build(self, out="out", *, builder="html", jobs=1, own_process=False):
        target = self.folder / out
        words = ["-q", "-b", builder, "-j", str(jobs), "-d", str(self.folder / f"{out}.doctrees")]
        words += [str(self.source), str(target)]
        if own_process:
            subprocess.run([sys.executable, "-m", "sphinx", *words], check=True)
        else:
            assert build_main(words) == 0
        return target

    def clean_build(self, **how):
        for path in (self.folder / "clean", self.folder / "clean.doctrees"):
            shutil.rmtree(path, ignore_errors=True)
        return self.build("clean", **how)


# a report with timings
HIDDEN = {".buildinfo", ".buildinfo.bak", "schema_violations.json"}


def differing(one, other):
    """Names of files that are not the same in both folders, as far as a reader can see."""
    names = {p.relative_to(f).as_posix() for f in (one, other) for p in f.rglob("*") if p.is_file()}
    return sorted(name for name in names - HIDDEN if content(one / name) != content(other / name))


def content(path):
    if not path.is_file():
        return None
    # sphinx-needs' own cards have random ids; needs_html takes their place
    return re.sub(rb"SNCB-[0-9a-f]{8}", b"SNCB", path.read_bytes())


@pytest.fixture
def site(tmp_path):
    return Site(tmp_path)


@pytest.fixture
def stock_site(tmp_path):
    return Site(tmp_path, fresh=False)


@pytest.fixture
def compare():
    return differing


@pytest.fixture
def clean_and_incremental():
    """Two ways to build one source: on what the last build left, and from nothing."""

    def both(source, work):
        def run(name, jobs):
            words = ["-q", "-W", "-j", str(jobs), "-d", str(work / f"{name}.doctrees")]
            assert build_main([*words, str(source), str(work / name)]) == 0
            return work / name

        def clean():
            for name in ("clean", "clean.doctrees"):
                shutil.rmtree(work / name, ignore_errors=True)
            return run("clean", 1)

        return lambda jobs: run("incremental", jobs), clean

    return both
