"""A person's choice about a meeting, written into its file; and the last one undone."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from reportgen.app.archiving import ArchivedYear
from reportgen.app.meetings.overview import meeting_path, people_seen, seen
from reportgen.app.year import YearInputs, folded_with, read_year
from reportgen.problems import InputFaults, Location, Problem, Refusal, has_errors
from reportgen.report import json_file
from reportgen.report.meeting import Task as Promise
from reportgen.sources.meetings import MeetingFile, in_order, meeting_changes, read_meeting
from reportgen.sources.minutes.meeting_file import MEETING_LAYOUT
from reportgen.sources.minutes.putting_right import Attendee, Choice, Is, put_right, with_people
from reportgen.sources.yaml.rewrite import rewritten
from reportgen.workspace import files, versions
from reportgen.workspace.places import Year
from reportgen.workspace.together import write_all

_MOST_KEPT = 20
"""Choices of a meeting that can be undone, one after the other."""


class SaysOtherwise(Refusal, code="meeting-says-otherwise"):
    """The file no longer says what the page showed."""


class EntryDecided(Refusal, code="meeting-entry-decided"):
    """An input of the item was closed or decided under its present name."""


class NothingToUndo(Refusal, code="meeting-nothing-to-undo"):
    """Nothing was chosen, or the file was edited since."""


def settle(year: Year, name: str, choice: Choice, shown: str) -> None:
    """Write `choice` into the meeting's file `name`, if it says what was `shown` (see `seen`).

    Only the keys concerned are written. Raises `SaysOtherwise`, `EntryDecided`, `InputFaults`
    where the file has errors or would get some, and `NoSuchPlace`.
    """
    data, inputs, file = _read(year, name)
    if seen(file.document.data, choice.item, choice.doubt) != shown:
        raise SaysOtherwise(Location(name))
    if choice.what in {Is.POINT, Is.TARGET}:
        choice = replace(choice, before=_wording(inputs, choice.point))
    _rewrite(inputs, file, data, put_right(file.document.data, choice))


def settle_people(year: Year, name: str, people: Sequence[Attendee], shown: str) -> None:
    """Write who was there into the meeting's file `name`; else as `settle`."""
    data, inputs, file = _read(year, name)
    if people_seen(file.document.data) != shown:
        raise SaysOtherwise(Location(name))
    _rewrite(inputs, file, data, with_people(file.document.data, people))


def settle_task(year: Year, name: str, item: int, promise: Promise, day: dt.date | None) -> None:
    """Write into the meeting's file `name` that a task was done on `day`, or is open after all.

    `item` is the agenda's, from 0, and `promise` says what the page showed of the task. Raises
    `SaysOtherwise` where the item holds no such task, and what `settle` does.
    """
    data, inputs, file = _read(year, name)
    agenda = file.meeting.agenda
    tasks = agenda[item].tasks if item < len(agenda) else ()
    if promise not in tasks:
        raise SaysOtherwise(Location(name))
    after = deepcopy(dict(file.document.data))
    said = after["dagsorden"][item]["opgaver"][tasks.index(promise)]
    said.pop("udført", None)
    if day is not None:
        said["udført"] = day.isoformat()
    _rewrite(inputs, file, data, after)


def _read(year: Year, name: str) -> tuple[bytes, YearInputs, MeetingFile]:
    data = files.read(meeting_path(year, name))
    inputs = read_year(year)
    file = next((each for each in inputs.meetings if each.file == name), None)
    if data is None or file is None:
        raise InputFaults(_of_file(inputs.problems, name))
    return data, inputs, file


def _rewrite(
    inputs: YearInputs, file: MeetingFile, before: bytes, after: Mapping[str, Any]
) -> None:
    """Let a meeting's file say `after`, where nothing of the year breaks by it."""
    result = rewritten(before, file.document, after, MEETING_LAYOUT, file.file)
    _try(inputs, file, result)
    _write(inputs.year, meeting_path(inputs.year, file.file), before, result)


def _wording(inputs: YearInputs, point: str) -> str:
    blocks = (each for row in inputs.folded.blocks.values() for each in row)
    return next((block.text for block in blocks if block.id == point), "")


