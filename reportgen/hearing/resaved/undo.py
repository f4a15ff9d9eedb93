"""A copy as it was before another program saved it: what ran through all of it is undone.

What was tracked is somebody's edit, and stays. What is undone is counted, so that it can be
said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reportgen.hearing.model import Para, Returned
from reportgen.hearing.resaved.beside import objects_before_saving
from reportgen.hearing.resaved.doing import Doing
from reportgen.hearing.resaved.habits import habits
from reportgen.hearing.resaved.pairs import all_pairs, compared, same_words
from reportgen.hearing.resaved.paragraph import Undoing
from reportgen.hearing.resaved.pasted import pasted
from reportgen.hearing.resaved.typed import whole_paragraphs, without_comments
from reportgen.report import ledger
from reportgen.report.wording.text import Line, Run, joined

_BY_SAVING = "gjort af et andet program, da filen blev gemt"
_NEW = Para(Line(()))


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
    paragraphs, in_text = _paragraphs(sent, came)
    typed = Counter({Doing.DATES: came.typed_dates})
    done = dict(sorted((beside + in_text + typed).items()))
    if not done:
        return Resaved(came)
    aside = tuple(
        ledger.Item("", doing.value, _BY_SAVING) for doing, n in done.items() for _ in range(n)
    )
    undone = replace(came, paragraphs=paragraphs, objects=objects, set_aside=aside)
    return Resaved(undone, done)


def _paragraphs(sent: Returned, came: Returned) -> tuple[tuple[Para, ...], Counter[Doing]]:
    """The paragraphs as they were before, and what is undone."""
    done: Counter[Doing] = Counter()
    if [para.line for para in sent.paragraphs] == [para.line for para in came.paragraphs]:
        return came.paragraphs, done
    aside = whole_paragraphs(sent, came)
    done.update(aside.values())
    styles = {para.style.casefold(): para.style for para in sent.paragraphs}
    paragraphs = [
        replace(para, generated=True) if j in aside else _styled(para, styles)
        for j, para in enumerate(came.paragraphs)
    ]
    for j, end in without_comments(sent, came).items():
        if j not in aside:
            paragraphs[j] = _from(paragraphs[j], end)
            done[Doing.COMMENTS] += 1
    pairs = list(same_words(sent.paragraphs, paragraphs))
    found = habits(sent.paragraphs, paragraphs, pairs, bool(done))
    if found.all:
        for k, j in all_pairs(sent.paragraphs, paragraphs, pairs):
            was = _NEW if k is None else sent.paragraphs[k]
            paragraphs[j], what = Undoing(found, was, paragraphs[j]).result()
            done.update(what)
    known = {pair.j: pair.i for pair in pairs}
    for doing, styled in (
        (Doing.STYLE, _after_gone(sent.paragraphs, paragraphs, came, known)),
        (Doing.LISTS, pasted(sent.paragraphs, paragraphs, known)),
    ):
        for i, j in styled:
            mine = sent.paragraphs[i]
            line = Line(paragraphs[j].line.runs, mine.line.kind)
            paragraphs[j] = replace(paragraphs[j], line=line, style=mine.style)
            done[doing] += 1
    return tuple(paragraphs), done


def _styled(para: Para, styles: Mapping[str, str]) -> Para:
    """A paragraph with its style spelled as it was; programs change small and large letters."""
    style = styles.get(para.style.casefold(), para.style)
    return para if style == para.style else replace(para, style=style)


def _from(para: Para, start: int) -> Para:
    """A paragraph without the characters before `start`."""
    at = 0
    runs: list[Run] = []
    for run in para.line.runs:
        runs.append(replace(run, text=run.text[max(start - at, 0) :]))
        at += len(run.text)
    return replace(para, line=Line(joined(runs), para.line.kind))


def _after_gone(
    mine: Sequence[Para], theirs: Sequence[Para], came: Returned, known: Mapping[int, int]
) -> Iterator[tuple[int, int]]:
    """Paragraphs that were given the style of one before them, which was taken out.

    LibreOffice does so where the end of a paragraph is deleted. `known` tells of paragraphs
    with the same words which they were: those of the template have no bookmark.
    """
    there = {anchor: j for j, para in enumerate(theirs) for anchor in para.anchors}
    same = {i: j for j, i in known.items()}
    gone = {anchor for deleted in came.deleted for anchor in deleted.anchors}
    if not gone and all(anchor in there for para in mine for anchor in para.anchors):
        return
    styles: set[str] = set()
    for i in compared(mine):
        para = mine[i]
        left = [there[anchor] for anchor in para.anchors if anchor in there]
        if not para.anchors and i in same:
            left = [same[i]]
        if para.cell is not None:
            styles = set()
        elif para.anchors and (not left or gone.issuperset(para.anchors)):
            styles.add(para.style)
        else:
            if left and para.style != theirs[left[0]].style in styles:
                yield i, left[0]
            styles = set()
