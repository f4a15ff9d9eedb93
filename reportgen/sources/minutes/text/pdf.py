"""Minutes as PDF: ruled tables over pages, with the links that lie upon them."""

from __future__ import annotations

import io
import logging
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from reportgen.problems import Location, Problem
from reportgen.report.outline import (
    MinutesOutline,
    Omission,
    OutlineParagraph,
    OutlineReading,
    OutlineTable,
    SourcePlace,
    TracedText,
)
from reportgen.sources.minutes.text import pdf_tables as pdf_rows
from reportgen.sources.minutes.text.paragraphs import LineJoiner, nested
from reportgen.sources.minutes.text.pdf_lines import (
    UNKNOWN_GLYPH,
    Char,
    PdfLine,
    PdfSource,
    lines,
    paragraphs,
    stops,
)
from reportgen.sources.minutes.text.pdf_tables import PdfRow, PdfTable, Rectangle
from reportgen.sources.minutes.text.plain_text import PAGE_NUMBER, REPEATED_LINE

if TYPE_CHECKING:
    from pdfplumber.page import Page

MOST_PAGES = 300
MOST_CHARACTERS = 3_000_000
_LEAST_LETTERS = 12
_MARGIN = 0.12
"""Share of the page, at its top and bottom, where headers and footers stand."""
_PAGE_NUMBER = re.compile(
    r"(?:[-–]\s*)?(?:side\s*)?\d{1,3}(?:\s*(?:af|/|ud af|\|)\s*\d{1,3})?(?:\s*[-–])?", re.IGNORECASE
)


