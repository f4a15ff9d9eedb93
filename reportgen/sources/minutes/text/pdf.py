"""Minutes as PDF: ruled tables over pages, with the links that lie upon them."""

from __future__ import annotations

import logging
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from reportgen.report.outline import (
    Doubt,
    MinutesOutline,
    Omission,
    OutlineParagraph,
    OutlineReading,
    OutlineTable,
    SourcePlace,
    SourceRecorder,
)
from reportgen.sources.minutes.text.paragraphs import LineJoiner
from reportgen.sources.minutes.text.pdf_columns import find_columns
from reportgen.sources.minutes.text.pdf_lines import (
    SOFT_HYPHEN,
    UNKNOWN,
    UNKNOWN_GLYPH,
    Character,
    PdfLine,
    lines_of,
    list_indents,
    middle_of,
    pdf_paragraphs,
)
from reportgen.sources.minutes.text.pdf_tables import PdfRow, PdfTable
from reportgen.sources.minutes.text.plain_text import PAGE_NUMBER, REPEATED_LINE

if TYPE_CHECKING:
    from reportgen.sources.minutes.text.pdf_document import PdfPage

Rectangle = tuple[float, float, float, float]
"""Left, top, right, bottom, in points from the page's upper left corner."""
PdfPart = PdfLine | PdfTable

ACROSS_THE_PAGE = "tekst på tværs af siden"
_LEAST_LETTERS = 12
_MARGIN = 0.12
"""Share of the page, at its top and bottom, where headers and footers stand."""
_PAGE_NUMBER = re.compile(
    r"(?:[-–]\s*)?(?:side\s*)?\d{1,3}(?:\s*(?:af|/|ud af|\|)\s*\d{1,3})?(?:\s*[-–])?", re.IGNORECASE
)


def read(data: bytes, file: str) -> OutlineReading:
    """Read a PDF. One that is damaged, locked or without text is a problem, not an exception."""
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

    from reportgen.sources.minutes.text.pdf_document import TooLarge, pages_of

    try:
        with _quiet(), pages_of(data) as pages:
            return _read_pages(pages, file)
    except TooLarge as large:
        return OutlineReading.refused(large.code, file, limit=large.limit)
    except Exception as error:
        causes = {type(error), *(type(cause) for cause in error.args), type(error.__cause__)}
        locked = causes & {PDFPasswordIncorrect, PDFEncryptionError}
        if locked or "password" in repr(error).casefold():
            return OutlineReading.refused("minutes-encrypted", file)
        return OutlineReading.refused("minutes-damaged", file)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep pdfminer's log of every oddity of a file from the person at the screen."""
    log = logging.getLogger("pdfminer")
    level = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(level)


def _read_pages(pages: Sequence[PdfPage], file: str) -> OutlineReading:
    """Read the pages in their order and put together what runs over from one to the next."""
    recorder = SourceRecorder()
    parts: list[PdfPart] = []
    addresses: list[str] = []
    omissions: list[Omission] = []
    doubts: list[Doubt] = []
    hyphens = 0
    for number, page in enumerate(pages, 1):
        hyphens += sum(char["text"] == SOFT_HYPHEN for char in page.chars)
        reader = _PageReader(page, number, recorder)
        parts += reader.parts()
        addresses += [address for _, address in reader.links]
        omissions += reader.omissions
        doubts += reader.doubts
        page.close()  # pdfplumber keeps every page's objects otherwise
    source = recorder.source
    letters = sum(char.isalnum() for char in source)
    if letters < _LEAST_LETTERS:
        return OutlineReading.refused("minutes-scanned", file)
    if source.count(UNKNOWN_GLYPH) > 0.3 * letters:
        return OutlineReading.refused("minutes-unreadable-font", file)
    headers = _headers_and_footers(parts, len(pages))
    parts = [part for part in parts if id(part) not in headers]
    omissions += headers.values()
    if hyphens != source.count(SOFT_HYPHEN):
        # Its font calls every hyphen so: the reader of lines met some inside them.
        source = source.replace(SOFT_HYPHEN, "-")
        for line in _all_lines(parts):
            text = line.words.text.replace(SOFT_HYPHEN, "-")
            line.words = replace(line.words, text=text)
    _widen(parts, max((float(page.width) for page in pages), default=0.0))
    joiner = LineJoiner(source, addresses)
    blocks = tuple(_blocks(parts, joiner))
    doubts += _unknown(parts)
    omissions += joiner.omissions
    return OutlineReading(MinutesOutline(source, blocks, tuple(omissions), tuple(doubts)))


