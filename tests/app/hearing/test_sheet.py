"""The workbook where the secretariat decides: what it holds, and what is read back."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.hearing.base import prepare
from reportgen.hearing.decisions.rows import (
    Row,
    Typed,
    answer_rows,
    carry_over,
    disagreements,
    rulings,
    undecided,
)
from reportgen.hearing.decisions.rulings import Outcome, RemarkKind, rows, settle
from reportgen.hearing.edits.merging import merge
from reportgen.hearing.model import Returned
from reportgen.hearing.responses import SetAside
from reportgen.hearing.result import Merged
from reportgen.problems import Location, Problem
from reportgen.sources.decision_sheet import read_answers, write_answers
from tests.hearing.documents import FAXE, GREVE, HOLBAEK, ORDER, REPORT, Copy
from tests.hearing.editing import SEEDS, hearing
from tools.make_decision_sheet import made_by_openpyxl

FILE = "hoeringssvar.xlsx"
MARKUP = (
    st.lists(
        st.sampled_from(
            ["**", "*", "***", "a", "bc", " ", ".", "- ", "1. ", "[x](https://e.dk)", "&<"]
        ),
        min_size=1,
        max_size=14,
    )
    .map(lambda pieces: "".join(pieces).strip())
    .filter(bool)
)

DAY = dt.date(2022, 12, 1)
MERGED = merge(
    prepare(REPORT),
    [
        Copy(REPORT, FAXE).replace("U2#t1", "store udsving", "enorme udsving").returned(),
        Copy(REPORT, GREVE)
        .replace("U2#t1", "store udsving", "visse udsving")
        .replace("U1#h", "Diagnoser", "=SUM(A1)")
        .returned(),
        Copy(REPORT, HOLBAEK).replace("U2#t1", "store udsving", "mindre udsving").returned(),
    ],
    ORDER,
)
ROWS = answer_rows(MERGED, [SetAside("fil-ab12cd", "rod.docx", Problem("returned-unreadable"))])


def edited(data: bytes, edit: Callable[[Worksheet], object]) -> bytes:
    """The workbook after somebody typed in it."""
    book = load_workbook(io.BytesIO(data))
    edit(book["Svar"])
    return saved(book)


def saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def typed(**cells: str) -> tuple[dict[str, Typed], list[Problem]]:
    """Read the workbook after these cells were typed in."""

    def type_in(page: Worksheet) -> None:
        for cell, said in cells.items():
            page[cell] = said

    return read_answers(edited(write_answers(ROWS), type_in), FILE, ROWS)


def found(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(problem.code, problem.location.cell) for problem in problems]


def number(id_: str) -> int:
    """Number of a row in the sheet."""
    return [row.id for row in ROWS].index(id_) + 2


def sides() -> list[Row]:
    return [row for row in ROWS if row.conflict]


def test_there_is_a_row_for_everything_that_is_to_be_decided() -> None:
    assert {row.id for row in ROWS} == {*rows(MERGED), "fil-ab12cd"}
    assert [row.id.partition("/")[2] for row in sides()] == ["1", "2", "3"]


def test_no_row_is_empty_where_it_tells_what_it_is_about() -> None:
    assert all((row.party, row.section, row.before, row.after) > ("", "", "", "") for row in ROWS)
    assert all(row.before and row.after and row.section for row in ROWS)


def test_the_same_rows_give_the_same_bytes() -> None:
    assert write_answers(ROWS) == write_answers(ROWS)


def parts(data: bytes) -> dict[str, bytes]:
    """Parts of a workbook in their order, without the version that openpyxl gives itself."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        read = {name: package.read(name) for name in package.namelist()}
    return read | {"docProps/app.xml": re.sub(rb"\d+\.\d+(\.\d+)?", b"", read["docProps/app.xml"])}


