"""A hearing round to measure on: a report of 33 pages, sent out, and the answers to it.

``python benchmarks/hearing_inputs.py FOLDER --members 17`` makes ``FOLDER/rum``, a workspace
with an open round, and ``FOLDER/svar``, an edited copy from each member; ``--pages 81`` makes
a longer report. With ``--decide`` the round in ``FOLDER/rum`` is decided instead, row by row, in
the workbook that was made last. The same numbers always give the same edits and decisions. It
runs in a process of its own, so that the one that measures stays small.
"""

from __future__ import annotations

import argparse
import copy
import datetime as dt
import random
import subprocess
import sys
from pathlib import Path

import docx
import openpyxl
import yaml
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from lxml import etree

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.inputs import NETWORK, YEAR, made_up

PROGRAM = Path(sys.executable).with_name("reportgen")
SIZES = {33: (90, 180), 81: (277, 530)}
"""Points and key figures that LibreOffice lays out on so many pages."""
TRACKED, UNTRACKED, COMMENTS = 8, 4, 3
"""Edits and comments of one member: so many paragraphs each, no paragraph twice."""
_STYLES = frozenset({"Punkttekst", "Punktliste", "Normal"})
"""What members write in; headings and source lines are the template's."""
_FEWEST_WORDS = 10
_DAYS_TO_ANSWER = 30


def open_round(workspace: Path, parties: int, pages: int = 33) -> Path:
    """Make a report of so many pages for so many parties and send it out.

    Returns the copy for all.
    """
    points, figures = SIZES[pages]
    made_up(workspace, points=points, figures=figures)
    network = workspace / "inputs" / NETWORK / "netvaerk.yaml"
    described = yaml.safe_load(network.read_text("utf-8"))
    named = described["organisationer"]
    named += [f"Kommune nr. {number}" for number in range(len(named) + 1, parties + 1)]
    network.write_text(yaml.safe_dump(described, allow_unicode=True, sort_keys=False), "utf-8")
    deadline = dt.date.today() + dt.timedelta(days=_DAYS_TO_ANSWER)
    for step in (
        ("generate", "--date", f"{YEAR}-12-01"),
        ("hearing", "open", "--deadline", deadline.isoformat(), "--with-pending"),
    ):
        subprocess.run([PROGRAM, "-q", "-C", workspace, *step], check=True, capture_output=True)
    (sent,) = round_folder(workspace).glob("udsendt/*_hoering.docx")
    return sent


def round_folder(workspace: Path) -> Path:
    """Where the round lies."""
    return workspace / "inputs" / NETWORK / str(YEAR) / "hoering" / "1"


def parties_of(workspace: Path) -> list[str]:
    """The parties that are heard, in their order."""
    network = workspace / "inputs" / NETWORK / "netvaerk.yaml"
    named: list[str] = yaml.safe_load(network.read_text("utf-8"))["organisationer"]
    return named


def answer(sent: Path, target: Path, author: str, number: int) -> None:
    """Edit a copy as `author` does, with and without tracking, and comment on it."""
    document = docx.Document(str(sent))
    chance = random.Random(number)
    wordings = [paragraph for paragraph in document.paragraphs if is_wording(paragraph)]
    chosen = iter(chance.sample(wordings, TRACKED + UNTRACKED + COMMENTS))
    editing = Editor(author, number, chance)
    for _ in range(TRACKED):
        editing.tracked(next(chosen))
    for _ in range(UNTRACKED):
        editing.untracked(next(chosen))
    for _ in range(COMMENTS):
        remark = f"Kan det siges kortere? Her mangler {editing.words(3)}."
        document.add_comment(next(chosen).runs, remark, author=author, initials=author[:1])
    document.core_properties.last_modified_by = author
    document.save(str(target))


def is_wording(paragraph: Paragraph) -> bool:
    """Whether a member may edit it: one run of text that is no heading."""
    style = paragraph.style.name if paragraph.style is not None else ""
    one_run = len(paragraph.runs) == 1
    return style in _STYLES and one_run and len(paragraph.text.split()) >= _FEWEST_WORDS


