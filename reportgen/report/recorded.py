"""The report as a version records it: what stands in it, without how it came to be.

It is kept as JSON beside each version and in each hearing round, and is the base that later
edits are compared with. `RecordedReport.to_json` and `RecordedReport.from_json` are each
other's reverse, and nothing else knows that form.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, field, replace
from typing import Any

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
        """The record as JSON's own types; a block is a list that ends with its sources."""
        return {
            "sections": dict(self.sections),
            "blocks": {
                row: [_values(one) for one in blocks] for row, blocks in self.blocks.items()
            },
            "pending": [list(astuple(one)) for one in self.pending],
        }

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> RecordedReport:
        """Read what `to_json` wrote.

        Raises `TypeError`, `ValueError` or `AttributeError` where it is damaged.
        """
        return cls(
            sections=content.get("sections", {}),
            blocks={
                row: tuple(_block(values) for values in blocks)
                for row, blocks in content.get("blocks", {}).items()
            },
            pending=tuple(RecordedPending(*values) for values in content.get("pending", ())),
        )


def _values(block: RecordedBlock) -> list[Any]:
    *values, sources = astuple(block)
    return [*values, *sources]


def _block(values: Sequence[Any]) -> RecordedBlock:
    return replace(RecordedBlock(*values[:7]), sources=tuple(values[7:]))
