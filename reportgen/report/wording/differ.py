"""What turns one wording into another, word by word, and how two such changes are joined.

A `Difference` is where two rows of tokens differ; a `Hunk` is what is to be done about it,
and can be applied, laid beside those of others, and recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from reportgen.report.wording.fewest import changed_pieces
from reportgen.report.wording.marks import ListKind
from reportgen.report.wording.text import plain
from reportgen.report.wording.tokens import Token, Tokens, text_of, tokenize_typed

_GLUE = 3
"""Letters between two replaced words up to which both are one edit, as “og” or “i”."""


class Attribute(StrEnum):
    """What a change of formatting sets."""

    BOLD = "bold"
    ITALIC = "italic"
    HREF = "href"
    KIND = "kind"


@dataclass(frozen=True, slots=True, order=True)
class Hunk:
    """Tokens `start` to `end` of a base replaced by `new`, or set in another form.

    An insertion has `start` == `end`, and a deletion no `new`.
    """

    start: int
    end: int
    new: tuple[Token, ...] = ()
    sets: Attribute | None = None
    """What it sets over the tokens, which then stay; none where it replaces them."""
    value: str | bool = ""
    """What it is set to: true or false, an address, or a list's name."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Tokens `start` to `end` of the base against `other_start` to `other_end` of the other."""

    start: int
    end: int
    other_start: int
    other_end: int

    @property
    def replaces(self) -> bool:
        """Whether there are tokens on both sides."""
        return self.start < self.end and self.other_start < self.other_end

    def moved(self, by: int) -> Difference:
        """The same, so many tokens further on in both."""
        return Difference(
            self.start + by, self.end + by, self.other_start + by, self.other_end + by
        )


def fewest_differences(base: Tokens, other: Tokens) -> list[Difference]:
    """What turns `base` into `other`, as the fewest tokens inserted and deleted, in order.

    Formatting counts for nothing. Differences that meet are one.
    """
    before, after = [token.text for token in base], [token.text for token in other]
    changed = (Difference(*piece) for piece in changed_pieces(before, after))
    return list(joined_differences(changed, lambda one, next_: one.end == next_.start))


def differences(
    base: Tokens, other: Tokens, cuts: Sequence[tuple[int, int]] = ()
) -> list[tuple[Hunk, Difference]]:
    """What turns `base` into `other`, in order, each with the words it stands for.

    `cuts` are places known to correspond (token of the base, token of the other), in
    order: nothing is compared across them. Words come first and their formatting apart:
    a hunk either replaces words, or sets one attribute over words that stay.
    """
    found: list[Difference] = []
    for (start, there), (end, until) in pairwise([(0, 0), *cuts, (len(base), len(other))]):
        found += _between(base, other, Difference(start, end, there, until))
    found = list(joined_differences(found, lambda one, next_: _is_glue(base, one, next_)))
    hunks = [(Hunk(d.start, d.end, other[d.other_start : d.other_end]), d) for d in found]
    hunks += _formats(base, other, found)
    return sorted(hunks, key=lambda each: (each[0].start, each[0].end))


def _between(base: Tokens, other: Tokens, piece: Difference) -> Iterator[Difference]:
    """Differences within one piece, each slid to where a person would say it is."""
    start, end, there, until = piece.start, piece.end, piece.other_start, piece.other_end
    while start < end and there < until and base[start].text == other[there].text:
        start, there = start + 1, there + 1
    while end > start and until > there and base[end - 1].text == other[until - 1].text:
        end, until = end - 1, until - 1
    if start == end and there == until:
        return
    if start == end or there == until:
        yield _slid(base, other, Difference(start, end, there, until), piece.start, piece.end)
        return
    found = [
        Difference(d.start + start, d.end + start, d.other_start + there, d.other_end + there)
        for d in fewest_differences(base[start:end], other[there:until])
    ]
    for i, difference in enumerate(found):
        low = found[i - 1].end if i else piece.start
        high = found[i + 1].start if i + 1 < len(found) else piece.end
        found[i] = _slid(base, other, difference, low, high)
    yield from found


def _slid(base: Tokens, other: Tokens, difference: Difference, low: int, high: int) -> Difference:
    """Slide an insertion or a deletion along words that repeat, to one place for everyone.

    As far on as it goes, so that a word goes with the space after it; but a paragraph
    that came or went begins where the paragraph does.
    """
    back, on = reach(base, other, difference, low, high)
    words, first, last = _side(base, other, difference)
    if any(word.begins for word in words[first + on : last + on]):
        begins = (by for by in range(on, -back - 1, -1) if words[first + by].begins)
        on = next(begins, on)
    return difference.moved(on)


