"""The command `plantrace`: thin faces over what the rooms offer. Starts in a blink.

Nothing heavy is imported before it is needed: `plantrace --help` does not wait for Sphinx.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from plantrace import japanese_arguments
from plantrace.diff import command as diff_command
from plantrace.editing.commands import add_commands
from plantrace.findings import command as check_command
from plantrace.starter import command as init_command
from plantrace.suspect import command as confirm_command

# what the builder leaves beside its work and nobody asked for
_BESIDE_THE_PDF = {"html": (), "pdf": ("_static/*", "needs.json")}


def main(words: list[str] | None = None) -> int:
    """Run one command; returns the exit code: 0 done, 1 findings, 2 could not do it."""
    for stream in (sys.stdout, sys.stderr):
        # a Windows console may not be UTF-8; a sentence with a `?` is better than a crash
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    japanese_arguments.install()
    arguments = _parser().parse_args(words)
    try:
        code: int = arguments.run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:  # `plantrace show IP-K01 | head`: nobody reads on
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        print("\n途中でやめました。", file=sys.stderr)
        return 130
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="plantrace", description="計画の資料を作る・確かめる")
    commands = parser.add_subparsers(dest="command", required=True, metavar="コマンド")
    _add_build(commands, "build", "html", "サイトを build/html/ に作る（誤りがあれば前のまま）")
    _add_build(commands, "pdf", "typst", "PDFを build/pdf/ に作る（誤りがあれば前のまま）")
    check_command.add_to(commands)
    confirm_command.add_to(commands)
    add_commands(commands)
    environment = commands.add_parser("env", help="環境（.venv）だけを用意する")
    environment.set_defaults(run=lambda _: 0)
    diff_command.add_to(commands)
    init_command.add_to(commands)
    return parser


def _add_build(commands: Any, name: str, builder: str, words: str) -> None:
    command = commands.add_parser(name, help=words)
    command.add_argument("--fresh", action="store_true", help="前回の結果を使わず、はじめから作る")
    command.add_argument("--jobs", type=int, default=1, metavar="数", help="同時に動かす数（1）")
    folder = {"html": "html", "typst": "pdf"}[builder]
    command.set_defaults(run=lambda arguments: _build(arguments, builder, folder))


def _build(arguments: argparse.Namespace, builder: str, folder: str) -> int:
    import safe_publish

    root = Path.cwd()
    site = Path("build", folder)
    if not (root / "conf.py").is_file():
        print(
            "conf.py がありません。資料のいちばん上のフォルダで実行してください。", file=sys.stderr
        )
        return 2
    request = safe_publish.BuildRequest(
        source=root / "docs",
        conf=root,
        site=root / site,
        work=root / "build" / ".work" / folder,
        builder=builder,
        jobs=arguments.jobs,
        fresh=arguments.fresh,
        unpublished=(*safe_publish.UNPUBLISHED, *_BESIDE_THE_PDF[folder]),
    )
    result = safe_publish.build(request)
    shown = site.as_posix() if (root / site).is_dir() else ""
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
    made = next((root / site).glob("*.pdf" if folder == "pdf" else "index.html"))
    print(
        f"{say[result.outcome]}（{result.duration:.1f}秒）。"
        f"{(site / made.name).as_posix()} を開いてください。"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
