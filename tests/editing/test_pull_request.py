"""A proposal from edit to merge on a scratch repository, by the workflow's own steps."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from plantrace.editing.comment import MARKER

EXPRESSION = re.compile(r"\$\{\{\s*([\w.]+)\s*\}\}")


@pytest.fixture
def repository(project, git):
    """The small plan, recorded on `main`."""
    (project / ".gitignore").write_text("/build/\n/comment/\n/report/\n__pycache__/\n", "utf-8")
    git(project, "init", "-q", "-b", "main")
    git(project, "add", ".")
    git(project, "commit", "-q", "-m", "はじめ")
    return project


@pytest.fixture
def proposal(repository, root):
    """Runs the steps of `pull-request.yml` that are commands: (step that failed, all output)."""
    text = (root / ".github/workflows/pull-request.yml").read_text("utf-8")
    steps = [step for step in yaml.safe_load(text)["jobs"]["site"]["steps"] if "run" in step]

    def run():
        base = output(repository, "git", "merge-base", "main", "HEAD")
        values = {
            "github.event.pull_request.base.sha": base,
            "github.server_url": "https://forge.example.jp",
            "github.repository": "ward/plan",
            "github.run_id": "1",
        }
        failed, said = "", ""
        for step in steps:
            if failed and step.get("if") != "always()":
                continue
            given = {name: EXPRESSION.sub(lambda m: values[m[1]], text)
                     for name, text in step.get("env", {}).items()}  # fmt: skip
            done = subprocess.run(
                ["bash", "-e", "-c", step["run"]], check=False, cwd=repository,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
                env={**os.environ, **given, "PYTHONIOENCODING": "utf-8",
                     "GITHUB_STEP_SUMMARY": str(repository / "build/summary.md"),
                     "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"},
            )  # fmt: skip
            said += done.stdout
            failed = failed or (step["name"] if done.returncode else "")
        return failed, said

    return run


def output(folder, *words):
    done = subprocess.run(words, cwd=folder, check=True, capture_output=True, encoding="utf-8")
    return done.stdout.strip()


@pytest.fixture
def comment(repository, root, forge):
    """Posts what the proposal left, as `comment.yml` does."""

    def post():
        head = output(repository, "git", "rev-parse", "HEAD")
        forge.pulls = [{"number": 12, "head": {"sha": head}}]
        owner = {"owner": {"login": "somebody"}}
        run = {"head_branch": "fix", "head_sha": head, "head_repository": owner}
        event = repository / "build/event.json"
        event.write_text(json.dumps({"workflow_run": run}), "utf-8")
        words = ["-m", "plantrace.editing.comment", "github", repository / "comment/comment.md"]
        environment = {
            "GITHUB_EVENT_PATH": str(event), "GITHUB_TOKEN": "secret",
            "GITHUB_API_URL": forge.address, "GITHUB_REPOSITORY": "ward/plan",
            "GITHUB_SERVER_URL": "https://forge.example",
        }  # fmt: skip
        subprocess.run(
            [sys.executable, *words], cwd=root / "extensions", check=True, capture_output=True,
            env={**os.environ, **environment},
        )  # fmt: skip

    return post


@pytest.mark.slow
def test_a_proposal_from_edit_to_merge(repository, proposal, comment, forge, git):
    page = repository / "docs/step-01.md"
    git(repository, "switch", "-q", "-c", "fix")

    # a mistake: the check says the line, and the comment that there is nothing to see yet
    good = page.read_text("utf-8")
    page.write_text(good.replace("（R3）", "（R4）").replace(": R3", ": Ｒ４"), "utf-8")
    git(repository, "commit", "-q", "-a", "-m", "年度を直した")
    failed, said = proposal()
    assert failed == "書き方を確かめる"
    assert re.search(r"(?m)^::error file=docs/step-01\.md,line=21\b.*「R4」と書いてください", said)
    assert not (repository / "build/html").exists()
    comment()
    assert "書き方に誤りがある" in forge.comments[0]["body"]

    # put right: the same comment now says what the proposal changes
    page.write_text(good.replace("（R3）", "（R4）").replace(": R3", ": R4"), "utf-8")
    git(repository, "commit", "-q", "-a", "-m", "年度の書き方を直した")
    failed, said = proposal()
    assert not failed, said
    comment()
    (posted,) = forge.comments
    body = posted["body"]
    assert body.startswith(MARKER)
    assert "計画のつながりへの影響" in body
    assert "年度の変更 1" in body
    assert "OP-K01-A01" in body
    assert (repository / "build/summary.md").read_text("utf-8").endswith(body.split("\n", 1)[1])
    assert "<html" in (repository / "report/diff.html").read_text("utf-8")

    # merged: the site of main shows it
    git(repository, "switch", "-q", "main")
    git(repository, "merge", "-q", "--no-ff", "-m", "年度の訂正を取り込む", "fix")
    output(repository, sys.executable, "-m", "plantrace.cli", "build")
    assert "導入（R4）" in (repository / "build/html/step-01.html").read_text("utf-8")