def _side(base: Tokens, other: Tokens, difference: Difference) -> tuple[Tokens, int, int]:
    """The tokens an insertion puts in, or else those of the base: of which row, from and to."""
    if difference.start == difference.end:
        return other, difference.other_start, difference.other_end
    return base, difference.start, difference.end


def reach(
    base: Tokens, other: Tokens, difference: Difference, low: int, high: int
) -> tuple[int, int]:
    """How many words back, and how many on, a change may be told to be and do the same.

    It stays among the words `low` to `high` of the base; what replaces words stays put.
    """
    words, first, last = _side(base, other, difference)
    if difference.replaces or first == last:
        return 0, 0
    back = on = 0
    while (
        difference.end + on < high
        and last + on < len(words)
        and words[first + on].text == words[last + on].text
    ):
        on += 1
    while (
        difference.start - back > low
        and words[first - back - 1].text == words[last - back - 1].text
    ):
        back += 1
    return back, on


def joined_differences(
    differences: Iterable[Difference], belong: Callable[[Difference, Difference], bool]
) -> Iterator[Difference]:
    """Make one of differences beside each other, as long as the next is said to belong."""
    last: Difference | None = None
    for difference in differences:
        if last is not None and belong(last, difference):
            last = Difference(last.start, difference.end, last.other_start, difference.other_end)
        else:
            if last is not None:
                yield last
            last = difference
    if last is not None:
        yield last


def _is_glue(base: Tokens, one: Difference, other: Difference) -> bool:
    """Whether there is hardly a word between two differences: they are one rewording."""
    gap = base[one.end : other.start]
    if not is_little(gap):
        return False
    return not text_of(gap).strip() or (one.replaces and other.replaces)


def is_little(gap: Tokens) -> bool:
    """Whether words between two differences are so few that both may be one rewording."""
    if any(token.begins or token.breaks for token in gap):
        return False
    return sum(len(token.text) for token in gap if token.is_word) <= _GLUE


def _formats(
    base: Tokens, other: Tokens, found: Sequence[Difference]
) -> Iterator[tuple[Hunk, Difference]]:
    """Formatting that was set or cleared over words both have."""
    at = there = 0
    for each in (*found, Difference(len(base), len(base), len(other), len(other))):
        if base[at : each.start] != other[there : each.other_start]:
            same = Difference(at, each.start, there, each.other_start)
            for attribute in Attribute:
                yield from _format(base, other, same, attribute)
        at, there = each.end, each.other_end


def _format(
    base: Tokens, other: Tokens, same: Difference, attribute: Attribute
) -> Iterator[tuple[Hunk, Difference]]:
    """Ranges of `same` over which one attribute differs in the same way.

    White space takes part only between words that do: nobody sees it in bold.
    """
    shift = same.other_start - same.start
    begun: tuple[int, int, str | bool] | None = None
    for i in range(same.start, same.end):
        if base[i].text.isspace() and not base[i].begins:
            continue
        now, wanted = attribute_of(base[i], attribute), attribute_of(other[i + shift], attribute)
        if begun is not None and (now == wanted or wanted != begun[2]):
            yield _set(attribute, begun, shift)
            begun = None
        if now != wanted:
            begun = (i, i + 1, wanted) if begun is None else (begun[0], i + 1, wanted)
    if begun is not None:
        yield _set(attribute, begun, shift)


def _set(
    attribute: Attribute, begun: tuple[int, int, str | bool], shift: int
) -> tuple[Hunk, Difference]:
    start, end, wanted = begun
    hunk = Hunk(start, end, sets=attribute, value=wanted)
    return hunk, Difference(start, end, start + shift, end + shift)


def attribute_of(token: Token, attribute: Attribute) -> str | bool:
    """What a token has of an attribute; a word has no list, and a paragraph no bold."""
    if token.begins:
        return token.kind.value if attribute is Attribute.KIND else ""
    if attribute is Attribute.KIND:
        return ""
    held: str | bool = getattr(token.form, attribute.value)
    return held


def with_attribute(token: Token, attribute: Attribute, wanted: str | bool) -> Token:
    """`token` with an attribute set, where it can have it."""
    if token.begins:
        return token._replace(kind=ListKind(str(wanted))) if attribute is Attribute.KIND else token
    match attribute:
        case Attribute.BOLD:
            return token._replace(form=token.form._replace(bold=bool(wanted)))
        case Attribute.ITALIC:
            return token._replace(form=token.form._replace(italic=bool(wanted)))
        case Attribute.HREF:
            return token._replace(form=token.form._replace(href=str(wanted)))
        case Attribute.KIND:
            return token


