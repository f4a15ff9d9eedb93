"""What each block tag of the template shows, made from the folded report and the inputs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from reportgen.layout.content import Block, Paragraph, Style
from reportgen.layout.points import point_blocks, prose_blocks
from reportgen.layout.references import reference_blocks
from reportgen.layout.tables import (
    follow_up_table,
    meeting_tables,
    member_table,
    wheel_table,
)
from reportgen.layout.wheel import wheel_figures
from reportgen.report.follow_up import Recommended
from reportgen.report.ids import CHALLENGES, FOCUS_AREAS, RECOMMENDATIONS
from reportgen.report.inputs import Workbook
from reportgen.report.meeting import Meeting, Network
from reportgen.report.model import Folded
from reportgen.report.recorded import RecordedReport
from reportgen.report.text import Run


@dataclass(frozen=True, slots=True)
class Material:
    """Everything a report is made of."""

    network: Network
    year: int
    workbook: Workbook
    meetings: tuple[Meeting, ...]
    folded: Folded
    recommended: Mapping[str, Recommended] = field(default_factory=dict)
    """The earlier reports' recommendations that the follow-up names, by id."""

    def digest(self, state: RecordedReport) -> str:
        """SHA-256 of everything the report shows: its `state`, and what its tables are made of.

        Two readings of inputs that differ only in what the report does not show (a comment
        in a file, the order of columns) have one digest.
        """
        workbook = self.workbook
        shown: list[Any] = [
            state.to_json(),
            [self.network.model_dump(mode="json")],
            [_values(row) for row in workbook.members],
            [_values(row) for row in workbook.figures],
            [_values(row) for row in workbook.follow_ups],
            [_values(row) for row in workbook.wheel],
            [
                [
                    meeting.facts.model_dump(mode="json"),
                    meeting.attendance.model_dump(mode="json"),
                    [[i.number, i.title, i.links, i.attachments] for i in meeting.agenda],
                ]
                for meeting in self.meetings
            ],
        ]
        if self.recommended:
            known = sorted(self.recommended.values(), key=lambda one: one.id)
            shown.append([[one.id, one.heading, one.lead] for one in known])
        text = json.dumps(shown, ensure_ascii=False, separators=(",", ":"), default=str)
        return hashlib.sha256(text.encode()).hexdigest()


def _values(row: Any) -> list[Any]:
    """Values of a row of the workbook, without the cells they stand in."""
    return [getattr(row, name) for name in row.__slots__ if name != "cells"]


def _key_figures(material: Material) -> tuple[Block, ...]:
    figures = material.workbook.figures
    if not figures:  # most of the program's weight is behind them
        return ()
    from reportgen.layout.figures import key_figure_blocks

    return key_figure_blocks(figures, material.network.organisations, material.year)


_Maker = Callable[[Material, str], tuple[Block, ...]]

_MAKERS: Mapping[str, tuple[_Maker, str]] = MappingProxyType(
    {
        "tekst": (
            lambda m, section: prose_blocks(m.folded, section),
            "Der er ikke skrevet noget til dette afsnit.",
        ),
        "medlemmer": (
            lambda m, _: member_table(m.workbook.members, m.network, m.year),
            "Der er ikke registreret medlemmer.",
        ),
        "moeder": (
            lambda m, _: meeting_tables(m.meetings, m.network),
            "Der er ikke registreret møder i året.",
        ),
        "opfoelgning": (
            lambda m, _: follow_up_table(m.workbook.follow_ups, m.recommended),
            "Der er ikke registreret svar på anbefalinger fra sidste årsrapport.",
        ),
        "noegletal": (
            lambda m, _: _key_figures(m),
            "Der er ikke registreret nøgletal.",
        ),
        "udfordringer": (
            lambda m, _: point_blocks(m.folded, CHALLENGES),
            "Netværksgruppen har ikke peget på udfordringer eller udviklingsbehov.",
        ),
        "anbefalinger": (
            lambda m, _: point_blocks(m.folded, RECOMMENDATIONS),
            "Netværksgruppen har ingen anbefalinger til styregruppen.",
        ),
        "fokusomraader": (
            lambda m, _: point_blocks(m.folded, FOCUS_AREAS),
            "Netværksgruppen har ikke valgt fokusområder.",
        ),
        "aarshjul": (
            lambda m, _: (*wheel_table(m.workbook.wheel), *wheel_figures(m.workbook.wheel)),
            "Der er ikke planlagt møder.",
        ),
        "kilder": (
            lambda m, _: reference_blocks(m.meetings, m.workbook, m.folded),
            "Der er ikke registreret kilder.",
        ),
    }
)


def section_content(
    material: Material, section: str, tags: Sequence[str]
) -> tuple[tuple[Block, ...], ...]:
    """What stands at each of a section's tags, in order.

    A section never disappears, since its number is fixed: one without any content says
    so in a sentence, at its last tag, which is the one that says what is missing.
    """
    contents = [_MAKERS[tag][0](material, section) for tag in tags]
    if contents and not any(contents):
        contents[-1] = (Paragraph((Run(_MAKERS[tags[-1]][1]),), Style.EMPTY),)
    return tuple(contents)
