"""What a program did to a copy wherever it could.

A difference is a program's where nearly every place that could show it does. One that stands
here and there is somebody's edit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reportgen.hearing.model import Looking, Para
from reportgen.hearing.resaved.doing import Doing
from reportgen.hearing.resaved.pairs import Pair
from reportgen.hearing.resaved.pieces import USUAL, Piece, pieces, without_unseen
from reportgen.hearing.resaved.typed import Reading, role
from reportgen.report.wording.text import ListKind, Run

_NEARLY_ALL = 0.9
"""Share of the places that could show a difference beyond which it runs through the copy."""
_MOST = 0.6
"""The same of lines drawn into the list below them, where a program is known to have saved:
pandoc does so with what LibreOffice wrote, and leaves the lines above tables as they are."""
_LEAST = 2
"""Paragraphs that must show one which nothing else in the copy bears out."""
_LEAST_FORMATTED = 3
"""Places that must show a formatting, which a person may well have set in two."""
_HEADED = ("section", "point")
_BY_STYLE = (Doing.STYLES, Doing.LOOKS)
"""What a program does to all of a style, however little is in it."""
LINKS = "links"
"""What is done to the looks of links."""

Habit = tuple[Doing, *tuple[str, ...]]
"""A way of a program: what it does, and to which paragraphs or pieces."""


@dataclass(frozen=True, slots=True)
class Habits:
    """Everything a program did wherever it could."""

    all: frozenset[Habit] = frozenset()
    before: Mapping[tuple[Doing, str], str] = field(default_factory=dict)
    """How it was written before, of a form that was nowhere in the copy sent out."""


def habits(
    mine: Sequence[Para], theirs: Sequence[Para], pairs: Sequence[Pair], is_sure: bool
) -> Habits:
    """What was done wherever it could be; `is_sure` where a program is known to have saved it."""
    counted = [pair for pair in pairs if not theirs[pair.j].tracked]
    done: Counter[Habit] = Counter()
    paragraphs: Counter[Habit] = Counter()
    for pair in counted:
        sent, came = mine[pair.i], theirs[pair.j]
        if (sent.line, sent.style, sent.looks) != (came.line, came.style, came.looks):
            here = list(_shown(sent, came, pair.reading))
            done.update(here)
            paragraphs.update(set(here))
    if not done:
        return Habits()
    could = Counter(chance for pair in counted for chance in _chances(mine[pair.i]))
    shown = {
        habit
        for habit in done
        if done[habit] >= _share(habit, is_sure) * could[_chance(habit)]
        and (_tells(habit) or habit[0] in _BY_STYLE or done[habit] >= _LEAST_FORMATTED)
    }
    unseen = {habit for habit in shown if habit[0] is Doing.UNSEEN}
    sure = {h for h in shown - unseen if _tells(h) and paragraphs[h] >= _least(h)}
    held = frozenset(shown if is_sure or sure else unseen)
    before = {
        (doing, where[1]): USUAL[where[0]]
        for doing, *where in held
        if len(where) > 1 and where[0] in USUAL and (doing, where[1]) not in could
    }
    return Habits(held, before)


def _share(habit: Habit, is_sure: bool) -> float:
    """Share of the places that could show a habit from which it is one."""
    doing, *where = habit
    drawn_in = doing is Doing.LISTS and where[-1] == ListKind.BULLET
    return _MOST if drawn_in and is_sure else _NEARLY_ALL


def _tells(habit: Habit) -> bool:
    """Whether a habit tells that a program was at work, and no person who tidied up."""
    doing, *where = habit
    if doing is Doing.LISTS:
        return where[0] in _HEADED
    return doing is not Doing.MARKS and doing not in _BY_STYLE


def _least(habit: Habit) -> int:
    """Paragraphs that must show it; nobody writes the instruction of a field."""
    return 1 if habit[0] is Doing.FIELDS else _LEAST


def _chance(habit: Habit) -> tuple[str, ...]:
    """What shows a habit wherever there is one of it."""
    doing, *where = habit
    return (doing, *where[:1])


def _chances(sent: Para) -> Iterator[tuple[str, ...]]:
    held = role(sent)
    if held:
        yield (Doing.NUMBERS, held)
    yield (Doing.LISTS, held or sent.style)
    yield (Doing.MARKS, sent.style)
    yield (Doing.STYLES, sent.style)
    yield from ((Doing.LOOKS, look) for look in dict.fromkeys(map(look_of, own_looks(sent))))
    if any(run.href for run in sent.line.runs):
        yield (Doing.LOOKS, LINKS)
    for piece in pieces(sent.plain):
        if piece.doing is not None:
            yield (piece.doing, piece.form)


def _shown(sent: Para, came: Para, reading: Reading) -> Iterator[Habit]:
    """What was done to a paragraph that nobody edited."""
    if sent.style != came.style:
        yield (Doing.STYLES, sent.style, heading_style(came))
    left = set(map(look_of, came.looks))
    for look in dict.fromkeys(map(look_of, own_looks(sent))):
        if look not in left:
            yield (Doing.LOOKS, look)
    if set(map(look_of, link_looks(sent))) != set(map(look_of, link_looks(came))):
        yield (Doing.LOOKS, LINKS)
    if sent.line != came.line:
        yield from _shown_in_line(sent, came, reading)


def own_looks(para: Para) -> list[Looking]:
    """The looks of a paragraph that come neither of its style nor of links."""
    links = link_looks(para)
    return [look for look in para.looks if not look.is_of_style and look not in links]


def link_looks(para: Para) -> list[Looking]:
    """The looks of the words of links alone."""
    return [look for look in para.looks if _is_of_link(look, para.line.runs)]


def heading_style(para: Para) -> str:
    """The style of a heading; empty for all else, to which programs give names of their own."""
    return para.style if para.style.casefold().startswith("heading") else ""


def look_of(look: Looking) -> str:
    """A look, wherever it stands."""
    return f"{look.look.value} {look.colour}"


def _is_of_link(look: Looking, runs: Sequence[Run]) -> bool:
    at = 0
    inside = False
    for run in runs:
        meets = look.start < at + len(run.text) and at < look.end
        if meets and not run.href:
            return False
        inside = inside or meets
        at += len(run.text)
    return inside


def _shown_in_line(sent: Para, came: Para, reading: Reading) -> Iterator[Habit]:
    held = role(sent)
    for doing in reading.done:
        if doing is Doing.FIELDS or held:
            yield (doing, held)
    if sent.line.kind is not came.line.kind and Doing.NUMBERS not in reading.done:
        yield (Doing.LISTS, held or sent.style, came.line.kind)
    for mark in marked(sent, came):
        yield (Doing.MARKS, sent.style, mark)
    if _has_unseen(came.plain) and not _has_unseen(sent.plain):
        yield (Doing.UNSEEN,)
    for a, b in zip(_cut(sent.plain), _cut(reading.text), strict=True):
        if a.text != b.text and a.doing is not None:
            yield (a.doing, a.form, b.form)


def _has_unseen(text: str) -> bool:
    return without_unseen(text) != text


def _cut(text: str) -> Sequence[Piece]:
    return pieces(without_unseen(text).strip())


def marked(sent: Para, came: Para) -> Iterator[str]:
    """Marks that all of a paragraph has now and nothing in it had before."""
    for mark in ("bold", "italic"):
        before = any(getattr(run, mark) for run in sent.line.runs)
        if not before and all(getattr(run, mark) for run in came.line.runs if run.text.strip()):
            yield mark
