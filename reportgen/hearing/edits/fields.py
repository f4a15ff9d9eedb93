"""The small lines below a point: what a person may change there, and what only remarks on it.

One reads ``Svarer på udfordring U1, … · Kilde: … · Prioritet: … · Status: … · U1``; above it
stands what a recommendation asks, ``Til styregruppen · bedes beslutte at … · inden 1. juni
2023``. What is asked, status, priority and the challenge are the point's own, and an edit of
them is decided like any other; where it is from, and its id, are not for anybody to change.
Each may be typed in either line.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from reportgen.hearing.base import Prepared, Slot
from reportgen.hearing.edits.answer import Answer
from reportgen.hearing.model import Para
from reportgen.hearing.result import Edit, EditKind, Part, name
from reportgen.report import ids
from reportgen.report.dates import danish_date, parse_date
from reportgen.report.ids import BlockPart
from reportgen.report.inputs import Status
from reportgen.report.recommendations.request import (
    ADDRESSEE,
    ASKED,
    BETWEEN,
    DUE,
    addressee_words,
    asked_told,
    asked_words,
    is_question,
)
from reportgen.report.wording.differ import Hunk
from reportgen.report.wording.marks import Line, Run
from reportgen.report.wording.tokens import token_places, tokenize_exactly

STATUS, PRIORITY, CHALLENGE = "Status", "Prioritet", "Svarer på udfordring"
NAMES: Mapping[str, str] = MappingProxyType(
    {
        STATUS: "status",
        PRIORITY: "priority",
        CHALLENGE: "challenge",
        ADDRESSEE: "addressee",
        ASKED: "asked",
        DUE: "due",
    }
)
"""What each field is told as, and what an entry and a block call it."""
_COLON = frozenset({STATUS, PRIORITY})
_PARTS = re.compile(r"\s*·\s*")
_LABELLED = {
    label: re.compile(pattern, re.IGNORECASE | re.DOTALL)
    for label, pattern in {
        STATUS: r"Status\s*:\s*(.*)",
        PRIORITY: r"Prioritet\s*:\s*(.*)",
        CHALLENGE: r"Svarer på udfordring\s+(U[1-9][0-9]*)\b.*",
        ADDRESSEE: r"Til\b\s*:?\s*(.*)",
        ASKED: r"bedes\s+beslutte\b,?(?:\s+at\b)?\s*(.*)",
        DUE: r"(?:senest|inden)\b\s*(?:den\b\s*)?(.*)",
    }.items()
}
_ASKED_BEGINS = re.compile(r"[\s,;:–-]+(?=bedes\s+beslutte\b)", re.IGNORECASE)
_DUE_BEGINS = re.compile(r"[\s,;:–-]+(?=(?:senest|inden)\b)", re.IGNORECASE)
"""Where a part begins whose sign was taken out, or typed otherwise."""
_NOT_ASKED = re.compile(r"Kilde\s*:|[A-ZÆØÅ][1-9][0-9]*$", re.IGNORECASE)
"""What ends a decision in which somebody wrote the sign between the fields."""


@dataclass(frozen=True, slots=True)
class _Field:
    """A field in the line: its value, and the characters it takes of a line read exactly."""

    value: str
    start: int
    end: int


def _labelled(said: str) -> tuple[str, str, int]:
    """Label and value of a part, and where the value begins; no label where it is no field."""
    for label, pattern in _LABELLED.items():
        if match := pattern.fullmatch(said):
            value = match[1].rstrip()
            return label, value.upper() if label == CHALLENGE else value, match.start(1)
    return "", said.strip(), 0


def field_value(said: str) -> tuple[str, str]:
    """Label and value of a field as it is told; the label is empty where it is none.

    >>> field_value("Status: Afsluttet"), field_value("afsluttet")
    (('Status', 'Afsluttet'), ('', 'afsluttet'))
    >>> field_value("inden 1. juni 2023"), field_value("Til K17")
    (('Inden', '1. juni 2023'), ('Til', 'K17'))
    """
    label, value, _ = _labelled(said.strip())
    return label, value


def told(label: str, value: str) -> str:
    """A field as it is told by itself."""
    if label == ASKED:
        return asked_told(value)
    if label == ADDRESSEE:
        value = addressee_words(value)
    return f"{label}: {value}" if label in _COLON else f"{label} {value}"


def shown(value: object) -> str:
    """The value of a field as the line shows it."""
    return danish_date(value) if isinstance(value, dt.date) else str(value or "")


def _parts(plain: str) -> list[tuple[str, int]]:
    """The parts of a line, each with where it begins."""
    parts: list[tuple[str, int]] = []
    at = 0
    for part in _PARTS.split(plain):
        at = plain.index(part, at)
        label = _labelled(part)[0]
        if parts and not label and not _NOT_ASKED.match(part):
            before, start = parts[-1]
            if _labelled(before)[0] == ASKED:
                parts[-1] = plain[start : at + len(part)], start
                at += len(part)
                continue
        parts.append((part, at))
        at += len(part)
    return parts


def _with_signs(plain: str, mine: Mapping[str, _Field]) -> str:
    """The line with the sign between two fields where it is missing: what they were asks for it.

    Of a decision only a deadline is cut off that stood by itself before, and no longer does.
    """
    parts = [part for part, _ in _parts(plain)]
    for label, asks, begins in ((ADDRESSEE, ASKED, _ASKED_BEGINS), (ASKED, DUE, _DUE_BEGINS)):
        theirs = _fields(BETWEEN.join(parts))
        if label not in theirs or asks not in mine or asks in theirs:
            continue
        if label in mine and theirs[label].value == mine[label].value:
            continue
        at = next(n for n, part in enumerate(parts) if _labelled(part)[0] == label)
        for sign in begins.finditer(parts[at]):
            cut = parts[at][: sign.start()], parts[at][sign.end() :]
            asked, value, _ = _labelled(cut[1])
            if asked == asks and (asks != DUE or parse_date(value)):
                parts[at : at + 1] = cut
                break
    return BETWEEN.join(parts)


def _fields(plain: str) -> dict[str, _Field]:
    found: dict[str, _Field] = {}
    for part, at in _parts(plain):
        label, value, start = _labelled(part)
        if label:
            found.setdefault(label, _Field(value, at + start, at + start + len(value)))
    return found


def field_edits(answer: Answer, slot: Slot, here: Para) -> tuple[list[Edit], str]:
    """Every field that was changed in a point's small line, and the line without those changes."""
    base = answer.prepared.document.paragraphs[slot.index]
    mine = _fields(base.plain)
    line = _with_signs(here.plain.strip(), mine)
    theirs = _fields(line)
    edits: list[Edit] = []
    for label, field in theirs.items():
        stood = mine.get(label)
        value = _valid(answer.prepared, slot, label, field.value)
        if value is None or (stood and _is_same(label, value, stood.value)):
            continue
        if label == ASKED and stood and is_question(value) != is_question(stood.value):
            continue  # more than the value is said otherwise
        hunk = _hunk(base, label, stood, value)
        if hunk is not None:
            before = told(label, stood.value) if stood else ""
            edits.append(_edit(answer, slot, here, hunk, (before, told(label, value))))
            stands = _part(base.plain, label)
            beside = _beside_challenge(answer.prepared, line, base.plain, label)
            line = _with_part(line, label, f"{label} {beside}" if beside else stands)
    return edits, line if edits else here.plain.strip()


