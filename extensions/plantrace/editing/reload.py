"""A small server of one folder whose pages follow what `tell` says.

The folder is exchanged as a whole at every publication, so each file is opened by its path and
nothing of the folder is held. Pages get one script, served by us, that listens and reloads.
"""

from __future__ import annotations

import json
import socket
import threading
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

HOST = "127.0.0.1"
EVENTS, SCRIPT = "/-live/events", "/-live/live.js"
HEARTBEAT = 15.0
"""seconds after which a page that went away is noticed"""

WAITING = """<!doctype html><html lang="ja"><meta charset="utf-8"><title>準備中</title>
<body><p>サイトを作っています。できたら、このページが新しくなります。</p></body></html>"""
JAVASCRIPT = (Path(__file__).parent / "static" / "live.js").read_bytes()


class Server(ThreadingHTTPServer):
    """Serves until it is shut down. Raises OSError when the port is taken."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, site: Path, port: int) -> None:
        """A server of `site` on this machine only; port 0 takes any free one."""
        self._news = threading.Condition()
        self.count = 0
        """how many builds there were"""
        self._findings = ""
        super().__init__((HOST, port), partial(_Handler, directory=str(site)))

    @property
    def address(self) -> str:
        """The address of the first page."""
        return f"http://{HOST}:{self.server_port}/"

    def tell(self, findings: str) -> None:
        """Say how a build ended: ``""`` reloads the pages, anything else is shown over them."""
        with self._news:
            self.count, self._findings = self.count + 1, findings
            self._news.notify_all()

    def news(self, seen: int) -> tuple[int, str]:
        """(how many builds there were, findings of the last), once it is news or time is up."""
        with self._news:
            self._news.wait_for(lambda: self.count != seen, timeout=HEARTBEAT)
            return self.count, self._findings

    def server_bind(self) -> None:
        """Bind without looking up our own name, which takes seconds on some networks."""
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):  # Windows would share a port that is taken
            self.allow_reuse_address = False
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, self.allow_reuse_address)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = HOST, self.server_address[1]


class _Handler(SimpleHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.0"

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path == EVENTS:
            self._events()
        elif path == SCRIPT:
            self._send(JAVASCRIPT, "text/javascript")
        elif (page := self._page()) is not None:
            self._send(page, "text/html")
        else:
            super().do_GET()

    def _page(self) -> bytes | None:
        """The text of a page with our script in it; None for what is no page."""
        file = Path(self.translate_path(self.path))
        if urlsplit(self.path).path.endswith("/"):
            file /= "index.html"
        if file.suffix != ".html":
            return None
        # Counted before the page is read: should it be replaced just then, it is loaded again.
        tag = f'<script src="{SCRIPT}?build={self.server.count}"></script>'.encode()
        try:
            html = file.read_bytes()
        except OSError:
            if Path(self.directory).is_dir():
                return None
            html = WAITING.encode()
        before, end, after = html.rpartition(b"</body>")
        return before + tag + end + after if end else html + tag

    def _send(self, body: bytes, kind: str) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _events(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        seen, count = -1, 0
        try:
            while True:
                count, findings = self.server.news(seen)
                said = json.dumps({"build": count, "findings": findings})
                self.wfile.write(b":\n\n" if count == seen else f"data: {said}\n\n".encode())
                self.wfile.flush()
                seen = count
        except OSError:
            return  # the page was closed

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """A line for every request would bury what the build says."""
