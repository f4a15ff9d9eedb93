"""Nothing in the workbook is passed over in silence: its ledger is the whole of what it holds."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from reportgen.sources.workbook.read import read_workbook
from tests.sources.workbook.test_faults import FILE, GOOD, ORGANISATIONS, edited, found, page

Book = openpyxl.Workbook
STRUCK = Font(strike=True)
_RICH = CellRichText("Samarbejdet er ", TextBlock(InlineFont(strike=True), "ikke "), "godt")


def struck(sheet: str, *cells: str) -> Callable[[Book], None]:
    def change(book: Book) -> None:
        for cell in cells:
            book[sheet][cell].font = STRUCK

    return change


def written(**cells: object) -> Callable[[Book], None]:
    """An edit of the focus areas."""

    def change(book: Book) -> None:
        for cell, value in cells.items():
            book["Fokusområder"][cell] = value

    return change


def with_note(sheet: str, cell: str, text: str) -> Callable[[Book], None]:
    def change(book: Book) -> None:
        book[sheet][cell].comment = Comment(text, "Tovholder")

    return change


def other_sheet(name: str, text: str = "", state: str = "visible") -> Callable[[Book], None]:
    def change(book: Book) -> None:
        sheet = book.create_sheet(name)
        sheet.sheet_state = state  # type: ignore[assignment]
        if text:
            sheet["C7"] = text

    return change


KINDS = {
    "a struck word": (written(B2=_RICH), ["workbook-struck-words B2"]),
    "a struck cell": (struck("Fokusområder", "C2"), ["workbook-struck-cell C2"]),
    "a struck row": (
        struck("Fokusområder", *(f"{c}2" for c in "ABCDEF")),
        ["workbook-struck-row A2"],
    ),
    "an empty cell struck out": (struck("Fokusområder", "C9"), []),
    "a note": (with_note("Fokusområder", "B2", "Skal drøftes"), ["workbook-note-by B2"]),
    "a note to a header": (with_note("Fokusområder", "B1", "Spørg"), ["workbook-note-by B1"]),
    "a note to an empty cell": (with_note("Årshjul", "D9", "Husk"), ["workbook-note-by D9"]),
    "a column": (written(H1="Bemærkninger", H2="Haster"), ["workbook-column-unread H1"]),
    "a column without a header": (written(J2="Haster"), ["workbook-column-unread J2"]),
    "a header without a column": (written(H1="Bemærkninger"), []),
    "the user's own column": (written(H1="_Mit", H2="Haster"), []),
    "a row with nothing that is read": (written(H1="Noter", H9="x"), ["workbook-column-unread H1"]),
    "a sheet": (other_sheet("Nye punkter", "Busser"), ["workbook-sheet-unread "]),
    "a hidden sheet": (other_sheet("X", "Busser", "veryHidden"), ["workbook-sheet-unread "]),
    "an empty sheet": (other_sheet("Ark8"), []),
    "the user's own sheet": (other_sheet("_Noter", "Busser"), []),
    "text that its format hides": (
        lambda book: setattr(book["Fokusområder"]["B2"], "number_format", ";;;"),
        ["workbook-text-hidden B2"],
    ),
    "text in a format that shows it": (
        lambda book: setattr(book["Fokusområder"]["B2"], "number_format", "0;-0;0;@"),
        [],
    ),
}


@pytest.mark.parametrize(("change", "codes"), KINDS.values(), ids=KINDS)
def test_what_is_not_read_is_said_once_at_its_place(
    change: Callable[[Book], object], codes: list[str]
) -> None:
    data = edited(change)
    assert [f"{code} {cell}" for code, _, cell in found(data)] == codes
    ledger = read_workbook(data, FILE, ORGANISATIONS)[0].ledger
    assert ledger.is_clear == (not codes)


def test_a_thread_of_comments_is_told_with_its_answers_and_authors() -> None:
    parts = {
        "xl/persons/person.xml": '<personList xmlns="urn:p"><person displayName="Tovholder" '
        'id="{1}"/></personList>',
        "xl/threadedComments/threadedComment1.xml": '<ThreadedComments xmlns="urn:t">'
        '<threadedComment ref="B2" personId="{1}" id="{a}"><text>Passer det?</text>'
        '</threadedComment><threadedComment ref="B2" personId="{1}" id="{b}" parentId="{a}">'
        "<text>Ja, nu gør det.</text></threadedComment></ThreadedComments>",
    }
    data = edited(with_note("Fokusområder", "B2", "[Threaded comment] Your version of Excel …"))
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith("worksheets/_rels/sheet4.xml.rels"):
                content = content.replace(
                    b"</Relationships>",
                    b'<Relationship Id="t" Type="urn:x/threadedComment" '
                    b'Target="../threadedComments/threadedComment1.xml"/></Relationships>',
                )
            target.writestr(name, content)
        for name, text in parts.items():
            target.writestr(name, text)
    _, problems = read_workbook(buffer.getvalue(), FILE, ORGANISATIONS)
    assert [(p.location.cell, dict(p.values)) for p in problems] == [
        ("B2", {"author": "Tovholder", "text": "Passer det? / Ja, nu gør det."})
    ]


@pytest.mark.parametrize("sheet", ["Medlemmer", "Nøgletal", "Fokusområder", "Årshjul"])
def test_a_sheet_of_another_name_is_known_by_its_headers(sheet: str) -> None:
    data = edited(lambda book: setattr(page(book, sheet), "title", "Ark3"))
    (problem,) = read_workbook(data, FILE, ORGANISATIONS)[1]
    assert problem.code == "workbook-sheet-misspelt"
    assert problem.values == {"typed": "Ark3", "sheet": sheet}


def test_sheets_with_the_same_headers_are_told_apart_by_their_ids() -> None:
    def change(book: Book) -> None:
        for number, sheet in enumerate(("Udfordringer", "Fokusområder", "Anbefalinger"), 1):
            page(book, sheet).title = f"Ark{number}"
            page(book, f"Ark{number}").delete_cols(4, 1)

    said = {
        (p.values["typed"], p.values["sheet"])
        for p in read_workbook(edited(change), FILE, ORGANISATIONS)[1]
        if p.code == "workbook-sheet-misspelt"
    }
    assert said == {("Ark1", "Udfordringer"), ("Ark2", "Fokusområder"), ("Ark3", "Anbefalinger")}


_SHEETS = ("Medlemmer", "Udfordringer", "Nøgletal", "Årshjul", "Nye punkter", "_Mit", "Lister")
_VALUES = st.one_of(
    st.none(), st.text("aå ", max_size=4), st.integers(-9, 9), st.booleans(), st.just("_x")
)
_CELLS = st.tuples(
    st.sampled_from(_SHEETS), st.integers(1, 5), st.integers(1, 9), _VALUES, st.booleans()
)


@given(st.lists(_CELLS, max_size=12), st.sampled_from(["General", ";;;", "0.0", '"ca. "0']))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_ledger_is_the_whole_of_any_workbook(
    cells: list[tuple[str, int, int, object, bool]], code: str
) -> None:
    def change(book: Book) -> None:
        for name, row, column, value, marked in cells:
            sheet = page(book, name) if name in book.sheetnames else book.create_sheet(name)
            cell = sheet.cell(row, column)  # type: ignore[attr-defined]
            cell.value = value
            if marked:
                cell.number_format = code
                cell.comment = Comment("spørg", "Tovholder")

    data = edited(change)
    book = openpyxl.load_workbook(io.BytesIO(data))
    there = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    filled = [cell for cell in there if cell.value is not None and str(cell.value).strip()]
    notes = sum(cell.comment is not None for cell in there)
    content, problems = read_workbook(data, FILE, ORGANISATIONS)
    assert content.ledger.total == len(filled) + notes
    said = {(p.location.sheet, p.location.cell) for p in problems if p.location.sheet != "Lister"}
    of_content = {(cell.parent.title, cell.coordinate) for cell in filled}
    assert not (content.ledger.is_clear and said & of_content)
    assert content.ledger.is_clear or problems


def test_the_good_workbook_is_understood_whole() -> None:
    ledger = read_workbook(GOOD, FILE, ORGANISATIONS)[0].ledger
    assert ledger.is_clear
    assert {item.reason for item in ledger.set_aside} == {
        "programmets egen note",
        "programmets eget ark",
    }