class Editor:
    """Edits paragraphs of one run, as Word writes it down."""

    def __init__(self, author: str, number: int, chance: random.Random) -> None:
        self._author = author
        self._chance = chance
        self._ids = iter(range(90_000, 100_000))
        self._time = f"2022-12-{1 + number % 28:02d}T10:00:00Z"

    def words(self, count: int) -> str:
        """So many words that do not stand in the report."""
        beginnings = ("sam", "for", "op", "ind", "ud", "over", "under", "til")
        ends = ("lægning", "følgning", "stilling", "gang", "kørsel", "deling", "syn")
        return " ".join(
            self._chance.choice(beginnings) + self._chance.choice(ends) for _ in range(count)
        )

    def tracked(self, paragraph: Paragraph) -> None:
        """Replace, remove or add a few words; the change is marked."""
        run = paragraph.runs[0]._r
        words, start, end = self._place(paragraph)
        removed, added = self._change(words[start:end])
        pieces = [
            self._run(run, " ".join(words[:start]) + " "),
            self._marked("w:del", run, removed, "w:delText") if removed else None,
            self._marked("w:ins", run, added, "w:t") if added else None,
            self._run(run, " ".join(words[end:])),
        ]
        for piece in pieces:
            if piece is not None:
                run.addprevious(piece)
        paragraph._p.remove(run)

    def untracked(self, paragraph: Paragraph) -> None:
        """Replace, remove or add a few words; nothing tells that it was done."""
        words, start, end = self._place(paragraph)
        _, added = self._change(words[start:end])
        paragraph.runs[0].text = " ".join((*words[:start], *added.split(), *words[end:]))

    def _place(self, paragraph: Paragraph) -> tuple[list[str], int, int]:
        words = paragraph.text.split()
        start = self._chance.randrange(1, len(words) - 4)
        return words, start, start + self._chance.randint(1, 3)

    def _change(self, words: list[str]) -> tuple[str, str]:
        """What is taken out and what is put in; nothing is put in where words are removed."""
        removed = " ".join(words) + " "
        return self._chance.choice(
            ((removed, f"{self.words(2)} "), (removed, f"{self.words(4)} "), (removed, ""))
        )

    def _marked(self, tag: str, run: etree._Element, text: str, of: str) -> etree._Element:
        made = OxmlElement(tag)
        made.set(qn("w:id"), str(next(self._ids)))
        made.set(qn("w:author"), self._author)
        made.set(qn("w:date"), self._time)
        made.append(self._run(run, text, of))
        return made

    def _run(self, like: etree._Element, text: str, of: str = "w:t") -> etree._Element:
        made = copy.deepcopy(like)
        for old in made.findall(qn("w:t")):
            made.remove(old)
        written = OxmlElement(of)
        written.text = text
        written.set(qn("xml:space"), "preserve")
        made.append(written)
        return made


def decide(workspace: Path) -> None:
    """Decide every row of the latest workbook: two of three are met, and of a conflict one side."""
    path = max(round_folder(workspace).glob("svar/*_hoeringssvar.xlsx"))
    book = openpyxl.load_workbook(path)
    sheet = book["Svar"]
    columns = {cell.value: number for number, cell in enumerate(sheet[1], 1)}
    for row in range(2, sheet.max_row + 1):
        _, _, side = str(sheet.cell(row, columns["Id"]).value).partition("/")
        is_met = side == "1" if side else row % 3 > 0
        sheet.cell(row, columns["Imødekommet"]).value = "ja" if is_met else "nej"
        sheet.cell(row, columns["Sekretariatets vurdering"]).value = "Drøftet i sekretariatet."
    book.save(path)


def main() -> None:
    """Make what the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--members", type=int, default=17, help="how many answer (17)")
    parser.add_argument("--pages", type=int, choices=SIZES, default=33, help="of the report (33)")
    parser.add_argument("--decide", action="store_true", help="decide the latest workbook instead")
    asked = parser.parse_args()
    if asked.decide:
        decide(asked.folder / "rum")
        return
    sent = open_round(asked.folder / "rum", asked.members, asked.pages)
    answers = asked.folder / "svar"
    answers.mkdir()
    for number, party in enumerate(parties_of(asked.folder / "rum")[: asked.members], 1):
        answer(sent, answers / f"{number:03d}.docx", party, number)


if __name__ == "__main__":
    main()
