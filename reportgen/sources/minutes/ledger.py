"""Who took which character of the source: the proof that nothing was lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reportgen.report.outline import TracedText


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


class Ledger:
    """Records, while a meeting is put together, where each character of the source went."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._count = bytearray(len(source))

    def take(self, *texts: TracedText) -> None:
        """Record that `texts` stand in the file now."""
        for text in texts:
            for offset in text.offsets:
                if offset >= 0 and self._count[offset] < 2:
                    self._count[offset] += 1

    def is_taken(self, text: TracedText) -> bool:
        """Whether any character of `text` stands somewhere already."""
        return any(
            self._count[offset] and not self._source[offset].isspace()
            for offset in text.offsets
            if offset >= 0
        )

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
