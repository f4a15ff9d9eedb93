"""Pending inputs as the contract's objects."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from reportgen.report.model import Pending


def pending_as_json(pending: Iterable[Pending]) -> list[dict[str, Any]]:
    """``{id, section, block, source, input, touched}`` for each."""
    return [
        {
            "id": item.id,
            "section": item.section,
            "block": item.block,
            "source": item.source,
            "input": item.input,
            "touched": item.touched,
        }
        for item in pending
    ]
