"""What was decided of an earlier collect, brought over to a later one.

An edit keeps its name, so its ruling stays. Where a later answer has drawn it into a
conflict, its ruling goes to the variant that consists of it alone.
"""

from __future__ import annotations

from dataclasses import replace

from reportgen.hearing.decisions import Ruling, Rulings, rows, variants
from reportgen.hearing.result import Merged


def carry_over(
    before: Merged, rulings: Rulings, now: Merged
) -> tuple[dict[str, Ruling], tuple[Ruling, ...]]:
    """Rulings on `before` by the rows of `now`, and those whose row became another.

    The latter have to be asked again, with what was typed then: what was said yes to is
    no longer the same.
    """
    there = set(rows(now))
    was = _edits_of_rows(before)
    is_ = {edits: row for row, edits in _edits_of_rows(now).items()}
    made: dict[str, Ruling] = {}
    changed: list[Ruling] = []
    for row, ruling in rulings.items():
        wanted = is_.get(was[row], "") if row in was else row
        if wanted in there:
            made[wanted] = replace(ruling, id=wanted)
        else:
            changed.append(ruling)
    return made, tuple(changed)


def _edits_of_rows(merged: Merged) -> dict[str, frozenset[str]]:
    made = {edit.id: frozenset({edit.id}) for edit in merged.edits if not edit.conflict}
    for conflict in merged.conflicts:
        made.update((row, frozenset(v.edits)) for row, v in variants(merged, conflict.id))
    return made
