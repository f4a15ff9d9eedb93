"""Decisions on words: each rewording made against what the one before it left."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.hearing.base import Known
from reportgen.hearing.decisions.decided import Decided
from reportgen.hearing.decisions.entries import entry
from reportgen.hearing.decisions.own_wording import heading_and_text
from reportgen.hearing.decisions.rulings import Ruling
from reportgen.hearing.edits.texts import heading_with, text_with
from reportgen.hearing.result import Comment, Edit, EditKind, Part
from reportgen.problems import Location, Problem
from reportgen.report.differ import Hunk, clash, differences
from reportgen.report.entries import DecidedEntry, Kind
from reportgen.report.tokens import plain_of, tokenize_markup

UNNAMED = "Nyt punkt"
"""Heading of a point that nobody gave one."""


def rewordings(decided: Decided) -> list[DecidedEntry]:
    """Every met edit of a text or a heading, block by block."""
    return _Rewording(decided).entries()


class _Rewording:
    """One run over the blocks that are reworded."""

    def __init__(self, decided: Decided) -> None:
        self.decided = decided
        self.merged = decided.merged

    def entries(self) -> list[DecidedEntry]:
        """Every met edit of a text or a heading, block by block."""
        made: list[DecidedEntry] = []
        blocks = dict.fromkeys(edit.block for edit in self.merged.edits if edit.block)
        blocks.update(
            dict.fromkeys(c.block for c in self.merged.comments if c.id in self.decided.own)
        )
        for block in blocks:
            if block in self.decided.prepared.known:
                known = self.decided.prepared.known[block]
                edits = [edit for edit in self.merged.edits if edit.block == block]
                headings = self._headings(known, edits)
                made += self._texts(known, edits, headings)
                made += headings
        return made

    def _headings(self, known: Known, edits: Sequence[Edit]) -> list[DecidedEntry]:
        made: list[DecidedEntry] = []
        hunks: list[Hunk] = []
        stands = known.block.heading
        for edit in edits:
            if edit.part is not Part.HEADING:
                continue
            own = self.decided.wording(edit)
            if own is not None:
                wanted = own.text.strip().replace("\n", " ")
                if not self._speaks_of_heading(edit):
                    wanted = self._parts(known, own, whole=True)[0]
                if wanted:
                    amended = {"heading": wanted, "heading_before": stands}
                    made.append(entry(edit, own, kind=Kind.AMEND, **amended))
                    return made
            if self.decided.met(edit) and edit.hunk is not None:
                hunks.append(edit.hunk)
                wanted = heading_with(known, hunks)
                ruling = self.decided.ruled[edit.id]
                made.append(
                    entry(edit, ruling, kind=Kind.AMEND, heading=wanted, heading_before=stands)
                )
                stands = wanted
        return made

    def _speaks_of_heading(self, edit: Edit) -> bool:
        """Whether a wording typed at this edit is one of the heading alone."""
        dispute = next((c for c in self.merged.conflicts if c.id == edit.conflict), None)
        return dispute is None or dispute.part is Part.HEADING

    def _is_of_whole(self, own: Ruling, edits: Sequence[Edit]) -> bool:
        """Whether a wording was typed at a dispute over heading and text together."""
        return any(
            edit.part is Part.HEADING and self.decided.wording(edit) is own for edit in edits
        )

    def _parts(self, known: Known, own: Ruling, *, whole: bool) -> tuple[str, str]:
        """Heading and text of an own wording; heads only what was shown with its heading."""
        if not whole:
            return "", own.text.strip()
        return heading_and_text(own.text, known.block.text, opens_with_heading=True)

    def _texts(
        self, known: Known, edits: Sequence[Edit], headings: list[DecidedEntry]
    ) -> list[DecidedEntry]:
        """Rewordings of a text, each made against what the one before it left."""
        made: list[DecidedEntry] = []
        hunks: list[Hunk] = []
        stands = known.block.text
        for about, own in self._own_wordings(known, edits):
            text = self._parts(known, own, whole=self._is_of_whole(own, edits))[1]
            wanted = [hunk for hunk, _ in differences(known.words, tokenize_markup(text))]
            if not self._join(known, hunks, wanted, own.id):
                continue
            text = text if len(hunks) == len(wanted) else text_with(known, hunks)
            made.append(entry(about, own, kind=Kind.REPLACE, before=stands, text=text))
            stands = text
        for edit in edits:
            if (
                edit.part is not Part.TEXT
                or edit.kind is EditKind.REMOVE
                or not self.decided.met(edit)
            ):
                continue
            assert edit.hunk is not None
            if not self._join(known, hunks, [edit.hunk], edit.id):
                continue
            text = text_with(known, hunks)
            ruling = self.decided.ruled[edit.id]
            made.append(entry(edit, ruling, kind=Kind.AMEND, before=stands, text=text))
            stands = text
        if made and known.block.waiting and not known.block.heading:
            # A point becomes one with its first wording, and cannot do so without a heading.
            named = plain_of(known.heading_words) or UNNAMED
            if headings:
                named = headings.pop().heading or named
                headings.clear()
            made[0] = made[0].model_copy(update={"heading": named})
        return made

    def _own_wordings(
        self, known: Known, edits: Sequence[Edit]
    ) -> list[tuple[Edit | Comment, Ruling]]:
        """The secretariat's own wordings of a text, each once, with what it answers."""
        found: dict[str, tuple[Edit | Comment, Ruling]] = {}
        for edit in edits:
            own = self.decided.wording(edit)
            alone = edit.part is Part.HEADING and self._speaks_of_heading(edit)
            if own is not None and not alone and edit.kind is not EditKind.CELL:
                found.setdefault(own.id, (edit, own))
        for comment in self.merged.comments:
            if comment.id in self.decided.own and comment.block == known.block.id:
                found[comment.id] = (comment, self.decided.own[comment.id])
        return list(found.values())

    def _join(self, known: Known, hunks: list[Hunk], more: Sequence[Hunk], id_: str) -> bool:
        """Add hunks to those already made, unless they touch the same words."""
        new = [hunk for hunk in more if hunk not in hunks]
        if any(clash(one, other, known.words) for one in hunks for other in new):
            values = {"id": id_, "block": known.block.id}
            self.decided.problems.append(Problem("hearing-wordings-clash", Location(), values))
            return False
        hunks += new
        return True
