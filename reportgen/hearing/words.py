"""Paragraphs as words: what is compared, and how it becomes markup again.

A text is a row of words, signs and white space; each paragraph opens with a token of its
own, so that splitting and joining paragraphs are edits like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain, groupby

from reportgen.hearing.result import PLAIN, Form, Token
from reportgen.report.text import Line, ListKind, Run, parse, write

Tokens = tuple[Token, ...]

# A number, a date, an address or a compound is one word: two people's digits never mix.
_WORDS = re.compile(r"\w+(?:[.,:;/@'’\-–]\w+)*|[^\w\s]|\s+")
_PARTS = re.compile(r"\w+|[^\w\s]|\s+")
_BREAKS = re.compile(r"[\n\r\v\f\u2028\u2029]+")
_BULLET = "- "


def tokens(lines: Iterable[Line]) -> Tokens:
    """Split paragraphs into tokens; white space at their ends and empty ones do not count."""
    return tuple(chain.from_iterable(map(_of_line, lines)))


# The same lines are asked for again and again: by each answer, edit and conflict.
@lru_cache(maxsize=4096)
def _of_line(line: Line) -> Tokens:
    return tuple(_line(line))


def _line(line: Line) -> Iterator[Token]:
    """Tokens of one paragraph; a line break inside it begins another."""
    if not _BREAKS.search(line.plain):
        yield from _paragraph(line.runs, line.kind)
        return
    at: list[Run] = []
    for run in line.runs:
        first, *others = _BREAKS.split(run.text)
        at.append(replace(run, text=first))
        for text in others:
            yield from _paragraph(at, line.kind)
            at = [replace(run, text=text)]
    yield from _paragraph(at, line.kind)


def _paragraph(runs: Sequence[Run], kind: ListKind) -> Iterator[Token]:
    text = "".join(run.text for run in runs)
    if not text.strip():
        return
    forms: list[Form] = []
    for run in runs:
        forms += [Form(run.bold, run.italic, run.href)] * len(run.text)
    start = len(text) - len(text.lstrip())
    if kind is ListKind.NONE and text.startswith(_BULLET, start):
        # What is typed as a list in the margin is a list: markup has no other word for it.
        kind = ListKind.BULLET
        start += len(text[start + 1 :]) - len(text[start + 1 :].lstrip()) + 1
    yield Token("\n", kind=kind)
    yield from _words(text[: len(text.rstrip())], forms, start)


def _words(text: str, forms: Sequence[Form], start: int) -> Iterator[Token]:
    for match in _WORDS.finditer(text, start):
        found = forms[match.start() : match.end()]
        if found.count(found[0]) == len(found):
            yield Token(match[0], found[0])
            continue
        for part in _PARTS.finditer(text, match.start(), match.end()):
            looks = forms[part.start() : part.end()]
            # Marks stand at the ends of words: a word half in bold is as most of it is.
            yield Token(part[0], max(dict.fromkeys(looks), key=looks.count))


def places(lines: Sequence[Line]) -> list[tuple[int, int, int]]:
    """Where each token of `tokens` stands: index of its line, first and last character.

    A token that opens a paragraph stands, without width, before its first word.
    """
    return [
        (number, start, end) for number, line in enumerate(lines) for start, end in _in_line(line)
    ]


@lru_cache(maxsize=4096)
def _in_line(line: Line) -> tuple[tuple[int, int], ...]:
    plain = line.plain
    found: list[tuple[int, int]] = []
    at = 0
    for token in _of_line(line):
        if token.begins:
            while at < len(plain) and plain[at].isspace():
                at += 1
            found.append((at, at))
        else:
            at = max(plain.find(token.text, at), at)
            found.append((at, at + len(token.text)))
            at += len(token.text)
    return tuple(found)


def lines(words: Iterable[Token]) -> tuple[Line, ...]:
    """Put tokens together as paragraphs again."""
    made: list[tuple[ListKind, list[Token]]] = []
    for token in words:
        if token.begins:
            made.append((token.kind, []))
        else:
            if not made:
                made.append((ListKind.NONE, []))
            made[-1][1].append(token)
    return tuple(
        Line(_runs(content), kind) for kind, content in made if any(t.text.strip() for t in content)
    )


def _runs(content: Sequence[Token]) -> tuple[Run, ...]:
    runs = [
        Run("".join(token.text for token in group), *form)
        for form, group in groupby(_smooth(content), key=lambda token: token.form)
    ]
    if runs:
        runs[0] = replace(runs[0], text=runs[0].text.lstrip())
        runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())
    return tuple(run for run in runs if run.text)


def _smooth(content: Sequence[Token]) -> Iterator[Token]:
    """Let white space look like both its neighbours where they look alike."""
    for i, token in enumerate(content):
        if token.text.isspace():
            before = content[i - 1].form if i else PLAIN
            after = content[i + 1].form if i + 1 < len(content) else PLAIN
            yield Token(token.text, before if before == after else PLAIN)
        else:
            yield token


def markup(words: Iterable[Token]) -> str:
    """Write tokens as markup; formatting that markup cannot say is left out, never the words."""
    return write(_sayable(line) for line in lines(words))


def _sayable(line: Line) -> Line:
    if all(run == Run(run.text) for run in line.runs):
        return line
    read = parse(write((replace(line, kind=ListKind.NONE),)))
    if len(read) == 1 and read[0].plain == line.plain:
        return line
    return Line((Run(line.plain),), line.kind)


def plain(words: Iterable[Token]) -> str:
    """Text of tokens without marks, a line a paragraph."""
    return "\n".join(line.plain for line in lines(words))


def of_markup(text: str) -> Tokens:
    """Tokens of a text as a person types it."""
    return tokens(parse(text))
