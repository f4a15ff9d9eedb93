"""The recommendations of all years, from the archive, the inputs and what was answered."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from reportgen.app.archiving import ArchivedYear
from reportgen.app.extracts.recommendations import Recommendations, as_json, recommendations
from reportgen.app.generate import generate, is_unchanged
from reportgen.app.new import new_year
from reportgen.app.standing.awaited import awaited, read_open_years
from reportgen.app.standing.recommended import last_put
from reportgen.app.year import read_year
from reportgen.cli.main import program
from reportgen.pdf import libreoffice as pdf_making
from reportgen.report.inputs import FollowUp, ReplyStatus
from reportgen.report.stage import Stage
from reportgen.sources.workbook.create import create_workbook
from reportgen.workspace import versions
from reportgen.workspace.places import Workspace, Year
from tests.sample.many_years import FIRST, lay_out_many_years
from tests.sample.second_year import (
    ANSWER,
    ANSWERED,
    NETWORK,
    PUBLISHED,
    lay_out_second_year,
    type_in,
)

TODAY = dt.date(2023, 8, 1)


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Year:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf_making, "_office", lambda: None)
        return lay_out_second_year(tmp_path_factory.mktemp("andet-aar"))


@pytest.fixture
def second(laid_out: Year, tmp_path: Path) -> Year:
    root = tmp_path / "kopi"
    shutil.copytree(laid_out.workspace.root, root)
    return Year(Workspace(root), NETWORK, 2023)


def listed(year: Year, today: dt.date = TODAY) -> Recommendations:
    return recommendations(year.workspace, NETWORK, today)


def answered(year: Year, *rows: FollowUp) -> None:
    """Let ``Opfølgning`` hold these rows and no others."""
    inputs = read_year(year)
    book = replace(inputs.workbook, follow_ups=rows)
    organisations = inputs.network.organisations if inputs.network else ()
    year.workbook.write_bytes(create_workbook(organisations, book))


def codes(found: Recommendations) -> Sequence[tuple[str, str, str]]:
    return [(p.code, p.location.file, p.location.cell) for p in found.problems]


def test_the_sample_lists_what_2022_asked_and_what_came_of_it(second: Year) -> None:
    told = {row["id"]: row for row in as_json(listed(second))}
    assert list(told) == ["A1", "A2", "A3"]  # the overdue first, what is only a draft last
    one = told["A1"]
    assert (one["year"], one["published"]) == (2022, PUBLISHED.isoformat())
    assert (one["addressee"], one["due"], one["overdue"]) == ("styregruppen", "2023-06-01", True)
    assert (one["status"], one["age"]) == ("besvaret", (TODAY - PUBLISHED).days)
    assert [(a["date"], a["answer"]) for a in one["answers"]] == [(ANSWERED.isoformat(), ANSWER)]
    assert (told["A2"]["status"], told["A2"]["overdue"]) == ("afventer", False)
    assert (told["A3"]["status"], told["A3"]["year"], told["A3"]["age"]) == ("udkast", 2023, None)


def test_a_year_is_listed_from_the_archive_where_its_inputs_are_gone(second: Year) -> None:
    before = as_json(listed(second))
    shutil.rmtree(Year(second.workspace, NETWORK, 2022).inputs)
    shutil.rmtree(Year(second.workspace, NETWORK, 2022).outputs)
    assert as_json(listed(second)) == before


def test_the_report_shows_what_is_open_from_earlier_years_and_not_what_is_closed(
    second: Year,
) -> None:
    assert [row.asked.id for row in read_year(second).still_open] == ["A1", "A2"]
    digest = generate(second, TODAY).record.fold  # type: ignore[union-attr]
    closed = FollowUp("O1", "A1", "", "Styregruppen", TODAY, ANSWER, ReplyStatus.CLOSED)
    answered(second, closed, FollowUp("O2", "A2"))
    assert [row.asked.id for row in read_year(second).still_open] == ["A2"]
    made = generate(second, TODAY)
    assert made.record.fold != digest  # type: ignore[union-attr]
    assert [one.id for one in last_put(second)] == ["A1", "A2"]


def test_a_report_from_before_it_told_what_is_open_is_not_changed_by_that(second: Year) -> None:
    generate(second, TODAY)
    inputs, latest = read_year(second), versions.latest(second)
    assert inputs.still_open
    assert latest
    untold = replace(inputs.material, still_open=()).digest(latest.state)
    published = replace(latest, stage=Stage.PUBLISHED)
    assert is_unchanged(inputs, published, Stage.FINAL)
    assert is_unchanged(inputs, replace(published, fold=untold), Stage.FINAL)
    assert not is_unchanged(inputs, replace(published, fold="0" * 64), Stage.FINAL)
    assert not is_unchanged(inputs, replace(latest, fold=untold), latest.stage)


def test_what_is_wrong_with_an_answer_is_told_at_its_cell(second: Year) -> None:
    answered(
        second,
        FollowUp("O1", "A1", status=ReplyStatus.CLOSED, answer="Gjort."),
        FollowUp("O2", "A9", status=ReplyStatus.CLOSED, date=TODAY),
        FollowUp("O3", "A3", status=ReplyStatus.CLOSED, date=TODAY),
    )
    book = f"inputs/{NETWORK}/2023/aarsrapport.xlsx"
    found = listed(second)
    assert codes(found) == [
        ("follow-up-unknown", book, "B3"),
        ("follow-up-of-own-year", book, "B4"),
        ("follow-up-closed-undated", book, "E2"),
    ]
    told = {row["id"]: row for row in as_json(found)}
    assert (told["A9"]["year"], told["A9"]["status"]) == (None, "afsluttet")
    assert told["A3"]["answers"] == []
    checked = [(p.code, p.location.cell) for p in read_year(second).problems]
    assert ("follow-up-unknown", "B3") in checked
    assert ("follow-up-of-own-year", "B4") in checked


def test_an_answer_from_before_the_report_is_told(second: Year) -> None:
    row = FollowUp("O1", "A1", date=dt.date(2021, 3, 10), status=ReplyStatus.CLOSED)
    answered(second, row)
    file = second.workspace.relative(second.workbook)
    assert codes(listed(second)) == [("follow-up-before-report", file, "E2")]
    checked = [(p.code, p.location.cell) for p in read_year(second).problems]
    assert ("follow-up-before-report", "E2") in checked


def test_an_answer_typed_after_the_next_year_began_is_not_forgotten(second: Year) -> None:
    generate(second, dt.date(2023, 6, 5))
    later = replace(second, year=2024)
    new_year(later)
    assert "A2" in {row.recommendation for row in read_year(later).workbook.follow_ups}
    day = dt.date(2024, 3, 8)
    type_in(second, "Opfølgning", "A2", Svar="Ja.", Status="besvaret", Dato=day)
    found = {row["id"]: row for row in as_json(listed(second, dt.date(2024, 4, 1)))}
    assert (found["A2"]["status"], found["A2"]["answers"][0]["answer"]) == ("besvaret", "Ja.")
    read = read_open_years(read_year(later))
    waits = awaited(read, dt.date(2024, 5, 1)).recommendations
    assert {thing.lead for thing in waits if thing.year != second.year} == set()


def test_an_archived_year_without_a_version_is_told_and_the_others_are_listed(
    second: Year, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ArchivedYear.version_names
    monkeypatch.setattr(
        ArchivedYear, "version_names", lambda self: [] if self.year.year == 2022 else names(self)
    )
    found = listed(second)
    assert ("archive-year-without-version", f"arkiv/{NETWORK}_2022", "") in codes(found)
    assert {row["id"] for row in as_json(found)} == {"A1", "A2", "A3"}


def test_what_keeps_a_year_from_being_read_is_told_and_its_answers_are_not_forgotten(
    second: Year,
) -> None:
    generate(second, dt.date(2023, 6, 5))
    meeting = second.meetings / "2023-06-02.yaml"
    meeting.write_text(f"{meeting.read_text('utf-8')}\nx: [\n", "utf-8")
    second.workbook.write_bytes(b"")
    found = listed(second)
    told = {(code, file) for code, file, _ in codes(found)}
    assert told == {("yaml-broken", meeting.name), ("workbook-empty-file", second.workbook.name)}
    first, *_ = as_json(found)
    assert (first["id"], first["status"], first["answers"][0]["answer"]) == (
        "A1",
        "besvaret",
        ANSWER,
    )


def test_the_workbook_is_never_written_over_one_that_was_worked_in(second: Year) -> None:
    root = second.workspace.root

    def written() -> str:
        words = ("--json", "recommendations", "--date", "2023-08-01", "--xlsx")
        said = json.loads(CliRunner().invoke(program, ["-C", str(root), *words]).stdout)
        assert [row["id"] for row in said["recommendations"]] == ["A1", "A2", "A3"]
        (file,) = said["files"]
        return str(file)

    first = written()
    assert written() == first
    path = root / first
    book = load_workbook(path)
    sheet = book["Anbefalinger"]
    assert [cell.value for cell in sheet["A"]] == ["Id", "A1", "A2", "A3"]
    assert sheet["A2"].font.bold
    assert [str(cell.value or "")[:13] for cell in sheet["L"]] == ["Svar", "10. marts 202", "", ""]
    sheet["C2"] = "Ring til formanden"
    book.save(path)
    assert written() != first
    assert load_workbook(path)["Anbefalinger"]["C2"].value == "Ring til formanden"


def test_the_agenda_has_every_recommendation_of_every_year_that_nobody_has_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_making, "_office", lambda: None)
    year = lay_out_many_years(tmp_path / "mappe", FIRST + 3)
    found = recommendations(year.workspace, NETWORK, TODAY)
    waiting = {row.asked.id for row in found.rows if row.status is ReplyStatus.WAITING}
    assert len({one.asked.year for one in found.rows}) == 4
    read = (read_year(year),)
    on_it = [thing.lead for thing in awaited(read, dt.date(FIRST + 4, 6, 1)).recommendations]
    assert sorted(on_it) == sorted(waiting)
