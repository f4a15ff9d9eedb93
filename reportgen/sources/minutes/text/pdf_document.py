"""Opens a PDF with suspicion: what it unpacks to and draws is bounded before it is held.

pdfminer trusts what a file says of itself: how far a stream unpacks, how many numbers a range
has, how often a form is drawn. Each is counted here against `reportgen.problems.limits`, in
the places where pdfminer would act on it; nothing is resolved that minutes do not need.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, cast

from pdfminer import cmapdb, pdffont, pdftypes
from pdfminer.lzw import LZWDecoder
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import list_value, resolve1
from pdfplumber.page import Page, PDFPageAggregatorWithMarkedContent
from pdfplumber.table import TableFinder

from reportgen.problems import limits

_LINE = re.compile(rb"[^\r\n]+")
_LONGEST_LINE = limits.MOST_PDF_STREAM_BYTES
"""Bytes without the end of a line; pdfminer would join the pieces of a longer one again and
again. In a picture, a byte in a hundred ends one."""
_CHUNK = 1_000
_END_OF_RUNS = 128
_CROSSED = 500
"""Of so many pairs of lines, one crosses at least, where they rule a table."""


class TooLarge(Exception):
    """A PDF that holds more than minutes do; says what for the message."""

    def __init__(self, code: str, limit: int) -> None:
        super().__init__(code)
        self.code, self.limit = code, limit


def _too_complex() -> TooLarge:
    return TooLarge("minutes-pdf-too-large", limits.MOST_PDF_BYTES // limits.MB)


@dataclass(slots=True)
class _Left:
    """How much more of a document may be read."""

    unpacked: int = limits.MOST_PDF_BYTES
    characters: int = limits.MOST_MINUTES_CHARACTERS
    forms: int = limits.MOST_PDF_FORMS


_LEFT: ContextVar[_Left] = ContextVar("_LEFT")


# What pdfminer unpacks.


def _counted(data: bytes) -> bytes:
    """Count unpacked bytes, those of all streams of the document together."""
    left = _LEFT.get(None)
    if left is not None:
        left.unpacked -= len(data)
        if left.unpacked < 0:
            raise _too_complex()
    return data


def _inflated(data: bytes) -> bytes:
    """Unpack a stream, as far as it is sound, and no further than one may go."""
    unpacking = zlib.decompressobj()
    parts: list[bytes] = []
    room = limits.MOST_PDF_STREAM_BYTES
    try:
        for start in range(0, len(data), _CHUNK):
            parts.append(unpacking.decompress(data[start : start + _CHUNK], room + 1))
            room -= len(parts[-1])
            if room < 0:
                raise _too_complex()
    except zlib.error:
        pass  # a damaged end: what stands before it is text all the same
    return _counted(b"".join(parts))


def _lzw_unpacked(data: bytes) -> bytes:
    parts: list[bytes] = []
    room = limits.MOST_PDF_STREAM_BYTES
    for part in LZWDecoder(io.BytesIO(data)).run():
        parts.append(part)
        room -= len(part)
        if room < 0:
            raise _too_complex()
    return _counted(b"".join(parts))


def _runs_unpacked(data: bytes) -> bytes:
    """Unpack runs of equal bytes (ISO 32000-1, 7.4.5)."""
    unpacked = bytearray()
    at = 0
    while at < len(data) and data[at] != _END_OF_RUNS:
        length = data[at]
        if length < _END_OF_RUNS:
            unpacked += data[at + 1 : at + 2 + length]
            at += 2 + length
        else:
            unpacked += data[at + 1 : at + 2] * (257 - length)
            at += 2
        if len(unpacked) > limits.MOST_PDF_STREAM_BYTES:
            raise _too_complex()
    return _counted(bytes(unpacked))


def _numbers(*bounds: int) -> range:
    """A range whose bounds stand in a font of the file: no more numbers than characters are."""
    numbers = range(*bounds)
    if len(numbers) > limits.MOST_FONT_CODES:
        raise _too_complex()
    return numbers


def _hold_to_bounds() -> None:
    """Let pdfminer unpack and count by the functions above."""
    own = {
        "zlib": SimpleNamespace(decompress=_inflated, error=zlib.error),
        "lzwdecode": _lzw_unpacked,
        "rldecode": _runs_unpacked,
        "ccittfaxdecode": lambda data, params: b"",  # pictures: nothing of them is read
    }
    for name, function in own.items():
        setattr(pdftypes, name, function)
    for module in (pdffont, cmapdb):
        module.range = _numbers  # type: ignore[attr-defined]


_hold_to_bounds()


# What a page draws.


class _Device(PDFPageAggregatorWithMarkedContent):
    """Gathers what a page draws, and stops where that is more than minutes have."""

    def __init__(self, resources: PDFResourceManager, number: int, left: _Left) -> None:
        super().__init__(resources, pageno=number)
        self._left = left
        self._characters = self._shapes = 0

    def render_char(self, *args: Any, **kwargs: Any) -> float:
        """Take a character."""
        self._characters += 1
        self._left.characters -= 1
        if self._left.characters < 0:
            raise too_long()
        if self._characters > limits.MOST_PAGE_CHARACTERS:
            raise _too_complex()
        return float(super().render_char(*args, **kwargs))

    def paint_path(self, *args: Any, **kwargs: Any) -> None:
        """Take a line, a rectangle or a curve."""
        self._shapes += 1
        if self._shapes > limits.MOST_PAGE_SHAPES:
            raise _too_complex()
        super().paint_path(*args, **kwargs)

    def render_image(self, *args: Any, **kwargs: Any) -> None:
        """Pass over a picture: nothing of it is read."""

    def begin_figure(self, *args: Any, **kwargs: Any) -> None:
        """Go into a form; one form may draw others, and each of them others."""
        self._left.forms -= 1
        if self._left.forms < 0:
            raise _too_complex()
        super().begin_figure(*args, **kwargs)


class PdfPage(Page):
    """A page, drawn within the bounds."""

    left: _Left

    @property
    def layout(self) -> Any:
        """What stands on the page."""
        if not hasattr(self, "_layout"):
            device = _Device(self.pdf.rsrcmgr, self.page_number, self.left)
            PDFPageInterpreter(self.pdf.rsrcmgr, device).process_page(self.page_obj)
            self._layout = device.get_result()
        return self._layout

    def ruled_tables(self) -> list[Any]:
        """The tables that its lines rule."""
        return list(_Tables(self).tables)


class _Tables(TableFinder):
    """Finds tables, of no more cells than minutes have on a page."""

    def get_edges(self) -> Any:
        """The lines that may rule a table."""
        edges = super().get_edges()
        across = [edge for edge in edges if edge["orientation"] == "h"]
        down = [edge for edge in edges if edge["orientation"] == "v"]
        if len(across) * len(down) > limits.MOST_PAGE_CROSSINGS * _CROSSED:
            raise _too_complex()
        crossings = 0
        for one in down:
            crossings += sum(
                one["top"] - 3 <= other["top"] <= one["bottom"] + 3
                and other["x0"] - 3 <= one["x0"] <= other["x1"] + 3
                for other in across
            )
            if crossings > limits.MOST_PAGE_CROSSINGS:
                raise _too_complex()
        return edges


# The document.


def too_long() -> TooLarge:
    """Say that there is more text than in minutes."""
    return TooLarge("minutes-too-long", limits.MOST_MINUTES_CHARACTERS // limits.FULL_PAGE)


@contextmanager
def pages_of(data: bytes) -> Iterator[list[PdfPage]]:
    """The pages of a PDF, each drawn when it is asked for what stands on it.

    Raises `TooLarge`, and what pdfminer does of a file that is damaged or locked.
    """
    if any(match.end() - match.start() > _LONGEST_LINE for match in _LINE.finditer(data)):
        raise ValueError("no PDF has such a line")
    left = _Left()
    token = _LEFT.set(left)
    try:
        found = PDFDocument(PDFParser(io.BytesIO(data)))
        document = SimpleNamespace(
            doc=found,
            rsrcmgr=PDFResourceManager(),
            laparams=None,
            unicode_norm=None,
            raise_unicode_errors=False,
        )
        pages: list[PdfPage] = []
        for page in PDFPage.create_pages(found):
            if len(pages) == limits.MOST_PDF_PAGES:
                raise TooLarge("minutes-too-many-pages", limits.MOST_PDF_PAGES)
            # Only what is looked at, and not whatever hangs on it.
            page.attrs = {"MediaBox": list(page.mediabox), "Rotate": page.rotate}
            page.annots = list(_links(page))
            pages.append(PdfPage(cast(Any, document), page, len(pages) + 1))
            pages[-1].left = left
        yield pages
    finally:
        _LEFT.reset(token)


def _links(page: PDFPage) -> Iterator[dict[str, Any]]:
    """The links that lie on a page, each with its place and its address alone."""
    listed = resolve1(page.annots) if page.annots else []
    for each in listed if isinstance(listed, list) else []:
        annotation = resolve1(each)
        action = resolve1(annotation.get("A")) if isinstance(annotation, dict) else None
        address = resolve1(action.get("URI")) if isinstance(action, dict) else None
        if not isinstance(address, bytes) or not isinstance(annotation, dict):
            continue
        place = [resolve1(edge) for edge in list_value(annotation.get("Rect"))]
        if len(place) == 4 and all(isinstance(edge, int | float) for edge in place):
            address = address.decode("utf-8", errors="replace").encode()
            yield {"Rect": place, "A": {"URI": address}}
