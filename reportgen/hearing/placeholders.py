"""Sentences that the program puts where a section has nothing yet: never anybody's words.

They say that nothing is written there. Taking one away changes nothing, and what is typed
over it or beside it is new.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from reportgen.hearing.model import Para, Returned, Tracked
from reportgen.report.wording.text import Line, Run

EMPTY_STYLE = "Tomtafsnit"
"""Style of such a sentence in what the program writes."""


def is_placeholder(para: Para) -> bool:
    """Whether a paragraph of what was sent out is such a sentence."""
    return para.style == EMPTY_STYLE and not para.anchors and para.cell is None


def sentence(para: Para) -> str:
    """The sentence as it is found again, however the blanks came back."""
    return " ".join(para.plain.split())


def without_placeholders(returned: Returned, sentences: Collection[str]) -> Returned:
    """An answer without the sentences that were sent out, and all that stands beside them."""
    if not sentences:
        return returned
    openings = tuple(said.partition(" ")[0] for said in sentences)
    paragraphs = tuple(_without(para, sentences, openings) for para in returned.paragraphs)
    return replace(returned, paragraphs=paragraphs)


def _without(para: Para, sentences: Collection[str], openings: tuple[str, ...]) -> Para:
    """A paragraph without them; `openings` are their first words."""
    if para.cell is not None or para.generated:
        return para
    plain = para.plain
    for said in sentences:
        if said in plain:
            at = plain.index(said)
            return _cut(para, at, at + len(said))
    is_one = plain.lstrip().startswith(openings) and sentence(para) in sentences
    return _cut(para, 0, len(plain)) if is_one else para


def _cut(para: Para, start: int, end: int) -> Para:
    """The paragraph without some characters, and the blanks beside them."""
    plain = para.plain
    end += len(plain[end:]) - len(plain[end:].lstrip())
    runs: list[Run] = []
    at = 0
    for run in para.line.runs:
        kept = run.text[: max(start - at, 0)] + run.text[max(end - at, 0) :]
        at += len(run.text)
        runs += [replace(run, text=kept)] if kept else []
    return replace(
        para,
        line=Line(tuple(runs), para.line.kind),
        tracked=_shifted(para.tracked, start, end),
    )


def _shifted(tracked: Sequence[Tracked], start: int, end: int) -> tuple[Tracked, ...]:
    def place(at: int) -> int:
        return at if at <= start else max(at - (end - start), start)

    return tuple(each._replace(start=place(each.start), end=place(each.end)) for each in tracked)