def _beside_challenge(prepared: Prepared, line: str, base: str, label: str) -> str:
    """What was typed after the id of a challenge; nothing where its heading stands there."""
    if label != CHALLENGE:
        return ""
    part = _part(line, label)
    _, value, start = _labelled(part)
    said = part[start + len(value) :].strip(" ,")
    heading = prepared.known[value].block.heading
    return "" if said in ("", heading) or _part(base, label).endswith(f", {said}") else said


def _valid(prepared: Prepared, slot: Slot, label: str, value: str) -> str | None:
    """The value as the inputs have it; None where they can have no such value there."""
    if label == STATUS:
        return value.casefold() if value.casefold() in {status.value for status in Status} else None
    if label == PRIORITY:
        return value or None if slot.section == ids.FOCUS_AREAS else None
    if label != CHALLENGE and slot.section != ids.RECOMMENDATIONS:
        return None
    if label == DUE:
        day = parse_date(value)
        return danish_date(day) if day else None
    if label == ASKED:
        return asked_words(value) or None
    if label == ADDRESSEE:
        return addressee_words(value) or None
    known = value in prepared.known and ids.section_of(value) == ids.CHALLENGES
    return value if known and slot.section == ids.RECOMMENDATIONS else None


def _is_same(label: str, one: str, other: str) -> bool:
    if label in {ADDRESSEE, ASKED}:
        return one == other
    return one.casefold() == other.casefold()


def _hunk(base: Para, label: str, stood: _Field | None, value: str) -> Hunk | None:
    """The edit over the words of the line; None where the value is no words of its own."""
    places = token_places([base.line])
    if stood is not None:
        inside = [
            n for n, (_, start, end) in enumerate(places) if stood.start <= start < end <= stood.end
        ]
        new = tokenize_exactly(Line((Run(value),)))
        return Hunk(inside[0], inside[-1] + 1, new) if inside else None
    said = told(label, value)
    if any(anchor.shows is BlockPart.REQUEST for anchor in base.anchors):
        said = BETWEEN + said[0].lower() + said[1:]
        return Hunk(len(places), len(places), tokenize_exactly(Line((Run(said),))))
    at = base.plain.rstrip().rfind(BETWEEN)
    first = next((n for n, (_, start, _) in enumerate(places) if n and start > at + 1), len(places))
    return Hunk(first, first, tokenize_exactly(Line((Run(f"{said}{BETWEEN}"),))))


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
    return next((part for part, _ in _parts(plain) if _labelled(part)[0] == label), "")


def _with_part(line: str, label: str, said: str) -> str:
    """The line with the first part of a label said otherwise, or left out."""
    parts = [part for part, _ in _parts(line)]
    parts[parts.index(_part(line, label))] = said
    return BETWEEN.join(part for part in parts if part)


def field_entry(said: str) -> Mapping[str, object]:
    """What an entry says of a field that is told as the line shows it; empty for no field."""
    label, value = field_value(said)
    if label == STATUS:
        known = value.casefold() in {status.value for status in Status}
        return {"status": Status(value.casefold())} if known else {}
    if label == DUE:
        day = parse_date(value)
        return {"due": day} if day else {}
    return {NAMES[label]: value} if label and value else {}
