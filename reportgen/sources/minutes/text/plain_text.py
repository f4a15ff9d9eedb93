"""Minutes as plain text, as it comes out of a PDF or a mail."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from reportgen.problems import shortened
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
from reportgen.report.wording.characters import REPLACED
from reportgen.sources.minutes.labels import (
    REPEATED_HEADER,
    TABLE_HEADER,
    AgendaColumn,
    agenda_column,
    agenda_columns,
)
from reportgen.sources.minutes.text import lost_columns
from reportgen.sources.minutes.text.numbering import split_item_number
from reportgen.sources.minutes.text.paragraphs import (
    LABEL,
    ColumnLine,
    LineGroup,
    LineJoiner,
    broken_lengths,
    group_lines,
    paragraphs,
)
from reportgen.sources.minutes.text.sentences import plain_words

ADDRESS_ALONE = "linkadresse, der stod for sig selv"
PAGE_NUMBER = "sidetal"
_SHOWN = 80  # characters of a line that is doubted
REPEATED_LINE = "gentaget sidehoved eller sidefod"

LINE_ENDS = "\n\r\f\x0b\u2028\u2029"
_LINE_END = re.compile(rf"\r\n|[{LINE_ENDS}]|\Z")
_URL_LINE = re.compile(r"\s*(https?://\S+)\s*")
_PAGE_NUMBER = re.compile(
    r"\s*(?:[-–]\s*)?(?:side\s*\d{1,3}(?:\s*(?:af|/|ud af)\s*\d{1,3})?|\d{1,3}\s*(?:af"
    r"|/)\s*\d{1,3})"
    r"(?:\s*[-–])?\s*",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"\s*(?:[-–]\s*)?(\d{1,3})(?:\s*[-–])?\s*")
_UNBROKEN = 100_000.0
_NARROWEST = 40
"""Characters a page holds at least; what ends earlier was not broken by its width."""
_HEADERS = {
    AgendaColumn.NUMBER: "Nr.",
    AgendaColumn.TITLE: "Dagsordenspunkt",
    AgendaColumn.PROPOSAL: "Uddybning",
    AgendaColumn.MINUTES: "Referat",
    AgendaColumn.DECISION: "Beslutning",
    AgendaColumn.TASK: "Ansvarlig",
}


@dataclass(frozen=True, slots=True)
class PlainLine:
    """A line of the file; `page` counts form feeds."""

    words: TracedText
    number: int
    page: int

    @property
    def is_blank(self) -> bool:
        """Whether nothing is printed on it."""
        return not self.words.text.strip()

    @property
    def wording(self) -> str:
        """What it says, with single blanks."""
        return " ".join(self.words.text.split())

    @property
    def place(self) -> SourcePlace:
        """Where a person finds it."""
        return SourcePlace(line=self.number)

    def omitted(self, reason: str) -> Omission:
        """Leave the line out of the running text."""
        return Omission(self.words.strip(), reason, self.place)


def read(source: str) -> MinutesOutline:
    """Read `source`; columns that were lost are found again as far as the lines tell."""
    lines = _lines(source)
    addresses = _addresses_alone(lines)
    numbers = _page_numbers(lines)
    joiner = LineJoiner(source, [lines[at].words.text.strip() for at in addresses])
    header_at, columns = _header(lines)
    again = {
        at
        for at, line in enumerate(lines)
        if at > header_at >= 0 and line.wording == lines[header_at].wording
    }
    repeated = _repeated(lines, header_at) - again - numbers - set(addresses)
    omissions = [
        lines[at].omitted(reason)
        for omitted, reason in (
            (addresses, ADDRESS_ALONE),
            (numbers, PAGE_NUMBER),
            (again, REPEATED_HEADER),
            (repeated, REPEATED_LINE),
        )
        for at in omitted
    ]
    body = list(_printed(lines, {*addresses, *numbers, *again, *repeated}))
    if header_at < 0:
        printed = [line for _, line in body]
        blocks = paragraphs(printed, _width(printed), joiner)
        doubts = (*_scrambled(lines), *_unknown(lines))
        return MinutesOutline(source, blocks, (*omissions, *joiner.omissions), doubts)
    header = lines[header_at]
    omissions.append(header.omitted(TABLE_HEADER))
    head = tuple(_head_paragraphs([line for at, line in body if at < header_at], joiner))
    rest = [line for at, line in body if at > header_at]
    rows = lost_columns.table(rest, len(columns), joiner).rows
    # The header line is accounted for as a whole: its cells hold no characters of the source.
    cells = [OutlineParagraph(TracedText.inserted(_HEADERS[c] if c else "")) for c in columns]
    row = OutlineRow(tuple((cell,) for cell in cells), header.place)
    return MinutesOutline(
        source,
        (*head, OutlineTable((row, *rows))),
        (*omissions, *joiner.omissions),
        (Doubt("minutes-columns-lost", {}, header.place), *_unknown(lines)),
    )


def _lines(source: str) -> list[PlainLine]:
    result = []
    page, number = 1, 1
    start = 0
    for match in _LINE_END.finditer(source):
        end = match.start()
        if end > start or match[0]:
            result.append(PlainLine(TracedText.of(source, start, end), number, page))
        start = match.end()
        page += match[0] == "\f"
        number += match[0] not in {"\f", "\x0b"}
    return result


# --- what is no part of the text ------------------------------------------------------------


def _addresses_alone(lines: Sequence[PlainLine]) -> list[int]:
    """Lines that are an address and stand in a block of their own: a page's links."""
    result: list[int] = []
    joiner = LineJoiner("")
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and _URL_LINE.fullmatch(lines[end].words.text):
            end += 1
        if end == at:
            at += 1
            continue
        opens = at == 0 or lines[at - 1].is_blank
        after = lines[end] if end < len(lines) else None
        # A page's first line is often indented by the one blank that stood for the page break.
        closes = after is None or after.is_blank or after.words.text.startswith(" ")
        closes = closes or (after is not None and after.page != lines[end - 1].page)
        later = (lines[at] for at in range(end, len(lines)))
        below = next((line for line in later if not line.is_blank), None)
        goes_on = below is not None and joiner.continues_address(
            lines[end - 1].words.text, below.words.text
        )
        if opens and closes and not goes_on:
            result.extend(range(at, end))
        at = end
    return result


