"""The agenda of the next meeting, and the minutes that are written in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from reportgen.app.archiving import ArchivedYear
from reportgen.app.documents import Origin, What, documents
from reportgen.app.extracts.agenda import make_agenda
from reportgen.app.extracts.document_journal import Direction, document_journal
from reportgen.app.extracts.tasks import TaskState, tasks
from reportgen.app.standing.agendas import unread_agendas
from reportgen.app.standing.status import status
from reportgen.opc.namespaces import qn
from reportgen.report.agenda import Origin as Origins
from reportgen.report.inputs import FollowUp, ReplyStatus
from tests.app.minutes_writing import Said, Written
from tests.cli.test_commands import answer, run
from tests.word.ooxml import assert_valid
from tests.workspaces import SmallYear

DAY = dt.date(2025, 2, 7)
NAME = "20241201_Dagsorden-2025-02-07_Aeldre-og-Sundhed"
MADE = dt.date(2024, 12, 1)

TASKS = """\
    opgaver:
      - {hvem: Åby Kommune, hvad: Sender en liste over vagter, frist: senest 1. juni}
      - {hvem: Bæk Kommune, hvad: Finder et lokale, udført: 2024-05-01}
    referat: |
      Vagtplanen tages op på næste møde.
"""


@pytest.fixture
def planned(small: SmallYear) -> SmallYear:
    """A year with standing items, a task, a topic that was put off, and a draft."""
    with small.year.network_file.open("a", encoding="utf-8") as file:
        file.write("faste_punkter: [Velkomst og dagsorden, Nyt fra regionen, Eventuelt]\n")
    small.edit_meeting("    titel: Velkomst\n", f"    titel: Velkomst\n{TASKS}")
    assert run(small, "generate", "--date", "2024-11-15").exit_code == 0
    return small


def made(small: SmallYear) -> Path:
    return make_agenda(small.year, DAY, MADE).path


def imported(small: SmallYear, data: bytes, *, doubts: int = 0) -> dict[str, Any]:
    """The meeting that comes of a file, with the doubts that there are."""
    file = small.root / "referat.docx"
    file.write_bytes(data)
    code, said = answer(small, "import", str(file))
    assert (code, len(said["problems"])) == (0, doubts), said["problems"]
    (meeting,) = said["meetings"]
    assert (meeting["accounted"], meeting["ledger"]["doubtful"]) == (1.0, doubts)
    read: dict[str, Any] = yaml.safe_load((small.root / meeting["file"]).read_text("utf-8"))
    return read


def test_the_agenda_gathers_what_waits_each_thing_with_its_source(planned: SmallYear) -> None:
    path = made(planned)
    assert path == planned.year.meetings / f"{NAME}.docx"
    meeting = imported(planned, written(path).data)
    assert [(item["nr"], item["titel"]) for item in meeting["dagsorden"]] == [
        ("1", "Velkomst og dagsorden"),
        ("2", "Opfølgning"),
        ("3", "Nattevagt"),
        ("4", "Aftalt til mødet"),
        ("5", "Årsrapport 2024, udkast"),
        ("6", "Nyt fra regionen"),
        ("7", "Eventuelt"),
    ]
    explained = {item["titel"]: item["uddybning"].splitlines() for item in meeting["dagsorden"]}
    assert explained["Opfølgning"] == [
        "- Åby Kommune: Sender en liste over vagter (frist: senest 1. juni)",
        "Netværksmøde 1. marts 2024, punkt 1",
    ]
    assert explained["Nattevagt"] == ["Årshjul, 7. februar 2025"]
    assert explained["Aftalt til mødet"] == [
        "- Vagtplanen tages op på næste møde.",
        "Netværksmøde 1. marts 2024, punkt 1",
    ]
    assert explained["Årsrapport 2024, udkast"] == [
        "v01, 15. november 2024",
        "Afsnit 3.6, Udfordringer og udviklingsbehov",
        "- U1: Det gælder især om vinteren.",
        "Netværksmøde 1. marts 2024, punkt 2",
        "Afsnit 3.7, Anbefalinger til styregruppen",
        "Afsnit 4.2, Fokusområder",
        "Hele rapporten",
        "- Nævn at vi er få.",
        "Netværksmøde 1. marts 2024, punkt 2",
    ]


def test_the_file_is_one_that_word_opens_and_the_same_every_time(planned: SmallYear) -> None:
    path = made(planned)
    first = path.read_bytes()
    assert_valid(first)
    path.unlink()
    again = make_agenda(planned.year, DAY, MADE + dt.timedelta(days=3)).path
    assert again.read_bytes() == first


SAID = {
    1: Said(["Alle bød velkommen."], ["Dagsordenen blev godkendt."]),
    2: Said(tasks=["Åby Kommune · Sender listen igen · senest 1. marts"]),
    5: Said(
        ["Udkastet blev gennemgået.", "Der er enighed om det meste."],
        ["Udkastet sendes i høring.", "Fristen er tre uger."],
        ["Sekretariatet · Retter udkastet · 14. februar", "Alle · Læser det igennem"],
    ),
    7: Said(["Intet."]),
}
DECIDED = {
    1: ["Dagsordenen blev godkendt."],
    5: ["Udkastet sendes i høring.", "Fristen er tre uger."],
}
PROMISED = {
    2: [{"hvem": "Åby Kommune", "hvad": "Sender listen igen", "frist": "senest 1. marts"}],
    5: [
        {"hvem": "Sekretariatet", "hvad": "Retter udkastet", "frist": "14. februar"},
        {"hvem": "Alle", "hvad": "Læser det igennem"},
    ],
}


def written(path: Path) -> Written:
    """The agenda with minutes in it."""
    open_ = Written(path.read_bytes())
    open_.fill_in("Til stede:", "Leder (Åby Kommune), Chef (Bæk Kommune)")
    for row, said in SAID.items():
        open_.write(row, said)
    return open_


def test_minutes_written_in_it_are_read_without_a_doubt(planned: SmallYear) -> None:
    meeting = imported(planned, written(made(planned)).data)
    assert meeting["moede"]["dato"] == DAY
    for number, item in enumerate(meeting["dagsorden"], 1):
        said = SAID.get(number, Said())
        assert (item.get("referat") or "").splitlines() == list(said.text)
        assert item.get("beslutninger", []) == DECIDED.get(number, [])
        assert item.get("opgaver", []) == PROMISED.get(number, [])
        assert "aarsrapport" not in item


def test_items_moved_about_are_still_themselves(planned: SmallYear) -> None:
    open_ = written(made(planned))
    rows = open_.rows
    rows[1].addprevious(rows[7])
    open_.retitle(1, "1. Eventuelt")
    meeting = imported(planned, open_.data)
    assert meeting["dagsorden"][0]["referat"].strip() == "Intet."


def test_what_the_network_wants_in_the_report_is_read_as_in_other_minutes(
    planned: SmallYear,
) -> None:
    open_ = written(made(planned))
    wish = "Pind 1: Det præciseres, at det også gælder om sommeren."
    open_.write(6, Said(["Ift. årsrapportens afsnit 3.6 blev peget på følgende:", wish]))
    meeting = imported(planned, open_.data)
    (entry,) = meeting["dagsorden"][5]["aarsrapport"]
    assert (entry["afsnit"], entry["pind"]) == ("3.6", 1)
    assert "om sommeren" in entry["input"]


def test_links_and_lists_of_what_is_open_are_kept(planned: SmallYear) -> None:
    planned.edit_meeting(
        "input: Nævn at vi er få.", 'input: "Se [notatet](https://example.dk/n):\\n- et\\n- to"'
    )
    meeting = imported(planned, written(made(planned)).data)
    report = meeting["dagsorden"][4]
    assert "- Se notatet:\n- et\n- to\nNetværksmøde" in report["uddybning"]
    assert report["links"] == ["https://example.dk/n"]


def test_an_agenda_that_was_edited_is_never_written_over(planned: SmallYear) -> None:
    path = made(planned)
    minutes = written(path).data
    path.write_bytes(minutes)
    assert make_agenda(planned.year, DAY, MADE).unchanged
    planned.edit_meeting("Sender en liste over vagter", "Sender en ny liste")
    second = make_agenda(planned.year, DAY, MADE)
    assert (path.read_bytes(), second.beside) == (minutes, path)
    assert second.path == planned.year.meetings / f"{NAME}_2.docx"
    planned.edit_meeting("Sender en ny liste", "Sender en helt ny liste")
    third = make_agenda(planned.year, DAY, MADE)
    assert third.path == second.path


def test_what_was_made_is_in_the_archive(planned: SmallYear) -> None:
    path = made(planned)
    archived = ArchivedYear(planned.year)
    newest = list(archived.steps)[-1]
    held = archived.store.read(archived.id, newest, planned.year.workspace.relative(path))
    assert held == path.read_bytes()
    made(planned)
    assert list(ArchivedYear(planned.year).steps)[-1] == newest


def test_a_meeting_that_was_moved_is_read_from_its_agenda(planned: SmallYear) -> None:
    path = made(planned)
    open_ = written(path)
    open_.retype("fredag den 7. februar 2025", "fredag den 14. februar 2025")
    path.write_bytes(open_.data)
    assert len(unread_agendas(planned.year, DAY)) == 1
    assert answer(planned, "import", str(path))[1]["meetings"][0]["date"] == "2025-02-14"
    assert unread_agendas(planned.year, DAY) == ()


def test_an_agenda_without_minutes_is_not_read_by_mistake(planned: SmallYear) -> None:
    path = made(planned)
    code, said = answer(planned, "import", str(path))
    codes = [problem["code"] for problem in said["problems"]]
    assert (code, codes) == (3, ["agenda-not-filled-in", "import-not-confirmed"])
    assert len(unread_agendas(planned.year, DAY)) == 1


def test_it_is_counted_what_became_of_each_source(planned: SmallYear) -> None:
    code, said = answer(planned, "agenda", "7. februar 2025")
    assert code == 0
    assert said["counts"] == {
        "standing": {"on_agenda": 3, "left_out": 0},
        "task": {"on_agenda": 1, "left_out": 0},
        "wheel": {"on_agenda": 1, "left_out": 0},
        "promised": {"on_agenda": 1, "left_out": 0},
        "input": {"on_agenda": 2, "left_out": 0},
        "recommendation": {"on_agenda": 0, "left_out": 0},
    }
    later = answer(planned, "agenda", "7. marts 2025")[1]
    assert later["left_out"] == [
        {
            "origin": "wheel",
            "id": "2024/Årshjul!B2",
            "text": "Nattevagt",
            "source": "Årshjul, 7. februar 2025",
            "reason": "passed",
        }
    ]


def test_with_nothing_left_but_its_name_every_item_is_a_doubt(planned: SmallYear) -> None:
    path = made(planned)
    open_ = written(path)
    open_.forget()
    path.write_bytes(open_.data)
    code, said = answer(planned, "import", str(path))
    assert code == 0
    codes = [problem["code"] for problem in said["problems"]]
    assert codes.count("agenda-mark-gone") == 7
    assert said["meetings"][0]["accounted"] == 1.0


def test_all_that_status_and_tasks_call_open_is_accounted_for(planned: SmallYear) -> None:
    waiting = [FollowUp(f"O{n}", f"A{n + 8}", f"Sag {n}") for n in range(1, 6)]
    answered = replace(waiting[4], answer="Ja.", status=ReplyStatus.ANSWERED)
    planned.write_workbook(follow_ups=(*waiting[:4], answered))
    made = make_agenda(planned.year, dt.date(2025, 3, 7), MADE).agenda
    things = (*made.things, *(one.thing for one in made.left_out))
    now = status(planned.year, MADE)
    of = {origin: [t for t in things if t.origin is origin] for origin in Origins}
    promised = [task for task in tasks(planned.year, MADE) if task.state is not TaskState.DONE]
    assert [t.text for t in of[Origins.TASK]] == [task.what for task in promised]
    assert [t.key for t in of[Origins.INPUT]] == [each.id for each in now.pending]
    unanswered = [each.recommendation for each in now.unanswered]
    assert [t.lead for t in of[Origins.RECOMMENDATION]] == unanswered == ["A9", "A10", "A11", "A12"]
    assert len(of[Origins.WHEEL]) == len(now.inputs.workbook.wheel)


def test_it_is_among_the_year_s_files_and_in_its_journal(planned: SmallYear) -> None:
    path = made(planned)
    now = status(planned.year, DAY)
    listed = documents(planned.year, now.versions, now.rounds)
    (file,) = (each for each in listed if each.what is What.AGENDA)
    assert (file.path, file.about, file.origin) == (path, "7. februar 2025", Origin.OURS)
    entries = [each for each in document_journal(planned.year).entries if each.path == path]
    (entry,) = entries
    assert (entry.direction, entry.date) == (Direction.OUT, None)
    assert entry.theme == "Dagsorden til netværksmøde 7. februar 2025"


def test_status_tells_an_agenda_until_its_minutes_are_read(planned: SmallYear) -> None:
    path = made(planned)
    (unread,) = unread_agendas(planned.year, DAY)
    assert (unread.path, unread.date, unread.held) == (path, DAY, True)
    assert not unread_agendas(planned.year, DAY - dt.timedelta(days=1))[0].held
    imported(planned, written(path).data)
    assert unread_agendas(planned.year, DAY) == ()


def test_status_says_it_in_words_and_in_json(planned: SmallYear) -> None:
    path = made(planned)
    file = planned.year.workspace.relative(path)
    listed = answer(planned, "status")[1]["agendas"]
    assert listed == [{"file": file, "date": "2025-02-07", "held": True}]
    assert f"reportgen import {file}" in run(planned, "status").output
    imported(planned, written(path).data)
    assert answer(planned, "status", "--year", "2024")[1]["agendas"] == []


def test_the_next_planned_meeting_is_meant_where_no_day_is_said(planned: SmallYear) -> None:
    assert make_agenda(planned.year, None, MADE).agenda.date == DAY


def test_a_meeting_is_the_network_s_and_not_one_year_s(planned: SmallYear) -> None:
    """While last year's report is a draft, a meeting of this year leads to the next one."""
    path = made(planned)
    open_ = written(path)
    open_.write(4, Said(tasks=["Bæk Kommune · Finder en vikar · 1. maj"]))
    path.write_bytes(open_.data)
    assert answer(planned, "import", str(path))[0] == 0
    for year in ("2024", "2025"):
        code, said = answer(planned, "agenda", "2025-05-09", "--year", year)
        assert code == 0
        assert said["counts"]["task"] == {"on_agenda": 5, "left_out": 0}
        assert said["counts"]["input"] == {"on_agenda": 2, "left_out": 0}
        assert said["counts"]["wheel"] == {"on_agenda": 0, "left_out": 0}
        assert said["counts"]["recommendation"]["on_agenda"] == 0
        assert said["unchanged"] is (year == "2025")
    (file,) = (planned.root / "inputs").rglob("*_Dagsorden-2025-05-09_*.docx")
    assert "Bæk Kommune: Finder en vikar (frist: 1. maj; " in text_of(file)
    assert "Årsrapport 2024, udkast" in text_of(file)


def text_of(file: Path) -> str:
    root = Written(file.read_bytes()).root
    return "\n".join(
        "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
        for paragraph in root.iter(qn("w:p"))
    )
