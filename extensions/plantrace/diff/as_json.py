"""A diff as JSON, for programs. `schema.json` beside this file says what is in it.

`schema` is the name of the form: within `plantrace-diff/1` names may be added, never removed or
changed.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from plantrace.diff.compare import Diff
from plantrace.diff.text import Report
from plantrace.model.graph import Graph

if TYPE_CHECKING:
    from plantrace.diff.impact import Impact
    from plantrace.diff.sides import Side

SCHEMA = "plantrace-diff/1"


def as_json(
    diff: Diff, report: Report, before: Side, after: Side, edited: tuple[str, ...] | None
) -> str:
    """The document, indented, with Japanese as it is."""
    changes = diff.changes
    document = {
        "schema": SCHEMA,
        "before": _side(before),
        "after": _side(after),
        "substance": changes.substance,
        "lead": "".join(span.text for span in report.lead),
        "points": ["".join(span.text for span in point) for point in report.points],
        "added": [_item(diff.after, each) for each in changes.added],
        "removed": [_item(diff.before, each) for each in changes.removed],
        "changed": [asdict(each) for each in changes.changed],
        "links_added": [asdict(each) for each in changes.links_added],
        "links_removed": [asdict(each) for each in changes.links_removed],
        "moved": [asdict(each) for each in changes.moved],
        "renamed_pages": [asdict(each) for each in changes.renamed_pages],
        "reordered": [asdict(each) for each in changes.reordered],
        "renumbered": [{"before": old, "after": new} for old, new in changes.renumbered],
        "coverage": [asdict(each) for each in diff.coverage],
        "gaps_opened": [asdict(each) for each in diff.gaps_opened],
        "gaps_closed": [asdict(each) for each in diff.gaps_closed],
        "impact": [_impact(each) for each in diff.impact],
        "edited_files": None if edited is None else list(edited),
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _side(side: Side) -> dict[str, Any]:
    return {"name": side.name, "commit": side.commit or None}


def _item(graph: Graph, item_id: str) -> dict[str, Any]:
    item = graph[item_id]
    return {
        "id": item.id,
        "type": item.type,
        "title": item.title,
        "document": item.docname,
        "fields": dict(item.fields),
        "links": {name: list(targets) for name, targets in item.links.items()},
        "content": item.content,
    }


def _impact(impact: Impact) -> dict[str, Any]:
    """By hand: `asdict` copies every step of every way, and there may be a million."""
    return {
        "id": impact.id,
        "affected": [
            {
                "id": each.id,
                "before": each.before,
                "path": [{"link": s.link, "along": s.along, "id": s.id} for s in each.path],
            }
            for each in impact.affected
        ],
    }
