"""Every code a problem can have: how serious it is, what it says, what to do about it.

The words are English here and Danish in ``locale/da``. The page `docs/problems.md` is
made from this table.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from reportgen.problems._entry import Entry
from reportgen.problems.catalogs import (
    answers,
    archive,
    changes,
    figures,
    hearing,
    meetings,
    minutes,
    publish,
    returned,
    rounds,
    template,
    workbook,
    workspace,
)

GROUPS: Mapping[str, Mapping[str, Entry]] = MappingProxyType(
    {
        "workspace": workspace.CODES,
        "workbook": workbook.CODES,
        "meetings": meetings.CODES,
        "changes": changes.CODES,
        "figures": figures.CODES,
        "template": template.CODES,
        "minutes": minutes.CODES,
        "rounds": rounds.CODES,
        "returned": returned.CODES,
        "answers": answers.CODES,
        "hearing": hearing.CODES,
        "publish": publish.CODES,
        "archive": archive.CODES,
    }
)
"""The codes by where they come from, in the order of the documentation."""

CATALOG: Mapping[str, Entry] = MappingProxyType(
    {code: entry for codes in GROUPS.values() for code, entry in codes.items()}
)
