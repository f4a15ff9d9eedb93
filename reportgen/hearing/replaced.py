"""Whether a copy holds the report any more, or something else that was written in its place.

A letter typed or pasted over the whole copy is an answer in writing. Read as edits it would
take out every block of the report, in conflict with everyone who changed one.
"""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.hearing.base import Prepared, compared, item
from reportgen.hearing.edits.answer import Answer
from reportgen.hearing.edits.comments import comments
from reportgen.hearing.model import Returned
from reportgen.hearing.result import Comment

STANDING = 0.25
"""Share of the paragraphs sent out below which a copy is no report any more. Measured on a
report of 170: none stands in a letter, 0.05 where the cover was left above it, 0.09 where one
section was left; 0.43 where half the report was deleted, 0.45 where every paragraph was
rewritten without a bookmark, since headings and source lines stand, and 0.84 with bookmarks."""
_SURE = 0.5
"""Share of them found by their words or bookmarks that tells without a closer look."""
_CELLS = " | "


@dataclass(frozen=True, slots=True)
class Replacement:
    """What stands where the report was."""

    gone: int
    """How many of the paragraphs sent out are gone."""
    all: int
    """How many there were."""
    text: str
    """What was written instead, a line a paragraph or row."""
    comments: tuple[Comment, ...] = ()
    """Comments in it."""


def replacement(prepared: Prepared, returned: Returned) -> Replacement | None:
    """What a copy holds instead of the report that was sent out; None where it still holds it.

    Tables count for nothing.
    """
    sent = prepared.items
    there = compared(returned.paragraphs)
    words = {item(returned.paragraphs[at]).text for at in there}
    anchors = {anchor for at in there for anchor in returned.paragraphs[at].anchors}
    found = sum(each.text in words or not anchors.isdisjoint(each.anchors) for each in sent)
    if found >= _SURE * len(sent):
        return None
    answer = Answer(prepared, returned)
    standing = sum(match is not None for match in answer.alignment.back)
    if standing >= STANDING * len(sent):
        return None
    text, said = _text(prepared, answer), tuple(comments(answer))
    return Replacement(len(sent) - standing, len(sent), text, said)


def _text(prepared: Prepared, answer: Answer) -> str:
    """Everything that was not in the copy sent out."""
    sent = {(item(para).text, para.cell is None) for para in prepared.document.paragraphs}
    lines: list[str] = []
    row: tuple[int, int] | None = None
    for para in answer.returned.paragraphs:
        text = item(para).text
        if not text or para.generated or (text, para.cell is None) in sent:
            continue
        place = None if para.cell is None else para.cell[:2]
        if place is not None and place == row:
            lines[-1] += f"{_CELLS}{text}"
        else:
            lines.append(text)
        row = place
    return "\n".join(lines)
