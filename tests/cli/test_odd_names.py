"""Odd names and texts from outside: shown so that they do nothing, and kept under safe names.

What is tried: marks of direction, escape sequences, line breaks, bytes that are no text, names
that Windows keeps for itself or cannot hold, in names of files, senders, subjects, authors,
comments, cells and prose.
"""

from __future__ import annotations

import json
import os
import unicodedata
import zipfile
from email.message import EmailMessage
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from docx import Document

from reportgen.archive.paths import is_unsafe
from reportgen.cli.main import program
from reportgen.report.wording.characters import legible_name
from tests.app.hearing.rounds import reworded, unmarked
from tests.problems.starts import Starts
from tests.workspaces import SmallYear

TURNED = "\u202exslx.rotide\u202c"
ODD = (
    f"svar {TURNED}.docx",
    "svar\nFejl  alt er væk.docx",
    "svar\x1b[2J\x1b[31mrød.docx",
    "svar\x9b1m\x07\t.docx",
    "CON.docx",
    "nul .docx",
    "a:b?c*d<e>f|g\"h'.docx",
    "x...docx",
    " .docx",
    "=1+1.docx",
    "-rf.docx",
    "å" * 120 + ".docx",
    "svar.DOCX",
    "Svar.docx",
    "\U0001f600.docx",
    "rm -rf $(x) `y` %PATH%.docx",
    os.fsdecode(b"\xff\xfe.docx"),
)


@pytest.fixture(scope="module")
def starts(tmp_path_factory: pytest.TempPathFactory) -> Starts:
    return Starts(tmp_path_factory.mktemp("starts"))


def run(small: SmallYear, *words: str) -> Result:
    done = CliRunner().invoke(
        program, ["-C", str(small.root), "--lang", "da", *words], catch_exceptions=False
    )
    assert_harmless(done.stdout)
    assert_harmless(done.stderr)
    assert "program-fault" not in done.output
    assert "Programmet selv" not in done.output
    return done


def assert_harmless(text: str) -> None:
    """Nothing in a text moves a cursor or turns a name round."""
    for letter in set(text) - {"\n", "\t"}:
        assert unicodedata.category(letter) not in {"Cc", "Cs"}, repr(letter)
        assert legible_name(letter) == letter, repr(letter)


def collected(small: SmallYear, *words: str) -> dict[str, object]:
    done = run(small, "hearing", "collect", *words, "--json")
    assert done.exit_code == 0, done.output
    said: dict[str, object] = json.loads(done.stdout)
    return said


def copy_of(small: SmallYear) -> bytes:
    (copy,) = small.year.hearing.glob("1/udsendt/Baek-Kommune/*_Aarsrapport-*.docx")
    return copy.read_bytes()


def safe_below(folder: Path) -> None:
    """Every file below is one that every system can hold, and no two are the same on any."""
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*")]
    assert [name for name in names if is_unsafe(name)] == []
    assert len({name.casefold() for name in names}) == len(names)


def test_files_of_odd_names_are_taken_in_under_safe_ones(starts: Starts, tmp_path: Path) -> None:
    small = starts.copy("round open", tmp_path / "mappe")
    inbox = tmp_path / "indbakke"
    inbox.mkdir()
    for number, name in enumerate(ODD):
        edited = reworded(copy_of(small), "svært", f"umuligt {number}")
        (inbox / name).write_bytes(unmarked(edited))
    said = collected(small, str(inbox), "--party", "Bæk Kommune")
    assert len(said["responses"]) == len(ODD)  # type: ignore[arg-type]
    run(small, "hearing", "collect", str(inbox), "--party", "Bæk Kommune")
    safe_below(small.year.hearing)
    for words in (["status"], ["check"], ["hearing", "apply"]):
        run(small, *words)
    documents_are_harmless(small)


def documents_are_harmless(small: SmallYear) -> None:
    """No document that was made names anybody or anything so that it reads otherwise."""
    for path in (*small.year.hearing.glob("*/svar/*"), *small.year.outputs.glob("*")):
        if path.suffix not in {".docx", ".xlsx"}:
            continue
        with zipfile.ZipFile(path) as package:
            for name in package.namelist():
                content = package.read(name)
                if name.endswith((".xml", ".rels")):
                    assert b"<f>" not in content, (path.name, name)
                    assert "\u202e" not in content.decode(), (path.name, name)


