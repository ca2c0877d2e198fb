"""`sphinx-build . out`, where conf.py is in one folder and the documents are in another below it.

Sphinx would read everything beside conf.py, the environment of Python and all, and stop in the end
because there is no first page. It is told before the reading which folder is meant.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.application import Sphinx
    from sphinx.config import Config


def setup(app: Sphinx) -> None:
    """Connect to Sphinx, before anybody looks at anything."""
    app.connect("config-inited", _refuse, priority=-20_000)


def _refuse(app: Sphinx, config: Config) -> None:
    # Sphinx brings them together later: a string or a mapping, and what extensions added
    given = config.source_suffix
    suffixes = {given} if isinstance(given, str) else {*given}
    names = [f"{config.root_doc}{each}" for each in suffixes | {*app.registry.source_suffix}]
    if app.srcdir != app.confdir or _has(app.srcdir, names):
        return
    for folder in sorted(each for each in app.srcdir.iterdir() if each != app.outdir):
        if _has(folder, names):
            conf, documents, out = map(os.path.relpath, (app.confdir, folder, app.outdir))
            # Sphinx frames its own errors with a traceback and asks to report them; this is none
            raise SystemExit(
                f"資料は、フォルダ「{documents}」の中にあります。次のように実行してください。\n"
                f'  sphinx-build -c "{conf}" "{documents}" "{out}"'
            )


def _has(folder: Path, names: list[str]) -> bool:
    return any((folder / name).is_file() for name in names)
