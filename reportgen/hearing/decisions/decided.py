"""What was decided of each edit, for those who carry it out."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportgen.hearing.base import Prepared
from reportgen.hearing.decisions.rulings import Outcome, Ruling, Rulings, Settled, variants
from reportgen.hearing.result import Comment, Edit, Merged, Part
from reportgen.problems import Problem


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