@pytest.mark.parametrize("count", [1, 3, 1_200])
def test_every_part_of_the_sheet_is_byte_for_byte_what_openpyxl_writes(count: int) -> None:
    row = Row(
        *(
            "1.1-1-ab/1",
            "R&D <i> \"A\" 'B'",
            " 1.1 ",
            "a\nb  c ",
            "=1+1 \x07\x85 ]]> 😀 _x0041_\r\n",
        ),
        typed=Typed(Outcome.PARTLY, "Æbler\tog\npærer " * 40, " ", "x" * 40_000),
    )
    given_rows = [*ROWS, *([row] * count)][-count:]
    ours, theirs = parts(write_answers(given_rows)), parts(made_by_openpyxl(given_rows))
    assert list(ours.items()) == list(theirs.items())


def test_a_sheet_without_rows_reads_as_the_one_openpyxl_writes() -> None:
    ours, theirs = parts(write_answers([])), parts(made_by_openpyxl([]))
    # It names the format of cells that are only to be read, though there are none of them.
    assert {name for name in theirs if ours[name] != theirs[name]} == {"xl/styles.xml"}
    assert ours.keys() == theirs.keys()


def test_the_sheet_helps_whoever_types_in_it() -> None:
    page = load_workbook(io.BytesIO(write_answers(ROWS)))["Svar"]
    assert [cell.value for cell in page[1]] == [
        *("Id", "Part", "Afsnit", "Før", "Efter", "Imødekommet", "Ny ordlyd"),
        *("Sekretariatets vurdering", "Begrundelse", "Redaktionel", "Type"),
    ]
    assert all(cell.comment for cell in page[1])
    assert page.freeze_panes == "B2"
    assert page.auto_filter.ref is not None
    outcomes, kinds = page.data_validations.dataValidation
    assert outcomes.formula1 == '"ja,delvist,nej"'
    assert "F2" in outcomes.sqref
    assert kinds.formula1 == '"fejl,præcisering,nyt forslag,spørgsmål"'
    assert "K2" in kinds.sqref


def test_a_text_that_looks_like_a_formula_stays_a_text() -> None:
    page = load_workbook(io.BytesIO(write_answers(ROWS)))["Svar"]
    assert all(cell.data_type == "s" for row in page.iter_rows() for cell in row if cell.value)


@pytest.mark.parametrize(
    ("markup", "seen", "looks"),
    [
        ("Det er **svært** at dække *natten*.", "Det er svært at dække natten.", {"svært": "b"}),
        ("- **Først**\n- så resten", "- Først\n- så resten", {"Først": "b"}),
        ("1. et\n2. ***begge***", "1. et\n2. begge", {"begge": "bi"}),
    ],
)
def test_marks_are_formatting_in_the_cells(markup: str, seen: str, looks: dict[str, str]) -> None:
    book = load_workbook(
        io.BytesIO(write_answers([replace(ROWS[0], before=markup, after=markup)])), rich_text=True
    )
    for place in ("D2", "E2"):
        cell = book["Svar"][place].value
        assert isinstance(cell, CellRichText)
        assert str(cell) == seen
        fonts = {
            str(part): ("b" if part.font.b else "") + ("i" if part.font.i else "")
            for part in cell
            if isinstance(part, TextBlock)
        }
        assert looks.items() <= fonts.items()


def test_a_wording_copied_from_a_formatted_cell_keeps_its_marks() -> None:
    marked = "Det er **svært** at dække *natten*, jf. [notatet](https://example.dk).\n- **nu**"
    row = replace(ROWS[0], after=marked, typed=Typed(Outcome.PARTLY, marked))
    data = write_answers([row])
    book = load_workbook(io.BytesIO(data), rich_text=True)
    page = book["Svar"]
    assert "*" not in str(page["E2"].value)
    page["G2"].value = page["E2"].value
    saved = io.BytesIO()
    book.save(saved)
    for read in (data, saved.getvalue()):
        assert read_answers(read, FILE, [row])[0][row.id].text == marked


@given(text=MARKUP)
def test_a_wording_is_read_back_letter_for_letter_however_it_is_written(text: str) -> None:
    row = replace(ROWS[0], typed=Typed(Outcome.PARTLY, text))
    decided, _ = read_answers(write_answers([row]), FILE, [row])
    assert decided[row.id].text == text


