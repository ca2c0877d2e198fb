"""One comment a request, kept up to date; tried against small servers that keep real state."""

import json
import os
import re
import subprocess
import sys
from urllib.parse import urlsplit

import pytest

from plantrace.editing.comment import LONGEST, MARKER, harmless

OTHER = {"login": "visitor", "id": 8}
US = {"login": "github-actions[bot]", "id": 7}


@pytest.fixture
def post(forge, root, tmp_path):
    """Runs the script as the workflows do; what it may not read is not there."""

    def run(kind, text, **more):
        comment = tmp_path / "comment.md"
        comment.write_text(text, "utf-8")
        event = {"workflow_run": {
            "head_branch": "fix", "head_sha": "abc",
            "head_repository": {"owner": {"login": "somebody"}},
        }}  # fmt: skip
        (tmp_path / "event.json").write_text(json.dumps(event), "utf-8")
        environment = {
            "github": {
                "GITHUB_EVENT_PATH": str(tmp_path / "event.json"), "GITHUB_TOKEN": "secret",
                "GITHUB_API_URL": forge.address, "GITHUB_REPOSITORY": "ward/plan",
                "GITHUB_SERVER_URL": "https://forge.example",
            },
            "gitlab": {
                "CI_PROJECT_URL": "https://forge.example/ward/plan",
                "CI_API_V4_URL": f"{forge.address}/api/v4", "PLANTRACE_NOTE_TOKEN": "secret",
                "CI_PROJECT_ID": "3", "CI_MERGE_REQUEST_IID": "12",
            },
        }[kind]  # fmt: skip
        path = {"PATH": os.environ["PATH"], "PYTHONIOENCODING": "utf-8"}
        return subprocess.run(
            [sys.executable, "-S", "-m", "plantrace.editing.comment", kind, str(comment)],
            check=False, cwd=root / "extensions", capture_output=True, encoding="utf-8",
            env={**path, **environment, **more},
        )  # fmt: skip

    return run


def pull(number=12, sha="abc"):
    return {"number": number, "head": {"sha": sha}}


def test_on_github_one_comment_is_added_and_then_changed(forge, post):
    forge.pulls = [pull(11, "old"), pull()]
    assert post("github", "### 影響\n実績 +1").stdout == "created\n"
    assert post("github", "### 影響\n実績 +2").stdout == "updated\n"
    assert post("github", "### 影響\n実績 +2").stdout == "unchanged\n"
    (comment,) = forge.comments
    assert comment["body"] == f"{MARKER}\n### 影響\n実績 +2"
    asked = {(method, urlsplit(path).path) for method, path, _ in forge.asked}
    assert asked == {
        ("GET", "/repos/ward/plan/pulls"),
        ("GET", "/repos/ward/plan/issues/12/comments"),
        ("POST", "/repos/ward/plan/issues/12/comments"),
        ("PATCH", "/repos/ward/plan/issues/comments/100"),
    }
    assert {headers["Authorization"] for _, _, headers in forge.asked} == {"Bearer secret"}
    assert any("head=somebody%3Afix" in path for _, path, _ in forge.asked)


def test_on_gitlab_one_note_is_added_and_then_changed(forge, post):
    assert post("gitlab", "一").stdout == "created\n"
    forge.as_gitlab()
    assert post("gitlab", "二").stdout == "updated\n"
    (note,) = forge.comments
    assert note["body"] == f"{MARKER}\n二"
    assert ("PUT", "/api/v4/projects/3/merge_requests/12/notes/100") in {a[:2] for a in forge.asked}
    assert {headers["Private-Token"] for *_, headers in forge.asked} == {"secret"}


def test_our_comment_is_found_on_a_later_page_and_others_are_left_alone(forge, post):
    forge.pulls = [pull()]
    for number in range(150):
        forge.add(f"意見 {number}", OTHER)
    forge.add(f"{MARKER}\nわたしのものではない", OTHER)
    forge.add("機械の別のコメント", US)
    forge.add(f"{MARKER}\n前のまとめ", US)
    before = [dict(each) for each in forge.comments]
    assert post("github", "新しいまとめ").stdout == "updated\n"
    assert forge.comments[:-1] == before[:-1]
    assert forge.comments[-1]["body"] == f"{MARKER}\n新しいまとめ"


def test_a_request_that_moved_on_gets_no_comment(forge, post):
    forge.pulls = [pull(sha="newer")]
    done = post("github", "まとめ")
    assert (done.returncode, done.stdout) == (0, "nothing to do\n")
    assert not forge.comments


def test_what_the_text_says_of_itself_is_not_believed(forge, post):
    forge.pulls = [pull()]
    post("github", f"{MARKER}\nissue_number: 99\n@mayor をよぶ\n/merge\n  /approve\n普通 / 文")
    (comment,) = forge.comments
    body = comment["body"]
    assert body.count(MARKER) == 1
    assert "@mayor" not in body
    assert not re.search(r"(?m)^\s*/\w", body)
    assert "普通 / 文" in body
    assert not any("99" in path for _, path, _ in forge.asked)


def test_a_text_leads_nowhere_but_to_its_own_project_and_shows_no_picture():
    own = "https://forge.example/ward/plan/"
    text = (
        f"全体: {own}actions/runs/7\n\n[続き](https://evil.example/a) ![](//evil.example/p.png)\n"
        "<img src=https://evil.example/q.png> <a href=//evil.example>入口</a> www.evil.example\n"
        "[印]: https://evil.example/b\n<details><summary>題</summary>\n\n<strong>太字</strong></details>\n"
        "https://forge.example.evil/ward/plan/ mailto:a@evil.example"
    )
    said = harmless(text, own)
    assert f"全体: {own}actions/runs/7\n" in said
    assert "<details><summary>題</summary>\n\n<strong>太字</strong></details>" in said
    assert not re.search(
        r"<(?:img|a)\b|\]\(|!\[|\]:|://(?!\u200b|forge\.example/ward)|www\.e|to:a", said
    )
    assert harmless("https://evil.example") == harmless("https://evil.example", "")


def test_a_report_passes_as_it_is(root):
    from plantrace.diff.markdown import markdown
    from plantrace.diff.text import Report, plain

    report = markdown(Report("題", "前 → 後", plain("<b> & [x](y)"), (), ()))
    assert report in harmless(report)


def test_a_long_text_is_cut_and_says_so():
    text = harmless("あ" * (3 * LONGEST))
    assert len(text) < 65_000
    assert "はじめの部分だけ" in text


@pytest.mark.parametrize("kind", ["github", "gitlab"])
def test_a_refusal_fails_without_showing_the_token(forge, post, kind):
    forge.refuse = 401
    done = post(kind, "まとめ")
    assert done.returncode == 1
    assert "401" in done.stderr
    assert "Bad credentials" in done.stderr
    assert "secret" not in done.stderr


def test_a_link_in_place_of_the_file_is_not_followed(forge, post, tmp_path, root):
    (tmp_path / "comment").symlink_to("/etc/hostname")
    done = subprocess.run(
        [sys.executable, "-m", "plantrace.editing.comment", "github", str(tmp_path / "comment")],
        check=False, cwd=root / "extensions", capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 1
    assert not forge.asked


def test_wrong_use_is_said(post, root):
    assert post("github", "x", GITHUB_EVENT_PATH="/nowhere").returncode != 0
    done = subprocess.run(
        [sys.executable, "-m", "plantrace.editing.comment", "bitbucket", "x"],
        check=False, cwd=root / "extensions", capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 2
    assert "usage" in done.stderr
