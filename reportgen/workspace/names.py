"""Names of files that sort by date and travel through mail, Windows and cloud drives."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

_LETTERS = str.maketrans(
    {"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa", "ß": "ss"}
)
_VERSION = re.compile(r"_v(\d{2,})(?:_|\.|$)")
_AGENDA = re.compile(r"_Dagsorden-(\d{4}-\d\d-\d\d)_")
_LONGEST_NAME = 40  # of the network's part, so that whole paths stay under 150 characters


RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])( *\..*)?", re.I)
"""Names that Windows keeps for devices, whatever stands after a full stop."""


def portable(name: str) -> str:
    """A plain name that is none of Windows' own.

    >>> portable("Con"), portable("Con-1")
    ('x-Con', 'Con-1')
    """
    return f"x-{name}" if RESERVED.fullmatch(name) else name


def plain(name: str, longest: int = _LONGEST_NAME) -> str:
    """Write `name` with letters, digits and hyphens only: ``Børn og Unge`` is ``Boern-og-Unge``.

    What is left has at most `longest` characters.
    """
    danish = unicodedata.normalize("NFC", name).translate(_LETTERS)
    ascii_ = unicodedata.normalize("NFKD", danish).encode("ascii", "ignore")
    written = re.sub(r"[^A-Za-z0-9]+", "-", ascii_.decode()).strip("-")[:longest].rstrip("-")
    return portable(written)[:longest]


def report_file(date: dt.date, year: int, network: str, version: str, stage: str) -> str:
    """Name a version, as ``20221115_Aarsrapport-2022_Boern-og-Unge_v02_hoering.docx``."""
    return f"{date:%Y%m%d}_Aarsrapport-{year}_{plain(network)}_{version}_{stage}.docx"


def agenda_file(made: dt.date, meeting: dt.date, network: str, number: int = 1) -> str:
    """Name an agenda by its meeting, as ``20230501_Dagsorden-2023-05-12_Boern-og-Unge.docx``.

    A second one of the same meeting ends in ``_2``.
    """
    count = f"_{number}" if number > 1 else ""
    return f"{made:%Y%m%d}_Dagsorden-{meeting.isoformat()}_{plain(network)}{count}.docx"


SUBMISSION = "_Moedesag-"
"""Stands in the name of a case, after its date."""


def submission_file(date: dt.date, year: int, network: str) -> str:
    """Name the steering group's case, as ``20230215_Moedesag-2022_Boern-og-Unge.docx``."""
    return f"{date:%Y%m%d}{SUBMISSION}{year}_{plain(network)}.docx"


def agenda_date(name: str) -> dt.date | None:
    """The day of the meeting whose agenda a file is by its name; none if it is no agenda."""
    match = _AGENDA.search(name)
    try:
        return dt.date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None


def version_name(number: int) -> str:
    """Write a version number as ``v02``."""
    return f"v{number:02d}"


def version_in(name: str) -> int:
    """The version number that a file name carries, or 0."""
    match = _VERSION.search(name)
    return int(match[1]) if match else 0