def test_what_was_typed_is_read_back() -> None:
    given_rows = tuple(
        replace(row, typed=Typed(Outcome.PARTLY, "Et\nto", "God idé", "=fordi", RemarkKind.ERROR))
        for row in ROWS
        if not row.conflict
    )
    decided, problems = read_answers(write_answers(given_rows), FILE, given_rows)
    assert not problems
    assert decided == {row.id: row.typed for row in given_rows}


def test_an_empty_cell_is_undecided() -> None:
    decided, problems = read_answers(write_answers(ROWS), FILE, ROWS)
    assert not problems
    assert undecided(ROWS, decided) == tuple(row.id for row in ROWS)
    assert not rulings(ROWS, decided, "Sekretariatet", DAY)


def test_a_word_that_is_no_decision_is_a_fault_at_its_cell() -> None:
    assert found(typed(F2="måske")[1]) == [("hearing-outcome-unknown", "F2")]


def test_a_word_that_is_no_type_is_a_fault_at_its_cell() -> None:
    assert found(typed(K2="ros")[1]) == [("hearing-kind-unknown", "K2")]


@pytest.mark.parametrize("kind", RemarkKind)
def test_each_type_can_be_chosen_from_the_list(kind: RemarkKind) -> None:
    page = load_workbook(io.BytesIO(write_answers(ROWS)))["Svar"]
    offered = {str(v.sqref).split(":")[0]: v.formula1 for v in page.data_validations.dataValidation}
    assert kind.value in str(offered["K2"])
    decided, problems = typed(K2=kind.value.capitalize())
    assert not problems
    assert decided[ROWS[0].id].kind is kind


def test_a_sheet_of_an_earlier_version_without_types_is_read_as_it_is() -> None:
    book = load_workbook(io.BytesIO(write_answers(ROWS)))
    book["Svar"].delete_cols(11)
    book["Svar"]["F2"] = "nej"
    saved = io.BytesIO()
    book.save(saved)
    decided, problems = read_answers(saved.getvalue(), FILE, ROWS)
    assert not problems
    assert decided[ROWS[0].id] == Typed(Outcome.NO)


def test_case_and_blanks_do_not_matter() -> None:
    decided, problems = typed(F2=" Ja ")
    assert not problems
    assert decided[ROWS[0].id].outcome is Outcome.YES


def test_partly_met_needs_a_wording() -> None:
    assert found(typed(F2="delvist")[1]) == [("hearing-wording-missing", "G2")]
    assert not typed(F2="delvist", G2="Hele teksten.")[1]


def test_a_wording_that_is_not_used_is_said() -> None:
    assert found(typed(F2="nej", G2="Hele teksten.")[1]) == [("hearing-wording-unused", "G2")]


def test_an_id_nobody_knows_is_a_fault_and_its_row_is_missed() -> None:
    _, problems = typed(A2="3.6-U1-zzzz", F2="ja")
    assert found(problems) == [("hearing-decision-unknown", "A2"), ("hearing-row-gone", "")]


def test_an_id_twice_is_a_fault() -> None:
    _, problems = typed(A2=ROWS[1].id)
    assert ("hearing-row-twice", "A3") in found(problems)


def test_at_most_one_side_of_a_conflict_is_met() -> None:
    first, second, third = (number(row.id) for row in sides())
    _, problems = typed(**{f"F{first}": "ja", f"F{second}": "ja", f"F{third}": "nej"})
    assert found(problems) == [("hearing-variants-both", f"F{second}")]


def test_a_row_that_was_deleted_is_undecided() -> None:
    data = edited(write_answers(ROWS), lambda page: page.delete_rows(2))
    decided, problems = read_answers(data, FILE, ROWS)
    assert [problem.code for problem in problems] == ["hearing-row-gone"]
    assert ROWS[0].id in undecided(ROWS, decided)


def test_rows_may_be_sorted_and_columns_put_in_another_order() -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "svar"
    page.append(["Begrundelse", "Mit eget", "Imødekommet", "Id", "Ny ordlyd"])
    page.cell(1, 6, "Sekretariatets vurdering")
    for row in reversed(ROWS):
        page.append(["Fordi", "x", "nej", row.id])
    decided, problems = read_answers(saved(book), FILE, ROWS)
    assert not problems
    assert not undecided(ROWS, decided)


