"""Reading a report back out of Word: its blocks by their bookmarks, its text, its comments.

`paragraph.text` of python-docx drops tracked insertions and the text in content controls
without a word, so the text is read from the XML here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from lxml import etree

from reportgen.report.text import Line, ListKind, Run, write
from reportgen.word.anchors import anchor
from reportgen.word.ns import qn
from reportgen.word.package import Package, Relationships, parse, rels_name

_W_VAL, _W_NAME, _R_ID = qn("w:val"), qn("w:name"), qn("r:id")
_OFF = frozenset({"0", "false", "off"})
_DROPPED = frozenset(qn(f"w:{tag}") for tag in ("del", "moveFrom", "instrText", "delText"))
_REVISIONS = frozenset(
    qn(f"w:{tag}")
    for tag in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge")
)
_KINDS = {
    "Punktliste": ListKind.BULLET,
    "ListBullet": ListKind.BULLET,
    "Nummerliste": ListKind.NUMBER,
    "ListNumber": ListKind.NUMBER,
}


@dataclass(frozen=True, slots=True)
class ReadParagraph:
    """A paragraph as it reads with every tracked change accepted."""

    runs: tuple[Run, ...]
    style: str = ""
    anchors: tuple[str, ...] = ()

    @property
    def plain(self) -> str:
        """Its text without marks."""
        return "".join(run.text for run in self.runs)

    @property
    def line(self) -> Line:
        """The paragraph as a line of markup."""
        return Line(self.runs, _KINDS.get(self.style, ListKind.NONE))


@dataclass(frozen=True, slots=True)
class ReadBlock:
    """A block as a file shows it."""

    heading: str
    text: str


class Reading:
    """One Word file, read."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._root = parse(package.parts[package.document])
        rels = Relationships(package.parts.get(rels_name(package.document)))
        self._targets = {rel.get("Id"): rel.get("Target") or "" for rel in rels.root}

    @property
    def has_revisions(self) -> bool:
        """Whether any text was inserted, deleted or moved with tracking on."""
        return any(element.tag in _REVISIONS for element in self._root.iter())

    def paragraphs(self) -> Iterator[ReadParagraph]:
        """Every paragraph of the body, tables included, in order."""
        for element in self._root.iter(qn("w:p")):
            style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
            named = (start.get(_W_NAME) or "" for start in element.iter(qn("w:bookmarkStart")))
            yield ReadParagraph(
                runs=_joined(self._runs(element, "")),
                style=style.get(_W_VAL) or "" if style is not None else "",
                anchors=tuple(found for found in map(anchor, named) if found),
            )

    def _runs(self, element: etree._Element, href: str) -> Iterator[Run]:
        for child in element:
            if child.tag in _DROPPED:
                continue
            if child.tag == qn("w:r"):
                text = _text(child)
                if text:
                    properties = child.find(qn("w:rPr"))
                    yield Run(text, _is_on(properties, "w:b"), _is_on(properties, "w:i"), href)
            elif child.tag == qn("w:hyperlink"):
                yield from self._runs(child, self._targets.get(child.get(_R_ID), ""))
            elif child.tag != qn("w:p"):
                yield from self._runs(child, href)

    def comments(self) -> tuple[tuple[str, str], ...]:
        """Author and text of every comment, sorted: ids and order do not survive an editor."""
        name = self._package.related("comments")
        if name is None or name not in self._package.parts:
            return ()
        root = parse(self._package.parts[name])
        return tuple(
            sorted(
                (
                    comment.get(qn("w:author")) or "",
                    "\n".join(
                        "".join(_text(r) for r in p.iter(qn("w:r"))) for p in _within(comment)
                    ),
                )
                for comment in root.iter(qn("w:comment"))
            )
        )

    def blocks(self) -> Mapping[str, ReadBlock]:
        """The blocks that bookmarks find, by id; cells by their name in the workbook."""
        headings: dict[str, str] = {}
        lines: dict[str, list[Line]] = {}
        for paragraph in self.paragraphs():
            for found in paragraph.anchors:
                if found.startswith("§"):
                    continue
                block, _, part = found.partition("#")
                lines.setdefault(block, [])
                if part == "h":
                    headings[block] = paragraph.plain
                elif not part or part.startswith("t"):
                    lines[block].append(paragraph.line)
        return {
            block: ReadBlock(headings.get(block, ""), write(content))
            for block, content in lines.items()
        }


def _within(comment: etree._Element) -> Iterator[etree._Element]:
    return comment.iter(qn("w:p"))


def _text(run: etree._Element) -> str:
    pieces: list[str] = []
    for child in run:
        if child.tag == qn("w:t"):
            pieces.append(child.text or "")
        elif child.tag == qn("w:tab"):
            pieces.append("\t")
        elif child.tag in (qn("w:br"), qn("w:cr")):
            pieces.append("\n")
        elif child.tag == qn("w:noBreakHyphen"):
            pieces.append("\u2011")
        elif child.tag == qn("w:softHyphen"):
            pieces.append("\u00ad")
    return "".join(pieces)


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
