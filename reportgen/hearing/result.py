"""What came of comparing: edits, conflicts and comments, counted, and named by what they say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from hashlib import blake2b

from reportgen.hearing.model import Author
from reportgen.report.ledger import Ledger
from reportgen.report.wording.differ import Hunk


class EditKind(StrEnum):
    """What an edit does."""

    REPLACE = "replace"
    """Words of a block inserted, taken away or replaced; paragraphs split or joined."""
    ADD = "add"
    """A new point, or a new paragraph of prose."""
    REMOVE = "remove"
    """A whole block taken out."""
    MOVE = "move"
    FORMAT = "format"
    """Bold, italic or a link set or cleared over words, or a list made or unmade."""
    CELL = "cell"
    """A cell of a table that shows a cell of the workbook."""
    REMARK = "remark"
    """Something that is not the report's own content: headings and text of the template."""


class Part(StrEnum):
    """Which part of a block an edit is in."""

    TEXT = "text"
    HEADING = "heading"
    FIELD = "field"
    """What its small line says of it: its status, its priority, the challenge it answers."""
    PLACE = "place"
    """The block as a whole: where it stands, or whether it does."""
    ROW = "row"
    """A row of a table, as a whole."""
    FIXED = "fixed"
    """Outside the blocks: text of the template, or what the tool writes itself."""


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """Whose edit it is."""

    party: str
    authors: tuple[Author, ...] = ()
    """Everyone who tracked a part of it, each once, by time; none where it was not tracked."""
    file: str = ""
    struck: bool = False
    """Whether words that it takes out were struck through by hand."""

    @property
    def tracked(self) -> bool:
        """Whether it was made with tracking on."""
        return bool(self.authors)


@dataclass(frozen=True, slots=True)
class TablePlace:
    """A cell or a row of a table of the base, and what the table says round it."""

    table: int
    row: int
    """Number of the row; of one that came, the row it stands after (-1: before the first)."""
    column: int
    """Number of the cell in its row; -1 for a whole row."""
    headers: tuple[str, ...]
    cells: tuple[str, ...]
    """What the row says, cell by cell; of one that came, what it is to say."""
    anchors: tuple[str, ...]
    """The cell of the workbook that each of them shows; empty for none."""
    shows: str
    """A cell of the workbook that the table shows, of the same row if there is one."""
    caption: str
    after: tuple[tuple[str, int], ...] = ()
    """Of a row that came, the row it stands after in each party's answer."""

    @property
    def sheet(self) -> str:
        """The sheet of the workbook that the table shows; empty where it shows none."""
        return self.shows.partition("!")[0]


@dataclass(frozen=True, slots=True)
class Edit:
    """One change to the base, and everyone who made it."""

    id: str
    """Made of the place and the change, so the same in every collect."""
    section: str
    """Empty on the cover."""
    block: str
    """``U1``, ``3.1/2`` or ``Nøgletal!E7``; empty for an addition and outside the blocks."""
    kind: EditKind
    part: Part
    before: str
    """The whole text (of a heading, the heading) as it was sent out, as markup."""
    after: str
    """The same with this edit alone applied."""
    sources: tuple[Source, ...]
    paragraphs: tuple[int, ...] = ()
    """Base paragraphs it concerns, as indexes; of an addition, the one it comes after."""
    hunk: Hunk | None = None
    """Over the tokens (`report.wording.tokens.tokenize`) of `paragraphs`; none for whole blocks."""
    heading: str = ""
    """Heading of an added point."""
    place: str = ""
    """What an added or moved block stands after: a block, or the section for its first."""
    row: str = ""
    """The row of blocks it is added to or moved in (`reportgen.report.ids.sequence`)."""
    follows: tuple[tuple[str, str], ...] = ()
    """The addition at the same place that comes just before it, by each party's answer."""
    together: str = ""
    """Name shared by edits that hold only together, as two paragraphs that were joined."""
    candidates: tuple[str, ...] = ()
    """Blocks it may mean, where only a person can tell."""
    conflict: str = ""
    """The conflict it is part of."""
    table: TablePlace | None = None
    """Of a cell or a row of a table: where that is."""

    @property
    def parties(self) -> tuple[str, ...]:
        """Everyone who made it, each once."""
        return tuple(dict.fromkeys(source.party for source in self.sources))

    @property
    def is_row(self) -> bool:
        """Whether it puts in or takes out a row of a table."""
        return self.part is Part.ROW

    @property
    def subject(self) -> str:
        """What else is done to cannot be decided apart: the block, or the row of a table."""
        if self.table is None:
            return self.block
        return f"{self.table.table}:{self.table.row}" if self.kind is not EditKind.ADD else self.id

    @property
    def tracked(self) -> bool:
        """Whether anyone made it with tracking on."""
        return any(source.tracked for source in self.sources)

    @property
    def struck(self) -> bool:
        """Whether anyone struck words through by hand that it takes out."""
        return self._takes_out and any(source.struck for source in self.sources)

    @property
    def is_deletion(self) -> bool:
        """Whether it takes words out, or a whole block, and puts nothing in their place."""
        left = iter(self.before)
        return self._takes_out and all(letter in left for letter in self.after)

    @property
    def _takes_out(self) -> bool:
        if self.kind in (EditKind.ADD, EditKind.MOVE) or not self.before:
            return False
        if self.hunk is None:
            return True
        return self.hunk.sets is None and self.hunk.start < self.hunk.end