def test_an_error_of_excel_is_a_fault_at_its_cell() -> None:
    def fail(page: Worksheet) -> None:
        page["I2"] = "#REF!"
        page["I2"].data_type = "e"

    _, problems = read_answers(edited(write_answers(ROWS), fail), FILE, ROWS)
    assert found(problems) == [("workbook-error-value", "I2")]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"Id;Part;Afsnit"])
def test_a_file_that_is_no_workbook_is_one_fault(data: bytes) -> None:
    decided, problems = read_answers(data, FILE, ROWS)
    assert not decided
    assert len(problems) == 1


def test_a_workbook_without_the_sheet_is_told_apart() -> None:
    book = Workbook()
    _, problems = read_answers(saved(book), FILE, ROWS)
    assert [problem.code for problem in problems] == ["hearing-sheet-missing"]


@given(st.text(st.characters(codec="utf-8"), max_size=50))
def test_any_text_is_read_back_as_it_was_typed(said: str) -> None:
    row = replace(ROWS[0], typed=Typed(Outcome.YES, reason=said))
    decided, _ = read_answers(write_answers([row]), FILE, [row])
    read = decided[row.id].reason
    assert [line.strip() for line in read.split()] == [
        line.strip() for line in _readable(said).split()
    ]


def _readable(text: str) -> str:
    return "".join(sign for sign in text if sign in "\n\r\t" or ord(sign) >= 32)


def test_decisions_become_rulings_that_hold_together() -> None:
    decided = {row.id: Typed(Outcome.NO, reason="Står der.") for row in ROWS}
    decided[sides()[0].id] = Typed(Outcome.YES)
    ruled = rulings(ROWS, decided, "Sekretariatet", DAY)
    settled, problems = settle(MERGED, ruled)
    assert not problems
    assert not settled.undecided
    assert "fil-ab12cd" not in ruled


@given(SEEDS)
def test_a_later_collect_keeps_everything_that_was_typed(seed: int) -> None:
    made = hearing(seed)
    prepared = prepare(made.base)
    first = merge(prepared, made.returned[:-1], ORDER)
    then = merge(prepared, made.returned, ORDER, first.conflicts)
    old, new = answer_rows(first), answer_rows(then)
    decided = {row.id: Typed(Outcome.NO, "", "", f"Grund {row.id}.") for row in old}
    carried, homeless = carry_over(decided, new, old)
    assert not homeless
    said = "\n".join(row.typed.reason for row in carried)
    assert all(f"Grund {row.id}." in said for row in old)
    kept = {row.id: row.typed for row in carried}
    assert all(
        kept[row.id] == decided[row.id] for row in old if not row.conflict and row.id in kept
    )


def conflict_later() -> tuple[Merged, Merged]:
    prepared = prepare(REPORT)
    one = Copy(REPORT, FAXE).replace("U2#t1", "store udsving", "visse udsving").returned()
    other = Copy(REPORT, GREVE).replace("U2#t1", "store udsving", "mindre udsving").returned()
    answers: list[Returned] = [one, other]
    return merge(prepared, answers[:1], ORDER), merge(prepared, answers, ORDER)


def test_what_was_accepted_stays_with_its_side_when_somebody_disagrees() -> None:
    first, then = conflict_later()
    (row,) = answer_rows(first)
    carried, _ = carry_over({row.id: Typed(Outcome.YES)}, answer_rows(then), [row])
    assert [row.typed.outcome for row in carried] == [Outcome.YES, None]


def test_what_has_no_row_any_longer_is_said() -> None:
    _, homeless = carry_over({"3.6-U9-aaaa": Typed(Outcome.YES)}, ROWS, ROWS)
    assert homeless == ("3.6-U9-aaaa",)


def test_workbook_and_document_that_decide_differently_are_both_listed() -> None:
    mine = Typed(Outcome.YES, where=Location(FILE, "Svar", "F2"))
    (problem,) = disagreements({"a": mine, "b": mine}, {"a": Typed(Outcome.NO), "b": mine})
    assert (problem.code, problem.location.cell) == ("hearing-decisions-differ", "F2")
    assert dict(problem.values) == {"id": "a", "sheet": "ja", "document": "nej"}
