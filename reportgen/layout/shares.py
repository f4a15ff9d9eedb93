"""Lists that share a page: what of each has room, and how much is left out.

Every list keeps its first entry, and what does not fit is cut at the end of a list and counted.
The list that has used the least of the page gets the next entry, so that none fills it alone.
An entry that would take more than a quarter of the page is told in a shorter form, the longest
that does not; so are first entries, those of the last lists before those of the others, where they
have no room side by side. Where a page is too small even for that, the last lists are told by
their number of entries.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.layout.content import Paragraph, Style
from reportgen.layout.room import Box, Room
from reportgen.report.wording.text import ListKind, Run

Runs = tuple[Run, ...]
_MOST_OF_ONE = 0.25
"""Share of the page that a single entry takes at most."""


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
        return (
            Paragraph((Run(heading),), Style.SUBHEADING),
            *((Paragraph((Run(self.whole.lead),)),) if self.whole.lead else ()),
            *map(_entry, self.shown),
            *((_small(f"og {self.left} til{see}"),) if self.left else ()),
        )


def _entry(runs: Runs) -> Paragraph:
    return Paragraph(runs, Style.BULLET, kind=ListKind.BULLET)


def _small(text: str) -> Paragraph:
    return Paragraph((Run(text),), Style.SOURCE)


def fitted(lists: Sequence[Entries], room: Room) -> tuple[Fitted, ...]:
    """As much of `lists` as has room on a page; those without entries are left out."""
    told = [one for one in lists if one.entries]
    if not told:
        return ()
    page = _Page(room)
    for one in told:
        page.add(Fitted(one, one.entries[0][-1:]))
    for place in reversed(range(len(told))):
        if not page.has_room():
            page.put(place, Fitted(told[place], (), is_told=False))
    for place, one in enumerate(told):
        if page.shown[place].is_told:
            _put_longest(page, place, _forms_with_room(one.entries[0], page))
    growing = [place for place, one in enumerate(page.shown) if one.is_told and one.left]
    while growing:
        place = min(growing, key=page.used)
        before = page.shown[place]
        following = _forms_with_room(told[place].entries[len(before.shown)], page)[0]
        page.put(place, Fitted(told[place], (*before.shown, following)))
        if not page.has_room():
            page.put(place, before)
            growing.remove(place)
        elif not page.shown[place].left:
            growing.remove(place)
    return tuple(page.shown)


class _Page:
    """The lists as they stand on the page so far."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self._boxes: list[tuple[Box, ...]] = []
        self.shown: list[Fitted] = []

    def add(self, one: Fitted) -> None:
        """Put a list below the others."""
        self.shown.append(one)
        self._boxes.append(self.room.boxes(one.paragraphs()))

    def put(self, place: int, one: Fitted) -> None:
        """Put a list in the place of another."""
        self.shown[place] = one
        self._boxes[place] = self.room.boxes(one.paragraphs())

    def used(self, place: int) -> int:
        """The height of a list."""
        return self.room.height_of(self._boxes[place])

    def height_of(self, runs: Runs) -> int:
        """The height of an entry."""
        return self.room.height_of(self.room.boxes([_entry(runs)]))

    def has_room(self) -> bool:
        """Whether all of them have room."""
        boxes = [box for own in self._boxes for box in own]
        return self.room.height_of(boxes) <= self.room.free


def _put_longest(page: _Page, place: int, forms: Sequence[Runs]) -> None:
    """Tell the first entry of a list in the longest form that has room; its shortest does."""
    for runs in forms:
        page.put(place, Fitted(page.shown[place].whole, (runs,)))
        if page.has_room():
            return


def _forms_with_room(forms: tuple[Runs, ...], page: _Page) -> tuple[Runs, ...]:
    """The forms of an entry that take no more than their part of the page; else the shortest."""
    most = page.room.free * _MOST_OF_ONE
    return tuple(runs for runs in forms if page.height_of(runs) <= most) or forms[-1:]
