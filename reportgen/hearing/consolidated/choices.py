"""Which of the proposed wordings a text was made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from reportgen.hearing.result import Edit, EditKind
from reportgen.report.differ import Hunk, apply_hunks, clash
from reportgen.report.tokens import Tokens

_MOST = 8
"""Edits that hang together up to which every choice of them is tried."""
_BESIDE = 3
"""Words between two edits of one sentence from which on they have nothing to do with each other."""


def read_with(base: Tokens, edits: Sequence[Edit]) -> tuple[str, ...]:
    """What a text says with these edits of its words made."""
    hunks = [e.hunk for e in edits if e.hunk is not None and e.kind is not EditKind.FORMAT]
    return _texts(apply_hunks(base, hunks))


def _texts(words: Tokens) -> tuple[str, ...]:
    return tuple(token.text for token in words)


def meets(one: Hunk, other: Hunk, base: Tokens) -> bool:
    """Whether one hunk rewrites what the other is about: the words, or some beside them."""
    first, last = sorted((one, other), key=lambda hunk: (hunk.start, hunk.end))
    between = base[first.end : last.start]
    if any(token.begins or token.text in ".?!" for token in between):
        return False
    return sum(not token.text.isspace() for token in between) < _BESIDE


def choice(base: Tokens, now: tuple[str, ...], edits: Sequence[Edit]) -> set[str] | None:
    """Ids of the edits that, made together, turn `base` into `now`; None where none do."""
    places = _places(edits)
    kept = [_texts(base[start:end]) for start, end in _between(places, len(base))]

    def search(number: int, at: int) -> set[str] | None:
        stays = kept[number]
        if now[at : at + len(stays)] != stays:
            return None
        at += len(stays)
        if number == len(places):
            return set() if at == len(now) else None
        for chosen, words in _choices(places[number], base):
            if now[at : at + len(words)] == words:
                found = search(number + 1, at + len(words))
                if found is not None:
                    return found | {edit.id for edit in chosen}
        return None

    return search(0, 0)


@dataclass(frozen=True, slots=True)
class _Place:
    """Edits that hang together, and the words of the base they are over."""

    start: int
    end: int
    edits: tuple[Edit, ...]


def _places(edits: Sequence[Edit]) -> list[_Place]:
    """Edits in order, those that meet in one place together."""
    made: list[_Place] = []
    for edit in sorted(edits, key=lambda e: (e.hunk.start, e.hunk.end) if e.hunk else (0, 0)):
        hunk = edit.hunk
        assert hunk is not None
        if made and hunk.start <= made[-1].end:
            last = made[-1]
            made[-1] = _Place(last.start, max(last.end, hunk.end), (*last.edits, edit))
        else:
            made.append(_Place(hunk.start, hunk.end, (edit,)))
    return made


def _between(places: Sequence[_Place], length: int) -> Iterator[tuple[int, int]]:
    at = 0
    for place in places:
        yield at, place.start
        at = place.end
    yield at, length


def _choices(place: _Place, base: Tokens) -> Iterator[tuple[tuple[Edit, ...], tuple[str, ...]]]:
    """What the words can come to: none of the edits, all, and what lies between."""
    most = len(place.edits) if len(place.edits) <= _MOST else 1
    for size in range(most + 1):
        for chosen in combinations(place.edits, size):
            hunks = [e.hunk for e in chosen if e.hunk is not None]
            if any(clash(one, other, base) for one, other in combinations(hunks, 2)):
                continue
            moved = [
                replace(h, start=h.start - place.start, end=h.end - place.start) for h in hunks
            ]
            yield chosen, _texts(apply_hunks(base[place.start : place.end], moved))
