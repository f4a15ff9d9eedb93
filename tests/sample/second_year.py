"""A second year of the sample: 2022 published and archived, 2023 with its first meeting.

``python -m tests.sample.second_year FOLDER`` lays the workspace out. What the steering group
answered on 10 March 2023, and what the network did then, is told in words of our own.
"""

from __future__ import annotations

import datetime as dt
import shutil
import sys
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell import Cell, MergedCell

from reportgen.app.generate import generate
from reportgen.app.hearing.applying import apply
from reportgen.app.hearing.collecting import answer
from reportgen.app.hearing.opening import open_hearing
from reportgen.app.new import new_year
from reportgen.app.publish import publish
from reportgen.problems import Problem
from reportgen.workspace.places import Workspace, Year

ROOT = Path(__file__).resolve().parents[2]
NETWORK = "boern-og-unge"
VISIT = "Socialtilsynet og Børnehus Sjælland på besøg"
PUBLISHED, ANSWERED, MET = dt.date(2023, 2, 15), dt.date(2023, 3, 10), dt.date(2023, 6, 2)
STEERING_GROUP = "Styregruppen for Rammeaftale Sjælland"
ANSWER = (
    "Styregruppen beder netværksgruppen beskrive problemerne i samarbejdet med psykiatrien mere "
    "konkret, så arbejdet kan rammesættes, også i forhold til sundhedsklyngerne."
)

WORDED = """\
- afsnit: "3.6"
  id: U3
  art: erstat
  tekst: Almenområdet og myndighed skal afstemme, hvem der løser hvilke opgaver.
  kilde: {fil: mail, part: Sekretariatet}
  lukker: [2022-11-11/3/1, 2022-11-11/3/4]
- afsnit: "4.2"
  id: F15
  art: præciser
  tekst: Dagbehandling udvikles med en fælles ramme, jf. anbefaling A2.
  kilde: {fil: mail, part: Sekretariatet}
  lukker: [2022-11-11/3/9]
"""

MINUTES = Path(__file__).with_name("second_year_meeting.yaml")


def lay_out_second_year(root: Path) -> Year:
    """Lay the workspace out in the empty folder `root`; the year 2023 is given back."""
    before = lay_out_worded(root)
    generate(before, dt.date(2022, 11, 15))
    open_hearing(before, _at(2022, 11, 15), dt.date(2022, 12, 1))
    answer(before, "Køge Kommune", None, _at(2022, 11, 28), _say)
    apply(before, (), _at(2022, 12, 2), _say)
    generate(before, dt.date(2022, 12, 6))
    publish(before, PUBLISHED)
    now = Year(Workspace(root), NETWORK, 2023)
    new_year(now, "00-2023-EKSEMPEL")
    now.meetings.mkdir(exist_ok=True)
    shutil.copyfile(MINUTES, now.meetings / f"{MET}.yaml")
    visit: dict[str, str | dt.date] = {"Dato": dt.date(2023, 9, 29), "Emne": VISIT}
    type_in(now, "Årshjul", dt.date(2023, 9, 15), **visit)
    type_in(
        now, "Opfølgning", "A1", Fra=STEERING_GROUP, Dato=ANSWERED, Svar=ANSWER, Status="besvaret"
    )
    return now


def lay_out_worded(root: Path) -> Year:
    """Lay out the sample with a wording for every input in the folder `root`; its year 2022."""
    for folder in ("inputs", "templates"):
        shutil.copytree(ROOT / folder, root / folder)
    year = Year(Workspace(root), NETWORK, 2022)
    year.decided.mkdir(exist_ok=True)
    (year.decided / "001.yaml").write_text(WORDED, encoding="utf-8")
    return year


def _at(year: int, month: int, day: int) -> dt.datetime:
    return dt.datetime(year, month, day, 9, tzinfo=dt.UTC)


def _say(problem: Problem) -> str:
    return problem.code


def type_in(year: Year, sheet: str, about: str | dt.date, **typed: str | dt.date) -> None:
    """Type into the row about a point, a member or a day, as a person does in Excel."""
    book = load_workbook(year.workbook)
    page = book[sheet]
    columns = {cell.value: cell.column or 0 for cell in page[1]}
    (row,) = (cells[0].row or 0 for cells in page.iter_rows() if about in map(_value, cells))
    for header, value in typed.items():
        page.cell(row, columns[header]).value = value
    book.save(year.workbook)


def _value(cell: Cell | MergedCell) -> object:
    return cell.value.date() if isinstance(cell.value, dt.datetime) else cell.value


if __name__ == "__main__":
    lay_out_second_year(Path(sys.argv[1]))
