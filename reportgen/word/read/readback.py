"""Reading a report back out of Word: its blocks by their bookmarks, its text, its comments.

`paragraph.text` of python-docx drops tracked insertions and the text in content controls
without a word, so the text is read from the XML here, with tracked changes accepted or
rejected first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from lxml import etree

from reportgen.opc.namespaces import qn
from reportgen.opc.package import Package, Relationships, rels_name
from reportgen.opc.xml import parse
from reportgen.report.text import Line, ListKind, Run, write
from reportgen.word.elements.identity import anchor
from reportgen.word.elements.styles import StyleSheet
from reportgen.word.revisions.tags import CELLS, CONTENT
from reportgen.word.revisions.views import View, settle

_W_VAL, _W_NAME, _R_ID = qn("w:val"), qn("w:name"), qn("r:id")
_P, _R, _HYPERLINK, _MATH_TEXT = qn("w:p"), qn("w:r"), qn("w:hyperlink"), qn("m:t")
_FALLBACK = qn("mc:Fallback")
_OBJECTS = (qn("w:drawing"), qn("w:pict"), qn("w:object"))
_OFF = frozenset({"0", "false", "off"})
# Word adjusts the properties of tables and sections on its own and tracks that too, so
# those are no sign that somebody was at work.
_EDITS = CONTENT | CELLS | {qn("w:rPrChange"), qn("w:pPrChange")}
_KINDS = {
    "Punktliste": ListKind.BULLET,
    "List Bullet": ListKind.BULLET,
    "Nummerliste": ListKind.NUMBER,
    "List Number": ListKind.NUMBER,
}
# Points and headings are numbered by the report, not by whoever wrote them.
_NUMBERED_BY_US = frozenset({"Punkt", "Heading1", "Heading2", "Heading3"})
# A page or a column that ends is layout, and editors write it where they like.
_LINE_BREAKS = frozenset({None, "", "textWrapping"})


@dataclass(frozen=True, slots=True)
class ReadParagraph:
    """A paragraph as it reads in one view."""

    runs: tuple[Run, ...]
    style: str = ""
    """Its style as the program calls it, whatever the editor does; else the style's name."""
    anchors: tuple[str, ...] = ()
    kind: ListKind = ListKind.NONE

    @property
    def plain(self) -> str:
        """Its text without marks."""
        return "".join(run.text for run in self.runs)

    @property
    def line(self) -> Line:
        """The paragraph as a line of markup."""
        return Line(self.runs, self.kind)


@dataclass(frozen=True, slots=True)
class ReadBlock:
    """A block as a file shows it."""

    heading: str
    text: str


