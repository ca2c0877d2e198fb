"""`plantrace live`: the site in a browser, made again at every save.

Each build is the command `plantrace build` in a process of its own: it is exactly what a person
would have run, and it sees changed Python and configuration too. Findings are shown in the
terminal and over the page; the last good site stays beneath.

sphinx-autobuild was looked at: it runs `sphinx-build` straight into the folder that it serves, so
a mistake would reach the site, and it brings seven packages (uvicorn, starlette, watchfiles, …).
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from plantrace.editing import reload, watch

SITE = Path("build", "html")
INTERVAL = 0.25
"""seconds between two looks at the files"""


@dataclass(frozen=True, slots=True)
class Built:
    """How a build ended; `said` is what it wrote to its error output."""

    ok: bool
    said: str


def build(root: Path) -> Built:
    """Run `plantrace build`; what it says goes to the terminal as well."""
    done = subprocess.run(
        [sys.executable, "-m", "plantrace.cli", "build"],
        cwd=root, check=False, stderr=subprocess.PIPE, encoding="utf-8", errors="replace",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    print(done.stderr, end="", file=sys.stderr, flush=True)
    return Built(done.returncode == 0, done.stderr)


def follow(
    root: Path,
    show: Callable[[Built], None],
    stopped: threading.Event,
    interval: float = INTERVAL,
) -> None:
    """Build now and after every change, until `stopped`.

    The files are looked at before a build begins: what is saved while it runs is built next.
    """
    while not stopped.is_set():
        before = watch.stamps(root)
        show(build(root))
        if watch.wait_for_change(root, before, interval, stopped):
            print("\n変わったところがあります。作り直します。", flush=True)


def run(root: Path, port: int, *, open_browser: bool = False) -> int:
    """Serve the site until Ctrl+C. 0, or 2 when there is nothing to build or the port is taken."""
    if not (root / "conf.py").is_file():
        print(
            "conf.py がありません。資料のいちばん上のフォルダで実行してください。", file=sys.stderr
        )
        return 2
    try:
        server = reload.Server(root / SITE, port)
    except OSError as error:
        print(
            f"ポート {port} を使えません（{error}）。--port で別の番号にしてください。",
            file=sys.stderr,
        )
        return 2
    stopped = threading.Event()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        # from here on Ctrl+C is the way to end it: who reads the line may press it at once
        print(f"{server.address} を開いてください。やめるときは Ctrl+C を押します。", flush=True)
        if open_browser:
            webbrowser.open(server.address)
        follow(root, lambda built: server.tell("" if built.ok else built.said), stopped)
    except KeyboardInterrupt:
        print("\n終わります。")
    finally:
        stopped.set()
        server.shutdown()
        server.server_close()
    return 0
