"""What the guide says is so: its examples are built, its commands run, its tables are complete."""

import io
import os
import re
import shutil
import subprocess

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

FENCED = re.compile(r"^(?P<fence>`{3,})(?P<kind>[^\n`]*)\n(?P<text>.*?)\n(?P=fence)$", re.M | re.S)


@pytest.fixture(scope="module")
def guide(root):
    """Reads a page of the guide."""
    return lambda name: (root / f"docs/guide/{name}.md").read_text("utf-8")


@pytest.fixture(scope="module")
def sections(guide):
    """Section of the page of views -> its text."""
    parts = re.split(r"(?m)^\(guide-views-([\w-]+)\)=$", guide("views"))
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.fixture(scope="module")
def built(root, sections, tmp_path_factory):
    """The examples, each on a page of its own, on the real plans: (app, folder of the site)."""
    folder = tmp_path_factory.mktemp("examples")
    for part in ("plans", "record"):
        shutil.copytree(root / "docs" / part, folder / "docs" / part)
    parts = ["plans/informatization/index", "plans/dx/index", "record/index"]
    listed = "\n".join([*parts, *sections])
    (folder / "docs/index.md").write_text(f"# 例\n\n```{{toctree}}\n{listed}\n```\n", "utf-8")
    for name, text in sections.items():
        shown = FENCED.search(text)["text"]
        (folder / f"docs/{name}.md").write_text(f"# {name}\n\n{shown}\n", "utf-8")
    before = os.getcwd()  # noqa: PTH109 - PlantUML and others look for files from here
    os.chdir(root)
    try:
        with patch_docutils(root), docutils_namespace():
            app = Sphinx(
                folder / "docs", root, folder / "out", folder / "trees", "html",
                status=None, warning=(said := io.StringIO()),
            )  # fmt: skip
            app.build()
    finally:
        os.chdir(before)
    assert not said.getvalue()
    return app, folder / "out"


def test_each_example_stands_beside_what_it_shows(sections):
    for name, text in sections.items():
        example = FENCED.search(text)
        assert example["kind"] == "markdown"
        assert f"{{{name}}}" in example["text"]
        assert text[example.end() :].strip() == example["text"]


def test_every_example_is_built_and_shows_something(built, sections):
    _, site = built
    text = {name: re.sub("<[^>]+>", " ", main(site / f"{name}.html")) for name in sections}
    assert re.search(r"R6の実績は\s*[1-9]\d*\s*件です", text.pop("figure"))
    for name, words in text.items():
        shown = [title for title in ("施策", "指針", "視点", "取組", "手続") if title in words]
        assert shown, name
        assert 'href="' in main(site / f"{name}.html")


def main(page):
    return re.search(r"<main[^>]*>(.*)</main>", page.read_text("utf-8"), re.S)[1]


def test_every_view_and_every_option_is_described_and_no_other(built, sections):
    from plantrace.views.face import VIEWS

    assert set(sections) == set(VIEWS)
    for name, text in sections.items():
        described = re.findall(r"^\| `:([\w-]+):` \|", text, re.M)
        assert len(described) == len(set(described))
        assert set(described) == set(VIEWS[name].options), name


@pytest.fixture(scope="module")
def document(root, tmp_path_factory):
    """A copy of the real document, to be broken."""
    folder = tmp_path_factory.mktemp("document")
    shutil.copytree(root / "docs", folder / "docs")
    for name in ("conf.py", "ubproject.toml"):
        shutil.copy(root / name, folder)
    return folder


def test_the_error_that_the_guide_shows_is_what_one_sees(guide, document, ask):
    shown = re.search(r"```text\n(docs/\S+?:(\d+): エラー: .*?)\n```", guide("editing"), re.S)
    path = document / shown[1].partition(":")[0]
    text = path.read_text("utf-8")
    lines = text.split("\n")
    wrong = re.search(r"^> \d+ \| (.*)$", shown[1], re.M)[1]
    assert lines[int(shown[2]) - 1].startswith(wrong.partition(": ")[0])
    lines[int(shown[2]) - 1] = wrong
    path.write_text("\n".join(lines), "utf-8")
    said = ask(document, "check").stdout
    path.write_text(text, "utf-8")
    assert said.rstrip("\n").split("\n")[:-1] == shown[1].split("\n")[:-1]


def test_a_conflict_as_the_guide_shows_it_is_told(guide, document, ask):
    shown = re.search(r"( *)<{7}.*?>{7} main\n", guide("editing"), re.S)
    inside = re.sub(f"(?m)^{shown[1]}", "", shown[0])
    path = document / "docs/plans/informatization/measure-01.md"
    text = path.read_text("utf-8")
    path.write_text(text.replace(":fiscal_years: R4\n", inside, 1), "utf-8")
    said = ask(document, "check").stdout
    path.write_text(text, "utf-8")
    assert said.count("エラー: ") == 1
    assert "二人が同じ場所を直した" in said


def test_every_table_of_the_metamodel_is_explained(guide, root):
    text = (root / "ubproject.toml").read_text("utf-8")
    tables = {re.sub(r"^(\w+\.(?:links|fields|types))\..*", r"\1", name)
              for name in re.findall(r"(?m)^\[((?:needs|plantrace)[\w.-]*)\]", text)
              if not name.startswith("needs_html.")}  # fmt: skip
    page = guide("adopt")
    for table in tables:
        assert f"`[{table}" in page, table


def commands(text):
    """Commands of the guide's shell blocks, as words."""
    for block in FENCED.finditer(text):
        if block["kind"] == "sh":
            yield from (line for line in block["text"].split("\n") if line)


def test_the_commands_of_the_guide_run(guide, root, ask):
    lines = [line for name in ("editing", "release", "adopt") for line in commands(guide(name))]
    ours = [line.removeprefix("python3 -m plantrace ") for line in lines if "-m plantrace " in line]
    listed = ask(root, "--help").stdout
    for line in ours:
        assert re.search(rf"(?m)^ +{line.split()[0]}\b", listed), line
    (new,) = [line for line in ours if line.startswith("new ")]
    made = ask(root, *[word.strip('"') for word in new.split()])
    assert made.returncode == 0, made.stderr
    assert "書き込んでいません（--dry-run）。" in made.stdout
    (show,) = [line for line in ours if line.startswith("show")]
    assert ask(root, *show.split()).returncode == 0
    makes = subprocess.run(["make"], cwd=root, capture_output=True, encoding="utf-8", check=True)
    for line in lines:
        if line.startswith("make "):
            assert f"make {line.split()[1]} " in makes.stdout


def test_the_release_number_is_where_the_guide_and_the_workflows_look(guide, root):
    (number,) = re.findall(
        r'^version = release = "(\d+\.\d+\.\d+)"$', (root / "conf.py").read_text("utf-8"), re.M
    )
    assert '`version = release = "1.2.0"`' in guide("release")
    for path in (".github/workflows/release.yml", ".gitlab-ci.yml"):
        (line,) = re.findall(r"grep -F .*", (root / path).read_text("utf-8"))
        for tag, code in ((f"v{number}", 0), ("v0.0.99", 1)):
            names = {"GITHUB_REF_NAME": tag, "CI_COMMIT_TAG": tag, "PATH": os.environ["PATH"]}
            done = subprocess.run(["bash", "-c", line], check=False, cwd=root, env=names)
            assert done.returncode == code
