"""Write a synthetic plan of any size: as our document, as stock sphinx-needs, as the floor.

    python tests/bench/generate.py --items 2000 --as plan FOLDER

`plan`   this project: the same metamodel, extensions, theme; every view
`stock`  sphinx-needs alone: the same items, three needtables
`floor`  plain Sphinx with MyST: the same headings and body paragraphs, no items, no tables, no
         cross-references; the same theme as `plan`. `floor-furo`: the same in furo itself
`needs`  the floor with its headings as items that sphinx-needs alone reads and shows, no tables

Deterministic: the same arguments write the same files.
"""

from __future__ import annotations

import argparse
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORDS = ["電子申請", "窓口", "データ", "連携", "基盤", "業務", "効率化", "職員", "研修", "無線LAN"]
WORDS += ["学校", "端末", "整備", "運用", "導入", "拡充", "区民", "サービス", "情報", "安全"]

CONF = """
project = "合成計画"
language = "ja"
extensions = [{extensions}]
myst_enable_extensions = ["colon_fence", "deflist", "attrs_block"]
html_theme = "{theme}"
templates_path = ["_templates"]
html_copy_source = False
html_show_sourcelink = False
needs_from_toml = "ubproject.toml"
"""


@dataclass
class Item:
    """One item to be written in any of the three ways."""

    type: str
    id: str
    title: str
    body: str = ""
    options: dict[str, str] = field(default_factory=dict)


