"""The one function: two graphs in, everything about their difference out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from plantrace.diff.changes import Changes, find_changes
from plantrace.diff.impact import Affected, Impact, find_impact
from plantrace.diff.relations import DIRECTIONS, Gap, Level, Relations, ends_of
from plantrace.model.graph import Graph


@dataclass(frozen=True, eq=False)
class Diff:
    """The difference of two graphs. What is rolled up is worked out when it is asked for."""

    before: Graph
    after: Graph
    changes: Changes

    @cached_property
    def relations(self) -> tuple[Relations, Relations]:
        """The succession before and after, by the same levels."""
        ends = ends_of(self.before, self.after)
        return Relations(self.before, ends), Relations(self.after, ends)

    @cached_property
    def coverage(self) -> tuple[Level, ...]:
        """Every level in both directions, the older plan first."""
        old, new = self.relations
        return tuple(
            Level(level, direction, old.count(level, direction), new.count(level, direction))
            for direction in DIRECTIONS
            for level in new.ends.levels[direction]
        )

    @cached_property
    def gaps_opened(self) -> tuple[Gap, ...]:
        """Gaps of the new side that were none before: covered then, or not there."""
        old, new = self.relations
        return tuple(gap for gap in new.gaps if gap not in old.gaps)

    @cached_property
    def gaps_closed(self) -> tuple[Gap, ...]:
        """Gaps of the old side that are none any more: covered now, or gone."""
        old, new = self.relations
        return tuple(gap for gap in old.gaps if gap not in new.gaps)

    @cached_property
    def pairs_gained(self) -> tuple[tuple[str, str], ...]:
        """Main items of both plans that are newly connected."""
        old, new = self.relations
        return tuple(pair for pair in new.pairs if pair not in old.pairs)

    @cached_property
    def pairs_lost(self) -> tuple[tuple[str, str], ...]:
        """Main items of both plans that are connected no more."""
        old, new = self.relations
        return tuple(pair for pair in old.pairs if pair not in new.pairs)

    @cached_property
    def impact(self) -> tuple[Impact, ...]:
        """For each changed item the items that the change touches."""
        return find_impact(self.before, self.after, self.changes)

    @cached_property
    def touched(self) -> dict[str, tuple[tuple[str, Affected], ...]]:
        """Unchanged items that changes touch: id -> (changed item, way), the shortest way first.

        In the document order of the new side, then of the old one.
        """
        changed = {each.id for each in self.impact}
        found: dict[str, list[tuple[str, Affected]]] = {}
        for each in self.impact:
            for affected in each.affected:
                if affected.id not in changed:
                    found.setdefault(affected.id, []).append((each.id, affected))
        order = dict.fromkeys((*self.after.items, *self.before.items))
        return {
            each: tuple(sorted(found[each], key=lambda way: len(way[1].path)))
            for each in order
            if each in found
        }


def compare(before: Graph, after: Graph) -> Diff:
    """Compare two versions of a plan."""
    return Diff(before, after, find_changes(before, after))
