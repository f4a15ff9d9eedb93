"""The report's words as they are written on the desk: kept in the journal, then put in.

A pending input gets its wording in the meeting's own file, prose that nothing has changed since
is written into ``tekster.md``; everything else is an entry of ``aendringer/``, as if it had been
typed into a version in Word and taken in from there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any

from reportgen.app import deciding
from reportgen.app.recording import Recorded, record
from reportgen.app.standing.written import INPUT, REPORT, called, is_wording
from reportgen.app.year import YearInputs, folded_with
from reportgen.problems import Location, Refusal, Severity
from reportgen.report import ids
from reportgen.report.entries import DecidedEntry, Kind
from reportgen.report.inputs import Status
from reportgen.report.journal import Entry, Fate, Folded, Place, Said, fold
from reportgen.report.model import Block, Change, Pending
from reportgen.report.wording.text import lines
from reportgen.sources.meetings import MeetingFile, entry_paths, meeting_changes
from reportgen.sources.prose import with_section
from reportgen.sources.text_file import tidy
from reportgen.sources.yaml.fill_in import with_keys
from reportgen.sources.yaml.read import Path
from reportgen.workspace import files
from reportgen.workspace.journal import Journal

TEXT, HEADING = "tekst", "overskrift"
"""The parts of what is written at one of them."""


__all__ = ["HEADING", "INPUT", "REPORT", "TEXT", "Wordings"]


class PlaceGone(Refusal, code="wording-place-gone"):
    """What was written on is no longer in the report, or no longer waits for a wording."""


class Contested(Refusal, code="wording-contested"):
    """The report says something else by now than the page showed."""


class NothingWritten(Refusal, code="wording-empty"):
    """There are no words to put in."""


class Wordings:
    """What can be written of a year, and what is written and not put in yet."""

    def __init__(self, inputs: YearInputs, journal: Journal) -> None:
        self.inputs, self.journal = inputs, journal
        self._pending = {each.id: each for each in inputs.folded.pending}

    def stands(self, place: Place) -> str | None:
        """What the report says at a place; None where it is no longer there.

        At an input that is the text of its point, which its wording is to replace; a remark is
        answered, and nothing stands there yet.
        """
        kind, name, part = place
        if kind == INPUT:
            pending = self._pending.get(name)
            if pending is None or part != TEXT:
                return None
            block = self._block_of(pending)
            return tidy(block.text) if block and pending.kind is not Kind.REMARK else ""
        folded = self.inputs.folded
        if name in self.inputs.outline.prose_sections and part == TEXT:
            return tidy("\n".join(block.text for block in folded.prose(name)))
        block = folded.find(name)
        if block is None or not folded.is_standing(name) or not ids.is_point(name):
            return None
        return tidy(block.heading if part == HEADING else block.text)

    def written(self, place: Place) -> Folded:
        """What is written at a place and waits there, held against what stands."""
        waiting = [entry for entry in self.journal.waiting if entry.place == place]
        return fold(self.stands(place) or "", waiting)

    @property
    def waiting(self) -> tuple[Place, ...]:
        """Every place where something is written that is not put in."""
        return tuple(dict.fromkeys(e.place for e in self.journal.waiting if is_wording(e)))

    def _block_of(self, pending: Pending) -> Block | None:
        folded = self.inputs.folded
        return folded.find(pending.block or "") if folded.is_standing(pending.block) else None

    # What a person does

    def keep(self, place: Place, shown: str, value: str, batch: str = "") -> tuple[Entry, ...]:
        """Keep what is being written; once this returns, it is on the disk.

        Raises `PlaceGone`, `FileHeld` and `NoRoom`; nothing is kept then.
        """
        if self.stands(place) is None and place not in self.waiting:
            raise PlaceGone(Location(), place=called(place, self.inputs.changes))
        said = Said(place, tidy(shown), tidy(value))
        return self.journal.keep([said], batch=batch) if said.shown != said.value else ()

    def choose(self, place: Place, value: str) -> None:
        """Say what is to be put in where the report and the page say different things."""
        folded = self.written(place)
        numbers = tuple(entry.number for entry in (*folded.taken, *folded.contested))
        stands = self.stands(place) or ""
        if value == stands:
            self.journal.settle(dict.fromkeys(numbers, Fate.REPLACED))
        else:
            self.journal.keep([Said(place, stands, tidy(value))], instead_of=numbers)

    def let_go(self, kind: str, name: str) -> None:
        """Let go of what is written at a place; the journal remembers it."""
        self.journal.settle({entry.number: Fate.REPLACED for entry in self._of(kind, name)})

    def put_in(self, kind: str, name: str, now: dt.datetime) -> Recorded:
        """Put what is written at a section, a point or an input into its file.

        Raises `PlaceGone`, `Contested`, `NothingWritten`, and `InputFaults` where the report
        cannot take it: nothing is written then, and it goes on waiting.
        """
        entries = self._of(kind, name)
        said: dict[str, str] = {}
        for place in dict.fromkeys(entry.place for entry in entries):
            if self.stands(place) is None:
                raise PlaceGone(Location(), place=called(place, self.inputs.changes))
            folded = self.written(place)
            if folded.contested:
                raise Contested(Location(), place=called(place, self.inputs.changes))
            said[place[2]] = folded.value
        done = self._write(kind, name, said, now)
        last = {entry.place: entry.number for entry in entries}
        earlier = {entry.number: Fate.REPLACED for entry in entries}
        self.journal.settle({**earlier, **dict.fromkeys(last.values(), Fate.WRITTEN)})
        return done

    def _of(self, kind: str, name: str) -> list[Entry]:
        return [entry for entry in self.journal.waiting if entry.place[:2] == (kind, name)]

    # Where it goes

    def _write(self, kind: str, name: str, said: Mapping[str, str], now: dt.datetime) -> Recorded:
        if kind == INPUT:
            return self._word(self._pending[name], said.get(TEXT, ""), now)
        if ids.is_point(name):
            return record(self.inputs, [self._reworded(name, said)], now)
        return self._prose(name, said.get(TEXT), now)

    def _word(self, pending: Pending, text: str, now: dt.datetime) -> Recorded:
        """Give an input its wording, or a remark its answer."""
        if not text.strip():
            raise NothingWritten()
        is_remark = pending.kind is Kind.REMARK
        found = self._in_meeting(pending.id)
        if found is not None and not self._breaks(found[2], is_remark=is_remark, text=text):
            file, path, _ = found
            key = "svar" if is_remark else "tekst"
            target = self.inputs.year.meetings / file.file
            data = files.read(target) or b""
            files.write(target, with_keys(data, file.document, [(path, {key: text})], file.file))
            return Recorded(file.file)
        return record(self.inputs, [self._meeting(pending, text)], now)

    def _in_meeting(self, ref: str) -> tuple[MeetingFile, Path, Change] | None:
        """The file of the meeting that an input is of, and its path in it."""
        meetings = self.inputs.meetings
        places = ((file, path) for file in meetings for path in entry_paths(file))
        found = zip(places, meeting_changes(meetings), strict=True)
        return next(((*place, change) for place, change in found if change.ref == ref), None)

    def _breaks(self, change: Change, *, is_remark: bool, text: str) -> bool:
        """Whether the wording would clash there with what was decided after the meeting."""
        worded = {"answer" if is_remark else "text": text}
        entry = change.entry.model_copy(update=worded)
        changes = [
            replace(c, entry=entry) if c.ref == change.ref else c for c in self.inputs.changes
        ]
        folded = folded_with(self.inputs, changes)
        target = self.inputs.folded.targets.get(change.ref)
        block = folded.find(target) if target else None
        says_it = is_remark or block is None or _same(block.text, text)
        return not says_it or any(p.severity is Severity.ERROR for p in folded.problems)

    def _meeting(self, pending: Pending, text: str) -> DecidedEntry:
        """The entry that meets an input whose point was changed since, or that no file takes."""
        block = self._block_of(pending)
        if pending.kind is Kind.REMARK or block is None:
            return DecidedEntry(
                section=pending.section, kind=Kind.REMARK, answer=text, closes=(pending.id,)
            )
        values: dict[str, Any] = {
            "before": block.text or None,
            "text": text,
            "closes": (pending.id,),
        }
        return _of(block, Kind.REPLACE, **values)

    def _reworded(self, name: str, said: Mapping[str, str]) -> DecidedEntry:
        block = self.inputs.folded.find(name)
        assert block is not None  # it stands, or it would be gone
        values: dict[str, Any] = {}
        if (text := said.get(TEXT, tidy(block.text))) != tidy(block.text):
            values |= {"before": block.text, "text": text}
        if (heading := said.get(HEADING, tidy(block.heading))) != tidy(block.heading):
            values |= {"heading_before": block.heading, "heading": heading}
        if not values or not all(value.strip() for value in (text, heading)):
            raise NothingWritten()
        return _of(block, Kind.REPLACE, **values)

    def _prose(self, section: str, text: str | None, now: dt.datetime) -> Recorded:
        """Write the prose of a section: where it stands, or as changes of what was changed since.

        None says that the text that stands there is right: a mark of last year's is taken off.
        """
        year, folded = self.inputs.year, self.inputs.folded
        row = ids.prose_row(section)
        wanted = lines(text) if text is not None else tuple(b.text for b in folded.prose(section))
        about = any(ids.sequence_of(block) == row for block in folded.targets.values())
        if not about:
            data = files.read(year.prose) or b""
            files.write(
                year.prose, with_section(data, section, wanted, self.inputs.outline.sections)
            )
            return Recorded(year.prose.name)
        entries = list(self._changes(section, wanted))
        if not entries:
            raise NothingWritten()
        return record(self.inputs, entries, now)

    def _changes(self, section: str, wanted: Sequence[str]) -> Iterator[DecidedEntry]:
        """What makes the paragraphs of a section those that are wanted."""
        blocks = self.inputs.folded.prose(section)
        row = ids.prose_row(section)
        used = (b for b in deciding.taken_ids(self.inputs) if ids.sequence_of(b) == row)
        number = max(map(ids.number_of, used), default=0)
        last = section
        matcher = SequenceMatcher(None, [block.text for block in blocks], wanted, autojunk=False)
        for _, start, end, at, to in matcher.get_opcodes():
            old, new = blocks[start:end], wanted[at:to]
            for block, line in zip(old, new, strict=False):
                if block.text != line:
                    yield _of(block, Kind.REPLACE, before=block.text, text=line)
                last = block.id
            for block in old[len(new) :]:
                yield _of(block, Kind.REMOVE, before=block.text)
            for line in new[len(old) :]:
                number += 1
                id_ = ids.prose_id(section, number)
                yield DecidedEntry(section=section, id=id_, kind=Kind.ADD, after=last, text=line)
                last = id_

    def confirm_prose(self, section: str, now: dt.datetime) -> Recorded:
        """Say that what the year before left in a section is right: its mark is taken off."""
        return self._prose(section, None, now)

    def set_status(self, name: str, status: Status, now: dt.datetime) -> Recorded:
        """Set the status of a point; raises `PlaceGone` and `InputFaults`."""
        block = self._point(name)
        return record(self.inputs, [_of(block, Kind.AMEND, status=status)], now)

    def move(self, name: str, by: int, now: dt.datetime) -> Recorded:
        """Move a point `by` so many places in its section; raises `PlaceGone`, `InputFaults`."""
        block = self._point(name)
        row = self.inputs.folded.row_of(name)
        at = row.index(name)
        to = max(0, min(len(row) - 1, at + by))
        if to == at:
            raise NothingWritten()
        others = [each for each in row if each != name]
        after = others[to - 1] if to else block.section
        return record(self.inputs, [_of(block, Kind.MOVE, after=after)], now)

    def _point(self, name: str) -> Block:
        block = self.inputs.folded.find(name)
        if block is None or not self.inputs.folded.is_standing(name) or not ids.is_point(name):
            raise PlaceGone(Location(), place=name)
        return block


def _of(block: Block, kind: Kind, **values: Any) -> DecidedEntry:
    return DecidedEntry(section=block.section, id=block.id, kind=kind, **values)


def _same(one: str, other: str) -> bool:
    return lines(one) == lines(other)
