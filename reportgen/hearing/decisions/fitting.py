"""Decisions fitted to the inputs as they are now.

A decision is made on the text that was sent out. Where the inputs have changed it since,
what is to be written is made against what stands there now: at other words both stand, and
at the same words a person has to say which, unless that was asked and answered.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from reportgen.hearing.base import Prepared
from reportgen.hearing.decisions.apply import Applied, CellChange, RowChange
from reportgen.hearing.decisions.current import Current, Overtaken, tidy
from reportgen.hearing.decisions.rewordings import UNNAMED, Made
from reportgen.hearing.decisions.rows import Row
from reportgen.hearing.decisions.rulings import Outcome
from reportgen.report import ids
from reportgen.report.entries import DecidedEntry, Kind
from reportgen.report.model import Block
from reportgen.report.wording.differ import merge, merge_over

MET = "Imødekommet. Det stod allerede i rapportens input."
"""Answer to what the inputs say already."""
GONE = "Imødekommet. Det var allerede taget ud af rapportens input."


@dataclass(frozen=True, slots=True)
class Fitted:
    """Decisions as the inputs can take them now."""

    made: tuple[Made, ...]
    cells: tuple[CellChange, ...]
    rows: tuple[RowChange, ...]
    overtaken: dict[str, Overtaken]
    """Rows that were met, and that the inputs say something else about now."""


def fit(
    applied: Applied,
    prepared: Prepared,
    current: Current,
    rows: Sequence[Row],
    *,
    used: Collection[str],
    settled: Collection[str] = (),
) -> Fitted:
    """Bring what was decided to what stands now.

    `rows` are those that were decided, and `used` ids that no new block may have. In the
    `settled` rows both texts were shown: there the decision stands over what the inputs say.
    """
    of_edit = {id_: row.id for row in rows for id_ in row.about}
    return _Fitting(prepared, current, of_edit, used, settled).fitted(applied)


@dataclass(slots=True)
class _Standing:
    """A block while decisions are fitted to it, one after the other."""

    id: str
    heading: str
    text: str


@dataclass(slots=True)
class _Fitting:
    """One run over everything that was decided."""

    prepared: Prepared
    current: Current
    of_edit: Mapping[str, str]
    """The row of each edit."""
    used: Collection[str]
    settled: Collection[str]
    overtaken: dict[str, Overtaken] = field(default_factory=dict)
    _standing: dict[str, _Standing] = field(default_factory=dict)
    _new: set[str] = field(default_factory=set)

    def fitted(self, applied: Applied) -> Fitted:
        self._new |= {each.entry.id or "" for each in applied.made if each.entry.kind is Kind.ADD}
        made = [Made(self._entry(*each), each.row) for each in applied.made]
        cells = [self._cell(cell) for cell in applied.cells]
        return Fitted(tuple(made), tuple(cells), tuple(applied.rows), self.overtaken)

    def _entry(self, entry: DecidedEntry, row: str) -> DecidedEntry:
        block = entry.id or ""
        if entry.kind is Kind.ADD:
            return self._added(entry)
        if block not in self.prepared.known:
            return entry
        is_place_changed = (
            entry.after is not None and self.current.place(entry.after) != entry.after
        )
        changed = self.current.is_changed(block) or is_place_changed
        if not changed and not (entry.kind is Kind.MOVE and block in self.current.moved):
            return entry
        now = self.current.of(block)
        match entry.kind:
            case Kind.REMARK:
                return self._remark(entry, now)
            case Kind.REMOVE:
                return self._removed(entry, row, now)
            case Kind.MOVE:
                return self._moved(entry, row, now)
        return self._reworded(entry, row, now)

    # Words

    def _reworded(self, entry: DecidedEntry, row: str, now: Block | None) -> DecidedEntry:
        block = entry.id or ""
        known = self.prepared.known[block].block
        standing = self._standing.get(block)
        if standing is None and now is None:
            if row not in self.settled:
                self._ask(row, block, entry)
                return entry
            return self._put_back(entry, entry.text, entry.heading)
        if standing is None:
            assert now is not None
            standing = self._standing[block] = _Standing(now.id, now.heading, now.text)
        changed: dict[str, Any] = {"id": standing.id}
        own = entry.kind is Kind.REPLACE and _outcome(entry) == Outcome.PARTLY.value
        if entry.text is not None:
            before = known.text if entry.before is None else entry.before
            text = self._merged(before, standing.text, entry.text, row, own=own)
            if text is None:
                self._ask(row, block, entry)
                return entry
            changed |= {"before": standing.text, "text": text}
            standing.text = text
        if entry.heading is not None:
            before = known.heading if entry.heading_before is None else entry.heading_before
            heading = self._merged(before, standing.heading, entry.heading, row, own=own)
            if heading is None:
                self._ask(row, block, entry)
                return entry
            changed |= {"heading_before": standing.heading, "heading": heading}
            standing.heading = heading
        return entry.model_copy(update=changed)

    def _merged(self, before: str, stands: str, wanted: str, row: str, *, own: bool) -> str | None:
        before, stands, wanted = tidy(before), tidy(stands), tidy(wanted)
        if row not in self.settled:
            return merge(before, stands, wanted)
        # A wording of the secretariat's own was written with both texts before it.
        return wanted if own else merge_over(before, stands, wanted)

    def _ask(self, row: str, block: str, entry: DecidedEntry) -> None:
        now = self.current.of(block)
        shown = "" if now is None else now.text if entry.text is not None else now.heading
        self.overtaken[row] = self.current.overtaken(block, shown)

    def _put_back(self, entry: DecidedEntry, text: str | None, heading: str | None) -> DecidedEntry:
        """A block that the inputs no longer have, as a new one with the wording decided on."""
        block = self.prepared.known[entry.id or ""].block
        section = block.section
        taken = {*self.used, *self.prepared.known, *self._new}
        if ids.is_point(block.id):
            new = ids.next_id(section, taken)
        else:
            row = ids.prose_row(section)
            new = f"{row}{max(ids.number_of(b) for b in taken if ids.sequence_of(b) == row) + 1}"
        self._new.add(new)
        named = (heading or block.heading or UNNAMED) if ids.is_point(block.id) else ""
        after = self._place(entry.after if entry.kind is Kind.MOVE and entry.after else block.id)
        standing = _Standing(new, named, block.text if text is None else text)
        self._standing[block.id] = standing
        changed: dict[str, Any] = {
            "kind": Kind.ADD,
            "section": section,
            "id": new,
            "after": after,
            "heading": standing.heading or None,
            "text": standing.text,
            "before": None,
            "heading_before": None,
        }
        return entry.model_copy(update=changed)

    # Blocks

    def _place(self, after: str) -> str:
        standing = self._standing.get(after)
        return standing.id if standing else self.current.place(after)

    def _added(self, entry: DecidedEntry) -> DecidedEntry:
        for there in self.current.added(entry.section or ""):
            same = (there.heading, tidy(there.text)) == (
                entry.heading or "",
                tidy(entry.text or ""),
            )
            if same:
                said = "\n".join(part for part in (entry.heading, entry.text) if part)
                return _told(entry, there.id, said, MET)
        return entry.model_copy(update={"after": self._place(entry.after or "") or None})

    def _removed(self, entry: DecidedEntry, row: str, now: Block | None) -> DecidedEntry:
        known = self.prepared.known[entry.id or ""].block
        if now is None:
            return _told(entry, None, f"{known.id} udgår", GONE)
        is_same = (tidy(now.text), now.heading) == (tidy(known.text), known.heading)
        if not is_same and row not in self.settled:
            self._ask(row, known.id, entry.model_copy(update={"text": ""}))
            return entry
        changed = {"id": now.id, "before": now.text, "heading_before": now.heading or None}
        return entry.model_copy(update=changed)

    def _moved(self, entry: DecidedEntry, row: str, now: Block | None) -> DecidedEntry:
        block = entry.id or ""
        if row not in self.settled and (now is None or block in self.current.moved):
            self._ask(row, block, entry)
            return entry
        if now is None:
            return self._put_back(entry, None, None)
        return entry.model_copy(update={"id": now.id, "after": self._place(entry.after or "")})

    def _remark(self, entry: DecidedEntry, now: Block | None) -> DecidedEntry:
        if now is not None:
            return entry.model_copy(update={"id": now.id})
        said = f"{entry.id}: {entry.input or ''}".strip(": ")
        return entry.model_copy(update={"id": None, "input": said})

    def _cell(self, cell: CellChange) -> CellChange:
        now = self.current.cells.get(cell.cell)
        if now is None:
            return cell
        rows = {self.of_edit.get(edit, edit) for edit in cell.edits}
        if now != cell.after:
            where = f"aarsrapport.xlsx, {cell.cell}"
            unsettled = rows - set(self.settled)
            self.overtaken |= dict.fromkeys(unsettled, Overtaken(now, now, where))
        return replace(cell, before=now)


def _outcome(entry: DecidedEntry) -> str | None:
    return entry.decision.outcome if entry.decision else None


def _told(entry: DecidedEntry, block: str | None, said: str, answer: str) -> DecidedEntry:
    """A record of what needed nothing to be done."""
    changed = {
        "kind": Kind.REMARK,
        "id": block,
        "after": None,
        "heading": None,
        "text": None,
        "input": said,
        "answer": entry.decision.reason if entry.decision and entry.decision.reason else answer,
    }
    return entry.model_copy(update=changed)
