"""Laying out years, keeping them, and what follows from the meetings."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner
from icalendar import Calendar

from reportgen.cli.language import speak
from reportgen.cli.main import program
from reportgen.report.inputs import PointRow, Status
from reportgen.sources.workbook import read_workbook
from tests.cli.test_commands import answer
from tests.workspaces import CONTENT, ORGANISATIONS, SmallYear


def said(root: Path, *words: str) -> tuple[int, dict[str, object]]:
    speak("da")
    result = CliRunner().invoke(program, ["-C", str(root), "--json", *words])
    return result.exit_code, json.loads(result.stdout)


def test_each_version_is_kept_and_can_be_listed_shown_and_handed_out(
    small: SmallYear, tmp_path: Path
) -> None:
    first = answer(small, "generate", "--date", "2024-11-15")[1]["file"]
    original = (small.root / first).read_bytes()
    small.edit_meeting("Noget helt nyt.", "Noget endnu nyere.")
    answer(small, "generate", "--date", "2024-11-16")
    network = "aeldre-og-sundhed"
    assert answer(small, "archive", "list")[1]["objects"] == [
        {"network": network, "year": 2024, "versions": 2}
    ]
    shown = answer(small, "archive", "show", network, "2024")[1]["versions"]
    assert [(v["version"], v["stage"], v["date"]) for v in shown] == [
        ("v01", "udkast", "2024-11-15"),
        ("v02", "udkast", "2024-11-16"),
    ]
    assert answer(small, "archive", "verify") == (0, {"valid": True, "errors": []})
    to = tmp_path / "ud"
    code, handed = answer(
        small, "archive", "restore", network, "2024", "--version", "v01", "--to", str(to)
    )
    assert code == 0
    assert first in handed["files"]
    assert (to / first).read_bytes() == original
    assert "Noget helt nyt." in (to / "inputs" / network / "2024/moeder/2024-03-01.yaml").read_text(
        encoding="utf-8"
    )
    code, refused = answer(small, "archive", "restore", network, "2024", "--to", str(to))
    assert (code, refused["problems"][0]["code"]) == (3, "archive-destination-not-empty")


def test_two_versions_differ_point_by_point(small: SmallYear) -> None:
    answer(small, "generate", "--date", "2024-11-15")
    small.edit_meeting("Noget helt nyt.", "Noget endnu nyere.")
    small.write_workbook(
        points=(*CONTENT.points, PointRow("U3", "Ny", "Tekst.", Status.NEW, "Kilde"))
    )
    answer(small, "generate", "--date", "2024-11-16")
    changes = answer(small, "archive", "diff", "v01", "v02")[1]["changes"]
    assert [(c["id"], c["kind"]) for c in changes] == [
        ("U2", "replace"),
        ("F1", "same"),
        ("F2", "same"),
        ("U3", "add"),
    ]
    assert changes[0]["before"] == "Vagter\nNoget helt nyt."
    assert changes[0]["after"] == "Vagter\nNoget endnu nyere."


def test_a_flipped_byte_in_the_archive_is_found_and_named(small: SmallYear) -> None:
    answer(small, "generate", "--date", "2024-11-15")
    kept = next((small.year.archived / "v1").rglob("netvaerk.yaml"))
    kept.write_bytes(kept.read_bytes().replace(b"navn", b"naun", 1))
    code, found = answer(small, "archive", "verify")
    assert (code, found["valid"]) == (1, False)
    assert any("netvaerk.yaml" in error for error in found["errors"])


def test_a_new_year_begins_with_what_the_last_one_left(small: SmallYear) -> None:
    closed = PointRow("U3", "Færdig", "Tekst.", Status.CLOSED, "Kilde")
    small.write_workbook(points=(*CONTENT.points, closed))
    answer(small, "generate", "--date", "2024-11-15")
    code, made = answer(small, "new", "2025")
    assert code == 0
    assert made["files"] == [
        "inputs/aeldre-og-sundhed/2025/aarsrapport.xlsx",
        "inputs/aeldre-og-sundhed/2025/tekster.md",
    ]
    data = (small.root / made["files"][0]).read_bytes()
    book, problems = read_workbook(data, "aarsrapport.xlsx", ORGANISATIONS)
    assert problems == []
    assert [(p.id, p.status, p.source) for p in book.points] == [
        ("U1", "fortsat", "Årsrapport 2024"),
        ("U2", "fortsat", "Årsrapport 2024"),
        ("F1", "fortsat", "Årsrapport 2024"),
        ("F2", "fortsat", "Årsrapport 2024"),
    ]
    assert [p.text for p in book.points][1] == "Noget helt nyt."
    assert [(f.id, f.recommendation, f.case) for f in book.follow_ups] == [
        ("O2", "A1", "Fælles vagt")
    ]
    assert [m.organisation for m in book.members] == ["Åby Kommune"]
    assert len(book.figures) == 9
    assert [e.date.isoformat() for e in book.wheel] == ["2025-02-07"]
    prose = (small.root / made["files"][1]).read_text(encoding="utf-8")
    assert "## 1.1 Formål (fra 2024)\nRapporten beskriver **årets** arbejde." in prose
    notes = answer(small, "check", "--year", "2025")[1]["problems"]
    assert [n["code"] for n in notes].count("prose-from-last-year") == 2


def test_a_year_that_is_there_is_not_touched(small: SmallYear) -> None:
    before = small.snapshot()
    code, refused = answer(small, "new", "2024")
    assert (code, refused["problems"][0]["code"]) == (3, "year-exists")
    assert {n: d for n, d in small.snapshot().items() if n != "Status.cmd"} == before


def test_an_empty_folder_becomes_a_working_workspace(tmp_path: Path) -> None:
    root = tmp_path / "ny"
    root.mkdir()
    code, made = said(root, "new", "2024", "--network", "Ældre & Sundhed")
    assert code == 0
    assert made["files"][0] == "inputs/aeldre-sundhed/2024/aarsrapport.xlsx"  # type: ignore[index]
    assert (root / "Status.cmd").is_file()
    assert said(root, "check")[0] == 0
    assert said(root, "generate")[0] == 0


def test_tasks_are_listed_with_who_what_and_where(small: SmallYear) -> None:
    small.edit_meeting(
        "    titel: Velkomst\n",
        "    titel: Velkomst\n    opgaver: [{hvem: Sekretæren, hvad: Booker lokale, frist: maj}]\n",
    )
    listed = answer(small, "tasks", "--xlsx")[1]
    assert listed["tasks"] == [
        {
            "who": "Sekretæren",
            "what": "Booker lokale",
            "due": "maj",
            "meeting": "2024-03-01",
            "item": "1",
        }
    ]
    assert (small.root / listed["files"][0]).is_file()


def test_the_calendar_holds_the_wheel_with_the_times_meetings_agreed(small: SmallYear) -> None:
    small.edit_meeting("dato: 2025-02-07, status", 'dato: 2025-02-07, tid: "10-12.30", status')
    made = answer(small, "calendar")[1]
    data = (small.root / made["files"][0]).read_bytes()
    event = Calendar.from_ical(data).walk("VEVENT")[0]
    assert str(event["summary"]) == "Ældre og Sundhed: Nattevagt"
    assert event.decoded("dtstart").isoformat() == "2025-02-07T10:00:00+01:00"
    assert event.decoded("dtend").isoformat() == "2025-02-07T12:30:00+01:00"
    answer(small, "calendar")
    assert (small.root / made["files"][0]).read_bytes() == data
