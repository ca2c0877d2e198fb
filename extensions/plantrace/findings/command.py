"""`plantrace check`: what a build would say, in a second or two, and nothing is written."""

from __future__ import annotations

import argparse
import contextlib
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from safe_publish import BuildResult, Finding

DOCUMENTS, METAMODEL = "docs", "ubproject.toml"
HELP = """\
資料を読み、誤りと注意を表示します。サイトは作りません。
見つけるものは make html と同じです。ただし次の二つは、サイトを作るときにだけ分かります。
  - 検索の同義語ファイルの誤り
  - 項目の固定アドレス（id/番号.html）が作れないこと
終了コード：0 誤りなし（注意だけのときを含む）、1 誤りあり、2 確かめられなかった
"""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the words of the command line."""
    parser = commands.add_parser(
        "check",
        help="誤りと注意を表示する（サイトは作らない）",
        description=HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--format", choices=("text", "json", "sarif", "github"), default="text",
        help="出力の形（text）",
    )  # fmt: skip
    parser.add_argument(
        "--base", metavar="版", help="この版（main など）で使われていた id の使い回しも調べる"
    )
    parser.add_argument("--fresh", action="store_true", help="前回の結果を使わず、はじめから読む")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Check the project in the current folder; the exit code."""
    from safe_publish import Outcome, render, wants_colour

    root = Path.cwd()
    if not (root / "conf.py").is_file():
        return _refuse("conf.py がありません。資料のいちばん上のフォルダで実行してください。")
    result = listen(root, fresh=arguments.fresh)
    findings = result.findings
    if arguments.base:
        from plantrace.diff.git import SideError

        try:
            findings = _sorted((*findings, *_reused(root, arguments.base)))
        except SideError as error:
            return _refuse(str(error))
    if arguments.format != "text":
        from plantrace.findings.formats import FORMATS

        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # any text stream
        sys.stdout.write(FORMATS[arguments.format](findings))
    elif findings:
        print(render(findings, root, colour=wants_colour(sys.stdout)))
    elif result.outcome is not Outcome.FAILED:
        print(f"誤りはありません（{result.duration:.1f}秒）。")
    if result.outcome is Outcome.FAILED:
        return _refuse(f"{result.exception}\n{result.problem}".strip())
    return int(any(each.blocks for each in findings))


def listen(root: Path, *, fresh: bool = False) -> BuildResult:
    """What a build of the project at `root` would say; its items are then in `staging(root)`."""
    import safe_publish

    request = safe_publish.BuildRequest(
        source=root / DOCUMENTS,
        conf=root,
        site=root / "build" / "html",
        work=staging(root).parent,
        builder="plantrace-check",
        fresh=fresh,
    )
    with contextlib.redirect_stdout(io.StringIO()):  # Sphinx's progress: this takes a second
        return safe_publish.listen(request)


def staging(root: Path) -> Path:
    """The folder of our own where a check leaves `needs.json`."""
    return root / "build" / ".work" / "check" / "staging"


def _reused(root: Path, base: str) -> list[Finding]:
    from plantrace.findings import history, settings
    from plantrace.model import metamodel
    from safe_publish import Finding

    text = (root / METAMODEL).read_text(encoding="utf-8")
    model = metamodel.load(root / METAMODEL)
    now = history.pages_in(root / DOCUMENTS, model)
    before = history.pages_at(root / DOCUMENTS, root, base, model)
    found = settings.read(text).judged(list(history.reused(before, now, base, model)))
    return [
        Finding(
            path=f"{DOCUMENTS}/{each.path}",
            line=each.line,
            severity="error" if each.severity == "error" else "notice",
            message=each.sentence,
            type="plantrace",
            subtype=each.rule,
        )
        for each in found
    ]


def _sorted(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda each: (each.path or "", each.line or 0, each.message)))


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2
