"""Three-way merging of one wording, word by word.

Two people changed the same text from the same start. What they did at different words
is joined; what they did differently at the same words is a conflict, and stays one:
nothing is chosen for them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportgen.report.text import plain

_TOKEN = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")
"""A word or a sign with the white space after it, so that blanks alone never match."""


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
    """Join two changes of `base`, or return None where they cannot be joined."""
    if ours == theirs or theirs == base:
        return ours
    if ours == base:
        return theirs
    start = tokens(base)
    mine, other = edits(start, tokens(ours)), edits(start, tokens(theirs))
    if any(_clash(a, b) for a in mine for b in other):
        return None
    joined = sorted({*mine, *other}, key=lambda edit: (edit.start, edit.end))
    written: list[str] = []
    at = 0
    for edit in joined:
        written.extend(start[at : edit.start])
        written.extend(edit.new)
        at = edit.end
    written.extend(start[at:])
    merged = "".join(written)
    # Two sound marks can cross each other once joined; stray stars would then show as text.
    stars = max(plain(text).count("*") for text in (base, ours, theirs))
    return merged if plain(merged).count("*") <= stars else None


def _clash(a: Edit, b: Edit) -> bool:
    """Whether two edits touch the same words, and are not the same edit."""
    if a == b:
        return False
    if a.start == a.end and b.start == b.end:
        return a.start == b.start
    if a.start == a.end:
        return b.start < a.start < b.end
    if b.start == b.end:
        return a.start < b.start < a.end
    return a.start < b.end and b.start < a.end
