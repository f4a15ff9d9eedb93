"""A second look at a finished Word file: all its text, and how it is made, as plain facts.

The text is everything that stands in any part, for whoever looks for what must not be
published: what is seen, and what stands in codes and attributes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from urllib.parse import unquote

from lxml import etree

from reportgen.checks.facts import (
    DocumentFacts,
    HeadingFact,
    LinkFact,
    PictureFact,
    TableFact,
)
from reportgen.opc.namespaces import qn, qualified
from reportgen.opc.package import Package
from reportgen.opc.xml import Element, parse
from reportgen.problems import Location
from reportgen.report.dates import MONTHS
from reportgen.word.elements.headings import Heading, headings, paragraph_text
from reportgen.word.elements.identity import read_core
from reportgen.word.elements.values import VAL, is_on, value
from reportgen.word.read.inspect.colours import (
    colours_of_series,
    letters_in_charts,
    text_colours,
)
from reportgen.word.read.inspect.styles import Styles
from reportgen.word.read.inspect.theme import name_colours, theme_colours

_P = qn("w:p")
_FLOWING_PARTS = {"hdr": "header", "ftr": "footer", "footnotes": "footnote", "endnotes": "endnote"}
_TABLE_WORDS = ("w:tblPr/w:tblCaption", "w:tblPr/w:tblDescription")
_FLOATING = (qn("wp:anchor"), qn("w:pict"), qn("w:object"), qn("w:framePr"), qn("w:txbxContent"))
_MONTHS = "|".join(MONTHS)
_ITEM = re.compile(
    rf"([•·▪*–-]|\d{{1,2}}[.)](?!\s+(?:{_MONTHS})\b)|[a-zæøå]\))\s+\S", re.IGNORECASE
)


class Inspection:
    """One finished Word file; `file` is its name in the places it gives.

    Raises `BadPackage` where `data` is no Word file.
    """

    def __init__(self, data: bytes, file: str) -> None:
        self._package = Package.open(data, file)
        self._file = file
        self._root = self._package.xml(self._package.document)
        self._headings = {h.element: h for h in headings(self._package, self._root)}
        self._targets = self._package.relationships(self._package.document).target_of
        self._styles = Styles(self._package.related_xml("styles"))

    @cached_property
    def _places(self) -> Mapping[Element, Location]:
        """Place of every paragraph of the body: the heading above, and its number there."""
        above, number = "", 0
        places: dict[Element, Location] = {}
        for paragraph in self._root.iter(_P):
            heading = self._headings.get(paragraph)
            if heading is not None:
                above, number = heading.label, 0
            else:
                number += 1
            places[paragraph] = Location(self._file, part="body", heading=above, paragraph=number)
        return places

    def _place(self, element: Element) -> Location:
        """Place of what stands in a paragraph, or of a table by its first one."""
        inside = element if element.tag == _P else next(element.iterancestors(_P), None)
        if inside is None:
            inside = next(element.iter(_P), None)
        return self._places.get(inside, Location(self._file)) if inside is not None else Location()

    # Text

    def texts(self) -> Iterator[tuple[Location, str]]:
        """All text of every part, each with its place; figures in charts are no text."""
        for paragraph, where in self._places.items():
            yield from ((where, text) for text in _paragraph_texts(paragraph))
        yield from ((self._place(e), text) for e, text in _words_in_attributes(self._root))
        for where, root in self._other_parts():
            yield from _placed_texts(where, root)
        for part in self._package.parts:
            yield from self._addresses(part)

    def figures(self) -> Iterator[tuple[Location, str]]:
        """The figures that charts keep, each with its place."""
        for where, root in self._other_parts():
            for cache in root.iter(qn("c:numCache")):
                yield from ((where, figure.text or "") for figure in cache.iter(qn("c:v")))

    def _other_parts(self) -> Iterator[tuple[Location, Element]]:
        """Place and content of every part but the body."""
        for name, data in sorted(self._package.parts.items()):
            if name.endswith(".xml") and name != self._package.document:
                root = parse(data)
                yield self._location(name, root), root

    def _location(self, name: str, root: Element) -> Location:
        return Location(self._file, part=_FLOWING_PARTS.get(etree.QName(root).localname, name))

    def _addresses(self, part: str) -> Iterator[tuple[Location, str]]:
        """Where the links of a part lead, each at the text that leads there."""
        relationships = self._package.relationships(part)
        outward = {rel.id: unquote(rel.target) for rel in relationships if rel.external}
        if not outward:
            return
        is_body = part == self._package.document
        root = self._root if is_body else self._package.xml(part)
        for link in root.iter(qn("w:hyperlink")):
            if target := outward.pop(link.get(qn("r:id")) or "", ""):
                yield self._place(link) if is_body else self._location(part, root), target
        where = Location(self._file, part="body") if is_body else self._location(part, root)
        yield from ((where, target) for target in outward.values())

    # How it is made

    def facts(self) -> DocumentFacts:
        """Everything that the checks for accessibility look at."""
        styles, placed = self._styles, [*self._places.items(), *self._outside_the_body()]
        return DocumentFacts(
            title=read_core(self._package, "dc:title"),
            language=styles.language,
            headings=[self._heading(heading) for heading in self._headings.values()],
            typed_lists=self._typed_lists(),
            tables=[self._table(table) for table in self._root.iter(qn("w:tbl"))],
            pictures=self.pictures(),
            links=self._links(),
            text_colours=[*text_colours(placed, styles), *letters_in_charts(self._charts, styles)],
            chart_colours=colours_of_series(self._charts, styles),
        )

    def _heading(self, heading: Heading) -> HeadingFact:
        return HeadingFact(self._places[heading.element], heading.level, heading.title)

    def _typed_lists(self) -> list[tuple[Location, str]]:
        """Paragraphs that begin with a mark of a list somebody typed.

        A dash or a number may begin a sentence, so those count where the paragraph before
        or after begins with one too.
        """
        marks: dict[Element | None, str] = {p: self._mark(p) for p in self._places}
        return [
            (where, paragraph_text(paragraph))
            for paragraph, where in self._places.items()
            if (kind := marks[paragraph])
            and (
                kind == "bullet"
                or kind in (marks.get(paragraph.getprevious()), marks.get(paragraph.getnext()))
            )
        ]

    def _mark(self, paragraph: Element) -> str:
        """Kind of the mark that a paragraph begins with; empty without one."""
        match = None if paragraph in self._headings else _ITEM.match(paragraph_text(paragraph))
        return _kind_of_mark(match[1]) if match else ""

    def _table(self, table: Element) -> TableFact:
        rows = table.findall(qn("w:tr"))
        cells = [cell for row in rows for cell in row.findall(qn("w:tc"))]
        described = (value(table, path) for path in _TABLE_WORDS)
        return TableFact(
            where=self._place(table),
            has_header=bool(rows) and is_on(rows[0], "w:trPr/w:tblHeader"),
            empty_cells=sum(1 for cell in cells if not _has_content(cell)),
            merged_cells=sum(1 for cell in cells if _is_merged(cell)),
            alt=" ".join(described).strip(),
        )

    def pictures(self) -> list[PictureFact]:
        """Charts, pictures, shapes and framed paragraphs."""
        pictures: list[PictureFact] = []
        for drawing in self._root.iter(qn("w:drawing")):
            described = next(drawing.iter(qn("wp:docPr")), None)
            alt = (described.get("descr") or "") if described is not None else ""
            floats = next(drawing.iter(*_FLOATING), None) is not None
            pictures.append(PictureFact(self._place(drawing), alt, floats))
        for other in self._root.iter(qn("w:pict"), qn("w:object"), qn("w:framePr")):
            pictures.append(PictureFact(self._place(other), "–", floats=True))
        return pictures

    def _links(self) -> list[LinkFact]:
        """Links that lead out of the document."""
        return [
            LinkFact(self._place(link), _seen_text(link), self._targets.get(id_, ""))
            for link in self._root.iter(qn("w:hyperlink"))
            if (id_ := link.get(qn("r:id")))
        ]

    def _outside_the_body(self) -> Iterator[tuple[Element, Location]]:
        """The paragraphs that stand in other parts than the body, each with its place."""
        for where, root in self._other_parts():
            if where.part in _FLOWING_PARTS.values():
                yield from ((paragraph, where) for paragraph in root.iter(_P))

    @cached_property
    def _charts(self) -> list[tuple[Element, Location, Element]]:
        """Each chart of the body: its paragraph, its place and its part."""
        charts: list[tuple[Element, Location, Element]] = []
        colours = theme_colours(self._package.related_xml("theme"))
        for chart in self._root.iter(qn("c:chart")):
            target = self._targets.get(chart.get(qn("r:id")) or "", "")
            part = self._package.parts.get(self._package.resolve(target)) if target else None
            paragraph = next(chart.iterancestors(_P), None)
            if part is not None and paragraph is not None:
                root = name_colours(parse(part), colours)
                charts.append((paragraph, self._places[paragraph], root))
        return charts


def _kind_of_mark(mark: str) -> str:
    return "bullet" if mark in "•·▪" else "dash" if mark in "*–-" else "number"


def _has_content(cell: Element) -> bool:
    drawn = next(cell.iter(qn("w:drawing"), qn("w:pict"), qn("w:object")), None)
    return drawn is not None or bool(_seen_text(cell).strip())


def _is_merged(cell: Element) -> bool:
    marks = ("w:tcPr/w:vMerge", "w:tcPr/w:hMerge")
    is_wide = value(cell, "w:tcPr/w:gridSpan", "1") != "1"
    return is_wide or any(cell.find(qn(mark)) is not None for mark in marks)


# Texts of one part

_SEEN = (qn("w:t"), qn("m:t"), qn("a:t"))
_CODES = (qn("w:instrText"), qn("w:delText"), qn("w:delInstrText"))
_STANDS_FOR = {
    **dict.fromkeys(map(qn, ("w:tab", "w:ptab", "w:br", "w:cr", "a:br")), " "),
    qn("w:noBreakHyphen"): "\u2011",
    qn("w:softHyphen"): "\u00ad",
}
_ATTRIBUTES = {
    **dict.fromkeys(
        map(qn, ("wp:docPr", "pic:cNvPr", "a:cNvPr", "wps:cNvPr")), ("title", "descr", "name")
    ),
    **dict.fromkeys(map(qn, ("v:shape", "v:rect", "v:imagedata")), ("title", "alt")),
    qn("v:textpath"): ("string",),
    **dict.fromkeys(qualified("w", "tblCaption", "tblDescription", "lvlText"), (VAL,)),
    **dict.fromkeys(qualified("w", "helpText", "statusText", "default", "listEntry"), (VAL,)),
    qn("w:hyperlink"): (qn("w:tooltip"),),
    qn("w:fldSimple"): (qn("w:instr"),),
}
"""The attributes of each element that people, or programs for them, write words in."""


def _seen_text(element: Element) -> str:
    """The text of an element as it is read, a tab or a break as a blank."""
    return _joined(element, _SEEN)


def _paragraph_texts(paragraph: Element) -> Iterator[str]:
    """The text of a paragraph, without the codes of its fields and with them.

    A code can hold an address, and what it parts may be one number to the reader.
    """
    yield _seen_text(paragraph)
    if next(paragraph.iter(*_CODES), None) is not None:
        yield _joined(paragraph, (*_SEEN, *_CODES))


def _joined(element: Element, tags: Collection[str]) -> str:
    return "".join(
        _STANDS_FOR.get(str(part.tag)) or part.text or ""
        for part in element.iter(*tags, *_STANDS_FOR)
    )


def _placed_texts(where: Location, root: Element) -> Iterator[tuple[Location, str]]:
    """All text of a part but the body."""
    if where.part in _FLOWING_PARTS.values():
        for paragraph in root.iter(_P):
            yield from ((where, text) for text in _paragraph_texts(paragraph))
    else:
        yield from ((where, text) for text in _part_texts(root))
    yield from ((where, text) for _, text in _words_in_attributes(root))


def _part_texts(root: Element) -> Iterator[str]:
    """The texts of a part whose text does not flow: properties, charts, styles.

    Text that is typed in runs comes whole; figures that are plotted are left out.
    """
    typed = {text for paragraph in root.iter(qn("a:p")) for text in paragraph.iter(*_SEEN)}
    plotted = {value for cache in root.iter(qn("c:numCache")) for value in cache.iter()}
    for paragraph in root.iter(qn("a:p")):
        yield _seen_text(paragraph)
    for element in root.iter("*"):
        if element.text and element not in typed and element not in plotted:
            yield element.text


def _words_in_attributes(root: Element) -> Iterator[tuple[Element, str]]:
    """Alternative texts and the like, which nobody sees on the page, each with its element."""
    for element in root.iter(*_ATTRIBUTES):
        for name in _ATTRIBUTES[str(element.tag)]:
            if text := element.get(name):
                yield element, text
