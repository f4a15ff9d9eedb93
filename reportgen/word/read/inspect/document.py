"""A second look at a finished Word file: all its text, and how it is made, as plain facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from lxml import etree

from reportgen.opc.namespaces import qn
from reportgen.opc.package import Package, Relationships, parse, rels_name
from reportgen.problems import Location
from reportgen.report.dates import MONTHS
from reportgen.word.elements.headings import Heading, headings, paragraph_text
from reportgen.word.read.inspect.colours import (
    ColourLook,
    MarkLook,
    chart_colours,
    mark_colours,
    text_colours,
)
from reportgen.word.read.inspect.styles import OFF, Styles
from reportgen.word.read.inspect.texts import (
    part_texts,
    plotted_figures,
    seen_text,
    story_texts,
    words_in_attributes,
)

_P, _VAL = qn("w:p"), qn("w:val")
_STORIES = {"hdr": "header", "ftr": "footer", "footnotes": "footnote", "endnotes": "endnote"}
_TABLE_WORDS = (qn("w:tblCaption"), qn("w:tblDescription"))
_FLOATING = (qn("wp:anchor"), qn("w:pict"), qn("w:object"), qn("w:framePr"), qn("w:txbxContent"))
_MONTHS = "|".join(MONTHS)
_ITEM = re.compile(
    rf"([•·▪*–-]|\d{{1,2}}[.)](?!\s+(?:{_MONTHS})\b)|[a-zæøå]\))\s+\S", re.IGNORECASE
)


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
            yield from ((where, said) for said in story_texts(paragraph))
        yield from ((self._place(e), said) for e, said in words_in_attributes(self._root))
        for name, root in self._others():
            yield from self._other(name, root)
        for part in self._package.parts:
            yield from self._addresses(part)

    def figures(self) -> Iterator[tuple[Location, str]]:
        """The figures that charts keep, each with its place."""
        for name, root in self._others():
            yield from ((Location(self._file, part=name), v) for v in plotted_figures(root))

    def _others(self) -> Iterator[tuple[str, etree._Element]]:
        """Name and content of every part but the body."""
        for name, data in sorted(self._package.parts.items()):
            if name.endswith(".xml") and name != self._package.document:
                yield name, parse(data)

    def _other(self, name: str, root: etree._Element) -> Iterator[tuple[Location, str]]:
        where = self._location(name, root)
        if where.part in _STORIES.values():
            for paragraph in root.iter(_P):
                yield from ((where, said) for said in story_texts(paragraph))
        else:
            yield from ((where, said) for said in part_texts(root))
        yield from ((where, said) for _, said in words_in_attributes(root))

    def _location(self, name: str, root: etree._Element) -> Location:
        return Location(self._file, part=_STORIES.get(etree.QName(root).localname, name))

    def _addresses(self, part: str) -> Iterator[tuple[Location, str]]:
        """Where the links of a part lead, each at the text that leads there."""
        rels = Relationships(self._package.parts.get(rels_name(part)))
        outward = {
            rel.get("Id"): unquote(rel.get("Target") or "")
            for rel in rels.root
            if rel.get("TargetMode") == "External"
        }
        if not outward:
            return
        is_body = part == self._package.document
        root = self._root if is_body else parse(self._package.parts[part])
        for link in root.iter(qn("w:hyperlink")):
            if target := outward.pop(link.get(qn("r:id")), ""):
                yield self._place(link) if is_body else self._location(part, root), target
        for target in outward.values():
            yield (
                Location(self._file, part="body") if is_body else self._location(part, root),
                target,
            )

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
        """Paragraphs that begin with a mark of a list somebody typed.

        A dash or a number may begin a sentence, so those count where the paragraph before
        or after begins with one too.
        """
        marks: dict[etree._Element | None, str] = {p: self._mark(p) for p in self._places}
        return [
            (where, paragraph_text(paragraph))
            for paragraph, where in self._places.items()
            if (kind := marks[paragraph])
            and (
                kind == "bullet"
                or kind in (marks.get(paragraph.getprevious()), marks.get(paragraph.getnext()))
            )
        ]

    def _mark(self, paragraph: etree._Element) -> str:
        """Kind of the mark that a paragraph begins with; empty without one."""
        found = None if paragraph in self._headings else _ITEM.match(paragraph_text(paragraph))
        return _kind_of_mark(found[1]) if found else ""

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
            LinkLook(self._place(link), seen_text(link), self._targets.get(id_, ""))
            for link in self._root.iter(qn("w:hyperlink"))
            if (id_ := link.get(qn("r:id")))
        ]

    @property
    def colours(self) -> list[ColourLook]:
        """Each look that text has in the body, in headers, footers and notes, and in charts."""
        placed = [*self._places.items(), *self._aside()]
        return [*text_colours(placed, self._styles), *chart_colours(self._charts, self._styles)]

    @property
    def marks(self) -> list[MarkLook]:
        """What the figures of the charts are drawn in."""
        return mark_colours(self._charts, self._styles)

    def _aside(self) -> Iterator[tuple[etree._Element, Location]]:
        """The paragraphs that stand in other parts than the body, each with its place."""
        for name, root in self._others():
            where = self._location(name, root)
            if where.part in _STORIES.values():
                yield from ((paragraph, where) for paragraph in root.iter(_P))

    @cached_property
    def _charts(self) -> list[tuple[etree._Element, Location, etree._Element]]:
        """Each chart of the body: its paragraph, its place and its part."""
        found: list[tuple[etree._Element, Location, etree._Element]] = []
        for chart in self._root.iter(qn("c:chart")):
            target = self._targets.get(chart.get(qn("r:id")), "")
            part = self._package.parts.get(self._package.resolve(target)) if target else None
            paragraph = next(chart.iterancestors(_P), None)
            if part is not None and paragraph is not None:
                found.append((paragraph, self._places[paragraph], parse(part)))
        return found


def _kind_of_mark(mark: str) -> str:
    return "bullet" if mark in "•·▪" else "dash" if mark in "*–-" else "number"


def _has_content(cell: etree._Element) -> bool:
    drawn = next(cell.iter(qn("w:drawing"), qn("w:pict"), qn("w:object")), None)
    return drawn is not None or bool(seen_text(cell).strip())


def _is_merged(cell: etree._Element) -> bool:
    properties = cell.find(qn("w:tcPr"))
    if properties is None:
        return False
    span = properties.find(qn("w:gridSpan"))
    wide = span is not None and (span.get(_VAL) or "1") != "1"
    return wide or any(properties.find(qn(tag)) is not None for tag in ("w:vMerge", "w:hMerge"))
