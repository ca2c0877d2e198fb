"""A small plan as Markdown, the real documents as text, and ways to ask the command."""

import json
import os
import re
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

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


US = {"login": "github-actions[bot]", "id": 7}


class Forge(ThreadingHTTPServer):
    """Keeps comments, as GitHub or GitLab does: pages of them, and changes by id."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.comments = []
        self.pulls = []
        self.asked = []
        self.refuse = 0

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server_port}"

    def add(self, body, user=US):
        self.comments.append({"id": 100 + len(self.comments), "body": body, "user": user})

    def as_gitlab(self):
        for comment in self.comments:
            comment["author"] = comment.pop("user")


class Handler(BaseHTTPRequestHandler):
    def handle_one(self, body):
        url = urlsplit(self.path)
        server, query = self.server, parse_qs(url.query)
        server.asked.append((self.command, self.path, dict(self.headers)))
        if server.refuse:
            return self.answer({"message": "Bad credentials"}, server.refuse)
        if url.path.endswith("/pulls"):
            return self.answer(server.pulls)
        if url.path.endswith("/user"):
            return self.answer(US)
        if re.search(r"/issues/12/comments$|/merge_requests/12/notes$", url.path):
            if self.command == "POST":
                server.add(body["body"])
                return self.answer(server.comments[-1], 201)
            start = (int(query["page"][0]) - 1) * int(query["per_page"][0])
            return self.answer(server.comments[start : start + int(query["per_page"][0])])
        found = re.search(r"/(?:comments|notes)/(\d+)$", url.path)
        (comment,) = [each for each in server.comments if each["id"] == int(found[1])]
        comment["body"] = body["body"]
        return self.answer(comment)

    def answer(self, data, code=200):
        text = json.dumps(data).encode()
        self.send_response(code)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def do_GET(self):
        self.handle_one(None)

    def change(self):
        self.handle_one(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    do_POST = do_PATCH = do_PUT = change

    def log_message(self, format, *args):
        pass


@pytest.fixture
def forge():
    """A small forge that keeps comments; see `Forge`."""
    server = Forge()
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()
