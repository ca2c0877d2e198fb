"""What a build does besides repeating itself: crashes, locks, filters, what is published."""

import subprocess
import sys
import time

import pytest

from safe_publish import Finding, Outcome

FILTER = """
def setup(app):
    import logging
    from sphinx.util.logging import WarningStreamHandler

    class Rewrite(logging.Filter):
        def filter(self, record):
            if getattr(record, "subtype", "") == "directive_unknown":
                record.msg, record.args = "言い換えました。", ()
                record.type, record.subtype = "house", "no-such-block"
                record.levelno = logging.ERROR
            return getattr(record, "subtype", "") != "doc"

    for handler in logging.getLogger("sphinx").handlers:
        if isinstance(handler, WarningStreamHandler):
            handler.addFilter(Rewrite())
"""

HOLDER = """
import sys, time
from pathlib import Path
from safe_publish.lock import exclusive
with exclusive(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_publishes_the_site_and_the_items_but_not_sphinx_own_notes(project):
    result = project.build()
    assert result.outcome is Outcome.PUBLISHED
    assert {"index.html", "a.html", "needs.json", "searchindex.js"} <= set(result.changed)
    assert not (project.site / ".buildinfo").exists()
    assert not (project.site / ".doctrees").exists()


def test_a_second_build_touches_nothing_and_says_nothing(project, capsys):
    project.build()
    assert "reading sources" in capsys.readouterr().out
    site = project.snapshot()
    assert project.build().outcome is Outcome.UNCHANGED
    assert project.snapshot() == site
    assert capsys.readouterr() == ("", "")


def test_only_what_differs_is_new(project):
    project.build()
    before = project.snapshot()
    project.add("docs/a.md", "\nMore.\n")
    result = project.build()
    after = project.snapshot()
    assert "a.html" in result.changed
    assert {name for name in before if before[name] != after[name]} - {".", "_static"} <= {
        *result.changed,
        ".safe_publish",
    } | {name for name in before if before[name][1] is None}
    assert before["_static/doctools.js"] == after["_static/doctools.js"]


def test_a_filter_of_another_extension_reaches_the_findings(project):
    project.add("conf.py", FILTER)
    project.add("docs/b.md", "\n{doc}`gone`\n\n:::{nope} x\n:::\n")
    for _ in range(3):  # also in the second build of one process
        assert project.build().findings == (
            Finding("docs/b.md", 12, "error", "言い換えました。", "house", "no-such-block"),
        )


def test_suppressed_warnings_are_no_findings(project):
    project.add("docs/b.md", "\n{doc}`gone`\n")
    assert [f.message for f in project.build().findings] == ["unknown document: 'gone'"]
    assert project.build(confoverrides={"suppress_warnings": ["ref.doc"]}).ok


CRASH = "\ndef setup(app):\n    raise OverflowError('no fault of the author')\n"


@pytest.mark.parametrize("name", ["conf.py", "docs/b.md"])
def test_a_crash_leaves_the_site_and_heals(name, project):
    """A broken program stops Sphinx before it begins, a file that is not UTF-8 in the middle."""
    project.build()
    site = project.snapshot()
    sound = (project.root / name).read_bytes()
    project.write(name, b"\xff\xfe" if name == "docs/b.md" else sound + CRASH.encode())
    crashes = [project.build(), project.build()]
    assert [crash.outcome for crash in crashes] == [Outcome.FAILED] * 2
    assert crashes[0].exception == crashes[1].exception != ""
    where = "（docs/b.md の処理中）" if name == "docs/b.md" else ""
    assert crashes[0].problem.startswith(f"Sphinx が途中で止まりました{where}。")
    assert project.snapshot() == site
    project.write(name, sound)
    assert project.build().ok
    assert project.build().outcome is Outcome.UNCHANGED


def test_findings_before_a_crash_are_kept(project):
    project.add("docs/a.md", "\n:::{nope} x\n:::\n")
    project.write("docs/b.md", b"# b\n\n\xff\n")
    result = project.build()
    assert result.outcome is Outcome.FAILED
    assert [f.path for f in result.findings] == ["docs/a.md"]


def test_a_killed_build_is_not_trusted(project):
    """Half a page in staging never reaches the site."""
    project.build()
    state = project.root / "build" / ".work" / "state.json"
    state.unlink()  # as it is while Sphinx writes
    (project.root / "build/.work/staging/a.html").write_text("half")
    project.build()
    assert "First" in (project.site / "a.html").read_text("utf-8")


def test_one_build_at_a_time(project):
    project.build()
    site = project.snapshot()
    lock = project.root / "build" / ".work" / "lock"
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(lock)], stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout.readline() == "held\n"
        busy = project.build()
        holder.kill()  # the lock goes with its holder
    assert busy.outcome is Outcome.FAILED
    assert busy.problem.startswith("ほかのビルドが")
    assert project.snapshot() == site
    assert project.build().outcome is Outcome.UNCHANGED


def test_a_folder_that_is_not_ours_is_refused(project):
    project.write("build/html/precious.txt", "mine")
    result = project.build()
    assert result.outcome is Outcome.FAILED
    assert "別の場所に移すか消して" in result.problem
    assert [path.name for path in project.site.iterdir()] == ["precious.txt"]
    (project.site / "precious.txt").unlink()
    assert project.build().outcome is Outcome.PUBLISHED


def test_the_work_folder_may_be_lost(project):
    project.build()
    site = project.snapshot()
    (project.root / "build" / ".work").rename(project.root / "elsewhere")
    result = project.build()
    # sphinx-needs is not reproducible; whatever is the same keeps its time
    after = project.snapshot()
    assert {name for name in site if site[name] != after[name] and site[name][1] is not None} <= {
        *result.changed,
        ".safe_publish",
    }


def test_builder_exit_codes_count(project):
    project.add("docs/a.md", "\n[file](gone.txt)\n")
    project.add("conf.py", "suppress_warnings = ['myst.xref_missing']\n")
    project.add("conf.py", "def setup(app):\n    app.connect('build-finished', fail)\n")
    project.add("conf.py", "def fail(app, _):\n    app.statuscode = 3\n")
    result = project.build()
    assert [f.message for f in result.findings] == ["Sphinx が終了コード 3 を返しました。"]


def test_a_build_knows_how_long_it_took(project):
    begin = time.monotonic()
    assert 0 < project.build().duration <= time.monotonic() - begin
