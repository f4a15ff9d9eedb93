"""Ids in an order that changes often."""

from __future__ import annotations

from collections.abc import Iterator

_EDGE = ""


class Row:
    """The ids of one row of blocks, linked to their neighbours.

    Putting one in, taking one out and finding where it goes all take the same time
    however many there are, so that a fold of thousands of changes grows evenly.
    """

    def __init__(self) -> None:
        self._next = {_EDGE: _EDGE}
        self._previous = {_EDGE: _EDGE}

    def __iter__(self) -> Iterator[str]:
        at = self._next[_EDGE]
        while at != _EDGE:
            yield at
            at = self._next[at]

    def insert(self, block: str, after: str | None) -> None:
        """Put `block` after `after`: None is last, the empty text is first."""
        before = self._previous[_EDGE] if after is None else after
        behind = self._next[before]
        self._next[before] = self._previous[behind] = block
        self._next[block], self._previous[block] = behind, before

    def remove(self, block: str) -> None:
        """Take `block` out."""
        behind, before = self._next.pop(block), self._previous.pop(block)
        self._next[before], self._previous[behind] = behind, before
