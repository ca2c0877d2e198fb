"""A way to build small sites with this repository's metamodel and to hear what they are told."""

import io
import logging
import os
import re
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils
from sphinx.util.logging import NAMESPACE

from safe_publish import NOTICE

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
MARK = re.compile(r" ?◀.*$", re.M)

CONF = """
import sys
sys.path.insert(0, ".")
extensions = ["myst_parser", "sphinx_needs", "only_findings"]
needs_from_toml = "ubproject.toml"
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3
language = "ja"
html_theme = "basic"
html_search_language = "en"
project = "試験"
"""

# The feature alone, so that these tests say nothing of the others.
# The role `filtered` is only there so that its filters can be judged.
EXTENSION = """
from plan_theme import filtered
from plantrace import findings

def setup(app):
    filtered.setup(app)
    findings.setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
"""

# path:line: WARNING: sentence [type.subtype]
REPORT = re.compile(
    r"^(?P<path>[^:\n]+\.(?:md|MD|markdown|txt))?:?(?P<line>\d+)?(?:: )?"
    r"(?:WARNING|ERROR|CRITICAL): (?P<sentence>.*?)"
    r"(?: \[(?P<kind>[\w.-]+)\])?$"
)


@pytest.fixture(scope="session")
def documents():
    """The texts of the documents with their marks: name -> text."""
    return {path.stem: path.read_text("utf-8") for path in sorted((HERE / "documents").iterdir())}


@pytest.fixture(scope="session")
def unmarked():
    """Takes the marks `◀ rule` off a text."""
    return lambda text: MARK.sub("", text)


@pytest.fixture(scope="session")
def expected():
    """Reads the marks of a text: a sorted list of (line, rule)."""

    def read(text):
        return sorted(
            (number, rule)
            for number, line in enumerate(text.split("\n"), start=1)
            for rule in re.findall(r"◀ ([\w-]+)", line)
        )

    return read


@pytest.fixture(scope="session")
def make_site():
    """Writes a site of pages (name -> text or bytes) over the base page; returns its folder."""

    def make(folder, pages):
        source = folder / "docs"
        source.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "ubproject.toml", folder)
        shutil.copy(HERE / "base.md", source)
        (folder / "conf.py").write_text(CONF, "utf-8")
        (folder / "only_findings.py").write_text(EXTENSION, "utf-8")
        listed = "\n".join(["base", *pages])
        pages = {"index": f"# 目次\n\n```{{toctree}}\n{listed}\n```\n", **pages}
        for name, text in pages.items():
            path = source / f"{name}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return folder

    return make


@pytest.fixture(scope="session")
def run():
    """Builds the site in a folder, in process; returns reports, exit code and the needs."""

    def build(folder, jobs=1):
        warnings = io.StringIO()
        before = Path.cwd()
        os.chdir(folder)
        try:
            with patch_docutils(folder), docutils_namespace():
                app = Sphinx(
                    folder / "docs", folder, folder / "out", folder / "doctrees", "html",
                    status=None, warning=warnings, parallel=jobs, warningiserror=True,
                )  # fmt: skip
                notices = Notices(app)
                logging.getLogger(NAMESPACE).addHandler(notices)
                app.build()
        finally:
            os.chdir(before)
        text = re.sub(r"\x1b\[[\d;]*m", "", warnings.getvalue()).replace(f"{folder / 'docs'}/", "")
        reports = _reports(text) + notices.heard
        return SimpleNamespace(text=text, reports=reports, code=app.statuscode)

    return build


class Notices(logging.Handler):
    """Hears what is said more softly than a warning."""

    def __init__(self, app):
        super().__init__(NOTICE)
        self.app, self.heard = app, []

    def emit(self, record):
        if record.levelno != NOTICE:
            return
        path, _, line = str(record.location).rpartition(":")
        path = Path(path)
        if path.is_relative_to(self.app.srcdir):
            path = path.relative_to(self.app.srcdir)
        sentence = logging.LogRecord.getMessage(record)
        self.heard.append(
            SimpleNamespace(
                path=path.as_posix(), line=int(line), rule=record.subtype, sentence=sentence
            )
        )


def _reports(text):
    found = []
    for line in text.splitlines():
        match = REPORT.match(line)
        kind = match["kind"] or "" if match else ""
        found.append(
            SimpleNamespace(
                path=match["path"] if match else None,
                line=int(match["line"] or 0) if match else None,
                rule=kind.removeprefix("plantrace.") if match else f"unread: {line}",
                sentence=match["sentence"] if match else line,
            )
        )
    return found


@pytest.fixture
def check(tmp_path, make_site, run):
    """Builds a site of pages and returns its reports as (path, line, rule)."""

    def ask(**pages):
        run_of = run(make_site(tmp_path, pages))
        return [(each.path, each.line, each.rule) for each in run_of.reports]

    return ask
