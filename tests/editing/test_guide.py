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


def test_the_smallest_plan_of_another_town_is_built_as_it_stands(guide, root, tmp_path, ask):
    page = guide("adopt")
    found = re.findall(r"^`([\w./]+)`：\n\n(`+)\w+\n(.*?\n)\2$", page, re.M | re.S)
    files = {name: text for name, _, text in found}
    assert set(files) == {"ubproject.toml", "docs/index.md"}
    (tmp_path / "docs/_static").mkdir(parents=True)
    shutil.copy(root / "docs/_static/site.css", tmp_path / "docs/_static")
    shutil.copy(root / "conf.py", tmp_path)
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    done = ask(tmp_path, "build")
    assert done.returncode == 0, done.stderr
    html = (tmp_path / "build/html/index.html").read_text("utf-8")
    assert "政策1" in html
    assert "1件: 政策1 子育てを支える → 目標1 こどもがまんなか" in html
    shown = ask(tmp_path, "show", "A-1-1")
    assert "引き継ぎ先（1） 政策1（A-1）として\n  目標1 こどもがまんなか B-1" in shown.stdout
    added = ask(tmp_path, "new", "事業", "--under", "A-1", "--title", "学童", "--years", "R6")
    assert ":id: A-1-2" in added.stdout
    assert ask(tmp_path, "build").returncode == 0


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
    (new,) = [line for line in ours if line.startswith("new")]
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
