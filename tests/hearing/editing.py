"""Made-up reports and what members do to their copies, for laws that hold of all of them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from hypothesis import strategies as st

from reportgen.hearing.model import BaseBlock, BaseDocument, CellPlace, Para, Returned
from reportgen.report.wording.text import Line, Run
from tests.hearing.documents import OF_LETTER, ORDER, document, point, prose

_SAID = """
kommunerne tilbud udvikling samarbejde netværket familier plejefamilier dagbehandling skole
fravær overgange ungdom tidlig indsats kvalitet økonomi rekruttering viden fælles praksis
perspektiv region styregruppe temadag diagnoser udsathed forebyggelse handleplaner kapacitet
ventetid specialisering pårørende mål opfølgning ramme beskrivelse barnet loven og i at til
"""
WORDS = _SAID.split()


def sentence(rng: random.Random, most: int = 12, said: Sequence[str] = WORDS) -> str:
    words = [rng.choice(said) for _ in range(rng.randint(3, most))]
    return " ".join(words).capitalize() + "."


def paragraph(rng: random.Random, said: Sequence[str] = WORDS) -> str:
    return " ".join(sentence(rng, said=said) for _ in range(rng.randint(1, 3)))


def report(rng: random.Random, said: Sequence[str] = WORDS) -> BaseDocument:
    blocks: list[BaseBlock] = []
    for section in ("1.1", "3.1"):
        blocks += [
            prose(f"{section}/{n}", paragraph(rng, said)) for n in range(1, rng.randint(1, 4) + 1)
        ]
    for letter in OF_LETTER:
        for n in range(1, rng.randint(1, 4) + 1):
            lines = "\n".join(paragraph(rng, said) for _ in range(rng.randint(1, 3)))
            blocks.append(point(f"{letter}{n}", sentence(rng, 4).rstrip("."), lines))
    cells = [
        ["Indikator", "Værdi"],
        *(([sentence(rng, 3), str(rng.randint(100, 9999))]) for _ in "abcde"),
    ]
    return document(blocks, cells)


class Editor:
    """A member at work in a copy: each step is something people do in Word."""

    def __init__(self, base: BaseDocument, rng: random.Random, *, in_tables: int = 1) -> None:
        self.paras: list[Para] = list(base.paragraphs)
        self.rng = rng
        self.in_tables = in_tables
        """How much of the work is done to the rows of the table."""

    def pick(self, *kinds: str) -> int | None:
        """Index of some paragraph whose anchor ends as one of `kinds`."""
        there = [
            i
            for i, each in enumerate(self.paras)
            if any(a.partition("#")[2][:1] in kinds for a in each.anchors)
        ]
        return self.rng.choice(there) if there else None

    def set(self, i: int, words: list[str]) -> None:
        line = replace(self.paras[i].line, runs=(Run(" ".join(words)),))
        self.paras[i] = replace(self.paras[i], line=line)

    def reword(self) -> None:
        i = self.pick("t", "h")
        if i is None:
            return
        words = self.paras[i].plain.split()
        at = self.rng.randrange(len(words))
        match self.rng.randrange(3):
            case 0:
                words[at:at] = [self.rng.choice(WORDS)]
            case 1:
                words[at] = self.rng.choice(WORDS)
            case _ if len(words) > 1:
                del words[at]
        self.set(i, words)

    def embolden(self) -> None:
        i = self.pick("t")
        if i is None or len(self.paras[i].line.runs) != 1:
            return
        words = self.paras[i].plain.split()
        at = self.rng.randrange(len(words))
        runs = (
            Run("".join(f"{word} " for word in words[:at])),
            Run(words[at], bold=True),
            Run("".join(f" {word}" for word in words[at + 1 :])),
        )
        line = replace(self.paras[i].line, runs=tuple(run for run in runs if run.text))
        self.paras[i] = replace(self.paras[i], line=line)

    def split(self) -> None:
        i = self.pick("t")
        if i is None:
            return
        words = self.paras[i].plain.split()
        if len(words) < 4:
            return
        at = self.rng.randrange(2, len(words) - 1)
        self.set(i, words[:at])
        rest = replace(self.paras[i], anchors=(), line=Line((Run(" ".join(words[at:])),)))
        self.paras.insert(i + 1, rest)

    def join(self) -> None:
        i = self.pick("t")
        if i is None or i + 1 >= len(self.paras):
            return
        following = self.paras[i + 1]
        if any(a.partition("#")[2][:1] == "t" for a in following.anchors):
            self.set(i, [*self.paras[i].plain.split(), *following.plain.split()])
            del self.paras[i + 1]

    def add_paragraph(self) -> None:
        i = self.pick("t")
        if i is not None:
            style = self.paras[i].style
            self.paras.insert(i + 1, Para(Line((Run(paragraph(self.rng)),)), (), style))

    def add_point(self) -> None:
        i = self.pick("m")
        if i is not None:
            heading = Para(Line((Run(sentence(self.rng, 4).rstrip(".")),)), (), "Punkt")
            text = Para(Line((Run(paragraph(self.rng)),)), (), "Punkttekst")
            self.paras[i + 1 : i + 1] = [heading, text]

    def _block(self) -> list[Para]:
        """A point or a paragraph of prose, with what was split off from it or added to it."""
        i = self.pick("h", "t")
        if i is None:
            return []
        block = self.paras[i].anchors[0].partition("#")[0]
        mine = [
            n
            for n, each in enumerate(self.paras)
            if any(anchor.partition("#")[0] == block for anchor in each.anchors)
        ]
        return self.paras[mine[0] : mine[-1] + 1]

    def remove_block(self) -> None:
        gone = self._block()
        self.paras = [each for each in self.paras if each not in gone]

    def move_block(self) -> None:
        """Drag a point behind another of its section."""
        moved = self._block()
        if not moved or "/" in moved[0].anchors[0]:
            return
        letter = moved[0].anchors[0][0]
        rest = [each for each in self.paras if each not in moved]
        ends = [
            i
            for i, each in enumerate(rest)
            if any(a[0] == letter and a.endswith("#m") for a in each.anchors)
        ]
        if ends:
            i = self.rng.choice(ends) + 1
            self.paras = [*rest[:i], *moved, *rest[i:]]

    def change_cell(self) -> None:
        there = [i for i, each in enumerate(self.paras) if any("!B" in a for a in each.anchors)]
        self.set(self.rng.choice(there), [str(self.rng.randint(100, 9999))])

    def _rows(self) -> list[list[Para]]:
        """The rows of the table, with the header."""
        rows: dict[int, list[Para]] = {}
        for each in self.paras:
            if each.cell is not None:
                rows.setdefault(each.cell.row, []).append(each)
        return [cells for _, cells in sorted(rows.items())]

    def _set_rows(self, rows: Sequence[Sequence[Para]]) -> None:
        """Let the table, which is the last thing in the report, have these rows."""
        self.paras = [each for each in self.paras if each.cell is None] + [
            replace(each, cell=CellPlace(0, number, column))
            for number, cells in enumerate(rows)
            for column, each in enumerate(cells)
        ]

    def add_row(self) -> None:
        """Insert a row under another, and type in it."""
        rows = self._rows()
        at = self.rng.randrange(len(rows)) + 1
        said = (sentence(self.rng, 3), str(self.rng.randint(100, 9999)))
        rows.insert(at, [Para(Line((Run(text),)), (), "Tabeltekst") for text in said])
        self._set_rows(rows)

    def remove_row(self) -> None:
        rows = self._rows()
        if len(rows) > 1:
            del rows[self.rng.randrange(1, len(rows))]
            self._set_rows(rows)

    def move_row(self) -> None:
        rows = self._rows()
        if len(rows) > 2:
            moved = rows.pop(self.rng.randrange(1, len(rows)))
            rows.insert(self.rng.randrange(1, len(rows) + 1), moved)
            self._set_rows(rows)

    def change_fixed(self) -> None:
        there = [i for i, each in enumerate(self.paras) if each.style in ("Title", "Note")]
        self.set(self.rng.choice(there), [*sentence(self.rng, 4).split()])

    def work(self, steps: int) -> None:
        rewords = [self.reword] * 6
        rare = [self.split, self.join, self.add_paragraph, self.add_point, self.remove_block]
        others = [self.move_block, self.embolden, self.change_cell]
        others += [self.add_row, self.remove_row, self.move_row] * self.in_tables
        for _ in range(steps):
            self.rng.choice([*rewords, *rare, *others])()


def strip(paras: list[Para], carriers: str) -> list[Para]:
    """A document without its bookmarks (``b``), its styles (``s``), or both."""
    return [
        replace(
            each,
            anchors=() if "b" in carriers else each.anchors,
            style="" if "s" in carriers else each.style,
        )
        for each in paras
    ]


@dataclass(frozen=True)
class Answer:
    """What came back, and what a reader of it sees in each section."""

    returned: Returned
    reads: dict[str, list[str]]
    rows: list[tuple[str, ...]] = field(default_factory=list)
    """What each row of the table says."""


def rows_of(paras: Sequence[Para]) -> list[tuple[str, ...]]:
    """What each row of the table says, the header's too."""
    rows: dict[int, list[str]] = {}
    for each in paras:
        if each.cell is not None:
            rows.setdefault(each.cell.row, []).append(each.plain)
    return [tuple(cells) for _, cells in sorted(rows.items())]


