"""Editorial edits: those that touch signs alone, and can be accepted together.

Punctuation, spaces, hyphens and dashes, quotation marks: never a letter, a digit or a capital,
and never a sign that a number is read by.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from reportgen.hearing.base import Prepared
from reportgen.hearing.edits.conflicts import words_of
from reportgen.hearing.result import Edit, EditKind, Merged, Part
from reportgen.report.wording.tokens import Tokens, text_of

_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u00ad"
_SIGNS = frozenset(f".,;:!?…()[]'\"’‘‚‛“”„‟»«›‹´`{_DASHES}")
_SIGN = re.escape("".join(sorted(_SIGNS)))
_BETWEEN_DIGITS = re.compile(rf"(?<=\d)[\s{_SIGN}]+(?=\d)")
_BEFORE_A_NUMBER = re.compile(rf"(?<!\w)[{re.escape(_DASHES)}.,]+(?=\d)")
"""Signs that are read with a number, as of a negative one."""
_BLANKS = re.compile(r"\s+")
_DASH = re.compile(rf"\s*[{re.escape(_DASHES)}]\s*")
_BESIDE = 4
"""Tokens on either side of an edit that it is read with: a number may go on there."""


def is_editorial(prepared: Prepared, edit: Edit) -> bool:
    """Whether an edit changes nothing but signs, and nobody wants something else there."""
    hunk = edit.hunk
    if (
        edit.conflict
        or edit.candidates
        or edit.struck
        or edit.together
        or edit.kind is not EditKind.REPLACE
        or edit.part not in (Part.TEXT, Part.HEADING)
        or edit.table is not None
        or hunk is None
    ):
        return False
    words = words_of(prepared, edit)
    old, new = words[hunk.start : hunk.end], hunk.new
    if any(token.begins or token.breaks for token in (*old, *new)):
        return False
    before, after = words[max(hunk.start - _BESIDE, 0) : hunk.start], words[hunk.end :][:_BESIDE]
    looks = {token.form for token in (*before[-1:], *old, *after[:1]) if not token.begins}
    if not {token.form for token in new} <= looks:
        return False
    return differs_in_signs_alone(_read(before, old, after), _read(before, new, after))


def _read(*parts: Tokens) -> str:
    return "".join(text_of(part) for part in parts)


def editorial_edits(prepared: Prepared, merged: Merged) -> frozenset[str]:
    """Ids of the edits that are editorial."""
    return frozenset(edit.id for edit in merged.edits if is_editorial(prepared, edit))


def differs_in_signs_alone(before: str, after: str) -> bool:
    """Whether two texts say the same but for signs.

    >>> differs_in_signs_alone("2022-2024, i alt", "2022–2024 i alt")
    True
    >>> differs_in_signs_alone("1.500 kr.", "1,500 kr."), differs_in_signs_alone("Vi", "vi")
    (False, False)
    """
    return before != after and list(_said(before)) == list(_said(after))


def _said(text: str) -> Iterator[str]:
    """What a text says without its signs: every other character, and how its numbers are read."""
    text = unicodedata.normalize("NFC", text)
    at = 0
    kept = [*_BETWEEN_DIGITS.finditer(text), *_BEFORE_A_NUMBER.finditer(text)]
    for found in sorted(kept, key=lambda match: match.start()):
        if found.start() < at:
            continue
        yield from _letters(text[at : found.start()])
        yield _DASH.sub("-", _BLANKS.sub(" ", found[0]))
        at = found.end()
    yield from _letters(text[at:])


def _letters(text: str) -> Iterator[str]:
    return (letter for letter in text if letter not in _SIGNS and not letter.isspace())
