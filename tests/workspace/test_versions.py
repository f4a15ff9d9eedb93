"""Each version has a record and the document as it was made, and its number is never used twice."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from reportgen.report.recorded import RecordedBlock, RecordedReport
from reportgen.report.stage import Stage
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
    state = RecordedReport({"1.1": "Formål"}, {"1.1/": (RecordedBlock("1.1/1", "", "Tekst"),)})
    return Record(number, Stage.DRAFT, dt.date(2022, 11, 15), name, digest, "f", "t", state)


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


def test_a_document_that_is_there_already_is_left_to_who_works_in_it(year: Year) -> None:
    versions.write_version(year, record(3), DATA)
    (year.outputs / record(3).file).write_bytes(b"edited")
    (year.outputs / "tilstand" / "v03.json").unlink()
    versions.write_version(year, record(3), DATA)
    assert (year.outputs / record(3).file).read_bytes() == b"edited"
    assert versions.records(year) == [record(3)]


def test_a_document_that_was_changed_is_not_the_original(year: Year) -> None:
    versions.write_version(year, record(1), DATA)
    kept = year.outputs / "tilstand" / "v01.docx"
    kept.write_bytes(b"changed")
    assert versions.original(year, record(1)) is None
    kept.unlink()
    assert versions.original(year, record(1)) is None


WRONG: dict[str, object] = {
    "number": 8,
    "stage": "ukendt",
    "date": "15. november 2022",
    "sha256": None,
    "fold": 1,
    "template": [],
    "state": {},
}
NAMES = [
    "",
    "v07.docx",
    "_v07_",
    "../v_v07_a.docx",
    "C:\\x_v07_.docx",
    "x_v08_a.docx",
    "x_v07_a.txt",
]
TEXTS = ["", "[]", "{}", "null", '{"number": 7}', '{"number": 7, "number": 7']


def as_written(version: int, **wrong: object) -> bytes:
    """A record, with some of its values as they cannot be; None leaves one out."""
    whole = json.loads(record(version).to_json()) | wrong
    return json.dumps({key: value for key, value in whole.items() if value is not None}).encode()


DAMAGES = {
    **{f"{key} {value}": as_written(7, **{key: value}) for key, value in WRONG.items()},
    **{f"without {key}": as_written(7, **{key: None}) for key in WRONG},
    **{f"of the file {name}": as_written(7, file=name) for name in NAMES},
    **{text or "nothing": text.encode() for text in TEXTS},
    "half of it": as_written(7)[:200],
    "one key more": as_written(7, mere=1),
}


@pytest.mark.parametrize("data", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_record_is_told_and_as_good_as_none_but_its_number_counts(
    year: Year, data: bytes
) -> None:
    versions.write_version(year, record(1), DATA)
    (year.outputs / "tilstand" / "v07.json").write_bytes(data)
    known, problems = versions.read_records(year)
    assert known == versions.records(year) == [record(1)]
    assert [(p.code, p.location.file) for p in problems] == [
        ("version-damaged", "tilstand/v07.json")
    ]
    assert versions.highest(year) == 7


def test_a_whole_record_under_another_name_is_damage(year: Year) -> None:
    versions.write_version(year, record(1), DATA)
    (year.outputs / "tilstand" / "v07.json").write_bytes(as_written(8))
    assert versions.records(year) == [record(1)]


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
