"""Which changes of a consolidated document are still tracked, and so undecided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from reportgen.hearing.edits.answer import Answer
from reportgen.hearing.model import Deleted, Para
from reportgen.hearing.redline_plan import BETWEEN_NAMES
from reportgen.hearing.result import Edit, EditKind, Merged


class Left:
    """The changes that are still tracked, by block, by section, and by author."""

    def __init__(self, answer: Answer, merged: Merged, deleted: Sequence[Deleted]) -> None:
        self._authors: defaultdict[str, set[str]] = defaultdict(set)
        self.uprooted: defaultdict[str, set[str]] = defaultdict(set)
        """Who moved a block or took it out."""
        for edit in merged.edits:
            if edit.kind in (EditKind.MOVE, EditKind.REMOVE):
                self.uprooted[edit.block] |= set(edit.parties)
        for piece in answer.view.pieces:
            for j in piece.paragraphs:
                self._note(answer.para(j), piece.block, piece.section)
        for j, section in answer.view.new_fixed:
            self._note(answer.para(j), section)
        for para in answer.returned.paragraphs:
            for anchor in para.anchors:
                self._note(para, anchor.partition("#")[0])
        known = answer.prepared.known
        for gone in deleted:
            for anchor in gone.anchors:
                block = anchor.partition("#")[0]
                section = known[block].block.section if block in known else ""
                for place in (block, section):
                    self._authors[place].add(gone.author.name)

    def _note(self, para: Para, *places: str) -> None:
        for place in places:
            self._authors[place] |= {tracked.author.name for tracked in para.tracked}

    def of(self, edit: Edit) -> bool:
        """Whether a change of somebody's who made this edit is left in its block.

        What was put in a block that somebody else moved or took out may stand alone, or be
        seen by nobody as long as that is open; and what is new is in no block. There,
        anything of theirs in the section counts.
        """
        authors, parties = self._authors[edit.block or edit.section], set(edit.parties)
        if edit.block in self.uprooted:
            authors = authors | self._authors[edit.section]
            parties |= self.uprooted[edit.block]
        names = {name for author in authors for name in author.split(BETWEEN_NAMES)}
        return bool(names & parties)
