"""Items of the agenda, still with the place of every character."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reportgen.report.outline import (
    Cell,
    Doubt,
    Omission,
    OutlineParagraph,
    OutlineTable,
    SourcePlace,
    TracedText,
)


@dataclass(frozen=True, slots=True)
class TracedItem:
    """An item of the agenda, still with the place of every character."""

    title: TracedText
    number: str | None = None
    number_glyph: TracedText = TracedText()
    proposal: Cell = ()
    minutes: Cell = ()
    decisions: Cell = ()
    """Paragraphs of `minutes` that stood under "Beslutning"."""
    tasks: Cell = ()
    """Paragraphs of `minutes` that stood under "Ansvarlig"."""
    title_links: tuple[str, ...] = ()
    place: SourcePlace = SourcePlace()
    doubts: tuple[Doubt, ...] = ()

    @property
    def key(self) -> str:
        """How a person refers to it."""
        return self.number or self.title.text

    @property
    def paragraphs(self) -> Cell:
        """What stands below the title: what was put forward, then what was reported."""
        return (*self.proposal, *self.minutes)

    def continued(self, more: TracedItem) -> TracedItem:
        """Add what stands in `more`, which has no title of its own."""
        return replace(
            self,
            proposal=self.proposal + more.proposal,
            minutes=self.minutes + more.minutes,
            decisions=self.decisions + more.decisions,
            tasks=self.tasks + more.tasks,
            doubts=self.doubts + more.doubts,
        )


@dataclass(frozen=True, slots=True)
class Agenda:
    """The document, split into what stands before the items and the items."""

    head: tuple[OutlineParagraph, ...]
    """What stands above the first line of the agenda."""
    items: tuple[TracedItem, ...]
    omissions: tuple[Omission, ...] = ()
    people: tuple[OutlineTable, ...] = ()
    """Tables of those present or absent."""
    doubts: tuple[Doubt, ...] = ()
    between: tuple[OutlineParagraph, ...] = ()
    """What stands below the agenda's list and above the first item, and belongs to no item."""
