"""The command `plantrace`: thin faces over what the rooms offer. Starts in a blink.

Nothing heavy is imported before it is needed: `plantrace --help` does not wait for Sphinx.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from plantrace.diff import command as diff_command
from plantrace.editing.commands import add_commands
from plantrace.findings import command as check_command
from plantrace.suspect import command as confirm_command


def main(words: list[str] | None = None) -> int:
    """Run one command; returns the exit code: 0 done, 1 findings, 2 could not do it."""
    for stream in (sys.stdout, sys.stderr):
        # a Windows console may not be UTF-8; a sentence with a `?` is better than a crash
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    arguments = _parser().parse_args(words)
    code: int = arguments.run(arguments)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="plantrace", description="計画の資料を作る・確かめる")
    commands = parser.add_subparsers(dest="command", required=True, metavar="コマンド")
    build = commands.add_parser("build", help="サイトを build/html/ に作る（誤りがあれば前のまま）")
    build.add_argument("--fresh", action="store_true", help="前回の結果を使わず、はじめから作る")
    build.add_argument("--jobs", type=int, default=1, metavar="数", help="同時に動かす数（1）")
    build.set_defaults(run=_build)
    check_command.add_to(commands)
    confirm_command.add_to(commands)
    add_commands(commands)
    environment = commands.add_parser("env", help="環境（.venv）だけを用意する")
    environment.set_defaults(run=lambda _: 0)
    diff_command.add_to(commands)
    return parser


def _build(arguments: argparse.Namespace) -> int:
    import safe_publish

    root = Path.cwd()
    site = Path("build", "html")
    if not (root / "conf.py").is_file():
        print(
            "conf.py がありません。資料のいちばん上のフォルダで実行してください。", file=sys.stderr
        )
        return 2
    request = safe_publish.BuildRequest(
        source=root / "docs",
        conf=root,
        site=root / site,
        work=root / "build" / ".work" / "html",
        jobs=arguments.jobs,
        fresh=arguments.fresh,
    )
    result = safe_publish.build(request)
    shown = f"{site.as_posix()}" if (root / site).is_dir() else ""
    colour = safe_publish.wants_colour(sys.stderr)
    if result.findings:
        print(safe_publish.render(result.findings, root, shown, colour), file=sys.stderr)
    if result.problem:
        print(result.exception, result.problem, sep="\n", file=sys.stderr)
        return 2
    if not result.ok:
        return 1
    say = {
        safe_publish.Outcome.PUBLISHED: f"{len(result.changed)}個のファイルを新しくしました",
        safe_publish.Outcome.UNCHANGED: "変わったところはありません",
    }
    index = (site / "index.html").as_posix()
    print(f"{say[result.outcome]}（{result.duration:.1f}秒）。{index} を開いてください。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
