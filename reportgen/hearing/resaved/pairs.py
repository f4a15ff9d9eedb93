"""Which paragraph of a copy is which of those sent out, whatever a program made of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from reportgen.hearing.matching.align import Item, align
from reportgen.hearing.model import Para
from reportgen.hearing.resaved.pieces import folded
from reportgen.hearing.resaved.typed import Reading, fields, readings, without_spans


class Pair(NamedTuple):
    """A paragraph and what came of it, with the same words in both."""

    i: int
    j: int
    reading: Reading
    """What it says without what was typed into it."""


def compared(paragraphs: Sequence[Para]) -> list[int]:
    """The paragraphs that say something of their own, in tables too."""
    return [k for k, p in enumerate(paragraphs) if not p.generated and p.plain.strip()]


def same_words(mine: Sequence[Para], theirs: Sequence[Para]) -> Iterator[Pair]:
    """Pair what nobody edited: what is the same as it is written, and then what is otherwise."""
    here = compared(mine)
    as_written = _places(here, mine, str)
    taken: set[int] = set()
    others: list[int] = []
    none: Iterator[int] = iter(())
    for j in compared(theirs):
        para = theirs[j]
        plain = para.plain
        i = next(as_written.get((para.cell is None, plain), none), None)
        if i is None:
            others.append(j)
        else:
            taken.add(i)
            yield Pair(i, j, Reading(plain))
    left = _places([i for i in here if i not in taken], mine, folded) if others else {}
    for j in others:
        para = theirs[j]
        for reading in readings(para.plain):
            i = next(left.get((para.cell is None, folded(reading.text)), iter(())), None)
            if i is not None:
                yield Pair(i, j, reading)
                break


def _places(
    here: Sequence[int], mine: Sequence[Para], form: Callable[[str], str]
) -> dict[tuple[bool, str], Iterator[int]]:
    places: defaultdict[tuple[bool, str], list[int]] = defaultdict(list)
    for i in here:
        para = mine[i]
        places[para.cell is None, form(para.plain)].append(i)
    return {key: iter(found) for key, found in places.items()}


def all_pairs(
    mine: Sequence[Para], theirs: Sequence[Para], pairs: Sequence[Pair]
) -> Iterator[tuple[int | None, int]]:
    """Pair what was edited too: in the text by aligning it, in tables by the words alone.

    What is new has no counterpart.
    """
    in_tables = {pair.j: pair.i for pair in pairs}
    yield from ((in_tables.get(j), j) for j in compared(theirs) if theirs[j].cell is not None)
    known = {pair.j: folded(mine[pair.i].plain) for pair in pairs}
    here = [i for i in compared(mine) if mine[i].cell is None]
    there = [j for j in compared(theirs) if theirs[j].cell is None]
    alignment = align(
        [Item(folded(mine[i].plain), mine[i].anchors, mine[i].style) for i in here],
        [
            Item(known.get(j) or folded(_plainest(theirs[j])), theirs[j].anchors, theirs[j].style)
            for j in there
        ],
    )
    for at, j in enumerate(there):
        i = alignment.match[at]
        yield None if i is None else here[i], j


def _plainest(para: Para) -> str:
    return without_spans(para.plain, fields(para.plain))
