"""What minutes put off until the next meeting."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.report.meeting import AgendaItem, Meeting
from reportgen.report.wording.text import ListKind, parse
from reportgen.sources.minutes.text.sentences import sentences

_NEXT = r"(?:næste|kommende)\s+(?:netværks)?møde"
_OF_NEXT_AGENDA = re.compile(
    rf"\b(?:dagsorden|emner?|input|punkter|temaer)\b.*\b(?:{_NEXT}|næste gang)"
    rf"|\b(?:{_NEXT})\w*\b.*\b(?:dagsorden|emner?|punkter|temaer)\b",
    re.IGNORECASE,
)
"""Titles of items that gather what is for the next agenda."""
_UNTIL_NEXT = re.compile(
    rf"\b(?:på|til)\s+(?:vores\s+|det\s+)?{_NEXT}\b|\bnæste gang\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class PutOff:
    """A topic for the next meeting, as the minutes say it."""

    text: str
    item: AgendaItem


def put_off(meeting: Meeting) -> tuple[PutOff, ...]:
    """Every topic that `meeting` puts off, each once, in the order of its agenda.

    Of an item that gathers them it is each entry of the list, of others each sentence that
    speaks of the next meeting. A task is none, it is kept as a task.

    >>> from reportgen.report.meeting import Facts
    >>> said = "Orientering. Punktet tages op på næste møde."
    >>> item = AgendaItem(nr="4", titel="Psykiatri", referat=said)
    >>> [one.text for one in put_off(Meeting(moede=Facts(dato="2023-06-02"), dagsorden=(item,)))]
    ['Punktet tages op på næste møde.']
    """
    found = {one.text: one for item in meeting.agenda for one in _of(item)}
    return tuple(found.values())


def _of(item: AgendaItem) -> Iterator[PutOff]:
    promised = [" ".join(task.what.casefold().split()).rstrip(".") for task in item.tasks]
    for text in _topics(item):
        words = " ".join(text.casefold().split())
        if not any(what in words for what in promised):
            yield PutOff(text, item)


def _topics(item: AgendaItem) -> Iterator[str]:
    said = parse("\n".join((item.minutes or "", *item.decisions)))
    if _OF_NEXT_AGENDA.search(item.title):
        listed = [line for line in said if line.kind is not ListKind.NONE]
        for line in listed or said:
            yield line.plain
        return
    for line in said:
        yield from filter(_UNTIL_NEXT.search, sentences(line.plain))
