"""One paragraph being read: its runs, how they look, and who tracked what in it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace

from reportgen.hearing.model import Author, CellPlace, Looking, Para, Tracked
from reportgen.opc.namespaces import qn
from reportgen.opc.xml import Element
from reportgen.report.ids import Anchor
from reportgen.report.wording.text import Line, Run, joined
from reportgen.word.elements.runs import FieldResult, Fields, composed
from reportgen.word.elements.values import is_on, value
from reportgen.word.read.looks import Looks, unsaid_script
from reportgen.word.read.styles import StyleReader

CONTENTS = re.compile(r"TOC\d")
"""Styles of the lines of a contents list."""


@dataclass(slots=True)
class ParagraphReader:
    """A paragraph being read: its runs, its formatting, and who tracked what in it."""

    usual: Looks
    """How its words look where they say nothing themselves."""
    cell: Looks
    """How the cell around it marks its words."""
    of_style: Looks = field(default_factory=dict)
    """How all words in its style look."""
    properties: Element | None = None
    runs: list[Run] = field(default_factory=list)
    by_field: list[bool] = field(default_factory=list)
    """Of each run, whether a field wrote it."""
    length: int = 0
    """Characters so far."""
    anchors: dict[Anchor, None] = field(default_factory=dict)
    fields: Fields = field(default_factory=Fields)
    links: list[str] = field(default_factory=list)
    """Addresses of the links that are open."""
    bold: bool = False
    italic: bool = False
    _format: Element | None = None
    """Properties of the run that is being read."""
    _looks: Looks = field(default_factory=dict)
    """Looks of that run."""
    _looking: list[Looking] = field(default_factory=list)
    _begun: dict[int, int] = field(default_factory=dict)
    _tracked: list[Tracked] = field(default_factory=list)

    def begin_with(self, properties: Element, styles: StyleReader) -> None:
        """Take the properties of the paragraph."""
        self.properties = properties
        style = styles.paragraph_style(properties)
        self.of_style = styles.looks.of_paragraph(style, None)
        self._looks = {**self.cell, **styles.looks.of_paragraph(style, properties)}
        self.usual = self._looks

    def forget_format(self) -> None:
        """Begin a run without any formatting of its own."""
        self.bold = self.italic = False
        self._format, self._looks = None, self.usual

    def format_like(self, properties: Element, styles: StyleReader) -> None:
        """Take the looks of the run that follows from its properties."""
        self._format = properties
        self._looks = styles.looks.of_run(self.usual, properties)
        bold, italic = styles.emphasis(value(properties, "w:rStyle"))
        self.bold = is_on(properties, "w:b", otherwise=bold)
        self.italic = is_on(properties, "w:i", otherwise=italic)

    def add(self, text: str) -> None:
        """Add text with the formatting that was taken last."""
        if text and unicodedata.combining(text[0]) and self.runs:
            # The letter and its ring may stand in two runs.
            last = self.runs[-1]
            whole = composed(last.text[-1] + text[0])
            if len(whole) == 1:
                self.runs[-1] = replace(last, text=last.text[:-1] + whole)
                text = text[1:]
        if text:
            href = self.links[-1] if self.links else ""
            self._look_at(text)
            self.runs.append(Run(text, self.bold, self.italic, href))
            self.by_field.append(False)
            self.length += len(text)

    def _look_at(self, text: str) -> None:
        """Keep how text looks that is about to be added."""
        looks = self._looks
        if self._format is not None and (script := unsaid_script(self._format, text)):
            looks = {**looks, script: ""}
        for look, colour in looks.items():
            is_of_style = self.of_style.get(look) == colour
            new = Looking(self.length, self.length + len(text), look, colour, is_of_style)
            for at, last in enumerate(self._looking):
                if last[1:] == (new.start, *new[2:]):
                    self._looking[at] = last._replace(end=new.end)
                    break
            else:
                self._looking.append(new)

    def take_result(self, result: FieldResult | None) -> None:
        """Take what a field that ended says of the text in it."""
        for number in range(result.first, len(self.runs)) if result else ():
            if result and result.href is not None:
                self.runs[number] = replace(self.runs[number], href=result.href)
            else:
                self.by_field[number] = True

    def begin(self, change: int) -> None:
        """Note where a tracked change begins."""
        self._begun[change] = self.length

    def end(self, change: int, author: Author, changed: tuple[str, ...], words: str) -> None:
        """Note where it ends; editors write one of a person's as many as there are runs."""
        new = Tracked(self._begun.pop(change, self.length), self.length, author, changed, words)
        last = self._tracked[-1] if self._tracked else None
        if last and last[2:4] == new[2:4] and last.start <= new.start <= last.end:
            self._tracked[-1] = last._replace(end=max(last.end, new.end), words=last.words + words)
        else:
            self._tracked.append(new)

    def para(self, styles: StyleReader, cell: CellPlace | None) -> Para:
        """Give it as plain data, now that it has ended."""
        properties = self.properties
        style_id = value(properties, "w:pStyle")
        style = styles.style(style_id)
        broken = properties is not None and properties.find(qn("w:sectPr")) is not None
        return Para(
            line=Line(joined(self.runs), styles.kind(style_id, properties)),
            anchors=tuple(self.anchors),
            style=style,
            cell=cell,
            tracked=tuple(sorted(self._tracked)),
            looks=tuple(sorted(self._looking)),
            generated=bool(CONTENTS.fullmatch(style))
            or (bool(self.by_field) and all(self.by_field))
            # LibreOffice moves a section break to an empty paragraph of its own.
            or (broken and not self.length),
        )
