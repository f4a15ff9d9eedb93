"""What makes one paragraph another, word by word, as a person would mark it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from reportgen.hearing.redline_plan import Deleted, Formatting, Inserted, Kept, Signature, Stretch
from reportgen.report.differ import Difference, differences, joined_differences, whole_sentences
from reportgen.report.runs import Line, Run
from reportgen.report.tokens import Tokens, runs_of, text_of, tokenize_exactly


def stretches(now: Line, wanted: Line, by: Signature) -> tuple[Stretch, ...]:
    """What turns `now` into `wanted`; nothing where the two are alike.

    A sentence of which hardly a word stays is replaced whole. What comes stands before
    what goes: seen from the other side, that is the old wording before the new.
    """
    if now.runs == wanted.runs:
        return ()
    base, other = tokenize_exactly(now), tokenize_exactly(wanted)
    made: list[Stretch] = []
    at = there = 0
    end = Difference(len(base), len(base), len(other), len(other))
    for each in (*_differences(base, other), end):
        made += _same(base[at : each.start], other[there : each.other_start], by)
        if each.other_start < each.other_end:
            made.append(Inserted(runs_of(other[each.other_start : each.other_end]), by))
        if each.start < each.end:
            made.append(Deleted(text_of(base[each.start : each.end]), by))
        at, there = each.end, each.other_end
    if all(isinstance(stretch, Kept) and stretch.formatting is None for stretch in made):
        return ()
    return tuple(made)


def _differences(base: Tokens, other: Tokens) -> Iterator[Difference]:
    """Where the words differ; sentences beside each other that were written anew are one."""
    found = [difference for hunk, difference in differences(base, other) if hunk.sets is None]
    return joined_differences(
        whole_sentences(base, found, _sentence_ends(base)),
        lambda one, next_: (next_.start, next_.other_start) == (one.end, one.other_end),
    )


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


def _same(base: Tokens, other: Tokens, by: Signature) -> Iterator[Stretch]:
    """Words that both have, and how they look in the other."""
    pairs = zip(base, other, strict=True)
    for (was, form), group in groupby(pairs, lambda pair: (pair[0].form, pair[1].form)):
        text = text_of(token for token, _ in group)
        if was.href != form.href:  # Word tracks no other way
            yield Inserted((Run(text, *form),), by)
            yield Deleted(text, by)
        elif was != form:
            yield Kept(text, Formatting(form.bold, form.italic, by))
        else:
            yield Kept(text)
