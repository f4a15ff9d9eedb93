"""From what all parties want to the plan of one document that shows it.

Added and moved blocks come to stand where each party that wants them wants them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.hearing.base import Known, Prepared
from reportgen.hearing.consolidated.comments import Threads
from reportgen.hearing.consolidated.disputes import disputes
from reportgen.hearing.consolidated.layers import (
    LIST_STYLES,
    Authorship,
    LayeredParagraph,
    LayeredText,
    Signing,
    authorship,
    broken_lines,
)
from reportgen.hearing.decisions.current import Overtaken
from reportgen.hearing.edits.tables import cell_words
from reportgen.hearing.matching.chains import increasing
from reportgen.hearing.redline_plan import (
    AddedParagraph,
    AddedRow,
    DeletedRow,
    EditedParagraph,
    Move,
    Moved,
    Plan,
    Signature,
)
from reportgen.hearing.responses import Ranks
from reportgen.hearing.result import Edit, EditKind, Merged, Part
from reportgen.report import ids
from reportgen.report.wording.differ import Hunk, apply_hunks
from reportgen.report.wording.text import Line, Run
from reportgen.report.wording.tokens import Tokens, tokenize_markup


@dataclass(frozen=True, slots=True)
class Arrival:
    """A block that comes to stand after a paragraph of the base, for these parties."""

    edit: Edit
    parties: tuple[str, ...]
    is_again: bool = False
    """Whether it stands beside already, for others, who want it in another order."""


class Arrivals:
    """Every addition and move, at the paragraph of the base it follows.

    Parties that want the same block after a block that only some of them moved get it at
    two places, each under its own.
    """

    def __init__(self, prepared: Prepared, edits: Sequence[Edit]) -> None:
        self._prepared = prepared
        self._at: defaultdict[tuple[str, str], list[Edit]] = defaultdict(list)
        self.movers: defaultdict[str, set[str]] = defaultdict(set)
        """Parties that moved a block, by the block."""
        for edit in edits:
            if edit.kind in (EditKind.ADD, EditKind.MOVE) and not edit.is_row:
                self._at[edit.row, edit.place].append(edit)
            if edit.kind is EditKind.MOVE:
                self.movers[edit.block] |= set(edit.parties)
        self.after: defaultdict[int, list[Arrival]] = defaultdict(list)
        """By the paragraph of the base."""
        everyone = {party for edit in edits for party in edit.parties}
        for row, place in list(self._at):
            anchor = self._anchor(row, place, self._at[row, place])
            staying = everyone - self.movers[place]
            self.after[anchor] += self._arriving(row, place, staying, frozenset())

    @property
    def times(self) -> dict[str, int]:
        """At how many places each edit comes to stand."""
        counted: defaultdict[str, int] = defaultdict(int)
        for arrivals in self.after.values():
            for arrival in arrivals:
                counted[arrival.edit.id] += 1
        return dict(counted)

    def _anchor(self, row: str, place: str, edits: Sequence[Edit]) -> int:
        known = self._prepared.known.get(place)
        if known is not None and known.slots:
            return max(self._prepared.slots[i].index for i in known.slots)
        blocks = [self._prepared.known[block] for block in self._prepared.rows.get(row, ())]
        firsts = [self._prepared.slots[b.slots[0]].index for b in blocks if b.slots]
        if firsts:
            return min(firsts) - 1
        near = [edit.paragraphs[0] for edit in edits if edit.paragraphs]
        return near[0] if near else len(self._prepared.document.paragraphs) - 1

    def _arriving(
        self, row: str, place: str, parties: set[str], passed: frozenset[str]
    ) -> Iterator[Arrival]:
        """What comes after `place` for `parties`: what is new there, then what is moved.

        After a moved block comes what its mover put after it.
        """
        here = [
            Arrival(edit, mine)
            for edit in self._at.get((row, place), [])
            if (mine := tuple(party for party in edit.parties if party in parties))
        ]
        yield from each_in_order([a for a in here if a.edit.kind is EditKind.ADD])
        for arrival in here:
            edit = arrival.edit
            if edit.kind is not EditKind.MOVE:
                continue
            yield arrival
            if edit.block not in passed:
                theirs = set(arrival.parties)
                yield from self._arriving(row, edit.block, theirs, passed | {edit.block})


def each_in_order(added: Sequence[Arrival]) -> list[Arrival]:
    """Additions at one place, so that each party's own stand in that party's order.

    Where parties want the same additions in orders that contradict each other, those that
    are out of order for a party stand once more, for that party alone.
    """
    made = list(added)
    for party in dict.fromkeys(party for arrival in added for party in arrival.parties):
        wanted = _order_of(party, [a.edit for a in added if party in a.parties])
        place = {id_: n for n, id_ in enumerate(wanted)}
        mine = [n for n, arrival in enumerate(made) if party in arrival.parties]
        kept = increasing([place[made[n].edit.id] for n in mine])
        stray = set(mine) - {mine[k] for k in kept}
        if not stray:
            continue
        edits = {made[n].edit.id: made[n].edit for n in stray}
        made = [_without(a, party) if n in stray else a for n, a in enumerate(made)]
        at = -1
        for id_ in wanted:
            if id_ in edits:
                at += 1
                beside = made[at] if at < len(made) else None
                if beside is not None and beside.is_again and beside.edit.id == id_:
                    made[at] = replace(beside, parties=(*beside.parties, party))
                else:
                    made.insert(at, Arrival(edits[id_], (party,), is_again=True))
            else:
                at = next(n for n, a in enumerate(made) if a.edit.id == id_ and party in a.parties)
    return [arrival for arrival in made if arrival.parties]


def _without(arrival: Arrival, party: str) -> Arrival:
    return replace(arrival, parties=tuple(each for each in arrival.parties if each != party))


def _order_of(party: str, edits: Sequence[Edit]) -> list[str]:
    """Ids of a party's additions at one place in the order of its answer."""
    ids = {edit.id for edit in edits}
    after = {
        before: edit.id
        for edit in edits
        for whose, before in edit.follows
        if whose == party and before in ids
    }
    found: list[str] = []
    for edit in edits:
        if edit.id not in after.values():
            at: str | None = edit.id
            while at is not None:
                found.append(at)
                at = after.get(at)
    return found


