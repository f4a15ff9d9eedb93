"""Names of what is sent out, short enough for every path that Windows and clouds allow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.report.stage import Stage
from reportgen.workspace.names import plain, report_file
from reportgen.workspace.rounds import BASE

LONGEST_PATH = 149
"""Characters of a path from the workspace, the workspace's own folder not counted."""
LETTER, MAIL = "Hoeringsbrev.docx", "Mail.eml"
PARTIES, RECIPIENTS = "Hoeringsparter.docx", "modtagere.xlsx"

_SHORTEST = 6  # of a party or a network: less would not be known again


@dataclass(frozen=True, slots=True)
class SentNames:
    """The folder of each party and the copy in it, in the order of the parties."""

    copy: str
    """The copy that all get."""
    folders: tuple[str, ...]
    copies: tuple[str, ...]


def sent_names(
    parties: Sequence[str],
    *,
    below: int,
    date: dt.date,
    year: int,
    network: str,
    version: str,
    per_party: bool,
) -> SentNames:
    """Name what is sent, with `below` characters of the path taken by the folders above.

    The network's name is the first to be cut, since the folders above say it too; then
    the parties', which stay different from each other.
    """
    whole = plain(network)
    longest = max((len(plain(party)) for party in parties), default=0)
    times = 2 if per_party else 1
    frame = len(report_file(date, year, "", version, Stage.HEARING))
    left = LONGEST_PATH - below - len("/") - frame - len("_") * per_party
    of_party = min(longest, max(_SHORTEST, (left - min(len(whole), 2 * _SHORTEST)) // times))
    of_network = max(_SHORTEST, left - times * of_party)
    network = whole[:of_network].rstrip("-")
    folders = _different(parties, of_party)
    copy = report_file(date, year, network, version, Stage.HEARING)
    own = (
        report_file(date, year, network, version, f"{Stage.HEARING}_{folder}") for folder in folders
    )
    return SentNames(copy, folders, tuple(own) if per_party else (copy,) * len(folders))


def _different(parties: Sequence[str], longest: int) -> tuple[str, ...]:
    """Safe names of at most `longest` characters, no two the same on any disk."""
    taken = {BASE}
    found: list[str] = []
    for party in parties:
        whole = plain(party) or "Part"
        name, number = whole[:longest].rstrip("-"), 1
        while name.casefold() in taken:
            number += 1
            ending = f"-{number}"
            name = whole[: longest - len(ending)].rstrip("-") + ending
        taken.add(name.casefold())
        found.append(name)
    return tuple(found)
