"""Build the items of one project into a folder: a process of its own, started by `sides`.

    python -P -m plantrace.diff.export ROOT OUT WORK

Writes `needs.json`, `pages.json` ([name, title] of every document, in reading order) and
`ubproject.toml` into OUT. Exit code 0; 1 with the findings on standard error; 2 when Sphinx
crashed.
"""

from __future__ import annotations

import json
import pickle
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import safe_publish
from plantrace.diff.sides import METAMODEL, NEEDS, PAGES

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


def export(root: Path, out: Path, work: Path) -> int:
    """Build; the exit code."""
    site = work / "needs"
    request = safe_publish.BuildRequest(
        source=root / "docs", conf=root, site=site, work=work, builder="needs"
    )
    result = safe_publish.build(request)
    if result.problem:
        print(result.exception, result.problem, sep="\n", file=sys.stderr)
        return 2
    if not result.ok:
        # only what stands in the way: notices are for those who work on that side
        print(safe_publish.render(filter(_blocks, result.findings), root), file=sys.stderr)
        return 1
    env = pickle.loads((request.doctrees / "environment.pickle").read_bytes())
    out.mkdir(parents=True, exist_ok=True)
    shutil.copy(site / NEEDS, out)
    (out / PAGES).write_text(json.dumps(_pages(env), ensure_ascii=False), encoding="utf-8")
    shutil.copy(root / (env.config.needs_from_toml or METAMODEL), out / METAMODEL)
    return 0


def _blocks(finding: safe_publish.Finding) -> bool:
    return finding.blocks


def _pages(env: BuildEnvironment) -> list[tuple[str, str]]:
    from needs_html.catalogue import reading_order

    titles = env.titles
    return [
        (name, titles[name].astext() if name in titles else name) for name in reading_order(env)
    ]


if __name__ == "__main__":
    sys.exit(export(*map(Path, sys.argv[1:4])))
