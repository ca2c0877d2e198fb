"""A tiny site, the real one, a page that holds only the search's own scripts, and a browser."""

import json
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.cmd.build import build_main
from sphinx.util.docutils import docutils_namespace, patch_docutils

from japanese_search import synonyms
from japanese_search.index import Entry, Page, payload
from japanese_search.site import SCRIPTS

HERE = Path(__file__).parent
STATIC = Path(synonyms.__file__).parent / "static" / "japanese_search"

CONF = """
project = "p"
language = "ja"
extensions = ["myst_parser", "sphinx_needs", "japanese_search", "fresh_build", "labels"]
myst_enable_extensions = ["colon_fence"]
html_theme = "furo"
html_copy_source = False
needs_from_toml = "model.toml"
exclude_patterns = ["_*"]
import sys
sys.path.insert(0, {folder!r})
"""
LABELS = """
def setup(app):
    app.connect("search-item-label", lambda app, need: {"STEP_1": "手順1"}.get(need["id"]))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
"""
MODEL = """
[needs]
id_required = true
[needs.links.up]
outgoing = "上位"
incoming = "下位"
[needs.fields.note]
nullable = true
schema = { type = "string" }
[needs.fields.reason]
nullable = true
schema = { type = "string" }
[needs.fields.value]
nullable = true
schema = { type = "string" }
[needs.fields.unit]
nullable = true
schema = { type = "string" }
[needs.fields.day]
nullable = true
schema = { type = "string" }
[needs.fields.years]
nullable = true
schema = { type = "array", items = { type = "string" } }
[needs.types.goal]
title = "目標"
prefix = ""
[needs.types.step]
title = "手順"
prefix = ""

[japanese_search]
fields = ["note", "value unit", "day"]
quiet_fields = ["reason"]
year_fields = ["years", "day"]
lists = ["two"]
"""
PAGES = {
    "index.md": """# はじめ

```{search-box} 言葉でさがす
:examples: 電子申請, <b>&
```

最初の文です。{doc}`two`、{ref}`sec`、{need}`GOAL_1` を見てください。

```python
秘密 = "プログラムは索引に入れない"
```

```{toctree}
one
two
hidden
```
""",
    "one.md": """# 手順1

:::{step} 電子申請の導入
:id: STEP_1
:note: オンラインで申請できます。
:value: 231
:unit: 手続
:day: 2025-03-31
:years: R4-, R2

本文には庁内 LANのことを書きます。
:::

## 目標の節

節だけの文です。

:::{goal} 目標一
:id: GOAL_1
:reason: どの項目にも同じ説明
:::

:::{goal} 隠した目標
:id: GOAL_2
:hide:
:::
""",
    "two.md": """# 用語

```{search-key}
```

(sec)=
## 節の名

```{glossary}
RPA
ロボット
  決まった作業の自動化です。
```
""",
    "hidden.md": """---
nosearch: true
---

# 索引に入れないページ
""",
}


class Site:
    """A document in a folder."""

    def __init__(self, folder):
        self.folder = folder
        self.source = folder / "src"
        self.source.mkdir()
        self.write("conf.py", CONF.format(folder=str(self.source)))
        self.write("labels.py", LABELS)
        self.write("model.toml", MODEL)
        for name, text in PAGES.items():
            self.write(name, text)

    def write(self, name, text):
        (self.source / name).write_text(text, encoding="utf-8")

    def read(self, name):
        return (self.source / name).read_text(encoding="utf-8")

    def edit(self, name, old, new):
        assert old in self.read(name)
        self.write(name, self.read(name).replace(old, new))

    def build(self, out="out", *, builder="html", jobs=1, own_process=False, warnings=None):
        target = self.folder / out
        words = ["-q", "-b", builder, "-j", str(jobs), "-d", str(self.folder / f"{out}.doctrees")]
        words += ["-w", str(warnings)] if warnings else []
        words += [str(self.source), str(target)]
        if own_process:
            subprocess.run([sys.executable, "-m", "sphinx", *words], check=True)
        else:
            assert build_main(words) == 0
        return target

    def clean_build(self):
        for path in (self.folder / "clean", self.folder / "clean.doctrees"):
            shutil.rmtree(path, ignore_errors=True)
        return self.build("clean")


