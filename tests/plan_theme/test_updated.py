"""When a page last changed: by git's word where there is one, else by the file's."""

import os
import subprocess
from datetime import date

import pytest

from plan_theme.updated import page_dates


def git(folder, *words, day="2026-04-01"):
    stamp = f"{day}T12:00:00+09:00"
    names = {"GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp}
    who = ["-c", "user.name=x", "-c", "user.email=x@example.invalid"]
    command = ["git", *who, "-C", str(folder), *words]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, **names})


def written(path, day):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(day)
    seconds = (date.fromisoformat(day) - date(1970, 1, 1)).days * 86400 + 12 * 3600
    os.utime(path, (seconds, seconds))
    return path


@pytest.fixture
def repository(tmp_path):
    git(tmp_path, "init", "-q")
    written(tmp_path / "docs/施策 1.md", "2020-01-01")
    written(tmp_path / "docs/sub/b.md", "2020-01-01")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "a", day="2026-04-01")
    written(tmp_path / "docs/sub/b.md", "2020-01-02")
    git(tmp_path, "commit", "-qam", "b", day="2026-05-02")
    return tmp_path


def test_a_page_has_the_day_of_the_last_commit_that_touched_it(repository):
    docs = repository / "docs"
    found = page_dates({"a": docs / "施策 1.md", "b": docs / "sub/b.md"})
    assert found == {"a": date(2026, 4, 1), "b": date(2026, 5, 2)}


def test_an_edit_that_is_not_committed_has_the_day_of_the_file(repository):
    docs = repository / "docs"
    written(docs / "施策 1.md", "2026-06-03")
    written(docs / "new.md", "2026-06-04")
    found = page_dates({"a": docs / "施策 1.md", "new": docs / "new.md", "b": docs / "sub/b.md"})
    assert found == {"a": date(2026, 6, 3), "new": date(2026, 6, 4), "b": date(2026, 5, 2)}


def test_without_git_the_day_of_the_file(tmp_path):
    assert page_dates({"a": written(tmp_path / "a.md", "2026-06-03")}) == {"a": date(2026, 6, 3)}


def test_a_page_that_is_gone_has_no_day(tmp_path):
    assert page_dates({"a": tmp_path / "a.md"}) == {}
    assert page_dates({}) == {}


def test_a_shallow_clone_does_not_say_one_day_for_all(repository, tmp_path_factory):
    copy = tmp_path_factory.mktemp("shallow") / "copy"
    git(repository, "clone", "-q", "--depth", "1", f"file://{repository}", str(copy))
    path = written(copy / "docs/sub/b.md", "2020-01-02")
    assert page_dates({"b": path}) == {"b": date(2020, 1, 2)}
