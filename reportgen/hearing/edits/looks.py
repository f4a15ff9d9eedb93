"""What a party did to how words look: marked, coloured, hidden, set otherwise, restyled.

None of it can be decided like words, so each is a remark at its place. What a party does to
words that it typed itself is how it shows that they are new, and no remark beside them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from reportgen.hearing.edits.answer import Answer
from reportgen.hearing.edits.contents import contents_remarks
from reportgen.hearing.edits.look_words import (
    changed,
    colour_name,
    looking,
    own_words_struck,
    restyled,
    style_name,
    unreadable,
)
from reportgen.hearing.matching.tables import cell_pairs
from reportgen.hearing.model import Author, Look, Looking, Para, Remark, Tracked
from reportgen.report.wording.differ import differences
from reportgen.report.wording.tokens import token_places, tokenize

_SHOWING_NEW = frozenset({Look.MARKED, Look.COLOURED, Look.UNDERLINED})
"""Looks by which people show what they typed."""
_OF_LINKS = frozenset({Look.COLOURED, Look.UNDERLINED})
_SEEN_OTHERWISE = frozenset(
    {"b", "bCs", "i", "iCs", "strike", "dstrike", "highlight", "shd", "color", "vanish", "u"}
    | {"vertAlign", "rStyle", "pStyle", "numPr", "szCs"}
)
"""Properties that are compared by what they come to, tracked or not."""
_NEAR = 24
"""Of 255: how far each part of two colours may be apart that a reader takes for one."""
_UNKNOWN = "\ufffd"
_MANY = 3
"""How many styles have to be gone for a program to have lost them."""
_AROUND = 25
"""Characters before and after an unknown one that tell where it is."""


def compare_looks(answer: Answer) -> list[Remark]:
    """Find everything that a party did to how words look, and to the list of contents."""
    return [*_Comparison(answer).remarks(), *contents_remarks(answer)]


@dataclass(frozen=True, slots=True)
class _Found:
    """Something to be said of words of a paragraph."""

    paragraph: int
    words: str
    looking: Looking | None = None
    said: str = ""
    """What is said, where it is no look."""
    authors: tuple[Author, ...] = ()
    is_whole: bool = False
    """Whether the words are all of the paragraph."""
    more: int = 0
    """How many paragraphs after it they go on through."""


class _Comparison:
    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self._base = answer.prepared.document.paragraphs
        self._came = answer.returned.paragraphs
        self._of = self._pairs()

    def remarks(self) -> list[Remark]:
        found: list[_Found] = []
        for at, para in enumerate(self._came):
            base = self._of.get(at)
            mine = None if base is None else self._base[base]
            if not para.generated and not _is_as_sent(mine, para):
                found += self._in_paragraph(at, mine, para)
        return [_remark(n, each) for n, each in enumerate(_joined(found))]

    def _pairs(self) -> dict[int, int]:
        """Each paragraph that came back, to the one of the base that it is; none typed anew."""
        answer = self._answer
        pairs = {
            at: answer.prepared.slots[i].index
            for j, at in enumerate(answer.index)
            if (i := answer.comes_from(j)) is not None and i not in answer.alignment.anew
        }
        mine = [para for para in self._base if para.cell]
        theirs = [para for para in self._came if para.cell]
        if mine != theirs:
            for one, other in cell_pairs(answer.prepared.tables, answer.tables):
                pairs |= dict(zip(other.paragraphs, one.paragraphs, strict=False))
        return pairs

    @cached_property
    def _lost(self) -> frozenset[str]:
        """Styles that an editor has lost: one of several paragraphs, or one of many styles."""
        sent, came = (
            Counter(para.style for para in each if para.plain.strip())
            for each in (self._base, self._came)
        )
        lost = {style for style in sent if style not in came}
        return frozenset(each for each in lost if sent[each] > 1 or len(lost) >= _MANY)

    def _in_paragraph(self, at: int, mine: Para | None, para: Para) -> Iterator[_Found]:
        kept = _kept(mine, para) if para.looks or para.tracked else ()
        yield from self._restyled(at, mine, para)
        for look in para.looks:
            if not _is_of_program(look):
                yield from _looking(at, mine, para, kept, look)
        for tracked in para.tracked:
            yield from _set_otherwise(at, para, kept, tracked)
            yield from self._own_struck(at, tracked)
        yield from _unknown(at, mine, para)

    def _restyled(self, at: int, mine: Para | None, para: Para) -> Iterator[_Found]:
        """A paragraph of another style, unless its editor has lost that style altogether."""
        if mine is None or not para.style or not para.plain.strip():
            return
        is_lost = mine.style in self._lost and not style_name(para.style)
        said = "" if is_lost else restyled(mine.style, para.style, para.plain)
        if said:
            authors = [each.author for each in para.tracked if "pStyle" in each.changed]
            yield _Found(at, para.plain, said=said, authors=tuple(authors))

    def _own_struck(self, at: int, tracked: Tracked) -> Iterator[_Found]:
        """Words that were struck through and never stood in the base: no edit tells of them."""
        words = " ".join(tracked.words.split())
        base = self._of.get(at)
        mine = self._base if base is None else self._base[base : base + 1]
        if words and not any(words in " ".join(para.plain.split()) for para in mine):
            yield _Found(at, words, said=own_words_struck(words), authors=(tracked.author,))


def _is_as_sent(mine: Para | None, para: Para) -> bool:
    """Whether nothing can have been done to a paragraph but to its words, as with most."""
    if mine is para and not para.tracked:
        return True
    if any(each.changed or each.words for each in para.tracked):
        return False
    if mine is None:
        return not para.looks and _UNKNOWN not in para.plain
    same_words = mine.plain == para.plain or _UNKNOWN not in para.plain
    return same_words and mine.style == para.style and (not para.looks or mine.looks == para.looks)


def _kept(mine: Para | None, para: Para) -> list[int | None]:
    """For each character, its place in the base; None where it is new."""
    length = len(para.plain)
    if mine is None:
        return [None] * length
    if mine.plain == para.plain:
        return list(range(length))
    here, there = token_places([mine.line]), token_places([para.line])
    kept: list[int | None] = [None] * length
    at = other = 0
    found = differences(tokenize([mine.line]), tokenize([para.line]))
    spans = [span for hunk, span in found if hunk.sets is None]
    for start, end, there_start, there_end in [
        *((s.start, s.end, s.other_start, s.other_end) for s in spans),
        (len(here), len(here), len(there), len(there)),
    ]:
        for i, j in zip(range(at, start), range(other, there_start), strict=False):
            _, first, _ = here[i]
            _, low, high = there[j]
            kept[low:high] = range(first, first + high - low)
        at, other = end, there_end
    return kept


def _looking(
    at: int, mine: Para | None, para: Para, kept: Sequence[int | None], look: Looking
) -> Iterator[_Found]:
    linked = _linked(para) if look.look in _OF_LINKS else frozenset()
    before = [each for each in (mine.looks if mine else ()) if _is_same(each, look)]

    def is_new(place: int) -> bool:
        base = kept[place]
        if place in linked:
            return False
        if base is None:
            return look.look not in _SHOWING_NEW
        return not any(each.start <= base < each.end for each in before)

    shows_new = look.look in _SHOWING_NEW and None in kept[look.start : look.end]
    for start, end in _stretches(para.plain, look, is_new):
        words = para.plain[start:end].strip()
        if shows_new and not any(map(str.isalnum, words)):
            continue  # the full stop of a new sentence, which the old one had too
        authors = [t.author for t in para.tracked if t.changed and t.start < end and start < t.end]
        whole = words == para.plain.strip()
        yield _Found(at, words, look._replace(start=start, end=end), "", tuple(authors), whole)


def kinds_of_look(para: Para) -> frozenset[Look]:
    """How words of a paragraph look by what people did, not programs."""
    return frozenset(each.look for each in para.looks if not _is_of_program(each))


def _is_of_program(look: Looking) -> bool:
    """Whether a look is one that programs give by themselves, with their styles and tables."""
    is_white = look.look is Look.MARKED and colour_name(look.colour) == "hvidt"
    return is_white or (look.is_of_style and look.look is not Look.HIDDEN)


def _stretches(
    plain: str, look: Looking, is_new: Callable[[int], bool]
) -> Iterator[tuple[int, int]]:
    """Stretches of new look; blanks between two do not part them."""
    start = end = -1
    for place in range(look.start, min(look.end, len(plain))):
        if plain[place].isspace() or not is_new(place):
            continue
        if end >= 0 and plain[end:place].strip():
            yield start, end
            start = place
        start = place if end < 0 else start
        end = place + 1
    if end >= 0:
        yield start, end


def _linked(para: Para) -> frozenset[int]:
    """Places of a paragraph that are a link, which programs colour and underline."""
    found: set[int] = set()
    at = 0
    for run in para.line.runs:
        if run.href:
            found.update(range(at, at + len(run.text)))
        at += len(run.text)
    return frozenset(found)


def _is_same(one: Looking, other: Looking) -> bool:
    """Whether two looks are one to a reader; programs round colours."""
    if one.look is not other.look or bool(one.colour) != bool(other.colour):
        return False
    parts = zip(bytes.fromhex(one.colour), bytes.fromhex(other.colour), strict=True)
    return all(abs(mine - theirs) <= _NEAR for mine, theirs in parts)


def _set_otherwise(
    at: int, para: Para, kept: Sequence[int | None], tracked: Tracked
) -> Iterator[_Found]:
    """A tracked change of looks that is told by no look of the words."""
    properties = [each for each in tracked.changed if each not in _SEEN_OTHERWISE]
    places = range(tracked.start, min(tracked.end, len(kept)))
    words = para.plain[tracked.start : tracked.end].strip()
    if properties and words and any(kept[place] is not None for place in places):
        yield _Found(at, words, said=changed(properties, words), authors=(tracked.author,))


def _unknown(at: int, mine: Para | None, para: Para) -> Iterator[_Found]:
    """Characters that nobody can tell, and that were not there before."""
    if _UNKNOWN not in para.plain:
        return
    before = mine.plain.count(_UNKNOWN) if mine else 0
    if para.plain.count(_UNKNOWN) > before:
        place = para.plain.index(_UNKNOWN)
        around = para.plain[max(place - _AROUND, 0) : place + _AROUND].strip()
        yield _Found(at, around, said=unreadable(around))


def _joined(found: Sequence[_Found]) -> list[_Found]:
    """What was done to several whole paragraphs after each other, told once."""
    made: list[_Found] = []
    last = -1
    for each in found:
        before = made[-1] if made else None
        if (
            before is not None
            and before.looking is not None
            and each.looking is not None
            and before.is_whole
            and each.is_whole
            and each.paragraph == last + 1
            and _is_same(before.looking, each.looking)
        ):
            words = f"{before.words}\n{each.words}"
            authors = before.authors + each.authors
            made[-1] = replace(before, words=words, authors=authors, more=before.more + 1)
        else:
            made.append(each)
        last = each.paragraph
    return made


def _remark(number: int, found: _Found) -> Remark:
    look = found.looking
    names = dict.fromkeys(author.name for author in found.authors if author.name)
    times = sorted(author.time for author in found.authors if author.time)
    return Remark(
        key=f"skrift {number}",
        author=Author("; ".join(names), times[0] if times else ""),
        text=found.said if look is None else looking(look.look, look.colour, found.words),
        paragraph=found.paragraph,
        more=found.more,
    )
