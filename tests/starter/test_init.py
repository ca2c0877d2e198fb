"""What `plantrace init` writes is a project: it is built, checked, edited and compared."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib

import jsonschema
import pytest
import yaml

from plantrace.findings.catalogue import RULES

TITLE = 'みどり町 "総合" 計画 & <b>'


def ask(folder, *words):
    """Runs the command of the new project, with its own copy of the programs."""
    return subprocess.run(
        [sys.executable, "-m", "plantrace.cli", *words],
        check=False, cwd=folder, capture_output=True, encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(folder / "extensions")},
    )  # fmt: skip


@pytest.fixture(scope="module")
def town(root, tmp_path_factory):
    """A new project, built once."""
    folder = tmp_path_factory.mktemp("町 の") / "みどり 町"
    made = subprocess.run(
        [sys.executable, "-m", "plantrace.cli", "init", str(folder), "--title", TITLE],
        check=False, cwd=root, capture_output=True, encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    assert f'cd "{folder}"' in made.stdout
    built = ask(folder, "build")
    assert built.returncode == 0, built.stderr
    assert not re.search("注意|エラー", built.stderr)
    return folder


def test_every_view_shows_the_example(town):
    page = (town / "build/html/traceability.html").read_text("utf-8")
    text = re.sub("<[^>]+>", "", page)
    assert "「引き継ぎ先」の記載がない事業（1）：1-2" in text
    assert "記載なし（建てかえが終わったため。）" in text
    heads = re.findall(r"<th[^>]*>([^<]*)</th>", page)
    assert "実績 評価 引き継ぎ先" in " ".join(heads)
    assert len(re.findall("<svg", page)) > 2
    index = (town / "build/html/index.html").read_text("utf-8")
    assert "<h1>みどり町 &quot;総合&quot; 計画 &amp; &lt;b&gt;" in index
    assert (town / "build/html/download/plan.pdf").read_bytes().startswith(b"%PDF")


def test_its_metamodel_follows_the_schema_of_the_editor(town):
    settings = json.loads((town / ".vscode/settings.json").read_text("utf-8"))
    (path,) = settings["evenBetterToml.schema.associations"].values()
    schema = json.loads((town / path).read_text("utf-8"))
    jsonschema.validate(tomllib.loads((town / "ubproject.toml").read_text("utf-8")), schema)
    snippets = json.loads((town / ".vscode/plantrace.code-snippets").read_text("utf-8"))
    assert list(snippets) == ["計画", "政策", "事業", "実績", "評価"]


def test_nothing_of_this_project_is_in_it(town):
    for path in town.rglob("*"):
        inside = path.relative_to(town).parts[0]
        if path.is_file() and inside not in ("build", "extensions"):
            text = path.read_text("utf-8")
            assert not re.search("江東|IP-|DX-|こうとう|個別施策|informatization", text), path
    assert not (town / "tests").exists()


def test_the_workflows_ask_for_no_tests(town):
    for name in (".github/workflows/pull-request.yml", ".gitlab-ci.yml"):
        text = (town / name).read_text("utf-8")
        loaded = yaml.safe_load(text)
        assert "make test" not in text
        assert {"site"} <= loaded.get("jobs", loaded).keys()
    assert (town / ".gitlab-ci.yml").read_text("utf-8").count("\ncomment:") == 1


def test_its_guide_can_be_followed(town):
    guide = (town / "docs/guide/index.md").read_text("utf-8")
    (line,) = re.findall(r"^python3 -m plantrace (new .*)$", guide, re.M)
    for stands, word in (("種類", "実績"), ("1つ上の項目の番号", "A-2-1")):
        assert stands in line
        line = line.replace(stands, word)
    words = [word.strip('"') for word in line.split()]
    made = ask(town, *words, "--years", "R6", "--dry-run")
    assert made.returncode == 0, made.stderr
    assert ":id: A-2-1-A02" in made.stdout
    assert ask(town, "check").stdout.startswith("誤りはありません")
    assert "事業1-1 保育の質を高める" in ask(town, "show", "A-1-1").stdout
    assert ask(town, "new", "事業", "--under", "B-1", "--dry-run").returncode == 0


def test_its_guide_names_nothing_that_goes_with_the_example(town):
    for page in (town / "docs/guide").glob("*.md"):
        text = page.read_text("utf-8")
        assert not re.search(r":::\{[a-z]|前期計画|後期計画", text), page
    guide = (town / "docs/guide/index.md").read_text("utf-8")
    assert not re.search(r"\b[AB]-\d", guide)


def test_its_page_of_the_checks_has_every_check(town):
    text = (town / "docs/guide/findings.md").read_text("utf-8")
    assert set(re.findall(r"^\(finding-(.+)\)=$", text, re.M)) == RULES
    assert set(re.findall(r"^`([\w-]+)`（(?:エラー|注意)）：", text, re.M)) == RULES
    assert not re.search(r"直す前|直した後|\n\n\n|`{4}|例の `", text)


def test_a_link_is_confirmed_from_the_first_day(town, tmp_path):
    folder = tmp_path / "写し"
    shutil.copytree(town, folder, ignore=shutil.ignore_patterns("build"))
    made = ask(folder, "confirm", "A-1-1")
    assert made.returncode == 0, made.stderr
    page = folder / "docs/plans/second.md"
    page.write_text(page.read_text("utf-8").replace("保育の質を高める", "保育をかえる"), "utf-8")
    assert "[suspect-link]" in ask(folder, "check").stdout


def test_its_settings_say_what_a_comment_says(town, tmp_path):
    """The period that stands there as a comment is one that can be switched on."""
    folder = tmp_path / "写し"
    shutil.copytree(town, folder, ignore=shutil.ignore_patterns("build"))
    toml = folder / "ubproject.toml"
    text = re.sub(r"(?m)^# (\[plantrace\.periods\]|A = )", r"\1", toml.read_text("utf-8"))
    toml.write_text(text, "utf-8")
    assert ask(folder, "check").stdout.startswith("誤りはありません")
    toml.write_text(text.replace('"R3-R7"', '"R13-R17"'), "utf-8")
    assert ask(folder, "check").stdout.count("[outside-period]") == 1


def test_plain_sphinx_builds_it_as_its_readme_says(root, town, tmp_path):
    pages = (town / "README.md", root / "README.md", root / "docs/guide/adopt.md")
    command = re.compile(r"\.venv/bin/sphinx-build (.+?) build/sphinx")
    (words,) = {each for page in pages for each in command.findall(page.read_text("utf-8"))}
    made = subprocess.run(
        [sys.executable, "-m", "sphinx.cmd.build", "-W", *words.split(), str(tmp_path / "out")],
        check=False, cwd=town, capture_output=True, encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(town / "extensions")},
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    assert (tmp_path / "out/index.html").is_file()


@pytest.mark.parametrize("words", [[], ["--title", " "]])
def test_a_title_is_asked_for(root, tmp_path, words):
    done = subprocess.run(
        [sys.executable, "-m", "plantrace.cli", "init", str(tmp_path / "町"), *words],
        check=False, cwd=root, capture_output=True, encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert done.returncode == 2
    assert "--title" in done.stderr
    assert not (tmp_path / "町").exists()


def test_what_is_there_is_left_alone(root, tmp_path):
    (tmp_path / "有.txt").write_text("x", "utf-8")
    inside = tmp_path / ".." / os.path.relpath(root / "docs/新", tmp_path.parent)
    for place in (tmp_path, tmp_path / "有.txt", root / "docs/新", inside):
        done = subprocess.run(
            [sys.executable, "-m", "plantrace.cli", "init", str(place), "--title", "題"],
            check=False, cwd=root, capture_output=True, encoding="utf-8",
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        )  # fmt: skip
        assert done.returncode == 2
        assert re.fullmatch(r".*(もう何かがあります|この資料の中です).*\n", done.stderr)
    assert not (root / "docs/新").exists()
