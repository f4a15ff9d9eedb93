"""What is said in words of the terminal, as a page says it: a command is the way to its page.

A message or a hint names commands as a person would type them. On a page each of them is a
link to the page on which the same is done, under that page's name; what is typed after the
command has no place there. Where a sentence would not read so, the catalogue has another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import g, url_for

from reportgen.language.translation import N_, tr
from reportgen.language.words import hint_on_page, message
from reportgen.problems import Problem
from reportgen.workspace.places import Year


@dataclass(frozen=True, slots=True)
class Way:
    """Where something is done on the desk."""

    endpoint: str
    title: str
    """To be translated."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence; with an address it is a link."""

    text: str
    href: str = ""


_YEAR = Way("year.show", N_("The year"))
_FOUNDATIONS = Way("foundations.show", N_("Foundations"))
_MEETINGS = Way("meetings.show", N_("Meetings"))
_REPORT = Way("report.show", N_("The report"))
_HEARING = Way("round.show", N_("The hearing"))
_PUBLICATION = Way("publication.show", N_("Publication"))
_ARCHIVE = Way("archive.show", N_("Archive"))

WAYS: Mapping[str, Way] = {
    "check --fix": Way("foundations.show", N_("Fill in what is missing")),
    "check": _FOUNDATIONS,
    "template check": _FOUNDATIONS,
    "import": _MEETINGS,
    "agenda": _MEETINGS,
    "calendar": _MEETINGS,
    "tasks": _MEETINGS,
    "trace": _REPORT,
    "hearing open": _HEARING,
    "hearing collect": _HEARING,
    "hearing answer": _HEARING,
    "hearing apply": Way("changes.show", N_("The changes")),
    "publish": _PUBLICATION,
    "archive": _ARCHIVE,
    "status": _YEAR,
    "generate": _YEAR,
    "absorb": _YEAR,
    "new": _YEAR,
    "journal": _YEAR,
    "recommendations": _REPORT,
    "submission": _PUBLICATION,
    "desk": _YEAR,
}
"""The way for each command; of two that begin alike the longer one counts."""

_NAMES = "|".join(re.escape(name) for name in sorted(WAYS, key=len, reverse=True))
_VALUE = r'(?:"[^"]*"|[\w-]+)'
_ARGUMENT = "|".join(
    (
        rf"--(?:network|year|party|allow|reason|version|deadline|text|close) {_VALUE}",
        "--[a-z-]+",
        r'"[^"]*"',
        r"[A-ZÆØÅ]{2,}(?:-[A-ZÆØÅ]{2,})*\b",
        r'[^\s"]*(?:/[^\s"]*\w|\.(?:docx|eml|msg|pdf))',
    )
)
"""What is typed after a command: options, words in quotation marks, what stands for a value,
files."""
_COMMAND = re.compile(
    rf"(?P<by>\b(?:with|med) )?reportgen (?P<name>{_NAMES})\b"
    rf"(?: (?:list|show|verify|restore|diff|export)\b)?(?: (?:{_ARGUMENT}))*"
)


def pieces(text: str, year: Year | None) -> Iterator[Piece]:
    """A text of the terminal with the commands in it as links; `year` is the page's own."""
    last = 0
    for match in _COMMAND.finditer(text):
        before = text[last : match.start()]
        if match["by"]:
            before += tr("under") + " "
        if before:
            yield Piece(before)
        way = WAYS[match["name"]]
        yield Piece(tr(way.title), _address(way, year))
        last = match.end()
    if rest := text[last:]:
        yield Piece(rest)


def _address(way: Way, year: Year | None) -> str:
    if year is None:
        return url_for("year.first")
    return url_for(way.endpoint, network=year.network, number=year.year)


def message_pieces(problem: Problem) -> list[Piece]:
    """What is wrong."""
    return list(pieces(message(problem), g.get("year")))


def hint_pieces(problem: Problem) -> list[Piece]:
    """What to do about it."""
    return list(pieces(hint_on_page(problem), g.get("year")))