def plan(items: int, seed: int = 1) -> list[tuple[str, str, list[Item]]]:
    """Pages as (name, heading, items), about `items` items in all, in the shape of the real plan.

    One plan, guidelines, measures of two individual measures each with eight achievements and an
    assessment; a new plan with a ninth of the items as initiatives and actions.
    """
    rng = random.Random(seed)
    new = max(items // 9, 4)
    initiatives = [f"DX-I{n:04}" for n in range(1, max(new // 3, 2))]
    actions = [(f"{one}-{n}", one) for one in initiatives for n in (1, 2)]
    measures = max((items - new - 10) // 23, 1)
    pages = [_old_start(rng), *(_measure(rng, n, actions) for n in range(1, measures + 1))]
    pages += [_new_start(rng)]
    for place in range(0, len(initiatives), 5):
        pages.append(_new_page(rng, place, initiatives[place : place + 5]))
    return pages


def _title(rng: random.Random) -> str:
    return "".join(rng.choices(WORDS, k=3)) + str(rng.randint(1, 999))


def _body(rng: random.Random) -> str:
    return "、".join("".join(rng.choices(WORDS, k=3)) for _ in range(6)) + "を進めました。"


def _old_start(rng: random.Random) -> tuple[str, str, list[Item]]:
    guidelines = [
        Item("guideline", f"IP-G{n}", _title(rng), "", {"implements": "IP"}) for n in range(1, 5)
    ]
    return "old/index", "旧計画", [Item("plan", "IP", "旧計画"), *guidelines]


def _measure(
    rng: random.Random, number: int, actions: list[tuple[str, str]]
) -> tuple[str, str, list[Item]]:
    measure = f"IP-M{number:04}"
    items = [Item("measure", measure, _title(rng), "", {"implements": f"IP-G{number % 4 + 1}"})]
    for half in (1, 2):
        one = f"IP-K{2 * number - 2 + half:04}"
        targets = ", ".join(dict.fromkeys(rng.choice(actions)[0] for _ in range(3)))
        items.append(
            Item(
                "individual-measure",
                one,
                _title(rng),
                _body(rng),
                {"implements": measure, "continues-to": targets},
            )
        )
        for n in range(1, 10):
            years = f"R{rng.randint(2, 6)}{rng.choice(['', '', '-'])}"
            items.append(
                Item(
                    "achievement",
                    f"{one}-A{n:02}",
                    _title(rng),
                    "",
                    {"implements": one, "fiscal_years": years},
                )
            )
        items.append(
            Item(
                "assessment",
                f"{one}-REVIEW",
                _title(rng),
                "",
                {"about": one, "result": _body(rng), "next_direction": _body(rng)},
            )
        )
    return f"old/measure-{number:04}", f"施策{number}", items


def _new_start(rng: random.Random) -> tuple[str, str, list[Item]]:
    viewpoints = [
        Item("viewpoint", f"DX-V{n}", _title(rng), "", {"implements": "DX"}) for n in range(1, 4)
    ]
    return "new/index", "新計画", [Item("plan", "DX", "新計画"), *viewpoints]


def _new_page(rng: random.Random, place: int, some: list[str]) -> tuple[str, str, list[Item]]:
    items = []
    for one in some:
        items.append(
            Item("initiative", one, _title(rng), _body(rng), {"implements": f"DX-V{place % 3 + 1}"})
        )
        items += [
            Item("action", f"{one}-{n}", _title(rng), "", {"implements": one}) for n in (1, 2)
        ]
    return f"new/page-{place:04}", f"取組{place + 1}から", items


def _as_items(items: list[Item]) -> Iterator[str]:
    for item in items:
        options = "".join(
            f":{name}: {value}\n" for name, value in {"id": item.id, **item.options}.items()
        )
        body = f"\n{item.body}\n" if item.body else ""
        yield f":::{{{item.type}}} {item.title}\n{options}{body}:::\n"


def _as_prose(items: list[Item]) -> Iterator[str]:
    """The floor: what is a heading or a paragraph in our pages is one here."""
    for item in items:
        prose = [item.body, item.options.get("result", ""), item.options.get("next_direction", "")]
        yield "\n\n".join([f"## {item.title}", *(text for text in prose if text)]) + "\n"


TABLES = {
    "plan": """
```{matrix}
:rows: individual-measure
:columns: initiative
```

```{matrix}
:rows: individual-measure
:columns: action
```

```{matrix}
:rows: measure
:columns: initiative
```

```{ledger}
:rows: individual-measure
:above: guideline, measure
:children: achievement
:remarks: assessment
:fields: result, next_direction
:to: initiative
:years: fiscal_years
:until: R6
```

```{coverage}
:types: individual-measure
```

```{coverage}
:types: initiative
:direction: incoming
:to: individual-measure
```

```{timeline}
:rows: individual-measure
:children: achievement
:until: R6
```

```{indicators}
:types: indicator
```

```{hierarchy}
:root: IP
:types: plan, guideline, measure
```

```{relation}
:from: measure
:to: initiative
```

```{alluvial}
:rows: guideline
:columns: viewpoint
```

```{trace} IP-G1
```
""",
    "stock": """
```{needtable}
:types: individual-measure
:columns: id, title, implements, continues-to
```

```{needtable}
:types: achievement
:columns: id, title, implements, fiscal_years
```

```{needtable}
:types: initiative, action
:columns: id, title, implements
```
""",
    "floor": "",
    "needs": "",
}
EXTENSIONS = {
    "plan": [
        "myst_parser",
        "sphinx_needs",
        "plantrace",
        "needs_html",
        "japanese_search",
        "fresh_build",
        "plantuml_offline",
        "plan_theme",
    ],
    "stock": ["myst_parser", "sphinx_needs"],
    "floor": ["myst_parser", "plan_theme"],
    "needs": ["myst_parser", "sphinx_needs", "plan_theme"],
}


def write(folder: Path, items: int, kind: str) -> int:
    """Write the project into an empty folder; returns how many items it has."""
    pages = plan(items)
    kind, _, theme = kind.partition("-")
    theme = theme or ("furo" if kind == "stock" else "plan")
    extensions = ", ".join(f'"{name}"' for name in EXTENSIONS[kind])
    _put(folder / "conf.py", CONF.format(extensions=extensions, theme=theme))
    shutil.copy(ROOT / "ubproject.toml", folder / "ubproject.toml")
    (folder / "docs").mkdir(exist_ok=True)
    shutil.copy(ROOT / "docs/synonyms.txt", folder / "docs/synonyms.txt")  # which it names
    names = "\n".join(name for name, _, _ in pages)
    _put(folder / "index.md", f"# 合成計画\n\n```{{toctree}}\n{names}\ntables\n```\n")
    _put(folder / "tables.md", f"# 表\n{TABLES[kind]}")
    form = _as_prose if kind == "floor" else _as_items
    for name, heading, content in pages:
        _put(folder / f"{name}.md", f"# {heading}\n\n" + "\n".join(form(content)))
    return sum(len(content) for _, _, content in pages)


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--items", type=int, default=2000)
    kinds = ["floor", "floor-furo", "needs", "plan", "stock"]
    parser.add_argument("--as", dest="kind", choices=kinds, default="plan")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True)
    print(write(arguments.folder, arguments.items, arguments.kind), "items")


if __name__ == "__main__":
    main()