class Reading:
    """One Word file, read with its tracked changes accepted (or, if asked, rejected)."""

    def __init__(self, package: Package, view: View = View.ACCEPTED) -> None:
        self._package = package
        self._view = view
        root = parse(package.parts[package.document])
        self._has_revisions = next(root.iter(*_EDITS), None) is not None
        # What older programs show in place of a text box repeats the text in it.
        etree.strip_elements(root, _FALLBACK, with_tail=False)
        settle(root, view)
        self._root = root
        rels = Relationships(package.parts.get(rels_name(package.document)))
        self._targets = {rel.get("Id"): rel.get("Target") or "" for rel in rels.root}
        self._styles = _styles(self._related("styles"))
        self._lists = _lists(self._related("numbering"))

    def _related(self, kind: str) -> etree._Element | None:
        """The part that the document relates to as `kind`, if there is one."""
        name = self._package.related(kind)
        return parse(self._package.parts[name]) if name in self._package.parts else None

    @property
    def has_revisions(self) -> bool:
        """Whether text was inserted, deleted, moved or formatted with tracking on."""
        return self._has_revisions

    def paragraphs(self) -> Iterator[ReadParagraph]:
        """Every paragraph of the body, tables included, in order."""
        for element in self._root.iter(_P):
            properties = element.find(qn("w:pPr"))
            named = (start.get(_W_NAME) or "" for start in element.iter(qn("w:bookmarkStart")))
            written = _value(properties, "w:pStyle")
            style = self._styles.get(written, written)
            yield ReadParagraph(
                runs=_joined(self._runs(element)),
                style=style,
                anchors=tuple(found for found in map(anchor, named) if found),
                kind=self._kind(properties, style),
            )

    def _kind(self, properties: etree._Element | None, style: str) -> ListKind:
        """The list a paragraph is in: by its style, or by the buttons of an editor."""
        listed = properties.find(qn("w:numPr")) if properties is not None else None
        number = _value(listed, "w:numId")
        if number == "0":
            return ListKind.NONE
        if not number or style in _KINDS or style in _NUMBERED_BY_US:
            return _KINDS.get(style, ListKind.NONE)
        return self._lists.get((number, _value(listed, "w:ilvl") or "0"), ListKind.NONE)

    def _runs(self, paragraph: etree._Element) -> Iterator[Run]:
        """Runs of a paragraph, through whatever wraps them; other paragraphs in it have theirs."""
        open_elements = [(iter(paragraph), "")]
        while open_elements:
            children, href = open_elements[-1]
            child = next(children, None)
            if child is None:
                open_elements.pop()
            elif child.tag == _R:
                if text := _text(child):
                    properties = child.find(qn("w:rPr"))
                    yield Run(text, _is_on(properties, "w:b"), _is_on(properties, "w:i"), href)
            elif child.tag == _MATH_TEXT:
                if child.text:
                    yield Run(child.text, href=href)
            elif child.tag == _HYPERLINK:
                open_elements.append((iter(child), self._targets.get(child.get(_R_ID), "")))
            elif child.tag != _P:
                open_elements.append((iter(child), href))

    def notes(self) -> tuple[str, ...]:
        """Text of the paragraphs of footnotes and endnotes; the program writes none itself."""
        found: list[str] = []
        for kind in ("footnotes", "endnotes"):
            root = self._related(kind)
            if root is not None:
                settle(root, self._view)
                found += ("".join(run.text for run in self._runs(p)) for p in root.iter(_P))
        return tuple(text for text in found if text.strip())

    def pictures(self) -> int:
        """How many pictures, charts and other objects stand in the text."""
        return sum(1 for _ in self._root.iter(*_OBJECTS))

    def comments(self) -> tuple[tuple[str, str], ...]:
        """Author and text of every comment, sorted: ids and order do not survive an editor."""
        return tuple(sorted(self._said(comment) for comment in self._comment_elements()))

    def resolved(self) -> tuple[tuple[str, str], ...]:
        """Author and text of the comments that are marked as resolved, sorted."""
        extended = self._related("commentsExtended")
        if extended is None:
            return ()
        done = {
            comment.get(qn("w15:paraId"))
            for comment in extended.iter(qn("w15:commentEx"))
            if (comment.get(qn("w15:done")) or "0") not in _OFF
        }
        # A comment is known here by its paragraphs; which of them counts differs by editor.
        return tuple(
            sorted(
                self._said(comment)
                for comment in self._comment_elements()
                if any(p.get(qn("w14:paraId")) in done for p in comment.iter(_P))
            )
        )

    def _comment_elements(self) -> list[etree._Element]:
        root = self._related("comments")
        if root is None:
            return []
        settle(root, self._view)
        return list(root.iter(qn("w:comment")))

    def _said(self, comment: etree._Element) -> tuple[str, str]:
        lines = ("".join(run.text for run in self._runs(p)) for p in comment.iter(_P))
        return comment.get(qn("w:author")) or "", "\n".join(lines)

    def blocks(self) -> Mapping[str, ReadBlock]:
        """The blocks that bookmarks find, by id; cells by their name in the workbook."""
        headings: dict[str, str] = {}
        lines: dict[str, list[Line]] = {}
        first: dict[str, int] = {}
        number = 0  # in the list that is under way, which may run over several blocks
        for paragraph in self.paragraphs():
            shown: set[str] = set()
            number = number + 1 if paragraph.kind is ListKind.NUMBER else 0
            for found in paragraph.anchors:
                if found.startswith("§"):
                    continue
                block, _, part = found.partition("#")
                lines.setdefault(block, [])
                if part == "h":
                    headings[block] = paragraph.plain
                elif (not part or part.startswith("t")) and block not in shown:
                    # Two paragraphs that were joined are one, with the anchors of both.
                    shown.add(block)
                    lines[block].append(paragraph.line)
                    first.setdefault(block, number)
        return {
            block: ReadBlock(
                headings.get(block, ""), _numbered(write(content), first.get(block, 0))
            )
            for block, content in lines.items()
        }


