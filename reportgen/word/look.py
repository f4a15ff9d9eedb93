"""A second look at a finished Word file: all its text, and how it is made, as plain facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from reportgen.problems import Location
from reportgen.word.headings import Heading, headings, paragraph_text
from reportgen.word.look_styles import OFF, Styles, fill_of, styled
from reportgen.word.ns import qn
from reportgen.word.package import Package, Relationships, parse, rels_name

_P, _VAL, _PPR, _RPR = qn("w:p"), qn("w:val"), qn("w:pPr"), qn("w:rPr")
_STORIES = {"hdr": "header", "ftr": "footer", "footnotes": "footnote", "endnotes": "endnote"}
_TEXTUAL = tuple(qn(name) for name in ("w:t", "w:instrText", "w:delText", "m:t", "a:t"))
_PROPERTIES = (qn("wp:docPr"), qn("pic:cNvPr"))
_TABLE_WORDS = (qn("w:tblCaption"), qn("w:tblDescription"))
_FLOATING = (qn("wp:anchor"), qn("w:pict"), qn("w:object"), qn("w:framePr"), qn("w:txbxContent"))
_ITEM = re.compile(r"([•·▪*–-]|\d{1,2}[.)]|[a-zæøå]\))\s+\S")
_WHITE = "FFFFFF"


@dataclass(frozen=True, slots=True)
class HeadingLook:
    """A heading."""

    where: Location
    level: int
    title: str


@dataclass(frozen=True, slots=True)
class TableLook:
    """A table."""

    where: Location
    has_header: bool
    empty_cells: int
    merged_cells: int
    alt: str


@dataclass(frozen=True, slots=True)
class PictureLook:
    """A chart, picture or shape."""

    where: Location
    alt: str
    floats: bool


@dataclass(frozen=True, slots=True)
class LinkLook:
    """A link that leads out of the document."""

    where: Location
    text: str
    target: str


@dataclass(frozen=True, slots=True)
class ColourLook:
    """Text of one look; colours are ``RRGGBB``."""

    where: Location
    style: str
    text: str
    ground: str
    is_large: bool


class Look:
    """One finished file, looked at; `file` is its name in what is said of it."""

    def __init__(self, data: bytes, file: str) -> None:
        self._package = Package.open(data, file)
        self._file = file
        self._root = parse(self._package.parts[self._package.document])
        self._headings = {h.element: h for h in headings(self._package, self._root)}
        rels = Relationships(self._package.parts.get(rels_name(self._package.document)))
        self._targets = {rel.get("Id"): rel.get("Target") or "" for rel in rels.root}
        self._styles = Styles(self._part("styles"))

    def _part(self, kind: str) -> etree._Element | None:
        name = self._package.related(kind)
        return parse(self._package.parts[name]) if name in self._package.parts else None

    @cached_property
    def _places(self) -> Mapping[etree._Element, Location]:
        """Place of every paragraph of the body: the heading above, and its number there."""
        above, number = "", 0
        found: dict[etree._Element, Location] = {}
        for paragraph in self._root.iter(_P):
            heading = self._headings.get(paragraph)
            if heading is not None:
                above, number = heading.label, 0
            else:
                number += 1
            found[paragraph] = Location(self._file, part="body", heading=above, paragraph=number)
        return found

    def _place(self, element: etree._Element) -> Location:
        """Place of what stands in a paragraph, or of a table by its first one."""
        inside = element if element.tag == _P else next(element.iterancestors(_P), None)
        if inside is None:
            inside = next(element.iter(_P), None)
        return self._places.get(inside, Location(self._file)) if inside is not None else Location()

    # Text

    def texts(self) -> Iterator[tuple[Location, str]]:
        """All text of every part, each with its place; figures in charts are no text."""
        for paragraph, where in self._places.items():
            yield where, _whole_text(paragraph)
        yield from ((self._place(e), said) for e, said in _words_in_attributes(self._root))
        for name, data in sorted(self._package.parts.items()):
            if name.endswith(".rels"):
                yield from self._addresses(name, data)
            elif name.endswith(".xml") and name != self._package.document:
                yield from self._other(name, parse(data))

    def _addresses(self, name: str, data: bytes) -> Iterator[tuple[Location, str]]:
        for rel in parse(data):
            if rel.get("TargetMode") == "External":
                yield Location(self._file, part="body"), rel.get("Target") or ""

    def _other(self, name: str, root: etree._Element) -> Iterator[tuple[Location, str]]:
        local = etree.QName(root).localname
        where = Location(self._file, part=_STORIES.get(local, name))
        if local in _STORIES:
            for paragraph in root.iter(_P):
                yield where, _whole_text(paragraph)
        else:
            etree.strip_elements(root, qn("c:numCache"), with_tail=False)
            for element in root.iter("*"):
                if element.text and element.text.strip():
                    yield where, element.text
        yield from ((where, said) for _, said in _words_in_attributes(root))

    # How it is made

    @property
    def title(self) -> str:
        """Title in the document's properties."""
        core = self._package.parts.get("docProps/core.xml")
        return (parse(core).findtext(qn("dc:title")) or "") if core else ""

    @property
    def language(self) -> str:
        """Language of the text where nothing else is said."""
        return self._styles.language

    @property
    def headings(self) -> list[HeadingLook]:
        """Headings in order."""
        return [self._heading(heading) for heading in self._headings.values()]

    def _heading(self, heading: Heading) -> HeadingLook:
        return HeadingLook(self._places[heading.element], heading.level, heading.title)

    @property
    def typed_lists(self) -> list[tuple[Location, str]]:
        """Paragraphs of the text that begin with a mark of a list somebody typed.

        A dash or a number may begin a sentence, so those count where the paragraph before
        or after begins with one too. Cells are left out: a mark before a line of a narrow
        cell is how the table is set.
        """
        marked: list[tuple[Location, str, str]] = []
        for paragraph, where in self._places.items():
            if next(paragraph.iterancestors(qn("w:tc")), None) is None:
                text = "" if paragraph in self._headings else paragraph_text(paragraph)
                found = _ITEM.match(text)
                marked.append((where, text, _kind_of_mark(found[1]) if found else ""))
        kinds = ["", *(kind for _, _, kind in marked), ""]
        return [
            (where, text)
            for number, (where, text, kind) in enumerate(marked, 1)
            if kind and (kind == "bullet" or kind in (kinds[number - 1], kinds[number + 1]))
        ]

    @property
    def tables(self) -> list[TableLook]:
        """Tables in order."""
        return [self._table(table) for table in self._root.iter(qn("w:tbl"))]

    def _table(self, table: etree._Element) -> TableLook:
        rows = table.findall(qn("w:tr"))
        cells = [cell for row in rows for cell in row.findall(qn("w:tc"))]
        header = rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") if rows else None
        said = (table.find(f"{qn('w:tblPr')}/{tag}") for tag in _TABLE_WORDS)
        return TableLook(
            where=self._place(table),
            has_header=header is not None and (header.get(_VAL) or "1") not in OFF,
            empty_cells=sum(1 for cell in cells if not _has_content(cell)),
            merged_cells=sum(1 for cell in cells if _is_merged(cell)),
            alt=" ".join(e.get(_VAL) or "" for e in said if e is not None).strip(),
        )

    @property
    def pictures(self) -> list[PictureLook]:
        """Charts, pictures, shapes and framed paragraphs."""
        found: list[PictureLook] = []
        for drawing in self._root.iter(qn("w:drawing")):
            described = next(drawing.iter(qn("wp:docPr")), None)
            alt = (described.get("descr") or "") if described is not None else ""
            floats = next(drawing.iter(*_FLOATING), None) is not None
            found.append(PictureLook(self._place(drawing), alt, floats))
        for other in self._root.iter(qn("w:pict"), qn("w:object"), qn("w:framePr")):
            found.append(PictureLook(self._place(other), "–", floats=True))
        return found

    @property
    def links(self) -> list[LinkLook]:
        """Links that lead out of the document."""
        return [
            LinkLook(self._place(link), _whole_text(link), self._targets.get(id_, ""))
            for link in self._root.iter(qn("w:hyperlink"))
            if (id_ := link.get(qn("r:id")))
        ]

    @property
    def colours(self) -> list[ColourLook]:
        """Each look that text has in the body, at its first place."""
        found: dict[tuple[str, str, str, bool], ColourLook] = {}
        for paragraph, where in self._places.items():
            style = styled(paragraph.find(_PPR), "w:pStyle")
            ground = self._ground(paragraph, style)
            for run in paragraph.iter(qn("w:r")):
                if run.find(qn("w:t")) is None:
                    continue
                properties = run.find(_RPR)
                look = self._styles.look(style, styled(properties, "w:rStyle"), properties)
                name = self._styles.name(styled(properties, "w:rStyle") or style)
                key = (name, look[0], ground, look[1])
                found.setdefault(key, ColourLook(where, name, look[0], ground, look[1]))
        return list(found.values())

    def _ground(self, paragraph: etree._Element, style: str) -> str:
        """Colour behind a paragraph: its own, its style's, its cell's, else the page."""
        own = fill_of(paragraph.find(_PPR)) or self._styles.fill(style)
        if own:
            return own
        cell = next(paragraph.iterancestors(qn("w:tc")), None)
        if cell is None:
            return _WHITE
        row = cell.getparent()
        table = next(cell.iterancestors(qn("w:tbl")))
        first = table.find(qn("w:tr")) is row
        table_style = styled(table.find(qn("w:tblPr")), "w:tblStyle")
        return (
            fill_of(cell.find(qn("w:tcPr"))) or self._styles.cell_fill(table_style, first) or _WHITE
        )


