"""What a party did to things beside the text: put in, taken out, moved, or changed.

None of it can be decided like words, so each is a remark at its place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reportgen.hearing.edits.answer import Answer
from reportgen.hearing.edits.object_words import came, changed, moved, named, went
from reportgen.hearing.matching.chains import heaviest_chain
from reportgen.hearing.model import (
    Author,
    DocumentObject,
    Fact,
    FactKind,
    ObjectKind,
    Remark,
)
from reportgen.hearing.object_captions import FIGURES, caption

_DRAWN = FIGURES | {ObjectKind.BOX}
_SAME, _SAME_PLACE, _LIKE = 4.0, 1.0, 2.0
_ALIKE = 0.3
"""Share of equal facts at which two objects are one that was changed."""
_SIZE_TOLERANCE = 0.02
"""Editors round lengths to their own units; nobody drags a picture by less."""
_MANY = 3
"""How many of a kind have to be gone, all of them, for one remark to tell it of all."""


@dataclass(slots=True)
class Objects:
    """What came of comparing the objects of an answer with those that were sent out."""

    remarks: list[Remark] = field(default_factory=list)
    told: list[DocumentObject] = field(default_factory=list)
    """Those of either document that a remark or a cell speaks of."""
    same: list[DocumentObject] = field(default_factory=list)
    """Those that differ by no more than programs round."""


def compare_objects(answer: Answer) -> Objects:
    """Find everything that a party did to what stands beside the text."""
    return _Comparison(answer).result()


@dataclass(frozen=True, slots=True)
class _Pair:
    mine: DocumentObject
    theirs: DocumentObject
    facts: tuple[tuple[Fact | None, Fact | None], ...]
    """Facts that differ, before and after; none where one came or went."""


class _Comparison:
    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self._found = Objects()
        self._before = answer.prepared.document
        self._after = answer.returned
        alignment = answer.alignment
        there = {at: j for j, at in enumerate(answer.index) if alignment.match[j] is not None}
        here = {
            slot.index: i
            for i, slot in enumerate(answer.prepared.slots)
            if alignment.back[i] is not None
        }
        self._beside = _nearest(len(self._after.paragraphs), there)
        self._base_beside = _nearest(len(self._before.paragraphs), here)
        drawn = [each for each in self._before.objects if each.kind in _DRAWN]
        self._taken = {id(drawn[n]): by for n, by in self._after.objects_taken if n < len(drawn)}

    def result(self) -> Objects:
        if self._before.objects == self._after.objects and not self._strayed():
            return self._found
        pairs: list[_Pair] = []
        came_: list[DocumentObject] = []
        went_: list[DocumentObject] = []
        for kind in ObjectKind:
            mine = [each for each in self._before.objects if each.kind is kind]
            theirs = [each for each in self._after.objects if each.kind is kind]
            paired = self._paired(mine, theirs)
            pairs += (_Pair(mine[i], theirs[j], _differing(mine[i], theirs[j])) for i, j in paired)
            went_ += (e for i, e in enumerate(mine) if i not in {i for i, _ in paired})
            came_ += (e for j, e in enumerate(theirs) if j not in {j for _, j in paired})
        for pair in pairs:
            self._say_changed(pair)
        for each in came_:
            if _is_told_by_cells(each):
                self._found.told.append(each)
            else:
                self._say(came(each, caption(self._after.paragraphs, each)), each, None)
        self._found.told += filter(_is_told_by_cells, went_)
        self._say_gone([each for each in went_ if not _is_told_by_cells(each)])
        return self._found

    # Which is which

    def _paired(
        self, mine: Sequence[DocumentObject], theirs: Sequence[DocumentObject]
    ) -> list[tuple[int, int]]:
        if len(mine) == len(theirs) and all(map(DocumentObject.__eq__, mine, theirs)):
            return list(enumerate(range(len(theirs))))
        weights = {
            (i, j): weight
            for i, one in enumerate(mine)
            for j, other in enumerate(theirs)
            if (weight := self._weight(one, other))
        }
        pairs = dict(heaviest_chain(weights))
        taken = set(pairs.values())
        for i, j in sorted(weights, key=lambda pair: (-weights[pair], pair)):
            if i not in pairs and j not in taken and weights[i, j] > _SAME_PLACE:
                pairs[i] = j
                taken.add(j)
        left = [i for i in range(len(mine)) if i not in pairs]
        free = [j for j in range(len(theirs)) if j not in taken]
        if len(left) == len(free) == 1 and mine[left[0]].kind is not ObjectKind.PAGE_BREAK:
            pairs[left[0]] = free[0]
        return sorted(pairs.items())

    def _weight(self, one: DocumentObject, other: DocumentObject) -> float:
        near = _SAME_PLACE * self._same_place(one, other)
        if one.kind is ObjectKind.PAGE_BREAK:
            return near
        if one.facts == other.facts:
            return _SAME + near
        differing = len(_differing(one, other))
        alike = 1 - differing / max(len(one.facts), len(other.facts), 1)
        return (_LIKE * alike if alike >= _ALIKE else 0.0) + near

    def _same_place(self, one: DocumentObject, other: DocumentObject) -> bool:
        if one.paragraph is None or other.paragraph is None:
            return one.paragraph is other.paragraph
        return any(
            (i := here.get(one.paragraph)) is not None
            and self._answer.alignment.back[i] == there.get(other.paragraph)
            for here, there in zip(self._base_beside, self._beside, strict=True)
        )

    def _strayed(self) -> bool:
        """Whether an object stands elsewhere although all are as they were."""
        return not all(map(self._same_place, self._before.objects, self._after.objects))

    # What is said

    def _say_changed(self, pair: _Pair) -> None:
        label = self._caption(pair.mine)
        (self._found.told if pair.facts else self._found.same).extend((pair.mine, pair.theirs))
        if pair.facts:
            for said in changed(pair.mine, pair.theirs, pair.facts, label):
                self._say(said, pair.theirs, pair.mine)
        if pair.mine.kind in FIGURES and self._is_moved(pair):
            self._say(moved(pair.mine, label), pair.theirs, None)

    def _is_moved(self, pair: _Pair) -> bool:
        return (
            pair.mine.paragraph is not None
            and pair.theirs.paragraph is not None
            and not self._same_place(pair.mine, pair.theirs)
        )

    def _say_gone(self, gone: Sequence[DocumentObject]) -> None:
        for kind in ObjectKind:
            mine = [each for each in gone if each.kind is kind]
            left = sum(each.kind is kind for each in self._after.objects)
            tracked = any(id(each) in self._taken for each in mine)
            if kind in FIGURES and len(mine) >= _MANY and not left and not tracked:
                names = [named(each, self._caption(each)) for each in mine]
                self._say(f"{_listed(names)} er ikke med i filen.", None, mine[0])
                self._found.told += mine[1:]
                continue
            for each in mine:
                self._say(went(each, self._caption(each)), None, each)

    def _caption(self, mine: DocumentObject) -> str:
        return caption(self._before.paragraphs, mine)

    def _say(self, said: str, theirs: DocumentObject | None, mine: DocumentObject | None) -> None:
        """Remark on an object: where it stands now, or where it stood."""
        self._found.told += filter(None, (mine, theirs))
        authors = theirs.authors if theirs is not None else ()
        if mine is not None and (by := self._taken.get(id(mine))):
            authors = (by,)
        names = dict.fromkeys(author.name for author in authors if author.name)
        times = sorted(author.time for author in authors if author.time)
        place = theirs.paragraph if theirs is not None else None
        base = mine.paragraph if mine is not None else None
        self._found.remarks.append(
            Remark(
                key=f"ved siden af {len(self._found.remarks)}",
                author=Author("; ".join(names), times[0] if times else ""),
                text=said,
                paragraph=place,
                base=base,
            )
        )


def _is_told_by_cells(each: DocumentObject) -> bool:
    """Whether a table holds words, which the edits of cells tell."""
    return each.kind is ObjectKind.TABLE and bool(each.text)


def _differing(
    mine: DocumentObject, theirs: DocumentObject
) -> tuple[tuple[Fact | None, Fact | None], ...]:
    """Facts that are not the same, before and after."""
    before, after = (_by_what(each.facts) for each in (mine, theirs))
    return tuple(
        (before.get(key), after.get(key))
        for key in dict.fromkeys((*before, *after))
        if not _same(before.get(key), after.get(key))
    )


def _by_what(facts: Sequence[Fact]) -> Mapping[tuple[FactKind, str, int], Fact]:
    found: dict[tuple[FactKind, str, int], Fact] = {}
    for fact in facts:
        number = 0
        while (fact.kind, fact.of, number) in found:
            number += 1
        found[fact.kind, fact.of, number] = fact
    return found


def _same(one: Fact | None, other: Fact | None) -> bool:
    if one is None or other is None:
        known = one or other
        return known is None or known.kind is FactKind.SIZE  # where none is told, it is not known
    if one.kind is FactKind.ALT:
        return _joined(one) == _joined(other)
    if one.kind is not FactKind.SIZE:
        return one.value == other.value
    sides = zip(one.value.split("x"), other.value.split("x"), strict=False)
    return all(_close(float(a), float(b)) for a, b in sides)


def _joined(fact: Fact) -> str:
    """Its words without the blanks between them: editors put title and text together anew."""
    return "".join(fact.value.split())


def _close(one: float, other: float) -> bool:
    return abs(one - other) <= _SIZE_TOLERANCE * max(one, other)


def _listed(names: Sequence[str]) -> str:
    return " og ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _nearest(count: int, known: Mapping[int, int]) -> tuple[Mapping[int, int], Mapping[int, int]]:
    """What is `known` at each of so many places, or at the nearest before it; and after it.

    >>> _nearest(4, {1: 7})
    ({1: 7, 2: 7, 3: 7}, {1: 7, 0: 7})
    """
    found: list[dict[int, int]] = []
    for places in (range(count), reversed(range(count))):
        nearest: dict[int, int] = {}
        last: int | None = None
        for at in places:
            last = known.get(at, last)
            if last is not None:
                nearest[at] = last
        found.append(nearest)
    return found[0], found[1]
