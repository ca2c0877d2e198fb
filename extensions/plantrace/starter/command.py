"""The command `plantrace init FOLDER`: what another town starts from."""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
TEMPLATE = HERE / "template"
PROGRAMS = HERE.parents[2]
"""the project whose programs are copied"""
COPIED = (
    "extensions", "plantrace.py", "pyproject.toml", "requirements.lock", "requirements-test.lock",
    ".gitattributes", ".gitignore", ".vscode", ".github", ".gitlab-ci.yml",
)  # fmt: skip
RULES = "docs/guide/findings.md"
"""what every check means; its examples are of the plans that it stands beside"""
_EXAMPLES = re.compile(
    r"^直(?:す前|した後)\n\n````text\n(?:.*\n)*?````\n\n?|例の `.+?` は、[^。]*。", re.M
)
_IDS = {
    "docs/plans/informatization/measure-02": "docs/plans/first",
    "measure-02": "first",
    "IP-K01": "A-1-1",
    "DX-I07-1": "B-1-1",
    "IP = ": "A = ",
}
# The tests stay behind: they are about the programs, and about the plans of their own project.
_TEST_JOBS = {
    ".github/workflows/pull-request.yml": re.compile(r"\n  test:\n(?:    .*\n|\n)*"),
    ".gitlab-ci.yml": re.compile(r"^test:\n(?: .*\n)*\n", re.M),
}
_TEXTS = {".txt", ".md", ".toml"}


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the words of the command line."""
    parser = commands.add_parser("init", help="別の計画の資料を、新しいフォルダに作る")
    parser.add_argument("folder", metavar="フォルダ", type=Path, help="新しいフォルダの名前")
    parser.add_argument("--title", metavar="題名", required=True, help="資料の題名")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the folder; 2 where something is there already or cannot be written."""
    folder: Path = arguments.folder.resolve()
    title = " ".join(arguments.title.split())
    if not title:
        return _refuse("--title に、資料の題名を書いてください。")
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            return _refuse(f"{folder} には、もう何かがあります。新しい名前にしてください。")
        if folder.is_relative_to(PROGRAMS / "docs") or folder.is_relative_to(PROGRAMS / "build"):
            return _refuse(f"{folder} は、この資料の中です。外のフォルダにしてください。")
        copy_programs(folder)
        write_template(folder, title)
    except OSError as error:
        return _refuse(f"{folder} に書き込めませんでした（{error}）。")
    python = "py" if sys.platform == "win32" else "python3"
    print(
        f"{folder} に「{title}」のはじまりを作りました。次のように、できあがりを見てください。",
        f'  cd "{folder}"',
        "  git init -b main",
        f"  {python} -m plantrace live --open",
        "自分の計画にする手順は、README.md にあります。",
        sep="\n",
    )
    return 0


def copy_programs(folder: Path) -> None:
    """Copy what every project needs, without what only this one has."""
    folder.mkdir(parents=True, exist_ok=True)
    leave = shutil.ignore_patterns("__pycache__", "*.egg-info")
    for name in COPIED:
        source, target = PROGRAMS / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=leave)
        elif source.is_file():
            shutil.copy(source, target)
    for name, job in _TEST_JOBS.items():
        path = folder / name
        if path.is_file():
            path.write_text(job.sub("", path.read_text("utf-8")), encoding="utf-8", newline="\n")
    licence = (PROGRAMS / "LICENSE").read_text("utf-8").partition("\n----")[0]
    (folder / "extensions/LICENSE").write_text(licence, encoding="utf-8", newline="\n")


def write_template(folder: Path, title: str) -> None:
    """Write the documents and what is decided for them; `@title@` is the title."""
    for source in sorted(TEMPLATE.rglob("*")):
        if source.suffix not in _TEXTS:
            continue
        target = folder / source.relative_to(TEMPLATE)
        target = target.with_suffix("") if source.suffix == ".txt" else target
        target.parent.mkdir(parents=True, exist_ok=True)
        text = source.read_text("utf-8").replace("@title@", _written(title, target.suffix))
        target.write_text(text, encoding="utf-8", newline="\n")
    rules = (PROGRAMS / RULES).read_text("utf-8")
    (folder / RULES).write_text(_for_any_plan(rules), encoding="utf-8", newline="\n")
    from plantrace.editing import snippets
    from plantrace.model import metamodel

    made = snippets.text(metamodel.load(folder / "ubproject.toml"))
    path = folder / ".vscode/plantrace.code-snippets"
    path.write_text(made, encoding="utf-8", newline="\n")


def _for_any_plan(text: str) -> str:
    """The page of the checks without the examples, which the new plans would contradict."""
    text = _EXAMPLES.sub("", text)
    for ours, theirs in _IDS.items():
        text = text.replace(ours, theirs)
    return text.rstrip() + "\n"


def _written(title: str, suffix: str) -> str:
    """The title as it has to be written in Python and in Markdown."""
    if suffix == ".py":
        return json.dumps(title, ensure_ascii=False)
    return re.sub(r"([\\`*_{}\[\]<>#|&$~])", r"\\\1", title)


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2
