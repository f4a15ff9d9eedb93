"""What a round has come to: who answered how, and everything they said, once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from reportgen.hearing.base import Prepared
from reportgen.hearing.model import BaseBlock, BaseDocument
from reportgen.hearing.result import Comment, Merged
from reportgen.problems import Problem
from reportgen.report.meeting import Network
from reportgen.word.read.returned import Reader
from reportgen.workspace.rounds import Round
from reportgen.workspace.versions import Record


class Way(StrEnum):
    """How a party answered."""

    DOCUMENT = "document"
    """A copy of the report with edits or comments in it."""
    UNCHANGED = "unchanged"
    """A copy of the report in which nothing was changed."""
    TEXT = "text"
    """In words, by mail or otherwise."""
    NONE = "none"
    """That there is nothing to remark."""
    MISSING = "missing"
    """Not at all yet."""


@dataclass(frozen=True, slots=True)
class Response:
    """What one party answered; a second, different copy is an answer of its own."""

    party: str
    """As the network spells it, with `` (2)`` after it for a second answer."""
    way: Way
    date: str = ""
    """ISO 8601 date of the answer; empty where there is none."""
    files: tuple[str, ...] = ()
    """What it came in, by the names in ``modtaget/``."""
    known_by: str = ""
    """What told whose it is: ``given``, ``mark``, ``mail``, ``author``."""
    edits: int = 0
    comments: int = 0


@dataclass(frozen=True, slots=True)
class SetAside:
    """A file that came back and is in no answer, for the secretariat to look at."""

    id: str
    """Of its row, the same in every collect."""
    file: str
    """Name in ``modtaget/``."""
    reason: Problem
    party: str = ""
    """Whose it is; empty where nobody knows."""


@dataclass(frozen=True, slots=True)
class RoundResult:
    """Everything that came back in a round so far."""

    round: Round
    number: int
    """Of this collect: files of ``svar/`` carry it."""
    network: Network
    year: int
    record: Record
    """The version that was sent out."""
    original: bytes
    """Its document, as it was made."""
    prepared: Prepared
    merged: Merged
    """Edits, conflicts and comments; what was said in mails and otherwise is among the
    comments, in no section."""
    responses: tuple[Response, ...]
    """Every party of the round in the network's order, those that did not answer too."""
    set_aside: tuple[SetAside, ...] = ()
    problems: tuple[Problem, ...] = ()
    counted: dict[str, int] = field(default_factory=dict)


def base_document(
    record: Record, original: bytes, prose: Sequence[str] = (), reader: Reader | None = None
) -> BaseDocument:
    """A version as answers to it are compared with: its document, and its folded blocks.

    `prose` are the sections with a place for prose. Raises ValueError where the document
    cannot be read, which is never so for one the program made.
    """
    read, problems = (reader or Reader()).read(original, record.file)
    if read is None:
        raise ValueError(", ".join(problem.code for problem in problems))
    return BaseDocument(
        paragraphs=read.document.paragraphs,
        blocks=_blocks(record),
        remarks=read.document.remarks,
        prose=frozenset(prose),
    )


def _blocks(record: Record) -> tuple[BaseBlock, ...]:
    return tuple(
        BaseBlock(
            id=block[0],
            section=row.removesuffix("/"),
            heading=block[1],
            text=block[2],
            waiting=bool(block[6]),
        )
        for row, blocks in record.state.get("blocks", {}).items()
        for block in blocks
    )


def counts(merged: Merged) -> dict[str, int]:
    """How much there is of everything, such that the numbers add up.

    Every edit is either `free`, in a conflict, or a remark for the secretariat.
    """
    kinds = Counter(
        "in_conflict" if edit.conflict else "remarks" if edit.part.value == "fixed" else "free"
        for edit in merged.edits
    )
    return {
        "edits": len(merged.edits),
        "free": kinds["free"],
        "in_conflict": kinds["in_conflict"],
        "remarks": kinds["remarks"],
        "conflicts": len(merged.conflicts),
        "comments": len(merged.comments),
    }


def comments_of(merged: Merged, party: str) -> tuple[Comment, ...]:
    """What a party wrote as comments."""
    return tuple(comment for comment in merged.comments if comment.party == party)
