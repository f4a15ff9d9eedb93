"""Text with what goes and what comes marked in it, as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from types import MappingProxyType

from reportgen.hearing.base import Prepared
from reportgen.hearing.decisions.rows import Row
from reportgen.hearing.edits.conflicts import words_of
from reportgen.hearing.result import Edit, EditKind, Part
from reportgen.report.wording.differ import Hunk, fewest_differences, with_attribute
from reportgen.report.wording.marks import ListKind
from reportgen.report.wording.text import Line, Run
from reportgen.report.wording.tokens import (
    PLAIN,
    Form,
    Token,
    Tokens,
    text_of,
    tokenize,
    tokenize_markup,
)

_NOTHING: Mapping[Part, Tokens] = MappingProxyType({})


class Mark(StrEnum):
    """What becomes of words."""

    KEPT = "kept"
    GONE = "gone"
    COME = "come"
    LOOK = "look"
    """They stay, and look otherwise."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in one form that the same becomes of."""

    text: str
    mark: Mark = Mark.KEPT
    form: Form = PLAIN
    by: str = ""
    """Whose change it is, where that is to be told."""


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A paragraph, and what becomes of its beginning: it may be parted off or joined here."""

    pieces: tuple[Piece, ...]
    mark: Mark = Mark.KEPT
    kind: ListKind = ListKind.NONE
    is_heading: bool = False

    @property
    def text(self) -> str:
        """All its words, those that go as well."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def is_changed(self) -> bool:
        """Whether anything in it is marked."""
        return self.mark is not Mark.KEPT or any(p.mark is not Mark.KEPT for p in self.pieces)


def marked(words: Tokens, hunks: Iterable[Hunk]) -> tuple[MarkedLine, ...]:
    """The words of a text with some hunks over them, which do not clash."""
    return _lines(_marked_tokens(words, list(hunks)))


def whole(words: Tokens, mark: Mark = Mark.KEPT) -> tuple[MarkedLine, ...]:
    """A text of which all becomes the same."""
    return _lines((word, mark) for word in words)


def compared(before: str, after: str) -> tuple[MarkedLine, ...]:
    """One text as markup against another."""
    words, other = tokenize_markup(before), tokenize_markup(after)
    found = fewest_differences(words, other)
    return marked(words, (Hunk(d.start, d.end, other[d.other_start : d.other_end]) for d in found))


def _marked_tokens(words: Tokens, hunks: Sequence[Hunk]) -> Iterator[tuple[Token, Mark]]:
    there = [(word, Mark.KEPT) for word in words]
    for hunk in hunks:
        if hunk.sets is not None:
            for at in range(hunk.start, hunk.end):
                there[at] = (with_attribute(words[at], hunk.sets, hunk.value), Mark.LOOK)
    at = 0
    for hunk in sorted((h for h in hunks if h.sets is None), key=lambda h: (h.start, h.end)):
        yield from there[at : hunk.start]
        yield from ((word, Mark.GONE) for word, _ in there[max(at, hunk.start) : hunk.end])
        yield from ((word, Mark.COME) for word in hunk.new)
        at = max(at, hunk.end)
    yield from there[at:]


def _lines(tokens: Iterable[tuple[Token, Mark]]) -> tuple[MarkedLine, ...]:
    """Paragraphs of marked tokens; each token that begins one begins a line here."""
    lines: list[tuple[Token, Mark, list[tuple[Token, Mark]]]] = []
    for token, mark in tokens:
        if token.begins or token.breaks:
            lines.append((token, mark, []))
        else:
            if not lines:
                lines.append((token, Mark.KEPT, []))
            lines[-1][2].append((token, mark))
    return tuple(
        MarkedLine(tuple(_pieces(content)), mark, token.kind) for token, mark, content in lines
    )


def _pieces(content: Sequence[tuple[Token, Mark]]) -> Iterator[Piece]:
    for (mark, form), group in groupby(content, lambda each: (each[1], each[0].form)):
        yield Piece(text_of(token for token, _ in group), mark, form)


def plain_lines(text: str) -> tuple[MarkedLine, ...]:
    """Text as it is typed, nothing of it marked."""
    return whole(tokenize_markup(text))


def lines_of_row(
    prepared: Prepared,
    row: Row,
    edits: Sequence[Edit],
    *,
    point: Mapping[Part, Tokens] = _NOTHING,
    is_overtaken: bool = False,
) -> tuple[MarkedLine, ...]:
    """What a row wants, marked in what was sent out.

    `edits` are those it decides; without any (a comment, a file), its own words are told.
    `point` has the heading and the text of its point as far as any side of the change touches
    them, so that all sides are seen of the same words.
    """
    if is_overtaken or not edits:
        return plain_lines(row.after)
    if all(_is_of_words(edit) for edit in edits):
        return tuple(_of_words(prepared, edits, point))
    if len(edits) == 1 and edits[0].kind is EditKind.ADD and not edits[0].is_row:
        (edit,) = edits
        title = [Line((Run(edit.heading),))] if edit.heading else []
        text = whole(tokenize_markup(edit.after), Mark.COME)
        return (*_heading(tokenize(title), Mark.COME), *text)
    removed = next((e for e in edits if e.kind is EditKind.REMOVE), None)
    if removed is not None and removed.block in prepared.known:
        return tuple(_gone(prepared, removed))
    if edits[0].kind is EditKind.MOVE or any(edit.kind is EditKind.ADD for edit in edits):
        return plain_lines(row.after)
    return compared(edits[0].before, _wanted(row, edits))


def _wanted(row: Row, edits: Sequence[Edit]) -> str:
    return edits[0].after if len(edits) == 1 else row.after


def _is_of_words(edit: Edit) -> bool:
    return (
        edit.hunk is not None
        and edit.part in (Part.TEXT, Part.HEADING)
        and edit.kind in (EditKind.REPLACE, EditKind.FORMAT)
    )


def _of_words(
    prepared: Prepared, edits: Sequence[Edit], point: Mapping[Part, Tokens]
) -> Iterator[MarkedLine]:
    for part in (Part.HEADING, Part.TEXT):
        here = [edit for edit in edits if edit.part is part]
        if here:
            hunks = (edit.hunk for edit in here if edit.hunk is not None)
            made = marked(words_of(prepared, here[0]), hunks)
        else:
            made = whole(point.get(part, ()))
        yield from _as_heading(made) if part is Part.HEADING else made


def _gone(prepared: Prepared, edit: Edit) -> Iterator[MarkedLine]:
    known = prepared.known[edit.block]
    if edit.part is not Part.TEXT:
        yield from _heading(known.heading_words, Mark.GONE)
    yield from whole(known.words, Mark.GONE)


def _heading(words: Tokens, mark: Mark) -> tuple[MarkedLine, ...]:
    return _as_heading(whole(words, mark))


def _as_heading(lines: Iterable[MarkedLine]) -> tuple[MarkedLine, ...]:
    return tuple(replace(line, is_heading=True) for line in lines)


def base_of_row(
    prepared: Prepared,
    row: Row,
    edits: Sequence[Edit],
    point: Mapping[Part, Tokens] = _NOTHING,
) -> tuple[MarkedLine, ...]:
    """What was sent out where a row is; `point` as for `lines_of_row`."""
    if point:
        words = dict(point)
    elif edits and all(_is_of_words(edit) for edit in edits):
        words = {edit.part: words_of(prepared, edit) for edit in edits}
    else:
        return plain_lines(row.before)
    heading = _heading(words.get(Part.HEADING, ()), Mark.KEPT)
    return (*heading, *whole(words.get(Part.TEXT, ())))
