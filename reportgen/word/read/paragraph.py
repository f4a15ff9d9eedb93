"""One paragraph while it is read: its runs, its marks, and who tracked what in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from lxml import etree

from reportgen.hearing.model import Author, Cell, Para, Tracked
from reportgen.opc.namespaces import qn
from reportgen.report.text import Line, Run, joined
from reportgen.word.elements.runs import Fields, Result
from reportgen.word.read.styles import Styles

_VAL = qn("w:val")
_OFF = frozenset({"0", "false", "off"})
_CONTENTS = re.compile(r"TOC\d")


@dataclass(slots=True)
class Paragraph:
    """A paragraph being read."""

    properties: etree._Element | None = None
    pieces: list[Run] = field(default_factory=list)
    written: list[bool] = field(default_factory=list)
    """Of each piece, whether a field wrote it."""
    length: int = 0
    """Characters so far."""
    anchors: dict[str, None] = field(default_factory=dict)
    fields: Fields = field(default_factory=Fields)
    links: list[str] = field(default_factory=list)
    """Addresses of the links that are open."""
    bold: bool = False
    italic: bool = False
    _begun: dict[int, int] = field(default_factory=dict)
    _tracked: list[Tracked] = field(default_factory=list)

    def look_like(self, properties: etree._Element, styles: Styles) -> None:
        """Take the marks of the run that follows."""
        style = properties.find(qn("w:rStyle"))
        bold, italic = styles.emphasis(style.get(_VAL) or "" if style is not None else "")
        self.bold = _is_on(properties, "w:b", otherwise=bold)
        self.italic = _is_on(properties, "w:i", otherwise=italic)

    def add(self, text: str) -> None:
        """Add text that looks as was said last."""
        if text:
            href = self.links[-1] if self.links else ""
            self.pieces.append(Run(text, self.bold, self.italic, href))
            self.written.append(False)
            self.length += len(text)

    def take_result(self, result: Result | None) -> None:
        """Take what a field that ended says of the text in it."""
        for number in range(result.first, len(self.pieces)) if result else ():
            if result and result.href is not None:
                self.pieces[number] = replace(self.pieces[number], href=result.href)
            else:
                self.written[number] = True

    def begin(self, change: int) -> None:
        """Note where a tracked change begins."""
        self._begun[change] = self.length

    def end(self, change: int, author: Author) -> None:
        """Note where it ends; editors write one of a person's as many as there are runs."""
        new = Tracked(self._begun.pop(change, self.length), self.length, author)
        last = self._tracked[-1] if self._tracked else None
        if last and last.author == new.author and last.start <= new.start <= last.end:
            self._tracked[-1] = Tracked(last.start, max(last.end, new.end), last.author)
        else:
            self._tracked.append(new)

    def made(self, styles: Styles, cell: Cell | None) -> Para:
        """Give it as plain data, now that it has ended."""
        properties = self.properties
        named = properties.find(qn("w:pStyle")) if properties is not None else None
        style_id = named.get(_VAL) or "" if named is not None else ""
        style = styles.style(style_id)
        broken = properties is not None and properties.find(qn("w:sectPr")) is not None
        return Para(
            line=Line(joined(self.pieces), styles.kind(style_id, properties)),
            anchors=tuple(self.anchors),
            style=style,
            cell=cell,
            tracked=tuple(sorted(self._tracked)),
            generated=bool(_CONTENTS.fullmatch(style))
            or (bool(self.written) and all(self.written))
            # LibreOffice moves a section break to an empty paragraph of its own.
            or (broken and not self.length),
        )


def _is_on(properties: etree._Element, tag: str, *, otherwise: bool) -> bool:
    mark = properties.find(qn(tag))
    return otherwise if mark is None else (mark.get(_VAL) or "1") not in _OFF