def apply_hunks(base: Tokens, hunks: Sequence[Hunk]) -> Tokens:
    """`base` with `hunks` applied, which do not clash; insertions at one place in their order.

    Words added to the end of a paragraph come before a paragraph added after it.
    """
    written = list(base)
    for hunk in hunks:
        if hunk.sets is not None:
            for i in range(hunk.start, hunk.end):
                written[i] = with_attribute(written[i], hunk.sets, hunk.value)
    text = sorted((h for h in hunks if h.sets is None), key=_order)
    result: list[Token] = []
    at = 0
    for hunk in text:
        result += written[at : hunk.start]
        result += hunk.new
        at = max(at, hunk.end)
    result += written[at:]
    return tuple(result)


def _order(hunk: Hunk) -> tuple[int, int, bool]:
    return hunk.start, hunk.end, bool(hunk.new) and hunk.new[0].begins


def clash(one: Hunk, other: Hunk, base: Tokens) -> bool:
    """Whether two people's hunks over `base` touch the same words, and are not the same."""
    if one == other:
        return False
    if one.sets is not None and other.sets is not None:
        return _overlap(one, other) and one.sets is other.sets and one.value != other.value
    if one.start == one.end:
        return other.start != other.end and _touches(one, other, base)
    if other.start == other.end:
        return _touches(other, one, base)
    return _overlap(one, other)


def _overlap(one: Hunk, other: Hunk) -> bool:
    return one.start < other.end and other.start < one.end


def _touches(insertion: Hunk, hunk: Hunk, base: Tokens) -> bool:
    """Whether an insertion falls among the words that `hunk` changes."""
    if hunk.sets is not None:
        return False  # words put in bold take new words among them
    if hunk.start < insertion.start < hunk.end:
        return True
    # What is added to the end of a paragraph is an edit of it, also for who takes it out.
    takes_out = base[hunk.start].begins and not (hunk.new and hunk.new[0].begins)
    return takes_out and insertion.start == hunk.end and not insertion.new[0].begins


# Two wordings joined


def merge(base: str, ours: str, theirs: str) -> str | None:
    """Join two changes of `base`, or return None where they cannot be joined.

    What two people did at different words is joined; what they did differently at the same
    words is a conflict, and nothing is chosen for them. Neither side comes first: exchanging
    `ours` and `theirs` gives the same.

    >>> merge("Der er ti pladser i dag.", "Der er tolv pladser i dag.", "Der er ti pladser i år.")
    'Der er tolv pladser i år.'
    >>> merge("Der er ti pladser.", "Der er tolv pladser.", "Der er elleve pladser.") is None
    True

    A sentence that one of them wrote anew is one change, so that what the other did in it
    is a conflict, also where a few of its words happen to stand in both:

    >>> base = "Der er mangel på pladser i regionen. Det haster."
    >>> anew = "Regionen har i dag for få pladser til kommunerne. Det haster."
    >>> merge(base, anew, base.replace("mangel", "stor mangel")) is None
    True
    >>> merge(base, anew, base.replace("haster", "haster meget"))
    'Regionen har i dag for få pladser til kommunerne. Det haster meget.'
    """
    if ours == theirs or theirs == base:
        return ours
    if ours == base:
        return theirs
    start = tokenize_typed(base)
    mine, other = _hunks(start, ours), _hunks(start, theirs)
    if any(_touch(one, two) for one in mine for two in other):
        return None
    return _joined(start, [*mine, *other], (base, ours, theirs))


def merge_over(base: str, ours: str, theirs: str) -> str:
    """Join two changes of `base`, so that `theirs` stands where both changed the same words.

    >>> base = "Der er ti pladser i dag."
    >>> merge_over(base, "Der er tolv pladser i år.", "Der er elleve pladser i dag.")
    'Der er elleve pladser i år.'
    """
    if base in {ours, theirs}:
        return ours if theirs == base else theirs
    start = tokenize_typed(base)
    mine, other = _hunks(start, ours), _hunks(start, theirs)
    left = [one for one in mine if not any(_touch(one, two) for two in other)]
    joined = _joined(start, [*left, *other], (base, ours, theirs))
    return theirs if joined is None else joined


