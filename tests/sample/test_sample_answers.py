"""The answers to seventeen parties who all have much to say of the sample's report."""

from __future__ import annotations

import io
import random
import re
import shutil
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from reportgen.app.extracts.document_journal import document_journal
from reportgen.app.hearing.applying import apply
from reportgen.app.hearing.collecting import Collected, collect
from reportgen.app.hearing.opening import open_hearing
from reportgen.workspace.party_answers import answers_of
from reportgen.workspace.places import Workspace, Year
from tests.app.hearing.test_note import tables
from tests.programs import (
    findings,
    needs_libreoffice,
    needs_poppler,
    needs_validator,
    pdf_of,
    text_of,
)
from tests.sample.test_sample_round import BACK, DEADLINE, OPENED, ROOT, is_word, say
from tests.word.redline_plans import read

MOST_EDITS = 25
WORDS = ("især", "ofte", "i flere kommuner", "efter vores opfattelse", "tydeligt")


def edited(data: bytes, rng: random.Random, party: str, most: int) -> bytes:
    """The copy with words put in, taken out and written over, and two comments."""
    document = Document(io.BytesIO(data))
    texts = [
        paragraph
        for paragraph in document.paragraphs
        if len(paragraph.text) > 60 and (paragraph.style.name or "").startswith(("Normal", "Punkt"))
    ]
    for paragraph in rng.sample(texts, min(most, len(texts))):
        run = max(paragraph.runs, key=lambda run: len(run.text))
        words = run.text.split(" ")
        at = rng.randrange(1, len(words))
        words[at : at + rng.choice((0, 1, 1))] = rng.choice(([], [rng.choice(WORDS)]))
        run.text = " ".join(words)
    for paragraph in rng.sample(texts, 2):
        document.add_comment(paragraph.runs[:1], text="Kan det siges kortere?", author=party)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def decide(collected: Collected, rng: random.Random) -> None:
    """Say yes, no or nothing, and of each conflict yes to one side at most."""
    book = load_workbook(collected.paths[0])
    page = book["Svar"]
    headers = {cell.value: cell.column or 0 for cell in page[1]}
    conflicts = {row.id: row.conflict for row in collected.rows}
    met: set[str] = set()
    for row in range(2, page.max_row + 1):
        id_ = str(page.cell(row, headers["Id"]).value)
        said = rng.choice(("ja", "ja", "nej", None))
        if conflicts[id_] and (said is None or conflicts[id_] in met):
            said = "nej"
        if said == "ja":
            met.add(conflicts[id_])
        met.discard("")
        page.cell(row, headers["Imødekommet"]).value = said
        page.cell(row, headers["Begrundelse"]).value = "Drøftet den 5. december." if said else None
    book.save(collected.paths[0])


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> tuple[Year, Collected]:
    """A round that all seventeen answered, decided and applied."""
    folder = tmp_path_factory.mktemp("stor")
    for name in ("inputs", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    year = Year(Workspace.at(folder), "boern-og-unge", 2022)
    opened = open_hearing(year, OPENED, DEADLINE, per_party=True, with_pending=True)
    inbox, rng = folder / "indbakke", random.Random(17)
    inbox.mkdir()
    for number, party in enumerate(opened.round.parties[:17]):
        (copy,) = (opened.round.sent / party.folder).glob("*_Aarsrapport-*.docx")
        most = MOST_EDITS if number == 1 else number % 5
        data = edited(copy.read_bytes(), rng, party.name, most)
        (inbox / f"{party.folder}.docx").write_bytes(data)
    collected = collect(year, [inbox], BACK, say)
    decide(collected, rng)
    assert apply(year, [], BACK, say, base_stays=True).is_done
    return year, collected


def letters(large: tuple[Year, Collected]) -> dict[str, Path]:
    year, collected = large
    found = collected.answers.round
    return {party: path for party, path in answers_of(year, found) if is_word(path)}


def test_each_of_seventeen_parties_reads_all_it_wrote(large: tuple[Year, Collected]) -> None:
    found = letters(large)
    answered = [r for r in large[1].result.responses if r.edits or r.comments]
    assert len(answered) == 17
    assert found.keys() == {response.party for response in answered}
    for response in answered:
        data = found[response.party].read_bytes()
        text = "\n".join(each.plain for each in read(data).document.paragraphs)
        said = {what: int(n) for n, what in re.findall(r"(\d+) (ændring|kommentar)", text)}
        assert said.get("ændring", 0) == response.edits
        assert said.get("kommentar", 0) == response.comments
        ((_, *rows),) = tables(data)
        assert [row[0] for row in rows] == [str(n) for n in range(1, len(rows) + 1)]
        assert all(all(cell for cell in row) for row in rows)
        wanted = "\n".join(row[2] for row in rows)
        assert wanted.count("Kommentar til") == response.comments


def test_each_of_their_documents_is_in_the_journal_once(large: tuple[Year, Collected]) -> None:
    year, collected = large
    listed = [entry.path for entry in document_journal(year).entries]
    folder = collected.answers.round.folder
    there = [*folder.glob("udsendt/*/*"), *folder.glob("modtaget/*.docx")]
    there += [path for _, path in answers_of(year, collected.answers.round)]
    assert len(listed) == len(set(listed))
    assert set(there) - set(folder.glob("udsendt/grundlag/*.json")) <= set(listed)


@needs_validator
def test_the_validator_finds_nothing_in_the_longest(large: tuple[Year, Collected]) -> None:
    longest = max(letters(large).values(), key=lambda path: path.stat().st_size)
    assert not findings(longest)


@needs_libreoffice
@needs_poppler
def test_the_longest_fills_its_pages(large: tuple[Year, Collected], tmp_path: Path) -> None:
    longest = max(letters(large).values(), key=lambda path: path.stat().st_size)
    *pages, _ = text_of(pdf_of(longest, tmp_path)).rstrip("\f").split("\f")
    assert len(pages) > 1
    assert "I skrev" in pages[0]
    assert all(len([line for line in page.splitlines() if line.strip()]) > 20 for page in pages)


@needs_libreoffice
@needs_poppler
def test_the_note_fills_its_pages(large: tuple[Year, Collected], tmp_path: Path) -> None:
    """A wide page has room for some thirty lines of a table."""
    (note,) = large[1].answers.round.folder.glob("svar/*_hoeringsnotat.docx")
    *pages, _ = text_of(pdf_of(note, tmp_path)).rstrip("\f").split("\f")
    assert "Høringspart" in pages[0]
    assert all(len([line for line in page.splitlines() if line.strip()]) > 14 for page in pages)
