"""What git remembers of ids: one that was used once is never given to something else."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

PATIENCE = 5.0
"""seconds after which a search in a long history is given up"""


class History:
    """Answers whether an id was ever used; `known` is False where git could not be asked."""

    def __init__(self, root: Path) -> None:
        """The history of the repository that a folder belongs to, if any."""
        self.root = root
        self.known = self._git("rev-parse", "--is-shallow-repository") == "false"

    def used(self, item_id: str) -> bool:
        """Whether a page ever had an item of this id, on any branch."""
        if not self.known:
            return False
        # as every regcomp() reads it: git brings GNU's, on a Mac it takes the system's
        literal = re.sub(r"[.^$*+?(){}|\[\]\\]", r"\\\g<0>", item_id)
        pattern = f"^:id: {literal}[[:space:]]*$"
        found = self._git(
            "log", "--all", "--max-count=1", "--format=%h", "--pickaxe-regex", f"-S{pattern}",
            "--", "*.md",
        )  # fmt: skip
        self.known = found is not None
        return bool(found)

    def _git(self, *words: str) -> str | None:
        """The output of a command; None when there is no git, no repository or no patience."""
        try:
            done = subprocess.run(
                ["git", *words], cwd=self.root, check=True, timeout=PATIENCE,
                capture_output=True, encoding="utf-8",
            )  # fmt: skip
        except (OSError, subprocess.SubprocessError):
            return None
        return done.stdout.strip()
