"""Comments of an answer: each at its block, and none of those that were sent out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from reportgen.hearing.edits.answer import Answer
from reportgen.hearing.model import Remark
from reportgen.hearing.result import Comment, name


def comments(answer: Answer) -> Iterator[Comment]:
    """Every comment and reply that the party wrote."""
    mine, sent = _told_apart(answer)
    numbers = {at: j for j, at in enumerate(answer.index)}
    names: dict[str, str] = dict(sent)
    times: Counter[tuple[str, ...]] = Counter()
    for remark in mine:
        paragraph = _base_paragraph(answer, remark, numbers)
        section = answer.prepared.section_at[paragraph] if paragraph is not None else ""
        block = _block(answer, remark, paragraph)
        key = (answer.returned.party, remark.author.name, block, remark.text)
        times[key] += 1
        names[remark.key] = name(section, block, "comment", key, times[key])
    times.clear()
    for remark in mine:
        paragraph = _base_paragraph(answer, remark, numbers)
        yield Comment(
            id=names[remark.key],
            party=answer.returned.party,
            author=remark.author.name,
            date=remark.author.time,
            section=answer.prepared.section_at[paragraph] if paragraph is not None else "",
            block=_block(answer, remark, paragraph),
            text=remark.text,
            quoted=remark.quoted,
            reply_to=names.get(remark.reply_to or "", ""),
            paragraph=paragraph,
            resolved=remark.resolved,
        )


def _told_apart(answer: Answer) -> tuple[list[Remark], dict[str, str]]:
    """The party's own comments, and the keys of those that came back as they were sent.

    An editor gives every comment another id and often another time, so they are known by
    who wrote what.
    """
    sent: dict[tuple[str, str], list[str]] = {}
    for remark in answer.prepared.document.remarks:
        sent.setdefault((remark.author.name, remark.text.strip()), []).append(remark.key)
    mine: list[Remark] = []
    known: dict[str, str] = {}
    for remark in answer.returned.remarks:
        keys = sent.get((remark.author.name, remark.text.strip()))
        if keys:
            known[remark.key] = keys.pop(0)
        else:
            mine.append(remark)
    return mine, known


def _base_paragraph(answer: Answer, remark: Remark, numbers: dict[int, int]) -> int | None:
    """Paragraph of the base that a comment hangs on, or the one before what is new."""
    at = remark.paragraph
    paragraphs = answer.returned.paragraphs
    if at is None or not 0 <= at < len(paragraphs):
        return None
    here = paragraphs[at]
    if here.cell is not None:
        for i, para in enumerate(answer.prepared.document.paragraphs):
            if para.cell == here.cell and (
                para.anchors == here.anchors or para.plain == here.plain
            ):
                return i
    for k in range(at, -1, -1):
        if k in numbers:
            return answer.near(numbers[k])
    return None


def _block(answer: Answer, remark: Remark, paragraph: int | None) -> str:
    if paragraph is None or remark.paragraph is None:
        return ""
    here = answer.returned.paragraphs[remark.paragraph]
    base = answer.prepared.document.paragraphs[paragraph]
    for anchor in (*here.anchors, *base.anchors) if here.cell is not None else base.anchors:
        if anchor.cell:
            return str(anchor.cell)
        if anchor.block in answer.prepared.known:
            return anchor.block
    return ""
