"""The sample's whole hearing: five members at work in LibreOffice, and what came of it."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

from openpyxl import load_workbook

from reportgen.app.generate import generate
from reportgen.app.hearing.applying import apply
from reportgen.app.hearing.collecting import Collected, collect
from reportgen.app.hearing.opening import open_hearing
from reportgen.app.trace import trace
from reportgen.app.year import read_year
from reportgen.hearing.responses import Way, counts
from reportgen.problems import Problem
from reportgen.workspace.party_answers import answers_of
from reportgen.workspace.places import Workspace, Year
from tests.app.hearing.test_note import tables
from tests.editors.libreoffice import LibreOffice, Step
from tests.programs import findings, needs_validator
from tests.word.reading import blocks, read

ROOT = Path(__file__).resolve().parents[2]
OPENED = dt.datetime(2022, 11, 15, 9, tzinfo=dt.UTC)
BACK = dt.datetime(2022, 12, 5, 9, tzinfo=dt.UTC)
DEADLINE = dt.date(2022, 12, 1)
FAXE, GREVE, KØGE = "Faxe Kommune", "Greve Kommune", "Køge Kommune"
SOLRØD, STEVNS = "Solrød Kommune", "Stevns Kommune"
TRACK: Step = ("track", True)
NO_TRACK: Step = ("track", False)

WORK: dict[str, tuple[Step, ...]] = {
    FAXE: (TRACK, ("replace", "Der er for få", "Der er alt for få")),
    GREVE: (NO_TRACK, ("replace", "Mange kommuner har svært", "De fleste kommuner har svært")),
    KØGE: (
        TRACK,
        ("replace", "er forskelligt fra kommune", "varierer fra kommune"),
        NO_TRACK,
        ("replace", "Mange kommuner har svært", "Kommunerne har svært"),
    ),
    SOLRØD: (),
    STEVNS: (("comment", "for få dagbehandlingstilbud", "Leder", "Gælder det også hos os?"),),
}


NOT_MET = "Ikke imødekommet"


def is_word(path: Path) -> bool:
    return path.suffix == ".docx"


def say(problem: Problem) -> str:
    return problem.code


def decide(collected: Collected, met: set[str]) -> None:
    """Type ja at the rows of `met`, and nej at the others."""
    book = load_workbook(collected.paths[0])
    page = book["Svar"]
    headers = {cell.value: cell.column or 0 for cell in page[1]}
    for row in range(2, page.max_row + 1):
        id_ = str(page.cell(row, headers["Id"]).value)
        page.cell(row, headers["Imødekommet"]).value = "ja" if id_ in met else "nej"
        page.cell(row, headers["Begrundelse"]).value = "Drøftet i netværket."
    book.save(collected.paths[0])


def report(year: Year, path: Path) -> dict[str, str]:
    shown = blocks(read(path.read_bytes()).document.paragraphs)
    return {id_: block.text for id_, block in shown.items()}


@needs_validator
def test_the_next_version_of_the_sample_holds_exactly_what_was_accepted(
    tmp_path: Path, libreoffice: LibreOffice
) -> None:
    for folder in ("inputs", "templates"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    year = Year(Workspace.at(tmp_path), "boern-og-unge", 2022)
    opened = open_hearing(year, OPENED, DEADLINE, per_party=True, with_pending=True)
    before = report(year, year.outputs / opened.record.file)
    inbox = tmp_path / "indbakke"
    inbox.mkdir()
    folders = {party.name: opened.round.sent / party.folder for party in opened.round.parties}
    for party, steps in WORK.items():
        (copy,) = folders[party].glob("*_Aarsrapport-*.docx")
        data = libreoffice.edit(copy.read_bytes(), *steps, author=f"Leder i {party}")
        (inbox / f"Svar fra {party}.docx").write_bytes(data)

    collected = collect(year, [inbox], BACK, say)
    merged = collected.result.merged
    ways = {r.party: r.way for r in collected.result.responses if r.way is not Way.MISSING}
    assert ways == dict.fromkeys(WORK, Way.DOCUMENT) | {SOLRØD: Way.UNCHANGED}
    count = counts(merged)
    assert count["edits"] == count["free"] + count["in_conflict"] + count["remarks"]
    assert (count["conflicts"], count["comments"], count["remarks"]) == (1, 1, 0)
    assert not findings(collected.paths[1])
    assert not findings(collected.paths[2])

    rows = {row.id: row.party for row in collected.rows}
    met = {id_ for id_, party in rows.items() if party in {FAXE, GREVE}}
    decide(collected, met)
    done = apply(year, [], BACK, say)
    assert done.is_done
    assert len(done.changes) == len(rows) + sum(
        len(variant.edits) - 1 for conflict in merged.conflicts for variant in conflict.variants
    )

    letters = {party: path for party, path in answers_of(year, opened.round) if is_word(path)}
    assert letters.keys() == WORK.keys()
    for response in collected.result.responses:
        if response.way is not Way.MISSING:
            path = letters[response.party]
            (table,) = tables(path.read_bytes()) or [[]]
            said = [row[3].partition("\n")[0] for row in table[1:]]
            assert len(said) == response.edits + response.comments
            assert set(said) <= ({"Imødekommet"} if response.party in {FAXE, GREVE} else {NOT_MET})
            assert not findings(path)

    made = generate(year, BACK.date())
    after = report(year, made.path)
    wanted = before | {
        "U1": before["U1"].replace("Mange kommuner har", "De fleste kommuner har"),
        "U2": before["U2"].replace("Der er for få", "Der er alt for få"),
    }
    assert {id_: text for id_, text in after.items() if "!" not in id_} == {
        id_: text for id_, text in wanted.items() if "!" not in id_
    }
    story = trace(year, "U1")
    assert any(step["kilde"]["part"] == GREVE for step in story)
    assert not read_year(year).has_errors
