"""Mistakes in conf.py: one finding on the line, in Japanese, and the site stays as it was."""

import os
import re
import shlex
import subprocess
import sys

import pytest

from safe_publish import Outcome

MISTAKES = {
    "a quote is missing": ('language = "ja\n', '引用符「"」が閉じられていません'),
    "curly quotes": ("language = “ja”\n", "「“」は使えません"),
    "an invisible character": ("language\u200b = 'ja'\n", "目に見えない文字（U+200B）"),
    "an open bracket": ("numbers = [1, 2\n", "ここで始まる括弧が閉じられていません"),
    "a conflict": ("<<<<<<< HEAD\n", "二つの変更を区切った印"),
    "nonsense": ("1 2 3\n", "この行を読めません"),
    "no quotes": ("language = ja\n", "「ja」という名前はありません"),
    "an exit": ("raise SystemExit(3)\n", "この行を消してください"),
    "a failure": ("numbers = 1 / 0\n", "この行を実行できません（ZeroDivisionError"),
    "an import": ("import nowhere_at_all\n", "「nowhere_at_all」というプログラムがありません"),
    "an extension": ("extensions.append('myst_parsre')\n", "「myst_parsre」という拡張はありません"),
    "a theme": ("html_theme = 'plann'\n", "「plann」というテーマはありません"),
    "a kind": (
        "extensions += ['safe_publish']; html_css_files = 5\n",
        "「html_css_files」の値の種類が違います",
    ),
    "another kind": ("myst_heading_anchors = '3'\n", "「myst_heading_anchors」の値を確かめて"),
    "a name": ("html_copy_soruce = False\n", "「html_copy_source」ではありませんか"),
    "a folder": ("html_static_path = ['nowhere']\n", "「nowhere」がありません"),
    "a style": ("html_css_files = ['nai.css']\n", "「nai.css」がありません"),
    "the first page": ("root_doc = 'indx'\n", "最初のページ「docs/indx.md」がありません"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_in_conf_py_is_one_finding_on_its_line(name, project):
    project.build()
    site = project.snapshot()
    before = (project.root / "conf.py").read_text("utf-8")
    written, said = MISTAKES[name]
    project.add("conf.py", f"\n{written}")
    results = [project.build(), project.build()]
    for result in results:
        assert result.outcome is Outcome.REFUSED
        (finding,) = result.findings
        assert (finding.path, finding.line) == ("conf.py", before.count("\n") + 2)
        assert said in finding.message
        assert not re.search(r"[a-z]+ [a-z]+ [a-z]+ [a-z]+ [a-z]+", finding.message)
    assert results[0].findings == results[1].findings
    assert project.snapshot() == site
    project.write("conf.py", before)
    assert project.build().ok


def test_the_folder_of_conf_py_named_as_the_source_is_told_apart(project):
    """Plain Sphinx, as those who know it start it; then again as the sentence says."""
    project.add("conf.py", "\nextensions.append('safe_publish')\n")
    project.write(".venv/page.md", "no page of ours\n")

    def sphinx(words):
        command = [sys.executable, "-m", "sphinx.cmd.build", *words]
        return subprocess.run(
            command, check=False, cwd=project.root, capture_output=True, encoding="utf-8",
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        )  # fmt: skip

    told = sphinx([".", "out"])
    assert told.returncode == 1
    sentence, command = told.stderr.splitlines()
    assert sentence == "資料は、フォルダ「docs」の中にあります。次のように実行してください。"
    assert not any((project.root / "out").iterdir())
    program, *words = shlex.split(command)
    assert program == "sphinx-build"
    assert sphinx(words).returncode == 0
    assert (project.root / "out/index.html").is_file()


def test_helpers_in_conf_py_are_no_mistakes(project):
    project.add(
        "conf.py", "\nimport sys\n\nhtml = sys.version\nour_pages = []\ntitle = project = 'x'\n"
    )
    assert project.build().ok


def test_what_the_system_refuses_is_said_in_japanese(project):
    project.build()
    site = project.snapshot()
    work = project.root / "build" / ".work"
    work.rename(project.root / "aside")
    work.write_text("", "utf-8")
    refused = project.build()
    assert refused.outcome is Outcome.FAILED
    assert "フォルダーのはずの場所にファイルがあります" in refused.problem
    assert refused.exception == ""
    work.unlink()
    (project.root / "docs").rename(project.root / "moved")
    assert project.build().problem == "「docs」というフォルダーがありません。"
    assert project.snapshot() == site


# The superuser may read everything, until the right to is taken away.
AS_ANYBODY = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"]


@pytest.mark.parametrize("name", ["docs/b.md", "docs/part"])
def test_what_may_not_be_read_stops_the_build(project, name):
    project.write("docs/part/c.md", "---\norphan: true\n---\n# c\n")
    build = [sys.executable, "-m", "plantrace.cli", "build"]
    (project.root / name).chmod(0)
    try:
        done = subprocess.run(
            [*(AS_ANYBODY if os.geteuid() == 0 else []), *build],
            check=False,
            cwd=project.root,
            capture_output=True,
            encoding="utf-8",
        )
    finally:
        (project.root / name).chmod(0o755)
    assert done.returncode == 2
    assert "読み書きする権限がありません" in done.stderr
    assert "Traceback" not in done.stderr


def test_another_encoding_is_said(project):
    project.write("conf.py", "project = '計画'\n".encode("cp932"))
    (finding,) = project.build().findings
    assert finding.path == "conf.py"
    assert "UTF-8 ではありません" in finding.message
