"""English warnings of the tools below, judged: dropped, translated or let through."""

# Importing a theme registers its translations.
from plantrace.findings.upstream import items, markdown  # noqa: F401
from plantrace.findings.upstream.judge import Warned, judge

__all__ = ["Warned", "judge"]
