"""What each block tag of the template shows, made from the folded report and the inputs."""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from types import MappingProxyType
from typing import Any
from urllib.parse import unquote, urlsplit

from reportgen.layout.content import Block, Paragraph, Style
from reportgen.layout.tables import (
    follow_up_table,
    meeting_tables,
    member_table,
    open_row,
    open_table,
    wheel_table,
)
from reportgen.layout.wheel import wheel_figures
from reportgen.report.dates import danish_date
from reportgen.report.ids import CHALLENGES, FOCUS_AREAS, RECOMMENDATIONS, Anchor, BlockPart
from reportgen.report.inputs import KeyFigure, Workbook
from reportgen.report.meeting import AgendaItem, Meeting, Network
from reportgen.report.model import Block as ReportBlock
from reportgen.report.model import Folded
from reportgen.report.recommendations.follow_up import Recommended
from reportgen.report.recommendations.register import Registered
from reportgen.report.recommendations.request import request
from reportgen.report.recorded import RecordedReport
from reportgen.report.wording.text import ListKind, Run, inline, lines, parse

# Points and prose as paragraphs, each with the anchor that finds it again.

UNWORDED = "Ordlyden er ikke skrevet endnu. Netværkets ønske står i kommentaren."
UNNAMED = "Nyt punkt"


def point_blocks(folded: Folded, section: str) -> tuple[Block, ...]:
    """Every point of a section: heading, text, what it asks, and where it is from."""
    comments = _comments(folded)
    challenges = _headings(folded) if section == RECOMMENDATIONS else {}
    written: list[Block] = []
    for point in folded.points(section):
        heading = (Run(point.heading or UNNAMED, italic=not point.heading),)
        anchor = Anchor.of_block(point.id, BlockPart.HEADING)
        pending = comments.get(point.id, ())
        written.append(Paragraph(heading, Style.POINT, anchor, pending=pending))
        written += _unworded(point, Style.POINT_TEXT)
        for i, line in enumerate(parse(point.text), 1):
            anchor = Anchor.of_block(point.id, BlockPart.TEXT, i)
            written.append(Paragraph(line.runs, Style.POINT_TEXT, anchor, line.kind))
        if asked := request(point):
            anchor = Anchor.of_block(point.id, BlockPart.REQUEST)
            written.append(Paragraph((Run(asked),), Style.SOURCE, anchor))
        meta = (Run(_meta(point, challenges)),)
        written.append(Paragraph(meta, Style.SOURCE, Anchor.of_block(point.id, BlockPart.SOURCE)))
    return tuple(written)


def _headings(folded: Folded) -> Mapping[str, str]:
    """Heading of every block, removed ones included, by id."""
    rows = (*folded.blocks.values(), folded.removed)
    return {block.id: block.heading for blocks in rows for block in blocks}


def _meta(point: ReportBlock, challenges: Mapping[str, str]) -> str:
    """Source, status and id of a point, and what a recommendation answers."""
    parts: list[str] = []
    if point.section == RECOMMENDATIONS and point.challenge:
        heading = challenges.get(point.challenge)
        answered = f"{point.challenge}, {heading}" if heading else point.challenge
        parts.append(f"Svarer på udfordring {answered}")
    sources = point.sources or (point.steps[0].place,)
    parts.append(f"Kilde: {'; '.join(sources)}")
    if point.priority:
        parts.append(f"Prioritet: {point.priority}")
    if point.status:
        parts.append(f"Status: {point.status}")
    parts.append(point.id)
    return " · ".join(parts)


def prose_blocks(folded: Folded, section: str) -> tuple[Block, ...]:
    """Every paragraph of a section's prose."""
    comments = _comments(folded)
    written: list[Block] = []
    blocks = folded.prose(section)
    # Read together: the second entry of a list is one only by the entry before it.
    read = iter(parse("\n".join(block.text for block in blocks if block.text)))
    for block in blocks:
        pending = comments.get(block.id, ())
        written += _unworded(block, Style.BODY, pending)
        for i, line in enumerate(islice(read, len(lines(block.text))), 1):
            style = _BODY_STYLES[line.kind]
            anchor = Anchor.of_block(block.id, BlockPart.TEXT, i)
            written.append(Paragraph(line.runs, style, anchor, line.kind, pending))
            pending = ()
    return tuple(written)


def _unworded(block: ReportBlock, style: Style, pending: tuple[str, ...] = ()) -> list[Block]:
    """What stands for the text of a block that still waits for its first wording."""
    if block.text or not block.waiting:
        return []
    anchor = Anchor.of_block(block.id, BlockPart.WAITING)
    return [Paragraph((Run(UNWORDED, italic=True),), style, anchor, pending=pending)]


_BODY_STYLES = {
    ListKind.NONE: Style.BODY,
    ListKind.BULLET: Style.BULLET,
    ListKind.NUMBER: Style.NUMBER,
}


