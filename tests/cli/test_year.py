"""Laying out years, keeping them, and what follows from the meetings."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

from click.testing import CliRunner
from icalendar import Calendar
from openpyxl import load_workbook

from reportgen.app import double_click
from reportgen.app.year import read_year
from reportgen.cli.main import program
from reportgen.language.translation import speak
from reportgen.report.inputs import FollowUp, PointRow, Status
from reportgen.sources.network import read_network
from reportgen.sources.workbook.create import create_workbook
from reportgen.sources.workbook.read import read_workbook
from tests.cli.test_commands import answer, run
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
        ("U3", "add"),
        ("F1", "same"),
        ("F2", "same"),
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


def test_what_last_year_left_is_counted_until_somebody_changes_it(small: SmallYear) -> None:
    answer(small, "generate", "--date", "2024-11-15")
    answer(small, "new", "2025")
    here = ("--year", "2025")

    status = answer(small, "status", *here)[1]
    assert [one["location"] for one in status["carried_over"]] == [
        "tekster.md, linje 3",
        "tekster.md, linje 16",
        "aarsrapport.xlsx, Årshjul!A2",
    ]
    answer(small, "generate", *here, "--date", "2025-11-15")
    assert answer(small, "status", *here)[1]["next"] == "reportgen check --year 2025"
    opening = ("hearing", "open", *here, "--deadline", "2099-01-01")
    code, refused = answer(small, *opening)
    assert (code, refused["problems"][0]["code"]) == (3, "round-carried-over")

    later = replace(small.year, year=2025)
    book = load_workbook(later.workbook)
    book["Årshjul"]["A2"] = dt.date(2026, 2, 6)
    book.save(later.workbook)
    left = answer(small, "status", *here)[1]["carried_over"]
    assert [one["code"] for one in left] == ["prose-from-last-year"] * 2
    later.prose.write_text(later.prose.read_text("utf-8").replace(" (fra 2024)", ""), "utf-8")
    assert answer(small, "status", *here)[1]["carried_over"] == []
    answer(small, "generate", *here, "--date", "2025-11-16")
    assert answer(small, *opening)[0] == 0


def test_what_last_year_left_can_be_sent_as_it_stands(small: SmallYear) -> None:
    answer(small, "generate", "--date", "2024-11-15")
    answer(small, "new", "2025")
    code, _ = answer(
        small, "hearing", "open", "--year", "2025", "--deadline", "2099-01-01", "--with-pending"
    )
    assert code == 0


def test_each_year_has_its_own_case_number(small: SmallYear) -> None:
    answer(small, "generate", "--date", "2024-11-15")
    assert answer(small, "new", "2025", "--case", "25/77")[0] == 0
    later = replace(small.year, year=2025)
    for year, number in ((small.year, "24/1234"), (later, "25/77")):
        network = read_year(year).network
        assert network is not None
        assert network.case_number == number
    book = load_workbook(later.workbook)
    assert [[cell.value for cell in row] for row in book["Året"].iter_rows(min_row=2)] == [
        ["Sagsnummer", "25/77"],
        ["KLE", None],
        ["Økonomi", None],
    ]


def test_a_year_that_says_no_case_number_has_the_networks(small: SmallYear) -> None:
    answer(small, "generate", "--date", "2024-11-15")
    answer(small, "new", "2025")
    network = read_year(replace(small.year, year=2025)).network
    assert network is not None
    assert network.case_number == "24/1234"


def test_a_year_that_is_there_is_not_touched(small: SmallYear) -> None:
    before = small.snapshot()
    code, refused = answer(small, "new", "2024")
    assert (code, refused["problems"][0]["code"]) == (3, "year-exists")
    assert {n: d for n, d in small.snapshot().items() if n != double_click.NAME} == before


def test_an_empty_folder_becomes_a_working_workspace(tmp_path: Path) -> None:
    root = tmp_path / "ny"
    root.mkdir()
    code, made = said(root, "new", "2024", "--network", "Ældre & Sundhed")
    assert code == 0
    assert made["files"][0] == "inputs/aeldre-sundhed/2024/aarsrapport.xlsx"  # type: ignore[index]
    assert (root / "Årsrapport.cmd").is_file()
    assert said(root, "check")[0] == 0
    assert said(root, "generate")[0] == 0


def test_a_texts_file_that_somebody_wrote_in_is_kept_when_the_year_is_laid_out(
    small: SmallYear,
) -> None:
    answer(small, "generate", "--date", "2024-11-15")
    files = answer(small, "new", "2025")[1]["files"]
    (small.root / files[0]).unlink()
    (small.root / files[1]).write_text("## 1.1 Formål\nSkrevet om.\n", encoding="utf-8")
    assert answer(small, "new", "2025")[1]["files"] == files[:1]
    assert (small.root / files[1]).read_text(encoding="utf-8").endswith("Skrevet om.\n")


def test_a_network_that_is_there_is_never_begun_again(small: SmallYear) -> None:
    before = small.year.network_file.read_bytes()
    for number, name in enumerate(("Ældre og Sundhed", "aeldre-og-sundhed", "Ældre-og sundhed")):
        code, made = answer(small, "new", str(2030 + number), "--network", name)
        assert code == 0
        assert made["files"][0].startswith("inputs/aeldre-og-sundhed/20")
    assert small.year.network_file.read_bytes() == before


def test_a_network_may_be_called_what_means_something_in_yaml(tmp_path: Path) -> None:
    name = 'Børn: "unge" #1'
    code, made = said(tmp_path, "new", "2024", "--network", name)
    assert code == 0
    assert made["files"][2] == "inputs/boern-unge-1/netvaerk.yaml"  # type: ignore[index]
    network, problems = read_network((tmp_path / made["files"][2]).read_bytes(), "")  # type: ignore[index]
    assert {problem.code for problem in problems} == {"network-placeholder"}
    assert network is not None
    assert network.name == name


def test_new_says_what_may_be_missing_when_the_last_year_is_not_at_its_end(
    small: SmallYear,
) -> None:
    answer(small, "generate", "--date", "2024-11-15")
    notes = answer(small, "new", "2025")[1]["problems"]
    assert [note["code"] for note in notes] == ["new-year-from-unpublished"]
    notes = answer(small, "new", "2026")[1]["problems"]
    assert [note["code"] for note in notes] == [
        "new-year-not-archived",
        "new-year-from-unpublished",
    ]


def test_nothing_is_made_in_a_folder_that_was_not_meant(tmp_path: Path) -> None:
    speak("da")
    result = CliRunner().invoke(program, ["-C", str(tmp_path), "new", "2024"])
    assert result.exit_code == 2
    assert "reportgen new 2024 --network" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_year_stays_sound_when_the_next_one_has_the_points_it_added(small: SmallYear) -> None:
    added = "\n      - {afsnit: '3.6', id: U3, art: tilføj, overskrift: Ny, tekst: Nyt.}"
    small.edit_meeting("Nævn at vi er få.}", "Nævn at vi er få.}" + added)
    answer(small, "generate", "--date", "2024-11-15")
    answer(small, "new", "2025")
    assert answer(small, "check", "--year", "2024")[1]["problems"] == []


def test_an_answer_names_what_it_answers_also_where_no_report_was_made(small: SmallYear) -> None:
    later = replace(small.year, year=2025)
    later.inputs.mkdir()
    rows = (FollowUp("O1", "A1", "Sag 25/1"), FollowUp("O2", "A7", "Sag 25/2"))
    content = replace(CONTENT, points=(), follow_ups=rows)
    later.workbook.write_bytes(create_workbook(ORGANISATIONS, content))
    later.prose.write_text("", encoding="utf-8")
    found = answer(small, "status", "--year", "2025")[1]["unanswered"]
    assert [(one["recommendation"], one["heading"], one["year"]) for one in found] == [
        ("A1", "Fælles vagt", 2024),
        ("A7", "Sag 25/2", None),
    ]
    notes = answer(small, "check", "--year", "2025")[1]["problems"]
    unknown = [note for note in notes if note["code"] == "follow-up-unknown"]
    assert [note["location"] for note in unknown] == ["aarsrapport.xlsx, Opfølgning!B3"]


def test_a_draft_has_put_nothing_to_the_steering_group(small: SmallYear) -> None:
    answer(small, "generate", "--date", "2024-11-15")
    made = answer(small, "new", "2025")[1]["files"]
    book = replace(CONTENT, points=(), follow_ups=())
    (small.root / made[0]).write_bytes(create_workbook(ORGANISATIONS, book))
    assert answer(small, "status", "--year", "2025")[1]["unanswered"] == []


TASKS = """\
    opgaver:
      - {hvem: Alle, hvad: Svarer}
      - {hvem: Region Øst, hvad: Spørger, frist: 1. april}
      - {hvem: Sekretæren, hvad: Booker lokale, frist: maj 2098}
      - {hvem: Sekretæren, hvad: Skriver, frist: 3. marts, udført: 2024-03-02}
      - {hvem: Formanden, hvad: Ringer, frist: uge 11}
