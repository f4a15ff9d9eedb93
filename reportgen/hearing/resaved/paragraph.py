"""One paragraph as it was before another program saved it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from reportgen.hearing.model import Looking, Para, Tracked
from reportgen.hearing.resaved.doing import Doing
from reportgen.hearing.resaved.habits import (
    LINKS,
    Habits,
    heading_style,
    link_looks,
    look_of,
    marked,
    own_looks,
)
from reportgen.hearing.resaved.pieces import UNSEEN, Piece, pieces, same_folded
from reportgen.hearing.resaved.typed import fields, role, typed_before
from reportgen.report.wording.differ import fewest_differences
from reportgen.report.wording.text import Line, ListKind, Run, joined
from reportgen.report.wording.tokens import Token

_Placed = TypeVar("_Placed", Tracked, Looking)


@dataclass(slots=True)
class _Letter:
    """A character of a paragraph, and the one of the copy that it came from."""

    text: str
    run: Run
    was: int


class Undoing:
    """Undoes a program's habits in one paragraph; what was tracked stays as it is."""

    def __init__(self, habits: Habits, sent: Para, came: Para) -> None:
        self._habits, self._sent, self._came = habits, sent, came
        self._letters = [_Letter(text, run, 0) for run in came.line.runs for text in run.text]
        for at, letter in enumerate(self._letters):
            letter.was = at
        self._done: set[Doing] = set()

    def result(self) -> tuple[Para, set[Doing]]:
        """The paragraph as it was before, and what was undone."""
        line = self._line()
        style, looks = self._style(), self._looks(line)
        if not self._done:
            return self._came, set()
        tracked = tuple(self._moved(each) for each in self._came.tracked)
        made = replace(self._came, line=line, style=style, looks=looks, tracked=tracked)
        return made, self._done

    def _line(self) -> Line:
        if self._sent.line == self._came.line:
            return self._came.line
        kind = self._kind()
        self._take_out_typed()
        if Doing.NUMBERS in self._done:
            kind = self._sent.line.kind
        self._take_out_unseen()
        self._write_as_sent()
        runs = joined(self._runs())
        return Line(runs, kind) if self._done else self._came.line

    def _style(self) -> str:
        sent, came = self._sent.style, self._came.style
        if sent != came and self._has(Doing.STYLES, sent, heading_style(self._came)):
            self._done.add(Doing.STYLES)
            return sent
        return came

    def _looks(self, line: Line) -> tuple[Looking, ...]:
        """How its words look, where they stand now."""
        held = self._came.looks
        if self._has(Doing.LOOKS, LINKS):
            links = link_looks(self._came)
            held = tuple(look for look in held if look not in links)
        looks = [self._moved(look) for look in held]
        if line.plain == self._sent.plain:
            left = set(map(look_of, looks))
            before = own_looks(self._sent)
            looks += (
                look
                for look in before
                if look_of(look) not in left and self._has(Doing.LOOKS, look_of(look))
            )
            if self._has(Doing.LOOKS, LINKS):
                looks += link_looks(self._sent)
        if set(map(look_of, looks)) != set(map(look_of, self._came.looks)):
            self._done.add(Doing.LOOKS)
        return tuple(sorted(looks))

    def _has(self, doing: Doing, *where: str) -> bool:
        return (doing, *where) in self._habits.all

    @property
    def _text(self) -> str:
        return "".join(letter.text for letter in self._letters)

    def _is_tracked(self, start: int, end: int) -> bool:
        inside = {letter.was for letter in self._letters[start:end]}
        return any(each.start <= at < each.end for each in self._came.tracked for at in inside)

    def _kind(self) -> ListKind:
        sent, came = self._sent.line.kind, self._came.line.kind
        where = role(self._sent) or self._sent.style
        if sent is not came and self._has(Doing.LISTS, where, came):
            self._done.add(Doing.LISTS)
            return sent
        return came

    def _take_out_typed(self) -> None:
        if self._has(Doing.FIELDS, role(self._sent)):
            for start, end in reversed(fields(self._text)):
                self._letters[start:end] = [replace(self._letters[start], text=" ")]
                self._done.add(Doing.FIELDS)
        typed = typed_before(self._sent)
        if typed is None or not self._has(Doing.NUMBERS, role(self._sent)):
            return
        match = typed.match(self._text)
        if match and not self._sent.plain.startswith(match[0]):
            del self._letters[: match.end()]
            self._done.add(Doing.NUMBERS)

    def _take_out_unseen(self) -> None:
        if not self._has(Doing.UNSEEN):
            return
        for at in range(len(self._letters) - 1, -1, -1):
            if self._letters[at].text in UNSEEN and not self._is_tracked(at, at + 1):
                del self._letters[at]
                self._done.add(Doing.UNSEEN)

    def _write_as_sent(self) -> None:
        mine, theirs = pieces(self._sent.plain), pieces(self._text)
        sent = {b.start: a for a, b in _kept(mine, theirs)}
        for b in reversed(theirs):
            a = sent.get(b.start)
            if b.doing is None or (a and a.text == b.text):
                continue
            written = a.text if a else self._habits.before.get((b.doing, b.form), b.text)
            start, end = b.start, b.start + len(b.text)
            if written == b.text or self._is_tracked(start, end):
                continue
            if a is None or self._has(b.doing, a.form, b.form):
                first = self._letters[start]
                self._letters[start:end] = [replace(first, text=text) for text in written]
                self._done.add(b.doing)

    def _runs(self) -> Iterator[Run]:
        clear = {
            mark
            for mark in marked(self._sent, self._came)
            if self._has(Doing.MARKS, self._sent.style, mark)
        }
        if clear:
            self._done.add(Doing.MARKS)
        for letter in self._letters:
            run = letter.run
            bold, italic = run.bold and "bold" not in clear, run.italic and "italic" not in clear
            yield Run(letter.text, bold, italic, run.href)

    def _moved(self, placed: _Placed) -> _Placed:
        """Where a tracked change, or words of some look, stand now."""
        start = sum(letter.was < placed.start for letter in self._letters)
        end = sum(letter.was < placed.end for letter in self._letters)
        return placed._replace(start=start, end=max(start, end))


def _kept(mine: Sequence[Piece], theirs: Sequence[Piece]) -> Iterator[tuple[Piece, Piece]]:
    """The pieces that stand in both, folded."""
    if same_folded(mine, theirs):
        yield from zip(mine, theirs, strict=True)
        return
    at = there = 0
    for each in (*fewest_differences(_tokens(mine), _tokens(theirs)), None):
        end = each.start if each else len(mine)
        yield from zip(mine[at:end], theirs[there:], strict=False)
        if each:
            at, there = each.end, each.other_end


def _tokens(cut: Iterable[Piece]) -> tuple[Token, ...]:
    return tuple(Token(piece.folded) for piece in cut)
