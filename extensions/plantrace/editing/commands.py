"""The words of the command line for editing; what they do is imported when it is asked for."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # argparse gives the class no public name
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def add_commands(commands: Commands) -> None:
    """Add `new`, `show` and `live` to the command's words."""
    new = commands.add_parser("new", help="実績などを1件、正しい場所に書き加える")
    new.add_argument("type", metavar="種類", help="achievement または 実績 など")
    new.add_argument("--under", default="", metavar="番号", help="どの項目の下に置くか")
    new.add_argument("--title", default="", metavar="題名")
    new.add_argument("--years", default="", metavar="年度", help="R6、令和6年度、R4- など")
    new.add_argument("--id", default="", metavar="番号", help="書かなければ、次の番号をつける")
    new.add_argument(
        "--set", action="append", default=[], metavar="名前=値", help="ほかの属性やつながり"
    )
    new.add_argument("--dry-run", action="store_true", help="書き込まずに、見るだけにする")
    new.set_defaults(run=_new)
    show = commands.add_parser("show", help="1件のつながりを表示する")
    show.add_argument("words", nargs="+", metavar="番号か題名の一部")
    show.set_defaults(run=_show)
    live = commands.add_parser("live", help="保存するたびに作り直し、ブラウザを新しくする")
    live.add_argument("--port", type=int, default=8000, metavar="番号", help="8000")
    live.add_argument("--open", action="store_true", help="ブラウザを開く")
    live.set_defaults(run=_live)


def _new(arguments: argparse.Namespace) -> int:
    from plantrace.editing.history import History
    from plantrace.editing.new import Wish, draft
    from plantrace.editing.source import DOCUMENTS, EditError, read

    root = Path.cwd()
    history = History(root)
    try:
        source = read(root)
        values = dict(_pair(each) for each in arguments.set)
        if arguments.years:
            values[source.metamodel.years] = arguments.years
        under = tuple(each.strip() for each in arguments.under.split(",") if each.strip())
        wish = Wish(arguments.type, under, arguments.title, arguments.id, values)
        made = draft(source, wish, history.used)
        if not arguments.dry_run:
            for path, text in made.texts.items():
                (root / DOCUMENTS / path).write_bytes(text.encode("utf-8"))
    except (EditError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    others = [f"{DOCUMENTS}/{path}" for path in made.texts if path != made.path]
    print(f"{DOCUMENTS}/{made.path}:{made.line}", *others, "", *made.block, "", sep="\n")
    if made.stand_ins:
        labels = {
            **source.metamodel.fields,
            **{n: link.outgoing for n, link in source.metamodel.links.items()},
        }
        shown = [f"{labels[e]}（{e}）" if e in labels else e for e in made.stand_ins]
        print(f"仮の値です。書き直してください: {'、'.join(shown)}")
    for sentence in made.warnings:
        print(f"注意: {sentence}")
    if not history.known:
        print(
            "番号が前に使われていないかは、gitの履歴で確かめられませんでした"
            "（gitをまだ使っていないときは、git init で始められます）。"
        )
    print("書き込んでいません（--dry-run）。" if arguments.dry_run else "書き加えました。")
    return 0


def _pair(text: str) -> tuple[str, str]:
    from plantrace.editing.source import EditError

    name, equals, value = text.partition("=")
    if not equals:
        raise EditError(f"--set の「{text}」は、名前=値 の形で書いてください。")
    return name.strip(), value


def _show(arguments: argparse.Namespace) -> int:
    from plantrace.editing import terminal
    from plantrace.editing.source import EditError, read
    from plantrace.editing.trace import Line, name, render, search, trace

    words = " ".join(arguments.words)
    try:
        graph = read(Path.cwd()).graph
        found = search(graph, words)
    except EditError as error:
        print(error, file=sys.stderr)
        return 2
    width, colour = terminal.width_of(sys.stdout), terminal.wants_colour(sys.stdout)
    if len(found) == 1:
        print(render(trace(graph, found[0].id), width, colour))
        return 0
    lines = tuple(Line(name(graph, item.id), item.id, indent=2) for item in found)
    print(f"「{words}」に合うものが {len(found)}件あります。番号で選んでください。")
    print(render(lines, width, colour))
    return 1


def _live(arguments: argparse.Namespace) -> int:
    from plantrace.editing.live import run

    return run(Path.cwd(), arguments.port, open_browser=arguments.open)