def _joined(base: Tokens, hunks: Iterable[Hunk], texts: Iterable[str]) -> str | None:
    """`base` with `hunks` applied; None where that says something none of `texts` does."""
    merged = text_of(apply_hunks(base, list(dict.fromkeys(hunks))))
    # Two sound marks can cross each other once joined; stray stars would then show as text.
    stars = max(plain(text).count("*") for text in texts)
    return merged if plain(merged).count("*") <= stars else None


def _hunks(base: Tokens, wanted: str) -> list[Hunk]:
    other = tokenize_typed(wanted)
    changed = whole_sentences(base, fewest_differences(base, other), _sentence_ends(base))
    return [Hunk(d.start, d.end, other[d.other_start : d.other_end]) for d in changed]


def _sentence_ends(base: Tokens) -> list[int]:
    """Where each sentence of `base` ends, as the number of the token behind it."""
    ends = [
        i
        for i, (text, *_) in enumerate(base, 1)
        if "\n" in text or (text[0] in ".!?:" and text[-1].isspace())
    ]
    return [*ends, len(base)]


def _touch(one: Hunk, other: Hunk) -> bool:
    """Whether two edits are of the same words, and are not the same edit.

    Unlike in a hearing, where many may add at one place (see `clash`), words put in touch
    a change right beside them too: they were written for the words that stood there.
    """
    if one == other:
        return False
    if one.start == one.end or other.start == other.end:
        return one.start <= other.end and other.start <= one.end
    return _overlap(one, other)


def whole_sentences(
    base: Tokens, changed: Sequence[Difference], ends: Iterable[int]
) -> list[Difference]:
    """The differences `changed`, with all those of a sentence that was written anew made one.

    Written anew is a sentence of which less than half of the words were kept: what is
    left of it are chance finds, and another's edit of those would land in a sentence it
    was never meant for. The fewest edits say nothing of that by themselves. `ends` are the
    numbers of the tokens behind each sentence of `base`, the last one its length.
    """
    result: list[Difference] = []
    begin = at = 0
    for end in ends:
        here: list[Difference] = []
        while at < len(changed) and (changed[at].start < end or end == len(base)):
            here.append(changed[at])
            at += 1
        if here and _is_written_anew(base, begin, end, here):
            before = here[0].start - min(begin, here[0].start)
            behind = max(end, here[-1].end) - here[-1].end
            here = [
                Difference(
                    here[0].start - before,
                    here[-1].end + behind,
                    here[0].other_start - before,
                    here[-1].other_end + behind,
                )
            ]
        result += here
        begin = max(end, result[-1].end) if result else end
    return result


def _is_written_anew(base: Tokens, begin: int, end: int, here: Sequence[Difference]) -> bool:
    words = sum(token.is_word for token in base[begin:end])
    gone = sum(token.is_word for d in here for token in base[max(d.start, begin) : min(d.end, end)])
    return gone * 2 > words


_KEPT = 3
"""A text of which fewer than one word in so many was kept was written anew."""


def is_written_anew(
    base: Tokens, other: Tokens, whole: Difference, found: Sequence[Difference]
) -> bool:
    """Whether hardly a word of either is left where `found` are the differences in `whole`.

    What is left then are chance finds: told one by one, the differences would be fragments
    that nobody wrote.
    """
    if len(found) < 2:
        return False
    mine = sum(token.is_word for token in base[whole.start : whole.end])
    theirs = sum(token.is_word for token in other[whole.other_start : whole.other_end])
    gone = sum(token.is_word for each in found for token in base[each.start : each.end])
    return (mine - gone) * _KEPT < min(mine, theirs)


# As on paper


def word_diff(before: str, after: str, *, gone: str, come: str) -> str:
    """The text of `after`, with the words that went and came put into `gone` and `come`.

    >>> marks = {"gone": "[slettet: {}]", "come": "[nyt: {}]"}
    >>> word_diff("Der er ti pladser i alt.", "Der er nu tolv pladser i alt.", **marks)
    'Der er [slettet: ti] [nyt: nu tolv] pladser i alt.'
    """
    old, new = tokenize_typed(before), tokenize_typed(after)
    written: list[str] = []
    at = 0
    for each in fewest_differences(old, new):
        written.append(text_of(old[at : each.start]))
        was = text_of(old[each.start : each.end])
        is_ = text_of(new[each.other_start : each.other_end])
        marked = [gone.format(was.rstrip())] if was.strip() else []
        marked += [come.format(is_.rstrip())] if is_.strip() else []
        blank = is_ or was
        written.append(" ".join(marked) + blank[len(blank.rstrip()) :])
        at = each.end
    return "".join(written) + text_of(old[at:])
