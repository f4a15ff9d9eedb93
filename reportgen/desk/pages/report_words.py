"""What the page with the report says, in words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from reportgen.language.translation import N_, tr
from reportgen.report.dates import danish_date
from reportgen.report.entries import Kind
from reportgen.report.inputs import Status
from reportgen.report.model import Pending

_KINDS = {
    Kind.ADD: N_("Added"),
    Kind.AMEND: N_("Made more precise"),
    Kind.REPLACE: N_("Reworded"),
    Kind.REMOVE: N_("Taken out"),
    Kind.MOVE: N_("Moved"),
    Kind.REMARK: N_("Remark"),
}
_STATUSES = {
    Status.NEW: N_("new"),
    Status.CONTINUED: N_("continued"),
    Status.CLOSED: N_("closed"),
}
_CELL = re.compile(r"(?P<file>[^,]+\.xlsx), (?P<sheet>[^!]+)!(?P<cell>[A-Z]+[0-9]+)")
_LINE = re.compile(r"tekster\.md, linje (?P<line>[0-9]+)")


def step_title(step: Mapping[str, Any], *, is_first: bool) -> str:
    """What was done in a step."""
    kind = Kind(step["art"])
    return tr("At first") if is_first and "ref" not in step else tr(_KINDS[kind])


def status_title(status: Status) -> str:
    """How far a point is."""
    return tr(_STATUSES[status])


def statuses() -> tuple[tuple[Status, str], ...]:
    """All that a point's status can be."""
    return tuple((status, tr(title)) for status, title in _STATUSES.items())


def said_by(step: Mapping[str, Any]) -> str:
    """Who said it, and when."""
    source = step.get("kilde") or {}
    who = [source.get("part"), source.get("forfatter")]
    day = _day(source.get("tid"))
    named = [each for each in who if each]
    if day and not any(day in each for each in named):
        named.append(day)
    return ", ".join(dict.fromkeys(named))


def place_of(step: Mapping[str, Any]) -> str:
    """Where it stands, as people call it; nothing where that is a file the program keeps."""
    file = str((step.get("kilde") or {}).get("fil") or "")
    if found := _CELL.search(file):
        return tr("the workbook, sheet {sheet}, cell {cell}").format(**found.groupdict())
    if _LINE.search(file):
        return tr("the texts of the report")
    if re.search(r"\.ya?ml\b", file):
        return ""
    return file


def decided(step: Mapping[str, Any]) -> str:
    """What was decided of it, by whom, when and why."""
    decision = step.get("afgjort") or {}
    said = [decision.get("udfald"), decision.get("af"), _day(decision.get("dato"))]
    told = ", ".join(each for each in said if each)
    reason = decision.get("begrundelse")
    return f"{told}: {reason}" if told and reason else told


def _day(value: object) -> str:
    try:
        return danish_date(dt.date.fromisoformat(str(value)[:10]))
    except ValueError:
        return ""


def box_title(pending: Pending) -> str:
    """What the box beside an input is for."""
    if pending.kind is Kind.REMARK:
        return tr("The answer")
    return tr("The new wording")
