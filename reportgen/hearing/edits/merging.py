"""Every edit of an answer exactly once, and all answers merged: each edit with all who made it.

Answers are taken one at a time and let go, so that a hundred take no more room than one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from heapq import heappop, heappush

from reportgen.hearing.base import Prepared, prepare
from reportgen.hearing.edits.answer import Answer
from reportgen.hearing.edits.blocks import row_edits
from reportgen.hearing.edits.comments import comments
from reportgen.hearing.edits.conflicts import conflicts
from reportgen.hearing.edits.fixed import fixed_edits
from reportgen.hearing.edits.looks import compare_looks
from reportgen.hearing.edits.objects import compare_objects
from reportgen.hearing.edits.tables import table_edits, table_remarks
from reportgen.hearing.edits.texts import text_edits
from reportgen.hearing.ledger import account
from reportgen.hearing.model import BaseDocument, Returned
from reportgen.hearing.responses import Ranks
from reportgen.hearing.result import (
    Account,
    Conflict,
    Edit,
    EditKind,
    Merged,
    Part,
    TablePlace,
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
