"""Minutes as a Word file: paragraphs and tables as they read with every change accepted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from reportgen.opc.container import Refused
from reportgen.opc.namespaces import qn
from reportgen.opc.package import BadPackage, Package
from reportgen.opc.xml import Element
from reportgen.problems import limits
from reportgen.report.outline import (
    Cell,
    Doubt,
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
from reportgen.word.elements.headings import heading_level
from reportgen.word.elements.identity import read_identity
from reportgen.word.elements.runs import SYMBOL, text_of
from reportgen.word.elements.styles import StyleSheet
from reportgen.word.elements.symbols import UNKNOWN, script_of
from reportgen.word.elements.values import VAL, is_on, value, whole_number
from reportgen.word.read.heading_looks import HeadingLooks
from reportgen.word.read.list_marks import ListMarks, Nesting
from reportgen.word.read.styles import StyleReader
from reportgen.word.revisions.settle import accept

_P, _TBL, _R, _R_PR = qn("w:p"), qn("w:tbl"), qn("w:r"), qn("w:rPr")
_PROPERTIES = frozenset(map(qn, ("w:pPr", "w:sectPr", "w:sdtPr", "w:sdtEndPr")))
_TRANSPARENT = frozenset(map(qn, ("w:sdt", "w:sdtContent", "w:customXml")))
_ALTERNATIVES = qn("mc:AlternateContent")
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_FIELD = re.compile(r'HYPERLINK\s+(?:\\\w\s+)*"?([^"\s]+)"?', re.IGNORECASE)
_HEADING = re.compile(r"(?:heading|overskrift)\s*(\d)", re.IGNORECASE)
_CHARACTERS = {qn("w:tab"): " ", qn("w:ptab"): " ", qn("w:noBreakHyphen"): "-"}
_PRIVATE = re.compile("[\ue000-\uf8ff]")
"""Characters that mean something in one font alone."""
_AROUND = 30
"""Characters before and after an unknown one that tell where it is."""
HEADER, FOOTER = "sidehoved", "sidefod"
HIDDEN, STRUCK = "skjult tekst", "overstreget i referatet"
_OMITTED = (
    ("header", "w:hdr", HEADER),
    ("footer", "w:ftr", FOOTER),
    ("footnotes", "w:footnote", "fodnote"),
    ("endnotes", "w:endnote", "slutnote"),
    ("comments", "w:comment", "kommentar i Word-filen"),
)
"""Kind of a part, what stands in it, and the reason that it is left out."""


def read(data: bytes, file: str) -> OutlineReading:
    """Read a Word file of minutes; one that cannot be read gives the reason as a problem."""
    try:
        package = Package.open(data, file)
        identity = read_identity(package)
        version = identity.version if identity else ""
        return OutlineReading(replace(_MinutesReader(package).read(), version_of_report=version))
    except BadPackage as error:
        return OutlineReading(problems=(error.problem,))
    except Refused as refused:
        bad = BadPackage.because(refused, file, "minutes-damaged")
        return OutlineReading(problems=(bad.problem,))
    except ValueError:
        return OutlineReading.refused("minutes-damaged", file)


@dataclass(slots=True)
class _ParagraphText:
    """The text of a paragraph being read, split where a line was broken by hand."""

    parts: list[list[TracedText]] = field(default_factory=lambda: [[]])
    links: list[str] = field(default_factory=list)
    bold: list[bool] = field(default_factory=list)
    large: list[bool] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    """What is raised or lowered, and has no characters of its own for that."""

    def lines(self) -> list[TracedText]:
        """Its lines, which may be empty."""
        return [TracedText.joined(part, "").tidy() for part in self.parts]


class _MinutesReader:
    """Reads one file, whose text is gathered as it goes."""

    def __init__(self, package: Package) -> None:
        self._package = package
        part = package.related_xml("styles")
        styles = StyleSheet(part)
        self._styles = styles
        self._marks = ListMarks(styles, package.related_xml("numbering"))
        self._targets = package.relationships(package.document).target_of
        self._recorder = SourceRecorder()
        self._looks = StyleReader(package)
        self._omissions: list[Omission] = []
        self._doubts: list[Doubt] = []
        self._count = 0
        """Paragraphs so far."""
        self._style = ""
        """Style of the paragraph that is being read."""
        self._place = SourcePlace()
        """Its place; outside the body it has none."""
        self._fields: list[str | None] = []
        """Instructions of the fields that are open; None once the result has begun."""
        self._nesting = Nesting()
        self._blank = False
        """Whether the paragraph above is empty."""
        self._headings = HeadingLooks(styles, part)

    def read(self) -> MinutesOutline:
        """Read all of it, the body first."""
        root = self._package.xml(self._package.document)
        accept(root)
        body = root.find(qn("w:body"))
        blocks = tuple(self._blocks(body if body is not None else ()))
        for kind, tag, reason in _OMITTED:
            self._omit_parts(kind, tag, reason)
        omissions, doubts = tuple(self._omissions), tuple(self._doubts)
        return MinutesOutline(self._recorder.source, blocks, omissions, doubts)

    # --- parts ------------------------------------------------------------------------------

    def _omit_parts(self, kind: str, tag: str, reason: str) -> None:
        """Note the text of each `tag` in parts of a kind, which is no part of the minutes."""
        for target in self._package.relationships(self._package.document).targets(kind):
            name = self._package.resolve(target)
            if name in self._package.parts:
                root = self._package.xml(name)
                accept(root)
                for note in root.iter(qn(tag)):
                    if note.get(qn("w:type")) in {None, "normal"}:
                        author = note.get(qn("w:author"))
                        self._omit(note, f"{reason} ({author})" if author else reason)

    def _omit(self, element: Element, reason: str) -> None:
        self._place = SourcePlace()
        for paragraph in element.iter(_P):
            text = _ParagraphText()
            self._style = self._looks.paragraph_style(paragraph.find(qn("w:pPr")))
            self._inline(paragraph, text)
            self._omissions += [Omission(line, reason) for line in text.lines() if line]

    # --- blocks -----------------------------------------------------------------------------

    def _blocks(self, parent: Iterable[Element]) -> Iterator[OutlineParagraph | OutlineTable]:
        for child in parent:
            if child.tag == _P:
                yield from self._paragraph(child)
            elif child.tag == _TBL:
                yield self._table(child)
            elif child.tag == _ALTERNATIVES:
                yield from self._blocks(_first_choice(child))
            elif child.tag not in _PROPERTIES and isinstance(child.tag, str):
                yield from self._blocks(child)  # a control, or what else is put round blocks

    def _paragraph(self, element: Element) -> Iterator[OutlineParagraph]:
        """The lines of a paragraph, then the paragraphs of the text boxes in it."""
        properties = element.find(qn("w:pPr"))
        style = value(properties, "w:pStyle")
        text = _ParagraphText()
        self._style = self._looks.paragraph_style(properties)
        self._count += 1
        self._place = place = SourcePlace(paragraph=self._count)
        self._inline(element, text)
        mark, depth = "", 0
        lines = text.lines()
        if any(lines):
            mark, indent = self._marks.mark(properties, style)
            if mark:
                depth = self._nesting.depth(indent)
            else:
                self._nesting.end()
        self._doubts += [doubt for line in lines for doubt in _unknown(line.text, place)]
        self._doubts += [Doubt("minutes-off-the-line", {"text": t}, place) for t in text.scripts]
        level = self._level(properties, style)
        bold, large = (bool(said) and all(said) for said in (text.bold, text.large))
        blank_above, self._blank = self._blank, not any(lines)
        links = tuple(dict.fromkeys(text.links))
        for at, line in enumerate(lines):
            if line:
                first = not any(lines[:at])
                yield OutlineParagraph(
                    line,
                    mark=mark if first else "",
                    depth=depth if mark else 0,
                    level=level if first else 0,
                    bold=bold,
                    large=large,
                    blank_above=blank_above and first,
                    links=links if first else (),
                    place=place,
                )
        for box in text.boxes:
            yield from (block for block in self._blocks(box) if isinstance(block, OutlineParagraph))

    def _level(self, properties: Element | None, style: str) -> int:
        """Level of a heading, by its outline level or its style's name; 0 is no heading."""
        outline = value(properties, "w:outlineLvl")
        for element in self._styles.ancestry(style):
            outline = outline or value(element, "w:pPr/w:outlineLvl")
            name = _HEADING.match(value(element, "w:name"))
            if name and not outline:
                return int(name[1])
        return heading_level(outline)

    def _table(self, element: Element) -> OutlineTable:
        rows = []
        for row in _children(element, qn("w:tr")):
            cells = tuple(c for cell in _children(row, qn("w:tc")) for c in self._cell(cell))
            places = (paragraph.place for content in cells for paragraph in content)
            rows.append(OutlineRow(cells, next(places, SourcePlace(paragraph=self._count))))
        return OutlineTable(tuple(rows))

    def _cell(self, element: Element) -> list[Cell]:
        """A cell; one that spans columns is followed by the empty cells it stands for."""
        merge = element.find(qn("w:tcPr/w:vMerge"))
        span = min(
            whole_number(value(element, "w:tcPr/w:gridSpan"), 1), limits.MOST_SPANNED_COLUMNS
        )
        empty: list[Cell] = [()] * (span - 1)
        if merge is not None and merge.get(VAL) in {None, "continue"}:
            return [(), *empty]
        content: list[OutlineParagraph] = []
        self._nesting.end()
        for block in self._blocks(element):
            if isinstance(block, OutlineParagraph):
                content.append(block)
            else:
                content += [p for row in block.rows for inner in row.cells for p in inner]
        return [tuple(content), *empty]

    # --- text -------------------------------------------------------------------------------

    def _inline(self, element: Element, text: _ParagraphText) -> None:
        for child in element:
            tag = child.tag
            if tag == _R:
                self._run(child, text)
            elif tag in _PROPERTIES:
                continue
            elif tag == _ALTERNATIVES:
                self._inline(_first_choice(child), text)
            elif tag != _P and isinstance(tag, str):
                if tag == qn("w:hyperlink"):
                    self._link(self._targets.get(child.get(qn("r:id")) or "", ""), text)
                elif tag == qn("w:fldSimple"):
                    self._link_of_field(child.get(qn("w:instr")) or "", text)
                self._inline(child, text)

    def _run(self, run: Element, text: _ParagraphText) -> None:
        for child in run:
            tag = child.tag
            if tag == qn("w:t") or tag == SYMBOL:
                self._take(_PRIVATE.sub(UNKNOWN, text_of(child)), text, run)
            elif tag in _CHARACTERS:
                self._take(_CHARACTERS[tag], text, run)
            elif tag in {qn("w:br"), qn("w:cr")}:
                if child.get(qn("w:type")) in {None, "textWrapping"}:
                    text.parts.append([])
                    self._recorder.add("\n")
            elif tag == qn("w:fldChar"):
                self._field(child.get(qn("w:fldCharType")) or "", text)
            elif tag == qn("w:instrText") and self._fields and self._fields[-1] is not None:
                self._fields[-1] += child.text or ""
            elif tag in {qn("w:drawing"), qn("w:pict"), _ALTERNATIVES}:
                drawn = _first_choice(child) if tag == _ALTERNATIVES else child
                text.boxes += list(drawn.iter(qn("w:txbxContent")))[:1]

    def _take(self, characters: str, text: _ParagraphText, run: Element) -> None:
        """Take what a run says: into the text, or, hidden or struck, among the omissions."""
        added = self._recorder.add(characters)
        properties = run.find(_R_PR)
        hidden = is_on(properties, "w:vanish")
        if hidden or self._looks.is_struck(self._style, properties):
            if characters.strip():
                reason = HIDDEN if hidden else STRUCK
                self._omissions.append(Omission(added, reason, self._place))
            return
        text.parts[-1].append(added)
        if characters.strip():
            text.bold.append(self._headings.is_bold(self._style, properties))
            text.large.append(self._headings.is_large(self._style, properties))
            script = None if properties is None else script_of(properties)
            if script is not None and characters == run.findtext(qn("w:t")):
                text.scripts.append(characters.strip())

    def _field(self, kind: str, text: _ParagraphText) -> None:
        if kind == "begin":
            self._fields.append("")
        elif kind == "separate" and self._fields:
            self._link_of_field(self._fields[-1] or "", text)
            self._fields[-1] = None
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _link_of_field(self, instruction: str, text: _ParagraphText) -> None:
        address = _FIELD.search(instruction)
        if address:
            self._link(address[1], text)

    def _link(self, target: str, text: _ParagraphText) -> None:
        if _ADDRESS.match(target):
            text.links.append(target)


def _children(parent: Element, tag: str) -> Iterator[Element]:
    """Children of `parent` named `tag`, also inside content controls."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _TRANSPARENT:
            yield from _children(child, tag)


def _unknown(text: str, place: SourcePlace) -> Iterator[Doubt]:
    """A doubt where a line has characters that nobody can tell, with the words around it."""
    at = text.find(UNKNOWN)
    if at >= 0:
        around = text[max(at - _AROUND, 0) : at + _AROUND].strip()
        yield Doubt("minutes-unknown-symbol", {"text": around}, place)


def _first_choice(alternatives: Element) -> Element:
    """The first of several ways to say the same; the others would say it twice."""
    return next(iter(alternatives), alternatives)
