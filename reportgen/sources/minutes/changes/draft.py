"""The draft that a meeting had before it: which point is meant, and what is done to it."""

from __future__ import annotations

import re
from collections.abc import Callable

from reportgen.report.entries import Kind
from reportgen.sources.minutes.changes import words as phrases
from reportgen.sources.minutes.text.sentences import sentences

Resolve = Callable[[str, int], tuple[str, str] | None]
"""(section, place in the draft) to (id, wording) of the block; none if there is no such point."""
NextId = Callable[[str], str]
"""Section to the next id that no point of the network has had; asked once for each new point."""

_MOST_POINTS = 200


class Draft:
    """The draft, asked by section and by place."""

    def __init__(self, resolve: Resolve, next_id: NextId) -> None:
        self.resolve = resolve
        self.next_id = next_id

    def known(self, section: str, words: str) -> tuple[int, str, str] | None:
        """The point of the draft that is worded, or begins, like `words`."""
        wanted = phrases.plain_words(words)
        if not wanted:
            return None
        for position in range(1, _MOST_POINTS):
            found = self.resolve(section, position)
            if found is None:
                return None
            wording = phrases.plain_words(found[1])
            if wording == wanted or wording.startswith(wanted + " "):
                return position, *found
        return None

    def done_to(self, section: str, text: str) -> tuple[Kind, str | None]:
        """What is done to a point, told by the verb of the first sentence; and where it goes."""
        first = sentences(text)[0] if sentences(text) else text
        said = re.sub(r"[”\"“][^”\"“]*[”\"“]", " ", first)
        if phrases.REPLACE.search(said):
            return Kind.REPLACE, None
        if phrases.MOVE.search(said):
            if target := phrases.AFTER_POINT.search(said):
                found = self.resolve(section, int(target["number"]))
                return (Kind.MOVE, found[0]) if found else (Kind.REMARK, None)
            if phrases.FIRST.search(said):
                return Kind.MOVE, section
            last = self._last(section) if phrases.LAST.search(said) else None
            return (Kind.MOVE, last) if last else (Kind.REMARK, None)
        if phrases.REMOVE.search(said) and len(said) < 120:
            return Kind.REMOVE, None
        return Kind.AMEND, None

    def _last(self, section: str) -> str | None:
        block = None
        for position in range(1, _MOST_POINTS):
            found = self.resolve(section, position)
            if found is None:
                break
            block = found[0]
        return block
