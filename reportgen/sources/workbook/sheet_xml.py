"""A sheet's XML as bytes: cells written where they stand, and all round them left alone."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Callable
from decimal import Decimal
from typing import TypeAlias

from reportgen.sources.workbook.cells import column_number
from reportgen.sources.workbook.elements import encode_text

Content: TypeAlias = str | Decimal | dt.date
"""What a cell is to say."""

_ATTRIBUTE = re.compile(rb'\s(r|s|t)\s*=\s*("[^"]*"|\'[^\']*\')')
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_CELL = re.compile(rb"<(\w+:)?c(?=[^>]*?\sr\s*=\s*[\"']([A-Z]+)\d+[\"'])[^>]*>")
_STYLE = re.compile(rb"\ss\s*=\s*[\"'](\d+)[\"']")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_EPOCHS = {False: dt.date(1899, 12, 30), True: dt.date(1904, 1, 1)}


class SheetXml:
    """The part of one sheet, being written in."""

    def __init__(self, content: bytes, *, since_1904: bool) -> None:
        self.content = content
        self._epoch = _EPOCHS[since_1904]

    def write(
        self,
        cell: str,
        content: Content | None,
        shows_dates: Callable[[int], bool],
        *,
        like: int | None = None,
    ) -> bool:
        """Write a cell; answers whether that could be done as it should.

        One that is not there yet looks like the one in row `like`, else like its column. A
        date is written as a number where the cell shows dates, else in digits.
        """
        letters = cell.rstrip("0123456789")
        row = self._row(int(cell[len(letters) :]))
        if row is None:
            return False
        inner = row["inner"] or b""
        there = _named_cell(cell).search(inner)
        if there is not None and _FORMULA.search(there["inner"] or b""):
            return False
        kept = b"" if there is None else _kept(there["given"])
        if there is None:
            style = self._style(letters, like)
            kept = b' r="%s"' % cell.encode() + (b' s="%d"' % style if style else b"")
        styled = _STYLE.search(kept)
        if isinstance(content, dt.date):
            shows = shows_dates(int(styled[1]) if styled else 0)
            content = Decimal((content - self._epoch).days) if shows else f"{content:%d-%m-%Y}"
        prefix = row["prefix"]
        element = _element(prefix, kept, content)
        if there is not None:
            inner = inner[: there.start()] + element + inner[there.end() :]
        else:
            at = _place(inner, letters)
            inner = inner[:at] + element + inner[at:]
        self._replace(row, b"<%srow%s>%s</%srow>" % (prefix, row["given"], inner, prefix))
        return True

    def add_row(self, number: int, last: int) -> None:
        """Make room for a row under row `last`, if there is none yet."""
        if self._row(number) is not None:
            return
        row = self._row(last)
        if row is not None:
            prefix = row["prefix"]
            new = b'<%srow r="%d"></%srow>' % (prefix, number, prefix)
            self.content = self.content[: row.end()] + new + self.content[row.end() :]

    def _row(self, number: int) -> re.Match[bytes] | None:
        return re.search(
            rb"<(?P<prefix>(?:\w+:)?)row(?=[^>]*?\sr\s*=\s*[\"']%d[\"'])(?P<given>[^>]*?)"
            rb"(?:/>|>(?P<inner>.*?)</(?P=prefix)row>)" % number,
            self.content,
            re.DOTALL,
        )

    def _replace(self, row: re.Match[bytes], element: bytes) -> None:
        self.content = self.content[: row.start()] + element + self.content[row.end() :]

    def _style(self, letters: str, like: int | None) -> int:
        """Style of the cell in row `like` of the same column, else the column's own."""
        row = self._row(like) if like is not None else None
        if row is not None and (
            cell := _named_cell(f"{letters}{like}").search(row["inner"] or b"")
        ):
            styled = _STYLE.search(cell["given"])
            return int(styled[1]) if styled else 0
        number = column_number(letters)
        for column in _COLUMN.finditer(self.content):
            first, last, style = (_whole(column[1], each) for each in (b"min", b"max", b"style"))
            if first <= number <= last:
                return style
        return 0


def _named_cell(cell: str) -> re.Pattern[bytes]:
    return re.compile(
        rb"<(?P<prefix>(?:\w+:)?)c(?=[^>]*?\sr\s*=\s*[\"']" + cell.encode() + rb"[\"'])"
        rb"(?P<given>[^>]*?)(?:/>|>(?P<inner>.*?)</(?P=prefix)c>)",
        re.DOTALL,
    )


def _kept(given: bytes) -> bytes:
    """The attributes of a cell that stay: where it is, and how it looks."""
    attributes = _ATTRIBUTE.finditer(given)
    return b"".join(attribute[0] for attribute in attributes if attribute[1] in {b"r", b"s"})


def _place(inner: bytes, letters: str) -> int:
    """Where in a row a cell of this column belongs."""
    number = column_number(letters)
    for cell in _CELL.finditer(inner):
        if column_number(cell[2].decode()) > number:
            return cell.start()
    extension = re.search(rb"<(?:\w+:)?extLst\b", inner)
    return extension.start() if extension else len(inner)


def _whole(attributes: bytes, name: bytes) -> int:
    found = re.search(rb"\s" + name + rb"\s*=\s*[\"'](\d+)[\"']", attributes)
    return int(found[1]) if found else 0


def _element(prefix: bytes, kept: bytes, content: str | Decimal | None) -> bytes:
    if content is None:
        return b"<%sc%s/>" % (prefix, kept)
    if isinstance(content, Decimal):
        inner = b"<%sv>%s</%sv>" % (prefix, f"{content:f}".encode(), prefix)
        return b"<%sc%s>%s</%sc>" % (prefix, kept, inner, prefix)
    text = html.escape(encode_text(content), quote=False).encode()
    inner = b'<%sis><%st xml:space="preserve">%s</%st></%sis>' % (
        *(prefix, prefix, text),
        *(prefix, prefix),
    )
    return b'<%sc%s t="inlineStr">%s</%sc>' % (prefix, kept, inner, prefix)
