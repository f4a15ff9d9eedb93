"""Who tracked what: the authors of a stretch of an answer, and of what is gone from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from reportgen.hearing.model import Author, Deleted, Para, Returned
from reportgen.hearing.result import Source
from reportgen.hearing.words import places


class Tracks:
    """The tracked changes of one answer."""

    def __init__(self, returned: Returned) -> None:
        self._returned = returned
        self._by_anchor: defaultdict[str, list[Deleted]] = defaultdict(list)
        self._by_text: defaultdict[str, list[Deleted]] = defaultdict(list)
        for deleted in returned.deleted:
            for anchor in deleted.anchors:
                self._by_anchor[anchor].append(deleted)
            self._by_text[" ".join(deleted.plain.split())].append(deleted)

    def source(self, authors: Iterable[Author]) -> Source:
        """The answer as the source of an edit that these authors tracked."""
        named = sorted(set(authors), key=lambda author: (author.time, author.name))
        return Source(self._returned.party, tuple(named), self._returned.file)

    def of_paragraphs(self, at: Iterable[int]) -> list[Author]:
        """Everyone who tracked anything in these paragraphs."""
        paragraphs = self._returned.paragraphs
        return [tracked.author for i in at for tracked in paragraphs[i].tracked]

    def of_gone(self, base: Iterable[Para]) -> list[Author]:
        """Everyone who tracked that one of these paragraphs of the base went."""
        if not self._returned.deleted:
            return []
        found: list[Author] = []
        for para in base:
            gone = [d for anchor in para.anchors for d in self._by_anchor.get(anchor, ())]
            gone = gone or self._by_text.get(" ".join(para.plain.split()), [])
            found += [deleted.author for deleted in gone]
        return found

    def of_words(self, at: Sequence[int], start: int, end: int) -> list[Author]:
        """Everyone who tracked words `start` to `end` of these paragraphs.

        Where something was taken away the two are equal, and what counts is the place.
        """
        paragraphs = [self._returned.paragraphs[i] for i in at]
        if not any(para.tracked for para in paragraphs):
            return []
        where = places([para.line for para in paragraphs])
        if start < end:
            stretches = where[start:end]
        else:
            before = where[start - 1 : start] if start else []
            stretches = [(n, last, last) for n, _, last in before]
            stretches += [(n, first, first) for n, first, _ in where[start : start + 1]]
        found: list[Author] = []
        for n, first, last in stretches:
            for tracked in paragraphs[n].tracked:
                if tracked.start == tracked.end or first == last:
                    touches = tracked.start <= last and first <= tracked.end
                else:
                    touches = tracked.start < last and first < tracked.end
                if touches:
                    found.append(tracked.author)
        return found
