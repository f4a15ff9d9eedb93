"""Lists that share a page: what of each has room, and how much is left out.

Every list keeps its first entry, and what does not fit is cut at the end of a list and counted.
The list that has used the least of the page gets the next entry, so that none fills it alone.
An entry that is higher than an equal share of the page is told in a shorter form, the longest
that has room there. Where a page is too small even for that, the last lists are told by their
number of entries alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.layout.content import Paragraph, Style
from reportgen.layout.room import Box, Room
from reportgen.report.wording.text import ListKind, Run

Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Entries:
    """A list, whole."""

    heading: str
    entries: tuple[tuple[Runs, ...], ...]
    """Each in its forms, the longest first; the last one is short."""
    section: str
    """Number of the section that holds all of it; empty where that is not known."""
    lead: str = ""
    """What is said of all of it, above its entries."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A list, as far as there is room for it."""

    whole: Entries
    shown: tuple[Runs, ...]
    is_told: bool = True
    """Whether it stands under its heading; else it is one line with its number of entries."""

    @property
    def left(self) -> int:
        """Number of entries that are not shown."""
        return len(self.whole.entries) - len(self.shown)

    def paragraphs(self) -> tuple[Paragraph, ...]:
        """What of it stands on the page."""
        see = f", se {self.whole.section}" if self.whole.section else ""
        heading = self.whole.heading
        if not self.is_told:
            return (Paragraph((Run(f"{heading}:", bold=True), Run(f" {self.left}{see}"))),)
        entries = (Paragraph(runs, Style.BULLET, kind=ListKind.BULLET) for runs in self.shown)
        return (
            Paragraph((Run(heading),), Style.SUBHEADING),
            *((Paragraph((Run(self.whole.lead),)),) if self.whole.lead else ()),
            *entries,
            *((_small(f"og {self.left} til{see}"),) if self.left else ()),
        )


def _small(text: str) -> Paragraph:
    return Paragraph((Run(text),), Style.SOURCE)


def fitted(lists: Sequence[Entries], room: Room) -> tuple[Fitted, ...]:
    """As much of `lists` as has room on a page; those without entries are left out."""
    told = [one for one in lists if one.entries]
    if not told:
        return ()
    page = _Page(room)
    share = room.free // len(told)
    forms = [_in_a_share(one, share, room) for one in told]
    for one, own in zip(told, forms, strict=True):
        page.add(Fitted(one, own[:1]))
    for place in reversed(range(len(told))):
        if not page.has_room():
            page.put(place, Fitted(told[place], (), is_told=False))
    growing = [place for place, one in enumerate(page.shown) if one.is_told and one.left]
    while growing:
        place = min(growing, key=page.used)
        before = page.shown[place]
        page.put(place, Fitted(told[place], forms[place][: len(before.shown) + 1]))
        if not page.has_room():
            page.put(place, before)
            growing.remove(place)
        elif not page.shown[place].left:
            growing.remove(place)
    return tuple(page.shown)


class _Page:
    """The lists as they stand on the page so far."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._boxes: list[tuple[Box, ...]] = []
        self.shown: list[Fitted] = []

    def add(self, one: Fitted) -> None:
        """Put a list below the others."""
        self.shown.append(one)
        self._boxes.append(self._room.boxes(one.paragraphs()))

    def put(self, place: int, one: Fitted) -> None:
        """Put a list in the place of another."""
        self.shown[place] = one
        self._boxes[place] = self._room.boxes(one.paragraphs())

    def used(self, place: int) -> int:
        """The height of a list."""
        return self._room.height_of(self._boxes[place])

    def has_room(self) -> bool:
        """Whether all of them have room."""
        boxes = [box for own in self._boxes for box in own]
        return self._room.height_of(boxes) <= self._room.free


def _in_a_share(whole: Entries, share: int, room: Room) -> tuple[Runs, ...]:
    """The entries, each in the longest form that has room in a share with nothing but itself."""

    def height(runs: Runs) -> int:
        return room.height_of(room.boxes(Fitted(whole, (runs,)).paragraphs()))

    return tuple(
        next((runs for runs in forms if height(runs) <= share), forms[-1])
        for forms in whole.entries
    )
