"""Which files of a year are opened, and how."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from reportgen.app.documents import Document, Origin, What, documents
from reportgen.app.generate import generate
from reportgen.app.standing.status import status
from reportgen.desk import opening
from reportgen.desk.opening import FileGone, FileList
from tests.workspaces import SmallYear

DAY = dt.date(2024, 11, 15)


def found(small: SmallYear) -> list[Document]:
    now = status(small.year, DAY)
    return list(documents(small.year, now.versions, now.rounds))


def test_the_files_of_a_year_are_listed_with_whose_they_are(small: SmallYear) -> None:
    generate(small.year, DAY)
    listed = found(small)
    assert [(each.what, each.about) for each in listed] == [
        (What.WORKBOOK, ""),
        (What.VERSION, "v01"),
    ]
    assert {each.origin for each in listed} == {Origin.OURS}


@pytest.mark.parametrize("name", ["makro.docm", "program.exe", "~$a.docx", ".skjult.docx", "a.txt"])
def test_nothing_is_listed_that_is_not_opened(small: SmallYear, name: str) -> None:
    sources = small.year.meetings / "kilder"
    sources.mkdir()
    (sources / name).write_bytes(b"x")
    assert What.MINUTES not in {each.what for each in found(small)}
    (sources / "referat.docx").write_bytes(b"x")
    assert What.MINUTES in {each.what for each in found(small)}


def test_a_link_to_elsewhere_is_not_listed(small: SmallYear, tmp_path: Path) -> None:
    (tmp_path / "andet.docx").write_bytes(b"x")
    sources = small.year.meetings / "kilder"
    sources.mkdir()
    (sources / "referat.docx").symlink_to(tmp_path / "andet.docx")
    assert What.MINUTES not in {each.what for each in found(small)}


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What was opened."""
    paths: list[Path] = []
    monkeypatch.setattr(opening, "_start", paths.append)
    return paths


def test_ones_own_file_is_opened_where_it_lies(tmp_path: Path, started: list[Path]) -> None:
    path = tmp_path / "aarsrapport.xlsx"
    path.write_bytes(b"x")
    files = FileList()
    assert files.open(files.id_of(Document(path, What.WORKBOOK, Origin.OURS)))
    assert started == [path]


@pytest.mark.parametrize("origin", [Origin.SENT, Origin.RECEIVED])
def test_what_is_kept_is_opened_as_a_copy_that_nobody_can_save_over(
    tmp_path: Path, started: list[Path], origin: Origin
) -> None:
    path = tmp_path / "001_svar.docx"
    path.write_bytes(b"svaret")
    files = FileList()
    files.open(files.id_of(Document(path, What.RECEIVED, origin)))
    (copy,) = started
    assert copy != path
    assert (copy.name, copy.read_bytes()) == (path.name, b"svaret")
    assert not copy.stat().st_mode & 0o277
    files.remove_copies()
    assert not copy.parent.exists()
    assert path.exists()


def test_what_came_from_elsewhere_carries_windows_mark_of_it(
    tmp_path: Path, started: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening.sys, "platform", "win32")
    path = tmp_path / "svar.docx"
    path.write_bytes(b"x")
    files = FileList()
    files.open(files.id_of(Document(path, What.RECEIVED, Origin.RECEIVED)))
    mark = Path(f"{started[0]}:Zone.Identifier")
    assert mark.read_bytes() == b"[ZoneTransfer]\r\nZoneId=3\r\n"
    files.remove_copies()


def test_a_file_that_is_gone_or_no_file_any_longer_is_not_opened(
    tmp_path: Path, started: list[Path]
) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"x")
    files = FileList()
    id_ = files.id_of(Document(path, What.VERSION, Origin.OURS))
    assert files.id_of(Document(path, What.VERSION, Origin.OURS)) == id_
    path.unlink()
    with pytest.raises(FileGone):
        files.open(id_)
    path.mkdir()
    with pytest.raises(FileGone):
        files.open(id_)
    assert not files.open("nix")
    assert started == []
