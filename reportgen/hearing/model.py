"""Documents as the hearing sees them: paragraphs in reading order, and comments.

Plain data. Whoever reads a Word file fills these in, with every tracked change accepted;
`reportgen.hearing` compares them and knows nothing of Word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from reportgen.report.ids import Anchor
from reportgen.report.text import Line


@dataclass(frozen=True, slots=True, order=True)
class Author:
    """Who made a change or a comment, as their program knew them."""

    name: str = ""
    """User name in the program; empty where the file gives none."""
    time: str = ""
    """Time in ISO 8601 as the file has it; empty where it has none or an absurd one."""
    struck: bool = False
    """Whether they struck words through to have them out; without tracking, nobody is named."""


class Tracked(NamedTuple):
    """A tracked change inside a paragraph, by its place in the accepted text."""

    start: int
    """First character, counted in the paragraph's plain text."""
    end: int
    """After the last character; equal to `start` where something was taken away."""
    author: Author


class CellPlace(NamedTuple):
    """A place in a table, counted from 0 in the order of the document."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Para:
    """One paragraph as it reads with every tracked change accepted."""

    line: Line
    """Its runs with the marks a person sets (bold, italic, link), and the list it is in."""
    anchors: tuple[Anchor, ...] = ()
    """What its bookmarks say it shows; none is text of the template, or new."""
    style: str = ""
    """Paragraph style, by its id."""
    cell: CellPlace | None = None
    tracked: tuple[Tracked, ...] = ()
    generated: bool = False
    """Whether the program writes it itself (contents, fields alone): never compared."""

    @property
    def plain(self) -> str:
        """Text without marks."""
        return self.line.plain

    @property
    def block(self) -> str:
        """Id of the block it shows a part of, the first where there are several, or nothing."""
        return next((anchor.block for anchor in self.anchors if anchor.block), "")


@dataclass(frozen=True, slots=True)
class DeletedParagraph:
    """A paragraph that is whole gone in the accepted view, taken away with tracking on."""

    plain: str
    author: Author
    anchors: tuple[Anchor, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """A Word comment, or one reply in its thread."""

    key: str
    """Its id in the file; `reply_to` of a reply names it."""
    author: Author
    text: str
    paragraph: int | None = None
    """Index in `Returned.paragraphs` of the paragraph it hangs on."""
    quoted: str = ""
    """The words it is set on."""
    reply_to: str | None = None
    resolved: bool = False


@dataclass(frozen=True, slots=True)
class Returned:
    """One answer to the hearing, read."""

    party: str
    """As `organisationer` spells it; a second, different answer has `` (2)`` after it."""
    paragraphs: tuple[Para, ...]
    deleted: tuple[DeletedParagraph, ...] = ()
    remarks: tuple[Remark, ...] = ()
    file: str = ""
    descriptions: tuple[str, ...] = ()
    """What tables and figures are said to show, for those who cannot see them."""


@dataclass(frozen=True, slots=True)
class BaseBlock:
    """A block as it was sent out, with the text the fold gave it."""

    id: str
    section: str
    text: str
    """Markup, exactly as it was folded."""
    heading: str = ""
    waiting: bool = False
    """A point that was asked for, and that nobody had worded yet."""


@dataclass(frozen=True, slots=True)
class BaseDocument:
    """What was sent out: the document as it was read back, and the blocks it shows."""

    paragraphs: tuple[Para, ...]
    blocks: tuple[BaseBlock, ...]
    """Points and prose in the order of the report."""
    remarks: tuple[Remark, ...] = ()
    """Comments that stood in the copy, which are nobody's answer."""
    prose: frozenset[str] = frozenset()
    """Sections with a place for prose, also where there is none yet."""
