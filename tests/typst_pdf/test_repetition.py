"""The same document is the same PDF, and is set only when something changed."""

import os
import subprocess

TEXT = "# 題\n\n本文[^a]。{ref}`there`\n\n[^a]: 脚注。\n\n(there)=\n## 節\n\n![箱](picture.svg)\n"


def test_two_clean_builds_are_the_same_bytes(build_in, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1770000000")
    found = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        found.append(build_in(folder, {"index.md": TEXT}).path.read_bytes())
    assert found[0] == found[1]


def test_the_date_is_that_of_the_last_commit(build, tmp_path):
    env = {**os.environ, "GIT_COMMITTER_DATE": "2025-03-04T12:00:00Z"}
    for name in ("AUTHOR", "COMMITTER"):
        env |= {f"GIT_{name}_NAME": "n", f"GIT_{name}_EMAIL": "e@example.jp"}

    def git(*words):
        subprocess.run(["git", *words], cwd=tmp_path, env=env, check=True, capture_output=True)

    build(TEXT)
    git("init", "-q")
    git("add", "docs")
    git("commit", "-q", "-m", "first")
    assert "2025年03月04日" in build(TEXT).pdf.pages[0]


def test_an_unchanged_document_is_not_set_again(build):
    first = build(TEXT).path.stat().st_mtime_ns
    assert build(TEXT).path.stat().st_mtime_ns == first
    assert build(TEXT + "\n変わった。\n").path.stat().st_mtime_ns != first


def test_a_changed_style_sets_it_again(build, tmp_path):
    style = tmp_path / "style.typ"
    style.write_text("#let styles = (:)\n", encoding="utf-8")
    conf = 'typst_pdf_styles = ["style.typ"]\n'
    first = build(TEXT, conf).path.stat().st_mtime_ns
    style.write_text("#let styles = (:)\n// 変えた\n", encoding="utf-8")
    assert build(TEXT, conf).path.stat().st_mtime_ns != first
