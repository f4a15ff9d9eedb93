"""Who tracked what: the authors of paragraphs of an answer, and of what is gone from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from reportgen.hearing.model import Author, Deleted, Para, Returned
from reportgen.hearing.result import Source


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
        found: list[Author] = []
        for para in base if self._returned.deleted else ():
            gone = [d for anchor in para.anchors for d in self._by_anchor.get(anchor, ())]
            gone = gone or self._by_text.get(" ".join(para.plain.split()), [])
            found += [deleted.author for deleted in gone]
        return found

    def of_bookmarked(self, base: Iterable[Para]) -> list[Author]:
        """Everyone who tracked anything where bookmarks of these paragraphs of the base are."""
        anchors = {anchor for para in base for anchor in para.anchors}
        return [
            tracked.author
            for para in self._returned.paragraphs
            if para.tracked and anchors & set(para.anchors)
            for tracked in para.tracked
        ]
