"""By what an agenda's file is known: the meeting, the titles of its items, and its own styles.

The items themselves are known by their bookmarks (`reportgen.word.elements.identity`).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from reportgen.opc.package import Package
from reportgen.word.elements.identity import own_properties, set_own_properties

LABELS: Mapping[str, str] = MappingProxyType(
    {"Beslutning": "Beslutning:", "Opgave": "Opgave (hvem · hvad · frist):"}
)
"""Name and id of a style, to what it shows before each of its paragraphs."""

_MEETING, _TITLES, _MADE = "meeting", "items", "made"


@dataclass(frozen=True, slots=True)
class AgendaFile:
    """What an agenda's file says of itself."""

    meeting: dt.date | None = None
    titles: Sequence[str] = ()
    """Titles of its items as they were made, in order; empty where it does not say."""
    made: str = ""
    """Digest of its text as the program made it."""
    is_edited: bool = True
    """Whether the text is no longer that one; a file that was only saved counts as edited."""


def set_agenda(package: Package, meeting: dt.date, titles: Sequence[str]) -> None:
    """Write what the file says of itself; its text has to be in it already."""
    values = {
        _MEETING: meeting.isoformat(),
        _TITLES: json.dumps(list(titles), ensure_ascii=False),
        _MADE: _digest(package),
    }
    set_own_properties(package, values)


def agenda_of(package: Package) -> AgendaFile | None:
    """What the file says of itself; none where it is no agenda, or says it no longer."""
    said = own_properties(package)
    try:
        meeting = dt.date.fromisoformat(said[_MEETING])
        titles = json.loads(said.get(_TITLES, "[]"))
    except (KeyError, ValueError, RecursionError):
        return None
    is_list = isinstance(titles, list) and all(isinstance(title, str) for title in titles)
    made = said.get(_MADE, "")
    return AgendaFile(meeting, titles if is_list else (), made, made != _digest(package))


def _digest(package: Package) -> str:
    return hashlib.sha256(package.parts[package.document]).hexdigest()
