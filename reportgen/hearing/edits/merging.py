"""Every edit of an answer exactly once, and all answers merged: each edit with all who made it.

Answers are taken one at a time and let go, so that a hundred take no more room than one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from heapq import heappop, heappush

from reportgen.hearing.base import Prepared, prepare
from reportgen.hearing.edits.answer import Answer
from reportgen.hearing.edits.blocks import row_edits
from reportgen.hearing.edits.conflicts import conflicts
from reportgen.hearing.edits.fixed import fixed_edits
from reportgen.hearing.edits.looks import compare_looks
from reportgen.hearing.edits.objects import compare_objects
from reportgen.hearing.edits.tables import table_edits, table_remarks
from reportgen.hearing.edits.texts import text_edits
from reportgen.hearing.ledger import account
from reportgen.hearing.model import BaseDocument, Remark, Returned
from reportgen.hearing.resaved.pieces import squeezed
from reportgen.hearing.responses import Ranks
from reportgen.hearing.result import (
    Account,
    Comment,
    Conflict,
    Edit,
    EditKind,
    Merged,
    Part,
    TablePlace,
    name,
    nth,
)


def changes(answer: Answer) -> tuple[Edit, ...]:
    """Find every edit of an answer; an answer without edits gives none."""
    found = [*text_edits(answer), *row_edits(answer), *table_edits(answer), *fixed_edits(answer)]
    return _each_named(_with_what_was_joined(found))


def _with_what_was_joined(edits: Sequence[Edit]) -> list[Edit]:
    """Name the rewording that took in a neighbour's words for what belongs together."""
    made = list(edits)
    for removal in edits:
        into, plus, _ = removal.together.partition("+")
        if removal.kind is not EditKind.REMOVE or not plus:
            continue
        grown = [
            (len(edit.hunk.new) - (edit.hunk.end - edit.hunk.start), -n)
            for n, edit in enumerate(made)
            if edit.block == into and edit.part is Part.TEXT and edit.hunk is not None
        ]
        if grown:
            n = -max(grown)[1]
            made[n] = replace(made[n], together=removal.together)
    return made


