"""Minutes as a Word file: paragraphs and tables as they read with every change accepted."""

from __future__ import annotations

import re
from collections.abc import Iterator
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
from reportgen.word.elements.runs import SIMPLE_FIELD, SYMBOL, properties_of, text_of
from reportgen.word.elements.styles import StyleSheet
from reportgen.word.elements.symbols import UNKNOWN, script_of
from reportgen.word.elements.values import VAL, is_on, value, whole_number
from reportgen.word.read.agenda import WrittenAgenda
from reportgen.word.read.dangers import dangers, fetching_fields
from reportgen.word.read.heading_looks import HeadingLooks
from reportgen.word.read.list_marks import ListMarks, Nesting
from reportgen.word.read.main_part import main_part
from reportgen.word.read.objects import FOREIGN
from reportgen.word.read.styles import StyleReader
from reportgen.word.revisions.settle import accept

_P, _TBL, _R = qn("w:p"), qn("w:tbl"), qn("w:r")
_PROPERTIES = frozenset(
    map(qn, ("w:pPr", "w:rPr", "w:sectPr", "w:sdtPr", "w:sdtEndPr", "w:tblPr", "w:trPr", "w:tcPr"))
)
_TR, _TC, _T, _BOX = qn("w:tr"), qn("w:tc"), qn("w:t"), qn("w:txbxContent")
_LINK = qn("w:hyperlink")
_FORMULA = qn("m:t")
_LINKING = frozenset({_LINK, SIMPLE_FIELD})
_ALTERNATIVES = qn("mc:AlternateContent")
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_FIELD = re.compile(r'HYPERLINK\s+(?:\\\w\s+)*"?([^"\s]+)"?', re.IGNORECASE)
_HEADING = re.compile(r"(?:heading|overskrift)\s*(\d)", re.IGNORECASE)
_CHARACTERS = {qn("w:tab"): " ", qn("w:ptab"): " ", qn("w:noBreakHyphen"): "-"}
_OBJECT = qn("o:OLEObject")
_PICTURES = {
    qn("a:blip"): "Et billede",
    qn("v:imagedata"): "Et billede",
    qn("c:chart"): "Et diagram",
}
"""What shows something that is no text, and what stands for it among what is left out."""
_BLOCKS = (_P, _TBL, *FOREIGN)
_BREAKS = (qn("w:br"), qn("w:cr"))
_FIELD_CHARACTER, _INSTRUCTION = qn("w:fldChar"), qn("w:instrText")
_IN_RUN = (
    _T,
    SYMBOL,
    *_CHARACTERS,
    *_BREAKS,
    _FIELD_CHARACTER,
    _INSTRUCTION,
    _BOX,
    _OBJECT,
    *_PICTURES,
)
_PRIVATE = re.compile("[\ue000-\uf8ff]")
"""Characters that mean something in one font alone."""
_AROUND = 30
"""Characters before and after an unknown one that tell where it is."""
HEADER, FOOTER = "sidehoved", "sidefod"
HIDDEN, STRUCK = "skjult tekst", "overstreget i referatet"
NO_TEXT = "er ikke tekst; se det i referatet selv"
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
        reader = _MinutesReader(package)
        outline = replace(reader.read(), version_of_report=version)
        told = (*dangers(package, file), *fetching_fields(package, reader.root, file))
        return OutlineReading(outline, told)
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
        self.root = main_part(package)
        """Root of the main part, with every tracked change accepted once it is read."""
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
        self._agenda = WrittenAgenda(package, self.root, styles)

    def read(self) -> MinutesOutline:
        """Read all of it, the body first."""
        accept(self.root)
        body = self.root.find(qn("w:body"))
        blocks = tuple(self._blocks(body)) if body is not None else ()
        for kind, tag, reason in _OMITTED:
            self._omit_parts(kind, tag, reason)
        omissions, doubts = tuple(self._omissions), tuple(self._doubts)
        source = self._recorder.source
        return MinutesOutline(source, blocks, omissions, doubts, agenda=self._agenda.made)

    # --- parts ------------------------------------------------------------------------------

    def _omit_parts(self, kind: str, tag: str, reason: str) -> None:
        """Note the text of each `tag` in parts of a kind, which is no part of the minutes."""
        targets = self._package.relationships(self._package.document).targets(kind)
        for name in dict.fromkeys(map(self._package.resolve, targets)):
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

    def _blocks(self, body: Element) -> Iterator[OutlineParagraph | OutlineTable]:
        for child in _found(body, *_BLOCKS):
            if child.tag == _TBL:
                yield self._table(child)
            else:
                yield from self._paragraphs(iter([child]))

    def _paragraphs(self, elements: Iterator[Element]) -> Iterator[OutlineParagraph]:
        """The lines of paragraphs and of the text boxes in them, and of all cells of tables."""
        open_ = [elements]
        while open_:
            child = next(open_[-1], None)
            if child is None:
                open_.pop()
            elif child.tag in FOREIGN:
                self._doubt_foreign()
            elif child.tag == _P:
                text = _ParagraphText()
                yield from self._lines(child, text)
                open_ += [_found(box, *_BLOCKS) for box in reversed(text.boxes)]
            elif child.tag == _TC:
                if not _is_continued(child):
                    self._nesting.end()
                    open_.append(_found(child, *_BLOCKS))
            else:
                open_.append(_found(child, _TC if child.tag == _TR else _TR))

    def _doubt_foreign(self) -> None:
        """Doubt what is carried along, and told nowhere else."""
        self._doubts.append(Doubt("minutes-carried-along", {}, SourcePlace(paragraph=self._count)))

    def _lines(self, element: Element, text: _ParagraphText) -> Iterator[OutlineParagraph]:
        """The lines of a paragraph, whose text is gathered in `text`."""
        properties = element.find(qn("w:pPr"))
        style = value(properties, "w:pStyle")
        self._style = self._looks.paragraph_style(properties)
        self._count += 1
        self._place = place = SourcePlace(paragraph=self._count)
        self._inline(element, text)
        mark, depth = "", 0
        lines = text.lines()
        role = self._agenda.role(style)
        if any(lines) and role is None:
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
        first = True
        for line in lines:
            if line:
                yield OutlineParagraph(
                    line,
                    mark=mark if first else "",
                    depth=depth if mark else 0,
                    level=level if first else 0,
                    bold=bold,
                    large=large,
                    blank_above=blank_above and first,
                    links=links if first else (),
                    role=role,
                    items=self._agenda.items(element) if first else (),
                    place=place,
                )
                first = False

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
        for row in _found(element, _TR):
            cells = tuple(c for cell in _found(row, _TC) for c in self._cell(cell))
            places = (paragraph.place for content in cells for paragraph in content)
            rows.append(OutlineRow(cells, next(places, SourcePlace(paragraph=self._count))))
        return OutlineTable(tuple(rows))

    def _cell(self, element: Element) -> list[Cell]:
        """A cell; one that spans columns is followed by the empty cells it stands for."""
        span = min(
            whole_number(value(element, "w:tcPr/w:gridSpan"), 1), limits.MOST_SPANNED_COLUMNS
        )
        empty: list[Cell] = [()] * (span - 1)
        return [tuple(self._paragraphs(iter([element]))), *empty]

    # --- text -------------------------------------------------------------------------------

    def _inline(self, element: Element, text: _ParagraphText) -> None:
        for child in _found(element, _R, _P, _LINK, SIMPLE_FIELD, _FORMULA, enter=_LINKING):
            if child.tag == _R:
                self._run(child, text)
            elif child.tag == _FORMULA:
                self._take(text_of(child), text, None)
            elif child.tag == _LINK:
                self._link(self._targets.get(child.get(qn("r:id")) or "", ""), text)
            elif child.tag == SIMPLE_FIELD:
                self._link_of_field(child.get(qn("w:instr")) or "", text)

    def _run(self, run: Element, text: _ParagraphText) -> None:
        properties = properties_of(run)
        for child in _found(run, *_IN_RUN):
            tag = str(child.tag)
            if tag in {_T, SYMBOL}:
                self._take(_PRIVATE.sub(UNKNOWN, text_of(child)), text, properties, child.text)
            elif tag in _CHARACTERS:
                self._take(_CHARACTERS[tag], text, properties)
            elif tag in _BREAKS:
                if child.get(qn("w:type")) in {None, "textWrapping"}:
                    text.parts.append([])
                    self._recorder.add("\n")
            elif tag == _FIELD_CHARACTER:
                self._field(child.get(qn("w:fldCharType")) or "", text)
            elif tag == _INSTRUCTION and self._fields and self._fields[-1] is not None:
                self._fields[-1] += child.text or ""
            elif tag == _BOX:
                text.boxes.append(child)
            elif tag == _OBJECT:
                self._doubt_foreign()
            elif tag in _PICTURES and self._place != SourcePlace():
                words = TracedText.inserted(_PICTURES[tag])
                self._omissions.append(Omission(words, NO_TEXT, self._place))

    def _take(
        self,
        characters: str,
        text: _ParagraphText,
        properties: Element | None,
        written: str | None = None,
    ) -> None:
        """Take what a run says: into the text, or, hidden or struck, among the omissions.

        `written` is what stands in the file for `characters`, where that is text.
        """
        added = self._recorder.add(characters)
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
            if script is not None and characters == written:
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