def _all_lines(parts: Iterable[PdfPart]) -> Iterator[PdfLine]:
    for part in parts:
        yield from (part,) if isinstance(part, PdfLine) else part.lines


def _unknown(parts: Iterable[PdfPart]) -> Iterator[Doubt]:
    """Doubt each line with characters that mean nothing, and say how many there are."""
    lines = [line for line in _all_lines(parts) if UNKNOWN in line.words.text]
    count = sum(line.words.text.count(UNKNOWN) for line in lines)
    if count:
        yield Doubt("minutes-unreadable-characters", {"count": count})
    for line in lines:
        place = SourcePlace(page=line.page)
        yield Doubt("minutes-unknown-symbol", {"text": line.words.tidy().text[:80]}, place)


class _PageReader:
    """Reads one page: the cells of its tables first, then the lines outside them."""

    def __init__(self, page: PdfPage, number: int, recorder: SourceRecorder) -> None:
        self._page = page
        self._number = number
        self._recorder = recorder
        self.omissions: list[Omission] = []
        self.doubts: list[Doubt] = []
        self.links = _links(page)
        self._characters = sorted((char for char in page.chars if char["upright"]), key=middle_of)
        self._middles = [middle_of(character) for character in self._characters]
        self._used = bytearray(len(self._characters))

    def parts(self) -> list[PdfPart]:
        """The page's tables and lines, from its top to its bottom."""
        upended = "".join(
            char["text"]
            for char in self._page.chars
            if not char["upright"] and char["text"].strip()
        )
        if upended:
            words, place = self._recorder.add(upended), SourcePlace(page=self._number)
            self.omissions.append(Omission(words, ACROSS_THE_PAGE, place))
        placed: list[tuple[float, PdfPart]] = []
        for ruled in self._page.ruled_tables():
            table = self._table(ruled)
            if table is not None:
                placed.append((float(ruled.bbox[1]), table))
        rest = [char for at, char in enumerate(self._characters) if not self._used[at]]
        outside = self._outside(rest)
        _attach([line for _, line in outside], self.links)
        height = float(self._page.height)
        for top, line in outside:
            line.at_top = line.bottom < height * _MARGIN
            line.at_edge = line.at_top or line.top > height * (1 - _MARGIN)
            placed.append((top, line))
        placed.sort(key=lambda pair: pair[0])
        return [part for _, part in placed]

    def _outside(self, characters: Sequence[Character]) -> list[tuple[float, PdfLine]]:
        """The lines of `characters`, each with the height it is to be read at."""
        columns = find_columns(characters)
        if columns is None:
            lines = lines_of(characters, self._number, self._recorder)
            return [(line.top, line) for line in lines]
        self.doubts.append(Doubt("minutes-columns", {}, SourcePlace(page=self._number)))
        result: list[tuple[float, PdfLine]] = []
        for part in (columns.above, columns.left, columns.right, columns.below):
            lines = lines_of(part, self._number, self._recorder)
            in_column = part is columns.left or part is columns.right
            if in_column:
                _fill(lines)
            result += [(columns.top if in_column else line.top, line) for line in lines]
        return result

    def _table(self, ruled: Any) -> PdfTable | None:
        """Read a table that pdfplumber found; none if nothing is printed in it."""
        rows: list[PdfRow] = []
        lefts = sorted({round(float(cell[0]), 1) for cell in ruled.cells})
        edges = [left for at, left in enumerate(lefts) if at == 0 or left - lefts[at - 1] > 3.0]
        for row in ruled.rows:
            cells: list[list[PdfLine]] = [[] for _ in edges]
            for box in filter(None, row.cells):
                lines = lines_of(self._take_inside(box), self._number, self._recorder)
                _bound(lines, box)
                _attach(lines, [link for link in self.links if _lies_in(link[0], box)])
                column = min(range(len(edges)), key=lambda at: abs(edges[at] - box[0]))
                cells[column] += lines
            if any(cells):
                rows.append(PdfRow(cells, self._number))
        return PdfTable(rows, tuple(edges)) if rows else None

    def _take_inside(self, box: Rectangle) -> list[Character]:
        """The characters whose middle lies in `box`, and that no other cell has taken."""
        left, top, right, bottom = box
        taken = []
        for at in range(bisect_left(self._middles, top), bisect_left(self._middles, bottom)):
            character = self._characters[at]
            across = (character["x0"] + character["x1"]) / 2
            if not self._used[at] and left <= across < right:
                self._used[at] = 1
                taken.append(character)
        return taken


