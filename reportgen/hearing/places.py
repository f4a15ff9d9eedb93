"""Places in a text: edits that are so close that one may have become part of another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.hearing.differences import is_little
from reportgen.hearing.result import Edit
from reportgen.hearing.words import Tokens, plain


def places(edits: Sequence[Edit], words: Tokens | None = None) -> Iterator[list[Edit]]:
    """Edits of one text in groups that touch or follow each other without a word between.

    With `words` of the text, hardly a word may be between: they may be found as one.
    """
    ordered = sorted(
        ((edit.hunk.start, edit.hunk.end, n) for n, edit in enumerate(edits) if edit.hunk),
    )
    group: list[Edit] = []
    end = -1
    for start, stop, n in ordered:
        if group and start > end and not (words and is_little(words[end:start])):
            yield group
            group = []
        group.append(edits[n])
        end = max(end, stop)
    if group:
        yield group


def apart(place: Sequence[Edit], there: Sequence[Edit]) -> tuple[list[Edit], list[Edit]]:
    """Edits of one place: those asked for, and those found `there`."""
    found = {id(edit) for edit in there}
    return [e for e in place if id(e) not in found], [e for e in place if id(e) in found]


def is_among(edit: Edit, own: Sequence[Edit]) -> bool:
    """Whether what an edit puts in is among other words that were put in close by."""
    new = plain(edit.hunk.new) if edit.hunk else ""
    return bool(new) and any(new in plain(other.hunk.new) for other in own if other.hunk)
