"""What undoes one change of the report: a new one that restores what stood before it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from reportgen.report import ids
from reportgen.report.entries import FIELDS, DecidedEntry, Kind
from reportgen.report.model import Block, Folded


def restoring(
    entry: DecidedEntry, before: Folded, after: Folded, now: Folded, *, used: Collection[str]
) -> DecidedEntry | None:
    """The entry that restores what `entry` changed; None where it changed no wording or place.

    `before` and `after` are the report without and with it and all that came earlier, `now` is
    the report as it is. A block that was taken out comes back with a new id, none of `used`. What
    others have changed in the same words since is for the fold to find.
    """
    block = entry.id or ""
    was, became = before.find(block), after.find(block)
    match entry.kind:
        case Kind.ADD if became is not None and now.is_standing(block):
            gone = {"before": became.text, "heading_before": became.heading or None}
            return _made(Kind.REMOVE, became, **gone)
        case Kind.REMOVE if was is not None and not now.is_standing(block):
            return _put_back(was, _place(before, was, now), used)
        case Kind.MOVE if was is not None and now.is_standing(block):
            return _made(Kind.MOVE, was, after=_place(before, was, now))
        case Kind.AMEND | Kind.REPLACE if was is not None and became is not None:
            values = _reworded(was, became)
            return _made(Kind.REPLACE, was, **values) if values else None
    return None


def _reworded(was: Block, became: Block) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if was.text != became.text:
        values |= {"before": became.text, "text": was.text}
    if was.heading != became.heading:
        values |= {"heading_before": became.heading, "heading": was.heading}
    for name in FIELDS:
        if getattr(was, name) and getattr(was, name) != getattr(became, name):
            values[name] = getattr(was, name)
    return values


def _put_back(was: Block, place: str, used: Collection[str]) -> DecidedEntry:
    is_point = ids.is_point(was.id)
    row = ids.sequence_of(was.id)
    numbers = [ids.number_of(each) for each in used if ids.sequence_of(each) == row]
    new = ids.next_id(was.section, used) if is_point else f"{row}{max(numbers, default=0) + 1}"
    values: dict[str, Any] = {"id": new, "after": place, "text": was.text}
    if is_point:
        values["heading"] = was.heading
        values |= {name: getattr(was, name) or None for name in FIELDS}
    return _made(Kind.ADD, was, **values)


def _place(before: Folded, block: Block, now: Folded) -> str:
    """What it stood after, as far as that still stands; its section where it was the first."""
    row = before.row_of(block.id)
    earlier = row[: row.index(block.id)] if block.id in row else row
    return next((each for each in reversed(earlier) if now.is_standing(each)), block.section)


def _made(kind: Kind, block: Block, **values: Any) -> DecidedEntry:
    return DecidedEntry(**{"section": block.section, "id": block.id, "kind": kind, **values})
