"""One comment at a pull request (GitHub) or merge request (GitLab), written anew at every run.

    python3 -m plantrace.editing.comment github comment.md
    python3 -m plantrace.editing.comment gitlab comment.md

Only the standard library and this file: the job that holds the token installs and runs nothing
else. The text was made from somebody's branch and is not trusted: it is cut to what a forge takes,
it calls nobody (`@name`), and it gives no orders (GitLab obeys lines such as `/merge`). Which pull
request it belongs to is never read from it, but from what the forge says of the run.
"""

from __future__ import annotations

import json
import os
import re
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MARKER = "<!-- plantrace: this comment is updated at every run -->"
LONGEST = 60_000
"""characters; GitHub takes 65,536"""
CUT = "長いので、はじめの部分だけを載せています。\n\n"
PER_PAGE = 100
PATIENCE = 30.0
"""seconds"""
BOT = "github-actions[bot]"
# What the report writes itself, and nothing else, may be a tag.
_TAG = re.compile(r"<(?!/?(?:details|summary|sub|strong|span|br)>|!-- plantrace-diff -->)")
_ADDRESS = re.compile(r"(?P<scheme>\b[a-z][a-z0-9+.-]*://|\bwww\.|\bmailto:)(?P<rest>\S*)", re.I)


class CommentError(Exception):
    """The comment could not be written; the message says why."""


@dataclass(frozen=True, slots=True)
class Thread:
    """Where the comments of one request are; `author` tells ours from those of others."""

    comments: str
    """address to list and to add"""
    comment: str
    """address of one, with `{id}`"""
    update: str
    """the method that changes one"""
    author: Mapping[str, Any]
    headers: Mapping[str, str]
    own: str
    """how addresses begin that a comment may lead to"""


def read(path: Path) -> str:
    """The text of a file that others have made. Raises CommentError."""
    if path.is_symlink() or not path.is_file():
        raise CommentError(f"{path} がありません。")
    with path.open("rb") as file:
        return file.read(4 * LONGEST).decode("utf-8", "replace")


def harmless(text: str, own: str = "") -> str:
    """The text as it is posted: marked as ours, not too long, calling and ordering nobody.

    It shows no pictures and leads nowhere but to addresses that begin with `own`.
    """
    text = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", text.replace("\r\n", "\n"))
    text = text.replace(MARKER, "")
    text = re.sub(r"@(?=\w)", "@\u200b", text)
    text = re.sub(r"(?m)^(\s*)/(?=\w)", "\\1\u200b/", text)
    text = _TAG.sub("&lt;", text).replace("](", "]\u200b(").replace("![", "!\u200b[")
    text = _ADDRESS.sub(lambda match: _unlinked(match, own), text.replace("]:", "]\u200b:"))
    if len(text) > LONGEST:
        text = CUT + text[:LONGEST]
    return f"{MARKER}\n{text}"


def _unlinked(match: re.Match[str], own: str) -> str:
    """An address as it is where it is one of ours, else as text that is no link."""
    ours = bool(own) and match[0].startswith(own)
    return match[0] if ours else f"{match['scheme']}\u200b{match['rest']}"


def upsert(thread: Thread, text: str) -> str:
    """Change our comment, or add it; returns `created`, `updated` or `unchanged`."""
    body = harmless(text, thread.own)
    for comment in _pages(thread):
        ours = thread.author.items() <= comment.get("user", comment.get("author", {})).items()
        if ours and str(comment["body"]).startswith(MARKER):
            if comment["body"].strip() == body.strip():  # forges strip what they store
                return "unchanged"
            _ask(thread.update, thread.comment.format(id=comment["id"]), thread.headers, body)
            return "updated"
    _ask("POST", thread.comments, thread.headers, body)
    return "created"


def _pages(thread: Thread) -> Iterator[Mapping[str, Any]]:
    page = 1
    while True:
        address = f"{thread.comments}?per_page={PER_PAGE}&page={page}"
        found = _ask("GET", address, thread.headers)
        yield from found
        if len(found) < PER_PAGE:
            return
        page += 1


def _ask(method: str, address: str, headers: Mapping[str, str], body: str | None = None) -> Any:
    data = None if body is None else json.dumps({"body": body}).encode()
    request = urllib.request.Request(address, data, {**headers}, method=method)
    request.add_header("Content-Type", "application/json")
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return json.loads(answer.read() or b"null")
    except urllib.error.HTTPError as error:
        reason = error.read(500).decode("utf-8", "replace")
        raise CommentError(f"{method} {address}: {error.code} {reason}") from error
    except (OSError, ValueError) as error:
        raise CommentError(f"{method} {address}: {error}") from error


def github(environment: Mapping[str, str]) -> Thread | None:
    """The pull request that a `workflow_run` was about; None when it is closed or has moved on.

    A run for a fork names no pull request, so it is found by the branch and commit that GitHub
    itself says the run was made from.
    """
    event = json.loads(Path(environment["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8"))
    run = event["workflow_run"]
    repository = f"{environment['GITHUB_API_URL']}/repos/{environment['GITHUB_REPOSITORY']}"
    headers = {
        "Authorization": f"Bearer {environment['GITHUB_TOKEN']}",
        "Accept": "application/vnd.github+json",
    }
    branch = f"{run['head_repository']['owner']['login']}:{run['head_branch']}"
    asked = urllib.parse.urlencode({"state": "open", "head": branch})
    pulls = _ask("GET", f"{repository}/pulls?{asked}", headers)
    number = next((p["number"] for p in pulls if p["head"]["sha"] == run["head_sha"]), None)
    if number is None:
        return None
    return Thread(
        comments=f"{repository}/issues/{number}/comments",
        comment=f"{repository}/issues/comments/{{id}}",
        update="PATCH",
        author={"login": BOT},
        headers=headers,
        own=f"{environment['GITHUB_SERVER_URL']}/{environment['GITHUB_REPOSITORY']}/",
    )


def gitlab(environment: Mapping[str, str]) -> Thread:
    """The merge request that the pipeline runs for."""
    api = environment["CI_API_V4_URL"]
    headers = {"PRIVATE-TOKEN": environment["PLANTRACE_NOTE_TOKEN"]}
    project, number = environment["CI_PROJECT_ID"], environment["CI_MERGE_REQUEST_IID"]
    notes = f"{api}/projects/{project}/merge_requests/{number}/notes"
    return Thread(
        comments=notes,
        comment=f"{notes}/{{id}}",
        update="PUT",
        author={"id": _ask("GET", f"{api}/user", headers)["id"]},
        headers=headers,
        own=f"{environment['CI_PROJECT_URL']}/",
    )


FORGES = {"github": github, "gitlab": gitlab}


def main(words: list[str]) -> int:
    """0 done or nothing to do, 1 the forge refused, 2 wrong use."""
    if len(words) != 2 or words[0] not in FORGES:
        print(f"usage: comment {{{'|'.join(FORGES)}}} FILE", file=sys.stderr)
        return 2
    try:
        text = read(Path(words[1]))
        thread = FORGES[words[0]](os.environ)
        print("nothing to do" if thread is None else upsert(thread, text))
    except KeyError as error:
        print(f"{error} がありません。", file=sys.stderr)
        return 2
    except CommentError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
