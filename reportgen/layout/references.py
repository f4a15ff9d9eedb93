"""The appendix of sources: minutes, links and attachments, and what else was drawn on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import unquote, urlsplit

from reportgen.layout.content import Block, Paragraph, Style
from reportgen.report.dates import danish_date
from reportgen.report.inputs import Workbook
from reportgen.report.meeting import Meeting
from reportgen.report.model import Folded
from reportgen.report.text import ListKind, Run, inline

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
    by_link: dict[str, tuple[Run, ...]] = {}
    for meeting in meetings:
        for item in meeting.agenda:
            for link in item.links:
                place = f" ({danish_date(meeting.facts.date)}, {_item(item.number, item.title)})"
                runs = (*_link_runs(link), Run(place))
                by_link.setdefault(link, runs)
    return list(by_link.values())


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
        (Run(f"{name} ({danish_date(meeting.facts.date)}, {_item(item.number, item.title)})"),)
        for meeting in meetings
        for item in meeting.agenda
        for name in item.attachments
    ]


def _item(number: str | None, title: str) -> str:
    return f"punkt {number}" if number else title


def _others(workbook: Workbook, folded: Folded) -> list[tuple[Run, ...]]:
    """Sources named in the workbook that are not the meetings themselves."""

    def named() -> Iterable[str]:
        for blocks in folded.blocks.values():
            yield from (s.source for b in blocks for s in b.steps if not s.ref and s.source)
        yield from (figure.source for figure in workbook.figures if figure.source)

    return [(Run(source),) for source in dict.fromkeys(named())]
