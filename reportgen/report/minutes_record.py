"""What minutes say, line by line, and which line became which item of the meeting.

It is kept beside the minutes themselves, so that a page can show them next to the meeting
without reading them again.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property

from reportgen.report import json_file
from reportgen.report.meeting import AgendaItem, Meeting

FORMAT = 1


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A paragraph of the minutes, or an entry of a list."""

    text: str
    place: str = ""
    """Where it stands, in Danish: ``side 2``."""
    item: int | None = None
    """The item it became part of when it was read, from 0; none is outside the agenda."""


@dataclass(frozen=True, slots=True)
class MinutesRecord:
    """The minutes of one meeting."""

    format: int
    file: str
    """Their name in ``kilder/``."""
    lines: tuple[SourceLine, ...]

    def as_json(self) -> bytes:
        """The record as it is written."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode() + b"\n"


def read_record(data: bytes) -> MinutesRecord:
    """The record that `data` holds; raises `json_file.Damaged`."""
    record = json_file.read(MinutesRecord, data)
    if record.format != FORMAT:
        raise json_file.Damaged("another format")
    return record


@dataclass(frozen=True, slots=True)
class Beside:
    """The minutes next to the meeting; each of their lines stands in one place."""

    items: tuple[tuple[SourceLine, ...], ...]
    """For each item of the agenda, what of the minutes it is made of."""
    outside: tuple[SourceLine, ...]
    """What belongs to no item: the head, what was left out."""


def beside(meeting: Meeting, lines: Sequence[SourceLine]) -> Beside:
    """Put each line of the minutes next to the item that says it now.

    A line goes to the item that holds its words. Where several do, or nobody does any longer, it
    goes where most of those it stood together with have gone.
    """
    texts = [_Said(item) for item in meeting.agenda]
    asked: dict[str, list[int]] = {}
    for line in lines:
        key = _words(line.text)
        if line.item is not None and key not in asked:
            asked[key] = [at for at, said in enumerate(texts) if said.holds(line.text)]
    votes: dict[int, Counter[int]] = {}
    for line in lines:
        if line.item is not None:
            found = asked[_words(line.text)]
            votes.setdefault(line.item, Counter()).update(found)
    items: list[list[SourceLine]] = [[] for _ in texts]
    outside: list[SourceLine] = []
    for line in lines:
        at = _place(line, asked, votes, len(items))
        (outside if at is None else items[at]).append(line)
    return Beside(tuple(map(tuple, items)), tuple(outside))


def _place(
    line: SourceLine, asked: dict[str, list[int]], votes: dict[int, Counter[int]], count: int
) -> int | None:
    if line.item is None:
        return None
    found, voted = asked[_words(line.text)], votes[line.item]
    if found:
        # Of two that say the same, the one that most of its neighbours are in.
        return max(found, key=lambda at: (voted[at], -at))
    if voted:
        return max(voted, key=lambda at: (voted[at], -at))
    return line.item if line.item < count else None


class _Said:
    """The words of an item, to be asked for those of a line."""

    def __init__(self, item: AgendaItem) -> None:
        self._item = item

    @cached_property
    def _all(self) -> str:
        item = self._item
        texts: Iterable[str | None] = (
            item.number,
            item.title,
            item.proposal,
            item.minutes,
            *item.decisions,
            *(task.what for task in item.tasks),
        )
        return f" {_words(' '.join(filter(None, texts)))} "

    def holds(self, line: str) -> bool:
        """Whether the item says all words of a line, one after the other."""
        said = _words(line)
        return bool(said) and f" {said} " in self._all


def _words(text: str) -> str:
    """The words of a text, without what stands between them."""
    return " ".join(re.findall(r"\w+", text))
