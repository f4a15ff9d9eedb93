"""What every reader of minutes gives: paragraphs and tables, with the place of each character.

A `TracedText` knows, for every character of its text, where in the source it stood. So the
text may be trimmed, split and joined at will, and it can still be counted afterwards
whether each character of the source went somewhere, and only once.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from reportgen.problems import Location, Problem

INSERTED = -1
"""Offset of a character that is not in the source, as the space between two joined lines."""


@dataclass(frozen=True, slots=True)
class TracedText:
    """Some text, and for each character its offset in the source.

    >>> line = TracedText.of("  1. Velkomst ", 0, 14).strip()
    >>> line.text, list(line.offsets[:3])
    ('1. Velkomst', [2, 3, 4])
    >>> list(TracedText.joined([line.part(3), TracedText.inserted("!")], "").offsets[-2:])
    [12, -1]
    """

    text: str = ""
    offsets: tuple[int, ...] | range = ()
    """A range where the text stands in one piece in the source, which takes no room."""

    @classmethod
    def of(cls, source: str, start: int, end: int) -> TracedText:
        """Take ``source[start:end]``."""
        return cls(source[start:end], range(start, end))

    @classmethod
    def inserted(cls, text: str) -> TracedText:
        """Take `text` that the source does not hold."""
        return cls(text, (INSERTED,) * len(text))

    @classmethod
    def joined(cls, parts: Iterable[TracedText], between: str = " ") -> TracedText:
        """Join `parts`, with `between` inserted where two of them meet; empty ones do not count."""
        kept = list(filter(None, parts))
        if len(kept) < 2:
            return kept[0] if kept else cls()
        offsets: list[int] = []
        for part in kept:
            offsets.extend(part.offsets)
            offsets.extend((INSERTED,) * len(between))
        del offsets[len(offsets) - len(between) :]
        return cls(between.join(part.text for part in kept), tuple(offsets))

    def __bool__(self) -> bool:
        return bool(self.text)

    def __len__(self) -> int:
        return len(self.text)

    def __add__(self, other: TracedText) -> TracedText:
        return TracedText.joined((self, other), "")

    def part(self, start: int, end: int | None = None) -> TracedText:
        """Take the characters from `start` up to `end`."""
        return TracedText(self.text[start:end], self.offsets[start:end])

    def split(self, spans: Iterable[tuple[int, int]]) -> list[TracedText]:
        """Take what stands before, between and after `spans`, which may overlap."""
        pieces, start = [], 0
        for low, high in sorted(spans):
            pieces.append(self.part(start, max(start, low)))
            start = max(start, high)
        return [*filter(None, pieces), self.part(start)]

    def without(self, offsets: Container[int]) -> TracedText:
        """Leave out the characters that stood at `offsets` in the source."""
        kept = [index for index, offset in enumerate(self.offsets) if offset not in offsets]
        return TracedText(
            "".join(self.text[index] for index in kept),
            tuple(self.offsets[index] for index in kept),
        )

    def strip(self, chars: str | None = None) -> TracedText:
        """Leave out white space (or `chars`) at both ends."""
        start = len(self.text) - len(self.text.lstrip(chars))
        return self.part(start, max(start, len(self.text.rstrip(chars))))

    def tidy(self) -> TracedText:
        """Make every run of white space one space; nothing else changes."""
        if self.text == " ".join(self.text.split()):
            return self  # most texts have been tidied before
        kept: list[int] = []
        text: list[str] = []
        for char, offset in zip(self.text, self.offsets, strict=True):
            if char.isspace() and (not text or text[-1] == " "):
                continue
            text.append(" " if char.isspace() else char)
            kept.append(offset)
        return TracedText("".join(text), tuple(kept)).strip()


class SourceRecorder:
    """Writes down the source of a document, each character once, in the order it is read."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0

    def add(self, text: str) -> TracedText:
        """Add `text` to the source and return it with its offsets."""
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        return TracedText(text, range(start, self._length))

    @property
    def source(self) -> str:
        """All that was added."""
        return "".join(self._parts)


