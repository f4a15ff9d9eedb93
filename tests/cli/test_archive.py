"""``archive diff --docx``: two versions of a real report as one document for its readers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from reportgen.hearing.model import Para
from reportgen.opc.package import Package
from reportgen.report.inputs import PointRow, Status
from reportgen.word.elements.identity import read_core, read_identity
from reportgen.word.read.returned import ReadFile, read_returned
from tests.cli.test_commands import answer, run
from tests.editors.libreoffice import LibreOffice
from tests.word.ooxml import assert_valid
from tests.workspaces import CONTENT, SmallYear

OUTPUTS = "outputs/aeldre-og-sundhed"
NAME = "Aendringer-2024_aeldre-og-sundhed_v01-til-v02.docx"


@pytest.fixture
def two(small: SmallYear) -> SmallYear:
    """A year with two versions: reworded, put in, moved, taken out, another figure."""
    answer(small, "generate", "--date", "2024-11-15")
    u1, u2, f1, f2 = CONTENT.points
    figures = list(CONTENT.figures)
    figures[2] = replace(figures[2], value=Decimal(999))
    small.edit_meeting("Noget helt nyt.", "Noget endnu nyere.")
    small.write_workbook(
        points=(u1, u2, f2, f1, PointRow("U3", "Ferien", "Ny tekst.", Status.NEW, "Kilde")),
        figures=tuple(figures),
        members=CONTENT.members[:1],
    )
    prose = small.year.prose
    text = prose.read_text(encoding="utf-8").replace("én gang", "to gange, og det var godt")
    prose.write_text(text.replace("- et andet\n", "- et tredje\n- et fjerde\n"), encoding="utf-8")
    answer(small, "generate", "--date", "2024-11-22")
    return small


def made(small: SmallYear, version: str, year: int = 2024) -> bytes:
    return (small.root / OUTPUTS / str(year) / "tilstand" / f"{version}.docx").read_bytes()


def read(data: bytes) -> ReadFile:
    found, _ = read_returned(data, "")
    assert found is not None
    return found


def texts(paragraphs: Iterable[Para]) -> list[tuple[str, str]]:
    return [(p.style, p.plain) for p in paragraphs if p.plain.strip() and not p.generated]


def test_rejecting_gives_the_first_version_and_accepting_the_second(two: SmallYear) -> None:
    code, said = answer(two, "archive", "diff", "v01", "v02", "--docx")
    assert (code, said["files"]) == (0, [f"{OUTPUTS}/2024/{NAME}"])
    found = read((two.root / said["files"][0]).read_bytes())
    assert texts(found.rejected) == texts(read(made(two, "v01")).document.paragraphs)
    assert texts(found.document.paragraphs) == texts(read(made(two, "v02")).document.paragraphs)


def test_the_document_is_sound_and_signed_by_the_secretariat(two: SmallYear) -> None:
    (file,) = answer(two, "archive", "diff", "v01", "v02", "--docx")[1]["files"]
    data = (two.root / file).read_bytes()
    package = Package.open(data, "")
    assert (read_core(package, "dc:creator"), read_identity(package)) == ("Åby Kommune", None)
    header = next(text for name, text in package.parts.items() if name.startswith("word/header"))
    assert "Ændringer fra v01 (15. november 2024) til v02 (22. november 2024)" in header.decode()
    assert read(data).signed == ("Åby Kommune",)
    assert_valid(data)


def test_a_figure_that_changed_is_said_to_be_the_newer_one(two: SmallYear) -> None:
    (file,) = answer(two, "archive", "diff", "v01", "v02", "--docx")[1]["files"]
    said = [remark.text for remark in read((two.root / file).read_bytes()).document.remarks]
    assert "Figuren står, som den er i v02. Den så anderledes ud i v01." in said
    assert not any("Det gælder især om vinteren" in text for text in said)  # the draft's own


def test_libreoffice_reads_both_versions_out_of_it(
    two: SmallYear, libreoffice: LibreOffice
) -> None:
    (file,) = answer(two, "archive", "diff", "v01", "v02", "--docx")[1]["files"]
    data = (two.root / file).read_bytes()
    for step, version in (("reject_all", "v01"), ("accept_all", "v02")):
        settled = read(libreoffice.edit(data, (step,))).document.paragraphs
        wanted = read(libreoffice.edit(made(two, version))).document.paragraphs
        assert texts(settled) == texts(wanted)


def test_a_comparison_that_was_worked_in_is_never_written_over(two: SmallYear) -> None:
    words = ("archive", "diff", "v01", "v02", "--docx")
    file = two.root / answer(two, *words)[1]["files"][0]
    first = file.read_bytes()
    assert answer(two, *words)[1]["files"] == [f"{OUTPUTS}/2024/{NAME}"]
    file.write_bytes(b"mit")
    again = answer(two, *words)[1]["files"]
    assert again == [f"{OUTPUTS}/2024/{NAME.replace('.docx', '_2.docx')}"]
    assert (file.read_bytes(), (two.root / again[0]).read_bytes()) == (b"mit", first)


def test_it_is_no_version_of_the_report(two: SmallYear) -> None:
    (file,) = answer(two, "archive", "diff", "v01", "v02", "--docx")[1]["files"]
    code, refused = answer(two, "absorb", str(two.root / file))
    assert (code, refused["problems"][0]["code"]) == (3, "absorb-not-a-version")
    assert answer(two, "generate", "--date", "2024-11-23")[1]["unchanged"] is True


def test_it_goes_to_the_folder_that_is_asked_for(two: SmallYear, tmp_path: Path) -> None:
    to = tmp_path / "ud"
    words = ("archive", "diff", "v01", "v02", "--to", str(to))
    assert run(two, *words).exit_code == 2
    assert answer(two, *words, "--docx")[1]["files"] == [(to / NAME).as_posix()]
    assert (to / NAME).exists()


def test_nothing_is_written_unless_it_is_asked_for(two: SmallYear) -> None:
    before = two.snapshot()
    assert answer(two, "archive", "diff", "v01", "v02")[1]["files"] == []
    assert two.snapshot() == before


def test_two_years_are_compared_by_the_ids_of_their_points(two: SmallYear) -> None:
    answer(two, "new", "2025")
    year = two.root / "inputs/aeldre-og-sundhed/2025/tekster.md"
    year.write_text(
        year.read_text(encoding="utf-8").replace(" (fra 2024)", "").replace("to gange", "ofte"),
        encoding="utf-8",
    )
    code, next_year = answer(two, "generate", "--year", "2025", "--date", "2025-11-14")
    assert code == 0, next_year["problems"]
    code, said = answer(two, "archive", "diff", "2024", "2025", "--docx")
    name = "Aendringer-2024-2025_aeldre-og-sundhed_v02-til-v01.docx"
    assert (code, said["files"]) == (0, [f"{OUTPUTS}/2025/{name}"])
    assert {c["id"] for c in said["changes"] if c["kind"] == "same"} == {"F1", "F2"}
    data = (two.root / said["files"][0]).read_bytes()
    found = read(data)
    accepted, rejected = texts(found.document.paragraphs), texts(found.rejected)
    assert accepted == texts(read(made(two, "v01", 2025)).document.paragraphs)
    assert ("Title", "Årsrapport 2024") in rejected
    older = texts(read(made(two, "v02")).document.paragraphs)
    points = [line for line in older if line[0] in {"Punkt", "Punkttekst"}]
    assert [line for line in rejected if line[0] in {"Punkt", "Punkttekst"}] == points
    assert_valid(data)
