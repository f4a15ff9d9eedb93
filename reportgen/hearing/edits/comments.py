"""Comments of an answer: each at its block, and none of those that were sent out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from reportgen.hearing.edits.answer import Answer
from reportgen.hearing.model import Author, Remark
from reportgen.hearing.resaved.pieces import squeezed
from reportgen.hearing.result import Comment, name
from reportgen.problems import shortened

_LONGEST_QUOTE = 120
_TELLING = 5
"""Words by which a comment is known whoever is said to have written it."""


def comments(answer: Answer, made: Sequence[Remark] = ()) -> Iterator[Comment]:
    """Every comment and reply that the party wrote, and the remarks `made` of what it did."""
    own, sent = _told_apart(answer.prepared.document.remarks, answer.returned.remarks)
    mine = [*own, *made]
    names: dict[str, str] = dict(sent)
    blocks: dict[str, str] = {}
    times: Counter[tuple[str, ...]] = Counter()
    places = [_base_paragraph(answer, remark) for remark in mine]
    for number, (remark, paragraph) in enumerate(zip(mine, places, strict=True)):
        section = answer.prepared.section_at[paragraph] if paragraph is not None else ""
        block = _block(answer, remark, paragraph)
        if not block and number >= len(own):
            block = answer.block_at(paragraph)
        blocks[remark.key] = block
        key = (answer.returned.party, remark.author.name, block, remark.text)
        times[key] += 1
        names[remark.key] = name(section, block, "comment", key, times[key])
    times.clear()
    for remark, paragraph in zip(mine, places, strict=True):
        yield Comment(
            id=names[remark.key],
            party=answer.returned.party,
            author=remark.author.name,
            date=remark.author.time,
            section=answer.prepared.section_at[paragraph] if paragraph is not None else "",
            block=blocks[remark.key],
            text=remark.text,
            quoted=remark.quoted,
            reply_to=names.get(remark.reply_to or "", ""),
            paragraph=paragraph,
            resolved=remark.resolved,
        )


def _told_apart(
    before: Sequence[Remark], after: Sequence[Remark]
) -> tuple[list[Remark], dict[str, str]]:
    """The party's own comments, and the keys of those that came back as they were sent.

    An editor gives every comment another id and often another time, some write the author
    otherwise or leave him out, and some join its paragraphs: so they are known by who wrote
    what, and else by what was written.
    """
    left, mine = list(before), list(after)
    known: dict[str, str] = {}
    for said in (_signed_text, _text_alone):
        sent: dict[object, list[Remark]] = {}
        for remark in left:
            sent.setdefault(said(remark), []).append(remark)
        others: list[Remark] = []
        for remark in mine:
            same = sent.get(said(remark))
            if same:
                known[remark.key] = same[0].key
                left.remove(same.pop(0))
            else:
                others.append(remark)
        mine = others
    return mine, known


def comment_changes(sent: Sequence[Remark], came: Sequence[Remark]) -> Iterator[Remark]:
    """What was done to the comments that were sent out: deleted, or marked as resolved.

    Where none of them came back, the program that saved the file keeps no comments.
    """
    _, known = _told_apart(sent, came)
    there = {key: remark for remark in came if (key := known.get(remark.key)) is not None}
    for remark in sent if there else ():
        now = there.get(remark.key)
        if now is None:
            done = "er slettet"
        elif now.resolved and not remark.resolved:
            done = "er markeret som løst"
        else:
            continue
        said = f"Kommentaren “{shortened(remark.text, _LONGEST_QUOTE)}” {done}."
        yield Remark(f"om {remark.key}", Author(), said, base=remark.paragraph)


def _signed_text(remark: Remark) -> object:
    return remark.author.name, remark.text.strip()


def _text_alone(remark: Remark) -> object:
    """What a comment says where that alone tells it from all others; else who says it, too."""
    text = squeezed(remark.text)
    is_telling = len(remark.text.split()) >= _TELLING
    return text if is_telling else (text, squeezed(remark.author.name).casefold())


def _base_paragraph(answer: Answer, remark: Remark) -> int | None:
    """Paragraph of the base that a comment hangs on, or the one before what is new."""
    if remark.base is not None:
        return remark.base
    at = remark.paragraph
    paragraphs = answer.returned.paragraphs
    if (gone := _taken_away(answer, remark)) is not None:
        return gone
    if at is None or not 0 <= at < len(paragraphs):
        return None
    here = paragraphs[at]
    if here.cell is not None:
        for i, para in enumerate(answer.prepared.document.paragraphs):
            if para.cell == here.cell and (
                para.anchors == here.anchors or para.plain == here.plain
            ):
                return i
    return answer.place(at)


def _taken_away(answer: Answer, remark: Remark) -> int | None:
    """Paragraph of the base whose words a comment was set on, where its author took it away.

    Without tracking it may be left as an empty one, or its bookmark with the next.
    """
    base = answer.prepared.document.paragraphs
    anchors, gone = set(remark.anchors), answer.gone
    at = remark.paragraph
    if not remark.stood and at is not None and 0 <= at < len(answer.returned.paragraphs):
        here = answer.returned.paragraphs[at]
        if (
            here.cell is None
            and not remark.quoted
            and (at not in answer.numbers or len(here.anchors) > 1)
        ):
            anchors = set(here.anchors)
    if anchors:
        return next((i for i, p in enumerate(base) if i in gone and anchors & set(p.anchors)), None)
    said = " ".join(remark.stood.split())
    same = [i for i in gone if said and " ".join(base[i].plain.split()) == said]
    return same[0] if len(same) == 1 else None


def _block(answer: Answer, remark: Remark, paragraph: int | None) -> str:
    if paragraph is None:
        return ""
    base = answer.prepared.document.paragraphs[paragraph]
    here = base if remark.paragraph is None else answer.returned.paragraphs[remark.paragraph]
    in_cell = here.cell is not None and base.cell is not None
    for anchor in (*here.anchors, *base.anchors) if in_cell else base.anchors:
        if anchor.cell:
            return str(anchor.cell)
        if anchor.block in answer.prepared.known:
            return anchor.block
    return ""