def _numbered(text: str, number: int) -> str:
    """A block that goes on with the list of the one before it says its own number."""
    return f"{number}{text[1:]}" if number > 1 and text.startswith("1. ") else text


def _styles(styles: etree._Element | None) -> Mapping[str, str]:
    """Style ids of a file, to what the program calls the style, else to the style's name."""
    if styles is None:
        return {}
    names = {
        style.get(qn("w:styleId")) or "": _value(style, "w:name")
        for style in styles.iterchildren(qn("w:style"))
    }
    return names | {theirs: ours for ours, theirs in StyleSheet(styles).own_ids().items()}


def _lists(numbering: etree._Element | None) -> Mapping[tuple[str, str], ListKind]:
    """Kind of each level of the lists in a file, by the list's number and the level."""
    if numbering is None:
        return {}
    levels = {
        abstract.get(qn("w:abstractNumId")) or "": {
            level.get(qn("w:ilvl")) or "0": _value(level, "w:numFmt")
            for level in abstract.iterchildren(qn("w:lvl"))
        }
        for abstract in numbering.iterchildren(qn("w:abstractNum"))
    }
    return {
        (number.get(qn("w:numId")) or "", depth): (
            ListKind.BULLET if form == "bullet" else ListKind.NUMBER
        )
        for number in numbering.iterchildren(qn("w:num"))
        for depth, form in levels.get(_value(number, "w:abstractNumId"), {}).items()
        if form != "none"
    }


def _value(parent: etree._Element | None, tag: str) -> str:
    child = parent.find(qn(tag)) if parent is not None else None
    return "" if child is None else child.get(_W_VAL) or ""


def _text(run: etree._Element) -> str:
    pieces: list[str] = []
    for child in run:
        if child.tag == qn("w:t"):
            pieces.append(child.text or "")
        elif child.tag == qn("w:tab"):
            pieces.append("\t")
        elif child.tag == qn("w:br"):
            if child.get(qn("w:type")) in _LINE_BREAKS:
                pieces.append("\n")
        elif child.tag == qn("w:cr"):
            pieces.append("\n")
        elif child.tag == qn("w:noBreakHyphen"):
            pieces.append("\u2011")
        elif child.tag == qn("w:softHyphen"):
            pieces.append("\u00ad")
        elif child.tag == qn("w:sym"):
            pieces.append(_symbol(child.get(qn("w:char")) or ""))
    return "".join(pieces)


def _symbol(code: str) -> str:
    """A character of a symbol font: where it has no meaning elsewhere, at least not lost."""
    try:
        symbol = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return symbol if symbol.isprintable() or "\ue000" <= symbol <= "\uf8ff" else ""


def _is_on(properties: etree._Element | None, tag: str) -> bool:
    mark = properties.find(qn(tag)) if properties is not None else None
    return mark is not None and (mark.get(_W_VAL) or "1") not in _OFF


def _joined(runs: Iterator[Run]) -> tuple[Run, ...]:
    """Join neighbours of one formatting: editors split runs where nothing changes."""
    joined: list[Run] = []
    for run in runs:
        if joined and replace(joined[-1], text="") == replace(run, text=""):
            joined[-1] = replace(run, text=joined[-1].text + run.text)
        else:
            joined.append(run)
    return tuple(joined)
