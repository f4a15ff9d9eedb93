"""What turns one wording into another, as hunks over the words of the first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reportgen.hearing.result import Attribute, Hunk, Token
from reportgen.hearing.words import Tokens
from reportgen.report.merge import edits
from reportgen.report.text import ListKind

_GLUE = 3
"""Letters between two replaced words up to which both are one edit, as “og” or “i”."""


@dataclass(frozen=True, slots=True)
class Span:
    """Tokens `start` to `end` of the base against `there` to `until` of the other."""

    start: int
    end: int
    there: int
    until: int


def differences(
    base: Tokens, other: Tokens, cuts: Sequence[tuple[int, int]] = ()
) -> list[tuple[Hunk, Span]]:
    """What turns `base` into `other`, in order, each with the words it stands for.

    `cuts` are places known to correspond (token of the base, token of the other), in
    order: nothing is compared across them. Words come first and their formatting apart:
    a hunk either replaces words, or sets one attribute over words that stay.
    """
    spans: list[Span] = []
    for (start, there), (end, until) in _pieces(cuts, len(base), len(other)):
        spans += _spans(base, other, Span(start, end, there, until))
    spans = list(joined(spans, lambda one, other: _is_glue(base, one, other)))
    found = [(Hunk(s.start, s.end, other[s.there : s.until]), s) for s in spans]
    found += _formats(base, other, spans)
    return sorted(found, key=lambda each: (each[0].start, each[0].end))


def _pieces(
    cuts: Sequence[tuple[int, int]], base: int, other: int
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    edges = [(0, 0), *cuts, (base, other)]
    return pairwise(edges)


def _spans(base: Tokens, other: Tokens, piece: Span) -> Iterator[Span]:
    """Differences within one piece, each slid to where a person would say it is."""
    start, end, there, until = piece.start, piece.end, piece.there, piece.until
    while start < end and there < until and base[start].text == other[there].text:
        start, there = start + 1, there + 1
    while end > start and until > there and base[end - 1].text == other[until - 1].text:
        end, until = end - 1, until - 1
    if start == end and there == until:
        return
    if start == end or there == until:
        yield _slid(base, other, Span(start, end, there, until), piece.start, piece.end)
        return
    before = tuple(token.text for token in base[start:end])
    after = tuple(token.text for token in other[there:until])
    found: list[Span] = []
    shift = there - start
    for edit in edits(before, after):
        begin, stop = start + edit.start, start + edit.end
        found.append(Span(begin, stop, begin + shift, begin + shift + len(edit.new)))
        shift += len(edit.new) - (stop - begin)
    for i, span in enumerate(found):
        low = found[i - 1].end if i else piece.start
        high = found[i + 1].start if i + 1 < len(found) else piece.end
        found[i] = _slid(base, other, span, low, high)
    yield from found


def _slid(base: Tokens, other: Tokens, span: Span, low: int, high: int) -> Span:
    """Slide an insertion or a deletion along words that repeat, to one place for everyone.

    As far on as it goes, so that a word goes with the space after it; but a paragraph
    that came or went begins where the paragraph does.
    """
    back, on = reach(base, other, span, low, high)
    words = other if span.start == span.end else base
    first, last = (span.there, span.until) if span.start == span.end else (span.start, span.end)
    if any(word.begins for word in words[first + on : last + on]):
        begins = (by for by in range(on, -back - 1, -1) if words[first + by].begins)
        on = next(begins, on)
    return Span(span.start + on, span.end + on, span.there + on, span.until + on)


def reach(base: Tokens, other: Tokens, span: Span, low: int, high: int) -> tuple[int, int]:
    """How many words back, and how many on, a change may be told to be and do the same.

    It stays among the words `low` to `high` of the base; what replaces words stays put.
    """
    inserts = span.start == span.end
    if not inserts and span.there != span.until:
        return 0, 0
    words, first, last = (
        (other, span.there, span.until) if inserts else (base, span.start, span.end)
    )
    if first == last:
        return 0, 0
    back = on = 0
    while (
        span.end + on < high
        and last + on < len(words)
        and words[first + on].text == words[last + on].text
    ):
        on += 1
    while span.start - back > low and words[first - back - 1].text == words[last - back - 1].text:
        back += 1
    return back, on


def joined(spans: Iterable[Span], belong: Callable[[Span, Span], bool]) -> Iterator[Span]:
    """Make one of differences beside each other, as long as the next is said to belong."""
    last: Span | None = None
    for span in spans:
        if last is not None and belong(last, span):
            last = Span(last.start, span.end, last.there, span.until)
        else:
            if last is not None:
                yield last
            last = span
    if last is not None:
        yield last


def _is_glue(base: Tokens, one: Span, other: Span) -> bool:
    """Whether there is hardly a word between two differences: they are one rewording."""
    gap = base[one.end : other.start]
    if not is_little(gap):
        return False
    blank = all(token.text.isspace() for token in gap)
    return blank or (_replaces(one) and _replaces(other))


def is_little(gap: Tokens) -> bool:
    """Whether words between two differences are so few that both may be one rewording."""
    if any(token.begins for token in gap):
        return False
    return sum(len(token.text) for token in gap if token.text[0].isalnum()) <= _GLUE


def _replaces(span: Span) -> bool:
    return span.start < span.end and span.there < span.until


def _formats(base: Tokens, other: Tokens, spans: Sequence[Span]) -> Iterator[tuple[Hunk, Span]]:
    """Formatting that was set or cleared over words both have."""
    at = there = 0
    for span in (*spans, Span(len(base), len(base), len(other), len(other))):
        if base[at : span.start] != other[there : span.there]:
            for attribute in Attribute:
                yield from _format(base, other, Span(at, span.start, there, span.there), attribute)
        at, there = span.end, span.until


def _format(
    base: Tokens, other: Tokens, same: Span, attribute: Attribute
) -> Iterator[tuple[Hunk, Span]]:
    """Stretches of `same` over which one attribute differs in the same way.

    White space takes part only between words that do: nobody sees it in bold.
    """
    shift = same.there - same.start
    begun: tuple[int, int, str | bool] | None = None
    for i in range(same.start, same.end):
        if base[i].text.isspace() and not base[i].begins:
            continue
        now, wanted = value(base[i], attribute), value(other[i + shift], attribute)
        if begun is not None and (now == wanted or wanted != begun[2]):
            yield _set(attribute, begun, shift)
            begun = None
        if now != wanted:
            begun = (i, i + 1, wanted) if begun is None else (begun[0], i + 1, wanted)
    if begun is not None:
        yield _set(attribute, begun, shift)


def _set(attribute: Attribute, begun: tuple[int, int, str | bool], shift: int) -> tuple[Hunk, Span]:
    start, end, wanted = begun
    hunk = Hunk(start, end, sets=attribute, value=wanted)
    return hunk, Span(start, end, start + shift, end + shift)


def value(token: Token, attribute: Attribute) -> str | bool:
    """What a token has of an attribute; a word has no list, and a paragraph no bold."""
    if token.begins:
        return token.kind.value if attribute is Attribute.KIND else ""
    if attribute is Attribute.KIND:
        return ""
    found: str | bool = getattr(token.form, attribute.value)
    return found


def with_value(token: Token, attribute: Attribute, wanted: str | bool) -> Token:
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


def applied(base: Tokens, hunks: Sequence[Hunk]) -> Tokens:
    """`base` with `hunks` applied, which do not clash; insertions at one place in their order.

    Words added to the end of a paragraph come before a paragraph added after it.
    """
    written = list(base)
    for hunk in hunks:
        if hunk.sets is not None:
            for i in range(hunk.start, hunk.end):
                written[i] = with_value(written[i], hunk.sets, hunk.value)
    text = sorted((h for h in hunks if h.sets is None), key=_order)
    made: list[Token] = []
    at = 0
    for hunk in text:
        made += written[at : hunk.start]
        made += hunk.new
        at = max(at, hunk.end)
    made += written[at:]
    return tuple(made)


def _order(hunk: Hunk) -> tuple[int, int, bool]:
    return hunk.start, hunk.end, bool(hunk.new) and hunk.new[0].begins


def clash(one: Hunk, other: Hunk, base: Tokens) -> bool:
    """Whether two people's hunks over `base` touch the same words, and are not the same."""
    if one == other:
        return False
    if one.sets is not None and other.sets is not None:
        overlap = one.start < other.end and other.start < one.end
        return overlap and one.sets is other.sets and one.value != other.value
    if one.start == one.end:
        return other.start != other.end and _touches(one, other, base)
    if other.start == other.end:
        return _touches(other, one, base)
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
