"""The report as a version records it: what stands in it, without how it came to be.

It is kept as JSON beside each version and in each hearing round, and is the base that later
edits are compared with. `RecordedReport.to_json` and `RecordedReport.from_json` are each
other's reverse, and nothing else knows that form.

What is read may be damaged: each block must be one that can stand where it stands, since
edits are told apart by its id.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, field, fields
from typing import Any

from pydantic import ConfigDict

from reportgen.report import ids, json_file
from reportgen.report.entries import REQUEST
from reportgen.report.inputs import Status
from reportgen.report.model import Folded


@dataclass(frozen=True, slots=True)
class RecordedBlock:
    """A point, or a paragraph of prose, as it stood."""

    id: str
    heading: str
    text: str
    status: str | None = None
    challenge: str = ""
    priority: str = ""
    waiting: bool = False
    """A point that was asked for, and that nobody had worded."""
    addressee: str = ""
    asked: str = ""
    due: dt.date | None = None
    """What a recommendation asks, of whom and by when."""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordedPending:
    """An input that was neither worded, answered nor closed."""

    id: str
    section: str | None
    block: str | None
    source: str
    input: str


@dataclass(frozen=True, slots=True)
class RecordedReport:
    """The folded report of a version."""

    sections: Mapping[str, str] = field(default_factory=dict)
    """Title of each section by its number, in order."""
    blocks: Mapping[str, tuple[RecordedBlock, ...]] = field(default_factory=dict)
    """Blocks of each row (`ids.sequence`), in order."""
    pending: tuple[RecordedPending, ...] = ()

    @classmethod
    def of(cls, folded: Folded) -> RecordedReport:
        """Record `folded`."""
        return cls(
            sections=dict(folded.sections),
            blocks={
                row: tuple(
                    RecordedBlock(
                        block.id,
                        block.heading,
                        block.text,
                        block.status.value if block.status else None,
                        block.challenge,
                        block.priority,
                        block.waiting,
                        block.addressee,
                        block.asked,
                        block.due,
                        block.sources,
                    )
                    for block in blocks
                )
                for row, blocks in folded.blocks.items()
            },
            pending=tuple(
                RecordedPending(one.id, one.section, one.block, one.source, one.input)
                for one in folded.pending
            ),
        )

    def to_json(self) -> dict[str, Any]:
        """The record as JSON's own types; a block is a list that ends with its sources.

        What recommendations ask stands beside the blocks, and nothing does where none asks.
        """
        asking = {one.id: _request(one) for row in self.blocks.values() for one in row}
        asking = {id_: said for id_, said in asking.items() if any(said)}
        return {
            "sections": dict(self.sections),
            "blocks": {
                row: [_values(one) for one in blocks] for row, blocks in self.blocks.items()
            },
            "pending": [list(astuple(one)) for one in self.pending],
            **({"requests": asking} if asking else {}),
        }

    @classmethod
    def from_json(cls, content: Any) -> RecordedReport:
        """Read what `to_json` wrote; raises `json_file.Damaged`."""
        written = json_file.checked(_Written, content)
        blocks = {
            row: tuple(_block(row, values, written.requests) for values in values_of)
            for row, values_of in written.blocks.items()
        }
        known = [block.id for of_row in blocks.values() for block in of_row]
        if len(set(known)) < len(known):
            raise json_file.Damaged("a block stands twice")
        pending = tuple(RecordedPending(*values) for values in written.pending)
        return cls(written.sections, blocks, pending)


@dataclass(frozen=True, slots=True)
class _Written:
    """The record in its JSON."""

    __pydantic_config__ = ConfigDict(extra="forbid")
    sections: dict[str, str] = field(default_factory=dict)
    blocks: dict[str, list[list[str | bool | None]]] = field(default_factory=dict)
    pending: list[tuple[str, str | None, str | None, str, str]] = field(default_factory=list)
    requests: dict[str, tuple[str, str, str]] = field(default_factory=dict)


_OWN = [each.name for each in fields(RecordedBlock) if each.name not in {*REQUEST, "sources"}]


def _values(block: RecordedBlock) -> list[Any]:
    return [*(getattr(block, name) for name in _OWN), *block.sources]


def _request(block: RecordedBlock) -> tuple[str, str, str]:
    return block.addressee, block.asked, block.due.isoformat() if block.due else ""


def _block(
    row: str, values: Sequence[Any], requests: Mapping[str, tuple[str, str, str]]
) -> RecordedBlock:
    own = dict(zip(_OWN, values, strict=False))
    if request := requests.get(str(own.get("id"))):
        own |= dict(zip(REQUEST, request, strict=True))
        own["due"] = _day(request[2])
    block = json_file.checked(RecordedBlock, {**own, "sources": tuple(values[len(_OWN) :])})
    if ids.sequence_of(block.id) != row:
        raise json_file.Damaged(f"{block.id} stands in {row}")
    if block.status is not None and block.status not in set(Status):
        raise json_file.Damaged(f"{block.id} has a status that there is not")
    return block


def _day(written: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(written) if written else None
    except ValueError:
        raise json_file.Damaged(f"{written} is no date") from None
