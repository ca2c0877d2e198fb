"""`plantrace diff`: what changed between two versions of the plan, and what that touches."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from plantrace.diff.sides import Side

FORMATS = ("markdown", "html", "json")


def add_to(commands: Any) -> None:
    """Add the command to the subcommands of a parser."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "diff",
        help="2つの版を比べ、変わったこととその影響を示す",
        description="版は、gitの版（ブランチ・タグ・コミット）か needs.json で書きます。",
    )
    add = parser.add_argument
    add("base", nargs="?", default="", metavar="前の版", help="書かなければ、mainとの分かれ目")
    add("head", nargs="?", default="", metavar="後の版", help="書かなければ、作業中のファイル")
    add("--merge-base", action="store_true", help="前の版の代わりに、2つの版の分かれ目と比べる")
    add("--format", choices=FORMATS, default=FORMATS[0], help="出力の形式（markdown）")
    add("--output", type=Path, metavar="ファイル", help="書き出す先（書かなければ画面）")
    add("--full", default="", metavar="場所", help="長すぎて省いたとき、全体がどこにあるか")
    add("--exit-code", action="store_true", help="内容に変更があれば、終了コードを1にする")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0 done, 1 with `--exit-code` when something of substance changed, 2 could not do it."""
    from plantrace.diff import compare
    from plantrace.diff.git import SideError

    root = Path.cwd()
    try:
        before, after = _sides(root, arguments)
    except SideError as error:
        print(error, file=sys.stderr)
        return 2
    diff = compare(before.graph, after.graph)
    text = _write(root, arguments, before, after, diff)
    if arguments.output is None:
        if not sys.stdout.isatty():  # a file or another program: UTF-8, whatever the system's is
            sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # any text stream
        sys.stdout.write(text)
    else:
        try:
            arguments.output.parent.mkdir(parents=True, exist_ok=True)
            arguments.output.write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            print(f"{arguments.output} に書けません（{error.strerror}）。", file=sys.stderr)
            return 2
        print(f"{arguments.output.as_posix()} に書きました。", file=sys.stderr)
    return int(arguments.exit_code and diff.changes.substance)


def _sides(root: Path, arguments: argparse.Namespace) -> tuple[Side, Side]:
    from concurrent.futures import ThreadPoolExecutor

    from plantrace.diff import git, sides

    base, head = arguments.base, arguments.head
    if not sides.is_file(base) and (arguments.merge_base or not base):
        other = "HEAD" if not head or sides.is_file(head) else head
        base = git.merge_base(root, base or git.trunk(root), other)
    with ThreadPoolExecutor(2) as pool:  # each may wait for a build of its own
        before, after = pool.map(lambda argument: sides.load(root, argument), (base, head))
    return before, after


def _write(root: Path, arguments: argparse.Namespace, before: Side, after: Side, diff: Any) -> str:
    from plantrace.diff import git
    from plantrace.diff.report import report

    edited = None
    if before.commit and not after.file:
        edited = git.edited(root, before.commit, after.commit)
    words = report(diff, before, after, edited)
    if arguments.format == "html":
        from plantrace.diff.html import html

        return html(words)
    if arguments.format == "json":
        from plantrace.diff.as_json import as_json

        return as_json(diff, words, before, after, edited)
    from plantrace.diff.markdown import markdown

    return markdown(words, full=arguments.full)
