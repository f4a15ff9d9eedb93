"""The runs of a paragraph, and what a plan makes of it, cut where a change begins or ends."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace

from lxml import etree

from reportgen.hearing.redline_plan import (
    DeletedText,
    EditedParagraph,
    InsertedText,
    KeptText,
    ParagraphSplit,
    PlanDoesNotFit,
    Segment,
    Signature,
)
from reportgen.opc.namespaces import qn
from reportgen.opc.xml import Element, outside
from reportgen.report.wording.text import Run
from reportgen.word.elements.runs import TEXTUAL, text_of

_R, _R_PR, _T = qn("w:r"), qn("w:rPr"), qn("w:t")
_BOX, _FALLBACK = qn("w:txbxContent"), qn("mc:Fallback")
_CHARACTER, _KIND, _INSTRUCTION = qn("w:fldChar"), qn("w:fldCharType"), qn("w:instrText")
_TEXT = frozenset(TEXTUAL)
_SPACE = qn("xml:space")


@dataclass(slots=True)
class RunPiece:
    """One run of a paragraph, and which characters of the paragraph's text it holds."""

    run: Element
    start: int
    end: int
    field: tuple[int, int] | None = None
    """Of a run that a field is made of: which characters its result is."""
    ends_field: bool = False

    @property
    def is_text(self) -> bool:
        """Whether it holds any."""
        return self.end > self.start


def cut_paragraph(paragraph: Element, places: Sequence[int]) -> list[RunPiece]:
    r"""Cut the runs of a paragraph at `places`, in order; return all its runs.

    Places are counted in characters of its text; a tab is one. What a run looks like, each of
    its parts does:

    >>> paragraph = etree.fromstring(
    ...     f'<w:p xmlns:w="{qn("w:x")[1:-2]}"><w:r><w:t>Et</w:t><w:tab/><w:t>punkt</w:t></w:r>'
    ...     '<w:r><w:rPr><w:b/></w:rPr><w:t>og mere</w:t></w:r></w:p>'
    ... )
    >>> for piece in cut_paragraph(paragraph, [3, 8, 10]):
    ...     bold = piece.run.find(qn("w:rPr/w:b")) is not None
    ...     print(piece.start, piece.end, repr(own_text(piece.run)), bold)
    0 3 'Et\t' False
    3 8 'punkt' False
    8 10 'og' True
    10 15 ' mere' True
    """
    pieces: list[RunPiece] = []
    at = 0
    for run in own_runs(paragraph):
        inside = places[bisect_right(places, at) : bisect_left(places, at + _length(run))]
        for part in _cut_run(run, [place - at for place in inside]):
            pieces.append(RunPiece(part, at, at + _length(part)))
            at = pieces[-1].end
    _find_fields(pieces)
    return pieces


def _length(run: Element) -> int:
    return sum(len(text_of(child)) for child in run if child.tag in _TEXT)


def own_runs(paragraph: Element) -> list[Element]:
    """The runs of a paragraph that are its own, and not of a box within it."""
    return outside(paragraph, (_BOX, _FALLBACK), _R)


def own_text(paragraph: Element) -> str:
    """The text that can be cut."""
    return "".join(
        text_of(child) for run in own_runs(paragraph) for child in run if child.tag in _TEXT
    )


def _cut_run(run: Element, places: Sequence[int]) -> list[Element]:
    """Cut one run; the first part is the run itself, the others follow it."""
    if not places:
        return [run]
    groups: list[list[Element]] = [[]]
    at, left = 0, list(places)
    for child in [child for child in run if child.tag != _R_PR]:
        rest = child
        length = len(text_of(child)) if child.tag in _TEXT else 0
        while left and left[0] < at + length:
            if left[0] > at:
                rest, first = _cut_text(rest, left[0] - at), rest
                groups[-1].append(first)
                length -= left[0] - at
                at = left[0]
            groups.append([])
            left.pop(0)
        groups[-1].append(rest)
        at += length
    parts = [run]
    properties = run.find(_R_PR)
    for group in groups[1:]:
        part = etree.Element(_R)
        part.attrib.update(run.attrib)
        if properties is not None:
            part.append(deepcopy(properties))
        part.extend(group)
        parts[-1].addnext(part)
        parts.append(part)
    return parts


def _cut_text(written: Element, place: int) -> Element:
    """Shorten a ``w:t`` to `place` characters; return what follows as one of its own."""
    held = text_of(written)
    rest = etree.Element(_T)
    written.text, rest.text = held[:place], held[place:]
    for part in (written, rest):
        part.set(_SPACE, "preserve")
    return rest


def _find_fields(pieces: Sequence[RunPiece]) -> None:
    """Say of each run that a field is made of which characters its result is."""
    opened: list[tuple[list[RunPiece], list[int]]] = []
    for piece in pieces:
        for child in piece.run:
            if child.tag == _INSTRUCTION and opened:
                opened[-1][0].append(piece)
            if child.tag != _CHARACTER:
                continue
            kind = child.get(_KIND)
            if kind == "begin":
                opened.append(([piece], []))
            elif opened:
                opened[-1][0].append(piece)
                opened[-1][1].append(piece.start)
            if kind == "end" and opened:
                parts, places = opened.pop()
                piece.ends_field = True
                for part in parts:
                    part.field = (places[0], places[-1])


def planned_segments(paragraph: Element, edited: EditedParagraph) -> tuple[Segment, ...]:
    """What a plan makes of a paragraph that is still as the base has it.

    Raises `PlanDoesNotFit` where the segments are not the paragraph's text.
    """
    held = own_text(paragraph)
    planned = edited.segments or ((KeptText(held),) if held else ())
    if "".join(s.text for s in planned if isinstance(s, KeptText | DeletedText)) != held:
        raise PlanDoesNotFit(f"not the text of the paragraph: {held[:60]!r}")
    return planned


def is_all_deleted(segments: Iterable[Segment], unmarked: Signature | None) -> bool:
    """Whether all who take the paragraph's end away take all of its text too."""
    return unmarked is not None and all(
        isinstance(s, InsertedText | ParagraphSplit)
        or (isinstance(s, DeletedText) and unmarked.parties <= s.by.parties)
        for s in segments
    )


def cut_segments(segments: Iterable[Segment], places: Sequence[int]) -> list[Segment]:
    """Cut segments at places in all text they show."""
    parts: list[Segment] = []
    at = 0
    for segment in segments:
        size = shown_length(segment)
        inside = [place - at for place in places if at < place < at + size]
        for start, end in zip([0, *inside], [*inside, size], strict=True):
            if isinstance(segment, KeptText | DeletedText):
                parts.append(replace(segment, text=segment.text[start:end]))
            elif isinstance(segment, InsertedText):
                parts.append(replace(segment, runs=_cut_runs(segment.runs, start, end)))
            else:
                parts.append(segment)
        at += size
    return parts


def shown_length(segment: Segment) -> int:
    """How many characters a segment shows."""
    if isinstance(segment, InsertedText):
        return sum(len(run.text) for run in segment.runs)
    return 0 if isinstance(segment, ParagraphSplit) else len(segment.text)


def _cut_runs(runs: Sequence[Run], start: int, end: int) -> tuple[Run, ...]:
    parts: list[Run] = []
    at = 0
    for run in runs:
        piece = run.text[max(start - at, 0) : max(end - at, 0)]
        at += len(run.text)
        if piece:
            parts.append(replace(run, text=piece))
    return tuple(parts)
