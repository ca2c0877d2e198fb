"""The rules, one file a theme, and the two doors through which they are asked.

A rule is a function with a decorator. Its order of registration is its rank: where several rules
object to one line, only the first is heard, because the others object to its consequences.
To add one: the function, its sentence in `messages`, its name and severity in `catalogue`, its
example in the guide (`docs/guide/findings.md`), a document in `tests/findings/documents`.
"""

# Importing a theme registers its rules; this order is their rank.
from plantrace.findings.rules import files, options, values, links  # noqa: F401, I001
from plantrace.findings.rules import years, titles, succession, numbers, stray, width, filters  # noqa: F401
from plantrace.findings.rules.registry import Unread, check_graph, check_pages, check_text

__all__ = ["Unread", "check_graph", "check_pages", "check_text"]
