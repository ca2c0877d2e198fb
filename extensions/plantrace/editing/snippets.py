"""Snippets for an editor, one for each type, made from the metamodel.

    python -m plantrace.editing.snippets ubproject.toml > .vscode/plantrace.code-snippets

What a type requires is a stop for the cursor; links and fields that it may have follow when they
are its own. Typing the Japanese name or the name of the type offers the snippet.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from plantrace.editing.ids import up_link
from plantrace.findings.page import Names
from plantrace.model import metamodel as metamodels
from plantrace.model.metamodel import ItemType, Metamodel


def snippets(metamodel: Metamodel) -> dict[str, Any]:
    """Everything that stands in the file of snippets: title -> snippet."""
    return {
        each.title: {
            "prefix": [each.name, each.title],
            "scope": "markdown",
            "description": f"{each.title}を1件書く",
            "body": body(metamodel, each),
        }
        for each in metamodel.types.values()
    }


def body(metamodel: Metamodel, item_type: ItemType) -> list[str]:
    """The lines of an item: id, what it hangs on, then what else is required or its own."""
    labels = Names.of(metamodel).options
    up = up_link(metamodel, item_type)
    own = [name for name in labels if name in {*item_type.links, *item_type.fields}]
    required = [name for name in own if name in item_type.required and name != up]
    optional = [name for name in own if name not in item_type.required and name != up]
    names = ["id", *([up] if up else []), *required, *optional]
    options = [
        f":{name}: ${{{stop}:{'番号' if name == 'id' else labels[name]}}}"
        for stop, name in enumerate(names, start=2)
    ]
    return [f":::{{{item_type.name}}} ${{1:題名}}", *options, ":::", "", "$0"]


def text(metamodel: Metamodel) -> str:
    """The file, with a line end at its end."""
    return json.dumps(snippets(metamodel), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    # standard output of a command is a text stream of this kind; its type allows any
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(text(metamodels.load(Path(sys.argv[1]))))
