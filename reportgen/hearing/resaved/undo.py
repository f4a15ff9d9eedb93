"""A copy as it was before another program saved it: what ran through all of it is undone.

A difference is a program's where nearly every place that could show it does. One that stands
here and there is somebody's edit, and so is everything that was tracked. What is undone is
counted, so that it can be said.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reportgen.hearing.matching.align import Item, align
from reportgen.hearing.model import Para, Returned, Tracked
from reportgen.hearing.resaved.beside import objects_before_saving
from reportgen.hearing.resaved.doing import Doing
from reportgen.hearing.resaved.pasted import pasted
from reportgen.hearing.resaved.pieces import (
    UNSEEN,
    USUAL,
    Piece,
    folded,
    pieces,
    same_folded,
    without_unseen,
)
from reportgen.hearing.resaved.typed import (
    Reading,
    fields,
    readings,
    role,
    typed_before,
    whole_paragraphs,
    without_spans,
)
from reportgen.report import ledger
from reportgen.report.differ import fewest_differences
from reportgen.report.text import Line, ListKind, Run, joined
from reportgen.report.tokens import Token

_NEARLY_ALL = 0.9
"""Share of the places that could show a difference beyond which it runs through the copy."""
_LEAST = 2
"""Places that must show one which nothing else in the copy bears out."""
_LEAST_FORMATTED = 3
"""Places that must show a formatting, which a person may well have set in two."""
_HEADED = ("section", "point")
_BY_SAVING = "gjort af et andet program, da filen blev gemt"
_NEW = Para(Line(()))

Habit = tuple[Doing, *tuple[str, ...]]
"""A way of a program: what it does, and to which paragraphs or pieces."""


@dataclass(frozen=True, slots=True)
class _Habits:
    """Everything a program did wherever it could."""

    all: frozenset[Habit] = frozenset()
    before: Mapping[tuple[Doing, str], str] = field(default_factory=dict)
    """How it was written before, of a form that was nowhere in the copy sent out."""


@dataclass(frozen=True, slots=True)
class Resaved:
    """A copy as it was before, and what was undone in it."""

    returned: Returned
    done: Mapping[Doing, int] = field(default_factory=dict)
    """How many paragraphs each thing was done to."""


def without_resaving(sent: Returned, came: Returned) -> Resaved:
    """Undo in a copy that came back what a program did to all of it by saving.

    `sent` is what was sent out. Paragraphs that a program wrote stay where they are, as
    generated ones, so that every number of a paragraph means the same as before.
    """
    objects, beside = objects_before_saving(sent, came)
    resaved = _text_without_resaving(sent, came)
    done = dict(sorted((beside + Counter(resaved.done)).items()))
    if not done:
        return resaved
    aside = tuple(
        ledger.Item("", doing.value, _BY_SAVING) for doing, n in done.items() for _ in range(n)
    )
    return Resaved(replace(resaved.returned, objects=objects, set_aside=aside), done)


def _text_without_resaving(sent: Returned, came: Returned) -> Resaved:
    if [para.line for para in sent.paragraphs] == [para.line for para in came.paragraphs]:
        return Resaved(came)
    aside = whole_paragraphs(sent, came)
    done = Counter(aside.values())
    paragraphs = [
        replace(para, generated=True) if j in aside else para
        for j, para in enumerate(came.paragraphs)
    ]
    pairs = list(_same_words(sent.paragraphs, paragraphs))
    habits = _habits(sent.paragraphs, paragraphs, pairs, bool(aside))
    if habits.all:
        for i, j in _all_pairs(sent.paragraphs, paragraphs, pairs):
            was = _NEW if i is None else sent.paragraphs[i]
            paragraphs[j], what = _Undoing(habits, was, paragraphs[j]).result()
            done.update(what)
    known = {pair.j: pair.i for pair in pairs}
    for doing, found in (
        (Doing.STYLE, _after_gone(sent.paragraphs, paragraphs, came)),
        (Doing.LISTS, pasted(sent.paragraphs, paragraphs, known)),
    ):
        for i, j in found:
            mine = sent.paragraphs[i]
            line = Line(paragraphs[j].line.runs, mine.line.kind)
            paragraphs[j] = replace(paragraphs[j], line=line, style=mine.style)
            done[doing] += 1
    if not done:
        return Resaved(came)
    return Resaved(replace(came, paragraphs=tuple(paragraphs)), dict(sorted(done.items())))


# What is the same, whatever a program made of it


@dataclass(frozen=True, slots=True)
class _Pair:
    """A paragraph and what came of it, with the same words in both."""

    i: int
    j: int
    reading: Reading
    """What it says without what was typed into it."""


def _compared(paragraphs: Sequence[Para]) -> Iterator[int]:
    return (k for k, p in enumerate(paragraphs) if not p.generated and p.plain.strip())


def _same_words(mine: Sequence[Para], theirs: Sequence[Para]) -> Iterator[_Pair]:
    """Pair what nobody edited, in the order of the document."""
    places: defaultdict[tuple[bool, str], list[int]] = defaultdict(list)
    for k in _compared(mine):
        places[mine[k].cell is None, folded(mine[k].plain)].append(k)
    left = {key: iter(found) for key, found in places.items()}
    for j in _compared(theirs):
        para = theirs[j]
        for reading in readings(para.plain):
            i = next(left.get((para.cell is None, folded(reading.text)), iter(())), None)
            if i is not None:
                yield _Pair(i, j, reading)
                break


def _all_pairs(
    mine: Sequence[Para], theirs: Sequence[Para], pairs: Sequence[_Pair]
) -> Iterator[tuple[int | None, int]]:
    """Pair what was edited too: in the text by aligning it, in tables by the words alone.

    What is new has no counterpart.
    """
    in_tables = {pair.j: pair.i for pair in pairs}
    yield from ((in_tables.get(j), j) for j in _compared(theirs) if theirs[j].cell is not None)
    known = {pair.j: folded(mine[pair.i].plain) for pair in pairs}
    here = [i for i in _compared(mine) if mine[i].cell is None]
    there = [j for j in _compared(theirs) if theirs[j].cell is None]
    alignment = align(
        [Item(folded(mine[i].plain), mine[i].anchors, mine[i].style) for i in here],
        [
            Item(known.get(j) or folded(_plainest(theirs[j])), theirs[j].anchors, theirs[j].style)
            for j in there
        ],
    )
    for at, j in enumerate(there):
        i = alignment.match[at]
        yield None if i is None else here[i], j


def _plainest(para: Para) -> str:
    return without_spans(para.plain, fields(para.plain))


# What runs through the copy


def _habits(
    mine: Sequence[Para], theirs: Sequence[Para], pairs: Sequence[_Pair], is_sure: bool
) -> _Habits:
    """What was done wherever it could be; `is_sure` where a program is known to have saved it."""
    could: Counter[tuple[str, ...]] = Counter()
    done: Counter[Habit] = Counter()
    for pair in pairs:
        sent, came = mine[pair.i], theirs[pair.j]
        if came.tracked:
            continue
        could.update(_chances(sent))
        if sent.line != came.line:
            done.update(_shown(sent, came, pair.reading))
    shown = {
        habit
        for habit in done
        if done[habit] >= _NEARLY_ALL * could[_chance(habit)]
        and (_tells(habit) or done[habit] >= _LEAST_FORMATTED)
    }
    unseen = {habit for habit in shown if habit[0] is Doing.UNSEEN}
    sure = {h for h in shown - unseen if _tells(h) and done[h] >= _least(h)}
    held = frozenset(shown if is_sure or sure else unseen)
    before = {
        (doing, where[1]): USUAL[where[0]]
        for doing, *where in held
        if len(where) > 1 and where[0] in USUAL and (doing, where[1]) not in could
    }
    return _Habits(held, before)


def _tells(habit: Habit) -> bool:
    """Whether a habit tells that a program was at work, and no person who tidied up."""
    doing, *where = habit
    if doing is Doing.LISTS:
        return where[0] in _HEADED
    return doing is not Doing.MARKS


def _least(habit: Habit) -> int:
    """Places that must show it; nobody writes the instruction of a field."""
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
    for piece in pieces(sent.plain):
        if piece.doing is not None:
            yield (piece.doing, piece.form)


def _shown(sent: Para, came: Para, reading: Reading) -> Iterator[Habit]:
    """What was done to a paragraph that nobody edited."""
    held = role(sent)
    for doing in reading.done:
        if doing is Doing.FIELDS or held:
            yield (doing, held)
    if sent.line.kind is not came.line.kind and Doing.NUMBERS not in reading.done:
        yield (Doing.LISTS, held or sent.style, came.line.kind)
    for mark in _marked(sent, came):
        yield (Doing.MARKS, sent.style, mark)
    if _has_unseen(came.plain) and not _has_unseen(sent.plain):
        yield (Doing.UNSEEN,)
    for a, b in zip(_cut(sent.plain), _cut(reading.text), strict=True):
        if a.text != b.text and a.doing is not None:
            yield (a.doing, a.form, b.form)


def _has_unseen(text: str) -> bool:
    return without_unseen(text) != text


def _cut(text: str) -> list[Piece]:
    return pieces(without_unseen(text).strip())


def _marked(sent: Para, came: Para) -> Iterator[str]:
    """Marks that all of a paragraph has now and nothing in it had before."""
    for mark in ("bold", "italic"):
        before = any(getattr(run, mark) for run in sent.line.runs)
        if not before and all(getattr(run, mark) for run in came.line.runs if run.text.strip()):
            yield mark


def _after_gone(
    mine: Sequence[Para], theirs: Sequence[Para], came: Returned
) -> Iterator[tuple[int, int]]:
    """Paragraphs that were given the style of the one before them, which was taken out.

    LibreOffice does so where the end of a paragraph is deleted.
    """
    there = {anchor: j for j, para in enumerate(theirs) for anchor in para.anchors}
    gone = {anchor for deleted in came.deleted for anchor in deleted.anchors}
    before: Para | None = None
    for i in _compared(mine):
        para = mine[i]
        j = next((there[anchor] for anchor in para.anchors if anchor in there), None)
        if (
            before is not None
            and j is not None
            and para.style != before.style == theirs[j].style
            and para.cell is None is before.cell
            and before.anchors
            and all(anchor in gone or anchor not in there for anchor in before.anchors)
        ):
            yield i, j
        before = para


# Undoing it in one paragraph


@dataclass(slots=True)
class _Letter:
    """A character of a paragraph, and the one of the copy that it came from."""

    text: str
    run: Run
    was: int


class _Undoing:
    """Undoes a program's habits in one paragraph; what was tracked stays as it is."""

    def __init__(self, habits: _Habits, sent: Para, came: Para) -> None:
        self._habits, self._sent, self._came = habits, sent, came
        self._letters = [_Letter(text, run, 0) for run in came.line.runs for text in run.text]
        for at, letter in enumerate(self._letters):
            letter.was = at
        self._done: set[Doing] = set()

    def result(self) -> tuple[Para, set[Doing]]:
        """The paragraph as it was before, and what was undone."""
        if self._sent.line == self._came.line:
            return self._came, set()
        kind = self._kind()
        self._take_out_typed()
        if Doing.NUMBERS in self._done:
            kind = self._sent.line.kind
        self._take_out_unseen()
        self._write_as_sent()
        runs = self._runs()
        if not self._done:
            return self._came, set()
        line = Line(joined(runs), kind)
        tracked = tuple(self._moved(each) for each in self._came.tracked)
        return replace(self._came, line=line, tracked=tracked), self._done

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
            for mark in _marked(self._sent, self._came)
            if self._has(Doing.MARKS, self._sent.style, mark)
        }
        if clear:
            self._done.add(Doing.MARKS)
        for letter in self._letters:
            run = letter.run
            bold, italic = run.bold and "bold" not in clear, run.italic and "italic" not in clear
            yield Run(letter.text, bold, italic, run.href)

    def _moved(self, tracked: Tracked) -> Tracked:
        """Where a tracked change stands now."""
        start = sum(letter.was < tracked.start for letter in self._letters)
        end = sum(letter.was < tracked.end for letter in self._letters)
        return tracked._replace(start=start, end=max(start, end))


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
