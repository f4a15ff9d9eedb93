"""What two documents are compared by: paragraphs and whole tables, and which is which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from reportgen.hearing.base import item
from reportgen.hearing.comparing.changes import pair_tables
from reportgen.hearing.matching.align import Item, align
from reportgen.hearing.matching.chains import heaviest_chain
from reportgen.hearing.matching.tables import Table
from reportgen.hearing.model import Para
from reportgen.report import ids

_LANDMARK = 5.0
"""How many paragraphs a table or a heading outweighs where either must be taken for moved."""


@dataclass(frozen=True, slots=True)
class Embedded:
    """What a paragraph holds beside its text."""

    picture: str = ""
    """What the first picture or chart in it is said to show; a blank where nothing is said."""
    contents: tuple[bytes, ...] = ()
    """The charts and pictures themselves."""
    ends_section: bool = False


@dataclass(frozen=True, slots=True)
class ComparedDocument:
    """A version as it is compared."""

    paragraphs: tuple[Para, ...]
    embedded: Mapping[int, Embedded]
    """By the paragraph's number; most hold nothing but text."""

    def embedded_in(self, paragraph: int) -> Embedded:
        """What the paragraph holds beside its text."""
        return self.embedded.get(paragraph, _NOTHING)


_NOTHING = Embedded()


@dataclass(frozen=True, slots=True)
class Element:
    """What stands in the text by itself: a paragraph, or a whole table."""

    first: int
    last: int
    table: int | None = None
    item: Item = Item("")


def elements(document: ComparedDocument) -> list[Element]:
    """What is compared, in order; blank paragraphs and what fields write are not."""
    compared: list[Element] = []
    for i, para in enumerate(document.paragraphs):
        picture = document.embedded_in(i).picture
        if para.cell is not None:
            if compared and compared[-1].table == para.cell.table:
                compared[-1] = replace(compared[-1], last=i)
            else:
                compared.append(Element(i, i, para.cell.table))
        elif picture:
            compared.append(
                Element(i, i, item=Item(f"{para.plain} {picture}".strip(), (), para.style))
            )
        elif para.plain.strip() and not para.generated:
            compared.append(Element(i, i, item=item(para)))
    return compared


def pairs_of(
    here: Sequence[Element],
    there: Sequence[Element],
    both: tuple[Sequence[Table], Sequence[Table]],
) -> list[tuple[int, int]]:
    """Which element is which."""
    mine = [a for a, element in enumerate(here) if element.table is None]
    theirs = [b for b, element in enumerate(there) if element.table is None]
    aligned = align([here[a].item for a in mine], [there[b].item for b in theirs])
    pairs = [
        (mine[i], theirs[j])
        for j, i in enumerate(aligned.match)
        if i is not None and not _are_two_points(here[mine[i]].item, there[theirs[j]].item)
    ]
    # What looks otherwise and stands elsewhere only happens to say the same.
    kept = set(heaviest_chain(weights(pairs, here)))
    pairs = [p for p in pairs if p in kept or here[p[0]].item.style == there[p[1]].item.style]
    pairs += _in_their_place(here, there, pairs)
    place_here = {e.table: a for a, e in enumerate(here) if e.table is not None}
    place_there = {e.table: b for b, e in enumerate(there) if e.table is not None}
    known = set(pairs)
    captions = frozenset(
        (i, j)
        for i, a in place_here.items()
        for j, b in place_there.items()
        if (a - 1, b - 1) in known
    )
    tables_of = pair_tables(*both, captions)
    return [*pairs, *((place_here[i], place_there[j]) for i, j in tables_of.items())]


def _in_their_place(
    here: Sequence[Element], there: Sequence[Element], pairs: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Text of the template between the same neighbours, as a title with another year."""
    sure = sorted(pairs)
    taken = {b for _, b in pairs}
    for (a, b), (a_end, b_end) in pairwise([(-1, -1), *sure, (len(here), len(there))]):
        gap, other = here[a + 1 : a_end], there[b + 1 : b_end]
        free = taken.isdisjoint(range(b + 1, b_end)) and not any(_anchored(gap, other))
        if free and _styles(gap) == _styles(other):
            yield from zip(range(a + 1, a_end), range(b + 1, b_end), strict=True)


def _styles(elements: Sequence[Element]) -> list[str]:
    return [element.item.style for element in elements]


def _anchored(*sides: Sequence[Element]) -> Iterator[bool]:
    for element in chain(*sides):
        yield bool(element.item.anchors) or element.table is not None


def _are_two_points(one: Item, other: Item) -> bool:
    """Whether two paragraphs are of points with different ids: an id is for life."""
    mine = {anchor.block for anchor in one.anchors}
    theirs = {anchor.block for anchor in other.anchors}
    points = all(ids.is_point(block) for block in mine | theirs)
    return bool(mine and theirs and points and not mine & theirs)


def weights(
    pairs: Sequence[tuple[int, int]], here: Sequence[Element]
) -> dict[tuple[int, int], float]:
    """How much each pair is worth where not all can stay in their order."""

    def is_landmark(element: Element) -> bool:
        return element.table is not None or any(a.section for a in element.item.anchors)

    return {pair: _LANDMARK if is_landmark(here[pair[0]]) else 1.0 for pair in pairs}
