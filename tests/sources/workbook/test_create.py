"""The workbook the tool makes: read back as it was written, and pleasant to fill in."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import subprocess
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.problems import has_errors
from reportgen.report.inputs import (
    FollowUp,
    KeyFigure,
    Member,
    PointRow,
    ReplyStatus,
    Status,
    WheelEntry,
    Workbook,
)
from reportgen.sources.workbook.create import TextTooLong, create_workbook
from reportgen.sources.workbook.read import read_workbook
from reportgen.sources.workbook.sheets import SHEETS, SheetSpec

ORGANISATIONS = tuple(f"{name} Kommune" for name in ("Faxe", "Greve", "Køge", "Sorø"))

_CHARACTERS = st.characters(exclude_categories=["Cs", "Cc", "Cn"])
LINES = st.text(_CHARACTERS, max_size=30).map(str.strip)
NAMES = st.text(_CHARACTERS, min_size=1, max_size=30).map(str.strip).filter(bool)
TEXTS = st.one_of(
    st.text(_CHARACTERS | st.just("\n"), max_size=80).map(str.strip),
    st.sampled_from(["=1+1", "#N/A", "_x0041_", "_x005F_x0041_", "- a\n- b", "0012", "TRUE", "'a"]),
)
DATES = st.dates(dt.date(1900, 3, 1), dt.date(2100, 12, 31))
NUMBERS = st.decimals(
    allow_nan=False, allow_infinity=False, min_value=-(10**11), max_value=10**11, places=4
)
ORGANISATION = st.sampled_from(ORGANISATIONS)


def points(letter: str, sheet: str) -> st.SearchStrategy[list[PointRow]]:
    one = st.builds(
        PointRow,
        id=st.integers(1, 999).map(lambda number: f"{letter}{number}"),
        heading=NAMES,
        text=TEXTS,
        status=st.sampled_from(Status),
        source=TEXTS,
        priority=LINES if letter == "F" else st.just(""),
        sheet=st.just(sheet),
    )
    return st.lists(one, max_size=4, unique_by=lambda point: point.id)


@st.composite
def workbooks(draw: st.DrawFn) -> Workbook:
    challenges = draw(points("U", "Udfordringer"))
    recommendations = [
        replace(point, challenge=draw(st.sampled_from(["", *(c.id for c in challenges)])))
        for point in draw(points("A", "Anbefalinger"))
    ]
    figures = st.builds(
        KeyFigure,
        st.sampled_from(["Anbringelser", "Udgift pr. barn"]),
        st.just("antal"),
        ORGANISATION,
        st.integers(1900, 2100),
        NUMBERS,
        TEXTS,
        in_short=st.booleans(),
    )
    return Workbook(
        members=tuple(
            draw(
                st.lists(
                    st.builds(
                        Member,
                        NAMES,
                        ORGANISATION,
                        LINES,
                        st.just("a@b.example"),
                        DATES.filter(lambda day: day.year < 2000) | st.none(),
                        DATES.filter(lambda day: day.year >= 2000) | st.none(),
                    ),
                    max_size=3,
                )
            )
        ),
        points=(*challenges, *recommendations, *draw(points("F", "Fokusområder"))),
        figures=tuple(
            draw(
                st.lists(
                    figures,
                    max_size=4,
                    unique_by=lambda figure: (figure.indicator, figure.organisation, figure.year),
                )
            )
        ),
        follow_ups=tuple(
            draw(
                st.lists(
                    st.builds(
                        FollowUp,
                        st.integers(1, 99).map(lambda number: f"O{number}"),
                        st.integers(1, 99).map(lambda number: f"A{number}"),
                        LINES,
                        LINES,
                        DATES | st.none(),
                        TEXTS,
                        st.sampled_from(ReplyStatus),
                    ),
                    max_size=3,
                    unique_by=lambda reply: reply.id,
                )
            )
        ),
        wheel=tuple(
            draw(
                st.lists(
                    st.builds(WheelEntry, DATES, TEXTS.filter(bool), LINES, LINES, TEXTS),
                    max_size=3,
                )
            )
        ),
    )


def without_cells(book: Workbook) -> Workbook:
    return replace(
        book,
        members=tuple(replace(row, cells={}) for row in book.members),
        points=tuple(replace(row, cells={}) for row in book.points),
        figures=tuple(replace(row, cells={}) for row in book.figures),
        follow_ups=tuple(replace(row, cells={}) for row in book.follow_ups),
        wheel=tuple(replace(row, cells={}) for row in book.wheel),
    )


@settings(max_examples=40, deadline=None)
@given(workbooks())
def test_what_is_written_is_read_back_equal(content: Workbook) -> None:
    read, problems = read_workbook(
        create_workbook(ORGANISATIONS, content), content.file, ORGANISATIONS
    )
    assert not has_errors(problems), problems
    assert without_cells(read) == content


def test_a_new_workbook_is_empty_and_without_fault() -> None:
    assert read_workbook(create_workbook(ORGANISATIONS), "a.xlsx", ORGANISATIONS) == (
        Workbook("a.xlsx"),
        [],
    )


def test_the_same_workbook_has_the_same_bytes_and_no_time_of_its_making() -> None:
    first, second = (create_workbook(ORGANISATIONS) for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {entry.date_time[0] for entry in package.infolist()} == {1980}
        core = package.read("docProps/core.xml").decode()
    assert core.count("2000-01-01T00:00:00Z") == 2
    assert "openpyxl" not in core


def test_a_row_under_the_header_grows_with_its_text() -> None:
    text = "Et langt afsnit om udgifterne. " * 20
    content = Workbook(points=(PointRow("U1", "Udgifter", text, source="Møde"),))
    with zipfile.ZipFile(io.BytesIO(create_workbook(ORGANISATIONS, content))) as package:
        sheet = package.read("xl/worksheets/sheet2.xml").decode()
    height = sheet[sheet.index('<row r="2"') :].split(">")[0]
    assert "customHeight" not in height
    assert float(height.split('ht="')[1].split('"')[0]) >= 9 * 15


def test_a_character_no_document_can_hold_is_kept_and_told_when_read() -> None:
    content = Workbook(points=(PointRow("U1", "Ud\x01gifter", source="Møde"),))
    data = create_workbook(ORGANISATIONS, content)
    _, problems = read_workbook(data, "a.xlsx", ORGANISATIONS)
    assert [(p.code, p.location.cell) for p in problems] == [("workbook-control-character", "B2")]


@pytest.mark.parametrize("text", ["x" * 32_768, "😀" * 16_384, "_x0041_" * 4_681])
def test_a_text_that_no_cell_can_hold_is_refused_and_never_cut(text: str) -> None:
    content = Workbook(points=(PointRow("U1", "Udgifter", text),))
    with pytest.raises(TextTooLong) as refused:
        create_workbook(ORGANISATIONS, content)
    assert refused.value.problem.location.cell == "C2"
    assert refused.value.problem.values == {"length": len(text)}


@pytest.fixture(scope="module")
def made() -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(create_workbook(ORGANISATIONS)))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
class TestEverySheet:
    def page(self, made: openpyxl.Workbook, name: str) -> Worksheet:
        page = made[name]
        assert isinstance(page, Worksheet)
        return page

    def test_has_its_headers_frozen_and_filtered(
        self, made: openpyxl.Workbook, sheet: SheetSpec
    ) -> None:
        page = self.page(made, sheet.name)
        assert [cell.value for cell in page[1]] == list(sheet.headers)
        assert page.freeze_panes == "A2"
        assert page.auto_filter.ref.startswith("A1:")
        assert {cell.fill.fgColor.rgb for cell in page[1]} == {"FFE8F0F2"}

    def test_explains_every_header_in_a_note(
        self, made: openpyxl.Workbook, sheet: SheetSpec
    ) -> None:
        page = self.page(made, sheet.name)
        assert [cell.comment.text for cell in page[1]] == [c.note for c in sheet.columns]

    def test_has_its_rules_within_the_limits_of_excel(
        self, made: openpyxl.Workbook, sheet: SheetSpec
    ) -> None:
        for rule in self.page(made, sheet.name).data_validations.dataValidation:
            assert len(rule.formula1) <= 255
            assert len(rule.error) <= 255
            assert len(rule.errorTitle) <= 32

    def test_keeps_text_as_it_is_typed_in_every_text_column(
        self, made: openpyxl.Workbook, sheet: SheetSpec
    ) -> None:
        page = self.page(made, sheet.name)
        for column, cell in zip(sheet.columns, page[1], strict=True):
            number_format = page.column_dimensions[cell.column_letter].number_format
            typed = column.kind.name in {"DATE", "YEAR", "NUMBER"}
            assert (number_format == "@") is not typed


def test_statuses_and_organisations_are_chosen_from_a_list(made: openpyxl.Workbook) -> None:
    def lists(sheet: str) -> dict[str, str]:
        rules = made[sheet].data_validations.dataValidation
        return {str(rule.sqref).rstrip("0123456789"): rule.formula1 for rule in rules}

    assert lists("Udfordringer")["D2:D"] == '"ny,fortsat,afsluttet"'
    assert lists("Opfølgning")["G2:G"] == '"afventer,besvaret,afsluttet"'
    assert lists("Medlemmer")["B2:B"] == "Lister!$A$2:$A$5"
    assert lists("Nøgletal")["G2:G"] == '"ja,nej"'
    assert lists("Anbefalinger")["D2:D"].startswith("OFFSET(Udfordringer!$A$2")
    assert made["Lister"].sheet_state == "hidden"
    assert [made["Lister"].cell(row, 1).value for row in range(2, 6)] == list(ORGANISATIONS)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_what_libreoffice_saves_is_read_as_it_was_written(tmp_path: Path) -> None:
    content = Workbook(
        points=(
            PointRow("U1", "Udgifter", "Et afsnit.\n- en\n- to\n\n=1+1 & <b>", source="Møde"),
            PointRow("A1", "Indkøb", "Tekst", Status.CONTINUED, "Møde", challenge="U1"),
        ),
        figures=(KeyFigure("Antal", "antal", "Køge Kommune", 2022, Decimal("12.5"), "BU1"),),
        wheel=(WheelEntry(dt.date(2023, 3, 3), "Emne"),),
    )
    source, target = tmp_path / "made.xlsx", tmp_path / "saved"
    source.write_bytes(create_workbook(ORGANISATIONS, content))
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(target), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    saved, problems = read_workbook(
        (target / "made.xlsx").read_bytes(), content.file, ORGANISATIONS
    )
    made, _ = read_workbook(source.read_bytes(), content.file, ORGANISATIONS)
    assert problems == []
    assert saved == made
