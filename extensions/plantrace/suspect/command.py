"""`plantrace confirm`: somebody has looked at a link, and writes that down."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from plantrace.findings.blocks import scan
from plantrace.findings.command import DOCUMENTS, METAMODEL, listen, staging
from plantrace.findings.page import Block
from plantrace.model import metamodel as metamodels
from plantrace.model.metamodel import Metamodel
from plantrace.suspect.confirm import confirmed

FINGERPRINT = "fingerprint"
"""the field that sphinx-needs derives"""


DECLARED = """
[needs.fields.{confirmed}]
description = "確認したつながり"
nullable = true
parse_dynamic_functions = false
schema = {{ type = "array", items = {{ type = "string", pattern = '@[0-9a-f]{{8}}$' }} }}
"""
DERIVED = """
[needs.fields.{fingerprint}]
nullable = true
schema = {{ type = "string" }}
derive = {{ kind = "fingerprint", exclude = [{exclude}] }}
"""


class ConfirmError(Exception):
    """A confirmation that cannot be written; the text is a Japanese sentence."""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the words of the command line."""
    parser = commands.add_parser(
        "confirm",
        help="つながりを確かめたことを書きとめる（先の文が変わると知らせる）",
        description="つながりを確かめたことを、項目の「:confirmed:」の行に書きとめます。"
        "つながりの先の文が変わると、make html や plantrace check が「注意」として知らせます。",
    )
    parser.add_argument("item", metavar="番号", help="つながりを書いた項目（IP-K01 など）")
    parser.add_argument(
        "targets", nargs="*", metavar="先の番号",
        help="つながりの先（DX-I07-1 など）。書かなければ、上位とのつながりを除いたすべて",
    )  # fmt: skip
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Confirm in the project in the current folder; the exit code."""
    try:
        path, targets = confirm(Path.cwd(), arguments.item, tuple(arguments.targets))
    except ConfirmError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{path} に書きました：{arguments.item} → {'、'.join(targets)}")
    return 0


def confirm(root: Path, item_id: str, targets: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Write the confirmation of links of an item; (path in the project, targets).

    Without targets, of all its links but those of the hierarchy. Raises ConfirmError.
    """
    if not (root / "conf.py").is_file():
        raise ConfirmError("conf.py がありません。資料のいちばん上のフォルダで実行してください。")
    result = listen(root)
    if result.problem:
        raise ConfirmError(f"{result.exception}\n{result.problem}".strip())
    model = metamodels.load(root / METAMODEL)
    file = staging(root) / "needs.json"
    if result.findings and not file.is_file():
        raise ConfirmError("先に、plantrace check で表示される誤りを直してください。")
    needs = _needs(file)
    _check_fields(model, needs)
    if item_id not in needs:
        raise ConfirmError(f"「{item_id}」という id の項目は、どのページにもありません。")
    linked = _linked(needs[item_id], model)
    targets = targets or tuple(t for t, name in linked.items() if name != model.hierarchy)
    marks = {target: _mark(item_id, target, linked, needs) for target in targets}
    if not marks:
        raise ConfirmError(f"{item_id} には、確認するつながりがありません。")
    path = f"{DOCUMENTS}/{needs[item_id]['docname']}.md"
    file = root / path
    text = file.read_bytes().decode("utf-8")
    file.write_bytes(confirmed(text, _block(text, item_id, model), marks, model).encode())
    return path, targets


def _check_fields(model: Metamodel, needs: dict[str, dict[str, Any]]) -> None:
    """Raises ConfirmError, with what to copy, where the metamodel lacks what a confirmation is."""
    tables = {model.confirmed: DECLARED, FINGERPRINT: DERIVED}
    present = {*model.fields, *(name for need in needs.values() for name in need)}
    missing = [text for name, text in tables.items() if name not in present]
    if missing:
        exclude = ", ".join(f'"{each}"' for each in (*model.links, model.confirmed))
        values = {"confirmed": model.confirmed, "fingerprint": FINGERPRINT, "exclude": exclude}
        raise ConfirmError(
            f"{METAMODEL} に、次の行を書き足してください（ほかの [needs.fields.…] と並べます）。\n"
            + "".join(missing).format_map(values).rstrip()
        )


def _needs(file: Path) -> dict[str, dict[str, Any]]:
    if not file.is_file():
        raise ConfirmError(f"{METAMODEL} の [needs] に「build_json = true」と書いてください。")
    document = json.loads(file.read_text(encoding="utf-8"))
    needs: dict[str, dict[str, Any]] = document["versions"][document["current_version"]]["needs"]
    return needs


def _linked(need: dict[str, Any], model: Metamodel) -> dict[str, str]:
    """Other end -> name of the link, of one item."""
    return {target: name for name in model.links for target in need.get(name) or ()}


def _mark(
    item_id: str, target: str, linked: dict[str, str], needs: dict[str, dict[str, Any]]
) -> str:
    if target not in linked:
        raise ConfirmError(f"{item_id} から「{target}」へのつながりはありません。")
    if target not in needs:
        raise ConfirmError(f"「{target}」という id の項目は、どのページにもありません。")
    return str(needs[target][FINGERPRINT])


def _block(text: str, item_id: str, model: Metamodel) -> Block:
    block = scan(text, model).by_id.get(item_id)
    if block is None:
        raise ConfirmError(f"「{item_id}」の書かれた場所が分かりません。")
    return block
