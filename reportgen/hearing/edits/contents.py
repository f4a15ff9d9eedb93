"""What a party wrote into the contents list, which is made anew of the headings.

Numbers, dots and pages are left to the programs that write the list, and a line that says what
a heading of the copy says is right: what is told is a line in words that no heading has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from reportgen.hearing.edits.answer import Answer
from reportgen.hearing.edits.look_words import quoted
from reportgen.hearing.model import Author, Para, Remark

_LINE, _TITLE = "TOC", "TOCHeading"
_HEADING = "Heading"


def contents_remarks(answer: Answer) -> list[Remark]:
    """A remark for each line of the contents that was written over, at its heading."""
    sent, came = answer.prepared.document.paragraphs, answer.returned.paragraphs
    mine, theirs = _lines(sent), _lines(came)
    if not mine or [sent[i].plain for i in mine] == [came[j].plain for j in theirs]:
        return []  # where none was sent, a program made the list that is there
    headings = {_letters(para.plain): i for i, para in enumerate(sent) if _is_heading(para)}
    known = {_letters(para.plain) for para in came if _is_heading(para)}
    known |= {_named(para.plain) for para in came if _is_heading(para)}
    known |= {_letters(sent[i].plain) for i in mine}
    left = Counter(_letters(came[j].plain) for j in theirs)
    gone = [i for i in mine if _letters(sent[i].plain) not in left]
    found: list[Remark] = []
    for j in theirs:
        words = _letters(came[j].plain)
        if not words or words in known:
            continue
        was = gone.pop(0) if gone else None
        found.append(_remark(len(found), j, came[j], None if was is None else sent[was], headings))
    return found


def _remark(number: int, at: int, para: Para, was: Para | None, of: dict[str, int]) -> Remark:
    now = quoted(_title(para))
    said = f"Indholdsfortegnelse: {now} er skrevet ind."
    if was is not None:
        said = f"Indholdsfortegnelse: {quoted(_title(was))} er ændret til {now}."
    base = None if was is None else of.get(_letters(was.plain))
    return Remark(f"indhold {number}", Author("", ""), said, paragraph=at, base=base)


def _lines(paragraphs: Sequence[Para]) -> list[int]:
    return [
        i
        for i, para in enumerate(paragraphs)
        if para.generated and para.style.startswith(_LINE) and para.style != _TITLE
    ]


def _is_heading(para: Para) -> bool:
    return para.style.startswith(_HEADING) and para.cell is None


def _title(para: Para) -> str:
    """A line of the contents without its page.

    The number of a section stands before a tab, and its page behind one.
    """
    parts = para.plain.strip().split("\t")
    pages = parts[1:] and parts[-1].strip().isdecimal()
    return " ".join(" ".join(parts[:-1] if pages else parts).split())


def _letters(text: str) -> str:
    """The letters of a line alone: programs write numbers, dots and pages as they like."""
    return "".join(filter(str.isalpha, text)).casefold()


def _named(text: str) -> str:
    """The same of an annex, whose heading has its number from its style."""
    return f"bilag{_letters(text)}"
