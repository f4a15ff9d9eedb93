"""Markup as the formatting of a cell: bold and italic are seen as such, and read back as marks.

A cell's text may stand in runs, each with a font of its own (18.4.4 and 18.4.7). What marks
cannot say, and what would not come back letter for letter, stands as it is typed.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from reportgen.opc.xml import Element
from reportgen.report.wording.marks import marked
from reportgen.report.wording.text import ListKind, Run, inline, parse
from reportgen.sources.workbook.elements import children, decoded, plain_string, string_of

_FONT = '<sz val="11"/><color theme="1"/><rFont val="Calibri"/><family val="2"/>'


@dataclass(frozen=True, slots=True)
class _Piece:
    """Some of a cell's text, and how it looks; links and lists stand in it as they are typed."""

    text: str
    bold: bool = False
    italic: bool = False

    @property
    def is_plain(self) -> bool:
        return not (self.bold or self.italic)


def rich_text(markup: str) -> str:
    """Write markup as runs of a string item; empty where it is better left as it is typed.

    `markup` is as the package holds it (`elements.encode_text`).
    """
    if "*" not in markup:
        return ""
    pieces = [piece for line in markup.split("\n") for piece in (_Piece("\n"), *_pieces(line))][1:]
    if all(piece.is_plain for piece in pieces) or _markup(pieces) != markup:
        return ""
    return "".join(map(_written, pieces))


def marked_string_of(element: Element) -> str:
    """Text of a string item as markup: what is bold or italic in it has its marks."""
    if (plain := plain_string(element)) is not None:
        return plain
    pieces = [
        _Piece(
            decoded("".join(text.text or "" for text in children(run, "t"))),
            bold=_is_set(run, "b"),
            italic=_is_set(run, "i"),
        )
        for run in children(element, "r")
    ]
    if all(piece.is_plain for piece in pieces):
        return string_of(element)
    return _markup(pieces)


def _pieces(line: str) -> Iterator[_Piece]:
    """The pieces of a line of markup, the opening of a list among them."""
    read = parse(line)
    if not read or not any(run.bold or run.italic for run in read[0].runs):
        yield _Piece(line)
        return
    if read[0].kind is not ListKind.NONE:
        opening, blank, _ = line.partition(" ")
        yield _Piece(opening + blank)
    for run in read[0].runs:
        text = marked((Run(run.text, href=run.href),))
        yield _Piece(text, bold=run.bold, italic=run.italic)


def _markup(pieces: Iterable[_Piece]) -> str:
    """Pieces as markup: those that are plain as they stand, the others with their marks."""
    parted = (replace(piece, text=text) for piece in pieces for text in _parted(piece.text))
    written: list[str] = []
    for is_plain, group in groupby(parted, lambda piece: piece.is_plain or piece.text == "\n"):
        if is_plain:
            written += [piece.text for piece in group]
        else:
            runs = (
                replace(run, bold=piece.bold or run.bold, italic=piece.italic or run.italic)
                for piece in group
                for run in inline(piece.text)
            )
            written.append(marked(runs))
    return "".join(written)


def _parted(text: str) -> Iterator[str]:
    """A text's lines, and the breaks between them."""
    for number, line in enumerate(text.split("\n")):
        if number:
            yield "\n"
        if line:
            yield line


def _written(piece: _Piece) -> str:
    look = f"{'<b/>' * piece.bold}{'<i/>' * piece.italic}"
    properties = "" if piece.is_plain else f"<rPr>{look}{_FONT}</rPr>"
    text = html.escape(piece.text, quote=False)
    return f'<r>{properties}<t xml:space="preserve">{text}</t></r>'


def _is_set(run: Element, tag: str) -> bool:
    return any(
        font.get("val", "1") in {"1", "true"}
        for properties in children(run, "rPr")
        for font in children(properties, tag)
    )
