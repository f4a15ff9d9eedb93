"""Minutes as a Word file: paragraphs and tables as they read with every change accepted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from reportgen.opc.namespaces import qn
from reportgen.opc.package import BadPackage, Package, Relationships, rels_name
from reportgen.opc.xml import parse
from reportgen.report.outline import (
    Cell,
    MinutesOutline,
    Omission,
    OutlineParagraph,
    OutlineReading,
    OutlineRow,
    OutlineTable,
    SourcePlace,
    SourceRecorder,
    TracedText,
)
from reportgen.word.elements.styles import StyleSheet
from reportgen.word.read.minutes_lists import ListMarks, Nesting

_P, _TBL, _R = qn("w:p"), qn("w:tbl"), qn("w:r")
_VAL, _PPR, _RPR, _STYLE = qn("w:val"), qn("w:pPr"), qn("w:rPr"), qn("w:pStyle")
_GONE = frozenset(map(qn, ("w:del", "w:moveFrom")))
_OFF = frozenset({"0", "false", "off"})
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_FIELD = re.compile(r'HYPERLINK\s+(?:\\\w\s+)*"?([^"\s]+)"?', re.IGNORECASE)
_HEADING = re.compile(r"(?:heading|overskrift)\s*(\d)", re.IGNORECASE)
HEADER, FOOTER = "sidehoved", "sidefod"
HIDDEN = "skjult tekst"


def read(data: bytes, file: str) -> OutlineReading:
    """Read a Word file of minutes; one that cannot be read gives the reason as a problem."""
    try:
        package = Package.open(data, file)
        return OutlineReading(_Reader(package).read())
    except BadPackage as error:
        return OutlineReading(problems=(error.problem,))
    except ValueError:
        return OutlineReading.refused("minutes-damaged", file)


@dataclass(slots=True)
class _Words:
    """The text of a paragraph being read, split where a line was broken by hand."""

    parts: list[list[TracedText]] = field(default_factory=lambda: [[]])
    links: list[str] = field(default_factory=list)
    bold: list[bool] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)

    def stretches(self) -> list[TracedText]:
        """One stretch for each line."""
        return [TracedText.joined(part, "").tidy() for part in self.parts]


class _Reader:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._root = parse(package.parts[package.document])
        self._styles = StyleSheet(self._part("styles"))
        self._marks = ListMarks(self._styles, self._part("numbering"))
        self._targets = self._targets_of(package.document)
        self._recorder = SourceRecorder()
        self._asides: list[Omission] = []
        self._carried: _Words | None = None
        self._count = 0
        self._fields: list[str | None] = []
        self._nesting = Nesting()

    def read(self) -> MinutesOutline:
        body = self._root.find(qn("w:body"))
        blocks = tuple(self._blocks(body if body is not None else ()))
        for kind, reason in (("header", HEADER), ("footer", FOOTER)):
            self._beside(kind, reason)
        self._notes("footnotes", "w:footnote", "fodnote")
        self._notes("endnotes", "w:endnote", "slutnote")
        self._notes("comments", "w:comment", "kommentar i Word-filen")
        return MinutesOutline(self._recorder.source, blocks, tuple(self._asides))

    # --- parts ------------------------------------------------------------------------------

    def _part(self, kind: str) -> etree._Element | None:
        name = self._package.related(kind)
        return parse(self._package.parts[name]) if name in self._package.parts else None

    def _targets_of(self, part: str) -> dict[str, str]:
        rels = Relationships(self._package.parts.get(rels_name(part)))
        return {rel.get("Id") or "": rel.get("Target") or "" for rel in rels.root}

    def _beside(self, kind: str, reason: str) -> None:
        """Set aside the text of headers or footers."""
        rels = Relationships(self._package.parts.get(rels_name(self._package.document)))
        for target in rels.targets(kind):
            name = self._package.resolve(target)
            if name in self._package.parts:
                self._set_aside(parse(self._package.parts[name]), reason)

    def _notes(self, kind: str, tag: str, reason: str) -> None:
        root = self._part(kind)
        for note in () if root is None else root.iter(qn(tag)):
            if note.get(qn("w:type")) in {None, "normal"}:
                author = note.get(qn("w:author"))
                self._set_aside(note, f"{reason} ({author})" if author else reason)

    def _set_aside(self, element: etree._Element, reason: str) -> None:
        for paragraph in element.iter(_P):
            words = _Words()
            self._inline(paragraph, words)
            for stretch in words.stretches():
                if stretch:
                    self._asides.append(Omission(stretch, reason))

    # --- blocks -----------------------------------------------------------------------------

    def _blocks(
        self, parent: Iterable[etree._Element]
    ) -> Iterator[OutlineParagraph | OutlineTable]:
        for child in parent:
            if child.tag == _P:
                yield from self._paragraph(child)
            elif child.tag == _TBL:
                yield self._table(child)
            elif child.tag in _GONE or child.tag in {
                qn("w:sectPr"),
                qn("w:sdtPr"),
                qn("w:sdtEndPr"),
            }:
                continue
            elif child.tag == qn("mc:AlternateContent"):
                yield from self._blocks(_choice(child))
            elif isinstance(child.tag, str):
                yield from self._blocks(child)  # w:sdt, w:customXml, w:ins: transparent

    def _paragraph(self, element: etree._Element) -> Iterator[OutlineParagraph]:
        properties = element.find(_PPR)
        style = _value(properties, _STYLE)
        words = self._carried or _Words()
        self._carried = None
        self._inline(element, words)
        if _mark_is_gone(properties):
            self._carried = words  # the paragraph goes on in the next one
            return
        self._count += 1
        mark, depth = "", 0
        stretches = words.stretches()
        if any(stretches):
            mark, indent = self._marks.mark(properties, style)
            if mark:
                depth = self._nesting.depth(indent)
            else:
                self._nesting.end()
        place = SourcePlace(paragraph=self._count)
        level = self._level(properties, style)
        bold = bool(words.bold) and all(words.bold)
        links = tuple(dict.fromkeys(words.links))
        for at, stretch in enumerate(stretches):
            if stretch:
                first = not any(stretches[:at])
                yield OutlineParagraph(
                    stretch,
                    mark=mark if first else "",
                    depth=depth if mark else 0,
                    level=level if first else 0,
                    bold=bold,
                    links=links if first else (),
                    place=place,
                )
        for box in words.boxes:
            yield from (block for block in self._blocks(box) if isinstance(block, OutlineParagraph))

    def _level(self, properties: etree._Element | None, style: str) -> int:
        """Level of a heading, by its outline level or its style's name; 0 is no heading."""
        outline = _value(properties, qn("w:outlineLvl"))
        for element in self._styles.ancestry(style):
            outline = outline or _value(element.find(_PPR), qn("w:outlineLvl"))
            name = _HEADING.match(_value(element, qn("w:name")))
            if name and not outline:
                return int(name[1])
        return int(outline) + 1 if outline.isdecimal() and int(outline) < 9 else 0

    def _table(self, element: etree._Element) -> OutlineTable:
        rows = []
        for row in _rows(element):
            properties = row.find(qn("w:trPr"))
            if properties is not None and properties.find(qn("w:del")) is not None:
                continue
            cells: list[Cell] = []
            for cell in _cells(row):
                cells += self._cell(cell)
            places = [paragraph.place for content in cells for paragraph in content]
            rows.append(
                OutlineRow(
                    tuple(cells), places[0] if places else SourcePlace(paragraph=self._count)
                )
            )
        return OutlineTable(tuple(rows))

    def _cell(self, element: etree._Element) -> list[Cell]:
        """A cell; one that spans columns is followed by the empty cells it stands for."""
        properties = element.find(qn("w:tcPr"))
        if properties is not None and properties.find(qn("w:cellDel")) is not None:
            return []
        merge = None if properties is None else properties.find(qn("w:vMerge"))
        span = _value(properties, qn("w:gridSpan"))
        empty: list[Cell] = [()] * (
            min(int(span), 63) - 1 if span.isdecimal() and span != "0" else 0
        )
        if merge is not None and merge.get(_VAL) in {None, "continue"}:
            return [(), *empty]
        content: list[OutlineParagraph] = []
        self._nesting.end()
        for block in self._blocks(element):
            if isinstance(block, OutlineParagraph):
                content.append(block)
            else:
                content += [p for row in block.rows for inner in row.cells for p in inner]
        if self._carried is not None:  # a deleted mark cannot join cells
            content += [
                OutlineParagraph(stretch, place=SourcePlace(paragraph=self._count))
                for stretch in self._carried.stretches()
                if stretch
            ]
            self._carried = None
        return [tuple(content), *empty]

    # --- text -------------------------------------------------------------------------------

    def _inline(self, element: etree._Element, words: _Words, link: str = "") -> None:
        for child in element:
            tag = child.tag
            if tag == _R:
                self._run(child, words, link)
            elif tag in _GONE or tag in {_PPR, qn("w:sdtPr")}:
                continue
            elif tag == qn("w:hyperlink"):
                target = self._targets.get(child.get(qn("r:id")) or "", "")
                self._link(target, words)
                self._inline(child, words, target)
            elif tag == qn("w:fldSimple"):
                self._link_of_field(child.get(qn("w:instr")) or "", words)
                self._inline(child, words)
            elif tag == qn("mc:AlternateContent"):
                self._inline(_choice(child), words)
            elif tag != _P and isinstance(tag, str):
                self._inline(child, words, link)

    def _run(self, run: etree._Element, words: _Words, link: str) -> None:
        properties = run.find(_RPR)
        hidden = _is_on(properties, qn("w:vanish"))
        for child in run:
            tag = child.tag
            if tag == qn("w:t"):
                self._say(child.text or "", words, run, hidden)
            elif tag in {qn("w:tab"), qn("w:ptab")}:
                self._say(" ", words, run, hidden)
            elif tag == qn("w:noBreakHyphen"):
                self._say("-", words, run, hidden)
            elif tag == qn("w:sym"):
                code = child.get(qn("w:char")) or ""
                if re.fullmatch(r"[0-9A-Fa-f]{1,5}", code) and not 0xD800 <= int(code, 16) < 0xE000:
                    self._say(chr(int(code, 16)), words, run, hidden)
            elif tag in {qn("w:br"), qn("w:cr")} and child.get(qn("w:type")) in {
                None,
                "textWrapping",
            }:
                words.parts.append([])
                self._recorder.add("\n")
            elif tag == qn("w:fldChar"):
                self._field(child.get(qn("w:fldCharType")) or "", words)
            elif tag == qn("w:instrText") and self._fields and self._fields[-1] is not None:
                self._fields[-1] += child.text or ""
            elif tag in {qn("w:drawing"), qn("w:pict"), qn("mc:AlternateContent")}:
                drawn = _choice(child) if tag == qn("mc:AlternateContent") else child
                words.boxes += list(drawn.iter(qn("w:txbxContent")))[:1]

    def _say(self, text: str, words: _Words, run: etree._Element, hidden: bool) -> None:
        added = self._recorder.add(text)
        if hidden:
            if text.strip():
                self._asides.append(Omission(added, HIDDEN))
            return
        words.parts[-1].append(added)
        if text.strip():
            words.bold.append(self._is_bold(run))

    def _is_bold(self, run: etree._Element) -> bool:
        properties = run.find(_RPR)
        own = None if properties is None else properties.find(qn("w:b"))
        if own is not None:
            return own.get(_VAL) not in _OFF
        return False

    def _field(self, kind: str, words: _Words) -> None:
        if kind == "begin":
            self._fields.append("")
        elif kind == "separate" and self._fields:
            self._link_of_field(self._fields[-1] or "", words)
            self._fields[-1] = None
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _link_of_field(self, instruction: str, words: _Words) -> None:
        found = _FIELD.search(instruction)
        if found:
            self._link(found[1], words)

    def _link(self, target: str, words: _Words) -> None:
        if _ADDRESS.match(target):
            words.links.append(target)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    yield from _through(table, qn("w:tr"))


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    yield from _through(row, qn("w:tc"))


def _through(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Children of `parent` named `tag`, also inside content controls."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in {qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), qn("w:ins")}:
            yield from _through(child, tag)


def _choice(alternatives: etree._Element) -> etree._Element:
    """The first of several ways to say the same; the others would say it twice."""
    return next(iter(alternatives), alternatives)


def _mark_is_gone(properties: etree._Element | None) -> bool:
    """Whether the paragraph's mark was deleted, so that the next paragraph joins it."""
    run = None if properties is None else properties.find(_RPR)
    return run is not None and any(run.find(tag) is not None for tag in _GONE)


def _is_on(properties: etree._Element | None, tag: str) -> bool:
    found = None if properties is None else properties.find(tag)
    return found is not None and found.get(_VAL) not in _OFF


def _value(parent: etree._Element | None, tag: str) -> str:
    child = None if parent is None else parent.find(tag)
    return "" if child is None else child.get(_VAL) or ""
