"""The workspaces in which files are read: made once by the program itself, at fixed times."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from docx import Document
from openpyxl import load_workbook

from reportgen.app.generate import generate
from reportgen.app.hearing.applying import apply
from reportgen.app.hearing.collecting import answer, collect
from reportgen.app.hearing.opening import open_hearing
from reportgen.opc.namespaces import qn
from reportgen.report.inputs import Member
from reportgen.report.journal import Said
from reportgen.workspace.exemptions import Exemption, add_exemptions
from reportgen.workspace.journal import Journal
from reportgen.workspace.places import Workspace, Year
from tests.app.hearing.rounds import BACK, DEADLINE, NOW, mail, reworded, say
from tests.editors.word import Paragraph, WordCopy, text
from tests.workspaces import ORGANISATIONS, SmallYear, small_year

GOOD = "godt.docx"
"""The answer of Region Øst, which lies beside the one that was changed."""
GOOD_PARTY, GOOD_WORD = "Region Øst", "besværligt"

_DECIDED = """\
- afsnit: "3.6"
  id: U1
  art: erstat
  før: "Det er svært at dække natten, især om vinteren."
  tekst: "Det er svært at dække natten, især om vinteren og i ferierne."
  kilde: {fil: mail.eml, part: Bæk Kommune, forfatter: Bo Chef, tid: 2024-11-01T10:00:00}
  afgjort: {af: Åby Kommune, dato: 2024-11-02, udfald: imødekommet}
"""
_ALLOWED = Exemption(
    id="abc123", kind="telefonnummer", place="2.2", reason="Det er vagtens.", date=BACK.date()
)


def _laid_out(small: SmallYear) -> None:
    """Inputs of every kind, with wordings that need nothing more."""
    small.edit_meeting(
        "input: Det gælder især om vinteren.",
        'tekst: "Det er svært at dække natten, især om vinteren."',
    )
    small.edit_meeting("input: Nævn at vi er få.", "input: Nævn at vi er få., svar: Det er nævnt.")
    small.decide(1, _DECIDED)
    small.write_workbook(
        members=(
            Member("Anne Leder", "Åby Kommune", "Formand", email="leder@aaby.example"),
            Member("Bo Chef", "Bæk Kommune", "Medlem", email="chef@baek.example"),
            Member("Ida Chef", GOOD_PARTY, "Medlem", email="chef@oest.example"),
        )
    )


def _made(small: SmallYear) -> None:
    """Two versions, and what may be public all the same."""
    generate(small.year, NOW.date())
    small.edit_meeting("Noget helt nyt.", "Noget endnu nyere.")
    generate(small.year, NOW.date() + dt.timedelta(days=1))


def _open(small: SmallYear) -> None:
    """A round, with a copy for each party; one of them has come back."""
    open_hearing(small.year, NOW, DEADLINE, per_party=True, with_pending=True)
    inbox = small.root / "indbakke"
    inbox.mkdir()
    (inbox / GOOD).write_bytes(reworded(sent_copy(small, GOOD_PARTY), "svært", GOOD_WORD))


def _collected(small: SmallYear) -> None:
    """Two answers, decided in the workbook but for what waits in the desk's journal."""
    inbox = small.root / "indbakke"
    (inbox / "svar.docx").write_bytes(edited_copy(sent_copy(small, "Bæk Kommune")))
    (inbox / "svar.eml").write_bytes(mail("leder@aaby.example", "Husk dagen, og vis tallene."))
    made = collect(small.year, [inbox], BACK, say)
    book = load_workbook(made.paths[0])
    page = book["Svar"]
    columns = {cell.value: cell.column or 0 for cell in page[1]}
    for number in range(2, page.max_row - 2):
        page.cell(number, columns["Imødekommet"]).value = ("ja", "nej")[number % 2]
        page.cell(number, columns["Begrundelse"]).value = "Drøftet i netværket."
    book.save(made.paths[0])
    typed = [Said(("hoering/1", row.id, "Imødekommet"), "", "nej") for row in made.rows[-3:]]
    Journal(small.year.journal).append(typed, time=BACK.isoformat(), by="sekretær", batch="1")


def _applied(small: SmallYear) -> None:
    """The round is closed, and the final version made."""
    apply(small.year, [], BACK, say, base_stays=True)
    generate(small.year, BACK.date())


def _ready(small: SmallYear) -> None:
    """Nobody had a remark, the final version can be published, and a finding is allowed."""
    for party in ORGANISATIONS:
        answer(small.year, party, None, BACK, say)
    apply(small.year, [], BACK, say)
    generate(small.year, BACK.date())
    add_exemptions(small.year, [_ALLOWED])


STARTS: dict[str, tuple[str, Callable[[SmallYear], None]]] = {
    "laid out": ("", _laid_out),
    "made": ("laid out", _made),
    "open": ("made", _open),
    "collected": ("open", _collected),
    "applied": ("collected", _applied),
    "ready": ("open", _ready),
}
"""By name: the workspace it builds on, and what is done there."""


class Starts:
    """The workspaces of one run, each made when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: dict[str, SmallYear] = {}

    def get(self, name: str) -> SmallYear:
        """The workspace called `name`; whoever changes it takes a copy."""
        if name not in self._made:
            root = self._folder / name.replace(" ", "-")
            before, do = STARTS[name]
            if before:
                shutil.copytree(self.get(before).root, root)
                small = SmallYear(Year(Workspace(root), "aeldre-og-sundhed", 2024))
            else:
                small = small_year(root)
            with contextlib.chdir(root):
                do(small)
            self._made[name] = small
        return self._made[name]


def sent_copy(small: SmallYear, party: str) -> bytes:
    """The copy that was made for a party."""
    folder = {"Bæk Kommune": "Baek-Kommune", GOOD_PARTY: "Region-Oest"}[party]
    (copy,) = small.year.hearing.glob(f"1/udsendt/{folder}/*_Aarsrapport-*.docx")
    return copy.read_bytes()


def _is_plain(paragraph: Paragraph) -> bool:
    """Whether each run of a paragraph is one text, so that it can be cut anywhere."""
    return all(len(run.findall(qn("w:t"))) == 1 for run in paragraph.iter(qn("w:r")))


def edited_copy(data: bytes) -> bytes:
    """A copy in which somebody did most of what people do, tracked and not, with comments."""
    copy = WordCopy(data, "Bo Chef")
    long = [each for each in copy.paragraphs() if len(text(each)) > 12 and _is_plain(each)]
    copy.replace(long[3], 0, 5, "Vi")
    copy.split(long[4], 6)
    copy.add_after(long[5], "Et helt nyt afsnit om dagen.")
    copy.remove(long[6])
    copy.move_after(long[8], long[7])
    copy.embolden(long[9], 0, 6)
    copy.tracking = False
    copy.replace(long[10], 0, 4, "Uden spor")
    document = Document(io.BytesIO(copy.save()))
    said = [each for each in document.paragraphs if each.runs and len(each.text) > 12]
    for paragraph in said[2], said[5]:
        document.add_comment(paragraph.runs, "Passer det?", author="Bo Chef", initials="BC")
    row: Any = document.tables[-1].add_row()  # type: ignore[no-untyped-call]
    row.cells[0].text = "En ny række"
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()