"""


def test_tasks_are_listed_open_first_with_who_what_and_where(small: SmallYear) -> None:
    small.edit_meeting("    titel: Velkomst\n", f"    titel: Velkomst\n{TASKS}")
    listed = answer(small, "tasks")[1]["tasks"]
    assert [(task["what"], task["state"], task["due_date"]) for task in listed] == [
        ("Ringer", "overdue", "2024-03-17"),
        ("Spørger", "overdue", "2024-04-01"),
        ("Booker lokale", "open", "2098-05-31"),
        ("Svarer", "open", None),
        ("Skriver", "done", "2024-03-03"),
    ]
    assert listed[2] == {
        "who": "Sekretæren",
        "what": "Booker lokale",
        "due": "maj 2098",
        "meeting": "2024-03-01",
        "item": "1",
        "due_date": "2098-05-31",
        "done": None,
        "state": "open",
    }
    assert listed[-1]["done"] == "2024-03-02"


def test_the_workbook_of_tasks_says_where_each_stands_with_dates_that_sort(
    small: SmallYear,
) -> None:
    small.edit_meeting("    titel: Velkomst\n", f"    titel: Velkomst\n{TASKS}")
    (file,) = answer(small, "tasks", "--xlsx")[1]["files"]
    page = load_workbook(small.root / file)["Opgaver"]
    rows = list(page.iter_rows(values_only=True))
    assert rows[0] == ("Status", "Hvem", "Hvad", "Frist", "Senest", "Møde", "Punkt", "Udført")
    assert [row[0] for row in rows[1:]] == [
        "Over fristen",
        "Over fristen",
        "Åben",
        "Åben",
        "Udført",
    ]
    assert rows[1][4:6] == (dt.datetime(2024, 3, 17), dt.datetime(2024, 3, 1))


def test_a_workbook_of_tasks_that_somebody_works_in_is_never_written_over(small: SmallYear) -> None:
    small.edit_meeting("    titel: Velkomst\n", f"    titel: Velkomst\n{TASKS}")
    (file,) = answer(small, "tasks", "--xlsx")[1]["files"]
    assert answer(small, "tasks", "--xlsx")[1]["files"] == [file]
    book = load_workbook(small.root / file)
    book["Opgaver"]["C2"] = "Ring igen"
    book.save(small.root / file)
    (other,) = answer(small, "tasks", "--xlsx")[1]["files"]
    assert other != file
    assert load_workbook(small.root / file)["Opgaver"]["C2"].value == "Ring igen"


def test_a_promise_of_last_year_is_listed_until_it_is_kept(small: SmallYear) -> None:
    small.edit_meeting("    titel: Velkomst\n", f"    titel: Velkomst\n{TASKS}")
    answer(small, "generate", "--date", "2024-11-15")
    answer(small, "new", "2025")
    listed = answer(small, "tasks", "--year", "2025")[1]["tasks"]
    assert [task["what"] for task in listed] == ["Ringer", "Spørger", "Booker lokale", "Svarer"]


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


def test_tasks_are_told_apart_in_words_too(small: SmallYear) -> None:
    small.edit_meeting("    titel: Velkomst\n", f"    titel: Velkomst\n{TASKS}")
    told = run(small, "--lang", "en", "tasks").stdout.splitlines()
    assert told[0] == "4 open tasks, 2 of them overdue"
    assert told[1:3] == ["  Formanden: Ringer", "    overdue: uge 11 · 1. marts 2024, item 1"]
    assert told[-3:] == [
        "1 task done",
        "  Sekretæren: Skriver",
        "    done 2. marts 2024 · 1. marts 2024, item 1",
    ]


def test_status_tells_who_has_not_answered_the_round_that_is_open(small: SmallYear) -> None:
    answer(small, "generate", "--date", "2024-11-15")
    answer(small, "hearing", "open", "--deadline", "2099-12-01", "--with-pending")
    answer(small, "hearing", "answer", "Bæk Kommune", "--none")
    told = run(small, "--lang", "en", "status").stdout
    assert "Round 1 is open until 1. december 2099: 1 of 3 have answered." in told
    assert "Not yet: Åby Kommune, Region Øst." in told
