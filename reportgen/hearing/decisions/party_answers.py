"""What each party is answered: every edit and comment of its own, what was decided, and why.

Nothing that was said to or of another party is in it, and what the secretariat noted for the
hearing note alone (``Sekretariatets vurdering``) is not either.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.hearing.base import Prepared, row_of_block
from reportgen.hearing.decisions.descriptions import said
from reportgen.hearing.decisions.rewordings import whole
from reportgen.hearing.decisions.rows import Row, Typed, cell_name
from reportgen.hearing.decisions.rulings import Outcome, variants
from reportgen.hearing.edits.tables import cell_place
from reportgen.hearing.responses import Response, RoundResult, Way, heard_as
from reportgen.hearing.result import Comment, Edit, EditKind, Merged, Part, TablePlace
from reportgen.report import ids
from reportgen.report.entries import REWORDING, Entry
from reportgen.report.model import Folded
from reportgen.report.wording.text import lines


@dataclass(frozen=True, slots=True)
class Standing:
    """Where what a row is about stands in the report once all is decided."""

    place: str
    """As ``3.6, punkt 2 (U1)``; empty where it is no longer in the report."""
    words: str = ""
    """What the row's decision made of it, as markup; empty where it changed no words."""
    is_open: bool = False
    """Whether somebody has yet to write it in."""


def standings(
    prepared: Prepared, folded: Folded, decided: Iterable[tuple[str, Entry]]
) -> dict[str, Standing]:
    """Where the block of each row stands; `folded` is the report with the `decided` entries."""
    of_row: dict[str, list[Entry]] = {}
    for row, entry in decided:
        of_row.setdefault(row, []).append(entry)
    return {
        row: _standing(prepared, folded, entries)
        for row, entries in of_row.items()
        if any(entry.id or entry.is_pending for entry in entries)
    }


def _standing(prepared: Prepared, folded: Folded, entries: Sequence[Entry]) -> Standing:
    if any(entry.is_pending for entry in entries):
        return Standing("", is_open=True)
    block = next((entry.id for entry in reversed(entries) if entry.id), "")
    found, place = folded.find(block), _place_in(folded, block)
    if found is None or not place:
        return Standing("")
    made = [entry for entry in entries if entry.kind in REWORDING]
    heading = found.heading if any(entry.heading for entry in made) else ""
    text = _changed(prepared, block, found.text) if any(entry.text for entry in made) else ""
    return Standing(place, whole(heading, text))


def _changed(prepared: Prepared, block: str, text: str) -> str:
    """The paragraphs of a block that do not stand in what was sent out; else all of them."""
    known = prepared.known.get(block)
    sent = set(lines(known.block.text)) if known else set()
    return "\n".join(line for line in lines(text) if line not in sent) or text


def _place_in(folded: Folded, block: str) -> str:
    """Where a block stands in a report; empty where it does not."""
    found = folded.find(block)
    if found is None or not folded.is_standing(block):
        return ""
    return _place(found.section, folded.row_of(block), block)


def _place(section: str, row: Sequence[str], block: str) -> str:
    """Where a block stands, as people find it: its number there, and the id of a point."""
    number = row.index(block) + 1
    if ids.is_point(block):
        return f"{section}, punkt {number} ({block})"
    return f"{section}, stykke {number}"


@dataclass(frozen=True, slots=True)
class Answered:
    """One thing that a party wanted, and what became of it."""

    about: tuple[str, ...]
    """Ids of the edits or the comment; none for a file that was set aside."""
    place: str
    """Where it is in what was sent out, as ``3.6, punkt 1 (U1)``."""
    wanted: str
    """In plain words."""
    outcome: Outcome | None
    """None where nobody took a stand on it."""
    reason: str
    """As markup."""
    wording: str = ""
    """What stands there now, as markup, where it was met with words."""
    standing: Standing | None = None
    """None where it is about no block of the report."""


@dataclass(frozen=True, slots=True)
class PartyAnswer:
    """All that one party is answered."""

    party: str
    responses: tuple[Response, ...]
    """What it answered with, the second after the first."""
    items: tuple[Answered, ...]
    """In the order of what was sent out."""
    edits: int
    comments: int


@dataclass(frozen=True, slots=True)
class Decisions:
    """What was decided in a round, and what came of it."""

    rows: Sequence[Row]
    typed: Mapping[str, Typed]
    left: Collection[str]
    """Rows on which nobody took a stand."""
    standings: Mapping[str, Standing]
    """Of the rows that changed something."""
    folded: Folded | None = None
    """The report with all that was decided; none where nothing is decided yet."""


def party_answers(
    result: RoundResult,
    decisions: Decisions,
    parties: Sequence[str],
    aside: Collection[str] = (),
) -> tuple[PartyAnswer, ...]:
    """The answer to each of the `parties` that answered, in their order.

    A file that was set aside is answered where its id is in `aside`: one that a person sent.
    """
    answering = _Answering(result, decisions)
    found = (answering.to(party, parties, aside) for party in parties)
    return tuple(
        each
        for each in found
        if each.items or any(response.way is not Way.MISSING for response in each.responses)
    )


