"""What stands on the page, without a word of how Word writes it.

Each section's content is a sequence of these. `reportgen.word` turns them into Word;
the anchor is the id of the block (or of a part of it) that the paragraph or cell shows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from reportgen.figures.chart import Chart, Wheel
from reportgen.report.ids import Anchor
from reportgen.report.wording.text import ListKind, Run


class Style(StrEnum):
    """Paragraph styles of the template, by their style id."""

    BODY = "Normal"
    BULLET = "Punktliste"
    NUMBER = "Nummerliste"
    POINT = "Punkt"
    """Heading of a point, numbered within its section by Word's own list."""
    POINT_TEXT = "Punkttekst"
    SOURCE = "Kildelinje"
    """The small line under a point, a table or a figure."""
    EMPTY = "Tomtafsnit"
    """The sentence in a section without content."""
    SUBHEADING = "Mellemrubrik"
    """An unnumbered heading inside a section; not in the table of contents."""
    CAPTION = "Billedtekst"
    CELL = "Tabeltekst"
    CELL_HEAD = "Tabelhoved"
    CELL_NUMBER = "Tabeltal"
    DECISION = "Beslutning"
    """What a meeting decides; the style shows its name before the words."""
    TASK = "Opgave"
    """Who does what by when; the style shows its name before the words."""


class Align(StrEnum):
    """How a column is set."""

    LEFT = "left"
    NUMBER = "number"
    """Right-aligned so that the decimal commas stand under each other."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph."""

    runs: tuple[Run, ...]
    style: Style = Style.BODY
    anchor: Anchor = Anchor()
    kind: ListKind = ListKind.NONE
    pending: tuple[str, ...] = ()
    """Ids of the pending inputs whose comments hang here."""
    keeps: bool = False
    """Whether it stays on the page of what comes after it."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; widths are shares of the text width."""

    header: str
    share: float
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell; `text` is markup, a newline starts a paragraph."""

    text: str
    anchor: Anchor = Anchor()
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption above and its note or source below."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[TableCell, ...], ...]
    source: str = ""
    total: bool = False
    """Whether the last row is a total, set off by a rule."""
    summary: str = ""
    """Alternative text: what the table shows."""
    flows: bool = False
    """Whether it goes on from page to page as text does, each row being read by itself."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with its caption below and the source under it."""

    caption: str
    chart: Chart | Wheel
    source: str = ""


Block = Paragraph | Table | Figure


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter says."""

    sender: str
    """Whose letter it is, in the accent colour at the top."""
    contact: str
    """Where the sender is found, on a small line under it."""
    title: str
    facts: Sequence[tuple[str, str]]
    """What it is about at a glance: label and value."""
    content: Sequence[Block]
    author: str
    date: dt.date
    closing: Sequence[str] = ()
    """The lines at the end, kept together."""
    notes: Sequence[Block] = ()
    """What stands below the closing."""
    footer: str = ""
    """What stands left at the foot of each page, before its number; empty for no foot."""


@dataclass(frozen=True, slots=True)
class HearingNote:
    """What a hearing note says."""

    head: Letter
    """Sender, title, the hearing at a glance, and what is said before the tables."""
    tables: Sequence[Block]
    """Tables, and paragraphs between them; no charts."""


FormCell = tuple[Paragraph, ...]
"""The paragraphs of a cell; those without runs are to be filled in."""


@dataclass(frozen=True, slots=True)
class MinutesForm:
    """An agenda whose minutes are written in it: a table, one item a row."""

    head: Letter
    """Sender, title, and the meeting at a glance, with what is to be filled in."""
    columns: tuple[Column, ...]
    rows: tuple[tuple[FormCell, ...], ...]
    titles: tuple[str, ...]
    """Titles of the items, in order."""
