"""Text as tokens: the one place that says what a word is, and how words become text again.

What is compared is a row of words, signs and white space. Where whole texts are compared,
each paragraph opens with a token of its own, so that splitting and joining paragraphs are
edits like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain, groupby
from typing import NamedTuple

from reportgen.report.wording.marks import Line, ListKind, Run, split_runs
from reportgen.report.wording.text import parse, write


# The names of edits that workspaces hold are made of the `repr` of tokens and of their
# hunks: a class or a field here that is renamed would rename them all.
class Form(NamedTuple):
    """How a word looks."""

    bold: bool = False
    italic: bool = False
    href: str = ""


PLAIN = Form()
BREAK = "\u2028"
"""A line break inside a paragraph: Unicode's line separator, which nobody types."""


class Token(NamedTuple):
    """A word, a sign, white space; or the beginning of a paragraph, whose text is a newline."""

    text: str
    form: Form = PLAIN
    kind: ListKind = ListKind.NONE
    """The list that the paragraph is in, where this begins one."""

    @property
    def begins(self) -> bool:
        """Whether this begins a paragraph."""
        return self.text == "\n"

    @property
    def breaks(self) -> bool:
        """Whether this is a line break inside a paragraph, which markup has no word for."""
        return self.text == BREAK

    @property
    def is_word(self) -> bool:
        """Whether it is a word or a number, and neither a sign nor white space alone."""
        return self.text[0].isalnum()


Tokens = tuple[Token, ...]

# A number, a date, an address or a compound is one word: two people's digits never mix.
# Where paragraphs were joined, a sentence ends and the next begins without a blank between.
_SENTENCES = r"(?<=[a-zæøå]{2})[.][A-ZÆØÅ](?:[a-zæøå]|\b)"
_WORDS = re.compile(rf"\w+(?:(?!{_SENTENCES})[.,:;/@'’\-–]\w+)*|[^\w\s]|\n|[^\S\n]+")
_PARTS = re.compile(r"\w+|[^\w\s]|\s+")
# Joined with the white space behind it a word is never kept for its blanks alone. A number
# or a date is one token here too: two changes of ``563.935`` must never blend their digits.
_WORDS_AND_BLANKS = re.compile(r"\d+(?:[.,:/-]\d+)*\b\s*|\w+\s*|[^\w\s]\s*|\s+")
_BREAKS = re.compile(r"[\n\r\v\f\u2028\u2029]+")
_BULLET = "- "


def tokenize_typed(text: str) -> Tokens:
    """Split a text as it is typed, marks and all, into words with the blanks behind them.

    Joined they are `text` again. Compounds are parted: what two people change in them may
    be merged.

    >>> [token.text for token in tokenize_typed("Fra 1.500 kr. (2024) til e-mail")]
    ['Fra ', '1.500 ', 'kr', '. ', '(', '2024', ') ', 'til ', 'e', '-', 'mail']
    """
    return tuple(Token(word) for word in _WORDS_AND_BLANKS.findall(text))


def tokenize_exactly(line: Line) -> Tokens:
    """Split one paragraph so that joined the tokens are all of its text, blanks at its ends too.

    Each token is in one form: a word half in bold is two.
    """
    forms = _forms(line.runs)
    tokens: list[Token] = []
    for match in _WORDS.finditer(line.plain):
        start = match.start()
        for form, characters in groupby(forms[start : match.end()]):
            end = start + len(list(characters))
            tokens.append(Token(line.plain[start:end], form))
            start = end
    return tuple(tokens)


def tokenize(lines: Iterable[Line]) -> Tokens:
    r"""Split paragraphs into tokens; white space at their ends and empty ones do not count.

    A line break inside a paragraph is a token of its own.

    >>> [token.text for token in tokenize([Line((Run("1.500 kr. til e-mail "),))])]
    ['\n', '1.500', ' ', 'kr', '.', ' ', 'til', ' ', 'e-mail']
    >>> [token.text for token in tokenize([Line((Run("www.kl.dk i år.Også nu"),))])]
    ['\n', 'www.kl.dk', ' ', 'i', ' ', 'år', '.', 'Også', ' ', 'nu']
    """
    return tuple(chain.from_iterable(map(_tokens_of_line, lines)))


def tokenize_markup(text: str) -> Tokens:
    """Tokens of a text as a person types it, its marks read as formatting."""
    return tokenize(parse(text))


# The same lines are asked for again and again: by each answer, edit and conflict.
@lru_cache(maxsize=4096)
def _tokens_of_line(line: Line) -> Tokens:
    """Tokens of one paragraph."""
    parts = (_tokens_of_paragraph(runs, line.kind) for runs in split_runs(line.runs, _BREAKS))
    first, *others = [tokens for part in parts if (tokens := tuple(part))] or [()]
    broken = ((Token(BREAK, kind=tokens[0].kind), *tokens[1:]) for tokens in others)
    return tuple(chain(first, *broken))


