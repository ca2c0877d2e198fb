"""Tiny sites with the project's metamodel, and a strict little reader of their HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

ROOT = Path(__file__).parents[2]
VOID = frozenset(
    ["area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)

CONF = """\
import re
from docutils import nodes
from needs_html import Value, shown

extensions = ["myst_parser", "sphinx_needs", "needs_html"]
needs_from_toml = "ubproject.toml"
myst_enable_extensions = ["colon_fence"]
language = "ja"
project = "試験"
html_copy_source = False
html_theme = "basic"

NAMES = {"measure": "施策", "individual-measure": "個別施策", "initiative": "取組"}

def label(app, need):
    if need["type"] in NAMES:
        return NAMES[need["type"]] + str(int(re.findall(r"[0-9]+", need["id"])[-1]))

def value(app, name, text):
    if name == "fiscal_years":
        return Value(text.replace("-", "→"), text.replace("-", "から継続"))

def setup(app):
    app.connect("needs-card-label", label)
    app.connect("needs-card-value", value)
"""

TABLE = """
[needs_html]
prose = ["result", "next_direction"]
notes = { result = "要約（原文ではありません）", next_direction = "要約（原文ではありません）" }
source = "source"
inferred_by = "inferred"
edit_url = "https://forge.example/plan/blob/{branch}/{path}#L{line}"

[needs_html.parts]
achievement = "implements"
assessment = "about"
action = "implements"

[needs_html.compact.achievement]
chips = ["fiscal_years"]
fold = ["source"]
heading = "主な取組実績"

[needs_html.compact.action]
"""


@dataclass
class Element:
    """An element: its attributes and, in order, its elements and pieces of text."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    @property
    def text(self) -> str:
        parts = (child if isinstance(child, str) else child.text for child in self.children)
        return "".join(parts)

    def walk(self) -> Iterator[Element]:
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.walk()

    def all(self, selector: str) -> list[Element]:
        """Elements by `tag`, `.class`, `tag.class` or `#id`."""
        if selector.startswith("#"):
            return [e for e in self.walk() if e.attributes.get("id") == selector[1:]]
        tag, _, name = selector.partition(".")
        return [
            e for e in self.walk() if (not tag or e.tag == tag) and (not name or name in e.classes)
        ]

    def one(self, selector: str) -> Element:
        found = self.all(selector)
        assert len(found) == 1, f"{len(found)} × {selector} in <{self.tag}>: {self.text[:200]!r}"
        return found[0]


class _Reader(HTMLParser):
    """Builds the tree; an end tag that does not close the open element is an error."""

    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("document")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), f"attribute twice in <{tag}>"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(text: str, *, unique: bool = True) -> Element:
    """The tree of a page; fails on unbalanced tags and, if `unique`, on an id used twice."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    (document,) = reader.open
    ids = [e.attributes["id"] for e in document.walk() if "id" in e.attributes]
    assert not unique or len(ids) == len(set(ids)), sorted(i for i in set(ids) if ids.count(i) > 1)
    return document


@dataclass(frozen=True)
class Site:
    """A built site: its folder and what the build warned of."""

    out: Path
    warnings: str
    app: Sphinx

    def page(self, name: str) -> Element:
        return parse((self.out / f"{name}.html").read_text(encoding="utf-8"))

    def files(self) -> Mapping[str, bytes]:
        return {
            path.relative_to(self.out).as_posix(): path.read_bytes()
            for path in sorted(self.out.rglob("*"))
            if path.is_file()
        }


def metamodel() -> str:
    """The project's `ubproject.toml` without a table of needs_html: the tests have their own."""
    kept, ours = [], False
    for line in (ROOT / "ubproject.toml").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            ours = line.startswith("[needs_html")
        if not ours:
            kept.append(line)
    return "\n".join(kept)


def write_site(
    folder: Path, documents: Mapping[str, str], *, conf: str = "", table: str = TABLE
) -> None:
    """Write documents (name -> Markdown); `conf` is added to conf.py."""
    (folder / "docs").mkdir(parents=True, exist_ok=True)
    (folder / "conf.py").write_text(CONF + conf, encoding="utf-8")
    (folder / "ubproject.toml").write_text(metamodel() + "\n" + table, encoding="utf-8")
    names = [name for name in documents if name != "index"]
    toctree = "\n```{toctree}\n" + "\n".join(names) + "\n```\n"
    for name, text in {"index": "# 総括\n", **documents}.items():
        body = text + toctree if name == "index" and names else text
        path = folder / "docs" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body, encoding="utf-8")


def build_site(folder: Path, builder: str = "html", *, jobs: int = 1) -> Site:
    """Build what `write_site` wrote, beside what an earlier build left there."""
    warnings = StringIO()
    out = folder / "out" / builder
    with patch_docutils(folder), docutils_namespace():
        app = Sphinx(
            folder / "docs",
            folder,
            out,
            folder / "doctrees",
            builder,
            status=None,
            warning=warnings,
            parallel=jobs,
        )
        app.build()
    return Site(out, re.sub(r"\x1b\[[0-9;]*m", "", warnings.getvalue()), app)


