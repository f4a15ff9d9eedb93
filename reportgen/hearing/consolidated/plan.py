"""From what all parties want to the plan of one document that shows it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from reportgen.hearing.base import Known, Prepared
from reportgen.hearing.consolidated.arrivals import Arrival, Arrivals
from reportgen.hearing.consolidated.comments import Threads
from reportgen.hearing.consolidated.layers import (
    LIST_STYLES,
    LayeredParagraph,
    LayeredText,
    Signing,
    authorship,
)
from reportgen.hearing.edits.fixed import cell_words
from reportgen.hearing.redline_plan import (
    AddedParagraph,
    EditedParagraph,
    Move,
    Moved,
    Plan,
    Signature,
)
from reportgen.hearing.responses import Ranks
from reportgen.hearing.result import Edit, EditKind, Merged, Part
from reportgen.report import ids
from reportgen.report.differ import Hunk, apply_hunks
from reportgen.report.text import Line, Run
from reportgen.report.tokens import Tokens, lines_of, tokenize_markup


def plan(prepared: Prepared, merged: Merged, order: Sequence[str], secretariat: str) -> Plan:
    """Plan the consolidated document.

    Accepting the changes that name a party and rejecting the rest gives that party's
    text, rejecting all gives the base; headings and text of the template, which nobody
    can decide to change, are remarked on in comments. `secretariat` signs what is said
    about conflicts.
    """
    return _Planning(prepared, merged, order, secretariat).plan()


def only_told(prepared: Prepared, merged: Merged) -> frozenset[str]:
    """Ids of the edits that stand in the consolidated document as comments alone."""
    planning = _Planning(prepared, merged, (), "")
    planning.plan()
    return frozenset(planning.threads.told)


class _Planning:
    """One run from edits to a plan."""

    def __init__(
        self, prepared: Prepared, merged: Merged, order: Sequence[str], secretariat: str
    ) -> None:
        self.prepared, self.merged = prepared, merged
        self.signing = Signing(Ranks(order))
        self.layered: dict[int, LayeredParagraph] = {}
        self.texts: dict[tuple[int, ...], LayeredText] = {}
        self.arrivals = Arrivals(prepared, merged.edits)
        self.threads = Threads(prepared, merged, self.signing, Signature(secretariat))
        self.moves: dict[str, Move] = {}
        self.added: dict[int, list[AddedParagraph | Moved]] = {}
        self.edits_of: defaultdict[str, list[Edit]] = defaultdict(list)
        for edit in merged.edits:
            if edit.block:
                self.edits_of[edit.block].append(edit)

    def plan(self) -> Plan:
        """Make the plan: words first, then looks, which words can stand in the way of."""
        for edit in self.merged.edits:
            if edit.part is Part.FIXED:
                self.threads.tell(edit)
            elif edit.kind is EditKind.REMOVE:
                self._remove(edit)
            elif edit.kind is EditKind.CELL:
                self._cell(edit)
            elif edit.kind is EditKind.REPLACE:
                self._replace(edit)
        for block in [block for block, movers in self.arrivals.movers.items() if movers]:
            self._leave(block)
        for edit in self.merged.edits:
            if edit.kind is EditKind.FORMAT and edit.part is not Part.FIXED:
                self._format(edit)
        for anchor, arrivals in self.arrivals.after.items():
            for arrival in arrivals:
                self.added.setdefault(anchor, []).extend(self._arrive(arrival))
        self._tell_what_is_nowhere()
        return self._written()

    # Words

    def _layered(self, index: int) -> LayeredParagraph:
        if index not in self.layered:
            self.layered[index] = LayeredParagraph.of(self.prepared.document.paragraphs[index])
        return self.layered[index]

    def _text_of(self, paragraphs: Sequence[int], *, in_cell: bool = False) -> LayeredText:
        at = tuple(paragraphs)
        if at not in self.texts:
            self.texts[at] = LayeredText([self._layered(index) for index in at], in_cell=in_cell)
        return self.texts[at]

    def _indexes(self, slots: Sequence[int]) -> list[int]:
        return [self.prepared.slots[i].index for i in slots]

    def _of(self, edit: Edit) -> LayeredText:
        known = self.prepared.known[edit.block]
        if edit.part is Part.HEADING and known.heading is not None:
            return self._text_of(self._indexes([known.heading]))
        return self._text_of(self._indexes(known.texts))

    def _staying(self, edit: Edit) -> set[str]:
        """Parties of an edit that left its block where it is."""
        return set(edit.parties) - self.arrivals.movers[edit.block]

    def _replace(self, edit: Edit) -> None:
        parties = self._staying(edit)
        if parties and edit.hunk is not None:
            self._of(edit).replace(edit.hunk, authorship(edit, parties))

    def _cell(self, edit: Edit) -> None:
        text = self._text_of(edit.paragraphs, in_cell=True)
        hunk = edit.hunk
        known = [token.text for token in cell_words(edit.before)]
        if hunk is None or [token.text for token in text.words] != known:
            after = cell_words(edit.after)
            hunk = Hunk(0, len(text.words), after)
        text.replace(hunk, authorship(edit))

    def _remove(self, edit: Edit) -> None:
        by = authorship(edit)
        known = self.prepared.known[edit.block]
        slots = known.texts if edit.part is Part.TEXT else known.slots
        for index in self._indexes(slots):
            self._layered(index).take_whole(by)

    def _format(self, edit: Edit) -> None:
        parties = self._staying(edit)
        if not parties or edit.hunk is None:
            return
        by = authorship(edit, parties)
        point = ids.is_point(edit.block)
        if not self._of(edit).format(edit.hunk, by, self.signing, point):
            self.threads.tell(edit)

    # Blocks

    def _leave(self, block: str) -> None:
        """Take a block away from where it stood, for those who moved it."""
        moves = [edit for edit in self.edits_of[block] if edit.kind is EditKind.MOVE]
        known = self.prepared.known[block]
        at = self._indexes(known.slots)
        alone = len(moves) == 1 and len(self.edits_of[block]) == 1
        whole = at == list(range(min(at), max(at) + 1))
        if alone and whole and self.arrivals.times.get(moves[0].id) == 1:
            by = self.signing.sign([authorship(moves[0])])
            self.moves[moves[0].id] = Move(min(at), max(at), by)
            return
        for edit in moves:
            for index in at:
                self._layered(index).take_whole(authorship(edit))

    def _arrive(self, arrival: Arrival) -> list[AddedParagraph | Moved]:
        edit = arrival.edit
        if edit.id in self.moves:
            return [Moved(edit.id)]
        if edit.kind is EditKind.MOVE:
            return list(self._copies(arrival))
        point = not ids.is_prose_row(edit.row)
        by = self.signing.sign([authorship(edit, arrival.parties)])
        made = [AddedParagraph((Run(edit.heading),), by, "Punkt")] if edit.heading else []
        style = "Punkttekst" if point else "Normal"
        for line in lines_of(tokenize_markup(edit.after)):
            made.append(AddedParagraph(line.runs, by, LIST_STYLES.get(line.kind, style)))
        if arrival.is_again and made:
            made[0] = replace(made[0], threads=(self.threads.of_twin(),))
        return list(made)

    def _copies(self, arrival: Arrival) -> list[AddedParagraph]:
        """A moved block that was edited too, put in anew with its movers' own edits in it."""
        edit = arrival.edit
        known = self.prepared.known[edit.block]
        others = [e for e in self.edits_of[edit.block] if e.hunk is not None]
        groups: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        for party in arrival.parties:
            groups[tuple(e.id for e in others if party in e.parties)].append(party)
        made: list[AddedParagraph] = []
        for mine, parties in groups.items():
            by = self.signing.sign([authorship(edit, parties)])
            own = [e for e in others if e.id in mine]
            copy = [AddedParagraph(line.runs, by, style) for line, style in self._lines(known, own)]
            if copy:
                said = self.threads.of_copy(edit, by)
                copy[0] = replace(copy[0], threads=(said,))
            made += copy
        return made

    def _lines(self, known: Known, edits: Sequence[Edit]) -> list[tuple[Line, str]]:
        """Paragraphs of a block with some edits made, each with its style."""
        paragraphs = self.prepared.document.paragraphs

        def with_edits(words: Tokens, part: Part) -> tuple[Line, ...]:
            hunks = [e.hunk for e in edits if e.part is part and e.hunk is not None]
            return lines_of(apply_hunks(words, hunks))

        texts = with_edits(known.words, Part.TEXT)
        style = next((paragraphs[i].style for i in self._indexes(known.texts)), "Normal")
        if style in LIST_STYLES.values():
            style = "Punkttekst" if ids.is_point(known.block.id) else "Normal"
        made: list[tuple[Line, str]] = []
        placed = False
        for slot, index in zip(known.slots, self._indexes(known.slots), strict=True):
            if slot == known.heading:
                made += [
                    (x, paragraphs[index].style)
                    for x in with_edits(known.heading_words, Part.HEADING)
                ]
            elif slot not in known.texts:
                made.append((paragraphs[index].line, paragraphs[index].style))
            elif not placed:
                placed = True
                made += [(line, LIST_STYLES.get(line.kind, style)) for line in texts]
        return made

    def _tell_what_is_nowhere(self) -> None:
        """Say in a comment what came to stand at no place at all."""
        placed = self.arrivals.times
        for edit in self.merged.edits:
            if edit.kind in (EditKind.ADD, EditKind.MOVE) and edit.id not in placed:
                self.threads.tell(edit)

    def _written(self) -> Plan:
        edited: dict[int, EditedParagraph] = {}
        added: dict[int, list[AddedParagraph | Moved]] = {}
        for index, paragraph in sorted(self.layered.items()):
            if (made := paragraph.edited(self.signing)) is not None:
                edited[index] = made
            if paragraph.after:
                style = (
                    "Punkttekst"
                    if paragraph.para.style in LIST_STYLES.values()
                    else paragraph.para.style
                )
                added.setdefault(index, []).extend(paragraph.added(self.signing, style or "Normal"))
        for index, new in self.added.items():
            if new:
                added.setdefault(index, []).extend(new)
        for index, threads in self.threads.threads(edited).items():
            edited[index] = replace(edited.get(index, EditedParagraph()), threads=threads)
        return Plan(
            edited=edited,
            added={index: tuple(new) for index, new in sorted(added.items())},
            moves=self.moves,
            replies=self.threads.replies,
            resolved=self.threads.resolved,
        )
