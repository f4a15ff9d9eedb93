"""From a document that was sent out back to the inputs it was folded from, and on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from reportgen.hearing.base import prepare
from reportgen.hearing.decisions.apply import Applied, apply_rulings
from reportgen.hearing.decisions.rulings import Outcome, Ruling, rows
from reportgen.hearing.model import BaseDocument
from reportgen.hearing.result import Merged
from reportgen.problems import Location
from reportgen.report.entries import DecidedEntry
from reportgen.report.folding.fold import fold
from reportgen.report.inputs import PointRow
from reportgen.report.model import Base, Change, Folded, ProseLine
from reportgen.report.wording.text import parse
from tests.hearing.documents import SECTIONS

DAY = dt.date(2022, 12, 1)


def inputs(document: BaseDocument) -> Base:
    return Base(
        sections=SECTIONS,
        points=tuple(PointRow(b.id, b.heading, b.text) for b in document.blocks if "/" not in b.id),
        prose=tuple(
            ProseLine(b.section, int(b.id.partition("/")[2]), b.text, n)
            for n, b in enumerate(document.blocks, 1)
            if "/" in b.id
        ),
    )


def changes(entries: Sequence[DecidedEntry]) -> list[Change]:
    return [
        Change(f"001/{n}", entry, "001.yaml", "Høring", Location("001.yaml"))
        for n, entry in enumerate(entries, 1)
    ]


def ruled(
    document: BaseDocument, merged: Merged, yes: Iterable[str], no: Iterable[str] = ()
) -> Applied:
    """Say yes and no to rows, by their ids."""
    rulings = {id_: Ruling(id_, Outcome.YES, by="Sekretariatet", date=DAY) for id_ in yes}
    rulings |= {
        id_: Ruling(id_, Outcome.NO, reason="Står allerede.", by="Sekretariatet", date=DAY)
        for id_ in no
    }
    return apply_rulings(prepare(document), merged, rulings)


def all_accepted(document: BaseDocument, merged: Merged) -> Applied:
    return ruled(document, merged, rows(merged))


def folded(document: BaseDocument, entries: Sequence[DecidedEntry]) -> Folded:
    return fold(inputs(document), changes(entries))


def reads(report: Folded) -> dict[str, list[str]]:
    """What a reader sees in each section: prose, then points with their headings."""
    found: dict[str, list[str]] = {}
    for section in SECTIONS:
        lines = [line.plain for block in report.prose(section) for line in parse(block.text)]
        for block in report.points(section):
            lines += [block.heading, *(line.plain for line in parse(block.text))]
        if lines:
            found[section] = lines
    return found