@pytest.fixture
def site(tmp_path: Path) -> Callable[..., Site]:
    """`site(documents, builder="html", conf="", table=…)` writes and builds in tmp_path."""

    def make(
        documents: Mapping[str, str], builder: str = "html", conf: str = "", table: str = TABLE
    ) -> Site:
        write_site(tmp_path, documents, conf=conf, table=table)
        return build_site(tmp_path, builder)

    return make


PLANS = """\
# 総括

:::{plan} 旧プラン
:id: IP
:::

:::{plan} 新計画
:id: DX
:::

:::{guideline} 行政運営の更なる効率化
:id: IP-G1
:implements: IP
:::
"""

OLD = """\
# 施策1

:::{measure} ICTを活用する
:id: IP-M01
:implements: IP-G1
:source: 総括表 施策1
:::

## 個別施策1

:::{individual-measure} 業務の改善 <と> 効率化 & 生産性
:id: IP-K01
:implements: IP-M01
:continues-to: DX-I07-1, DX-I08
:source: 総括表 個別施策1

本文の段落です。

- 一つめ
- 二つめ
:::

:::{achievement} 端末の配備
:id: IP-K01-A01
:implements: IP-K01
:fiscal_years: R2, R3
:source: 総括表 1件目
:::

:::{achievement} 庁内チャットの導入
:id: IP-K01-A02
:implements: IP-K01
:fiscal_years: R4-
:source: 総括表 2件目
:::

:::{achievement} 庁内チャットの導入【再掲】
:id: IP-K01-A03
:implements: IP-K01
:fiscal_years: R4-
:repeats: IP-K01-A02
:source: 総括表 3件目
:inferred: implements

- 細目
:::

:::{assessment} 個別施策1の成果・課題等
:id: IP-K01-REVIEW
:about: IP-K01
:result: 端末を500台そろえました。
:next_direction: 見直しをさらに進めます。
:source: 総括表 成果・課題等
:::

:::{indicator} 手続の数
:id: IP-K01-N1
:about: IP-K01
:value: 231
:unit: 手続
:source: 総括表
:::

## RPA

{need}`IP-K01` と {need}`IP-K02.p1` を参照します。

:::{individual-measure} RPAの活用
:id: IP-K02
:implements: IP-M01
:inferred: implements
:continues-to: DX-I08

本文に {np}`(p1)部分`があります。
:::
"""

NEW = """\
# 視点1

:::{viewpoint} 職員
:id: DX-V1
:implements: DX
:::

:::{initiative} 職場環境
:id: DX-I07
:implements: DX-V1
:::

:::{action} テレワーク
:id: DX-I07-1
:implements: DX-I07
:::

:::{initiative} 働き方
:id: DX-I08
:implements: DX-V1
:::
"""

ODD = """\
# そのほか

::::{note}
:::{discrepancy} 枠の中の項目
:id: D-01
:about: IP-M01
:::
::::

| 表 |
|---|
| 値 |

:::::{list-table}
* - 見出しのない升
  - ::::{discrepancy} 升の中の項目
    :id: D-02
    :about: IP-K01

    :::{discrepancy} 項目の中の項目
    :id: D-03
    :about: IP-K01.p9, IP-K02.p1
    :::
    ::::
:::::

```{needextract} id in ["IP-K02", "IP-K01-A03", "D-02"]
```

```{needlist}
:types: measure
```

:::{discrepancy} 見えない項目
:id: D-04
:about: IP-M01
:hide: true
:::
"""

DOCUMENTS = {"index": PLANS, "plans/old": OLD, "plans/new": NEW, "odd": ODD}


@pytest.fixture(scope="session")
def documents() -> Mapping[str, str]:
    """Two small plans, and a page of unusual places for items."""
    return DOCUMENTS


@pytest.fixture(scope="session")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of `documents`, built once."""
    folder = tmp_path_factory.mktemp("rich")
    write_site(folder, DOCUMENTS)
    return build_site(folder)


@pytest.fixture(scope="session")
def write() -> Callable[..., None]:
    """`write_site`, for tests that build more than once."""
    return write_site


@pytest.fixture(scope="session")
def build() -> Callable[..., Site]:
    """`build_site`, for tests that build more than once."""
    return build_site


@pytest.fixture(scope="session")
def read_html() -> Callable[..., Element]:
    """`parse`, for pages that are read more leniently."""
    return parse


@pytest.fixture(scope="session")
def edit_metamodel() -> Callable[[Path, str, str], None]:
    """`edit_metamodel(folder, old, new)` changes one place in a site's `ubproject.toml`."""

    def edit(folder: Path, old: str, new: str) -> None:
        path = folder / "ubproject.toml"
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")

    return edit