def _comments(folded: Folded) -> Mapping[str, tuple[str, ...]]:
    """Ids of the pending inputs on each block."""
    by_block: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for pending in folded.pending:
        if pending.block is not None:
            by_block[pending.block] += (pending.id,)
    return by_block


# The appendix of sources: minutes, links and attachments, and what else was drawn on.

_MOST = 70  # characters of a bare address that still read as a place


def reference_blocks(
    meetings: Sequence[Meeting], workbook: Workbook, folded: Folded
) -> tuple[Block, ...]:
    """Four short lists; one that would be empty is left out with its heading."""
    written: list[Block] = []
    for heading, entries in (
        ("Referater", _minutes(meetings)),
        ("Links", _links(meetings)),
        ("Bilag til møderne", _attachments(meetings)),
        ("Andre kilder", _others(workbook, folded)),
    ):
        if entries:
            written.append(Paragraph((Run(heading),), Style.SUBHEADING))
            written.extend(Paragraph(runs, Style.BULLET, kind=ListKind.BULLET) for runs in entries)
    return tuple(written)


def _minutes(meetings: Sequence[Meeting]) -> list[tuple[Run, ...]]:
    return [
        (Run(f"Referat af netværksmøde {danish_date(meeting.facts.date)}"),) for meeting in meetings
    ]


def _links(meetings: Sequence[Meeting]) -> list[tuple[Run, ...]]:
    places: dict[str, str] = {}
    for meeting in meetings:
        for item in meeting.agenda:
            for link in item.links:
                places.setdefault(link, _place(meeting, item))
    return [(*_link_runs(link), Run(f" {place}")) for link, place in places.items()]


def _link_runs(link: str) -> tuple[Run, ...]:
    """A link typed with its text keeps it; a bare address is shown by where it leads."""
    runs = inline(link)
    if any(run.href for run in runs):
        return runs
    if not re.match(r"https?://", link):
        return (Run(link),)
    parts = urlsplit(link)
    path = unquote(parts.path).rstrip("/")
    address = (parts.hostname or "").removeprefix("www.") + path
    if len(address) > _MOST:
        address = f"{address[: _MOST // 3]}…{address[-_MOST * 2 // 3 + 1 :]}"
    return (Run(address, href=link),)


def _attachments(meetings: Sequence[Meeting]) -> list[tuple[Run, ...]]:
    return [
        (Run(f"{name} {_place(meeting, item)}"),)
        for meeting in meetings
        for item in meeting.agenda
        for name in item.attachments
    ]


def _place(meeting: Meeting, item: AgendaItem) -> str:
    """Where something was said, as ``(11. november 2022, punkt 3)``."""
    named = f"punkt {item.number}" if item.number else item.title
    return f"({danish_date(meeting.facts.date)}, {named})"


def _others(workbook: Workbook, folded: Folded) -> list[tuple[Run, ...]]:
    """Sources named in the workbook that are not the meetings themselves."""

    def named() -> Iterable[str]:
        for blocks in folded.blocks.values():
            yield from (s.source for b in blocks for s in b.steps if not s.ref and s.source)
        yield from (figure.source for figure in workbook.figures if figure.source)

    return [(Run(source),) for source in dict.fromkeys(named())]


# What each tag shows.


_NOT_SHOWN = {"kle", "standing_items"}
"""What a network says of itself for other documents than the report."""


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
    still_open: tuple[Registered, ...] = ()
    """What earlier reports asked and nobody has closed, oldest first."""
    places: Mapping[str, str] = field(default_factory=dict)
    """Number of the section that each block tag of the template stands in."""

    def digest(self, state: RecordedReport) -> str:
        """SHA-256 of everything the report shows: its `state`, and what its tables are made of.

        Two readings of inputs that differ only in what the report does not show (a comment
        in a file, the order of columns) have one digest.
        """
        workbook = self.workbook
        shown: list[Any] = [
            state.to_json(),
            [self.network.model_dump(mode="json", exclude={"kle", "standing_items"})],
            [_values(row) for row in workbook.members],
            [_of_figure(row) for row in workbook.figures],
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
        if self.still_open:
            shown.append([open_row(each) for each in self.still_open])
        text = json.dumps(shown, ensure_ascii=False, separators=(",", ":"), default=str)
        return hashlib.sha256(text.encode()).hexdigest()


def _values(row: Any, *but: str) -> list[Any]:
    """Values of a row of the workbook, without the cells they stand in and those in `but`."""
    return [getattr(row, name) for name in row.__slots__ if name not in {"cells", *but}]


def _of_figure(figure: KeyFigure) -> list[Any]:
    """What the report shows of a key figure, and what its totals are made of."""
    values = _values(figure, "words", "behind", "in_short")
    if figure.words:
        values.append(figure.words)
    if figure.decimals is not None:
        values.append(figure.amount)
    if figure.in_short:
        values.append(True)
    return values


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
            lambda m, _: (
                *follow_up_table(m.workbook.follow_ups, m.recommended),
                *open_table(m.still_open),
            ),
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