def _tokens_of_paragraph(runs: Sequence[Run], kind: ListKind) -> Iterator[Token]:
    text = "".join(run.text for run in runs)
    if not text.strip():
        return
    forms = _forms(runs)
    start = len(text) - len(text.lstrip())
    if kind is ListKind.NONE and text.startswith(_BULLET, start):
        # What is typed as a list in the margin is a list: markup has no other word for it.
        kind = ListKind.BULLET
        start += len(text[start + 1 :]) - len(text[start + 1 :].lstrip()) + 1
    yield Token("\n", kind=kind)
    for match in _WORDS.finditer(text.rstrip(), start):
        in_word = forms[match.start() : match.end()]
        if in_word.count(in_word[0]) == len(in_word):
            yield Token(match[0], in_word[0])
            continue
        for part in _PARTS.finditer(text, match.start(), match.end()):
            in_part = forms[part.start() : part.end()]
            # Marks stand at the ends of words: a word half in bold is as most of it is.
            yield Token(part[0], max(dict.fromkeys(in_part), key=in_part.count))


def _forms(runs: Iterable[Run]) -> list[Form]:
    """The form of each character of some runs."""
    forms: list[Form] = []
    for run in runs:
        forms += [Form(run.bold, run.italic, run.href)] * len(run.text)
    return forms


def token_places(lines: Sequence[Line]) -> list[tuple[int, int, int]]:
    """Where each token of `tokenize` stands: index of its line, first and last character.

    A token that opens a paragraph stands, without width, before its first word.
    """
    return [
        (number, start, end)
        for number, line in enumerate(lines)
        for start, end in _places_in_line(line)
    ]


@lru_cache(maxsize=4096)
def _places_in_line(line: Line) -> tuple[tuple[int, int], ...]:
    plain = line.plain
    places: list[tuple[int, int]] = []
    at = 0
    for token in _tokens_of_line(line):
        if token.begins:
            while at < len(plain) and plain[at].isspace():
                at += 1
            places.append((at, at))
        elif token.breaks:
            found = _BREAKS.search(plain, at)
            places.append(found.span() if found else (at, at))
            at = places[-1][1]
        else:
            at = max(plain.find(token.text, at), at)
            places.append((at, at + len(token.text)))
            at += len(token.text)
    return tuple(places)


def lines_of(tokens: Iterable[Token], *, with_breaks: bool = False) -> tuple[Line, ...]:
    """Put tokens together as paragraphs again; a paragraph without text is none.

    What comes after a line break is a paragraph of its own, unless `with_breaks` keeps it.
    """
    paragraphs: list[tuple[ListKind, list[Token]]] = []
    for token in tokens:
        if token.begins or (token.breaks and not with_breaks):
            paragraphs.append((token.kind, []))
        else:
            if not paragraphs:
                paragraphs.append((ListKind.NONE, []))
            paragraphs[-1][1].append(token)
    return tuple(
        Line(_trimmed_runs(content), kind)
        for kind, content in paragraphs
        if any(token.text.strip() for token in content)
    )


def _trimmed_runs(content: Sequence[Token]) -> tuple[Run, ...]:
    """Runs of one paragraph without the blanks at its ends."""
    if all(token.form == PLAIN for token in content):  # nearly always, and a tenth of the work
        text = text_of(content).strip()
        return (Run(text),) if text else ()
    runs = list(runs_of(_with_plain_blanks(content)))
    if runs:
        runs[0] = replace(runs[0], text=runs[0].text.lstrip())
        runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())
    return tuple(run for run in runs if run.text)


def runs_of(tokens: Iterable[Token]) -> tuple[Run, ...]:
    """Put tokens of one paragraph together as runs, a run for each change of formatting."""
    return tuple(
        Run(text_of(group), *form) for form, group in groupby(tokens, lambda token: token.form)
    )


def text_of(tokens: Iterable[Token]) -> str:
    """The characters of tokens, as they stand."""
    return "".join(token.text for token in tokens)


def _with_plain_blanks(content: Sequence[Token]) -> Iterator[Token]:
    """Let white space look like both its neighbours where they look alike, else plain."""
    for i, token in enumerate(content):
        if token.text.isspace():
            before = content[i - 1].form if i else PLAIN
            after = content[i + 1].form if i + 1 < len(content) else PLAIN
            yield Token(token.text, before if before == after else PLAIN)
        else:
            yield token


def markup_of(tokens: Iterable[Token], *, with_breaks: bool = False) -> str:
    """Write tokens as markup; formatting that markup cannot say is left out, never the words.

    A line break starts a paragraph, unless `with_breaks` keeps it as a character that
    `without_breaks` makes one of.
    """
    return write(_sayable(line) for line in lines_of(tokens, with_breaks=with_breaks))


def without_breaks(text: str) -> str:
    """Markup in which each line break that was kept in it starts a paragraph."""
    return markup_of(tokenize_markup(text)) if BREAK in text else text


def _sayable(line: Line) -> Line:
    """The line as it is, or without its formatting where its text would not read the same."""
    if all(run == Run(run.text) for run in line.runs):
        return line
    read = parse(write((replace(line, kind=ListKind.NONE),)))
    if len(read) == 1 and read[0].plain == line.plain:
        return line
    return Line((Run(line.plain),), line.kind)


def plain_of(tokens: Iterable[Token]) -> str:
    """Text of tokens without marks, a line a paragraph."""
    return "\n".join(line.plain for line in lines_of(tokens))
