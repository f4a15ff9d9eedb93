"""What a document holds, by what a reader sees and hears: each paragraph in order, each object.

It knows nothing of how paragraphs are matched or edits found, so that both can be held
against it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reportgen.hearing.model import DocumentObject, Para
from reportgen.hearing.placeholders import is_placeholder

_CONTENTS = "toc"
"""Styles of the contents list, which every editor writes anew."""


class Entry(NamedTuple):
    """One paragraph, as a reader sees it."""

    text: str
    links: tuple[str, ...]
    """Where its links lead."""
    is_in_table: bool


def entry(para: Para) -> Entry:
    """A paragraph as a reader sees it."""
    links = tuple(run.href for run in para.line.runs if run.href)
    return Entry(" ".join(para.plain.split()), links, para.cell is not None)


class Inventory:
    """All paragraphs of a document that was sent out, looked through once for every answer."""

    def __init__(self, paragraphs: Sequence[Para]) -> None:
        self.paragraphs = paragraphs
        self.entries = tuple(map(_seen, paragraphs))
        """Of each paragraph; None where it is no text that counts."""
        self.placeholders = frozenset(entry(para) for para in paragraphs if is_placeholder(para))
        self.contents = frozenset(entry(para) for para in paragraphs if _is_contents(para))
        self._known = {id(para): each for para, each in zip(paragraphs, self.entries, strict=True)}

    def entries_of(self, paragraphs: Iterable[Para]) -> list[Entry | None]:
        """The same of another document; what nobody touched is most often the same object."""
        known = self._known
        return [known[id(para)] if id(para) in known else _seen(para) for para in paragraphs]


def _seen(para: Para) -> Entry | None:
    """A paragraph as text; None of contents and blank ones, which an editor writes as it likes."""
    is_passed = para.generated or _is_contents(para) or not para.plain.strip()
    return None if is_passed else entry(para)


def _is_contents(para: Para) -> bool:
    return para.style.casefold().startswith(_CONTENTS)


@dataclass(frozen=True, slots=True)
class Difference:
    """Paragraphs that stand in one of two documents, or in place of each other."""

    before: tuple[int, ...]
    """Indexes in the base."""
    after: tuple[int, ...]
    """Indexes in the other."""
    follows: int | None = None
    """Index of the paragraph of the base before it; none at the beginning."""


def text_differences(sent: Inventory, other: Sequence[Para]) -> list[Difference]:
    """Every place where a document does not read like the one sent out, in their order."""
    from difflib import SequenceMatcher

    base = sent.paragraphs
    start, end = _edges(base, other)
    if start == len(base) == len(other):
        return []
    passed = sent.placeholders
    mine, here = _counted(sent.entries[start : len(base) - end], start, passed)
    passed = sent.contents.difference(here) | passed
    theirs, there = _counted(sent.entries_of(other[start : len(other) - end]), start, passed)
    if here == there:
        return []
    blocks = SequenceMatcher(None, here, there, autojunk=False).get_opcodes()
    return [
        Difference(
            tuple(mine[i1:i2]),
            tuple(theirs[j1:j2]),
            mine[i1 - 1] if i1 else start - 1 if start else None,
        )
        for tag, i1, i2, j1, j2 in blocks
        if tag != "equal"
    ]


def _counted(
    entries: Iterable[Entry | None], start: int, passed: Collection[Entry]
) -> tuple[list[int], list[Entry]]:
    """Indexes and entries from `start` on that count, without those passed by."""
    at: list[int] = []
    found: list[Entry] = []
    for n, each in enumerate(entries, start):
        if each is not None and each not in passed:
            at.append(n)
            found.append(each)
    return at, found


def _edges(base: Sequence[Para], other: Sequence[Para]) -> tuple[int, int]:
    """How many paragraphs are the same at the beginning of two documents, and at their end."""
    least = min(len(base), len(other))
    start = 0
    while start < least and _is_same(base[start], other[start]):
        start += 1
    end = 0
    while end < least - start and _is_same(base[-1 - end], other[-1 - end]):
        end += 1
    return start, end


def _is_same(one: Para, other: Para) -> bool:
    return one is other or one == other


def object_differences(
    base: Sequence[DocumentObject], other: Sequence[DocumentObject]
) -> tuple[list[DocumentObject], list[DocumentObject]]:
    """Objects of either document that are not in the other just so, as often as they are not."""
    return _beyond(base, other), _beyond(other, base)


def _beyond(
    some: Sequence[DocumentObject], others: Sequence[DocumentObject]
) -> list[DocumentObject]:
    left = Counter(others)
    found: list[DocumentObject] = []
    for each in some:
        if left[each]:
            left[each] -= 1
        else:
            found.append(each)
    return found