@pytest.mark.parametrize("name", [f"Bo {TURNED}", "Bo\x1b[31m", "=HYPERLINK(1)", "Bo\r\nBcc: x"])
def test_odd_senders_and_subjects_are_shown_safely(
    name: str, starts: Starts, tmp_path: Path
) -> None:
    small = starts.copy("round open", tmp_path / "mappe")
    message = EmailMessage()
    message["From"] = "chef@baek.example"
    message.set_content(f"Hej,\n\n{name} skriver: husk natten.\n")
    message.add_attachment(
        reworded(copy_of(small), "svært", "umuligt"),
        maintype="application",
        subtype="octet-stream",
        filename="svar.docx",
    )
    raw = message.as_bytes()
    odd = name.replace("\r\n", "\n ").encode()
    raw = raw.replace(b"From: chef", b"From: " + odd + b" <chef").replace(
        b"<chef@baek.example", b"<chef@baek.example>"
    )
    raw = b"Subject: " + odd + b"\n" + raw.replace(b"svar.docx", odd.replace(b"\n", b"") + b".docx")
    (tmp_path / "mail.eml").write_bytes(raw)
    collected(small, str(tmp_path / "mail.eml"))
    run(small, "hearing", "collect")
    run(small, "status")
    safe_below(small.year.hearing)
    documents_are_harmless(small)
    for receipt in small.year.hearing.glob("1/modtaget/*.yaml"):
        assert "\x1b" not in receipt.read_text(encoding="utf-8")


@pytest.mark.parametrize("odd", ["\x1b]2J", "\u202everdens", "\x9b1m", "\u2066x\u2069", "\u200f"])
def test_odd_texts_of_ones_own_files_are_shown_safely(
    odd: str, starts: Starts, tmp_path: Path
) -> None:
    small = starts.copy("laid out", tmp_path / "mappe")
    book = openpyxl.load_workbook(small.year.workbook)
    book.create_sheet(legible_in_excel(f"Ark {odd}"))["A1"] = "x"
    sheet = book["Udfordringer"]
    sheet["D2"] = legible_in_excel(f"ny {odd}")
    sheet["H1"] = legible_in_excel(f"Kolonne {odd}")
    sheet["H2"] = "=1+1"
    book.save(small.year.workbook)
    prose = small.year.prose
    prose.write_text(prose.read_text("utf-8") + f"\n## 9.9 {odd}\n\nTekst {odd}\n", "utf-8")
    (small.year.meetings / "2024-09-09.yaml").write_text(f"moede: {{dato: {odd!r}}}\n", "utf-8")
    template = Document(str(small.root / "templates" / "aarsrapport.docx"))
    template.add_heading(legible_in_excel(f"Afsnit {odd}"), 1)
    template.add_paragraph(legible_in_excel(f"{{{{ aar{odd} }}}}"))
    template.save(str(small.root / "templates" / "aarsrapport.docx"))
    for words in (
        ["check"],
        ["template", "check"],
        ["generate"],
        ["status"],
        ["trace", f"U1{odd}"],
    ):
        run(small, *words)
        done = run(small, *words, "--json")
        if done.exit_code != 2:
            json.loads(done.stdout)


def legible_in_excel(text: str) -> str:
    """What openpyxl and python-docx take: no control characters of the lower kind."""
    return text.replace("\x1b]", "\u202d")


@pytest.mark.parametrize("name", ["ref\nmoede: {dato: 1999}\n.txt", "ref\u202e.txt", "r\x1b.txt"])
def test_minutes_of_an_odd_name_say_it_safely(name: str, starts: Starts, tmp_path: Path) -> None:
    small = starts.copy("laid out", tmp_path / "mappe")
    minutes = tmp_path / name
    minutes.write_text("Referat fra mødet\nDato: 5. april 2024\n\n1. Velkomst\nGodt.\n", "utf-8")
    done = run(small, "import", str(minutes), "--yes")
    assert done.exit_code == 0, done.output
    text = (small.year.meetings / "2024-04-05.yaml").read_text("utf-8")
    assert legible_name(name) in text
    assert name not in text
    assert run(small, "check").exit_code == 0
    version = run(small, "generate", "--date", "2024-11-15").stdout.strip().splitlines()[-1]
    edited = tmp_path / name.replace(".txt", ".docx")
    edited.write_bytes(reworded((small.root / version).read_bytes(), "svært", "umuligt"))
    done = run(small, "absorb", str(edited))
    assert done.exit_code == 0, done.output
    (change,) = small.year.decided.glob("*.yaml")
    assert name.replace(".txt", ".docx") not in change.read_text("utf-8")
    assert run(small, "check").exit_code == 0


@pytest.mark.parametrize("name", ODD)
def test_files_of_odd_names_in_a_year_stop_nothing(
    name: str, starts: Starts, tmp_path: Path
) -> None:
    small = starts.copy("laid out", tmp_path / "mappe")
    (small.year.inputs / name).write_bytes(b"x")
    (small.year.meetings / name).write_bytes(b"x")
    for words in (["check"], ["generate", "--date", "2024-11-15"], ["status"], ["archive", "list"]):
        done = run(small, *words)
        assert done.exit_code == 0, done.output
    kept = [path.name for path in small.year.archived.glob("v1/content/**/*")]
    assert kept or "Bemærk" in run(small, "generate", "--date", "2024-11-15").output
    assert [each for each in kept if is_unsafe(each)] == []