def _kind_of_mark(mark: str) -> str:
    return "bullet" if mark in "•·▪" else "dash" if mark in "*–-" else "number"


def _whole_text(element: etree._Element) -> str:
    """Text with field codes, which can hold an address, and tabs as blanks."""
    tabs = (qn("w:tab"), qn("w:br"), qn("w:cr"))
    hyphens = {qn("w:noBreakHyphen"): "-", qn("w:softHyphen"): ""}
    pieces: list[str] = []
    for found in element.iter(*_TEXTUAL, *tabs, *hyphens):
        if found.tag in hyphens:
            pieces.append(hyphens[str(found.tag)])
        else:
            pieces.append(found.text or "" if found.tag in _TEXTUAL else " ")
    return "".join(pieces)


def _words_in_attributes(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Alternative texts and the like, which nobody sees on the page."""
    for element in root.iter(*_PROPERTIES):
        for name in ("title", "descr", "name"):
            if said := element.get(name):
                yield element, said
    for element in root.iter(*_TABLE_WORDS):
        yield element, element.get(_VAL) or ""
    for element in root.iter(qn("w:hyperlink")):
        if said := element.get(qn("w:tooltip")):
            yield element, said


def _has_content(cell: etree._Element) -> bool:
    drawn = next(cell.iter(qn("w:drawing"), qn("w:pict"), qn("w:object")), None)
    return drawn is not None or bool(_whole_text(cell).strip())


def _is_merged(cell: etree._Element) -> bool:
    properties = cell.find(qn("w:tcPr"))
    if properties is None:
        return False
    span = properties.find(qn("w:gridSpan"))
    wide = span is not None and (span.get(_VAL) or "1") != "1"
    return wide or any(properties.find(qn(tag)) is not None for tag in ("w:vMerge", "w:hMerge"))
