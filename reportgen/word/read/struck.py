"""What somebody struck through by hand, read as what it asks for: that the words go.

Whoever works without tracking strikes words through to say "take this out". So a stretch of
struck text becomes a tracked deletion before anything is settled or compared, and is from
then on read like every other; its signature tells that it was struck through.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from copy import deepcopy

from lxml import etree

from reportgen.opc.namespaces import qn
from reportgen.opc.xml import Element, outside
from reportgen.word.elements.identity import anchor
from reportgen.word.elements.runs import TEXTUAL, text_of
from reportgen.word.read.styles import StyleReader
from reportgen.word.revisions.revision import DELETED

STRUCK = "struck"
"""Attribute of a deletion that stands for words struck through by hand."""

_P, _R, _TR, _TC = qn("w:p"), qn("w:r"), qn("w:tr"), qn("w:tc")
_P_PR, _R_PR, _TR_PR = qn("w:pPr"), qn("w:rPr"), qn("w:trPr")
_DEL, _CHANGE, _BOX, _SECTION = qn("w:del"), qn("w:rPrChange"), qn("w:txbxContent"), qn("w:sectPr")
_STRIKES = (qn("w:strike"), qn("w:dstrike"))
_OBJECTS = frozenset(map(qn, ("w:drawing", "w:pict", "w:object", "mc:AlternateContent")))
_BOOKMARK, _NAME = qn("w:bookmarkStart"), qn("w:name")
_SIGNATURE = (qn("w:author"), qn("w:date"))
_TEXT = frozenset(TEXTUAL)
_NOTES = frozenset(map(qn, ("w:footnoteReference", "w:endnoteReference")))


def has_struck(root: Element, styles: StyleReader) -> bool:
    """Whether anything in a part may be struck through; most hold nothing of the kind."""
    return bool(styles.striking) or next(root.iter(*_STRIKES), None) is not None


def struck_texts(root: Element, styles: StyleReader) -> frozenset[str]:
    """The words of each stretch of a part that is struck through, without double blanks."""
    if not has_struck(root, styles):
        return frozenset()
    paragraphs = (_StruckParagraph(paragraph, styles) for paragraph in root.iter(_P))
    return frozenset(_words(stretch) for each in paragraphs for stretch in each.stretches)


def take_out_struck(root: Element, styles: StyleReader, before: Collection[str] = ()) -> bool:
    """Turn struck text of a part into tracked deletions, in place; whether there was any.

    A paragraph of ours that is struck through whole goes with its mark, and a row of a table
    whole; any other stays without words, so that its place is known. What is one of `before`,
    the stretches that were struck in what was sent out, stays. A strike that was itself
    tracked gives the deletion its author and time.
    """
    if not has_struck(root, styles):
        return False
    gone: set[Element] = set()
    found = False
    for paragraph in [_StruckParagraph(each, styles) for each in root.iter(_P)]:
        stretches = [runs for runs in paragraph.stretches if _words(runs) not in before]
        found = found or bool(stretches)
        deletions = [_deleted(run, styles) for runs in stretches for run in runs]
        if deletions and paragraph.is_whole and len(stretches) == len(paragraph.stretches):
            gone.add(paragraph.element)
            if paragraph.is_known and not paragraph.ends_cell:
                _delete_mark(paragraph.element, deletions[-1])
    for row in root.iter(_TR) if gone else ():
        _delete_row(row, gone)
    return found


class _StruckParagraph:
    """The runs of a paragraph that are still there, in stretches that are struck through."""

    def __init__(self, paragraph: Element, styles: StyleReader) -> None:
        self.element = paragraph
        self.stretches: list[list[Element]] = []
        self.is_whole = True
        """Whether all its words are struck through, and it holds nothing else."""
        style = styles.paragraph_style(paragraph.find(_P_PR))
        blank: list[Element] = []
        follows = False
        for run in outside(paragraph, (*DELETED, _BOX), _R):
            text = _text(run)
            if not text.strip() and not any(child.tag in _NOTES for child in run):
                blank += [run] if text else []
                self.is_whole = self.is_whole and not any(c.tag in _OBJECTS for c in run)
            elif styles.is_struck(style, run.find(_R_PR)):
                if not follows:
                    self.stretches.append([])
                self.stretches[-1] += [*(blank if follows else ()), run]
                follows, blank = True, []
            else:
                follows, blank = False, []
                self.is_whole = False
        self.is_whole = self.is_whole and next(paragraph.iter(_SECTION), None) is None

    @property
    def is_known(self) -> bool:
        """Whether a bookmark of ours says what it shows."""
        names = (start.get(_NAME) or "" for start in self.element.iter(_BOOKMARK))
        return any(map(anchor, names))

    @property
    def ends_cell(self) -> bool:
        """Whether it is the last of a cell, whose end nothing takes away."""
        parent = self.element.getparent()
        last = next(self.element.itersiblings(_P), None) is None
        return parent is not None and parent.tag == _TC and last


def _text(run: Element) -> str:
    return "".join(text_of(child) for child in run if child.tag in _TEXT)


def _words(runs: Collection[Element]) -> str:
    return " ".join("".join(map(_text, runs)).split())


def _deleted(run: Element, styles: StyleReader) -> Element:
    """Put a deletion round a run; what it draws stays outside."""
    deletion = etree.Element(_DEL, dict(_signature(run)) | {STRUCK: "1"})
    if drawn := [child for child in run if child.tag in _OBJECTS]:
        kept = deepcopy(run)
        kept[:] = [child for child in kept if child.tag not in _TEXT]
        run.addnext(kept)
        for child in drawn:
            run.remove(child)
    run.addprevious(deletion)
    deletion.append(run)
    return deletion


def _signature(run: Element) -> Iterator[tuple[str, str]]:
    """Author and time of a tracked change that struck the run through, if one did."""
    change = run.find(f"{_R_PR}/{_CHANGE}")
    was = None if change is None else change.find(_R_PR)
    if change is not None and (
        was is None or not any(was.find(tag) is not None for tag in _STRIKES)
    ):
        yield from ((name, written) for name in _SIGNATURE if (written := change.get(name)))


def _delete_mark(paragraph: Element, like: Element) -> None:
    properties = paragraph.find(_P_PR)
    if properties is None:
        properties = etree.Element(_P_PR)
        paragraph.insert(0, properties)
    of_mark = properties.find(_R_PR)
    if of_mark is None:
        of_mark = etree.SubElement(properties, _R_PR)
    if not any(child.tag in DELETED for child in of_mark):
        of_mark.append(_mark_like(like))


def _delete_row(row: Element, gone: Collection[Element]) -> None:
    """Let a row go of which nothing is left."""
    struck = [paragraph for paragraph in row.iter(_P) if paragraph in gone]
    left = (
        p
        for p in row.iter(_P)
        if p not in gone and any(map(text_of, outside(p, DELETED, *TEXTUAL)))
    )
    if not struck or next(left, None) is not None:
        return
    properties = row.find(_TR_PR)
    if properties is None:
        properties = etree.Element(_TR_PR)
        row.insert(0, properties)
    if properties.find(_DEL) is None:
        properties.append(_mark_like(next(struck[0].iter(_DEL))))


def _mark_like(deletion: Element) -> Element:
    mark = etree.Element(_DEL)
    for name, written in deletion.items():
        mark.set(name, written)
    return mark