def _of_file(problems: Sequence[Problem], name: str) -> list[Problem]:
    return [each for each in problems if each.location.file == name]


def _try(inputs: YearInputs, file: MeetingFile, result: bytes) -> None:
    """Refuse what would bring an error into the year that it has not now."""
    organisations = inputs.network.organisations if inputs.network else ()
    read, problems = read_meeting(result, file.file, inputs.year.year, organisations)
    before = {each.code for each in _of_file(inputs.problems, file.file)}
    if read is None or has_errors(each for each in problems if each.code not in before):
        raise InputFaults(problems)
    others = [each for each in inputs.meetings if each is not file]
    decided = inputs.changes[len(meeting_changes(inputs.meetings)) :]
    folded = folded_with(inputs, (*meeting_changes(in_order([*others, read])), *decided))
    closed = {ref for change in decided for ref in getattr(change.entry, "closes", ())}
    was, now = (
        {change.ref: change.entry for change in meeting_changes(in_order([*others, each]))}
        for each in (file, read)
    )
    if any(was.get(ref) != now.get(ref) for ref in closed):
        raise EntryDecided(Location(file.file))
    known = {(each.code, str(each.values)) for each in inputs.folded.problems}
    new = [each for each in folded.problems if (each.code, str(each.values)) not in known]
    if has_errors(new):
        raise InputFaults(new)


# --- a file that cannot be read ---------------------------------------------------------------


def kept_copy(year: Year, name: str) -> bytes | None:
    """A meeting's file as the archive has it; None where it has none that can be read."""
    try:
        data = ArchivedYear(year).file(meeting_path(year, name))
    except Refusal:
        return None
    return data if read_meeting(data, name, year.year, ())[0] is not None else None


def put_back(year: Year, name: str) -> None:
    """Put a file that cannot be read back as the archive has it; `undo` takes that back.

    Raises `SaysOtherwise` where it can be read by now, or the archive has it no longer.
    """
    path = meeting_path(year, name)
    before, kept = files.read(path), kept_copy(year, name)
    if kept is None or before is None or any(f.file == name for f in read_year(year).meetings):
        raise SaysOtherwise(Location(name))
    _write(year, path, before, kept)


# --- undoing ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Step:
    """A meeting's file before a choice, and the digest of what it became."""

    before: str
    after: str


def _steps_path(year: Year, path: Path) -> Path:
    return year.outputs / versions.FOLDER / f"moede_{path.stem}.json"


def _steps(path: Path) -> tuple[_Step, ...]:
    data, _ = files.tried(path)
    try:
        return json_file.read(tuple[_Step, ...], data) if data is not None else ()
    except json_file.Damaged:
        return ()


def _as_json(steps: Sequence[_Step]) -> bytes:
    said: list[dict[str, Any]] = [asdict(step) for step in steps]
    return json.dumps(said, ensure_ascii=False, indent=1).encode() + b"\n"


def _write(year: Year, path: Path, before: bytes, after: bytes) -> None:
    steps_path = _steps_path(year, path)
    step = _Step(before.decode("utf-8", "surrogateescape"), _digest(after))
    kept = [*_steps(steps_path), step][-_MOST_KEPT:]
    write_all(year.workspace.root, {path: after, steps_path: _as_json(kept)})


def can_undo(year: Year, name: str) -> bool:
    """Whether the file is as the last choice left it."""
    path = meeting_path(year, name)
    data, _ = files.tried(path)
    steps = _steps(_steps_path(year, path))
    return bool(steps) and data is not None and steps[-1].after == _digest(data)


def undo(year: Year, name: str) -> None:
    """Put the file back as it was before the last choice; raises `NothingToUndo`."""
    path = meeting_path(year, name)
    if not can_undo(year, name):
        raise NothingToUndo(Location(name))
    steps_path = _steps_path(year, path)
    *earlier, last = _steps(steps_path)
    before = last.before.encode("utf-8", "surrogateescape")
    write_all(year.workspace.root, {path: before, steps_path: _as_json(earlier)})


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
