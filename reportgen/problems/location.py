"""Where a fault is, in the words a person would use to send a colleague there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in an input: a cell of a workbook, a line of a file, a paragraph of a document.

    Only the parts that are known are filled in; the command line says them in order,
    for example ``aarsrapport.xlsx, Anbefalinger!C7`` or
    ``2022-11-11.yaml, linje 14, punkt 3``.
    """

    file: str = ""
    """File name as a person knows it, without the folder."""
    sheet: str = ""
    cell: str = ""
    """A cell in A1 notation, or empty for the whole sheet."""
    page: int = 0
    """Page of a printed document, from 1."""
    line: int = 0
    """Line of a text file, from 1."""
    column: int = 0
    """Column in the line, from 1; given only where the line alone does not find the place."""
    item: str = ""
    """Number (or title) of the agenda item."""
    part: str = ""
    """Part of a Word file: body, header, footer."""
    heading: str = ""
    """Nearest heading above, with its number."""
    paragraph: int = 0
    """Paragraph after that heading, from 1."""