def _headers_and_footers(parts: Iterable[PdfPart], pages: int) -> dict[int, Omission]:
    """Page numbers, and what several pages print alike at top or bottom, by the line's `id`."""
    edge = [part for part in parts if isinstance(part, PdfLine) and part.at_edge]
    pages_of = {(_alike(line), line.at_top, line.page) for line in edge}
    wording = Counter((words, at_top) for words, at_top, _ in pages_of)
    result: dict[int, Omission] = {}
    for line in edge:
        place = SourcePlace(page=line.page)
        if _PAGE_NUMBER.fullmatch(line.words.text):
            result[id(line)] = Omission(line.words, PAGE_NUMBER, place)
        elif pages > 1 and wording[_alike(line), line.at_top] > max(1, pages // 2):
            result[id(line)] = Omission(line.words, REPEATED_LINE, place)
    return result


def _alike(line: PdfLine) -> str:
    """What the line says, whatever number it holds."""
    return re.sub(r"\d+", "#", " ".join(line.words.text.split()))


def _bound(lines: Sequence[PdfLine], box: Rectangle) -> None:
    """Tell lines the cell they stand in; its padding is what the leftmost line keeps."""
    left = min((line.left for line in lines), default=0.0)
    for line in lines:
        line.in_table = True
        line.margin = box[0]
        line.edge = box[2] - min(max(left - box[0], 0.0), 12.0)


def _widen(parts: Sequence[PdfPart], width: float) -> None:
    """Let lines outside tables end where the widest line or table of the document ends."""
    outside = [part for part in parts if isinstance(part, PdfLine)]
    tables = [part for part in parts if isinstance(part, PdfTable)]
    rights = [line.right for line in outside]
    rights += [line.edge for table in tables for line in table.lines]
    edge = max([0.6 * width, *rights])
    left = min((line.left for line in outside if not line.edge), default=0.0)
    for line in outside:
        if not line.edge:
            line.edge, line.margin = edge, left


def _fill(lines: Sequence[PdfLine]) -> None:
    """Let the lines of a column end where its widest ends."""
    edge = max((line.right for line in lines), default=0.0)
    margin = min((line.left for line in lines), default=0.0)
    for line in lines:
        line.edge, line.margin = edge, margin


def _links(page: PdfPage) -> list[tuple[Rectangle, str]]:
    """Where on the page links lie, and the address of each."""
    result = []
    for link in page.hyperlinks:
        address = link.get("uri")
        if isinstance(address, str) and re.match(r"https?://", address, re.IGNORECASE):
            box = (float(link["x0"]), float(link["top"]), float(link["x1"]), float(link["bottom"]))
            result.append((box, address))
    return result


def _lies_in(link: Rectangle, box: Rectangle) -> bool:
    across, down = (link[0] + link[2]) / 2, (link[1] + link[3]) / 2
    return box[0] <= across < box[2] and box[1] <= down < box[3]


def _attach(lines: Sequence[PdfLine], links: Iterable[tuple[Rectangle, str]]) -> None:
    """Give each link to the first line it lies upon."""
    for (left, top, right, bottom), address in links:
        down = (top + bottom) / 2
        for line in lines:
            upon = line.top - 2 <= down <= line.bottom + 2
            if upon and line.left < right and left < line.right:
                line.links = (*line.links, address)
                break


def _blocks(
    parts: Iterable[PdfPart], joiner: LineJoiner
) -> Iterator[OutlineParagraph | OutlineTable]:
    """Join lines to paragraphs, and the parts of a table that runs over pages to one table."""
    for _, run in groupby(parts, key=type):
        lines: list[PdfLine] = []
        tables: list[PdfTable] = []
        for part in run:
            if isinstance(part, PdfLine):
                lines.append(part)
            elif not (tables and tables[-1].continue_with(part)):
                tables.append(part)
        yield from pdf_paragraphs(lines, joiner, list_indents(lines))
        yield from (table.outline(joiner) for table in tables)
