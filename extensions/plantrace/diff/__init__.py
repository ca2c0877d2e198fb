"""What changed in a plan between two versions, and what the changes touch.

`compare` is pure: two graphs in, a `Diff` out. `sides` loads a version (a git revision, the working
tree, a `needs.json`), `report` puts a diff into Japanese, `markdown`, `html` and `as_json` write
it, `command` is the face on the command line. Imports no Sphinx.
"""

from __future__ import annotations

from plantrace.diff.compare import Diff, compare

__all__ = ["Diff", "compare"]
