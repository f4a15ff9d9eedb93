"""Words that are disputed, as each side wants them: one side after the other, each whole.

Laid over each other word by word, the pieces of two sides would stand among each other, and
nobody could read either. So the words that a dispute is about are taken away by all sides
together, and what each of them puts there follows in one piece.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportgen.hearing.base import Prepared
from reportgen.hearing.edits.conflicts import words_of
from reportgen.hearing.result import Edit, EditKind, Merged, Part
from reportgen.report.wording.differ import Hunk, apply_hunks
from reportgen.report.wording.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Side:
    """What some parties want of the disputed words."""

    parties: tuple[str, ...]
    edits: tuple[Edit, ...]
    hunk: Hunk
    """All of the words, in one piece."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """Words that several sides replace, each in its own way."""

    edits: tuple[Edit, ...]
    sides: tuple[Side, ...]


def disputes(prepared: Prepared, merged: Merged) -> Iterator[Dispute]:
    """The disputes about words of one paragraph, each side in the order of its conflict."""
    for conflict in merged.conflicts:
        ids = {id_ for variant in conflict.variants for id_ in variant.edits}
        worded = [
            edit
            for edit in merged.edits
            if edit.id in ids and edit.kind is EditKind.REPLACE and edit.hunk is not None
        ]
        wanted = [(variant.parties, set(variant.edits)) for variant in conflict.variants]
        for place in dict.fromkeys(map(_place, worded)):
            there = [edit for edit in worded if _place(edit) == place]
            words = words_of(prepared, there[0])
            beside = [
                _span(edit)
                for edit in merged.edits
                if (edit.subject, _place(edit)) == (there[0].subject, place)
                and edit.hunk is not None
            ]
            for group in _overlapping(there):
                dispute = _dispute(words, group, wanted, beside)
                if dispute is not None:
                    yield dispute


def _place(edit: Edit) -> tuple[Part, tuple[int, ...]]:
    """The words that an edit's hunk counts in, among those of its block."""
    return edit.part, edit.paragraphs if edit.part is Part.FIELD else ()


def _overlapping(edits: Sequence[Edit]) -> Iterator[list[Edit]]:
    """Edits whose words hang together, in the order of the text."""
    group: list[Edit] = []
    end = -1
    for edit in sorted(edits, key=_span):
        start, until = _span(edit)
        if group and start > end:
            yield group
            group = []
        group.append(edit)
        end = max(end, until)
    if group:
        yield group


def _dispute(
    words: Tokens,
    group: Sequence[Edit],
    wanted: Sequence[tuple[tuple[str, ...], set[str]]],
    beside: Sequence[tuple[int, int]],
) -> Dispute | None:
    """What each side wants; None for one side alone, and where paragraphs come or go."""
    start, end = min(_span(each)[0] for each in group), max(_span(each)[1] for each in group)
    new = [token for each in group if each.hunk for token in each.hunk.new]
    if start == end or any(token.begins for token in (*words[start:end], *new)):
        return None
    parties_of: dict[tuple[str, ...], tuple[str, ...]] = {}
    for parties, wants in wanted:
        theirs = tuple(each.id for each in group if each.id in wants)
        if theirs:
            parties_of[theirs] = (*parties_of.get(theirs, ()), *parties)
    if len(parties_of) < 2:
        return None
    start, end = _with_a_blank(words, start, end, beside)
    sides = []
    for ids, parties in parties_of.items():
        edits = tuple(each for each in group if each.id in ids)
        hunks = [
            replace(each.hunk, start=each.hunk.start - start, end=each.hunk.end - start)
            for each in edits
            if each.hunk is not None
        ]
        whole = Hunk(start, end, apply_hunks(words[start:end], hunks))
        sides.append(Side(parties, edits, whole))
    return Dispute(tuple(group), tuple(sides))


def _with_a_blank(
    words: Tokens, start: int, end: int, beside: Sequence[tuple[int, int]]
) -> tuple[int, int]:
    """The blank after the words too, or the one before, so that it parts the sides.

    Not where somebody else does something there.
    """

    def is_free(at: int) -> bool:
        return (
            0 <= at < len(words)
            and not words[at].begins
            and words[at].text.isspace()
            and not any(
                first <= at + 1 and at <= until
                for first, until in beside
                if not (start <= first and until <= end)
            )
        )

    if is_free(end):
        return start, end + 1
    return (start - 1, end) if is_free(start - 1) else (start, end)


def _span(edit: Edit) -> tuple[int, int]:
    assert edit.hunk is not None
    return edit.hunk.start, edit.hunk.end
