"""The folded report: blocks with their whole history, and what is still open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from reportgen.problems import Location, Problem
from reportgen.report import ids
from reportgen.report.entries import Entry, Kind
from reportgen.report.inputs import PointRow, Status


@dataclass(frozen=True, slots=True)
class ProseLine:
    """One paragraph of ``tekster.md``."""

    section: str
    number: int
    """Its place among the section's paragraphs, from 1."""
    text: str
    line: int
    """Line of the file, from 1."""


@dataclass(frozen=True, slots=True)
class Base:
    """What the fold starts from: the workbook's points and the prose."""

    sections: Mapping[str, str]
    """Every section of the template, number to title."""
    points: tuple[PointRow, ...] = ()
    prose: tuple[ProseLine, ...] = ()
    workbook: str = "aarsrapport.xlsx"
    prose_file: str = "tekster.md"
    reserved: frozenset[str] = frozenset()
    """Ids the network has used in other years."""


@dataclass(frozen=True, slots=True)
class Change:
    """One entry with where it comes from."""

    ref: str
    """Its name for good, as ``2022-11-11/3/1`` or ``001/2``."""
    entry: Entry
    group: str
    """The meeting or file it is of: `pind` counts in the draft as it was before the group."""
    source: str
    """What a reader of the report is told, as ``Netværksmøde 11. november 2022, punkt 3``."""
    location: Location
    date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One moment in a block's life."""

    ref: str
    """The change's name; empty for the base."""
    kind: Kind
    heading: str
    text: str
    source: str
    place: str
    """The input it stands in: a cell of the workbook, a line of the prose, a file."""
    entry: Entry | None = None
    row: PointRow | None = None
    """The row of the workbook that it is, of a point's base."""


@dataclass(frozen=True, slots=True)
class Block:
    """A point, or a paragraph of prose, as it stands."""

    id: str
    section: str
    text: str
    heading: str = ""
    status: Status | None = None
    challenge: str = ""
    priority: str = ""
    addressee: str = ""
    """Who is to act on a recommendation."""
    asked: str = ""
    """What the addressee is asked to decide: what follows "at"."""
    due: dt.date | None = None
    """The day by which it is asked for."""
    steps: tuple[Step, ...] = ()
    waiting: bool = False
    """A point that was asked for, and that nobody has worded yet."""

    @property
    def sources(self) -> tuple[str, ...]:
        """Everything its wording comes from, oldest first, each once."""
        return tuple(dict.fromkeys(step.source for step in self.steps if step.source))


@dataclass(frozen=True, slots=True)
class Pending:
    """An input that is neither worded, answered nor closed."""

    id: str
    section: str | None
    block: str | None
    """The block it is about; none where it concerns a whole section or the whole report, or
    where its block was taken out since."""
    source: str
    input: str
    kind: Kind
    date: dt.date | None = None
    touched: bool = False
    """Whether the block was reworded since; somebody must say if that met it."""


class Fate(StrEnum):
    """What became of a change; every change has exactly one."""

    FOLDED = "folded"
    PENDING = "pending"
    CLOSED = "closed"
    ANSWERED = "answered"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Folded:
    """The report: what `reportgen.report.folding.fold` makes of base and changes."""

    sections: Mapping[str, str]
    blocks: Mapping[str, tuple[Block, ...]]
    """Blocks of each row (`ids.sequence`), in order; one without blocks is not a key."""
    removed: tuple[Block, ...] = ()
    pending: tuple[Pending, ...] = ()
    fates: Mapping[str, Fate] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    meant: Mapping[str, tuple[str, str, str]] = field(default_factory=dict)
    """The block each entry is taken to mean: id, and text and heading as its group found them."""
    targets: Mapping[str, str] = field(default_factory=dict)
    """The block each change is about, faults included."""
    _by_id: Mapping[str, Block] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        standing = (block for blocks in self.blocks.values() for block in blocks)
        by_id = {block.id: block for block in (*self.removed, *standing)}
        object.__setattr__(self, "_by_id", by_id)

    def points(self, section: str) -> tuple[Block, ...]:
        """Points of a section, in order."""
        return self.blocks.get(section, ())

    def prose(self, section: str) -> tuple[Block, ...]:
        """Paragraphs of a section's prose, in order."""
        return self.blocks.get(ids.prose_row(section), ())

    def is_standing(self, block: str | None) -> bool:
        """Tell whether the block of that id is in the report and not removed."""
        found = self.find(block) if block else None
        return found is not None and found not in self.removed

    def row_of(self, block: str) -> list[str]:
        """Ids of the row that a block stands in, in order."""
        return [one.id for one in self.blocks.get(ids.sequence_of(block), ())]

    def find(self, block: str) -> Block | None:
        """Return the block of that id, removed ones included."""
        return self._by_id.get(block)
