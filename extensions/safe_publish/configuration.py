"""What is wrong with conf.py, as findings on its lines.

Sphinx says such things in English, without a place, or by a traceback; the author has one file
to correct and is told where.
"""

from __future__ import annotations

import ast
import re
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import ExtensionError, SphinxError, ThemeError

from safe_publish.hearing import Heard, Stage

if TYPE_CHECKING:
    from sphinx.config import Config

_JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
_KINDS = {
    "str": '文字（「"」で囲みます）',
    "list": "一覧（「[」と「]」で囲みます）",
    "tuple": "一覧（「(」と「)」で囲みます）",
    "dict": "対応表（「{」と「}」で囲みます）",
    "bool": "True か False",
    "int": "整数",
}


class Refused(SphinxError):
    """Raised at the start by who has already said, on the lines to be changed, what is wrong."""

    category = "設定の誤り"


@dataclass(frozen=True)
class Configuration:
    """The text of conf.py, as far as it can be read."""

    path: Path
    tree: ast.Module | None

    @classmethod
    def of(cls, folder: Path) -> Configuration:
        """The conf.py of a folder."""
        path = folder / "conf.py"
        try:
            return cls(path, ast.parse(path.read_bytes()))
        except (OSError, ValueError, SyntaxError):
            return cls(path, None)

    def assigned(self) -> dict[str, int]:
        """Every name that a line by itself gives a value, with that line."""
        found: dict[str, int] = {}
        for statement in self.tree.body if self.tree else ():
            targets = getattr(statement, "targets", [getattr(statement, "target", None)])
            found |= {each.id: statement.lineno for each in targets if isinstance(each, ast.Name)}
        return found

    def texts(self) -> Iterator[tuple[str, int]]:
        """Every text in it, with its line."""
        for node in ast.walk(self.tree) if self.tree else ():
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value, node.lineno

    def finding(self, line: int | None, message: str) -> Heard:
        """A finding in this file."""
        kind = ("safe_publish", "configuration")
        return Heard(Stage.START, self.path, line, "error", message, *kind)


# ------------------------------------------------------------------ what stops Sphinx


def explained(error: Exception, folder: Path) -> tuple[Heard, ...]:
    """Why Sphinx could not start; nothing where the fault is none of the author's."""
    conf = Configuration.of(folder)
    cause = error.__cause__
    if isinstance(error, Refused) or not isinstance(error, SphinxError):
        return ()
    if isinstance(cause, SyntaxError) and Path(cause.filename or "") == conf.path:
        return (conf.finding(cause.lineno, _syntax(cause, conf.path)),)
    said = _extension(error, conf) if isinstance(error, ExtensionError) else None
    said = said or _of_conf(error, cause, conf)
    return (said,) if said else ()


def _of_conf(error: SphinxError, cause: BaseException | None, conf: Configuration) -> Heard | None:
    """A theme that is not there, a line that cannot be run, what an extension says itself."""
    if isinstance(error, ThemeError) and (line := conf.assigned().get("html_theme")):
        name = re.search(r"'(.+?)'", str(error))
        theme = f"「{name[1]}」という" if name else "この"
        return conf.finding(line, f"{theme}テーマはありません。「html_theme」を確かめてください。")
    if cause is not None and (line := _line_in(cause, conf.path)):
        return conf.finding(line, _failure(cause))
    if _JAPANESE.search(str(error)):
        named = _mentioned(str(error), conf)
        return conf.finding(named and named[1], str(error))
    return None


def no_root(root_doc: str, source: Path, folder: Path) -> Heard:
    """The first page is not there, and Sphinx gives up."""
    conf = Configuration.of(folder)
    said = (
        f"最初のページ「{source.name}/{root_doc}.md」がありません。"
        "ファイルを作るか、conf.py の「root_doc」の名前を確かめてください。"
    )
    return conf.finding(conf.assigned().get("root_doc", 1), said)


def _syntax(error: SyntaxError, path: Path) -> str:
    text = (error.text or "").strip()
    if re.match("<{7}|={7}|>{7}", text):
        return (
            "gitが同じ場所への二つの変更を区切った印が残っています。"
            "正しいほうを残し、「<<<<<<<」「=======」「>>>>>>>」の行を消してください。"
        )
    if "codec can't decode" in str(error.msg) or "Non-UTF-8" in str(error.msg):
        return "このファイルの文字コードは UTF-8 ではありません。UTF-8 で保存し直してください。"
    odd = re.search(r"invalid .*?character .*?U\+([0-9A-F]{4,6})", str(error.msg))
    if odd:
        sign = chr(int(odd[1], 16))
        shown = f"「{sign}」" if sign.isprintable() else f"目に見えない文字（U+{odd[1]}）"
        return f"{shown}は使えません。半角の記号で書き直してください。"
    if "unterminated" in str(error.msg) or "EOL while" in str(error.msg):
        return 'この行の引用符「"」が閉じられていません。文字の終わりにも「"」を書いてください。'
    if "was never closed" in str(error.msg):
        return f"ここで始まる括弧が閉じられていません（{text}）。閉じる括弧を書いてください。"
    return (
        "この行を読めません。"
        "この行とすぐ上の行の、引用符・括弧・「,」・行頭の空白を確かめてください。"
    )


