"""Minutes written in an agenda with other programs than Word are read without a doubt."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.app.minutes_writing import Said
from tests.app.test_agenda import (
    DECIDED,
    PROMISED,
    SAID,
    imported,
    made,
    planned,
    written,
)
from tests.cli.test_commands import answer
from tests.editors.libreoffice import LibreOffice, Step
from tests.programs import by_abiword, needs_abiword, needs_libreoffice, pdf_of
from tests.workspaces import SmallYear

__all__ = ["planned"]

STEPS: tuple[Step, ...] = tuple(
    ("fill_cell", f"C{row + 1}", *([place, *lines] for place, lines in said.lines))
    for row, said in SAID.items()
)
HEAD: Step = ("type_after", "Til stede:", "\tLeder (Åby Kommune)")


def assert_read(small: SmallYear, data: bytes) -> None:
    """Every item, decision and task is read, and nothing is unsure."""
    meeting = imported(small, data)
    assert len(meeting["dagsorden"]) == 7
    for number, item in enumerate(meeting["dagsorden"], 1):
        said = SAID.get(number, Said())
        assert (item.get("referat") or "").splitlines() == list(said.text)
        assert item.get("beslutninger", []) == DECIDED.get(number, [])
        assert item.get("opgaver", []) == PROMISED.get(number, [])


@pytest.mark.parametrize("tracked", [False, True])
def test_minutes_written_in_libreoffice(
    libreoffice: LibreOffice, planned: SmallYear, tracked: bool
) -> None:
    agenda = made(planned).read_bytes()
    data = libreoffice.edit(agenda, ("track", tracked), HEAD, *STEPS)
    assert_read(planned, libreoffice.edit(data))


@pytest.mark.parametrize("suffix", ["odt", "doc"])
def test_minutes_that_were_kept_in_another_format(
    libreoffice: LibreOffice, planned: SmallYear, suffix: str
) -> None:
    data = libreoffice.edit(made(planned).read_bytes(), HEAD, *STEPS)
    kept = libreoffice.saved_as(data, suffix)
    assert_read(planned, libreoffice.saved_as(kept, "docx", suffix))


@needs_abiword
@needs_libreoffice
def test_minutes_that_were_sent_round_as_a_pdf(planned: SmallYear, tmp_path: Path) -> None:
    """All of it is read by its columns; whether each is the agenda's item is for a person."""
    path = made(planned)
    path.write_bytes(written(path).data)
    sent = pdf_of(path, tmp_path)
    code, said = answer(planned, "import", str(sent))
    assert code == 0
    assert {problem["code"] for problem in said["problems"]} == {"agenda-mark-gone"}
    (meeting,) = said["meetings"]
    read = yaml.safe_load((planned.root / meeting["file"]).read_text("utf-8"))
    for number, item in enumerate(read["dagsorden"], 1):
        assert item.get("beslutninger", []) == DECIDED.get(number, [])
        assert item.get("opgaver", []) == PROMISED.get(number, [])


def test_minutes_saved_by_abiword(planned: SmallYear, tmp_path: Path) -> None:
    before, folder = tmp_path / "ind.docx", tmp_path / "ud"
    folder.mkdir()
    before.write_bytes(written(made(planned)).data)
    after = by_abiword(before, folder, "docx")
    assert_read(planned, after.read_bytes())


def test_rows_put_in_and_taken_out_in_libreoffice(
    libreoffice: LibreOffice, planned: SmallYear
) -> None:
    data = libreoffice.edit(
        made(planned).read_bytes(),
        HEAD,
        *STEPS,
        ("remove_row", 3),
        ("insert_row", 5),
        ("fill_cell", "A6", [0, "5. Et nyt punkt"]),
        ("fill_cell", "C6", [0, "Der kom et nyt punkt til."]),
    )
    file = planned.root / "referat.docx"
    file.write_bytes(data)
    said = answer(planned, "import", str(file))[1]
    codes = sorted(problem["code"] for problem in said["problems"])
    assert codes == ["agenda-item-gone", "agenda-item-new"]
    assert said["meetings"][0]["accounted"] == 1.0


def test_a_mark_that_libreoffice_named_as_a_copy_is_still_its_item(planned: SmallYear) -> None:
    open_ = written(made(planned))
    for row in (2, 3):
        open_.rename_mark(row, f"_rg_i{row}_Copy_1")
    assert_read(planned, open_.data)
