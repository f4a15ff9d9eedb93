"""Undoing what was decided once it is in ``aendringer/``: by a record of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportgen.app import deciding
from reportgen.app.archiving import keep
from reportgen.app.generate import read_sound
from reportgen.app.year import YearInputs, folded_until
from reportgen.problems import Location, Problem, Refusal
from reportgen.report.entries import DecidedEntry, Decision, Origin
from reportgen.report.model import Change
from reportgen.report.undoing import restoring
from reportgen.workspace import files, versions
from reportgen.workspace import rounds as hearing
from reportgen.workspace.places import Year

UNDONE = "fortrudt"
"""Outcome of a record that undoes another."""
_HEAD = "Fortryder en afgørelse. Ret ikke i filen."


class NothingToUndo(Refusal, code="undo-nothing"):
    """The change restores nothing when it is undone: it changed no wording and no place."""


class UndoneAlready(Refusal, code="undo-already"):
    """The change was undone before."""


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision that is in the report."""

    change: Change
    entry: DecidedEntry
    can_be_undone: bool
    undone_by: str = ""
    """The record that undid it."""


@dataclass(frozen=True, slots=True)
class Undone:
    """What undoing came to."""

    file: str
    problems: tuple[Problem, ...]


def decided_last(year: Year) -> tuple[int, tuple[Decided, ...]]:
    """The latest round that is applied, and what was decided in it and since; 0 where none is."""
    inputs, rounds = read_sound(year)
    closed = [found for found in rounds if found.closing and found.closing.changes]
    if not closed or closed[-1].closing is None:
        return 0, ()
    first = closed[-1].closing.changes or ""
    changes = [change for change in inputs.changes if _is_decided(change)]
    made = [change for change in changes if change.group >= first]
    restored = _restoring(inputs, made)
    return closed[-1].number, tuple(_decided(inputs, change, restored) for change in made)


def _is_decided(change: Change) -> bool:
    entry = change.entry
    return isinstance(entry, DecidedEntry) and entry.decision is not None


def _decided(
    inputs: YearInputs, change: Change, restored: Mapping[str, DecidedEntry | None]
) -> Decided:
    assert isinstance(change.entry, DecidedEntry)
    undone_by = _undone_by(inputs, change.ref)
    can_be_undone = not undone_by and restored[change.ref] is not None
    return Decided(change, change.entry, can_be_undone, undone_by)


def _undone_by(inputs: YearInputs, ref: str) -> str:
    for change in inputs.changes:
        origin = getattr(change.entry, "origin", None)
        if origin is not None and origin.file == f"aendringer/{ref}":
            return change.ref
    return ""


def _restoring(inputs: YearInputs, changes: Sequence[Change]) -> Mapping[str, DecidedEntry | None]:
    """What undoes each of some changes, by the name of each."""
    places = {change.ref: inputs.changes.index(change) for change in changes}
    folded = folded_until(inputs, {end for at in places.values() for end in (at, at + 1)})
    used = deciding.taken_ids(inputs) if changes else ()
    made: dict[str, DecidedEntry | None] = {}
    for change in changes:
        assert isinstance(change.entry, DecidedEntry)
        at = places[change.ref]
        before, after = folded[at], folded[at + 1]
        made[change.ref] = restoring(change.entry, before, after, inputs.folded, used=used)
    return made


def undo(year: Year, ref: str, now: dt.datetime, *, by: str | None = None) -> Undone:
    """Write the next file of ``aendringer/``, which restores what the change `ref` changed.

    The hearing note stays as it was; the record names what it undoes. Raises `NothingToUndo`,
    `UndoneAlready`, and `InputFaults` where the same words were changed since.
    """
    inputs, rounds = read_sound(year)
    hearing.refuse_if_open(rounds)
    change = next((c for c in inputs.changes if c.ref == ref and _is_decided(c)), None)
    made = _restoring(inputs, [change])[ref] if change else None
    if change is None or made is None:
        raise NothingToUndo(Location("aendringer"), ref=ref)
    if undone_by := _undone_by(inputs, ref):
        raise UndoneAlready(change.location, ref=ref, by=undone_by)
    secretariat = inputs.material.network.secretariat
    signed = {
        "origin": Origin(file=f"aendringer/{ref}", party=by or secretariat.organisation),
        "decision": Decision(
            by=by or secretariat.organisation,
            date=now.date(),
            outcome=UNDONE,
            reason=f"Fortryder {ref}.",
        ),
    }
    entry = made.model_copy(update=signed)
    name, data = deciding.next_checked_file(inputs, [entry], (_HEAD,))
    files.write(year.decided / name, data)
    return Undone(name, _kept(inputs, name))


def _kept(inputs: YearInputs, name: str) -> tuple[Problem, ...]:
    latest = versions.latest(inputs.year)
    if latest is None:
        return ()
    secretariat = inputs.material.network.secretariat
    step = f"fortrudt i {name}"
    return keep(inputs.year, version=latest.version, step=step, secretariat=secretariat)
