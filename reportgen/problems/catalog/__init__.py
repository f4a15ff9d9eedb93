"""Every code a problem can have: how serious it is, what it says, what to do about it.

The words stand in the text files beside this module, one file a group, in English; in Danish
in ``locale/da``. An entry is its code and severity, its message, and after an arrow what to do;
an empty line ends it. A message may run over several lines, a hint stands on one. A second
arrow says what to do on a page of the desk, where the hint speaks of options, or would not read
with links in the place of its commands::

    file-missing: error
    The file is missing.
    → It should be {path}; reportgen generate --anew makes it.
    ⇒ It should be {path}; make it under reportgen generate.

Lines that begin with ``#`` speak to the reader of the file. ``{name}`` is a blank that the
problem fills in. The page `docs/problemer.md` is made from these files.
"""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

GROUPS = (
    "workspace",
    "workbook",
    "meetings",
    "changes",
    "figures",
    "template",
    "minutes",
    "rounds",
    "returned",
    "answers",
    "hearing",
    "publish",
    "archive",
    "desk",
)
"""The groups of codes, by where they come from, in the order of the documentation."""


class Severity(StrEnum):
    """How much a fault matters."""

    ERROR = "error"
    """Nothing is written while it stands."""
    WARNING = "warning"
    """The work goes on; a person should look."""


@dataclass(frozen=True, slots=True)
class CatalogEntry:
    """Severity and words of one code; ``{name}`` are blanks the problem fills in."""

    severity: Severity
    message: str
    hint: str = ""
    on_page: str = ""
    """What to do on a page of the desk; empty where that is what the hint says."""


_HEAD = re.compile(r"([a-z][a-z0-9-]*): (error|warning)")
_HINT, _ON_PAGE = "→ ", "⇒ "


def parse_entries(text: str) -> dict[str, CatalogEntry]:
    """The entries of one file by code, in its order; a `ValueError` names what is amiss."""
    entries: dict[str, CatalogEntry] = {}
    for block in text.strip("\n").split("\n\n"):
        lines = [line for line in block.split("\n") if not line.startswith("#")]
        if not lines:
            continue
        head = _HEAD.fullmatch(lines[0])
        if head is None:
            raise ValueError(f"no code and severity: {lines[0]!r}")
        code, severity = head.groups()
        if code in entries:
            raise ValueError(f"{code} stands twice")
        on_page, hint = _taken(lines, _ON_PAGE), _taken(lines, _HINT)
        message = lines[1:]
        if not message or any(not line or line.startswith((_HINT, _ON_PAGE)) for line in message):
            raise ValueError(f"{code} should hold a message and then at most one hint")
        entries[code] = CatalogEntry(Severity(severity), "\n".join(message), hint, on_page)
    return entries


def _taken(lines: list[str], lead: str) -> str:
    """The last of `lines` without its lead, taken out of them; empty where it has none."""
    return lines.pop().removeprefix(lead) if lines[-1].startswith(lead) else ""


@cache
def group_entries(group: str) -> Mapping[str, CatalogEntry]:
    """The entries of one of `GROUPS` by code; read once, when first asked for."""
    data = pkgutil.get_data(__name__, f"{group}.txt")
    assert data is not None
    return MappingProxyType(parse_entries(data.decode("utf-8").replace("\r\n", "\n")))


@cache
def all_entries() -> Mapping[str, CatalogEntry]:
    """The entries of all groups by code."""
    return MappingProxyType(
        {code: entry for group in GROUPS for code, entry in group_entries(group).items()}
    )


def entry(code: str) -> CatalogEntry:
    """What the catalogue says of `code`; a `KeyError` where it holds no such code."""
    return all_entries()[code]