def plan(
    prepared: Prepared,
    merged: Merged,
    order: Sequence[str],
    secretariat: str,
    overtaken: Mapping[str, Overtaken] | None = None,
) -> Plan:
    """Plan the consolidated document.

    Accepting the changes that name a party and rejecting the rest gives that party's
    text, rejecting all gives the base; headings and text of the template, which nobody
    can decide to change, are remarked on in comments. `secretariat` signs what is said
    about conflicts and about the rows that were `overtaken`.
    """
    planning = _Planning(prepared, merged, order, secretariat)
    planning.threads.tell_overtaken(overtaken or {})
    return planning.plan()


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
        self.rows: list[DeletedRow | AddedRow] = []
        self.moves: dict[str, Move] = {}
        self.added: dict[int, list[AddedParagraph | Moved]] = {}
        self.edits_of: defaultdict[str, list[Edit]] = defaultdict(list)
        for edit in merged.edits:
            if edit.block:
                self.edits_of[edit.block].append(edit)

    def plan(self) -> Plan:
        """Make the plan: words first, then looks, which words can stand in the way of."""
        disputed = self._disputed()
        for edit in self.merged.edits:
            if edit.id in disputed:
                continue
            if edit.part is Part.FIXED:
                self.threads.tell(edit)
            elif edit.is_row and edit.kind is EditKind.REMOVE:
                self._remove_row(edit)
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
        self._add_rows()
        self._tell_what_is_nowhere()
        for edit in self.merged.edits:
            if edit.struck and edit.id not in self.threads.told:
                self.threads.ask(edit)
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
        if edit.part is Part.FIELD:
            return self._text_of(edit.paragraphs)
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

    def _disputed(self) -> set[str]:
        """Let the sides of each dispute stand one after the other; the ids of their edits."""
        placed: set[str] = set()
        for dispute in disputes(self.prepared, self.merged):
            if self.arrivals.movers[dispute.edits[0].block]:
                continue  # some of them want it elsewhere
            for side in dispute.sides:
                times = [authorship(edit, side.parties).time for edit in side.edits]
                by = Authorship(side.parties, min(filter(None, times), default=""))
                self._of(side.edits[0]).replace(side.hunk, by)
            placed |= {edit.id for edit in dispute.edits}
        return placed

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

    def _remove_row(self, edit: Edit) -> None:
        """Take away a row and all that it says; the ends of its paragraphs go with the row."""
        by = authorship(edit)
        for index in edit.paragraphs:
            layered = self._layered(index)
            layered.take(0, len(layered.deleted_by), by)
        if edit.table is not None:
            signature = self.signing.sign([by])
            self.rows.append(DeletedRow(edit.table.table, edit.table.row, signature))

    def _add_rows(self) -> None:
        """Put in rows, each where those who want it have it."""
        at: defaultdict[tuple[int, int], list[Arrival]] = defaultdict(list)
        for edit in self.merged.edits:
            place = edit.table
            if not edit.is_row or place is None or edit.kind is not EditKind.ADD:
                continue
            for row in dict.fromkeys(row for _, row in place.after):
                parties = tuple(p for p in edit.parties if (p, row) in place.after)
                at[place.table, row].append(Arrival(edit, parties))
        for (table, row), arrivals in sorted(at.items()):
            like = self._pattern(table, row)
            for arrival in each_in_order(arrivals):
                by = self.signing.sign([authorship(arrival.edit, arrival.parties)])
                cells = arrival.edit.table.cells if arrival.edit.table else ()
                self.rows.append(AddedRow(table, row, cells, by, like))

    def _pattern(self, table: int, row: int) -> int:
        """The row that a new one looks like: one of the body, and none that is reckoned."""
        rows = self.prepared.tables[table]
        shown = [n for n, each in enumerate(rows) if any(cell.anchor for cell in each)]
        body = shown or range(1, len(rows)) or [0]
        return min(body, key=lambda n: (abs(n - row), n))

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
        if (nothing := self.prepared.placeholder_of(edit.section)) is not None:
            self._layered(nothing).take_whole(authorship(edit, arrival.parties))
        by = self.signing.sign([authorship(edit, arrival.parties)])
        made = [AddedParagraph((Run(edit.heading),), by, "Punkt")] if edit.heading else []
        style = "Punkttekst" if point else "Normal"
        for line in broken_lines(tokenize_markup(edit.after)):
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
            return tuple(broken_lines(apply_hunks(words, hunks)))

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
            is_placed = edit.is_row or edit.id in placed
            if edit.kind in (EditKind.ADD, EditKind.MOVE) and not is_placed:
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
            rows=tuple(self.rows),
            replies=self.threads.replies,
            resolved=self.threads.resolved,
        )
