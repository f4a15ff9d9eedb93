"""Rows and columns of tables that came, went, or stand elsewhere: told as they are meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from reportgen.hearing.base import prepare
from reportgen.hearing.decisions.descriptions import said
from reportgen.hearing.decisions.rows import answer_rows
from reportgen.hearing.edits.merging import merge
from reportgen.hearing.model import BaseDocument, CellPlace, Para, Returned
from reportgen.report.ids import Anchor
from reportgen.report.wording.text import Line
from tests.hearing.documents import FAXE, GREVE, ORDER, line, para

Cells = list[list[str]]
MEMBERS: Cells = [
    ["Organisation", "Navn", "Rolle"],
    ["Faxe Kommune", "Anne", "Medlem"],
    ["Greve Kommune", "Bo", "Medlem"],
    ["Greve Kommune", "Ida", "Formand"],
    ["Holbæk Kommune", "Per", "Medlem"],
]
FIGURES: Cells = [
    ["Organisation", "2021", "2022", "Ændring"],
    ["Faxe Kommune", "10", "12", "+2"],
    ["Greve Kommune", "20", "–", "–"],
    ["I alt", "30", "12", "−18"],
]
OF_MEMBERS, OF_FIGURES = "over medlemmer", "“Anbragte (antal), 2021-2022”"


def of_text(text: str) -> Line:
    return line(text) if text else Line(())


def of_members(cells: Cells, anchored: bool = True) -> list[Para]:
    return [
        Para(
            of_text(text),
            (Anchor(f"Medlemmer!{'BAC'[column]}{known + 1}"),) if known and anchored else (),
            "Tabeltekst",
            CellPlace(0, row, column),
        )
        for row, said_ in enumerate(cells)
        for known in [MEMBERS.index(said_) if said_ in MEMBERS else 0]
        for column, text in enumerate(said_)
    ]


def of_figures(cells: Cells, anchored: bool = True) -> list[Para]:
    return [
        Para(
            of_text(text),
            (Anchor(f"Nøgletal!E{row * 10 + column}"),)
            if row and 0 < column < 3 and anchored and said_[0] != "I alt" and text != "–"
            else (),
            "Tabeltal",
            CellPlace(1, row, column),
        )
        for row, said_ in enumerate(cells)
        for column, text in enumerate(said_)
    ]


def document(members: Sequence[Para], figures: Sequence[Para]) -> tuple[Para, ...]:
    return (
        replace(para("Medlemmer", "Heading2"), anchors=(Anchor("§2.2"),)),
        para("Tabel 1. Netværkets medlemmer", "Billedtekst"),
        *members,
        replace(para("Nøgletal", "Heading2"), anchors=(Anchor("§3.4"),)),
        para("Tabel 2. Anbragte (antal), 2021-2022", "Billedtekst"),
        *figures,
    )


BASE = BaseDocument(document(of_members(MEMBERS), of_figures(FIGURES)), ())


def told(members: Cells, figures: Cells, anchored: bool = True) -> list[str]:
    """Everything that is told of a copy with these tables."""
    paras = document(of_members(members, anchored), of_figures(figures, anchored))
    prepared = prepare(BASE)
    merged = merge(prepared, [Returned(FAXE, paras)], ORDER)
    assert all(edit.section for edit in merged.edits)
    assert all(comment.section and comment.block for comment in merged.comments)
    return [said(prepared, e) for e in merged.edits] + [c.text for c in merged.comments]


def without(cells: Cells, *rows: int) -> Cells:
    return [row for n, row in enumerate(cells) if n not in rows]


def with_row(cells: Cells, at: int, *said_: str) -> Cells:
    return [*cells[:at], list(said_), *cells[at:]]


def with_cell(cells: Cells, row: int, column: int, text: str) -> Cells:
    made = [list(each) for each in cells]
    made[row][column] = text
    return made


def with_column(cells: Cells, at: int, *texts: str) -> Cells:
    return [[*row[:at], text, *row[at:]] for row, text in zip(cells, texts, strict=True)]


def without_column(cells: Cells, at: int) -> Cells:
    return [[*row[:at], *row[at + 1 :]] for row in cells]


ROW = "Række {what} i tabellen {table}: {cells}".format
KINDS: dict[str, tuple[Cells, Cells, list[str]]] = {
    "nothing": (MEMBERS, FIGURES, []),
    "a member more": (
        with_row(MEMBERS, 2, "Faxe Kommune", "Eva", "Medlem"),
        FIGURES,
        [ROW(what="tilføjet", table=OF_MEMBERS, cells="Faxe Kommune | Eva | Medlem")],
    ),
    "a member more, the last": (
        with_row(MEMBERS, 5, "Region Øst", "Eva", "Medlem"),
        FIGURES,
        [ROW(what="tilføjet", table=OF_MEMBERS, cells="Region Øst | Eva | Medlem")],
    ),
    "a member less": (
        without(MEMBERS, 2),
        FIGURES,
        [ROW(what="slettet", table=OF_MEMBERS, cells="Greve Kommune | Bo | Medlem")],
    ),
    "all members but one": (
        without(MEMBERS, 1, 2, 4),
        FIGURES,
        [
            ROW(what="slettet", table=OF_MEMBERS, cells="Faxe Kommune | Anne | Medlem"),
            ROW(what="slettet", table=OF_MEMBERS, cells="Greve Kommune | Bo | Medlem"),
            ROW(what="slettet", table=OF_MEMBERS, cells="Holbæk Kommune | Per | Medlem"),
        ],
    ),
    "one member for another": (
        with_row(without(MEMBERS, 4), 4, "Region Øst", "Eva", "Sekretær"),
        FIGURES,
        [
            ROW(what="tilføjet", table=OF_MEMBERS, cells="Region Øst | Eva | Sekretær"),
            ROW(what="slettet", table=OF_MEMBERS, cells="Holbæk Kommune | Per | Medlem"),
        ],
    ),
    "sorted otherwise": (
        [MEMBERS[0], *reversed(MEMBERS[1:])],
        FIGURES,
        ["Rækkefølgen af rækkerne i tabellen over medlemmer er ændret."],
    ),
    "moved and changed": (
        with_row(without(MEMBERS, 1), 4, "Faxe Kommune", "Anne", "Tovholder"),
        FIGURES,
        [
            "“Medlem” foreslås ændret til “Tovholder” (Medlemmer!C2).",
            "Rækkefølgen af rækkerne i tabellen over medlemmer er ændret.",
        ],
    ),
    "an empty row": (
        with_row(MEMBERS, 3, "", "", ""),
        FIGURES,
        ["Der er sat en tom række ind i tabellen over medlemmer."],
    ),
    "all words of a row": (
        with_row(without(MEMBERS, 3), 3, "", "", ""),
        FIGURES,
        [ROW(what="slettet", table=OF_MEMBERS, cells="Greve Kommune | Ida | Formand")],
    ),
    "a column more": (
        with_column(MEMBERS, 2, "Telefon", "12", "13", "", "15"),
        FIGURES,
        ["Kolonnen “Telefon” er sat ind i tabellen over medlemmer: 12; 13; 15."],
    ),
    "a column more, without a header": (
        with_column(MEMBERS, 3, "", "12", "13", "14", "15"),
        FIGURES,
        ["En kolonne er sat ind i tabellen over medlemmer: 12; 13; 14; 15."],
    ),
    "a column less": (
        MEMBERS,
        without_column(FIGURES, 1),
        ["Kolonnen “2021” er slettet i tabellen “Anbragte (antal), 2021-2022”."],
    ),
    "columns the other way round": (
        [[name, organisation, role] for organisation, name, role in MEMBERS],
        FIGURES,
        ["Rækkefølgen af kolonnerne i tabellen over medlemmer er ændret."],
    ),
    "figures of one more": (
        MEMBERS,
        with_row(FIGURES, 3, "Holbæk Kommune", "30", "33", "+3"),
        [ROW(what="tilføjet", table=OF_FIGURES, cells="Holbæk Kommune | 30 | 33 | +3")],
    ),
    "figures of one less": (
        MEMBERS,
        without(FIGURES, 1),
        [ROW(what="slettet", table=OF_FIGURES, cells="Faxe Kommune | 10 | 12 | +2")],
    ),
    "a figure where none stood": (
        MEMBERS,
        with_cell(FIGURES, 2, 2, "25"),
        ["“–” foreslås ændret til “25” (Anbragte (antal), Greve Kommune, 2022)."],
    ),
    "a total": (
        MEMBERS,
        with_cell(FIGURES, 3, 1, "31"),
        [f"I tabellen {OF_FIGURES} (I alt, 2021): “30” foreslås ændret til “31”."],
    ),
    "a change": (
        MEMBERS,
        with_cell(FIGURES, 1, 3, "+3"),
        [f"I tabellen {OF_FIGURES} (Faxe Kommune, Ændring): “+2” foreslås ændret til “+3”."],
    ),
}


@pytest.mark.parametrize(("members", "figures", "expected"), KINDS.values(), ids=KINDS)
def test_what_was_done_to_rows_and_columns_is_told(
    members: Cells, figures: Cells, expected: list[str]
) -> None:
    assert sorted(told(members, figures)) == sorted(expected)


@pytest.mark.parametrize("kind", [k for k in KINDS if "figure" not in k and "all words" not in k])
def test_the_same_is_told_where_no_bookmark_came_back(kind: str) -> None:
    members, figures, expected = KINDS[kind]
    assert sorted(told(members, figures, anchored=False)) == sorted(expected)


def test_the_sheet_says_which_cell_it_is_that_shows_nothing_of_the_workbook() -> None:
    figures = with_cell(FIGURES, 1, 3, "+3")
    copy = Returned(FAXE, document(of_members(MEMBERS), of_figures(figures)))
    (row,) = answer_rows(merge(prepare(BASE), [copy], ORDER))
    assert (row.before, row.after) == (f"I tabellen {OF_FIGURES} (Faxe Kommune, Ændring): +2", "+3")


def answers(*tables: tuple[str, Cells]) -> list[Returned]:
    return [
        Returned(party, document(of_members(cells), of_figures(FIGURES))) for party, cells in tables
    ]


def test_two_rows_at_one_place_are_both_kept_and_the_same_row_is_one_edit() -> None:
    eva, ole = ("Faxe Kommune", "Eva", "Medlem"), ("Faxe Kommune", "Ole", "Medlem")
    one, other = with_row(MEMBERS, 2, *eva), with_row(with_row(MEMBERS, 2, *eva), 2, *ole)
    merged = merge(BASE, answers((FAXE, one), (GREVE, other)), ORDER)
    assert {edit.after: edit.parties for edit in merged.edits} == {
        "Faxe Kommune | Eva | Medlem": (FAXE, GREVE),
        "Faxe Kommune | Ole | Medlem": (GREVE,),
    }
    assert not merged.conflicts


def test_a_row_that_one_takes_out_and_another_changes_is_a_conflict_of_the_row() -> None:
    changed = with_cell(with_cell(MEMBERS, 2, 1, "Bodil"), 2, 2, "Formand")
    paras = of_members(changed)
    anchored = [
        replace(p, anchors=(Anchor(f"Medlemmer!{'BAC'[p.cell.column]}3"),))
        if p.cell is not None and p.cell.row == 2
        else p
        for p in paras
    ]
    copy = Returned(GREVE, document(anchored, of_figures(FIGURES)))
    merged = merge(BASE, [*answers((FAXE, without(MEMBERS, 2))), copy], ORDER)
    (conflict,) = merged.conflicts
    assert conflict.base == "Greve Kommune | Bo | Medlem"
    assert {v.parties: v.text for v in conflict.variants} == {
        (FAXE,): "",
        (GREVE,): "Greve Kommune | Bodil | Formand",
    }
