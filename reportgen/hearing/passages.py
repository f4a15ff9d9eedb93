"""Which edits, made together, give the words that stand: over as many blocks as it takes.

What was accepted side by side can be cut up otherwise when it is compared with the base
again: two edits become one, the second half of a paragraph looks like a new one. So edits
are looked for by what they say together, not one by one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from reportgen.hearing.base import Prepared
from reportgen.hearing.conflicts import clashes
from reportgen.hearing.differences import with_value
from reportgen.hearing.result import Edit, EditKind, Hunk, Part, Token
from reportgen.hearing.words import Tokens, of_markup, plain

_STEPS = 20_000
"""Choices looked into before the words count as nobody's."""


@dataclass(frozen=True, slots=True)
class Wish:
    """An edit, where it is in a passage."""

    edit: Edit
    hunk: Hunk
    order: int = 0
    """Where texts that meet in one point begin and end: the earlier comes first."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of the base, and what the parties want of them."""

    words: Tokens
    wishes: tuple[Wish, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The edits that stand in a passage."""

    edits: tuple[Edit, ...]
    """Those that stand for certain."""
    untold: tuple[Edit, ...]
    """Those of which others could stand instead and give the same words."""
    exact: bool
    """Whether its words also look as they stand."""


def passage(
    prepared: Prepared, edits: Sequence[Edit], blocks: Sequence[str], first: str
) -> Passage:
    """Blocks after each other, with what is wanted of them and added around them.

    `first` is what additions before the first block stand after: a block or a section.
    """
    words: list[Token] = []
    wishes: list[Wish] = []

    def shifted(hunk: Hunk, by: int) -> Hunk:
        return Hunk(hunk.start + by, hunk.end + by, hunk.new, hunk.sets, hunk.value)

    for number, block in enumerate((first, *blocks)):
        if number:
            known = prepared.known[block]
            start, text = len(words), len(words) + len(known.heading_words)
            words += [*known.heading_words, *known.words]
            for edit in edits:
                if edit.block != block or edit.part is Part.FIXED:
                    continue
                if edit.kind is EditKind.REMOVE:
                    begin = text if edit.part is Part.TEXT else start
                    wishes.append(Wish(edit, Hunk(begin, len(words)), 3 * number))
                elif edit.hunk is not None and edit.part is Part.HEADING:
                    wishes.append(Wish(edit, shifted(edit.hunk, start), 3 * number))
                elif edit.hunk is not None:
                    wishes.append(Wish(edit, shifted(edit.hunk, text), 3 * number + 1))
        for edit in edits:
            if edit.kind is EditKind.ADD and edit.place == block:
                heading = of_markup(edit.heading) if edit.heading else ()
                new = (*heading, *of_markup(edit.after))
                at = Hunk(len(words), len(words), new)
                wishes.append(Wish(edit, at, 3 * number + 2))
    return Passage(tuple(words), tuple(wishes))


def read(
    prepared: Prepared, of: Passage, stands: Tokens, sure: Collection[str] = ()
) -> Reading | None:
    """Find the edits that give `stands`, or none where no choice of them does.

    Of several choices, the one that has most of the edits named in `sure`, and then the
    fullest. Where two are as good, what is in one of them alone is not told.
    """
    found = [
        choice
        for choice in _Search(prepared, of, stands).choices()
        if plain(made(of, choice)) == plain(stands)
    ]
    if not found:
        return None

    def worth(choice: Sequence[Wish]) -> tuple[int, int]:
        return sum(wish.edit.id in sure for wish in choice), len(choice)

    best = max(map(worth, found))
    rivals = [{w.edit.id: w for w in choice} for choice in found if worth(choice) == best]
    common = [w for id_, w in rivals[0].items() if all(id_ in other for other in rivals)]
    untold = {id_: w.edit for other in rivals for id_, w in other.items() if w not in common}
    looks, exact = _formats(of, list(rivals[0].values()), stands, sure)
    return Reading(tuple(wish.edit for wish in (*common, *looks)), tuple(untold.values()), exact)


def made(of: Passage, choice: Sequence[Wish]) -> Tokens:
    """The words of a passage with a choice of edits made, which do not clash."""
    written = list(of.words)
    for hunk in (wish.hunk for wish in choice):
        if hunk.sets is not None:
            for i in range(hunk.start, hunk.end):
                written[i] = with_value(written[i], hunk.sets, hunk.value)
    words: list[Token] = []
    at = 0
    for hunk in (wish.hunk for wish in _in_order(choice)):
        words += [*written[at : hunk.start], *hunk.new]
        at = max(at, hunk.end)
    return (*words, *written[at:])


def _in_order(wishes: Sequence[Wish]) -> list[Wish]:
    """Wishes that replace words, in the order they are written."""

    def key(wish: Wish) -> tuple[int, int, int, bool]:
        hunk = wish.hunk
        return hunk.start, wish.order, hunk.end, bool(hunk.new) and hunk.new[0].begins

    return sorted((wish for wish in wishes if wish.hunk.sets is None), key=key)


def _letters(words: Tokens) -> str:
    """What is compared first: words may be parted otherwise, and end in a space."""
    return "".join("\n" if w.begins else "".join(w.text.split()) for w in words)


class _Search:
    """Every choice that gives the letters that stand, in the order of the words."""

    def __init__(self, prepared: Prepared, of: Passage, stands: Tokens) -> None:
        self.wishes = _in_order(of.wishes)
        self.stands = _letters(stands)
        self.base = _letters(of.words)
        self.new = [_letters(wish.hunk.new) for wish in self.wishes]
        self.offset = [0]
        for word in of.words:
            self.offset.append(self.offset[-1] + len(_letters((word,))))
        self.against = _clashing(prepared, self.wishes)
        self.steps = 0

    def choices(self) -> Iterator[list[Wish]]:
        """Find them; none at all where there are too many to look into."""
        found = list(self._from(0, 0, 0, ()))
        if self.steps <= _STEPS:
            yield from ([self.wishes[n] for n in choice] for choice in found)

    def _from(
        self, n: int, at: int, written: int, chosen: tuple[int, ...]
    ) -> Iterator[tuple[int, ...]]:
        """Choose among the wishes from `n` on, `at` words into the base."""
        self.steps += 1
        if self.steps > _STEPS:
            return
        if n == len(self.wishes):
            if self.base[self.offset[at] :] == self.stands[written:]:
                yield chosen
            return
        hunk = self.wishes[n].hunk
        if hunk.start > at:
            kept = self.base[self.offset[at] : self.offset[hunk.start]]
            if not self.stands.startswith(kept, written):
                return
            at, written = hunk.start, written + len(kept)
        free = not any(m in self.against.get(n, ()) for m in chosen)
        if hunk.start == at and free and self.stands.startswith(self.new[n], written):
            after = written + len(self.new[n])
            yield from self._from(n + 1, hunk.end, after, (*chosen, n))
        yield from self._from(n + 1, at, written, chosen)


def _clashing(prepared: Prepared, wishes: Sequence[Wish]) -> Mapping[int, set[int]]:
    against: dict[int, set[int]] = {}
    for (n, one), (m, other) in combinations(enumerate(wishes), 2):
        a, b = one.edit, other.edit
        if a.block and a.block == b.block and clashes(prepared, a, b):
            against.setdefault(n, set()).add(m)
            against.setdefault(m, set()).add(n)
    return against


def _formats(
    of: Passage, choice: list[Wish], stands: Tokens, sure: Collection[str]
) -> tuple[list[Wish], bool]:
    """Formatting that makes the words look more as they stand, and whether they then do."""
    wanted = [wish for wish in of.wishes if wish.hunk.sets is not None]
    taken = [wish for wish in wanted if wish.edit.id in sure]
    left = _unlike(made(of, [*choice, *taken]), stands)
    for wish in wanted:
        if wish not in taken and left:
            unlike = _unlike(made(of, [*choice, *taken, wish]), stands)
            if unlike < left:
                taken, left = [*taken, wish], unlike
    return taken, not left


def _unlike(words: Tokens, stands: Tokens) -> int:
    """How many words look otherwise; white space is looked at by nobody."""

    def looks(of: Tokens) -> list[Token]:
        return [word for word in of if word.begins or not word.text.isspace()]

    one, other = looks(words), looks(stands)
    if len(one) != len(other):
        return max(len(one), len(other))
    return sum(a != b for a, b in zip(one, other, strict=True))
