"""The copy that was sent out, and the places in it where something can be done."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from lxml import etree

from reportgen.opc.namespaces import qn
from tests.editors.planting.look import plain
from tests.editors.planting.word_desk import WordDesk
from tests.editors.planting.word_places import listed, style_of
from tests.editors.word import anchors, text

_LONG = 60
"""Letters of a paragraph that has words enough to work on."""
_WORDS = re.compile(r"\w+(?: \w+)*")


@dataclass(frozen=True)
class Spot:
    """A place where something can be done; what is done there touches nothing else."""

    section: str
    block: str = ""
    """The block that shows there; none is text of the template."""
    texts: tuple[str, ...] = ()
    """Its paragraphs, in order; of a point its heading first and its small line last."""
    beside: tuple[str, ...] = ()
    """Blocks that what is done here touches, too."""
    other: tuple[str, ...] = ()
    """Paragraphs of another block: the next one, or where this one can be moved to."""
    other_block: str = ""
    cells: tuple[str, ...] = ()
    """Of a row of a table, what it shows."""
    blocks: tuple[str, ...] = ()
    """Of a row, the block that each cell shows."""
    column: int = 0
    """Of a cell, its place in the row; of a figure, its number."""
    phrase: str = ""
    """Words that stand in it, and nowhere else in the document."""

    table: str = ""
    """Of a row, the table it stands in."""

    @property
    def held(self) -> frozenset[str]:
        """Everything that nothing else may be done to in the same copy."""
        row = "|".join(self.cells) or self.table
        named = {self.block, self.other_block, row, *self.beside, *self.blocks}
        return frozenset(named - {""}) or frozenset(self.texts)

    @property
    def used(self) -> frozenset[str]:
        """What stands as it is, while parts of it are worked on."""
        return frozenset({self.table} if self.cells else set())


@dataclass(frozen=True)
class _Standing:
    section: str
    anchor: str
    style: str
    text: str

    @property
    def block(self) -> str:
        return self.anchor.partition("#")[0]

    @property
    def part(self) -> str:
        return self.anchor.partition("#")[2][:1]

    @property
    def is_prose(self) -> bool:
        return self.part == "t" and "/" in self.block


class Sent:
    """A copy as it was sent out."""

    def __init__(self, data: bytes) -> None:
        desk = WordDesk(data, "")
        self.text = plain("\n".join(text(each) for each in desk.paragraphs() if not listed(each)))
        self._all = list(_walk(desk))
        self._desk = desk

    def spots(self, pool: str, chance: random.Random) -> list[Spot]:
        """Every place of a kind, in any order, each with words of its own."""
        found: Iterable[Spot] = getattr(self, f"_{pool}")()
        spots = [self._with_phrase(spot, chance) for spot in found if self._is_findable(spot)]
        chance.shuffle(spots)
        return spots

    def _is_findable(self, spot: Spot) -> bool:
        """Whether its paragraphs are the only ones that say what they say."""
        return all(self.text.count(plain(said)) <= 1 for said in (*spot.texts, *spot.other))

    def _with_phrase(self, spot: Spot, chance: random.Random) -> Spot:
        said = spot.texts[1 if len(spot.texts) > 2 else 0] if spot.texts else ""
        found = list(self._phrases(said))
        return replace(spot, phrase=chance.choice(found)) if found else spot

    def _phrases(self, said: str) -> Iterator[str]:
        for piece in _WORDS.findall(said):
            words = piece.split(" ")
            for first in range(1, len(words) - 3):
                phrase = " ".join(words[first : first + 3])
                if self.text.count(phrase) == 1:
                    yield phrase

    # Prose

    def _paragraphs(self, *styles: str) -> Iterator[Spot]:
        for before, here, after in zip(self._all, self._all[1:], self._all[2:], strict=False):
            if here.is_prose and here.style in styles and len(here.text) > _LONG:
                beside = tuple(e.block for e in (before, after) if e.is_prose)
                yield Spot(here.section, here.block, (here.text,), beside)

    def _apart(self) -> Iterator[Spot]:
        """A paragraph of prose, with its neighbours left alone."""
        return self._paragraphs("", "Normal")

    def _prose(self) -> Iterator[Spot]:
        return (replace(spot, beside=()) for spot in self._apart())

    def _bullet_apart(self) -> Iterator[Spot]:
        return self._paragraphs("Punktliste")

    def _bullet(self) -> Iterator[Spot]:
        return (replace(spot, beside=()) for spot in self._bullet_apart())

    def _pair(self) -> Iterator[Spot]:
        """A paragraph that is followed by another."""
        for here, after in pairwise(self._all):
            if here.is_prose and after.is_prose and here.style == after.style == "":
                yield Spot(here.section, here.block, (here.text,), (), (after.text,), after.block)

    def _movable(self) -> Iterator[Spot]:
        """A paragraph, and one further down in its section that it can be moved to."""
        for a, b, c in zip(self._all, self._all[1:], self._all[2:], strict=False):
            if all(e.is_prose and e.style == "" for e in (a, b, c)) and a.section == c.section:
                yield Spot(a.section, a.block, (a.text,), (b.block,), (c.text,), c.block)

    def _sentences(self) -> Iterator[Spot]:
        """A paragraph of two sentences, and its second."""
        for spot in self._prose():
            first, _, second = spot.texts[0].partition(". ")
            if len(first) > _LONG and len(second) > _LONG:
                yield replace(spot, other=(second.split(". ")[0][:_LONG],))

    # Points

    def _groups(self) -> dict[str, list[_Standing]]:
        groups: dict[str, list[_Standing]] = {}
        for each in self._all:
            if each.part in ("h", "t", "w", "r", "m") and "/" not in each.block:
                groups.setdefault(each.block, []).append(each)
        return groups

    def _points(self) -> Iterator[Spot]:
        for block, group in self._groups().items():
            yield Spot(group[0].section, block, tuple(each.text for each in group))

    def _point(self) -> Iterator[Spot]:
        """A point that has a text."""
        waiting = {spot.block for spot in self._waiting()}
        for spot in self._points():
            if len(spot.texts) > 2 and spot.block not in waiting:
                yield spot

    def _movable_point(self) -> Iterator[Spot]:
        for a, b, c in zip(*(list(self._points())[n:] for n in range(3)), strict=False):
            if a.section == c.section:
                moved = replace(a, beside=(b.block,), other=c.texts, other_block=c.block)
                yield moved

    def _waiting(self) -> Iterator[Spot]:
        for block, group in self._groups().items():
            if any(each.part == "w" for each in group):
                yield Spot(group[0].section, block, tuple(each.text for each in group))

    # The template's

    def _heading(self) -> Iterator[Spot]:
        for each in self._all:
            if each.anchor.startswith("§") and each.style == "Heading2":
                yield Spot(each.section, "", (each.text,))

    def _empty(self) -> Iterator[Spot]:
        """A sentence that says that nothing was written."""
        for each in self._all:
            if each.style == "Tomtafsnit" and "skrevet" in each.text:
                yield Spot(each.section, "", (each.text,))

    def _caption(self) -> Iterator[Spot]:
        for each in self._all:
            if each.style == "Billedtekst" and each.text.startswith("Figur"):
                figure, _, said = each.text.partition(". ")
                yield Spot(each.section, "", (said,), other_block=figure)

    def _header(self) -> Iterator[Spot]:
        yield Spot("", "", ("header",))

    def _footer(self) -> Iterator[Spot]:
        yield Spot("", "", ("footer",))

    def _linked(self) -> Iterator[Spot]:
        """Words that are a link, in a block."""
        for paragraph in self._desk.paragraphs():
            link = paragraph.find(qn("w:hyperlink"))
            named = [a for a in anchors(paragraph) if "#t" in a]
            if link is not None and named:
                words = "".join(link.itertext())
                block = named[0].partition("#")[0]
                section = next(e.section for e in self._all if e.block == block)
                yield Spot(section, block, (words,))

    # Tables and figures

    def _rows(self, first: str) -> Iterator[Spot]:
        """Rows of every table that has this head over its second column."""
        for table, section in self._desk_tables():
            rows = [list(row.iter(qn("w:tc"))) for row in table.iter(qn("w:tr"))]
            if _said(rows[0][1]) != first:
                continue
            for row in rows[1:]:
                blocks = tuple(
                    "".join(a for p in cell.iter(qn("w:p")) for a in anchors(p)) for cell in row
                )
                cells = tuple(map(_said, row))
                yield Spot(section, cells=cells, blocks=blocks, table=f"{section} {first}")

    def _desk_tables(self) -> Iterator[tuple[etree._Element, str]]:
        section = ""
        for element in self._desk.body():
            if element.tag == qn("w:p"):
                section = next((a[1:] for a in anchors(element) if a.startswith("§")), section)
            elif element.tag == qn("w:tbl"):
                yield element, section

    def _member(self) -> Iterator[Spot]:
        return self._rows("Navn")

    def _member_cell(self) -> Iterator[Spot]:
        return (replace(s, column=2, block=s.blocks[2]) for s in self._member())

    def _members(self) -> Iterator[Spot]:
        """The whole table of members."""
        spot = next(iter(self._member()))
        yield replace(spot, texts=(spot.cells[1],), cells=(), blocks=())

    def _figures(self) -> Iterator[Spot]:
        return (s for s in self._rows("2020") if all(s.blocks[1:4]) and s.cells[0] != "I alt")

    def _figure_cell(self) -> Iterator[Spot]:
        return (replace(s, column=3, block=s.blocks[3]) for s in self._figures())

    def _dash(self) -> Iterator[Spot]:
        for spot in self._rows("2020"):
            for column in (1, 2, 3):
                if spot.cells[column] == "–":
                    yield replace(spot, column=column)

    def _computed(self) -> Iterator[Spot]:
        return (replace(s, column=4) for s in self._figures())

    def _total(self) -> Iterator[Spot]:
        return (replace(s, column=3) for s in self._rows("2020") if s.cells[0] == "I alt")

    def _wheel(self) -> Iterator[Spot]:
        return (replace(s, column=1, block=s.blocks[1]) for s in self._rows("Emne"))

    def _attendance(self) -> Iterator[Spot]:
        return (replace(s, column=1) for s in self._rows("6.5.2022"))

    def _chart(self) -> Iterator[Spot]:
        """A figure by its number: what it shows in words, and what stands under it."""
        described = [about.get("descr") or "" for about in self._desk.body().iter(qn("wp:docPr"))]
        for number, (said, under) in enumerate(zip(described, self._caption(), strict=True), 1):
            yield replace(under, texts=(said[:60],), column=number, other=under.texts)


def _walk(desk: WordDesk) -> Iterator[_Standing]:
    section = ""
    for paragraph in desk.paragraphs():
        if any(True for _ in paragraph.iterancestors(qn("w:tbl"))) or listed(paragraph):
            continue
        anchor = next(iter(anchors(paragraph)), "")
        if anchor.startswith("§"):
            section = anchor[1:]
        yield _Standing(section, anchor, style_of(paragraph), text(paragraph))


def _said(cell: etree._Element) -> str:
    return plain(" ".join(map(text, cell.iter(qn("w:p")))))