def _found(parent: Element, *tags: str, enter: frozenset[str] = frozenset()) -> Iterator[Element]:
    """The outermost elements below `parent` with one of `tags`, in order.

    They are found inside whatever is put round them, a content control or a drawing, but for
    properties; of several ways to say the same, in the first alone. Those that `enter` names
    are gone into, too.
    """
    open_ = [iter(parent)]
    while open_:
        child = next(open_[-1], None)
        if child is None:
            open_.pop()
            continue
        if child.tag in tags:
            yield child
        if child.tag == _ALTERNATIVES:
            open_.append(iter(_first_choice(child)))
        elif child.tag in enter or (child.tag not in tags and _is_round(child.tag)):
            open_.append(iter(child))


def _is_round(tag: object) -> bool:
    """Whether an element may stand round others that are read."""
    return isinstance(tag, str) and tag not in _PROPERTIES


def _is_continued(cell: Element) -> bool:
    """Whether a cell belongs to the one above it."""
    merge = cell.find(qn("w:tcPr/w:vMerge"))
    return merge is not None and merge.get(VAL) in {None, "continue"}


def _unknown(text: str, place: SourcePlace) -> Iterator[Doubt]:
    """A doubt where a line has characters that nobody can tell, with the words around it."""
    at = text.find(UNKNOWN)
    if at >= 0:
        around = text[max(at - _AROUND, 0) : at + _AROUND].strip()
        yield Doubt("minutes-unknown-symbol", {"text": around}, place)


def _first_choice(alternatives: Element) -> Element:
    """The first of several ways to say the same; the others would say it twice."""
    return next(iter(alternatives), alternatives)