@dataclass(frozen=True, slots=True)
class Variant:
    """One of the wordings a conflict is between."""

    parties: tuple[str, ...]
    text: str
    """The block's whole text with these edits applied; empty where it is taken out."""
    edits: tuple[str, ...]
    """Ids of the edits it consists of."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Edits that cannot all be made."""

    id: str
    section: str
    block: str
    part: Part
    base: str
    variants: tuple[Variant, ...]


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment of an answer."""

    id: str
    party: str
    author: str
    date: str
    section: str
    block: str
    """The block it hangs on; empty outside the blocks."""
    text: str
    quoted: str = ""
    reply_to: str = ""
    """Id of the comment it answers, or the key of one that stood in the copy sent out."""
    paragraph: int | None = None
    """Base paragraph it hangs on (of one on new text, the paragraph before)."""
    resolved: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """What became of every difference in one answer."""

    party: str
    file: str
    ledger: Ledger


@dataclass(frozen=True)
class Merged:
    """Everything that came back, once."""

    edits: tuple[Edit, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    comments: tuple[Comment, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    """Edits of each party: those of `edits` that name it."""
    accounts: tuple[Account, ...] = ()
    """Of each answer that was compared, in the order of the parties."""

    def edit(self, id_: str) -> Edit:
        """Find an edit by its id; raises `KeyError` where there is none."""
        return self._by_id[id_]

    @cached_property
    def _by_id(self) -> Mapping[str, Edit]:
        return {edit.id: edit for edit in reversed(self.edits)}


# Names: short, and made of what they name. The same edit has the same name in every collect,
# whatever else came in and in which order.

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and digits that nobody mistakes for each other."""
_LENGTH = 4


def name(section: str, block: str, *content: object) -> str:
    """Name something in a block, as ``3.6-U1-a3fk``; `content` tells it from all others.

    A block of prose says its section itself (``3.1-2-a3fk``); what is in no block is
    ``3.6-ny-a3fk`` by way of `block`, and on the cover ``forside-…``.
    """
    within = block.removeprefix(f"{section}/").replace("/", "-").replace("!", "-")
    where = (section or "forside").replace(" ", "")
    digest = int.from_bytes(blake2b(repr((block, content)).encode(), digest_size=8).digest())
    letters = ""
    for _ in range(_LENGTH):
        digest, letter = divmod(digest, len(_LETTERS))
        letters += _LETTERS[letter]
    return "-".join(part for part in (where, within, letters) if part)


def nth(name_: str, number: int) -> str:
    """Name of the second, third … of things that are the same in one answer."""
    return name_ if number == 1 else f"{name_}-{number}"
