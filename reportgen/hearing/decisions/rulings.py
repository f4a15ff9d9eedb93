"""What the secretariat decided, and whether it holds together."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from reportgen.hearing.base import Prepared
from reportgen.hearing.result import Comment, Edit, EditKind, Merged, Part, Variant
from reportgen.problems import Location, Problem


class Outcome(StrEnum):
    """Whether an input of the hearing was met (``Imødekommet``)."""

    YES = "ja"
    PARTLY = "delvist"
    NO = "nej"


class RemarkKind(StrEnum):
    """What an input of the hearing is (``Type``), as a person judges it."""

    ERROR = "fejl"
    CLARIFICATION = "præcisering"
    PROPOSAL = "nyt forslag"
    QUESTION = "spørgsmål"


@dataclass(frozen=True, slots=True)
class Ruling:
    """What was decided of one edit, comment or variant of a conflict."""

    id: str
    """Id of an edit or a comment, or of a variant as ``3.6-U1-a3fk/2``."""
    outcome: Outcome
    text: str = ""
    """The secretariat's own wording of the whole block (``Ny ordlyd``), for partly."""
    reason: str = ""
    by: str = ""
    date: dt.date | None = None


Rulings = Mapping[str, Ruling]


@dataclass(frozen=True, slots=True)
class Settled:
    """Every edit and comment with its ruling; of a conflict, by way of its variants."""

    edits: Mapping[str, Ruling]
    """Edit or comment to its ruling; in a conflict, that of the variant it is part of."""
    own: Mapping[str, Ruling]
    """Rulings with a wording of the secretariat's own, by what they were typed at."""
    undecided: tuple[str, ...]
    """Ids of rows nobody has decided yet, in order."""


def rows(merged: Merged) -> tuple[str, ...]:
    """Everything that is to be decided: edits, variants instead of edits in conflict, comments."""
    ids = [edit.id for edit in merged.edits if not edit.conflict]
    ids += [row for conflict in merged.conflicts for row, _ in variants(merged, conflict.id)]
    return (*ids, *(comment.id for comment in merged.comments))


def variants(merged: Merged, conflict: str) -> list[tuple[str, Variant]]:
    """Variants of a conflict with their ids, as ``3.6-U1-a3fk/1``."""
    return [
        (f"{found.id}/{number}", variant)
        for found in merged.conflicts
        if found.id == conflict
        for number, variant in enumerate(found.variants, 1)
    ]


def accept_all(merged: Merged, by: str, date: dt.date) -> dict[str, Ruling]:
    """Rulings that take every edit as it stands, as of one editor's own work.

    One editor is never in conflict with themselves, so nothing is left out.
    """
    met = (edit.id for edit in merged.edits if not edit.conflict)
    return {id_: Ruling(id_, Outcome.YES, by=by, date=date) for id_ in met}


def settle(merged: Merged, rulings: Rulings) -> tuple[Settled, list[Problem]]:
    """Bring rulings to the edits they are about; faults are those a person can mend."""
    there = rows(merged)
    known = frozenset(there)
    problems = [
        Problem("hearing-decision-unknown", Location(), {"id": id_})
        for id_ in rulings
        if id_ not in known
    ]
    problems += [
        Problem("hearing-wording-missing", Location(), {"id": ruling.id})
        for ruling in rulings.values()
        if ruling.outcome is Outcome.PARTLY and not ruling.text.strip()
    ]
    edits = {e.id: rulings[e.id] for e in merged.edits if not e.conflict and e.id in rulings}
    edits.update((c.id, rulings[c.id]) for c in merged.comments if c.id in rulings)
    for conflict in merged.conflicts:
        ruled = [(rulings[row], v) for row, v in variants(merged, conflict.id) if row in rulings]
        chosen = [ruling for ruling, _ in ruled if ruling.outcome is not Outcome.NO]
        if len(chosen) > 1:
            values = {"conflict": conflict.id, "chosen": ", ".join(r.id for r in chosen)}
            problems.append(Problem("hearing-variants-both", Location(), values))
        for ruling, variant in sorted(ruled, key=lambda each: each[0] in chosen):
            edits.update(dict.fromkeys(variant.edits, ruling))
    torn = torn_apart(merged.edits, edits)
    problems += [Problem("hearing-together", Location(), {"ids": ", ".join(ids)}) for ids in torn]
    own = {
        id_: ruling
        for id_, ruling in rulings.items()
        if ruling.outcome is not Outcome.NO and ruling.text.strip() and id_ in known
    }
    undecided = tuple(id_ for id_ in there if id_ not in rulings)
    return Settled(edits, own, undecided), problems


def torn_apart(edits: Iterable[Edit], ruled: Rulings) -> list[tuple[str, ...]]:
    """The rows of edits that hold only together, and were decided differently.

    What several moved or joined each in their own way is taken out once, for any of them.
    """
    groups: defaultdict[str, list[Edit]] = defaultdict(list)
    for edit in edits:
        if edit.together and edit.id in ruled:
            groups[edit.together].append(edit)
    return [
        tuple(dict.fromkeys(ruled[edit.id].id for edit in group))
        for group in groups.values()
        if len(group) > 1 and len(_met_by_kind(group, ruled)) > 1
    ]


def _met_by_kind(group: Sequence[Edit], ruled: Rulings) -> set[bool]:
    """Whether any of those that take something out were met, and any of the others."""
    gone = [edit for edit in group if edit.kind is EditKind.REMOVE]
    rest = [edit for edit in group if edit.kind is not EditKind.REMOVE]
    return {
        any(ruled[edit.id].outcome is not Outcome.NO for edit in edits)
        for edits in (gone, rest)
        if edits
    }


@dataclass(frozen=True, slots=True)
class Decided:
    """Edits and comments of a round with their rulings."""

    prepared: Prepared
    merged: Merged
    ruled: Rulings
    """By edit or comment."""
    own: Rulings
    """Those with a wording of the secretariat's own, by what they were typed at."""
    rows: dict[str, str]
    """Edits in a conflict that was given an own wording, to the row it was typed in."""
    problems: list[Problem] = field(default_factory=list)
    """What came to light on the way."""

    @classmethod
    def of(cls, prepared: Prepared, merged: Merged, settled: Settled) -> Decided:
        """Bring together what was settled with what it is about."""
        rows = {
            edit: row
            for conflict in merged.conflicts
            for row, variant in variants(merged, conflict.id)
            for edit in variant.edits
            if row in settled.own
        }
        return cls(prepared, merged, settled.edits, settled.own, rows)

    def met(self, edit: Edit) -> bool:
        """Whether an edit is made as it stands."""
        ruling = self.ruled.get(edit.id)
        return (
            ruling is not None
            and ruling.outcome is not Outcome.NO
            and edit.part is not Part.FIXED
            and self.wording(edit) is None
        )

    def wording(self, edit: Edit) -> Ruling | None:
        """The secretariat's own wording in place of an edit, where there is one."""
        return self.own.get(self.rows.get(edit.id, edit.id))

    def of_comment(self, comment: Comment) -> Ruling | None:
        """The ruling on a comment."""
        return self.own.get(comment.id) or self.ruled.get(comment.id)
