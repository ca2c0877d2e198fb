"""What argparse says by itself, in Japanese: usage, help and the mistakes on a command line.

argparse asks gettext for each sentence; a table stands in for gettext's files, which would need
the user's environment to name Japanese. What a newer Python says otherwise stays English.
"""

from __future__ import annotations

import argparse

SENTENCES = {
    "usage: ": "使い方: ",
    "positional arguments": "書くもの",
    "options": "つけられるもの",
    "show this help message and exit": "この説明を表示する",
    "%(prog)s: error: %(message)s\n": "%(message)s\n",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "the following arguments are required: %s": "足りないものがあります: %s",
    "one of the arguments %s is required": "どれか一つが必要です: %s",
    "unrecognized arguments: %s": "使えないものが書かれています: %s",
    "not allowed with argument %s": "%s と一緒には書けません。",
    "invalid %(type)s value: %(value)r": "%(value)r は使えません。数を、半角で書いてください。",
    "invalid choice: %(value)r (choose from %(choices)s)": (
        "%(value)r はありません。使えるのは %(choices)s です。"
    ),
    "ambiguous option: %(option)s could match %(matches)s": (
        "%(option)s だけでは決まりません。%(matches)s のどれかを書いてください。"
    ),
    "expected one argument": "あとに、値を1つ書いてください。",
    "expected at least one argument": "あとに、値を1つ以上書いてください。",
    "expected at most one argument": "あとの値は、1つまでです。",
    "ignored explicit argument %r": "%r は書けません。",
}


def install() -> None:
    """Let argparse speak so, in this process."""

    def translated(sentence: str) -> str:
        return SENTENCES.get(sentence, sentence)

    argparse._ = translated  # type: ignore[attr-defined]  # the name under which it asks gettext