def reads(paras: Sequence[Para]) -> dict[str, list[str]]:
    """The report's own paragraphs of each section, headings of points among them."""
    section = ""
    found: dict[str, list[str]] = {}
    for each in paras:
        if any(a.startswith("§") for a in each.anchors):
            section = each.anchors[0][1:]
        elif not each.cell and each.style not in ("Title", "Note", "Kildelinje"):
            found.setdefault(section, []).append(each.plain)
    return found


def answer(
    base: BaseDocument,
    rng: random.Random,
    party: str,
    steps: int,
    carriers: str = "",
    in_tables: int = 1,
) -> Answer:
    editor = Editor(base, rng, in_tables=in_tables)
    editor.work(steps)
    paras = tuple(strip(editor.paras, carriers))
    returned = Returned(party, paras, file=f"{party}.docx", objects=base.objects)
    return Answer(returned, reads(editor.paras), rows_of(editor.paras))


@dataclass(frozen=True, repr=False)
class Hearing:
    """A report that was sent out, and what came back."""

    base: BaseDocument
    answers: tuple[Answer, ...]
    seed: int

    def __repr__(self) -> str:
        return f"hearing({self.seed})"

    @property
    def returned(self) -> list[Returned]:
        return [each.returned for each in self.answers]


def hearing(seed: int, steps: int = 4, in_tables: int = 1) -> Hearing:
    """A report, and one answer of each party with up to so many edits."""
    rng = random.Random(seed)
    base = report(rng)
    answers = tuple(
        answer(
            base,
            rng,
            party,
            rng.randint(0, steps),
            rng.choice(["", "", "s", "b", "bs"]),
            in_tables,
        )
        for party in ORDER
    )
    return Hearing(base, answers, seed)


SEEDS = st.integers(0, 2**32)