@pytest.fixture
def site(tmp_path):
    return Site(tmp_path)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The tiny site, built once, for tests that only look."""
    return Site(tmp_path_factory.mktemp("tiny")).build()


def data_of(out):
    text = (out / "search-data.js").read_text(encoding="utf-8")
    return json.loads(text.removeprefix("JapaneseSearch.receive(").removesuffix(");\n"))


COLUMNS = ("kind", "page", "path", "id", "anchor", "label", "title", "text", "years", "notes")


@pytest.fixture(scope="session")
def records():
    """What a built site's index says, as dictionaries with every column."""

    def read(out):
        data = data_of(out)
        found = []
        for row in data["records"]:
            record = dict(zip(COLUMNS, row + [""] * (len(COLUMNS) - len(row)), strict=True))
            record["kind"] = data["kinds"][record["kind"]]
            record["page"] = data["pages"][record["page"]][0]
            record["path"] = data["paths"][record["path"]]
            found.append(record)
        return found

    return read


# ------------------------------------------------------------------ the real documents

REAL = {
    "japanese_search_fields": [
        "result",
        "next_direction",
        "value unit",
        "target unit",
        "as_of",
        "as_printed",
    ],
    "japanese_search_quiet_fields": ["gap_reason"],
    "japanese_search_year_fields": ["fiscal_years", "due"],
}
REAL_LABELS = """
from plantrace.sphinx_graph import graph_of


def setup(app):
    app.connect("search-item-label", lambda app, need: graph_of(app).label(need["id"]))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
"""


@pytest.fixture(scope="session")
def real_site(root, tmp_path_factory):
    """This repository's documents with this search."""
    folder = tmp_path_factory.mktemp("real")
    (folder / "labels_for_search.py").write_text(REAL_LABELS, encoding="utf-8")
    sys.path.insert(0, str(folder))
    extensions = runpy.run_path(str(root / "conf.py"))["extensions"]
    wanted = dict.fromkeys([*extensions, "japanese_search", "labels_for_search"])
    out = folder / "out"
    with patch_docutils(str(root)), docutils_namespace():
        Sphinx(
            root / "docs",
            root,
            out,
            folder / "doctrees",
            "html",
            confoverrides={"extensions": list(wanted), **REAL},
            status=None,
        ).build()
    sys.path.remove(str(folder))
    return out


# ------------------------------------------------------------------ a browser


@pytest.fixture(scope="session")
def browser(chromium):
    return chromium


class Core:
    """The search's pure functions, on a page of their own; `index` is what was loaded last."""

    def __init__(self, page):
        self.page = page
        for name in SCRIPTS[:-1]:  # without the page's own
            page.add_script_tag(path=str(STATIC / name))
        page.add_script_tag(
            content="""const J = JapaneseSearch;
                       let index = null;
                       J.receive = (data) => { index = J.prepare(data); };"""
        )

    def load(self, text):
        """Take in an index as `payload` writes it."""
        self.page.add_script_tag(content=text)

    def __call__(self, expression, given=None):
        """The value of an expression of `J`, `index` and `given`."""
        return self.page.evaluate(f"(given) => {expression}", given)


@pytest.fixture(scope="session")
def core(browser):
    page = browser.new_page()
    yield Core(page)
    page.close()


@pytest.fixture(scope="session")
def entry():
    """An entry with defaults: `entry("題", id="X-1", text="…")`."""

    def make(title, **given):
        given.setdefault("anchor", given.get("id", ""))
        known = {"kind": "実績", "page": Page("p.html", "ページの題"), "text": "", **given}
        return Entry(title=title, **known)

    return make


@pytest.fixture(scope="session")
def find(core):
    """`find(entries, query)`: titles of what is found, best first. Common synonyms apply."""
    common = synonyms.load([synonyms.COMMON])

    def search(entries, query, more=()):
        kinds = list(dict.fromkeys(one.kind for one in entries))
        core.load(payload(entries, kinds, (*common, *more)))
        return core("J.search(index, given).hits.map((hit) => hit.record.title)", query)

    return search
