"""Who took which character of the source: the proof that nothing was lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from reportgen.problems import Problem
from reportgen.report import ledger as report_ledger
from reportgen.report.ledger import Item
from reportgen.report.meeting import Meeting
from reportgen.report.outline import SourcePlace, TracedText

Path = tuple[str | int, ...]
"""Where in the file something stands: Danish keys and indexes, as ``("dagsorden", 2)``."""
_LINES = frozenset({"uddybning", "referat"})
"""Fields whose every line is an entry."""


@dataclass(frozen=True, slots=True)
class Account:
    """What became of the characters of a source; white space is not counted."""

    total: int
    taken: int
    missing: tuple[tuple[int, int], ...] = ()
    """Parts of the source that stand nowhere, as (start, end)."""
    doubled: tuple[int, ...] = ()
    """Offsets that stand in two places."""

    @property
    def share(self) -> float:
        """Share of the characters that stand once, from 0 to 1."""
        return 1.0 if not self.total else (self.taken - len(self.doubled)) / self.total

    @property
    def complete(self) -> bool:
        """Whether every character stands once."""
        return not self.missing and not self.doubled


class CharacterLedger:
    """Records, while a meeting is put together, where each character of the source went."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._count = bytearray(len(source))

    def take(self, *texts: TracedText) -> None:
        """Record that `texts` stand in the file now."""
        count = self._count
        for text in texts:
            for offset in text.offsets:
                if offset >= 0 and count[offset] < 2:
                    count[offset] += 1

    def open_parts(self) -> tuple[TracedText, ...]:
        """What nobody has taken yet, in texts without white space at their ends."""
        return tuple(
            text
            for start, end in _runs(self._missing(), self._source)
            if (text := TracedText.of(self._source, start, end).strip())
        )

    def close(self) -> Account:
        """Count."""
        counted = [offset for offset, char in enumerate(self._source) if not char.isspace()]
        return Account(
            total=len(counted),
            taken=sum(1 for offset in counted if self._count[offset]),
            missing=tuple(_runs(self._missing(), self._source)),
            doubled=tuple(offset for offset in counted if self._count[offset] > 1),
        )

    def _missing(self) -> list[int]:
        return [
            offset
            for offset, char in enumerate(self._source)
            if not self._count[offset] and not char.isspace()
        ]


def _runs(offsets: Iterable[int], source: str) -> Iterable[tuple[int, int]]:
    """Gather `offsets` into runs; white space between two does not part them."""
    start = end = -1
    for offset in offsets:
        if end >= 0 and not source[end:offset].strip():
            end = offset + 1
            continue
        if end >= 0:
            yield start, end
        start, end = offset, offset + 1
    if end >= 0:
        yield start, end


# --- the entries of the file ----------------------------------------------------------------


def entries_of(
    meeting: Meeting, doubts: Iterable[tuple[Problem, Path]], account: Account
) -> report_ledger.Ledger:
    """Account for the entries of a meeting's file, each once.

    An entry is a person, a fact, a line of text, a decision and so on. `doubts` say where in
    the file each stands; an entry that is unsure is not counted as understood. Characters
    that stand nowhere are a doubt too.
    """
    data = meeting.model_dump(by_alias=True, mode="json")
    left_out = data.pop("udeladt")
    del data["tvivl"]  # counted from `doubts`
    doubts = tuple(doubts)
    unsure = {at for _, at in doubts if at}
    understood = sum(
        not any(path[:end] in unsure for end in range(1, len(path) + 1))
        for path in _entries(data, ())
    )
    aside = tuple(Item(each["sted"] or "", each["tekst"], each["grund"]) for each in left_out)
    doubtful = [
        Item(_place(problem), problem.code, ", ".join(map(str, problem.values.values())))
        for problem, _ in doubts
    ]
    if not account.complete:
        doubtful.append(Item("", "minutes-not-accounted", f"{account.share:.1%}"))
    return report_ledger.Ledger(understood, aside, tuple(doubtful))


def _place(problem: Problem) -> str:
    where = problem.location
    place = SourcePlace(page=where.page, line=where.line, paragraph=where.paragraph)
    return place.in_words or where.file


def _entries(value: Any, path: Path) -> Iterator[Path]:
    """Where each entry stands; a person, a task and the like are one each."""
    if isinstance(value, str) and path[-1] in _LINES:
        yield from ((*path, at) for at, line in enumerate(value.splitlines()) if line.strip())
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _entries(inner, (*path, at))
    elif isinstance(value, dict) and (path == () or not _is_one(path)):
        for key, inner in value.items():
            yield from _entries(inner, (*path, key))
    elif value not in (None, ""):
        yield path


def _is_one(path: Path) -> bool:
    """Whether a mapping is one entry: a member of a list, items of the agenda aside."""
    return isinstance(path[-1], int) and path[:-1] != ("dagsorden",)
