"""Who tracked which difference in a text.

Where words repeat, one result can be told as several changes: of two equal words next to
each other either may be the one that went. What a person tracked is one way to tell it,
and what comparing finds is another, the same for everyone. Both are laid side by side, and
a difference is by whoever tracked something between two places where the two agree.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportgen.hearing.model import Author, Para, Tracked
from reportgen.report.wording.differ import Difference, reach
from reportgen.report.wording.tokens import Tokens, token_places, tokenize

_Place = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Texts:
    """A text as it was sent out and as it came back, in paragraphs and in words."""

    base: Sequence[Para]
    other: Sequence[Para]
    pairs: Sequence[tuple[int, int]]
    """Paragraphs that correspond, by their numbers in `base` and `other`."""


def authors_of(texts: Texts, spans: Sequence[Difference]) -> list[list[Author]]:
    """For each difference, whoever tracked a part of it; nobody where nobody did.

    `spans` are in order, over the words of all paragraphs of `texts`.
    """
    if not any(para.tracked for para in texts.other):
        return [[] for _ in spans]
    lines, other_lines = [para.line for para in texts.base], [para.line for para in texts.other]
    here, there = token_places(lines), token_places(other_lines)
    authors = [_touching(texts.other, there, span) for span in spans]
    if not all(authors):
        words, other = tokenize(lines), tokenize(other_lines)
        for n, span in enumerate(spans):
            if not authors[n]:
                low = spans[n - 1].end if n else 0
                high = spans[n + 1].start if n + 1 < len(spans) else len(words)
                authors[n] = _along(texts.other, there, _reached(words, other, span, low, high))
    for pair in texts.pairs:
        differences = _within(pair, spans, here, there)
        for n, named in _accounted(texts, pair, differences or []):
            authors[n] = named
    return authors


def _reached(
    words: Tokens, other: Tokens, span: Difference, low: int, high: int
) -> Iterator[Difference]:
    back, on = reach(words, other, span, low, high)
    return map(span.moved, range(-back, on + 1))


def _along(
    paras: Sequence[Para], there: Sequence[_Place], spans: Iterator[Difference]
) -> list[Author]:
    """Who tracked something at the first of several places a difference may be at."""
    return next((found for span in spans if (found := _touching(paras, there, span))), [])


def _touching(paras: Sequence[Para], there: Sequence[_Place], span: Difference) -> list[Author]:
    """Everyone whose tracked change touches a part of what came back.

    Where something was taken away it is a place without width.
    """
    if span.other_start < span.other_end:
        ranges = list(there[span.other_start : span.other_end])
        # Where a paragraph begins, the end of the one before it may be what was typed.
        begins = {n for n, first, last in ranges if n and first == last}
        ranges += [
            (n, last, len(paras[n].plain))
            for n, _, last in there[: span.other_end]
            if n + 1 in begins and not paras[n].plain[last:].strip()
        ]
    else:
        before = there[span.other_start - 1 : span.other_start] if span.other_start else []
        ranges = [(n, last, last) for n, _, last in before]
        ranges += [
            (n, first, first) for n, first, _ in there[span.other_start : span.other_start + 1]
        ]
    return [
        tracked.author
        for n, first, last in ranges
        for tracked in paras[n].tracked
        if _reaches(tracked, first, last, paras[n].plain)
    ]


def _reaches(tracked: Tracked, first: int, last: int, plain: str) -> bool:
    """Whether a change touches a range; what was struck through does so across blanks too.

    Whoever strikes a word through and types another beside it leaves a blank between them.
    """
    if not tracked.author.struck or _touches(tracked, first, last):
        return _touches(tracked, first, last)
    between = plain[last : tracked.start] if last <= tracked.start else plain[tracked.end : first]
    return not between.strip()


def _touches(tracked: Tracked, first: int, last: int) -> bool:
    if tracked.start == tracked.end or first == last:
        return tracked.start <= last and first <= tracked.end
    return tracked.start < last and first < tracked.end


# What was tracked, as changes of characters


@dataclass(slots=True)
class _Change:
    """Characters `start` to `end` of a paragraph of the base against `there` to `until`."""

    start: int
    end: int
    there: int
    until: int
    span: int | None = None
    """The difference it is."""
    tracked: Sequence[Tracked] = ()


def _accounted(
    texts: Texts, pair: tuple[int, int], differences: Sequence[_Change]
) -> Iterator[tuple[int, list[Author]]]:
    """The authors of differences within a paragraph, where all that was changed was tracked."""
    base, other = texts.base[pair[0]], texts.other[pair[1]]
    if not other.tracked or not differences:
        return
    account = _as_tracked(base.plain, other.plain, other.tracked)
    for group in _agreeing(differences, account or []):
        tracked = [each for change in group for each in change.tracked]
        for change in group:
            if change.span is not None and tracked:
                there, until = change.there, change.until
                near = [t.author for t in tracked if _reaches(t, there, until, other.plain)]
                yield change.span, near or [t.author for t in tracked]


def _as_tracked(base: str, other: str, tracked: Sequence[Tracked]) -> list[_Change] | None:
    """What turns `base` into `other` by the tracked changes alone; None where they cannot.

    Where something was taken away it is not known how much: as little as will do.
    """
    changes: list[_Change] = []
    at = there = 0
    clusters = list(_clusters(tracked))
    for n, cluster in enumerate(clusters):
        start, end = cluster[0].start, max(each.end for each in cluster)
        if base[at : at + start - there] != other[there:start]:
            return None
        at += start - there
        last = n + 1 == len(clusters)
        kept = other[end : len(other) if last else clusters[n + 1][0].start]
        stop = max(at, len(base) - len(kept)) if last else base.find(kept, at)
        if stop < 0:
            return None
        changes.append(_Change(at, stop, start, end, tracked=cluster))
        at, there = stop, end
    return changes if base[at:] == other[there:] else None


def _clusters(tracked: Sequence[Tracked]) -> Iterator[list[Tracked]]:
    """Tracked changes in order, those that touch each other together."""
    cluster: list[Tracked] = []
    end = -1
    for each in sorted(tracked):
        if cluster and each.start > end:
            yield cluster
            cluster = []
        end = max(end, each.end) if cluster else each.end
        cluster.append(each)
    if cluster:
        yield cluster


def _within(
    pair: tuple[int, int],
    spans: Sequence[Difference],
    here: Sequence[_Place],
    there: Sequence[_Place],
) -> list[_Change] | None:
    """The differences within a paragraph, by its characters; None where one goes beyond it."""
    changes: list[_Change] = []
    for n, span in enumerate(spans):
        mine = _characters(here, span.start, span.end)
        theirs = _characters(there, span.other_start, span.other_end)
        inside = (mine[0], theirs[0]) == pair
        if inside and (mine[2] is None or theirs[2] is None):
            return None
        if inside and mine[2] is not None and theirs[2] is not None:
            changes.append(_Change(mine[1], mine[2], theirs[1], theirs[2], span=n))
        elif mine[0] == pair[0] or theirs[0] == pair[1]:
            return None
    return changes


def _characters(where: Sequence[_Place], start: int, end: int) -> tuple[int, int, int | None]:
    """Paragraph of some words, their first character, and the last one, if that is in it too."""
    if start == end:
        if not start:
            return 0, 0, None
        number, _, last = where[start - 1]
        return number, last, last
    number, first, _ = where[start]
    until, _, last = where[end - 1]
    return number, first, last if until == number else None


def _agreeing(one: Sequence[_Change], other: Sequence[_Change]) -> Iterator[list[_Change]]:
    """Changes of two accounts in groups, between places where both keep the same characters."""
    ordered = sorted((*one, *other), key=lambda change: (change.there, change.until))
    group: list[_Change] = []
    end = shift = 0
    for change in ordered:
        if group and shift == 0 and change.there >= end:
            yield group
            group = []
        end = max(end, change.until) if group else change.until
        group.append(change)
        grown = (change.until - change.there) - (change.end - change.start)
        shift += grown if change.span is not None else -grown
    if group:
        yield group
