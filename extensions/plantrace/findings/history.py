"""Ids that were something else's before: two states of the documents compared, without a build."""

from __future__ import annotations

import tempfile
import unicodedata
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from pathlib import Path

from plantrace.findings.blocks import scan
from plantrace.findings.decode import decode
from plantrace.findings.finding import Finding, found
from plantrace.findings.page import Block, Page
from plantrace.model.metamodel import Metamodel

LIKE = 0.6
"""how much alike two titles are, from 0 to 1, that can be one title that somebody edited"""


def pages_in(folder: Path, metamodel: Metamodel) -> dict[str, Page]:
    """path -> page, of all Markdown below a folder. Raises OSError."""
    return {
        path.relative_to(folder).as_posix(): scan(decode(path.read_bytes())[0], metamodel)
        for path in sorted(folder.rglob("*.md"))
    }


def pages_at(documents: Path, root: Path, revision: str, metamodel: Metamodel) -> dict[str, Page]:
    """The same of a revision of the project at `root`. Raises `plantrace.diff.git.SideError`."""
    from plantrace.diff import git

    with tempfile.TemporaryDirectory() as folder:
        git.export(root, git.resolve(root, revision), Path(folder))
        return pages_in(Path(folder, documents.relative_to(root)), metamodel)


def reused(
    before: Mapping[str, Page], now: Mapping[str, Page], base: str, metamodel: Metamodel
) -> Iterator[Finding]:
    """Items whose id was another item's: of another type, or with a title of little in common.

    `base` is how to call the earlier state.
    """
    owners = {item_id: block for page in before.values() for item_id, block in page.by_id.items()}
    for path, page in now.items():
        for item_id, block in page.by_id.items():
            old, option = owners.get(item_id), block.option("id")
            if old is not None and option is not None and not _same(old, block):
                label = metamodel.types[old.type].title if old.type else "項目"
                yield found(
                    "id-reused", option.line, id=item_id, base=base, old=f"{label}「{old.title}」"
                ).at(path)


def _same(old: Block, new: Block) -> bool:
    """Whether two blocks are one item; a type or a title that cannot be read proves nothing."""
    if old.type != new.type:
        return None in (old.type, new.type)
    before, after = (
        "".join(unicodedata.normalize("NFKC", block.title).split()) for block in (old, new)
    )
    return (
        before in after or after in before or SequenceMatcher(None, before, after).ratio() >= LIKE
    )
