"""Minutes as plain text, as it comes out of a PDF or a mail."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reportgen.report.outline import (
    Doubt,
    MinutesOutline,
    Omission,
    OutlineParagraph,
    OutlineRow,
    OutlineTable,
    SourcePlace,
    TracedText,
)
from reportgen.sources.minutes.labels import AgendaColumn, agenda_column, agenda_columns
from reportgen.sources.minutes.text import lost_columns
from reportgen.sources.minutes.text.numbering import split_list_mark
from reportgen.sources.minutes.text.paragraphs import (
    LABEL,
    ColumnLine,
    LineJoiner,
    continues_sentence,
    ends_sentence,
    nested,
    paragraphs,
)

ADDRESS_ALONE = "linkadresse, der stod for sig selv"
PAGE_NUMBER = "sidetal"
TABLE_HEAD = "tabelhoved"
REPEATED_HEAD = "gentaget tabelhoved"
REPEATED_LINE = "gentaget sidehoved eller sidefod"

_URL_LINE = re.compile(r"\s*(https?://\S+)\s*")
_PAGE_NUMBER = re.compile(
    r"\s*(?:[-–]\s*)?(?:side\s*\d{1,3}(?:\s*(?:af|/|ud af)\s*\d{1,3})?|\d{1,3}\s*(?:af"
    r"|/)\s*\d{1,3})"
    r"(?:\s*[-–])?\s*",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"\s*(?:[-–]\s*)?(\d{1,3})(?:\s*[-–])?\s*")


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of the file; `page` counts form feeds."""

    words: TracedText
    number: int
    page: int

    @property
    def blank(self) -> bool:
        """Whether nothing is printed on it."""
        return not self.words.text.strip()


def read(source: str) -> MinutesOutline:
    """Read `source`; columns that were lost are found again as far as the lines tell."""
    lines = _lines(source)
    omissions: list[Omission] = []
    addresses = _addresses_alone(lines)
    numbers = _page_numbers(lines)
    omissions += [
        Omission(lines[at].words.strip(), ADDRESS_ALONE, _place(lines[at])) for at in addresses
    ]
    omissions += [
        Omission(lines[at].words.strip(), PAGE_NUMBER, _place(lines[at])) for at in numbers
    ]
    known = [lines[at].words.text.strip() for at in addresses]
    joiner = LineJoiner(source, known)
    head_at, roles = _header(lines)
    again = set()
    if head_at >= 0:
        wording = lines[head_at].words.text.split()
        again = {
            at
            for at, line in enumerate(lines)
            if at > head_at and line.words.text.split() == wording
        }
        omissions += [
            Omission(lines[at].words.strip(), REPEATED_HEAD, _place(lines[at])) for at in again
        ]
    repeated = _repeated(lines, head_at) - again - numbers - set(addresses)
    omissions += [
        Omission(lines[at].words.strip(), REPEATED_LINE, _place(lines[at])) for at in repeated
    ]
    left_out = set(addresses) | numbers | again | repeated
    body = _printed(lines, left_out)
    if head_at < 0:
        width = _width([line for _, line in body])
        blocks = nested(paragraphs((line for _, line in body), width, joiner))
        return MinutesOutline(source, blocks, (*omissions, *_dropped(joiner)), _scrambled(lines))
    omissions.append(Omission(lines[head_at].words.strip(), TABLE_HEAD, _place(lines[head_at])))
    head = _head_paragraphs([line for at, line in body if at < head_at], joiner)
    rest = [line for at, line in body if at > head_at]
    rows = lost_columns.table(rest, roles, joiner).rows
    header = OutlineRow(tuple((_role_paragraph(role),) for role in roles), _place(lines[head_at]))
    return MinutesOutline(
        source,
        (*head, OutlineTable((header, *rows))),
        (*omissions, *_dropped(joiner)),
        (Doubt("minutes-columns-lost", {}, _place(lines[head_at])),),
    )


_ROLE_WORDS = {
    AgendaColumn.NUMBER: "Nr.",
    AgendaColumn.TITLE: "Dagsordenspunkt",
    AgendaColumn.PROPOSAL: "Uddybning",
    AgendaColumn.MINUTES: "Referat",
    AgendaColumn.DECISION: "Beslutning",
    AgendaColumn.TASK: "Ansvarlig",
}


def _role_paragraph(role: AgendaColumn | None) -> OutlineParagraph:
    """A header cell that says `role` (the line itself is accounted for as a whole)."""
    return OutlineParagraph(TracedText.inserted(_ROLE_WORDS[role] if role else ""))


def _place(line: TextLine) -> SourcePlace:
    return SourcePlace(line=line.number)


def _dropped(joiner: LineJoiner) -> tuple[Omission, ...]:
    return tuple(Omission(hyphen, "orddelingsstreg ved linjeskift") for hyphen in joiner.dropped)


def _lines(source: str) -> list[TextLine]:
    result = []
    page, number = 1, 1
    start = 0
    for match in re.finditer(r"\r\n|[\n\r\f\x0b\u2028\u2029]|\Z", source):
        end = match.start()
        if end > start or match[0]:
            result.append(TextLine(TracedText.of(source, start, end), number, page))
        start = match.end()
        page += match[0] == "\f"
        number += match[0] not in {"\f", "\x0b"}
    return result


