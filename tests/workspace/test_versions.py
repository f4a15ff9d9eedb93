"""Each version has a record and the document as it was made, and its number is never used twice."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from reportgen.workspace import files, versions
from reportgen.workspace.places import Workspace, Year
from reportgen.workspace.versions import Record

DATA = b"the document"


@pytest.fixture
def year(tmp_path: Path) -> Year:
    return Year(Workspace(tmp_path), "unge", 2022)


def record(number: int, data: bytes = DATA) -> Record:
    name = f"20221115_Aarsrapport-2022_Unge_v{number:02d}_udkast.docx"
    digest = files.digest(data)
    return Record(number, "udkast", dt.date(2022, 11, 15), name, digest, "f", "t")


def test_a_version_that_is_written_is_read_back_with_its_document(year: Year) -> None:
    versions.write_version(year, record(1), DATA)
    versions.write_version(year, record(2), DATA)
    assert versions.records(year) == [record(1), record(2)]
    assert versions.latest(year) == record(2)
    assert (year.outputs / record(2).file).read_bytes() == DATA
    assert versions.original(year, record(2)) == DATA


def test_a_year_without_versions_has_no_latest(year: Year) -> None:
    assert versions.records(year) == []
    assert versions.latest(year) is None
    assert versions.highest(year) == 0


def test_a_record_is_on_disk_before_the_document_that_people_open(
    year: Year, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []
    monkeypatch.setattr(files, "write", lambda path, _data: written.append(path.name))
    versions.write_version(year, record(3), DATA)
    assert written == ["v03.docx", "v03.json", record(3).file]


def test_a_document_that_was_changed_is_not_the_original(year: Year) -> None:
    versions.write_version(year, record(1), DATA)
    kept = year.outputs / "tilstand" / "v01.docx"
    kept.write_bytes(b"changed")
    assert versions.original(year, record(1)) is None
    kept.unlink()
    assert versions.original(year, record(1)) is None


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"number": 1}'])
def test_a_damaged_record_is_none_but_its_number_counts(year: Year, content: str) -> None:
    versions.write_version(year, record(1), DATA)
    (year.outputs / "tilstand" / "v07.json").write_text(content, encoding="utf-8")
    assert versions.records(year) == [record(1)]
    assert versions.highest(year) == 7


def test_the_highest_number_is_looked_for_wherever_a_version_may_be(year: Year) -> None:
    def is_laid(path: Path, content: bytes = b"") -> int:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return versions.highest(year)

    assert is_laid(year.outputs / "20221115_Aarsrapport-2022_Unge_v02_udkast.docx") == 2
    assert is_laid(year.hearing / "1" / "udsendt" / "Unge" / "A_v03_hoering.docx") == 3
    state = {"x": ["outputs/unge/2022/20221115_Aarsrapport-2022_Unge_v04_endelig.docx"]}
    assert is_laid(year.archived / "inventory.json", json.dumps(state).encode()) == 4


def test_a_later_document_without_a_record_is_pointed_out(year: Year) -> None:
    versions.write_version(year, record(1), DATA)
    assert versions.unrecorded(year, versions.latest(year)) is None
    stranger = "20221201_Aarsrapport-2022_Unge_v05_udkast.docx"
    (year.outputs / stranger).write_bytes(b"")
    assert versions.unrecorded(year, versions.latest(year)) == stranger
    assert versions.unrecorded(year, None) == record(1).file