def _extension(error: ExtensionError, conf: Configuration) -> Heard | None:
    """An extension that is named in conf.py and cannot be loaded."""
    cause = error.__cause__
    for name, line in conf.texts():
        if not re.search(rf"(?<![\w.]){re.escape(name)}(?![\w.])", str(error)) or not name:
            continue
        if isinstance(cause, ModuleNotFoundError) and name.startswith(cause.name or "?"):
            return conf.finding(
                line,
                f"「{name}」という拡張はありません。綴りと、行の終わりの「,」を確かめてください。",
            )
        if isinstance(cause, ImportError):
            return conf.finding(line, f"拡張「{name}」を読み込めません（{cause}）。")
    return None


def _line_in(error: BaseException, path: Path) -> int | None:
    """The last line of a file that was being run."""
    frames = traceback.extract_tb(error.__traceback__)
    return next((f.lineno for f in reversed(frames) if Path(f.filename) == path), None)


def _failure(error: BaseException) -> str:
    if isinstance(error, NameError) and error.name:
        return (
            f"「{error.name}」という名前はありません。"
            '文字として書くときは、両側に「"」を書いてください。'
        )
    if isinstance(error, ModuleNotFoundError):
        return f"「{error.name}」というプログラムがありません。綴りを確かめてください。"
    if isinstance(error, SystemExit):
        return "ここで設定の読み取りが終わってしまいます。この行を消してください。"
    return f"この行を実行できません（{type(error).__name__}: {error}）。書き方を確かめてください。"


def _mentioned(text: str, conf: Configuration) -> tuple[str, int] | None:
    """The value in conf.py that a sentence names, and its line."""
    assigned = conf.assigned()
    found = [each for each in assigned.items() if re.search(rf"\b{each[0]}\b", text)]
    # some name a value of theirs without its first word: 'enable_extensions' of MyST
    found += [each for each in assigned.items() if f"'{each[0].partition('_')[2]}'" in text]
    return found[0] if found else None


# ------------------------------------------------------------------ what Sphinx warns of


def translated(heard: Iterable[Heard], folder: Path) -> tuple[Heard, ...]:
    """Warnings about values in conf.py, in Japanese and with their line; others as they are."""
    conf = Configuration.of(folder)
    return tuple(_translated(one, conf) for one in heard)


def _translated(one: Heard, conf: Configuration) -> Heard:
    if one.stage is not Stage.START or one.file or _JAPANESE.search(one.message):
        return one
    named = _mentioned(one.message, conf)
    if named is None:
        return one
    name, line = named
    return replace(conf.finding(line, _said(name, one.message)), severity=one.severity)


def _said(name: str, message: str) -> str:
    kind = re.search(r"has type `(\w+)'(?:; expected (.*)|, defaults to (.*))\.", message)
    if kind:
        wanted = re.findall(r"\w+", (kind[2] or kind[3]).replace(" or ", " "))
        shown = "か、".join(dict.fromkeys(_KINDS.get(each, each) for each in sorted(wanted)))
        return f"「{name}」の値の種類が違います。書けるのは{shown}です。"
    missing = re.search(r"entry '(.+)' does not exist", message)
    if missing:
        return f"「{name}」の「{missing[1]}」がありません。名前と場所を確かめてください。"
    return f"「{name}」の値を確かめてください（{message}）。"


def undermines(one: Heard) -> bool:
    """Whether a value is wrong on which the rest depends, so that what follows may come of it."""
    return one.subtype == "configuration" and "があり" not in one.message


def unsaid(config: Config, folder: Path) -> tuple[Heard, ...]:
    """What nobody else says: names that no value has, and files that are not there."""
    conf = Configuration.of(folder)
    known = [each.name for each in config]
    found = list(_files(config, folder, conf))
    for name, line in conf.assigned().items():
        near = get_close_matches(name, known, 1, cutoff=0.85) if name not in known else []
        if near:
            said = f"「{name}」という設定はありません。「{near[0]}」ではありませんか。"
            found.append(conf.finding(line, said))
    return tuple(found)


def _files(config: Config, folder: Path, conf: Configuration) -> Iterator[Heard]:
    """Styles and scripts that conf.py names are in the folders that it names."""
    places = [Path(folder, each) for each in config["html_static_path"]]
    for name in ("html_css_files", "html_js_files"):
        line = conf.assigned().get(name)
        for entry in config[name] if line else ():
            file = entry if isinstance(entry, str) else entry[0]
            if "://" not in file and not any(Path(place, file).is_file() for place in places):
                said = f"「{name}」の「{file}」がありません。名前と場所を確かめてください。"
                yield conf.finding(line, said)