def _addresses_alone(lines: Sequence[TextLine]) -> list[int]:
    """Lines that are an address and stand in a block of their own: a page's links."""
    result: list[int] = []
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and _URL_LINE.fullmatch(lines[end].words.text):
            end += 1
        if end == at:
            at += 1
            continue
        opens = at == 0 or lines[at - 1].blank
        after = lines[end] if end < len(lines) else None
        # A page's first line is often indented by the one blank that stood for the page break.
        closes = after is None or after.blank or after.words.text.startswith(" ")
        closes = closes or (after is not None and after.page != lines[end - 1].page)
        gap = end
        while gap < len(lines) and lines[gap].blank:
            gap += 1
        goes_on = gap < len(lines) and LineJoiner("").continues_address(
            lines[end - 1].words.text, lines[gap].words.text
        )
        if opens and closes and not goes_on:
            result.extend(range(at, end))
        at = end
    return result


def _page_numbers(lines: Sequence[TextLine]) -> set[int]:
    result = {
        at
        for at, line in enumerate(lines)
        if _PAGE_NUMBER.fullmatch(line.words.text) and "/" not in line.words.text
    }
    pages = max((line.page for line in lines), default=1)
    if pages > 1:
        for page in range(1, pages + 1):
            own = [at for at, line in enumerate(lines) if line.page == page and not line.blank]
            for at in own[:1] + own[-1:]:
                bare = _BARE_NUMBER.fullmatch(lines[at].words.text)
                if (bare and int(bare[1]) == page) or _PAGE_NUMBER.fullmatch(lines[at].words.text):
                    result.add(at)
    return result


def _repeated(lines: Sequence[TextLine], head_at: int) -> set[int]:
    """Lines that open or close several pages alike; the first time they stand is kept."""
    pages: dict[int, list[int]] = {}
    for at, line in enumerate(lines):
        if not line.blank:
            pages.setdefault(line.page, []).append(at)
    if len(pages) < 2:
        return set()
    edges = [at for own in pages.values() for at in {*own[:2], *own[-2:]}]
    wording = Counter(" ".join(lines[at].words.text.split()) for at in edges)
    seen: set[str] = set()
    result = set()
    for at in sorted(edges):
        text = " ".join(lines[at].words.text.split())
        if wording[text] > max(1, len(pages) // 2) and len(text) > 3 and at != head_at:
            if text in seen:
                result.add(at)
            seen.add(text)
    return result


def _header(lines: Sequence[TextLine]) -> tuple[int, tuple[AgendaColumn | None, ...]]:
    """The line that heads the table, and what its columns hold; -1 if there is none."""
    for at, line in enumerate(lines):
        text = line.words.text.strip()
        if not 8 <= len(text) <= 90:
            continue
        for headers in (re.split(r"\s{2,}|\t+|\s*\|\s*", text), text.split()):
            if 2 <= len(headers) <= 5:
                roles = agenda_columns(headers)
                if roles is not None and None not in roles:
                    return at, roles
    return -1, ()


def _scrambled(lines: Sequence[TextLine]) -> tuple[Doubt, ...]:
    """Doubt a text that was copied column by column: each header stands on a line of its own."""
    alone = {
        column: line for line in lines if (column := agenda_column(line.words.text)) is not None
    }
    said = {AgendaColumn.MINUTES, AgendaColumn.PROPOSAL, AgendaColumn.DECISION} & set(alone)
    if AgendaColumn.TITLE not in alone or not said:
        return ()
    return (Doubt("minutes-columns-apart", {}, _place(alone[AgendaColumn.TITLE])),)


def _printed(lines: Sequence[TextLine], left_out: set[int]) -> list[tuple[int, ColumnLine]]:
    result: list[tuple[int, ColumnLine]] = []
    blank = broken = False
    page = 1
    for at, line in enumerate(lines):
        if at in left_out or line.blank:
            blank = blank or line.blank
            broken = broken or (at in left_out)
            continue
        text = line.words.text
        shifted = text.startswith(" ") and not text.startswith("  ")
        printed = ColumnLine(
            line.words.strip(),
            _place(line),
            blank_before=blank or not result,
            broken_before=broken or (shifted and not blank) or line.page != page,
            shifted=shifted,
        )
        result.append((at, printed))
        blank = broken = False
        page = line.page
    return result


def _head_paragraphs(
    lines: Sequence[ColumnLine], joiner: LineJoiner
) -> tuple[OutlineParagraph, ...]:
    """What stands before the table: labels open paragraphs, names are not run together."""
    parts: list[list[ColumnLine]] = []
    widest = max((len(line.words.text) for line in lines), default=0)
    for line in lines:
        if parts and not line.blank_before and not LABEL.match(line.words.text):
            above = parts[-1][-1].words.text
            first = line.words.text.split(maxsplit=1)[0]
            if len(above) + 1 + len(first) > widest * 0.9 or above.rstrip().endswith((",", "-")):
                parts[-1].append(line)
                continue
        parts.append([line])
    return tuple(
        OutlineParagraph(joiner.join([line.words for line in part]), place=part[0].place)
        for part in parts
    )


def _width(lines: Sequence[ColumnLine]) -> float:
    """How wide the text was broken, in characters; far too wide to break where it never was."""
    broken = sorted(
        len(line.words.text)
        for line, after in pairwise(lines)
        if not after.blank_before
        and continues_sentence(after.words.text)
        and not ends_sentence(line.words.text)
        and split_list_mark(after.words) is None
    )
    width = broken[int(len(broken) * 0.95)] if broken else 0
    return float(width) if width >= _NARROWEST else _UNBROKEN


_UNBROKEN = 100_000.0
_NARROWEST = 40
"""Characters a page holds at least; what ends earlier was not broken by its width."""
