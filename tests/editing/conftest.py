"""A small plan as Markdown, the real documents as text, and ways to ask the command."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from plantrace.editing.source import Source, read

ROOT = Path(__file__).resolve().parent.parent.parent

CONF = """
project = "試験"
language = "ja"
extensions = ["myst_parser", "sphinx_needs", "plantrace", "safe_publish"]
myst_enable_extensions = ["colon_fence"]
html_theme = "basic"
needs_from_toml = "ubproject.toml"
"""
# without the periods of this repository's plans
METAMODEL = re.sub(
    r"(?ms)^\[plantrace\.periods\]$.*?(?=^\[|\Z)", "", (ROOT / "ubproject.toml").read_text("utf-8")
)
PAGES = {
    "index": """# 計画

:::{plan} 旧計画
:id: OP
:::

:::{guideline} 方針
:id: OP-G1
:implements: OP
:::

```{toctree}
step-01
next
```
""",
    "step-01": """(step-01)=
# 施策1

:::{measure} 便利にする
:id: OP-M01
:implements: OP-G1
:::

(op-k01)=
## 個別施策1

:::{individual-measure} 電子申請
:id: OP-K01
:implements: OP-M01
:continues-to: NP-I01-1
:::

:::{achievement} 導入（R3）
:id: OP-K01-A01
:implements: OP-K01
:fiscal_years: R3
:source: 表1
:::

:::{assessment} 個別施策1の成果
:id: OP-K01-REVIEW
:about: OP-K01
:result: 便利になりました。
:::
""",
    "next": """# 新計画

:::{plan} 新計画
:id: NP
:::

:::{viewpoint} やさしい
:id: NP-V1
:implements: NP
:::

:::{initiative} 窓口
:id: NP-I01
:implements: NP-V1
:::

:::{action} 行かない窓口
:id: NP-I01-1
:implements: NP-I01
:::
""",
}


@pytest.fixture(scope="session")
def real():
    """The documents of this repository, as they are written."""
    return read(ROOT)


@pytest.fixture(scope="session")
def small(real):
    """The small plan, with this repository's metamodel."""
    return Source(real.metamodel, real.schemas, {f"{name}.md": t for name, t in PAGES.items()})


@pytest.fixture
def project(tmp_path):
    """The small plan in a folder, ready to be built."""
    (tmp_path / "docs").mkdir()
    for name, text in PAGES.items():
        (tmp_path / f"docs/{name}.md").write_text(text, encoding="utf-8", newline="")
    (tmp_path / "conf.py").write_text(CONF, encoding="utf-8")
    (tmp_path / "ubproject.toml").write_text(METAMODEL, encoding="utf-8")
    return tmp_path


@pytest.fixture(scope="session")
def ask():
    """Runs the command in a folder."""

    def run(folder, *words, **environment):
        return subprocess.run(
            [sys.executable, "-m", "plantrace.cli", *words],
            check=False, cwd=folder, capture_output=True, encoding="utf-8",
            env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        )  # fmt: skip

    return run


@pytest.fixture(scope="session")
def git():
    """Runs git in a folder, as somebody."""

    def run(folder, *words):
        who = ["-c", "user.name=試験", "-c", "user.email=test@example.jp"]
        subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)

    return run


@pytest.fixture(scope="session")
def item_of():
    """The block of an item in a text, without its fences: option -> value."""

    def block(text, item_id):
        found = re.search(rf":::{{[^\n]*\n:id: {re.escape(item_id)}\n(.*?)\n?:::", text, re.S)
        return dict(re.findall(r"^:([\w-]+): (.*)$", found[1], re.M))

    return block
