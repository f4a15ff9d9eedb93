"""What the consolidated document is to show, said without a word of Word.

A plan speaks of the paragraphs of the document that was sent out by their number, as
`reportgen.word.read.returned` counts them, and of the text of each as it reads there. Whatever
it does not speak of stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reportgen.report.wording.text import Run

BETWEEN_NAMES = "; "


@dataclass(frozen=True, slots=True)
class Signature:
    """Who made a change, and when."""

    author: str
    """A party; several that made the same change are listed, see `listed`."""
    time: str = ""
    """ISO 8601 by the author's clock, as ``2024-03-01T09:30:00``; empty where unknown."""

    @property
    def parties(self) -> frozenset[str]:
        """Everyone the author field names."""
        return frozenset(self.author.split(BETWEEN_NAMES))


def listed(parties: Iterable[str]) -> str:
    """The author field of a change that several parties made, in the order given."""
    return BETWEEN_NAMES.join(dict.fromkeys(parties))


@dataclass(frozen=True, slots=True)
class Formatting:
    """Text that stays and is set in bold or italic, or no longer is."""

    bold: bool
    italic: bool
    by: Signature


@dataclass(frozen=True, slots=True)
class KeptText:
    """Text of the base that stays."""

    text: str
    formatting: Formatting | None = None


@dataclass(frozen=True, slots=True)
class DeletedText:
    """Text of the base that is taken away."""

    text: str
    by: Signature


@dataclass(frozen=True, slots=True)
class InsertedText:
    """Text that is put in."""

    runs: tuple[Run, ...]
    by: Signature


@dataclass(frozen=True, slots=True)
class ParagraphSplit:
    """The paragraph ends here, and what follows is one of its own in the same style."""

    by: Signature


Segment = KeptText | DeletedText | InsertedText | ParagraphSplit


@dataclass(frozen=True, slots=True)
class CommentText:
    """A comment, or one reply."""

    by: Signature
    text: str
    """A newline starts a paragraph."""


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment with its replies, on a segment of a paragraph."""

    opening: CommentText
    replies: tuple[CommentText, ...] = ()
    resolved: bool = False
    start: int = 0
    """First character of the segment, counted in all text the paragraph is to show: kept,
    deleted and inserted, in the order of the plan."""
    end: int | None = None
    """After its last; None for the end of the paragraph."""


@dataclass(frozen=True, slots=True)
class StyleChange:
    """Another style for a paragraph that stays."""

    style: str
    by: Signature


@dataclass(frozen=True, slots=True)
class EditedParagraph:
    """What happens to one paragraph of the base.

    `segments` together hold the paragraph's whole text once, kept or deleted, in order;
    without any, all of it is kept. With `unmarked` the paragraph's end is taken away: it is
    joined with the next, or, if all its text is deleted too, gone.
    """

    segments: tuple[Segment, ...] = ()
    unmarked: Signature | None = None
    restyled: StyleChange | None = None
    threads: tuple[Thread, ...] = ()


@dataclass(frozen=True, slots=True)
class AddedParagraph:
    """A paragraph that is put in whole."""

    runs: tuple[Run, ...]
    by: Signature
    style: str = "Normal"
    threads: tuple[Thread, ...] = ()


@dataclass(frozen=True, slots=True)
class Moved:
    """Where a move leads to."""

    name: str
    segments: Mapping[int, tuple[Segment, ...]] = field(default_factory=dict)
    """What the mover changed in it, by the number of the base paragraph that was moved;
    it is shown as it came to be, not change by change."""


@dataclass(frozen=True, slots=True)
class Move:
    """Whole paragraphs that are moved; nobody else's edits may be in them."""

    first: int
    last: int
    """The last one that is moved; equal to `first` for a single one."""
    by: Signature


@dataclass(frozen=True, slots=True)
class DeletedRow:
    """A row of a table that is taken away."""

    table: int
    row: int
    by: Signature


@dataclass(frozen=True, slots=True)
class AddedRow:
    """A row that is put in after row `row` of a table (-1: before its first)."""

    table: int
    row: int
    cells: tuple[str, ...]
    """A newline starts a paragraph."""
    by: Signature
    like: int | None = None
    """The row it looks like; that it is put in after (or before), unless another is said."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything the consolidated document shows beside the base."""

    edited: Mapping[int, EditedParagraph] = field(default_factory=dict)
    added: Mapping[int, tuple[AddedParagraph | Moved, ...]] = field(default_factory=dict)
    """After which paragraph of the base, and what, in order; -1: before the first."""
    moves: Mapping[str, Move] = field(default_factory=dict)
    """By the name that `Moved` uses."""
    rows: tuple[DeletedRow | AddedRow, ...] = ()
    replies: Mapping[str, tuple[CommentText, ...]] = field(default_factory=dict)
    """Replies to comments that the base holds already, by the comment's id."""
    resolved: frozenset[str] = frozenset()
    """Comments of the base that somebody resolved, by their id."""
    before: Mapping[int, tuple[AddedParagraph | Moved, ...]] = field(default_factory=dict)
    """The same before a paragraph, where a table is before it."""


class PlanDoesNotFit(ValueError):
    """The plan is not one for this document; whoever made it has a fault."""
