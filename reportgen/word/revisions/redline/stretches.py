"""What a plan makes of one paragraph's text, measured and cut."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from lxml import etree

from reportgen.hearing.redline_plan import (
    Deleted,
    Edited,
    Inserted,
    Kept,
    PlanDoesNotFit,
    Signature,
    Split,
    Stretch,
)
from reportgen.report.text import Run
from reportgen.word.revisions.redline.cut import text


def planned_stretches(paragraph: etree._Element, edited: Edited) -> tuple[Stretch, ...]:
    """What a plan makes of a paragraph that is still as the base has it.

    Raises `PlanDoesNotFit` where the stretches are not the paragraph's text.
    """
    held = text(paragraph)
    planned = edited.stretches or ((Kept(held),) if held else ())
    if "".join(s.text for s in planned if isinstance(s, Kept | Deleted)) != held:
        raise PlanDoesNotFit(f"not the text of the paragraph: {held[:60]!r}")
    return planned


def is_taken_away(stretches: Iterable[Stretch], unmarked: Signature | None) -> bool:
    """Whether all who take the paragraph's end away take all of its text too."""
    return unmarked is not None and all(
        isinstance(s, Inserted | Split)
        or (isinstance(s, Deleted) and unmarked.parties <= s.by.parties)
        for s in stretches
    )


def cut_stretches(stretches: Iterable[Stretch], places: Sequence[int]) -> list[Stretch]:
    """Cut stretches at places in all text they show."""
    found: list[Stretch] = []
    at = 0
    for stretch in stretches:
        size = length(stretch)
        inside = [place - at for place in places if at < place < at + size]
        for start, end in zip([0, *inside], [*inside, size], strict=True):
            if isinstance(stretch, Kept | Deleted):
                found.append(replace(stretch, text=stretch.text[start:end]))
            elif isinstance(stretch, Inserted):
                found.append(replace(stretch, runs=_cut_runs(stretch.runs, start, end)))
            else:
                found.append(stretch)
        at += size
    return found


def length(stretch: Stretch) -> int:
    """How many signs a stretch shows."""
    if isinstance(stretch, Inserted):
        return sum(len(run.text) for run in stretch.runs)
    return 0 if isinstance(stretch, Split) else len(stretch.text)


def _cut_runs(runs: Sequence[Run], start: int, end: int) -> tuple[Run, ...]:
    found: list[Run] = []
    at = 0
    for run in runs:
        piece = run.text[max(start - at, 0) : max(end - at, 0)]
        at += len(run.text)
        if piece:
            found.append(replace(run, text=piece))
    return tuple(found)