class _Answering:
    """One round, from which every party is answered; who said what is looked up once for all."""

    def __init__(self, result: RoundResult, decisions: Decisions) -> None:
        self.result, self.decisions = result, decisions
        merged = result.merged
        self._set_aside = {each.id: each for each in result.set_aside}
        self._comments = {comment.id: comment for comment in merged.comments}
        self._by_edit = [edit.parties for edit in merged.edits]
        self._rows = tuple(_rows_of(merged, decisions.rows))
        self._sent = _Sent(result.prepared)
        self._names = {each.party for each in result.responses}
        self._names.update(party for parties in self._by_edit for party in parties)
        self._names.update(comment.party for comment in merged.comments)

    def to(self, party: str, parties: Sequence[str], aside: Collection[str]) -> PartyAnswer:
        result = self.result
        names = frozenset(name for name in self._names if heard_as(name, parties) == party)
        items = list(self._items(names))
        files = [
            self._of_file(row)
            for row in self.decisions.rows
            if row.id in aside and row.party in names
        ]
        comments = sum(comment.party in names for comment in result.merged.comments)
        edits = sum(not names.isdisjoint(made_by) for made_by in self._by_edit)
        responses = tuple(each for each in result.responses if each.party in names)
        return PartyAnswer(party, responses, (*items, *files), edits, comments)

    def _items(self, names: frozenset[str]) -> Iterator[Answered]:
        """Each edit and comment of the party once, by its place in what was sent out."""
        merged, sent, comments = self.result.merged, self._sent, self._comments
        told: set[str] = set()
        found: list[tuple[tuple[float, float], Answered]] = []
        for row, parties in self._rows:
            if names.isdisjoint(parties):
                continue
            new = [id_ for id_ in row.about if id_ not in told]
            told.update(new)
            if not new:
                continue
            if (comment := comments.get(new[0])) is not None:
                block, wanted = comment.block, _of_comment(comment)
                at, place = sent.order(comment.section, block), sent.place(row, block)
                found.append((at, self._answered(row, tuple(new), place, wanted, block=block)))
                continue
            edits = [merged.edit(id_) for id_ in new]
            at = sent.order(edits[0].section, edits[0].block or edits[0].place)
            place = sent.place(row, edits[0].block, edits[0].table)
            wanted = "\n".join(_of_edit(self.result.prepared, edit) for edit in edits)
            block = edits[0].block
            answered = self._answered(row, tuple(new), place, wanted, block=block, edits=edits)
            found.append((at, answered))
        found.sort(key=lambda each: each[0])
        yield from (answered for _, answered in found)

    def _answered(
        self,
        row: Row,
        about: tuple[str, ...],
        place: str,
        wanted: str,
        *,
        block: str = "",
        edits: Sequence[Edit] = (),
    ) -> Answered:
        typed = self.decisions.typed.get(row.id, Typed())
        outcome = None if row.id in self.decisions.left else typed.outcome
        standing = self.decisions.standings.get(row.id) or self._unchanged(block)
        wording = ""
        if outcome in (Outcome.YES, Outcome.PARTLY) and not (standing and standing.is_open):
            beside = [e.after for e in edits if e.kind is EditKind.CELL or e.part is Part.FIELD]
            wording = (standing.words if standing else "") or typed.text or "\n".join(beside)
        return Answered(about, place, wanted, outcome, typed.reason, wording, standing)

    def _unchanged(self, block: str) -> Standing | None:
        """Where a block stands by now that a row is about and did not change."""
        folded = self.decisions.folded
        if folded is None or block not in self.result.prepared.known:
            return None
        return Standing(_place_in(folded, block))

    def _of_file(self, row: Row) -> Answered:
        name = self._set_aside[row.id].reason.values.get("name") or row.before
        wanted = f"Filen “{name}” kunne ikke læses som et svar på høringen."
        return self._answered(row, (), row.section, wanted)


def _rows_of(merged: Merged, rows: Sequence[Row]) -> Iterator[tuple[Row, Collection[str]]]:
    """The rows with the parties that each names, but for those of files."""
    comments = {comment.id: comment.party for comment in merged.comments}
    sides = {
        row: variant.parties
        for conflict in merged.conflicts
        for row, variant in variants(merged, conflict.id)
    }
    for row in rows:
        first = row.about[0] if row.about else ""
        if first in comments:
            yield row, (comments[first],)
        elif first:
            yield row, sides.get(row.id) or merged.edit(first).parties


class _Sent:
    """What was sent out: its places, and their order."""

    def __init__(self, prepared: Prepared) -> None:
        self._known, self._rows = prepared.known, prepared.rows
        self._sections = {section: n for n, section in enumerate(prepared.sections, 1)}

    def order(self, section: str, block: str) -> tuple[float, float]:
        """Sort key of a place; what is said of the whole report comes last."""
        known, last = self._known.get(block), float("inf")
        at = known.slots[0] if known and known.slots else last
        return self._sections.get(section, last), at

    def place(self, row: Row, block: str, table: TablePlace | None = None) -> str:
        """What a place is called; a cell by its table, not by the workbook behind it."""
        if block in self._known:
            section = self._known[block].block.section
            return _place(section, self._rows[row_of_block(block, section)], block)
        if table is not None:
            section = row.section.partition(" (")[0]
            return f"{section}: {cell_place(table).removeprefix('I ')}"
        return row.section


def _of_comment(comment: Comment) -> str:
    kind = "Svar på en kommentar" if comment.reply_to else "Kommentar"
    if not comment.section and comment.paragraph is None and not comment.quoted:
        return comment.text
    on = f" til “{' '.join(comment.quoted.split())}”" if comment.quoted else ""
    return f"{kind}{on}: {comment.text}"


def _of_edit(prepared: Prepared, edit: Edit) -> str:
    """What an edit wants; words that were struck through by hand were to go, to who did it."""
    sources = tuple(replace(source, struck=False) for source in edit.sources)
    text = said(prepared, replace(edit, sources=sources))
    # The cell of the workbook is the secretariat's; its place in the report is told beside.
    return text.replace(f" ({cell_name(edit.block)})", "") if ids.is_cell(edit.block) else text