def _pages(lines: Sequence[PlainLine]) -> dict[int, list[int]]:
    """Indexes of the lines of each page, less the blank ones."""
    pages: dict[int, list[int]] = {}
    for at, line in enumerate(lines):
        if not line.is_blank:
            pages.setdefault(line.page, []).append(at)
    return pages


def _page_numbers(lines: Sequence[PlainLine]) -> set[int]:
    """Lines that say "side 2 af 5" anywhere, or "2" at the edge of the second page."""
    result = {
        at
        for at, line in enumerate(lines)
        if _PAGE_NUMBER.fullmatch(line.words.text) and "/" not in line.words.text
    }
    if max((line.page for line in lines), default=1) > 1:
        for page, own in _pages(lines).items():
            for at in (own[0], own[-1]):
                bare = _BARE_NUMBER.fullmatch(lines[at].words.text)
                if (bare and int(bare[1]) == page) or _PAGE_NUMBER.fullmatch(lines[at].words.text):
                    result.add(at)
    return result


def _repeated(lines: Sequence[PlainLine], header_at: int) -> set[int]:
    """Lines that open or close several pages alike; the first time they stand is kept."""
    pages = _pages(lines)
    if len(pages) < 2:
        return set()
    edges = [at for own in pages.values() for at in {*own[:2], *own[-2:]}]
    count = Counter(lines[at].wording for at in edges)
    seen: set[str] = set()
    result = set()
    for at in sorted(edges):
        text = lines[at].wording
        if count[text] > max(1, len(pages) // 2) and len(text) > 3 and at != header_at:
            if text in seen:
                result.add(at)
            seen.add(text)
    return result


# --- columns --------------------------------------------------------------------------------


def _header(lines: Sequence[PlainLine]) -> tuple[int, tuple[AgendaColumn | None, ...]]:
    """The line that heads the table, and what its columns hold; -1 if there is none."""
    for at, line in enumerate(lines):
        text = line.words.text.strip()
        if not 8 <= len(text) <= 90:
            continue
        for headers in (re.split(r"\s{2,}|\t+|\s*\|\s*", text), text.split()):
            if 2 <= len(headers) <= 5:
                columns = agenda_columns(headers)
                if columns is not None and None not in columns:
                    return at, columns
    return -1, ()


def _unknown(lines: Sequence[PlainLine]) -> Iterator[Doubt]:
    """Doubt each line with characters that mean nothing."""
    for line in lines:
        if REPLACED in line.words.text:
            text = shortened(line.words.text, _SHOWN)
            yield Doubt("minutes-unseen-character", {"text": text}, line.place)


def _scrambled(lines: Sequence[PlainLine]) -> tuple[Doubt, ...]:
    """Doubt a text that was copied column by column: each header stands on a line of its own.

    Below the second header no item opens any more, and no title of the first column is said
    again.
    """
    alone: dict[AgendaColumn, list[int]] = {}
    for at, line in enumerate(lines):
        if (column := agenda_column(line.words.text)) is not None:
            alone.setdefault(column, []).append(at)
    others = (AgendaColumn.MINUTES, AgendaColumn.PROPOSAL, AgendaColumn.DECISION)
    below = [alone[column] for column in others if column in alone]
    if AgendaColumn.TITLE not in alone or not below or any(len(places) > 1 for places in below):
        return ()
    title, first = alone[AgendaColumn.TITLE][0], min(places[0] for places in below)
    titles = {
        plain_words(numbered.words.text)
        for line in lines[title:first]
        if (numbered := split_item_number(line.words.strip())) is not None
    }
    if any(
        split_item_number(line.words.strip()) is not None or plain_words(line.wording) in titles
        for line in lines[first:]
    ):
        return ()
    return (Doubt("minutes-columns-apart", {}, lines[title].place),)


# --- lines ----------------------------------------------------------------------------------


def _printed(
    lines: Sequence[PlainLine], omitted: Collection[int]
) -> Iterator[tuple[int, ColumnLine]]:
    """The lines that are neither blank nor omitted, by index, with what stood between them."""
    blank, broken = True, False
    page = 1
    for at, line in enumerate(lines):
        if at in omitted or line.is_blank:
            blank = blank or line.is_blank
            broken = broken or (at in omitted)
            continue
        text = line.words.text
        indented = text.startswith(" ") and not text.startswith("  ")
        yield (
            at,
            ColumnLine(
                line.words.strip(),
                line.place,
                blank_before=blank,
                broken_before=broken or (indented and not blank) or line.page != page,
                indented=indented,
            ),
        )
        blank = broken = False
        page = line.page


def _head_paragraphs(lines: Sequence[ColumnLine], joiner: LineJoiner) -> Iterator[OutlineParagraph]:
    """What stands before the table: labels open paragraphs, names are not run together."""
    widest = max((len(line.words.text) for line in lines), default=0)

    def continues(group: LineGroup[ColumnLine], line: ColumnLine, _mark: object) -> bool:
        if line.blank_before or LABEL.match(line.words.text):
            return False
        above = group.lines[-1].words.text
        first = line.words.text.split(maxsplit=1)[0]
        return len(above) + 1 + len(first) > widest * 0.9 or above.rstrip().endswith((",", "-"))

    for group in group_lines(lines, continues):
        words = joiner.join(line.words for line in group.lines)
        yield OutlineParagraph(words, place=group.lines[0].place)


def _width(lines: Sequence[ColumnLine]) -> float:
    """How wide the text was broken, in characters; far too wide to break where it never was."""
    broken = broken_lengths(lines)
    width = broken[int(len(broken) * 0.95)] if broken else 0
    return float(width) if width >= _NARROWEST else _UNBROKEN
