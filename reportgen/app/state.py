"""The folded report as plain data: what a version records, and when two are the same."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from reportgen.app.year import YearInputs
from reportgen.layout.sections import Material
from reportgen.report.model import Block, Pending


def folded_state(inputs: YearInputs) -> dict[str, Any]:
    """Blocks, pending inputs and cells, as they are kept beside a version."""
    folded = inputs.folded
    return {
        "sections": dict(folded.sections),
        "blocks": {s: [_block(b) for b in blocks] for s, blocks in folded.blocks.items()},
        "pending": [_pending(p) for p in folded.pending],
    }


def fold_digest(state: dict[str, Any], material: Material) -> str:
    """SHA-256 of everything the report shows: the state, and what its tables are made of.

    Two readings of inputs that differ only in what the report does not show (a comment
    in a file, the order of columns) have one digest.
    """
    workbook, network = material.workbook, material.network
    shown = [
        state,
        [m.model_dump(mode="json") for m in (network,)],
        [_shown(row) for row in workbook.members],
        [_shown(row) for row in workbook.figures],
        [_shown(row) for row in workbook.follow_ups],
        [_shown(row) for row in workbook.wheel],
        [
            [
                meeting.facts.model_dump(mode="json"),
                meeting.attendance.model_dump(mode="json"),
                [[i.number, i.title, i.links, i.attachments] for i in meeting.agenda],
            ]
            for meeting in material.meetings
        ],
    ]
    if material.recommended:
        known = sorted(material.recommended.values(), key=lambda one: one.id)
        shown.append([[one.id, one.heading, one.lead] for one in known])
    text = json.dumps(shown, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _block(block: Block) -> list[Any]:
    return [
        block.id,
        block.heading,
        block.text,
        block.status.value if block.status else None,
        block.challenge,
        block.priority,
        block.waiting,
        *block.sources,
    ]


def _pending(pending: Pending) -> list[Any]:
    return [pending.id, pending.section, pending.block, pending.source, pending.input]


def _shown(row: Any) -> list[Any]:
    """Values of a row, without the cells they stand in."""
    return [getattr(row, name) for name in row.__slots__ if name != "cells"]
