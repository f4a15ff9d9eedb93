"""Every difference between what was sent out and one answer, each exactly once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from reportgen.hearing.edits.answer import Answer
from reportgen.hearing.edits.blocks import row_edits
from reportgen.hearing.edits.fixed import cell_edits, fixed_edits
from reportgen.hearing.edits.texts import text_edits
from reportgen.hearing.names import nth
from reportgen.hearing.result import Edit, EditKind, Part


def changes(answer: Answer) -> tuple[Edit, ...]:
    """Find every edit of an answer; an answer without edits gives none."""
    found = [*text_edits(answer), *row_edits(answer), *cell_edits(answer), *fixed_edits(answer)]
    return _each_named(_with_what_was_joined(found))


def _with_what_was_joined(edits: Sequence[Edit]) -> list[Edit]:
    """Name the rewording that took in a neighbour's words for what belongs together."""
    made = list(edits)
    for removal in edits:
        into, plus, _ = removal.together.partition("+")
        if removal.kind is not EditKind.REMOVE or not plus:
            continue
        grown = [
            (len(edit.hunk.new) - (edit.hunk.end - edit.hunk.start), -n)
            for n, edit in enumerate(made)
            if edit.block == into and edit.part is Part.TEXT and edit.hunk is not None
        ]
        if grown:
            n = -max(grown)[1]
            made[n] = replace(made[n], together=removal.together)
    return made


def _each_named(edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """Tell apart edits that are the same twice in one answer."""
    times: Counter[str] = Counter()
    made: list[Edit] = []
    for edit in edits:
        times[edit.id] += 1
        number = times[edit.id]
        made.append(edit if number == 1 else replace(edit, id=nth(edit.id, number)))
    return tuple(made)
