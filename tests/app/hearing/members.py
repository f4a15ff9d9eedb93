"""Members at work in their copies of a made-up report, as Word writes down what they do."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.hearing.model import Author
from tests.editors.word import Paragraph, WordCopy, anchors, text
from tests.hearing.editing import WORDS


@dataclass(frozen=True)
class Step:
    """Something a member did."""

    kind: str
    block: str
    author: Author | None
    """None where it was done with tracking off."""


class Member:
    """A member at work: each step is in a block that nothing was done to before."""

    def __init__(
        self, data: bytes, rng: random.Random, author: str, words: Sequence[str] = WORDS
    ) -> None:
        self.copy = WordCopy(data, author)
        self.steps: list[Step] = []
        self._rng, self._author, self._words = rng, author, words
        self._touched: set[str] = set()

    def work(self, steps: int, *kinds: str, tracked: bool | None = None) -> None:
        """Do so many things of these kinds; by chance with tracking on and off."""
        for number in range(steps):
            self.copy.tracking = self._rng.random() < 0.6 if tracked is None else tracked
            self.copy.time = f"2024-11-{number + 1:02d}T10:00:00Z"
            kind = self._rng.choice(kinds)
            block = getattr(self, kind)()
            if block:
                made = Author(self._author, self.copy.time.rstrip("Z"))
                author = made if self.copy.tracking else None
                self.steps.append(Step(kind, block, author))

    # What people do

    def reword(self) -> str:
        """Replace, delete or insert some words."""
        found = self._pick("t", "h")
        if found is None:
            return ""
        paragraph, block = found
        said = text(paragraph)
        start, end = self._words_of(said)
        most = 3 if self._rng.randrange(2) else 1
        new = "".join(
            f"{self._rng.choice(self._words)} " for _ in range(self._rng.randint(0, most))
        )
        if new.strip() == said[start:end].strip() or len(said) - (end - start) + len(new) < 3:
            return ""
        self.copy.replace(paragraph, start, end, new)
        return block

    def embolden(self) -> str:
        """Set some words in bold."""
        found = self._pick("t")
        if found is None:
            return ""
        paragraph, block = found
        start, end = self._words_of(text(paragraph))
        if start == end:
            return ""
        self.copy.embolden(paragraph, start, end)
        return block

    def split(self) -> str:
        """Press Enter within a paragraph."""
        found = self._pick("t")
        if found is None or text(found[0]).count(" ") < 4:
            return ""
        paragraph, block = found
        blanks = [i for i, sign in enumerate(text(paragraph)) if sign == " "]
        self.copy.split(paragraph, self._rng.choice(blanks[1:-1]) + 1)
        return block

    def add_paragraph(self) -> str:
        """Type a paragraph more."""
        found = self._pick("t")
        if found is None:
            return ""
        paragraph, block = found
        self.copy.add_after(paragraph, self._sentence())
        return block

    def add_point(self) -> str:
        """Type a new point after another."""
        found = self._pick("m")
        if found is None:
            return ""
        paragraph, block = found
        heading = self.copy.add_after(paragraph, self._sentence(4).rstrip("."), "Punkt")
        self.copy.add_after(heading, self._sentence(), "Punkttekst")
        return block

    def remove_block(self) -> str:
        """Delete a point or a paragraph of prose."""
        found = self._pick("h", "t")
        if found is None:
            return ""
        self.copy.remove(*self._of(found[1]))
        return found[1]

    def move_block(self) -> str:
        """Drag a point behind another of its section."""
        found = self._pick("h")
        if found is None:
            return ""
        block = found[1]
        ends = [
            each
            for each in self.copy.paragraphs()
            for anchor in anchors(each)
            if anchor[0] == block[0] and anchor.endswith("#m") and not anchor.startswith(block)
            if anchor.partition("#")[0] not in self._touched
        ]
        chosen = self._rng.choice(ends) if ends else None
        if chosen is None or chosen.getnext() is found[0]:
            return ""
        self.copy.move_after(chosen, *self._of(block))
        return block

    def change_cell(self) -> str:
        """Type another figure into a table."""
        cells = [
            (each, anchor)
            for each in self.copy.paragraphs()
            for anchor in anchors(each)
            if "!B" in anchor and anchor not in self._touched
        ]
        if not cells:
            return ""
        paragraph, anchor = self._rng.choice(cells)
        self._touched.add(anchor)
        self.copy.replace(
            paragraph, 0, len(text(paragraph)), str(self._rng.randint(10_000, 99_999))
        )
        return anchor

    # Where

    def _pick(self, *kinds: str) -> tuple[Paragraph, str] | None:
        """A paragraph whose anchor ends as one of `kinds`, and its block; touched from now."""
        found = [
            (each, anchor.partition("#")[0])
            for each in self.copy.paragraphs()
            for anchor in anchors(each)
            if anchor.partition("#")[2][:1] in kinds
        ]
        found = [each for each in found if each[1] not in self._touched]
        if not found:
            return None
        chosen = self._rng.choice(found)
        self._touched.add(chosen[1])
        return chosen

    def _of(self, block: str) -> list[Paragraph]:
        return [
            each
            for each in self.copy.paragraphs()
            if any(anchor.partition("#")[0] == block for anchor in anchors(each))
        ]

    def _words_of(self, said: str) -> tuple[int, int]:
        """Where up to three words of a text begin, and where the next one does."""
        starts = [0, *(i + 1 for i, sign in enumerate(said) if sign == " "), len(said)]
        first = self._rng.randrange(len(starts) - 1)
        return starts[first], starts[min(first + self._rng.randint(0, 3), len(starts) - 1)]

    def _sentence(self, most: int = 12) -> str:
        words = [self._rng.choice(self._words) for _ in range(self._rng.randint(3, most))]
        return " ".join(words).capitalize() + "."
