"""What makes one paragraph another, word by word, as a person would mark it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from reportgen.hearing.edits.differences import Span, differences, joined
from reportgen.hearing.redline_plan import Deleted, Formatting, Inserted, Kept, Signature, Stretch
from reportgen.hearing.result import Form, Token
from reportgen.report.text import Line, Run

Tokens = tuple[Token, ...]

# A number, a date, an address or a compound is one word, as everywhere edits are shown.
_WORDS = re.compile(r"\w+(?:[.,:;/@'’\-–]\w+)*|[^\w\s]|\n|[^\S\n]+")
_FEW = 0.5
"""Share of a sentence's words below which what stays of it are chance finds."""


def stretches(now: Line, wanted: Line, by: Signature) -> tuple[Stretch, ...]:
    """What turns `now` into `wanted`; nothing where the two are alike.

    A sentence of which hardly a word stays is replaced whole. What comes stands before
    what goes: seen from the other side, that is the old wording before the new.
    """
    if now.runs == wanted.runs:
        return ()
    base, other = _tokens(now), _tokens(wanted)
    made: list[Stretch] = []
    at = there = 0
    for span in (*_spans(base, other), Span(len(base), len(base), len(other), len(other))):
        made += _same(base[at : span.start], other[there : span.there], by)
        if span.there < span.until:
            made.append(Inserted(_runs(other[span.there : span.until]), by))
        if span.start < span.end:
            made.append(Deleted(_text(base[span.start : span.end]), by))
        at, there = span.end, span.until
    if all(isinstance(stretch, Kept) and stretch.formatting is None for stretch in made):
        return ()
    return tuple(made)


def _tokens(line: Line) -> Tokens:
    """Every sign of a paragraph, white space at its ends too."""
    text = line.plain
    forms = [Form(run.bold, run.italic, run.href) for run in line.runs for _ in run.text]
    found: list[Token] = []
    for match in _WORDS.finditer(text):
        start = match.start()
        for form, signs in groupby(forms[start : match.end()]):
            end = start + len(list(signs))
            found.append(Token(text[start:end], form))
            start = end
    return tuple(found)


def _spans(base: Tokens, other: Tokens) -> Iterator[Span]:
    """Where the words differ; sentences beside each other that were written anew are one."""
    return joined(
        _by_sentence(base, other),
        lambda one, next_: (next_.start, next_.there) == (one.end, one.until),
    )


def _by_sentence(base: Tokens, other: Tokens) -> Iterator[Span]:
    """Where the words differ, each sentence that was written anew as a whole."""
    found = [span for hunk, span in differences(base, other) if hunk.sets is None]
    at = begin = 0
    for end in _sentence_ends(base):
        here: list[Span] = []
        while at < len(found) and (found[at].start < end or end == len(base)):
            here.append(found[at])
            at += 1
        if here and _is_written_anew(base, begin, end, here):
            first, last = min(begin, here[0].start), max(end, here[-1].end)
            yield Span(
                first,
                last,
                here[0].there - (here[0].start - first),
                here[-1].until + (last - here[-1].end),
            )
        else:
            yield from here
        begin = max(end, here[-1].end) if here else end


def _sentence_ends(base: Tokens) -> list[int]:
    """Where each sentence ends, as the number of the token behind it and its space.

    A full stop after a number makes an ordinal, as in a date; what a tab parts, as a label
    and what it is for, are two.
    """
    ends: list[int] = []
    for number in range(1, len(base) - 1):
        here, before = base[number].text, base[number - 1].text
        ordinal = before == "." and number > 1 and base[number - 2].text.isdecimal()
        if "\t" in here or (here.isspace() and before in ".?!:" and not ordinal):
            ends.append(number + 1)
    return [*ends, len(base)]


def _is_written_anew(base: Tokens, begin: int, end: int, here: Sequence[Span]) -> bool:
    if len(here) == 1 and here[0].start == here[0].end:
        return False  # words were only put in
    words = sum(_is_word(token) for token in base[begin:end])
    gone = sum(
        _is_word(token)
        for span in here
        for token in base[max(span.start, begin) : min(span.end, end)]
    )
    return gone > words * _FEW


def _is_word(token: Token) -> bool:
    return token.text[0].isalnum()


def _same(base: Tokens, other: Tokens, by: Signature) -> Iterator[Stretch]:
    """Words that both have, and how they look in the other."""
    pairs = zip(base, other, strict=True)
    for (was, form), group in groupby(pairs, lambda pair: (pair[0].form, pair[1].form)):
        text = "".join(token.text for token, _ in group)
        if was.href != form.href:  # Word tracks no other way
            yield Inserted((Run(text, *form),), by)
            yield Deleted(text, by)
        elif was != form:
            yield Kept(text, Formatting(form.bold, form.italic, by))
        else:
            yield Kept(text)


def _runs(tokens: Tokens) -> tuple[Run, ...]:
    return tuple(
        Run(_text(tuple(group)), *form) for form, group in groupby(tokens, lambda t: t.form)
    )


def _text(tokens: Tokens) -> str:
    return "".join(token.text for token in tokens)
