"""Three-way merging of one wording, word by word.

Two people changed the same text from the same start. What they did at different words
is joined; what they did differently at the same words is a conflict, and stays one:
nothing is chosen for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportgen.report.text import plain

_TOKEN = re.compile(r"\d+(?:[.,:/-]\d+)*\b\s*|\w+\s*|[^\w\s]\s*|\s+")
"""A word, a number or a sign with the white space after it, so that blanks alone never match.

A number or a date is one token: two changes of ``563.935`` must never blend their digits.
"""


@dataclass(frozen=True, slots=True)
class Edit:
    """Tokens `start` to `end` of the base replaced by `new`; an insertion has start == end."""

    start: int
    end: int
    new: tuple[str, ...]


def tokens(text: str) -> tuple[str, ...]:
    """Split `text` into words and signs; joined they are `text` again."""
    return tuple(_TOKEN.findall(text))


def edits(base: tuple[str, ...], other: tuple[str, ...]) -> tuple[Edit, ...]:
    """What turns `base` into `other`, as the fewest token edits, in order."""
    from rapidfuzz.distance import Indel

    found: list[Edit] = []
    for op in Indel.opcodes(base, other):
        if op.tag == "equal":
            continue
        new = other[op.dest_start : op.dest_end]
        if found and found[-1].end == op.src_start:
            found[-1] = Edit(found[-1].start, op.src_end, found[-1].new + new)
        else:
            found.append(Edit(op.src_start, op.src_end, new))
    return tuple(found)


def merge(base: str, ours: str, theirs: str) -> str | None:
    """Join two changes of `base`, or return None where they cannot be joined.

    Neither side comes first: exchanging `ours` and `theirs` gives the same.
    """
    if ours == theirs or theirs == base:
        return ours
    if ours == base:
        return theirs
    start = tokens(base)
    ends = _sentence_ends(start)
    mine = _whole_sentences(start, edits(start, tokens(ours)), ends)
    other = _whole_sentences(start, edits(start, tokens(theirs)), ends)
    if any(_clash(a, b) for a in mine for b in other):
        return None
    merged = "".join(_applied(start, sorted({*mine, *other}, key=lambda edit: edit.start)))
    # Two sound marks can cross each other once joined; stray stars would then show as text.
    stars = max(plain(text).count("*") for text in (base, ours, theirs))
    return merged if plain(merged).count("*") <= stars else None


def _applied(base: tuple[str, ...], joined: Iterable[Edit]) -> Iterator[str]:
    at = 0
    for edit in joined:
        yield from base[at : edit.start]
        yield from edit.new
        at = edit.end
    yield from base[at:]


def _sentence_ends(base: tuple[str, ...]) -> tuple[int, ...]:
    """Where each sentence of `base` ends, as the number of the token behind it."""
    ends = [
        i
        for i, token in enumerate(base, 1)
        if "\n" in token or (token[0] in ".!?:" and token[-1].isspace())
    ]
    return (*ends, len(base))


def _whole_sentences(
    base: tuple[str, ...], found: tuple[Edit, ...], ends: tuple[int, ...]
) -> tuple[Edit, ...]:
    """The edits, with all those of a sentence that was written anew made one.

    Written anew is a sentence of which less than half of the words were kept: what is
    left of it are chance finds, and another's edit of those would land in a sentence it
    was never meant for. The fewest edits say nothing of that by themselves.
    """
    made: list[Edit] = []
    begin, at = 0, 0
    for end in ends:
        here: list[Edit] = []
        while at < len(found) and (found[at].start < end or end == len(base)):
            here.append(found[at])
            at += 1
        if here and _is_written_anew(base, begin, end, here):
            first, last = min(begin, here[0].start), max(end, here[-1].end)
            inside = (Edit(e.start - first, e.end - first, e.new) for e in here)
            made.append(Edit(first, last, tuple(_applied(base[first:last], inside))))
        else:
            made.extend(here)
        begin = max(end, made[-1].end) if made else end
    return tuple(made)


def _is_written_anew(base: tuple[str, ...], begin: int, end: int, here: list[Edit]) -> bool:
    words = sum(_is_word(token) for token in base[begin:end])
    changed = sum(
        _is_word(token)
        for edit in here
        for token in base[max(edit.start, begin) : min(edit.end, end)]
    )
    return changed * 2 > words


def _is_word(token: str) -> bool:
    return token[0].isalnum()


def _clash(a: Edit, b: Edit) -> bool:
    """Whether two edits touch the same words, and are not the same edit.

    Words put in clash with a change right beside them too: they were written for the
    words that stood there.
    """
    if a == b:
        return False
    if a.start == a.end or b.start == b.end:
        return a.start <= b.end and b.start <= a.end
    return a.start < b.end and b.start < a.end