@dataclass(frozen=True, slots=True)
class SourcePlace:
    """Where in the document a person finds it; 0 is not known."""

    page: int = 0
    line: int = 0
    paragraph: int = 0

    @property
    def in_words(self) -> str | None:
        """The place as a meeting's file says it, in Danish; none if nothing is known."""
        if self.page:
            return f"side {self.page}"
        if self.line:
            return f"linje {self.line}"
        return f"tekstafsnit {self.paragraph}" if self.paragraph else None

    def location(self, file: str, item: str = "") -> Location:
        """Say the place as a problem does."""
        return Location(
            file=file, page=self.page, line=self.line, paragraph=self.paragraph, item=item
        )


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something a reader could not be sure of; becomes a warning and a remark in the file."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)
    place: SourcePlace = SourcePlace()


class Role(StrEnum):
    """What a paragraph says that it is, by its style in a file that the program made."""

    DECISION = "decision"
    TASK = "task"


@dataclass(frozen=True, slots=True)
class AgendaMade:
    """What a file says of the agenda that it was made as."""

    titles: tuple[str, ...] = ()
    """Titles of its items, in order; empty where the file says it no longer."""


@dataclass(frozen=True, slots=True)
class OutlineParagraph:
    """One paragraph, or one entry of a list."""

    words: TracedText
    """The text without its list mark."""
    mark: str = ""
    """List mark as it is written: ``-``, ``1.``, ``a)``; empty outside lists."""
    glyph: TracedText = TracedText()
    """The mark as the source printed it; empty where Word numbers by itself."""
    depth: int = 0
    """How deep the list is nested, from 0."""
    level: int = 0
    """Level of the heading, from 1; 0 is no heading."""
    bold: bool = False
    """Whether all of it is bold."""
    large: bool = False
    """Whether its letters are larger than most of the document's."""
    blank_above: bool = False
    """Whether it stands off from what is above it, by a blank line or as much room."""
    links: tuple[str, ...] = ()
    """Addresses that are attached to the text without being printed in it."""
    role: Role | None = None
    """What its style says that it is; none in a file of others."""
    items: tuple[int, ...] = ()
    """The items of an agenda whose marks stand in it, by the numbers they were made with."""
    place: SourcePlace = SourcePlace()

    @property
    def text(self) -> str:
        """The text without its list mark."""
        return self.words.text

    @property
    def printed(self) -> TracedText:
        """The text with its list mark, as the source printed them."""
        return TracedText.joined((self.glyph, self.words))

    @property
    def written(self) -> str:
        """The paragraph as a line: indented, with its list mark."""
        lead = f"{self.mark} " if self.mark else ""
        return "  " * self.depth + lead + self.words.text


Cell = tuple[OutlineParagraph, ...]


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """A row of a table."""

    cells: tuple[Cell, ...]
    place: SourcePlace = SourcePlace()
    doubts: tuple[Doubt, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """What each cell says, in one line."""
        return tuple(" ".join(paragraph.text for paragraph in cell) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class OutlineTable:
    """A table; its first row is not known to be a header."""

    rows: tuple[OutlineRow, ...]


@dataclass(frozen=True, slots=True)
class Omission:
    """Characters that are no part of the running text, and why."""

    words: TracedText
    reason: str
    """In Danish, as the file will say it."""
    place: SourcePlace = SourcePlace()


@dataclass(frozen=True, slots=True)
class MinutesOutline:
    """A document as its reader saw it."""

    source: str
    """Every character of the document, once."""
    blocks: tuple[OutlineParagraph | OutlineTable, ...]
    omissions: tuple[Omission, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    version_of_report: str = ""
    """Which version of a yearly report the file says that it is; empty for any other file."""
    agenda: AgendaMade | None = None
    """The agenda that it was written in, where the program made that."""


@dataclass(frozen=True, slots=True)
class OutlineReading:
    """What came of opening a document: an outline, or the reasons why there is none."""

    outline: MinutesOutline | None = None
    problems: tuple[Problem, ...] = ()

    @classmethod
    def refused(cls, code: str, file: str, **values: object) -> OutlineReading:
        """Refuse `file` with the problem `code`, whose message names `values`."""
        return cls(problems=(Problem(code, Location(file=file), values),))
