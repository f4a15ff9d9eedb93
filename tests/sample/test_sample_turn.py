"""The sample's turn of the year: 2022 is published, and 2023 opens with what it left."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from docx import Document
from icalendar import Calendar
from openpyxl import load_workbook

from reportgen.cli.main import program
from reportgen.language.translation import speak
from reportgen.report.inputs import ReplyStatus, Status, Workbook
from reportgen.sources.workbook.read import read_workbook
from reportgen.workspace.places import Workspace, Year
from tests.programs import findings, needs_libreoffice, needs_validator
from tests.sample.second_year import NETWORK, ROOT, lay_out_worded, type_in

CLOSED, LEFT = "F2", "Medlem, Greve Kommune"
PARTIES = yaml.safe_load((ROOT / "inputs" / NETWORK / "netvaerk.yaml").read_text("utf-8"))[
    "organisationer"
]
pytestmark = needs_libreoffice


@dataclass(frozen=True, slots=True)
class Turned:
    """A workspace where 2022 is published and 2023 laid out and made once."""

    root: Path

    def run(self, *words: str) -> dict[str, Any]:
        """Run a command that has to go well."""
        code, said = self.answer(*words)
        assert code == 0, said
        return said

    def answer(self, *words: str) -> tuple[int, dict[str, Any]]:
        speak("da")
        done = CliRunner().invoke(program, ["-C", str(self.root), "--json", *words])
        return done.exit_code, json.loads(done.stdout)

    def inputs(self, year: int) -> Path:
        return self.root / "inputs" / NETWORK / str(year)

    def workbook(self, year: int) -> Workbook:
        data = (self.inputs(year) / "aarsrapport.xlsx").read_bytes()
        names = [row.organisation for row in read_workbook(data, "", ())[0].members]
        return read_workbook(data, "aarsrapport.xlsx", names)[0]

    def year(self, number: int) -> Year:
        return Year(Workspace(self.root), NETWORK, number)

    def files(self, *folders: str) -> dict[str, bytes]:
        found = (path for folder in folders for path in (self.root / folder).rglob("*"))
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in found
            if path.is_file()
        }

    def document(self, year: int) -> Path:
        (newest,) = sorted(
            (self.root / "outputs" / NETWORK / str(year)).glob("*_Aarsrapport-*.docx")
        )[-1:]
        return newest


@pytest.fixture(scope="module")
def turned(tmp_path_factory: pytest.TempPathFactory) -> Turned:
    root = tmp_path_factory.mktemp("aarsskifte")
    before, made = lay_out_worded(root), Turned(root)
    type_in(before, "Fokusområder", CLOSED, Status="afsluttet")
    type_in(before, "Medlemmer", LEFT, Til=dt.date(2022, 11, 30))
    made.run("generate", "--date", "2022-11-15")
    made.run("hearing", "open", "--deadline", "2099-12-01")
    for party in PARTIES:
        made.run("hearing", "answer", party, "--none")
    made.run("hearing", "apply")
    made.run("generate", "--date", "2022-12-06")
    assert made.run("status")["next"] == "reportgen publish"
    made.run("publish")
    made.run("new", "2023")
    assert made.run("generate", "--date", "2023-11-01")["version"] == "v01"
    return made


@pytest.fixture
def later(turned: Turned, tmp_path: Path) -> Turned:
    """A copy of the workspace, to go on in."""
    shutil.copytree(turned.root, tmp_path / "kopi")
    return Turned(tmp_path / "kopi")


def follow_up(document: Path) -> list[list[str]]:
    """The rows of the table in 3.2."""
    tables = Document(str(document)).tables
    (table,) = (t for t in tables if t.cell(0, 0).text == "Anbefaling")
    return [[cell.text for cell in row.cells] for row in table.rows[1:]]


def text(document: Path) -> str:
    read = Document(str(document))
    cells = (cell.text for table in read.tables for row in table.rows for cell in row.cells)
    return "\n".join((*(paragraph.text for paragraph in read.paragraphs), *cells))


def test_the_second_year_begins_with_the_points_that_are_open_under_their_ids(
    turned: Turned,
) -> None:
    before, now = turned.workbook(2022), turned.workbook(2023)
    assert {point.status for point in now.points} == {Status.CONTINUED}
    kept = [point.id for point in now.points]
    assert kept[:4] == ["U1", "U2", "U3", "U4"]
    assert CLOSED in {point.id for point in before.points}
    assert CLOSED not in kept
    assert kept[-3:] == ["F14", "F15", "F16"]
    said = {point.id: point.text for point in now.points}
    assert said["U3"] == "Almenområdet og myndighed skal afstemme, hvem der løser hvilke opgaver."


def test_the_second_year_begins_with_last_years_members_figures_and_planned_meetings(
    turned: Turned,
) -> None:
    before, now = turned.workbook(2022), turned.workbook(2023)
    names = [member.name for member in now.members]
    assert names == [member.name for member in before.members if member.name != LEFT]
    shown = [(f.indicator, f.organisation, f.year, f.value) for f in now.figures]
    assert shown == [(f.indicator, f.organisation, f.year, f.value) for f in before.figures]
    dates = [entry.date.isoformat() for entry in now.wheel]
    assert dates == ["2023-05-12", "2023-09-15", "2023-11-24"]


def test_every_recommendation_is_a_follow_up_that_waits_for_its_answer(turned: Turned) -> None:
    rows = turned.workbook(2023).follow_ups
    assert [(row.id, row.recommendation, row.status) for row in rows] == [
        ("O1", "A1", ReplyStatus.WAITING),
        ("O2", "A2", ReplyStatus.WAITING),
    ]
    (first, second) = follow_up(turned.document(2023))
    heading, lead = first[0].split("\n")
    assert heading == "A1, Dialog om tendenserne i diagnoser"
    assert lead.startswith("Netværksgruppen anbefaler, at styregruppen sætter rammen om en dialog")
    assert first[1:] == ["–", "–", "Afventer"]
    assert second[0].startswith("A2, Fælles ramme for dagbehandling\n")
    assert turned.run("status")["unanswered"] == [
        {
            "id": "O1",
            "recommendation": "A1",
            "heading": "Dialog om tendenserne i diagnoser",
            "year": 2022,
            "status": "afventer",
        },
        {
            "id": "O2",
            "recommendation": "A2",
            "heading": "Fælles ramme for dagbehandling",
            "year": 2022,
            "status": "afventer",
        },
    ]


def test_the_prose_is_last_years_and_says_so_until_somebody_has_seen_to_it(turned: Turned) -> None:
    prose = (turned.inputs(2023) / "tekster.md").read_text(encoding="utf-8")
    marked = [line for line in prose.splitlines() if line.endswith("(fra 2022)")]
    assert "## 1.1 Formål (fra 2022)" in marked
    notes = [n for n in turned.run("check")["problems"] if n["code"] == "prose-from-last-year"]
    assert len(notes) == len(marked)
    assert "(fra 2022)" not in text(turned.document(2023))


@needs_validator
def test_the_second_report_shows_what_came_over_and_not_what_was_closed(turned: Turned) -> None:
    document = turned.document(2023)
    shown = text(document)
    assert "Mangel på plejefamilier" in shown
    assert "§ 32-institutioner" in text(turned.document(2022))
    assert "§ 32-institutioner" not in shown
    assert "12. maj 2023" in shown
    assert "Anbragte børn og unge (antal), 2020-2022" in shown
    assert findings(document) == []


def test_both_years_are_in_the_archive_sound_and_come_back_as_they_were(
    turned: Turned, tmp_path: Path
) -> None:
    listed = turned.run("archive", "list")["objects"]
    assert [(entry["network"], entry["year"]) for entry in listed] == [
        (NETWORK, 2022),
        (NETWORK, 2023),
    ]
    assert turned.run("archive", "verify") == {"valid": True, "errors": []}
    for year in (2022, 2023):
        to = tmp_path / str(year)
        turned.run("archive", "restore", NETWORK, str(year), "--to", str(to))
        own = turned.files(f"inputs/{NETWORK}/{year}", f"outputs/{NETWORK}/{year}")
        back = Turned(to).files(f"inputs/{NETWORK}/{year}", f"outputs/{NETWORK}/{year}")
        derived = [path for path in own if path.endswith("_fletning.jsonl")]
        assert back == {path: data for path, data in own.items() if path not in derived}
        assert (year == 2022) == bool(derived), "what a collect found is made anew from the rest"


def test_the_year_that_was_published_stays_sound_when_the_next_has_its_points(
    turned: Turned,
) -> None:
    assert turned.run("check", "--year", "2022")["problems"] == []
    before = turned.run("status", "--year", "2022")
    assert (before["stage"], before["next"]) == ("offentliggjort", "")


def test_an_answer_stands_in_3_2_beside_what_it_answers(later: Turned) -> None:
    type_in(
        later.year(2023),
        "Opfølgning",
        "O1",
        Sag="Sag 23/0456, punkt 4",
        Fra="Styregruppen",
        Dato=dt.date(2023, 3, 17),
        Svar="Styregruppen tilslutter sig anbefalingen.",
        Status="besvaret",
    )
    assert [one["id"] for one in later.run("status")["unanswered"]] == ["O2"]
    assert later.run("generate", "--date", "2023-11-02")["unchanged"] is False
    answered, waiting = follow_up(later.document(2023))
    assert answered[0].startswith("A1, Dialog om tendenserne i diagnoser\nNetværksgruppen")
    assert answered[1:] == [
        "Styregruppen tilslutter sig anbefalingen.",
        "Styregruppen, 17. marts 2023\nSag 23/0456, punkt 4",
        "Besvaret",
    ]
    assert waiting[3] == "Afventer"


def test_a_recommendation_that_was_never_entered_is_unanswered_too(later: Turned) -> None:
    path = later.inputs(2023) / "aarsrapport.xlsx"
    book = load_workbook(path)
    book["Opfølgning"].delete_rows(3)
    book.save(path)
    first, second = later.run("status")["unanswered"]
    assert first["id"] == "O1"
    assert (second["id"], second["recommendation"], second["status"]) == (None, "A2", None)


def test_promises_and_the_hours_of_planned_meetings_are_not_forgotten_at_new_year(
    later: Turned,
) -> None:
    before = later.run("tasks", "--year", "2022")["tasks"]
    assert later.run("tasks")["tasks"] == before
    (file,) = later.run("calendar")["files"]
    events = Calendar.from_ical((later.root / file).read_bytes()).walk("VEVENT")
    hours = [(e.decoded("dtstart").strftime("%d-%m %H"), e.decoded("dtend").hour) for e in events]
    assert hours == [("12-05 10", 13), ("15-09 10", 13), ("24-11 10", 13)]
    (earlier,) = later.run("calendar", "--year", "2022")["files"]
    names = {
        str(event["uid"])
        for event in Calendar.from_ical((later.root / earlier).read_bytes()).walk("VEVENT")
    }
    assert {str(event["uid"]) for event in events} <= names
