"""Documents as the hearing sees them: paragraphs in reading order, objects, and comments.

Plain data. Whoever reads a Word file fills these in, with every tracked change accepted;
`reportgen.hearing` compares them and knows nothing of Word.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from reportgen.report.ids import Anchor
from reportgen.report.ledger import Item
from reportgen.report.wording.text import Line


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
    changed: tuple[str, ...] = ()
    """Of a change of looks, which properties changed, as Word names them: ``sz``, ``jc``."""
    words: str = ""
    """What was struck through by hand, and so is not in the accepted text."""


class Look(StrEnum):
    """How words look, where that means something to a reader beside the words."""

    MARKED = "marked"
    """With a highlighter, or by shading behind them."""
    COLOURED = "coloured"
    HIDDEN = "hidden"
    UNDERLINED = "underlined"
    RAISED = "raised"
    """Above the line, where no characters say so; so below it."""
    LOWERED = "lowered"


class Looking(NamedTuple):
    """A look of words inside a paragraph, by their place in the accepted text."""

    start: int
    end: int
    look: Look
    colour: str = ""
    """As ``RRGGBB``; empty where the look has none."""
    is_of_style: bool = False
    """Whether all words in the paragraph's style look so."""


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
    looks: tuple[Looking, ...] = ()
    """How its words look, by its own properties and its styles."""
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


# What stands beside the running text: each is a kind, and facts that two files are compared by


class ObjectKind(StrEnum):
    """What it is."""

    CHART = "chart"
    PICTURE = "picture"
    DIAGRAM = "diagram"
    SHAPE = "shape"
    EMBEDDED = "embedded"
    """A file of another program (OLE)."""
    FOREIGN = "foreign"
    """Text of another format that the file carries along whole (``w:altChunk``, ``w:subDoc``)."""
    EQUATION = "equation"
    CONTROL = "control"
    FIELD = "field"
    """A paragraph that a field alone writes, as a date; not the contents."""
    TABLE = "table"
    BOX = "box"
    FOOTNOTE = "footnote"
    ENDNOTE = "endnote"
    HEADER = "header"
    FOOTER = "footer"
    SECTION = "section"
    PAGE_BREAK = "page break"


class FactKind(StrEnum):
    """Which side of an object a fact tells."""

    TEXT = "text"
    CONTENT = "content"
    """Digest of a part: the same bytes look the same."""
    FORM = "form"
    """Which of its kind it is: bars or lines, the shape, the program of an embedded file."""
    TITLE = "title"
    AXIS = "axis"
    SERIES = "series"
    CATEGORY = "category"
    VALUE = "value"
    ALT = "alt"
    """Alternative text, which a screen reader says."""
    SIZE = "size"
    """Width and height in millimetres, as ``160.0x75.0``."""
    CROP = "crop"


class Fact(NamedTuple):
    """One thing that a reader sees or hears of an object."""

    kind: FactKind
    value: str
    of: str = ""
    """Which of several: the number of a category, a series, an axis; ``3/1`` is a value of both."""


@dataclass(frozen=True, slots=True)
class DocumentObject:
    """One thing beside the text; two are equal that look and sound the same."""

    kind: ObjectKind
    facts: tuple[Fact, ...] = ()
    paragraph: int | None = field(default=None, compare=False)
    """Index of the paragraph that it is in, or that comes before it; none in a header."""
    authors: tuple[Author, ...] = field(default=(), compare=False)
    """Who tracked its coming or changes in it."""

    def fact(self, kind: FactKind) -> str:
        """The first fact of a kind; empty where there is none."""
        return next((fact.value for fact in self.facts if fact.kind is kind), "")

    @property
    def text(self) -> str:
        """What it says."""
        return self.fact(FactKind.TEXT)


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
    anchors: tuple[Anchor, ...] = ()
    """What the paragraph of those words showed, where it is taken away."""
    stood: str = ""
    """All words of that paragraph."""
    reply_to: str | None = None
    resolved: bool = False
    base: int | None = None
    """Index in `BaseDocument.paragraphs` of the paragraph it speaks of, where that is known."""
    more: int = 0
    """How many paragraphs after `paragraph` it speaks of as well."""


@dataclass(frozen=True, slots=True)
class Returned:
    """One answer to the hearing, read."""

    party: str
    """As `organisationer` spells it; a second, different answer has `` (2)`` after it."""
    paragraphs: tuple[Para, ...]
    deleted: tuple[DeletedParagraph, ...] = ()
    remarks: tuple[Remark, ...] = ()
    file: str = ""
    objects: tuple[DocumentObject, ...] = ()
    """What stands beside its text, in the order of each kind."""
    objects_taken: tuple[tuple[int, Author], ...] = ()
    """Drawings that were taken away with tracking on: which of all, from 0, and by whom."""
    program: str = ""
    """What saved the file, as it names itself; empty where it does not."""
    typed_dates: int = 0
    """Dates of tracked formatting that a program typed into the text, and that were taken out."""
    set_aside: tuple[Item, ...] = ()
    """What another program did to it by saving it, and is undone in all that is said here."""

    @property
    def descriptions(self) -> tuple[str, ...]:
        """What tables and figures are said to show, for those who cannot see them."""
        facts = (fact for each in self.objects for fact in each.facts)
        return tuple(fact.value for fact in facts if fact.kind is FactKind.ALT)


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
    objects: tuple[DocumentObject, ...] = ()
    """What stands beside its text."""
