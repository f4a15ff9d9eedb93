"""``aendringer/NNN.yaml``: what was absorbed or decided, appended and never altered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Annotated

from reportgen.problems import Location, Problem
from reportgen.report.dates import danish_date
from reportgen.report.entries import DecidedEntry
from reportgen.report.file_model import MaybeList
from reportgen.report.model import Change
from reportgen.sources.yaml.read import read_yaml
from reportgen.sources.yaml.validate import validate
from reportgen.sources.yaml.write import Layout, write_yaml

DecidedEntries = Annotated[tuple[DecidedEntry, ...], MaybeList]
"""A whole file: the list of its entries."""

# One name a number, or two files could claim the same place in the order.
_NAME = re.compile(r"(\d{3}|[1-9]\d{3,})\.yaml")


def read_decided(data: bytes, file: str) -> tuple[tuple[Change, ...], list[Problem]]:
    """Read a file of decided changes; each is named for its file and place, as ``001/2``."""
    name = _NAME.fullmatch(file)
    problems = [] if name else [Problem("change-number", Location(file))]
    entries, document, faults = validate(DecidedEntries, read_yaml(data, file), file)
    problems += faults
    changes: list[Change] = []
    for i, entry in enumerate(entries or ()):
        number = int(document.typed((i,))[0]) + 1
        changes.append(
            Change(
                ref=f"{name[1] if name else file}/{number}",
                entry=entry,
                group=file,
                source=_source(entry),
                location=Location(file, line=document.place((i,)).line, item=str(number)),
                date=entry.decision.date if entry.decision else None,
            )
        )
    return tuple(changes), problems


def decided_yaml(entries: Iterable[DecidedEntry], heading: Sequence[str] = ()) -> str:
    """Write a file of ``aendringer/``, which `read_decided` reads back as the same entries.

    `heading` are lines of comment that open it.
    """
    data = [entry.model_dump(by_alias=True) for entry in entries]
    return write_yaml(data, _LAYOUT, heading=heading)


_LAYOUT = Layout(width=None, longest_text=80)


def missing_numbers(files: Iterable[str]) -> list[Problem]:
    """Fault every gap in the numbers of `files`: each was made after the one before it.

    A file that is gone takes decisions with it that nobody would notice were lost.
    """
    there = {int(name[1]) for file in files if (name := _NAME.fullmatch(file))}
    return [
        Problem("change-file-missing", Location(f"{number:03}.yaml"))
        for number in range(1, max(there, default=0))
        if number not in there
    ][:_MOST_GAPS]


_MOST_GAPS = 20
"""A file somebody numbered 2022 leaves two thousand gaps, and is one mistake."""


def _source(entry: DecidedEntry) -> str:
    """What a reader of the report is told: who asked for it, and when it was decided."""
    origin, decision = entry.origin, entry.decision
    who = (origin.party or origin.author) if origin else None
    by = decision.by if decision else None
    source = f"Høringssvar fra {who}" if who and who != by else f"Redigeret af {by or who or '–'}"
    date = decision.date if decision else None
    return f"{source}, {danish_date(date)}" if date else source
