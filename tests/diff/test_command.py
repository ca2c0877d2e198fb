"""The command on a real repository, with real builds."""

import json
import re

import pytest


def lead(result):
    assert result.returncode == 0, result.stderr
    return result.stdout.split("\n\n")[2]


def test_a_branch_against_where_it_left(make_project):
    project = make_project()
    project.git("switch", "-q", "-c", "work")
    project.edit("docs/old.md", ":fiscal_years: R2", ":fiscal_years: R2, R3")
    project.commit()
    project.edit("docs/old.md", ":continues-to: DX-I09-1\n", "")
    project.write("docs/新しい.md", "---\norphan: true\n---\n\n# 文章\n")
    before = state(project)

    first = project.diff()
    assert lead(first) == "年度の変更 1、つながり −1。"
    assert "取組9 の前身は 個別施策3 だけになります" in first.stdout
    assert "docs/新しい.md" in first.stdout
    assert state(project) == before, "the user's files, index and branches stay as they are"

    # Read once, a commit is not built again; the working tree is, and its edits show.
    project.edit("docs/old.md", "RPAの導入", "RPAの本格導入")
    second = project.diff("main", "--merge-base")
    assert lead(second) == "改題 1、年度の変更 1、つながり −1。"
    assert "main" not in second.stderr
    third = project.diff("main", "main")
    assert (lead(third), third.stderr) == ("変更はありません。", "")


def state(project):
    names = [
        path for path in project.repository.rglob("*")
        if path.is_file() and "build" not in path.parts and "objects" not in path.parts
    ]  # fmt: skip
    return {path: path.read_bytes() for path in names}, project.git("worktree", "list")


def test_a_revision_is_read_by_this_program_and_not_by_its_own(make_project):
    project = make_project()
    project.write("extensions/plantrace/__init__.py", "raise RuntimeError('old')\n")
    project.write("plantrace.py", "raise RuntimeError('old')\n")
    project.write(".gitattributes", "docs export-ignore\n")
    old = project.commit()
    project.git("rm", "-q", "-r", "extensions", "plantrace.py")
    project.edit("docs/new.md", "AIの推進", "生成AIの推進")
    project.commit()
    assert lead(project.diff(old, "HEAD")) == "改題 1。"


def test_a_side_with_mistakes_is_named_with_its_findings(make_project):
    project = make_project()
    project.edit("docs/old.md", ":fiscal_years: R2", ":fiscal_years: 去年")
    bad = project.commit()
    project.edit("docs/old.md", ":fiscal_years: 去年", ":fiscal_years: R2")
    project.commit()
    result = project.diff(bad)
    assert result.returncode == 2
    assert f"{bad[:7]}に誤りがあるので、比べられません。" in result.stderr
    assert re.search(r"^docs/old\.md:\d+: エラー: .*去年", result.stderr, re.M)
    assert result.stdout == ""


def test_files_need_no_git_and_exit_code_speaks_on_request(make_project, root):
    project = make_project()
    needs = {
        each: {"id": each, "type": "action", "title": each, "docname": "a", "lineno": 1}
        for each in ("A", "B")
    }
    for name, kept in (("one", ["A"]), ("two", ["A", "B"])):
        chosen = {each: needs[each] for each in kept}
        document = {"current_version": "1", "versions": {"1": {"needs": chosen}}}
        project.write(f"{name}.json", json.dumps(document))
    same = project.diff("one.json", "one.json", "--exit-code")
    assert (same.returncode, same.stderr) == (0, "")
    assert lead(project.diff("one.json", "two.json")) == "事項 +1。"
    out = project.root / "new" / "diff.json"
    words = ("--format", "json", "--output", out, "--exit-code")
    assert project.diff("one.json", "two.json", *words).returncode == 1
    assert [item["id"] for item in json.loads(out.read_text("utf-8"))["added"]] == ["B"]
    page = project.diff("two.json", "one.json", "--format", "html")
    assert page.stdout.startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["nowhere"], "「nowhere」という版が見つかりません。"),
        (["none.json", "none.json"], "none.json を読めません"),
        (["conf.json", "conf.json"], "conf.json は、sphinx-needs の needs.json ではありません。"),
    ],
)
def test_what_cannot_be_had_is_said(make_project, words, sentence):
    project = make_project()
    project.write("conf.json", "[]")
    result = project.diff(*words)
    assert result.returncode == 2
    assert sentence in result.stderr
    assert "Traceback" not in result.stderr


def test_a_project_may_be_a_folder_of_a_repository(make_project):
    project = make_project("資料")
    project.edit("docs/old.md", "RPAの導入", "RPAの本格導入")
    result = project.diff("HEAD", "--format", "json")
    assert json.loads(result.stdout)["lead"] == "改題 1。"
    assert json.loads(result.stdout)["edited_files"] == ["docs/old.md"]


def test_a_shallow_clone_says_how_to_get_the_rest(make_project, tmp_path):
    project = make_project()
    first = project.git("rev-parse", "HEAD")
    project.edit("docs/old.md", "RPAの導入", "RPAの本格導入")
    project.commit()
    project.git("clone", "-q", "--depth", "1", project.repository.as_uri(), str(tmp_path / "copy"))
    project.root = tmp_path / "copy"
    result = project.diff(first)
    assert result.returncode == 2
    assert "git fetch --unshallow" in result.stderr
