"""What the secretariat decided by accepting and rejecting in the consolidated document.

An accepted change leaves no trace, so what stands there is compared with the base and with
what each party wanted. What is still a tracked change is undecided.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportgen.app.hearing.consolidated_plan import only_told
from reportgen.app.hearing.consolidated_seen import Seen
from reportgen.app.hearing.sheet_rows import Typed
from reportgen.hearing.base import Prepared
from reportgen.hearing.consolidated.left import Left
from reportgen.hearing.decisions.rulings import Outcome, variants
from reportgen.hearing.result import Edit, Merged, Part, Variant
from reportgen.word.read.returned import ReadFile


@dataclass(frozen=True, slots=True)
class FromDocument:
    """What a document says was decided."""

    decisions: Mapping[str, Typed]
    """By row; rows that are not in it are undecided, or cannot be decided in a document."""
    own: tuple[Edit, ...] = ()
    """Edits of the secretariat's own that answer no row."""
    added: tuple[str, ...] = ()
    """Ids of the additions that were accepted, in the order they stand in."""

    def in_order(self, edits: Sequence[Edit]) -> tuple[Edit, ...]:
        """`edits` with those additions at each place in the order of the document."""
        number = {id_: n for n, id_ in enumerate(self.added)}
        places: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for n, edit in enumerate(edits):
            if edit.id in number:
                places[edit.row, edit.place].append(n)
        made = list(edits)
        for at in places.values():
            there = sorted((edits[n] for n in at), key=lambda edit: number[edit.id])
            for n, edit in zip(at, there, strict=True):
                made[n] = edit
        return tuple(made)


def decisions_from_document(prepared: Prepared, merged: Merged, read: ReadFile) -> FromDocument:
    """Tell what was accepted and rejected in a consolidated document, however it was saved.

    A wording that is neither the base's nor what was proposed is the secretariat's own: it
    meets a proposal partly. Comments and remarks are not decided in a document.
    """
    done = Seen(prepared, merged, read.rejected)
    kept = Seen(prepared, merged, read.document.paragraphs)
    left = Left(kept.answer, merged, read.document.deleted)
    met: dict[str, Outcome] = {}
    told = only_told(prepared, merged)
    for edit in merged.edits:
        if edit.part is Part.FIXED:
            continue
        now, then = done.outcome(edit), kept.outcome(edit)
        is_open = left.of(edit)
        if now is Outcome.YES or (now is Outcome.PARTLY and not is_open):
            met[edit.id] = now
        elif then is Outcome.NO and not is_open and edit.id not in told:
            met[edit.id] = Outcome.NO
    made: dict[str, Typed] = {}
    for edit in merged.edits:
        if not edit.conflict and edit.id in met:
            made[edit.id] = done.typed(edit, met[edit.id])
    for conflict in merged.conflicts:
        made |= _of_conflict(variants(merged, conflict.id), merged, met, told, done)
    added = tuple(id_ for id_ in done.added if met.get(id_) is Outcome.YES)
    return FromDocument(made, done.own(), added)


def _of_conflict(
    sides: Sequence[tuple[str, Variant]],
    merged: Merged,
    met: Mapping[str, Outcome],
    told: frozenset[str],
    done: Seen,
) -> dict[str, Typed]:
    """One side is met, or none; what is like no side is the secretariat's own."""
    ids = {id_ for _, side in sides for id_ in side.edits}
    if not ids - told <= met.keys():
        return {}
    yes = {id_ for id_ in ids if met.get(id_) is Outcome.YES}
    partly = {id_ for id_ in ids if met.get(id_) is Outcome.PARTLY}
    made = {row: Typed(Outcome.NO) for row, _ in sides}
    chosen = next(
        (
            row
            for row, side in sides
            if set(side.edits) - told == yes - told != set() and not partly
        ),
        "",
    )
    if chosen:
        made[chosen] = Typed(Outcome.YES)
    elif yes or partly:
        row, side = max(sides, key=lambda each: len((yes | partly) & set(each[1].edits)))
        about = next(merged.edit(id_) for id_ in side.edits)
        made[row] = done.typed(about, Outcome.PARTLY)
    else:
        # What a comment proposes may still be followed, where no other side was.
        made = {row: made[row] for row, side in sides if not told & set(side.edits)}
    return made
