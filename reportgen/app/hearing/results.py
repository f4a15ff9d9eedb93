"""What a round has come to: who answered how, and everything they said, once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.hearing.base import Prepared
from reportgen.hearing.model import BaseBlock, BaseDocument
from reportgen.hearing.responses import Response, SetAside
from reportgen.hearing.result import Merged
from reportgen.problems import Problem
from reportgen.report.meeting import Network
from reportgen.word.read.returned import Reader
from reportgen.workspace.rounds import Round
from reportgen.workspace.versions import Record


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
            id=block.id,
            section=row.removesuffix("/"),
            heading=block.heading,
            text=block.text,
            waiting=block.waiting,
        )
        for row, blocks in record.state.blocks.items()
        for block in blocks
    )
