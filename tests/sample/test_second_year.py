"""The sample's second year goes on by the commands that a secretary runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from docx import Document

from reportgen.app.year import read_year
from reportgen.cli.main import program
from reportgen.language.translation import speak
from reportgen.pdf import libreoffice as pdf_making
from reportgen.problems import Severity
from reportgen.workspace.places import Year
from tests.sample.second_year import VISIT, lay_out_second_year


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> Year:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf_making, "_office", lambda: None)
        return lay_out_second_year(tmp_path_factory.mktemp("andet-aar"))


def run(root: Path, *words: str) -> dict[str, Any]:
    speak("da")
    done = CliRunner().invoke(program, ["-C", str(root), "--json", *words])
    assert done.exit_code == 0, done.output
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def test_it_is_read_without_a_fault(second: Year) -> None:
    inputs = read_year(second)
    assert [p.code for p in inputs.problems if p.severity is Severity.ERROR] == []
    said = run(second.workspace.root, "status", "--year", "2023")
    assert (said["incomplete"], [one["recommendation"] for one in said["unanswered"]]) == (
        [],
        ["A2"],
    )


def test_its_report_shows_the_request_and_what_is_open_from_2022(second: Year) -> None:
    root = second.workspace.root
    file = root / run(root, "generate", "--year", "2023", "--date", "2023-08-01")["file"]
    document = Document(str(file))
    lines = [paragraph.text for paragraph in document.paragraphs]
    (at,) = (n for n, line in enumerate(lines) if line == "Børn og unge med i sundhedsklyngerne")
    assert lines[at + 2] == (
        "Til styregruppen · bedes beslutte at afklare, hvordan børn og unge indgår i "
        "sundhedsklyngernes arbejde · inden 1. juni 2024"
    )
    (table,) = (t for t in document.tables if t.cell(0, 0).text == "Åben anbefaling")
    rows = [[cell.text for cell in row.cells] for row in table.rows[1:]]
    assert [(row[0].partition(",")[0], *row[2:]) for row in rows] == [
        ("A1", "1. juni 2023", "Besvaret 10. marts 2023"),
        ("A2", "–", "Afventer"),
    ]


def test_the_next_agenda_asks_what_waits(second: Year) -> None:
    root = second.workspace.root
    (file,) = run(root, "agenda", "2023-09-29")["files"]
    tables = Document(str(root / file)).tables
    text = "\n".join(cell.text for table in tables for row in table.rows for cell in row.cells)
    assert VISIT in text
    assert "Fælles ramme for dagbehandling" in text
