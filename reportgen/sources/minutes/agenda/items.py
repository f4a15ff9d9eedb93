"""An item of the agenda, still with the place of every character."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.report.outline import Aside, Cell, Doubt, Paragraph, Place, Stretch, Table


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the agenda, still with the place of every character."""

    title: Stretch
    number: str | None = None
    number_glyph: Stretch = Stretch()
    proposal: Cell = ()
    minutes: Cell = ()
    decisions: Cell = ()
    """Paragraphs of `minutes` that stood under "Beslutning"."""
    tasks: Cell = ()
    """Paragraphs of `minutes` that stood under "Ansvarlig"."""
    title_links: tuple[str, ...] = ()
    place: Place = Place()
    doubts: tuple[Doubt, ...] = ()

    @property
    def key(self) -> str:
        """How a person refers to it."""
        return self.number or self.title.text


@dataclass(frozen=True, slots=True)
class Agenda:
    """The document, parted into what stands before the items and the items."""

    head: tuple[Paragraph, ...]
    items: tuple[Item, ...]
    asides: tuple[Aside, ...] = ()
    people: tuple[Table, ...] = ()
    """Tables of those present or absent."""
    doubts: tuple[Doubt, ...] = ()
