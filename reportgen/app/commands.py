"""Commands as a person types them next, in PowerShell, in cmd and in a Unix shell alike."""

from __future__ import annotations

import re

from reportgen.workspace.places import Year

_BARE = re.compile(r"[\w./\\:-]+", re.ASCII)


def choice(year: Year) -> str:
    """The options without which the command could mean another year."""
    options = ""
    if len(year.workspace.networks()) > 1:
        options += f" --network {quoted(year.network)}"
    if len(year.workspace.years(year.network)) > 1:
        options += f" --year {year.year}"
    return options


def quoted(word: str) -> str:
    """A word as the shells take it whole.

    >>> quoted("Faxe Kommune"), quoted("modtaget/001_svar.docx")
    ('"Faxe Kommune"', 'modtaget/001_svar.docx')
    """
    return word if _BARE.fullmatch(word) else f'"{word}"'
