"""Joining paragraphs whose mark is gone.

A paragraph mark is a change of its own: without it, what stands before it is combined
with the following paragraph, whose properties count (ISO/IEC 29500-1, 17.13.5.15).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set

from lxml import etree

from reportgen.opc.namespaces import qn
from reportgen.word.revisions.content import prune_blocks, remove
from reportgen.word.revisions.tags import PASSIVE, RANGE_PAIRS

_P, _TBL, _P_PR = qn("w:p"), qn("w:tbl"), qn("w:pPr")
_R, _R_PR, _ID = qn("w:r"), qn("w:rPr"), qn("w:id")
_STARTS = RANGE_PAIRS
_ENDS = {end: start for start, end in RANGE_PAIRS.items()}
# A reader does not see these round paragraphs: the next one may be inside or outside.
_TRANSPARENT = frozenset({qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml")})
_ASIDE = PASSIVE | {qn("w:sdtPr"), qn("w:sdtEndPr"), qn("w:customXmlPr")}


def join(unmarked: Sequence[etree._Element], emptied: Set[etree._Element]) -> None:
    """Join each paragraph of `unmarked`, given in order, with the one after it.

    Before a table, and at the end of a cell or of the text, there is nothing to join
    with: a paragraph that holds something keeps its mark there, as does the last of all.
    `emptied` are the paragraphs that lost text: a range that held nothing else is lost
    with it where the paragraph goes.
    """
    parents: dict[etree._Element, None] = {}
    following = {paragraph: _following(paragraph) for paragraph in unmarked}
    # From the last on, so that a chain of marks moves its text only once.
    for paragraph in reversed(unmarked):
        after, parent = following[paragraph], paragraph.getparent()
        if after in following and after.getparent() is None:
            after = following[paragraph] = following[after]
        if after is None or parent is None:
            continue
        if after.tag == _P:
            _combine(paragraph, after, emptied)
        elif _is_blank(paragraph):
            _drop_pairs(paragraph)
            for mark in _content(paragraph):
                if mark.tag != _R:
                    paragraph.addprevious(mark)
        else:
            continue
        parents[parent] = None
        remove(paragraph)
    prune_blocks(parents)


def _following(paragraph: etree._Element) -> etree._Element | None:
    """The paragraph after this one, or what stands in the way of joining with it."""
    at = paragraph
    while True:
        following = at.getnext()
        while following is None:
            parent = at.getparent()
            if parent is None or parent.tag not in _TRANSPARENT:
                return None
            at = parent
            following = at.getnext()
        at = following
        while at.tag in _TRANSPARENT and len(at):
            at = at[0]
        if at.tag == _P or at.tag == _TBL:
            return at
        if at.tag not in _ASIDE and at.tag not in _TRANSPARENT and isinstance(at.tag, str):
            return None


def _combine(
    paragraph: etree._Element, following: etree._Element, emptied: Set[etree._Element]
) -> None:
    if not _is_blank(paragraph):
        if following in emptied and _is_blank(following):
            _drop_pairs(following)
    elif paragraph in emptied:
        _drop_pairs(paragraph)
    content = _content(paragraph)
    between = paragraph.getnext()
    while between is not None and between is not following and between.tag in PASSIVE:
        content.append(between)
        between = between.getnext()
    # Properties come first; searching for them would read all that was joined so far again.
    properties = next(iter(following), None)
    if properties is None or properties.tag != _P_PR:
        # Something to stand behind, so that each child is moved without counting places.
        properties = etree.Element(_P_PR)
        following.insert(0, properties)
    for child in reversed(content):
        properties.addnext(child)
    if not len(properties):
        following.remove(properties)


def _content(paragraph: etree._Element) -> list[etree._Element]:
    return [child for child in paragraph if child.tag != _P_PR]


def _is_blank(paragraph: etree._Element) -> bool:
    return all(
        child.tag in PASSIVE
        or child.tag == _P_PR
        or (child.tag == _R and all(part.tag == _R_PR or part.tag in PASSIVE for part in child))
        for child in paragraph
    )


def _drop_pairs(paragraph: etree._Element) -> None:
    """Remove the ranges that open and close within a paragraph without text."""
    marks = [
        (mark, _ENDS.get(str(mark.tag), str(mark.tag)), mark.get(_ID))
        for mark in paragraph
        if mark.tag in _STARTS or mark.tag in _ENDS
    ]
    halves = Counter((kind, number) for _, kind, number in marks)
    for mark, kind, number in marks:
        if halves[kind, number] > 1:
            paragraph.remove(mark)
