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
    marks: tuple[int, ...] = ()
    """The items of our agenda whose marks stand in it, by the numbers they were made with."""
    is_form: bool = False
    """Whether it is a row of an agenda that the program made: what was put forward is ours."""
    is_styled: bool = False
    """Whether styles alone say what is decided and who does what."""
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

    @property
    def spoken(self) -> TracedItem:
        """The item with nothing but what people said in it, which alone may change anything."""
        return replace(self, proposal=()) if self.is_form else self

    @property
    def reported(self) -> Cell:
        """What was reported, but for what is kept as a decision or a task alone."""
        if not self.is_styled:
            return self.minutes
        apart = {id(paragraph) for paragraph in (*self.decisions, *self.tasks)}
        return tuple(paragraph for paragraph in self.minutes if id(paragraph) not in apart)

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
