"""The small line below a point: what a person may change there, and what only remarks on it.

It reads ``Svarer på udfordring U1, … · Kilde: … · Prioritet: … · Status: … · U1``. Status,
priority and the challenge are the point's own, and an edit of them is decided like any
other; where it is from, and its id, are not for anybody to change.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from reportgen.hearing.base import Prepared, Slot
from reportgen.hearing.edits.answer import Answer
from reportgen.hearing.model import Para
from reportgen.hearing.result import Edit, EditKind, Part, name
from reportgen.report import ids
from reportgen.report.inputs import Status
from reportgen.report.wording.differ import Hunk
from reportgen.report.wording.marks import Line, Run
from reportgen.report.wording.tokens import token_places, tokenize_exactly

STATUS, PRIORITY, CHALLENGE = "Status", "Prioritet", "Svarer på udfordring"
_PARTS = re.compile(r"\s*·\s*")
_BETWEEN = " · "
_LABELLED = re.compile(rf"({STATUS}|{PRIORITY})\s*:\s*(.*)", re.IGNORECASE | re.DOTALL)
_ANSWERS = re.compile(rf"{CHALLENGE}\s+(U[1-9][0-9]*)\b(.*)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Field:
    """A field in the line: its value, and the characters it takes of a line read exactly."""

    value: str
    start: int
    end: int


def field_value(said: str) -> tuple[str, str]:
    """Label and value of a field as it is told; the label is empty where it is none.

    >>> field_value("Status: Afsluttet"), field_value("afsluttet")
    (('Status', 'Afsluttet'), ('', 'afsluttet'))
    """
    said = said.strip()
    if match := _LABELLED.fullmatch(said):
        return match[1].capitalize(), match[2].strip()
    if match := _ANSWERS.fullmatch(said):
        return CHALLENGE, match[1].upper()
    return "", said


def told(label: str, value: str) -> str:
    """A field as the line shows it."""
    return f"{label} {value}" if label == CHALLENGE else f"{label}: {value}"


def _fields(plain: str) -> dict[str, _Field]:
    found: dict[str, _Field] = {}
    at = 0
    for part in _PARTS.split(plain):
        at = plain.index(part, at)
        label, value = field_value(part)
        if label:
            start = at + part.upper().index(value.upper(), len(label)) if value else at + len(part)
            found.setdefault(label, _Field(value, start, start + len(value)))
        at += len(part)
    return found


def field_edits(answer: Answer, slot: Slot, here: Para) -> tuple[list[Edit], str]:
    """Every field that was changed in a point's small line, and the line without those changes."""
    base = answer.prepared.document.paragraphs[slot.index]
    mine, theirs = _fields(base.plain), _fields(here.plain)
    edits: list[Edit] = []
    line = here.plain.strip()
    for label, field in theirs.items():
        stood = mine.get(label)
        value = _valid(answer.prepared, slot, label, field.value)
        if value is None or (stood and value.casefold() == stood.value.casefold()):
            continue
        hunk = _hunk(base, label, stood, value)
        if hunk is not None:
            before = told(label, stood.value) if stood else ""
            edits.append(_edit(answer, slot, here, hunk, (before, told(label, value))))
            line = _with_part(line, label, _part(base.plain, label))
    return edits, line


def _valid(prepared: Prepared, slot: Slot, label: str, value: str) -> str | None:
    """The value as the inputs have it; None where they can have no such value there."""
    if label == STATUS:
        return value.casefold() if value.casefold() in {status.value for status in Status} else None
    if label == PRIORITY:
        return value or None if slot.section == ids.FOCUS_AREAS else None
    known = value in prepared.known and ids.section_of(value) == ids.CHALLENGES
    return value if known and slot.section == ids.RECOMMENDATIONS else None


def _hunk(base: Para, label: str, stood: _Field | None, value: str) -> Hunk | None:
    """The edit over the words of the line; None where the value is no words of its own."""
    places = token_places([base.line])
    if stood is not None:
        inside = [
            n for n, (_, start, end) in enumerate(places) if stood.start <= start < end <= stood.end
        ]
        new = tokenize_exactly(Line((Run(value),)))
        return Hunk(inside[0], inside[-1] + 1, new) if inside else None
    at = base.plain.rstrip().rfind(_BETWEEN)
    first = next((n for n, (_, start, _) in enumerate(places) if n and start > at + 1), len(places))
    return Hunk(first, first, tokenize_exactly(Line((Run(f"{told(label, value)}{_BETWEEN}"),))))


def _edit(answer: Answer, slot: Slot, here: Para, hunk: Hunk, told_as: tuple[str, str]) -> Edit:
    authors = [tracked.author for tracked in here.tracked]
    return Edit(
        id=name(slot.section, slot.block, "field", hunk),
        section=slot.section,
        block=slot.block,
        kind=EditKind.REPLACE,
        part=Part.FIELD,
        before=told_as[0],
        after=told_as[1],
        sources=(answer.tracks.source(authors),),
        paragraphs=(slot.index,),
        hunk=hunk,
    )


def _part(plain: str, label: str) -> str:
    return next((part for part in _PARTS.split(plain) if field_value(part)[0] == label), "")


def _with_part(line: str, label: str, said: str) -> str:
    """The line with the part of a label said otherwise, or left out."""
    parts = [said if field_value(part)[0] == label else part for part in _PARTS.split(line)]
    return _BETWEEN.join(part for part in parts if part)


def field_entry(said: str) -> Mapping[str, object]:
    """What an entry says of a field that is told as the line shows it; empty for no field."""
    label, value = field_value(said)
    if label == STATUS and value.casefold() in {status.value for status in Status}:
        return {"status": Status(value.casefold())}
    if label == PRIORITY and value:
        return {"priority": value}
    if label == CHALLENGE:
        return {"challenge": value}
    return {}
