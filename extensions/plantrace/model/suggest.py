"""The name that somebody probably meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

# what `rules.files.invisible` objects to, where it may stand inside a name
_UNSEEN = dict.fromkeys(
    [*range(9), *range(0x0E, 0x20), 0xAD, *range(0x200B, 0x2010), 0x2060, 0xFEFF]
)
_DASHES = re.compile(r"[\s_‐‑‒–—―−ーｰ\-]+")


def fold(text: str) -> str:
    """A form under which width, case, kind of dash, outer space and what is unseen are alike."""
    folded = unicodedata.normalize("NFKC", text.translate(_UNSEEN)).strip().casefold()
    return _DASHES.sub("-", folded).strip("-")


def series(item_id: str) -> str:
    """An id without its last number, folded: what `IP-K02-A01` shares with those beside it."""
    return fold(item_id).rstrip("0123456789")


_NEAR = 0.75
_SHORT = 3
"""One differing letter makes another name of those as short as `KA` or `B-1`."""


def nearest(text: str, names: Iterable[str], *, cutoff: float = _NEAR) -> str | None:
    """The name most like `text`, equal-but-for-form first; None when nothing is near."""
    by_fold = {fold(name): name for name in names}
    wanted = fold(text)
    if wanted in by_fold:
        return by_fold[wanted]
    least = max(cutoff, _NEAR) if len(wanted) <= _SHORT else cutoff
    close = get_close_matches(wanted, by_fold, n=1, cutoff=least)
    return by_fold[close[0]] if close else None


def nearest_name(text: str, labels: Mapping[str, str], *, cutoff: float = _NEAR) -> str | None:
    """Like `nearest`, for names that readers know by a label (name -> label) as well."""
    by_label = {fold(label): name for name, label in labels.items()}
    return nearest(text, labels, cutoff=cutoff) or by_label.get(fold(text))
