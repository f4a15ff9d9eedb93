"""The body of a file that came back: as accepted, as rejected, and who changed what.

Seventeen copies of a report say the same in nearly every paragraph, and in both views. So a
block is read once for all of them: what it says depends on its own XML, on where its links
lead, and on the styles and lists of the file, and on nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from reportgen.hearing.model import Author, Para
from reportgen.opc.namespaces import qn
from reportgen.opc.package import Package
from reportgen.opc.xml import Element
from reportgen.word.elements.identity import name_again
from reportgen.word.read import typed_dates
from reportgen.word.read.block import (
    COMMENT_START,
    LINK,
    BodyBlock,
    CommentMark,
    link_address,
    read_block,
)
from reportgen.word.read.main_part import main_part
from reportgen.word.read.objects import RawObject
from reportgen.word.read.struck import STRUCK, struck_texts, take_out_struck
from reportgen.word.read.styles import StyleReader
from reportgen.word.read.tracked import NOTE, Changes, clear_notes, note_changes
from reportgen.word.revisions.revision import EDITS, is_revised
from reportgen.word.revisions.settle import accept, reject

_BODY = qn("w:body")
_MOST_CONTEXTS = 8
"""Editors whose styles are remembered: each writes them in its own way."""
_OF_SESSIONS = (
    *map(qn, ("w:rsidR", "w:rsidRPr", "w:rsidRDefault", "w:rsidP", "w:rsidDel", "w:rsidTr")),
    *map(qn, ("w14:paraId", "w14:textId")),
)
"""Which session of Word wrote a run, and numbers that Word gives paragraphs for itself."""


@dataclass(frozen=True, slots=True)
class CommentRange:
    """Where a comment hangs: a paragraph and a range of all text, by their numbers."""

    paragraph: int
    start: int
    end: int | None = None


@dataclass(frozen=True, slots=True)
class BodyText:
    """What the body of a file says in one view."""

    paragraphs: tuple[Para, ...]
    text: str
    """All text, one line a paragraph."""
    comments: Mapping[str, CommentRange]
    """Place of each comment, by its id."""
    references: Mapping[tuple[str, str], int]
    """Paragraph of each note, by its element and id."""
    objects: tuple[RawObject, ...]
    """What stands beside its text, in order."""

    def quoted(self, place: CommentRange) -> str:
        """The words that a comment is set on."""
        return self.text[place.start : place.start if place.end is None else place.end]


@dataclass(frozen=True, slots=True)
class Body:
    """The body of a file with every tracked change accepted."""

    text: BodyText
    is_revised: bool
    """Whether anything in it was tracked, or struck through by hand and so taken out."""
    has_edits: bool
    """Whether something was that people do on purpose: text, its formatting, or cells."""
    changes: Changes
    struck: frozenset[str]
    """The words of each stretch that was struck through."""
    before: frozenset[str] | None
    """Those of the file that this one came of, where what was struck since is taken out."""
    styles: StyleReader
    root: Element
    """The part, as it reads."""
    typed_dates: int
    """Dates of tracked formatting that a program typed into it, and that were taken out."""


class BodyReader:
    """Reads the bodies of files one after the other; a block that stands in several, once."""

    def __init__(self) -> None:
        self._contexts: dict[tuple[bytes, ...], _BlockMemo] = {}

    def read(
        self, package: Package, targets: Mapping[str, str], before: frozenset[str] | None = None
    ) -> Body:
        """Read the body of a file with every tracked change accepted.

        `targets` are the addresses of its links by their relationship. `before` is what was
        struck through in the file that this one came of: what is struck since is taken out.
        Without it, all that is struck stands. Takes time in proportion to the part. Raises
        ValueError where it is damaged.
        """
        root, memo = _root(package), self._memo(package)
        dates = _without_typed_dates(package, root)
        revised, has_edits = is_revised(root), next(root.iter(*EDITS), None) is not None
        struck = struck_texts(root, memo.styles)
        if before is not None:
            revised = take_out_struck(root, memo.styles, before) or revised
        changes = note_changes(root)
        accept(root)
        text = memo.read(root, targets, changes.authors)
        return Body(text, revised, has_edits, changes, struck, before, memo.styles, root, dates)

    def read_rejected(self, package: Package, targets: Mapping[str, str]) -> BodyText:
        """Read the body of a file with every tracked change rejected, as `read` does."""
        root = _root(package)
        _without_typed_dates(package, root)
        reject(root)
        return self._memo(package).read(root, targets)

    def _memo(self, package: Package) -> _BlockMemo:
        """What has been read under the same styles and lists."""
        names = map(package.related, ("styles", "numbering"))
        key = tuple(package.parts.get(name or "", b"") for name in names)
        memo = self._contexts.pop(key, None) or _BlockMemo(StyleReader(package))
        self._contexts[key] = memo
        if len(self._contexts) > _MOST_CONTEXTS:
            del self._contexts[next(iter(self._contexts))]
        return memo


def _root(package: Package) -> Element:
    """The main part, without anything that its editor noted for itself."""
    root = main_part(package)
    if root.find(_BODY) is None:
        raise ValueError("no body")
    clear_notes(root)
    etree.strip_attributes(root, STRUCK, *_OF_SESSIONS)
    if b"_Copy_" in package.parts[package.document]:
        name_again(root)
    return root


def _without_typed_dates(package: Package, root: Element) -> int:
    is_there = typed_dates.may_hold(package.parts[package.document])
    return typed_dates.take_out(root) if is_there else 0


class _BlockMemo:
    """Blocks under one set of styles and lists, by what decides how they read."""

    def __init__(self, styles: StyleReader) -> None:
        self.styles = styles
        self._blocks: dict[tuple[bytes | str, ...], BodyBlock] = {}

    def read(
        self, root: Element, targets: Mapping[str, str], authors: Sequence[Author] = ()
    ) -> BodyText:
        """Read a part without tracked changes; `authors` are those its notes speak of."""
        etree.cleanup_namespaces(root)  # each block would declare them all
        linked: dict[Element, list[str]] = {}
        noted: set[Element] = set()
        for element in root.iter(NOTE, LINK):
            block = _block_around(element)
            if element.tag == NOTE:
                noted.add(block)
            else:
                linked.setdefault(block, []).append(link_address(element, targets))
        blocks: list[BodyBlock] = []
        for element in _blocks(root):
            if element in noted:
                blocks.append(read_block(element, self.styles, targets, authors))
                continue
            key = (etree.tostring(element, with_tail=False), *linked.get(element, ()))
            if key not in self._blocks:
                self._blocks[key] = read_block(element, self.styles, targets)
            blocks.append(self._blocks[key])
        return join_blocks(blocks)


def _blocks(root: Element) -> Iterator[Element]:
    for child in root.iterchildren("*"):
        if child.tag == _BODY:
            yield from child.iterchildren("*")
        else:
            yield child


def _block_around(element: Element) -> Element:
    """The block that an element is in, or is."""
    block = element
    for around in element.iterancestors():
        if around.tag == _BODY or around.getparent() is None:
            break
        block = around
    return block


def join_blocks(blocks: Iterable[BodyBlock]) -> BodyText:
    """Put blocks that follow each other together, and count through all of them."""
    paragraphs: list[Para] = []
    text: list[str] = []
    length = tables = 0
    marks: list[CommentMark] = []
    references: dict[tuple[str, str], int] = {}
    objects: list[RawObject] = []
    for block in blocks:
        first = len(paragraphs)
        if block.comments or block.references or block.objects:  # of hundreds, few have any
            marks += (
                mark._replace(paragraph=first + mark.paragraph, at=length + mark.at)
                for mark in block.comments
            )
            references |= {key: first + paragraph for key, paragraph in block.references}
            objects += (replace(raw, paragraph=first + raw.paragraph) for raw in block.objects)
        paragraphs += block.paragraphs_after(tables)
        tables += block.tables
        text.append(block.text)
        length += len(block.text)
    return BodyText(
        tuple(paragraphs), "".join(text), _comment_ranges(marks), references, tuple(objects)
    )


def _comment_ranges(marks: Iterable[CommentMark]) -> dict[str, CommentRange]:
    """The place of each comment: from its first mark to the next that can be an end.

    Where it was set on deleted words all its marks are gone, and a note tells the place.
    """
    ranges: dict[str, CommentRange] = {}
    noted: dict[str, CommentRange] = {}
    for mark in marks:
        if mark.tag == NOTE:
            noted.setdefault(mark.comment, CommentRange(mark.paragraph, mark.at, mark.at))
        elif mark.comment not in ranges:
            ranges[mark.comment] = CommentRange(mark.paragraph, mark.at)
        elif mark.tag != COMMENT_START and ranges[mark.comment].end is None:
            ranges[mark.comment] = replace(ranges[mark.comment], end=mark.at)
    return noted | ranges
