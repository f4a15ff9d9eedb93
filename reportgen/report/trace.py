"""Where the wording of a block comes from: every step of its life, the base first.

The steps are the contract's objects, with the keys of ``aendringer/``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from reportgen.report import ids
from reportgen.report.entries import DecidedEntry
from reportgen.report.inputs import PointRow, Workbook
from reportgen.report.model import Block, Change, Fate, Folded, Step


def block_steps(folded: Folded, changes: Iterable[Change], ref: str) -> list[dict[str, Any]] | None:
    """The base and every change of the block `ref` names, oldest first; None for no block.

    `ref` is an id (``U1``, ``3.1/2``) or a point's place (``3.6/2``).
    """
    block = _find(folded, ref)
    if block is None:
        return None
    base = [_base(step, block) for step in block.steps if not step.ref]
    about = [change for change in changes if folded.targets.get(change.ref) == block.id]
    return base + [_change(change, folded.fates.get(change.ref)) for change in about]


def cell_steps(workbook: Workbook, ref: str) -> list[dict[str, Any]] | None:
    """A cell of the workbook (``Nøgletal!E7``) as its own base; None where it holds nothing."""
    sheet, cell = ids.CellId.parse(ref)
    rows: dict[str, tuple[Any, ...]] = {
        "Medlemmer": workbook.members,
        "Nøgletal": workbook.figures,
        "Opfølgning": workbook.follow_ups,
        "Årshjul": workbook.wheel,
    }
    for row in rows.get(sheet, ()):
        for header, place in row.cells.items():
            if place == cell:
                return [_cell(workbook, ref, row, header)]
    return None


def _cell(workbook: Workbook, ref: str, row: Any, header: str) -> dict[str, Any]:
    return {
        "id": ref,
        "art": "tilføj",
        "overskrift": header,
        "tekst": str(_value(row, header)),
        "kilde": _source(f"{workbook.file}, {ref}", getattr(row, "source", "") or None),
    }


def _find(folded: Folded, ref: str) -> Block | None:
    section, _, place = ref.partition("/")
    if ids.is_point_section(section) and place.isdecimal():
        blocks = folded.points(section)
        return blocks[int(place) - 1] if 1 <= int(place) <= len(blocks) else None
    return folded.find(ref)


def _base(step: Step, block: Block) -> dict[str, Any]:
    return {
        "afsnit": block.section,
        "id": block.id,
        "art": step.kind.value,
        "overskrift": step.heading or None,
        "tekst": step.text,
        **_request(step.row),
        "kilde": _source(step.place, step.source or None),
    }


def _request(row: PointRow | None) -> dict[str, Any]:
    """What a recommendation of the workbook asks, as far as it says so."""
    if row is None:
        return {}
    due = row.due.isoformat() if row.due else ""
    asked = {"til": row.addressee, "beslutning": row.asked, "frist": due}
    return {key: value for key, value in asked.items() if value}


def _change(change: Change, fate: Fate | None) -> dict[str, Any]:
    entry = change.entry
    step = {
        key: value
        for key, value in entry.model_dump(mode="json", by_alias=True).items()
        if value not in (None, [], ())
    }
    if not isinstance(entry, DecidedEntry) or entry.origin is None:
        place = f"{change.location.file}, linje {change.location.line}"
        step["kilde"] = _source(place, change.source, change.date)
    step["ref"] = change.ref
    step["udestår"] = fate is Fate.PENDING
    return step


def _value(row: Any, header: str) -> Any:
    """The value under `header`: a row's fields stand in the order of its columns."""
    names = [name for name in row.__slots__ if name not in {"cells", "words", "behind"}]
    name = names[list(row.cells).index(header)]
    value = getattr(row, name)
    if isinstance(value, bool):
        return "ja" if value else ""
    # A number is told as Excel shows it.
    return (name == "value" and row.words) or value


def _source(file: str, party: str | None, date: dt.date | None = None) -> dict[str, Any]:
    return {
        "fil": file,
        "part": party,
        "forfatter": None,
        "tid": date.isoformat() if date else None,
    }