def read(data: bytes, file: str) -> OutlineReading:
    """Read a PDF. One that is damaged, locked or without text is a problem, not an exception."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

    def refused(code: str, **values: object) -> OutlineReading:
        return OutlineReading(problems=(Problem(code, Location(file=file), values),))

    try:
        with _quiet(), pdfplumber.open(io.BytesIO(data)) as document:
            if len(document.pages) > MOST_PAGES:
                return refused("minutes-too-large", limit=MOST_PAGES)
            return _PdfReader(document.pages, file).read()
    except Exception as error:
        causes = {type(error), *(type(cause) for cause in error.args), type(error.__cause__)}
        locked = causes & {PDFPasswordIncorrect, PDFEncryptionError}
        if locked or "password" in repr(error).casefold():
            return refused("minutes-encrypted")
        return refused("minutes-damaged")


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


class _PdfReader:
    def __init__(self, pages: Sequence[Page], file: str) -> None:
        self._pages = pages
        self._file = file
        self._source = PdfSource()
        self._heights: dict[int, float] = {}
        self._addresses: list[str] = []
        self._upended: list[Omission] = []

    def read(self) -> OutlineReading:
        parts: list[PdfLine | PdfTable] = []
        for number, page in enumerate(self._pages, 1):
            parts += self._page(page, number)
            page.close()  # pdfplumber keeps every page's objects otherwise
        source = self._source.text
        letters = sum(char.isalnum() for char in source)
        if letters < _LEAST_LETTERS:
            return self._refused("minutes-scanned")
        if source.count(UNKNOWN_GLYPH) > 0.3 * letters:
            return self._refused("minutes-unreadable-font")
        if len(source) > MOST_CHARACTERS:
            return self._refused("minutes-too-large", limit=MOST_PAGES)
        omissions = [*self._upended]
        parts = self._without_edges(parts, omissions)
        _widen(parts, max((float(page.width) for page in self._pages), default=0.0))
        joiner = LineJoiner(source, self._addresses)
        blocks = _blocks(parts, joiner)
        omissions += [
            Omission(hyphen, "orddelingsstreg ved linjeskift") for hyphen in joiner.dropped
        ]
        return OutlineReading(MinutesOutline(source, tuple(blocks), tuple(omissions)))

    def _refused(self, code: str, **values: object) -> OutlineReading:
        return OutlineReading(problems=(Problem(code, Location(file=self._file), values),))

    # --- one page ---------------------------------------------------------------------------

    def _page(self, page: Page, number: int) -> list[PdfLine | PdfTable]:
        self._heights[number] = float(page.height)
        chars = [char for char in page.chars if char["upright"]]
        upended = [char for char in page.chars if not char["upright"] and char["text"].strip()]
        if upended:
            start = self._source.add("".join(char["text"] for char in upended))
            words = "".join(char["text"] for char in upended)
            stretch = TracedText(words, tuple(range(start, start + len(words))))
            self._upended.append(
                Omission(stretch, "tekst på tværs af siden", SourcePlace(page=number))
            )
        chars.sort(key=_middle)
        middles = [_middle(char) for char in chars]
        used = bytearray(len(chars))
        links = _links(page)
        self._addresses += [uri for _, uri in links]
        found: list[tuple[float, PdfLine | PdfTable]] = []
        for table in page.find_tables():
            printed = self._table(table, number, chars, middles, used, links=links)
            if printed is not None:
                found.append((float(table.bbox[1]), printed))
        rest = [char for at, char in enumerate(chars) if not used[at]]
        outside = lines(rest, number, self._source)
        _bound(outside, None)
        _attach(outside, links)
        found += [(line.top, line) for line in outside]
        found.sort(key=lambda pair: pair[0])
        return [part for _, part in found]

    def _table(
        self,
        table: Any,
        number: int,
        chars: Sequence[Char],
        middles: Sequence[float],
        used: bytearray,
        *,
        links: list[tuple[Rectangle, str]],
    ) -> PdfTable | None:
        rows: list[PdfRow] = []
        edges = sorted({round(float(cell[0]), 1) for cell in table.cells})
        edges = [edge for at, edge in enumerate(edges) if at == 0 or edge - edges[at - 1] > 3.0]
        for row in table.rows:
            cells: list[list[PdfLine]] = [[] for _ in edges]
            for box in row.cells:
                if box is None:
                    continue
                own = _inside(box, chars, middles, used)
                if not own:
                    continue
                printed = lines(own, number, self._source)
                _bound(printed, box)
                _attach(printed, [link for link in links if _overlaps(link[0], box)])
                column = min(range(len(edges)), key=lambda at: abs(edges[at] - box[0]))
                cells[column] += printed
            if any(cells):
                rows.append(PdfRow(cells, number))
        return PdfTable(rows, tuple(edges)) if rows else None

    # --- headers and footers ----------------------------------------------------------------

    def _without_edges(
        self, parts: Iterable[PdfLine | PdfTable], omissions: list[Omission]
    ) -> list[PdfLine | PdfTable]:
        """Set page numbers aside, and what several pages say alike at top or bottom."""
        parts = list(parts)
        edge = [part for part in parts if isinstance(part, PdfLine) and self._at_edge(part)]
        wording = Counter(_alike(line) for line in edge)
        kept: list[PdfLine | PdfTable] = []
        for part in parts:
            if not isinstance(part, PdfLine) or not self._at_edge(part):
                kept.append(part)
                continue
            place = SourcePlace(page=part.page)
            if _PAGE_NUMBER.fullmatch(part.words.text):
                omissions.append(Omission(part.words, PAGE_NUMBER, place))
            elif len(self._pages) > 1 and wording[_alike(part)] > max(1, len(self._pages) // 2):
                omissions.append(Omission(part.words, REPEATED_LINE, place))
            else:
                kept.append(part)
        return kept

    def _at_edge(self, line: PdfLine) -> bool:
        height = self._heights[line.page]
        return line.bottom < height * _MARGIN or line.top > height * (1 - _MARGIN)


def _alike(line: PdfLine) -> str:
    return re.sub(r"\d+", "#", " ".join(line.words.text.split()))


def _middle(char: Char) -> float:
    return float(char["top"] + char["bottom"]) / 2


def _inside(
    box: Rectangle, chars: Sequence[Char], middles: Sequence[float], used: bytearray
) -> list[Char]:
    left, top, right, bottom = box
    own = []
    for at in range(bisect_left(middles, top), bisect_left(middles, bottom)):
        char = chars[at]
        if not used[at] and left <= (char["x0"] + char["x1"]) / 2 < right:
            used[at] = 1
            own.append(char)
    return own


def _bound(printed: Sequence[PdfLine], box: Rectangle | None) -> None:
    """Tell lines the column they stand in; its padding is what the leftmost line keeps."""
    if not printed:
        return
    left = min(line.left for line in printed)
    if box is None:
        edge, margin = max(line.right for line in printed), left
    else:
        margin = box[0]
        edge = box[2] - min(max(left - box[0], 0.0), 12.0)
    for line in printed:
        line.edge, line.margin, line.in_table = edge, margin, box is not None


def _widen(parts: Sequence[PdfLine | PdfTable], width: float) -> None:
    """Let lines outside tables end where the widest line or table of the document ends."""
    outside = [part for part in parts if isinstance(part, PdfLine)]
    rights = [line.right for line in outside]
    for part in parts:
        if isinstance(part, PdfTable):
            rights += [line.edge for line in pdf_rows.text_lines(part.rows)]
    edge = max([0.6 * width, *rights])
    left = min((line.left for line in outside), default=0.0)
    for line in outside:
        line.edge, line.margin = edge, left


def _links(page: Page) -> list[tuple[Rectangle, str]]:
    found = []
    for link in page.hyperlinks:
        uri = link.get("uri")
        if isinstance(uri, str) and re.match(r"https?://", uri, re.IGNORECASE):
            box = (float(link["x0"]), float(link["top"]), float(link["x1"]), float(link["bottom"]))
            found.append((box, uri))
    return found


def _overlaps(link: Rectangle, box: Rectangle) -> bool:
    across, down = (link[0] + link[2]) / 2, (link[1] + link[3]) / 2
    return box[0] <= across < box[2] and box[1] <= down < box[3]


def _attach(printed: Sequence[PdfLine], links: Iterable[tuple[Rectangle, str]]) -> None:
    """Give each link to the line it lies upon."""
    for box, uri in links:
        down = (box[1] + box[3]) / 2
        under = [
            line
            for line in printed
            if line.top - 2 <= down <= line.bottom + 2
            and line.left < box[2]
            and box[0] < line.right
        ]
        for line in under[:1]:
            line.links = (*line.links, uri)


def _blocks(
    parts: Sequence[PdfLine | PdfTable], joiner: LineJoiner
) -> list[OutlineParagraph | OutlineTable]:
    blocks: list[OutlineParagraph | OutlineTable] = []
    loose: list[PdfLine] = []
    open_table: PdfTable | None = None

    def close() -> None:
        nonlocal open_table
        if open_table is not None:
            blocks.append(pdf_rows.built(open_table, joiner))
            open_table = None

    def flush() -> None:
        if loose:
            blocks.extend(nested(paragraphs(loose, joiner, stops(loose))))
            loose.clear()

    for part in parts:
        if isinstance(part, PdfLine):
            close()
            loose.append(part)
            continue
        flush()
        if open_table is not None and pdf_rows.goes_on(open_table, part):
            if open_table.rows[-1].page != part.rows[0].page:
                pdf_rows.join(open_table, part)
            else:
                open_table.rows += part.rows
        else:
            close()
            open_table = part
    close()
    flush()
    return blocks