def _each_named(edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """Tell apart edits that are the same twice in one answer."""
    times: Counter[str] = Counter()
    made: list[Edit] = []
    for edit in edits:
        times[edit.id] += 1
        number = times[edit.id]
        made.append(edit if number == 1 else replace(edit, id=nth(edit.id, number)))
    return tuple(made)


_PARTS = (Part.HEADING, Part.TEXT, Part.FIELD, Part.FIXED, Part.PLACE, Part.ROW)


def merge(
    base: BaseDocument | Prepared,
    answers: Iterable[Returned],
    order: Sequence[str] = (),
    earlier: Sequence[Conflict] = (),
    onto: Merged | None = None,
) -> Merged:
    """Merge every answer over the words of the base.

    `order` is that of the network's organisations; the order of `answers` changes nothing.
    In a conflict of `earlier`, variants known then keep their numbers, new ones follow. `onto`
    is what other answers were merged to before: these join them as if all were merged at once.
    """
    onto = onto or Merged()
    prepared = base if isinstance(base, Prepared) else prepare(base)
    ranks = Ranks(order)
    found = {edit.id: replace(edit, conflict="") for edit in onto.edits}
    said = list(onto.comments)
    counts = Counter(onto.counts)
    accounts = list(onto.accounts)
    for returned in answers:
        answer = Answer(prepared, returned)
        edits = changes(answer)
        for edit in edits:
            found[edit.id] = _with(found[edit.id], edit, ranks) if edit.id in found else edit
        objects = compare_objects(answer)
        counts[returned.party] += len(edits)
        remarks = [*objects.remarks, *table_remarks(answer), *compare_looks(answer)]
        accounted = account(answer, edits, remarks, objects)
        accounts.append(Account(returned.party, returned.file, accounted.ledger()))
        said += comments(answer, [*remarks, *accounted.remarks])
    ordered = in_order(found.values(), ranks)
    settled, open_ = conflicts(prepared, ordered, ranks, earlier)
    said.sort(key=lambda c: (-1 if c.paragraph is None else c.paragraph, ranks.of(c.party)))
    accounts.sort(key=lambda each: ranks.of(each.party))
    return Merged(settled, open_, tuple(said), dict(counts), tuple(accounts))


def _with(edit: Edit, other: Edit, ranks: Ranks) -> Edit:
    """One edit that two answers have."""
    sources = sorted(
        {*edit.sources, *other.sources},
        key=lambda source: (ranks.of(source.party), source.file, source.authors),
    )
    return replace(
        edit,
        sources=tuple(sources),
        paragraphs=max(edit.paragraphs, other.paragraphs),
        follows=tuple(sorted({*edit.follows, *other.follows})),
        together=max(edit.together, other.together),
        table=_both_places(edit.table, other.table),
    )


def _both_places(one: TablePlace | None, other: TablePlace | None) -> TablePlace | None:
    """Where a row is in the answers of all who put it in."""
    if one is None or other is None:
        return one or other
    first = min(one, other, key=lambda place: place.row)
    return replace(first, after=tuple(sorted({*one.after, *other.after})))


def in_order(edits: Iterable[Edit], ranks: Ranks) -> list[Edit]:
    """Edits in the order of the document, and at one place in that of the parties."""

    def key(edit: Edit) -> tuple[object, ...]:
        hunk = edit.hunk
        return (
            edit.paragraphs[0] if edit.paragraphs else -1,
            _PARTS.index(edit.part),
            (hunk.start, hunk.end) if hunk else (0, 0),
            bool(hunk and hunk.new and hunk.new[0].begins),
            ranks.first(edit.parties),
            edit.id,
        )

    placed: list[Edit] = []
    added: dict[tuple[str, str], list[Edit]] = {}
    for edit in sorted(edits, key=key):
        if not _adds(edit):
            placed.append(edit)
            continue
        beside = added.setdefault((edit.row, edit.place), [])
        if not beside:
            placed.append(edit)
        beside.append(edit)
    ordered: list[Edit] = []
    for edit in placed:
        ordered += _after_each_other(added[edit.row, edit.place]) if _adds(edit) else [edit]
    return ordered


def _adds(edit: Edit) -> bool:
    """Whether it adds a block."""
    return edit.kind is EditKind.ADD and not edit.is_row


def _after_each_other(added: Sequence[Edit]) -> list[Edit]:
    """Additions at one place, each after what it follows in anyone's answer.

    Where two answers contradict each other, the parties' order decides.
    """
    number = {edit.id: n for n, edit in enumerate(added)}
    before = [{number[id_] for _, id_ in edit.follows if id_ in number} for edit in added]
    after: list[list[int]] = [[] for _ in added]
    for n, earlier in enumerate(before):
        for m in earlier:
            after[m].append(n)
    ready = [n for n, earlier in enumerate(before) if not earlier]
    ordered: list[int] = []
    done: set[int] = set()
    left = iter(range(len(added)))
    while len(ordered) < len(added):
        n = heappop(ready) if ready else next(n for n in left if n not in done)
        if n in done:
            continue
        done.add(n)
        ordered.append(n)
        for m in after[n]:
            before[m].discard(n)
            if not before[m] and m not in done:
                heappush(ready, m)
    return [added[n] for n in ordered]


# Comments of an answer: each at its block, and none of those that were sent out.

_TELLING = 5
"""Words by which a comment is known whoever is said to have written it."""


def comments(answer: Answer, made: Sequence[Remark] = ()) -> Iterator[Comment]:
    """Every comment and reply that the party wrote, and the remarks `made` of what it did."""
    own, sent = _told_apart(answer)
    mine = [*own, *made]
    names: dict[str, str] = dict(sent)
    blocks: dict[str, str] = {}
    times: Counter[tuple[str, ...]] = Counter()
    for remark in mine:
        paragraph = _base_paragraph(answer, remark)
        section = answer.prepared.section_at[paragraph] if paragraph is not None else ""
        block = _block(answer, remark, paragraph)
        if not block and remark in made:
            block = answer.block_at(paragraph)
        blocks[remark.key] = block
        key = (answer.returned.party, remark.author.name, block, remark.text)
        times[key] += 1
        names[remark.key] = name(section, block, "comment", key, times[key])
    times.clear()
    for remark in mine:
        paragraph = _base_paragraph(answer, remark)
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


def _told_apart(answer: Answer) -> tuple[list[Remark], dict[str, str]]:
    """The party's own comments, and the keys of those that came back as they were sent.

    An editor gives every comment another id and often another time, some write the author
    otherwise or leave him out, and some join its paragraphs: so they are known by who wrote
    what, and else by what was written.
    """
    left = list(answer.prepared.document.remarks)
    mine = list(answer.returned.remarks)
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
    anchors, slots = set(remark.anchors), answer.prepared.slots
    gone = {slot.index for slot, j in zip(slots, answer.alignment.back, strict=True) if j is None}
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
