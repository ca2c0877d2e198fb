"""A build that failed fails again, with the same findings, until somebody repairs the source."""

import subprocess
import sys

import pytest

from safe_publish import Outcome

NEED = "\n:::{{req}} {title}\n:id: {id}\n{option}:::\n"


def need(title, id_, option=""):
    return NEED.format(title=title, id=id_, option=f"{option}\n" if option else "")


LOGS_WITHOUT_PLACE = """
def setup(app):
    from sphinx.util import logging
    def say(*args):
        if app.env.docname == "b" or "b" in args[1:]:
            if "spoilt" in app.env.doc2path("b").read_text("utf-8"):
                logging.getLogger(__name__).warning("no place")
    app.connect("{event}", say)
"""

# name: (edits as (file, text to append), rule, path and line where one is known)
MISTAKES = {
    "duplicate id": ([("docs/b.md", need("Again", "A-1"))], "create_need", "docs/b.md", 10),
    "unknown option": (
        [("docs/b.md", need("Third", "B-2", ":colour: red"))],
        "directive",
        "docs/b.md",
        10,
    ),
    "unknown directive": (
        [("docs/b.md", "\n:::{nope} x\n:::\n")],
        "directive_unknown",
        "docs/b.md",
        10,
    ),
    "bad id": ([("docs/b.md", need("Bad", "b_9"))], "create_need", "docs/b.md", 10),
    "dead link": (
        [("docs/b.md", need("Link", "B-3", ":implements: Z-9"))],
        "link_outgoing",
        "docs/b.md",
        10,
    ),
    "broken reference": ([("docs/b.md", "\n{doc}`gone`\n")], "doc", "docs/b.md", 10),
    "in no toctree": ([("docs/lost.md", "# Lost\n")], "not_included", "docs/lost.md", None),
    "schema violation": (
        [("docs/b.md", need("Many", "B-4", ":amount: many"))],
        "field_fail",
        None,
        None,
    ),
    "configuration": (
        [("conf.py", "html_static_path = ['nowhere']\n")],
        "configuration",
        "conf.py",
        None,
    ),
    "included file": (
        [
            ("conf.py", "exclude_patterns = ['part.md']\n"),
            ("docs/part.md", "One\n\n```{image}\n```\n"),
            ("docs/b.md", "\n```{include} part.md\n```\n"),
        ],
        "docutils",
        "docs/part.md",
        None,
    ),
    "no place, while reading": (
        [
            ("conf.py", LOGS_WITHOUT_PLACE.format(event="source-read")),
            ("docs/b.md", "\nspoilt\n"),
        ],
        "",
        None,
        None,
    ),
    "no place, while writing": (
        [
            ("conf.py", LOGS_WITHOUT_PLACE.format(event="doctree-resolved")),
            ("docs/b.md", "\nspoilt\n"),
        ],
        "",
        None,
        None,
    ),
}


def spoil(project, edits):
    for name, text in edits:
        file = project.root / name
        project.write(name, (file.read_text("utf-8") if file.exists() else "") + text)


@pytest.fixture
def repaired(project):
    """A function that puts the source back as it was when the test began, plus one sentence."""
    before = {path: path.read_text("utf-8") for path in project.root.rglob("*") if path.is_file()}

    def repair():
        for path in [project.root / "conf.py", *(project.root / "docs").rglob("*.md")]:
            path.unlink()
        for path, text in before.items():
            path.write_text(text, "utf-8")
        project.add("docs/b.md", "\nRepaired.\n")

    return repair


@pytest.mark.parametrize("name", MISTAKES)
def test_fails_again_and_leaves_the_site_alone(name, project, repaired):
    edits, rule, path, line = MISTAKES[name]
    assert project.build().outcome is Outcome.PUBLISHED
    site = project.snapshot()

    spoil(project, edits)
    first = project.build()
    second = project.build()

    assert [(f.rule, f.path, f.line) for f in first.findings if f.rule == rule and f.path == path]
    if line:
        assert (first.findings[0].path, first.findings[0].line) == (path, line)
    assert first.outcome is second.outcome is Outcome.REFUSED
    assert first.findings == second.findings
    assert project.snapshot() == site

    repaired()
    assert project.build().outcome is Outcome.PUBLISHED
    assert "Repaired." in (project.site / "b.html").read_text("utf-8")
    site = project.snapshot()
    assert project.build().outcome is Outcome.UNCHANGED
    assert project.snapshot() == site


def test_two_processes_say_the_same_as_one(project, repaired):
    assert project.build(jobs=2).outcome is Outcome.PUBLISHED
    site = project.snapshot()
    # Two new pages with the same id: which of them is told depends on who was read first.
    spoil(project, [("docs/c.md", "# c\n" + need("C", "C-1")), ("docs/d.md", "# d\n")])
    spoil(project, [("docs/d.md", need("D", "C-1"))])
    for name in (
        "duplicate id",
        "unknown option",
        "dead link",
        "broken reference",
        "in no toctree",
    ):
        spoil(project, MISTAKES[name][0])

    parallel = [project.build(jobs=2) for _ in range(3)]

    assert {result.outcome for result in parallel} == {Outcome.REFUSED}
    assert parallel[0].findings == parallel[1].findings == parallel[2].findings
    assert parallel[0].findings == project.build(jobs=1).findings
    assert {"create_need", "directive", "link_outgoing", "doc", "not_included"} <= {
        finding.rule for finding in parallel[0].findings
    }
    assert project.snapshot() == site

    repaired()
    assert project.build(jobs=2).outcome is Outcome.PUBLISHED
    assert project.build(jobs=2).outcome is Outcome.UNCHANGED


def test_stock_sphinx_forgets(project):
    """Why this room exists: should this fail one day, Sphinx repeats its warnings by itself."""
    spoil(project, MISTAKES["duplicate id"][0])
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-c", str(project.root)]
    command += [str(project.root / "docs"), str(project.root / "stock")]
    codes = [subprocess.run(command, capture_output=True, check=False).returncode for _ in "12"]
    assert codes == [1, 0]


def test_a_finding_on_a_page_that_is_removed_goes_with_it(project):
    project.build()
    spoil(project, MISTAKES["in no toctree"][0])
    assert project.build().outcome is Outcome.REFUSED
    (project.root / "docs/lost.md").unlink()
    assert project.build().ok


def test_a_removed_page_is_missed_and_then_gone(project):
    project.build()
    (project.root / "docs/b.md").unlink()
    refused = project.build()
    assert [(f.path, f.line) for f in refused.findings] == [("docs/index.md", 3)]
    project.write("docs/index.md", "# Start\n\n```{toctree}\na\n```\n")
    published = project.build()
    assert published.outcome is Outcome.PUBLISHED
    assert "b.html" in published.changed
    assert not (project.site / "b.html").exists()
