"""The hearing note: who was heard, what they said, what was decided."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from reportgen.app.hearing.collecting import Collected, collect
from reportgen.app.hearing.opening import open_hearing
from reportgen.hearing.base import prepare
from reportgen.hearing.decisions.descriptions import said
from reportgen.hearing.decisions.rows import Typed
from reportgen.hearing.decisions.rulings import Outcome, RemarkKind
from reportgen.hearing.edits.merging import merge
from reportgen.layout.hearing_note import hearing_note
from reportgen.opc.package import Package
from reportgen.word.write.letter import write_hearing_note
from tests.hearing.documents import FAXE, ORDER, REPORT, Copy, para
from tests.programs import (
    findings,
    needs_libreoffice,
    needs_poppler,
    needs_validator,
    pdf_of,
    text_of,
)
from tests.word.redline_plans import read
from tests.workspaces import ORGANISATIONS, SmallYear

SENT = dt.datetime(2024, 11, 15, 9, 0, tzinfo=dt.UTC)
BACK = dt.datetime(2024, 12, 2, 9, 0, tzinfo=dt.UTC)
HEADERS = [
    *("Nr.", "Høringspart", "Afsnit", "Bemærkning", "Type"),
    *("Sekretariatets vurdering", "Imødekommet", "Begrundelse"),
]


@dataclass(frozen=True)
class Notes:
    """A round that somebody answered, and the notes made of it."""

    small: SmallYear
    collected: Collected

    def made(self, **decisions: Typed) -> bytes:
        template = (self.small.root / "templates" / "aarsrapport.docx").read_bytes()
        found = self.collected
        hearing, result = found.answers.hearing, found.result
        note = hearing_note(hearing, result, found.rows, decisions, date=BACK.date())
        return write_hearing_note(template, note)


@pytest.fixture
def notes(small: SmallYear, tmp_path: Path) -> Notes:
    """Two parties differ about one word, a third has not answered."""
    opened = open_hearing(
        small.year, SENT, dt.date(2024, 11, 29), per_party=True, with_pending=True
    )
    for party, word in zip(opened.round.parties[:2], ("umuligt", "R&amp;D-agtigt"), strict=True):
        (copy,) = (opened.round.sent / party.folder).glob("*_Aarsrapport-*.docx")
        package = Package.open(copy.read_bytes(), "")
        body = package.parts[package.document]
        assert b">Det er sv\xc3\xa6rt" in body
        changed = body.replace(b">Det er sv\xc3\xa6rt", f">Det er {word}".encode())
        package.parts[package.document] = changed
        (tmp_path / f"{party.folder}.docx").write_bytes(package.save())
    answers = sorted(tmp_path.glob("*.docx"))
    return Notes(small, collect(small.year, answers, BACK, lambda problem: problem.code))


def tables(data: bytes) -> list[list[list[str]]]:
    """The tables of a Word file as rows of cells."""
    found: dict[int, dict[int, dict[int, list[str]]]] = {}
    for each in read(data).document.paragraphs:
        if each.cell is not None:
            table, row, column = each.cell
            cells = found.setdefault(table, {}).setdefault(row, {})
            cells.setdefault(column, []).append(each.plain)
    return [
        [["\n".join(row[c]) for c in sorted(row)] for _, row in sorted(rows.items())]
        for _, rows in sorted(found.items())
    ]


def test_every_party_is_listed_with_how_it_answered_or_named_as_silent(notes: Notes) -> None:
    data = notes.made()
    parties, _ = tables(data)
    assert [row[:2] for row in parties[1:]] == [
        [ORGANISATIONS[0], "Svar i dokumentet"],
        [ORGANISATIONS[1], "Svar i dokumentet"],
    ]
    texts = [each.plain for each in read(data).document.paragraphs]
    assert f"Har ikke svaret: {ORGANISATIONS[2]}." in texts


def test_before_anything_is_decided_the_columns_are_dashes(notes: Notes) -> None:
    _, remarks = tables(notes.made())
    assert remarks[0] == HEADERS
    assert len(remarks) == 1 + len(notes.collected.rows)
    assert all(row[5:] == ["–", "–", "–"] for row in remarks[1:])
    assert [row[0] for row in remarks[1:]] == ["1", "2"]


def test_what_was_decided_is_filled_in_with_its_reason(notes: Notes) -> None:
    first, second = notes.collected.rows
    partly = Typed(Outcome.PARTLY, "Det er ikke let.", "Rigtigt set", "Enighed & ro")
    made = notes.made(**{first.id: partly, second.id: Typed(Outcome.NO, reason="<Ikke> *nu*")})
    _, remarks = tables(made)
    assert remarks[1][5:] == [
        "Rigtigt set",
        "delvist",
        "Enighed & ro\nNy ordlyd: Det er ikke let.",
    ]
    assert remarks[2][6:] == ["nej", "<Ikke> nu"]


def test_a_reason_may_be_a_list(notes: Notes) -> None:
    first, second = notes.collected.rows
    listed = Typed(Outcome.NO, reason="Fordi:\n- prisen\n- tiden\n1. først\n2. sidst")
    made = notes.made(**{first.id: listed, second.id: listed})
    _, remarks = tables(made)
    assert remarks[1][7] == remarks[2][7] == "Fordi:\nprisen\ntiden\nførst\nsidst"


def test_the_sides_of_a_conflict_name_each_other(notes: Notes) -> None:
    _, remarks = tables(notes.made())
    assert "Kan ikke følges sammen med nr. 2." in remarks[1][3]
    assert "“svært” efter “…Det er” foreslås ændret til “umuligt”." in remarks[1][3]
    assert "R&D-agtigt" in remarks[2][3]


def test_a_round_nobody_remarked_on_says_so(notes: Notes) -> None:
    nothing = replace(notes, collected=replace(notes.collected, rows=()))
    data = nothing.made()
    assert len(tables(data)) == 1
    texts = [each.plain for each in read(data).document.paragraphs]
    assert "Der er ikke kommet bemærkninger til udkastet." in texts


def test_the_same_answers_give_the_same_note(notes: Notes) -> None:
    assert notes.made() == notes.made()


@needs_validator
def test_the_validator_finds_nothing(notes: Notes, tmp_path: Path) -> None:
    path = tmp_path / "notat.docx"
    listed = Typed(Outcome.NO, reason="Fordi:\n- prisen\n- tiden\n1. først\n2. sidst")
    path.write_bytes(notes.made(**{row.id: listed for row in notes.collected.rows}))
    assert not findings(path)


@needs_libreoffice
@needs_poppler
def test_the_header_row_is_repeated_on_every_page(notes: Notes, tmp_path: Path) -> None:
    long = "\n".join("Sekretariatet har drøftet det." for _ in range(25))
    decided = {row.id: Typed(Outcome.NO, "", long, "Nej.") for row in notes.collected.rows}
    path = tmp_path / "notat.docx"
    path.write_bytes(notes.made(**decided))
    shown = text_of(pdf_of(path, tmp_path))
    pages = [page for page in shown.split("\f") if "har drøftet" in page]
    assert len(pages) > 1
    assert all("Imødekommet" in page for page in pages)
    assert "Side 2 af " in shown


def test_each_kind_of_edit_is_said_in_words() -> None:
    prepared = prepare(REPORT)
    copy = Copy(REPORT, FAXE)
    copy.replace("U1#h", "Diagnoser", "Diagnoserne")
    copy.replace("U2#t1", "store ", "")
    copy.replace("U3#t1", "563.935", "563.395")
    copy.markup("3.1/3#t1", "Netværket har drøftet et **første** udkast til program.")
    copy.insert_after("A1#m", para("Nyt", "Punkt"), para("Noget helt andet.", "Punkttekst"))
    copy.delete_block("3.1/2")
    copy.replace("Nøgletal!B2", "1.204", "1.402")
    merged = merge(prepared, [copy.returned()], ORDER)
    assert {said(prepared, edit) for edit in merged.edits} == {
        "I overskriften: “Diagnoser” først foreslås ændret til “Diagnoserne”.",
        "“store” efter “…Området har” foreslås slettet.",
        "“563.935” efter “…Udgiften er” foreslås ændret til “563.395”.",
        "“første” foreslås sat med fed.",
        "Nyt punkt foreslås efter 3.7 (A1):\nNyt\nNoget helt andet.",
        "Foreslås slettet: “Temadagen samlede omkring 150 deltagere fra hele regionen.”",
        "“1.204” foreslås ændret til “1.402” (Nøgletal!B2).",
    }


def test_the_type_of_a_remark_is_what_a_person_chose_and_nothing_where_nobody_did(
    notes: Notes,
) -> None:
    first, *others = notes.collected.rows
    made = notes.made(**{first.id: Typed(Outcome.NO, kind=RemarkKind.QUESTION)})
    (_, *rows) = tables(made)[-1]
    column = HEADERS.index("Type")
    assert [row[column] for row in rows] == ["spørgsmål", *("–" for _ in others)]


def test_marks_set_on_a_cell_or_a_heading_are_said_in_words() -> None:
    prepared = prepare(REPORT)
    copy = Copy(REPORT, FAXE)
    copy.markup("Nøgletal!B2", "**1.204**")
    (edit,) = merge(prepared, [copy.returned()], ORDER).edits
    assert said(prepared, edit) == "Uden for rapportens egen tekst: “1.204” foreslås sat med fed."
