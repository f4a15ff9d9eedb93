"""Two archived versions, or two years, point by point."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_Block = tuple[str, str, str]
"""Section, heading and text."""


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What changed from one folded state to another.

    ``{id, section, kind, before, after}`` with kind ``add``, ``remove``, ``replace`` or
    ``same``; the points that stayed as they were are listed for the focus areas alone,
    since which of them stay is what a reader asks.
    """
    old, new = _blocks(before), _blocks(after)
    found = []
    for block in (*old, *(b for b in new if b not in old)):
        was, now = old.get(block), new.get(block)
        kind = _kind(was, now)
        section = (now or was or ("", "", ""))[0]
        if kind == "same" and section != "4.2":
            continue
        found.append(
            {
                "id": block,
                "section": section,
                "kind": kind,
                "before": _said(was),
                "after": _said(now),
            }
        )
    return found


def _blocks(state: Mapping[str, Any]) -> dict[str, _Block]:
    return {
        block[0]: (row.rstrip("/"), block[1], block[2])
        for row, blocks in state.get("blocks", {}).items()
        for block in blocks
    }


def _kind(was: _Block | None, now: _Block | None) -> str:
    if was is None:
        return "add"
    if now is None:
        return "remove"
    return "same" if was[1:] == now[1:] else "replace"


def _said(block: _Block | None) -> str | None:
    return None if block is None else "\n".join(part for part in block[1:] if part)
