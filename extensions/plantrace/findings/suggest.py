"""The name that somebody probably meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

_DASHES = re.compile(r"[\s_‐‑‒–—―−ーｰ\-]+")


def fold(text: str) -> str:
    """A form under which width, case, kind of dash and outer space make no difference."""
    folded = unicodedata.normalize("NFKC", text).strip().casefold()
    return _DASHES.sub("-", folded).strip("-")


def nearest(text: str, names: Iterable[str], *, cutoff: float = 0.75) -> str | None:
    """The name most like `text`, equal-but-for-form first; None when nothing is near."""
    by_fold = {fold(name): name for name in names}
    wanted = fold(text)
    if wanted in by_fold:
        return by_fold[wanted]
    close = get_close_matches(wanted, by_fold, n=1, cutoff=cutoff)
    return by_fold[close[0]] if close else None


def nearest_name(text: str, labels: Mapping[str, str], *, cutoff: float = 0.75) -> str | None:
    """Like `nearest`, for names that readers know by a label (name -> label) as well."""
    by_label = {fold(label): name for name, label in labels.items()}
    return nearest(text, labels, cutoff=cutoff) or by_label.get(fold(text))
