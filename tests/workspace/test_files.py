"""Files of a workspace are written whole or not at all, and nobody's leavings are read."""

from __future__ import annotations

import errno
import os
import socket
from pathlib import Path

import pytest

from reportgen.problems import InputFaults
from reportgen.workspace import files
from reportgen.workspace.files import FileHeld, NoRoom


def test_a_file_is_written_with_the_folders_it_lies_in(tmp_path: Path) -> None:
    path = tmp_path / "outputs" / "2022" / "rapport.docx"
    files.write(path, b"first")
    files.write(path, b"second")
    assert path.read_bytes() == b"second"
    assert [left.name for left in path.parent.iterdir()] == ["rapport.docx"]


@pytest.mark.parametrize(
    ("number", "refusal"),
    [(errno.ENOSPC, NoRoom), (122, NoRoom), (errno.EACCES, FileHeld), (errno.EROFS, FileHeld)],
)
def test_a_disk_that_fails_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, refusal: type[Exception]
) -> None:
    path = tmp_path / "rapport.docx"
    files.write(path, b"old")

    def fails(_descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(refusal):
        files.write(path, b"new")
    assert path.read_bytes() == b"old"
    assert [left.name for left in tmp_path.iterdir()] == ["rapport.docx"]


def test_bytes_are_on_the_disk_before_the_name_points_to_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, steps = tmp_path / "rapport.docx", []
    sync, replace = files.sync, files.replace
    monkeypatch.setattr(files, "sync", lambda file: (steps.append("sync"), sync(file)))
    monkeypatch.setattr(
        files, "replace", lambda one, other: (steps.append("replace"), replace(one, other))
    )
    files.write(path, b"new")
    assert steps == ["sync", "replace"]


def test_a_file_that_is_not_there_is_none(tmp_path: Path) -> None:
    (tmp_path / "fil").write_bytes(b"x")
    assert files.read(tmp_path / "fil") == b"x"
    assert files.read(tmp_path / "mangler") is None
    assert files.read(tmp_path / "fil" / "under") is None


@pytest.mark.parametrize("what", ["folder", "pipe", "device", "socket"])
def test_what_is_no_ordinary_file_is_told_and_never_waited_for(tmp_path: Path, what: str) -> None:
    path = tmp_path / "tekster.md"
    with socket.socket(socket.AF_UNIX) as bound:
        match what:
            case "folder":
                path.mkdir()
            case "pipe":
                os.mkfifo(path)
            case "device":
                path = Path(os.devnull)
            case _:
                bound.bind(str(path))
        data, problems = files.tried(path)
    assert data is None
    assert [problem.code for problem in problems] == [
        "folder-for-file" if what == "folder" else "not-a-file"
    ]
    with pytest.raises(InputFaults):
        files.read(path)


def test_a_file_larger_than_asked_for_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "fil"
    path.write_bytes(b"x" * 2_000_001)
    assert files.read(path, 2_000_001) is not None
    (problem,) = files.tried(path, 2_000_000)[1]
    assert (problem.code, problem.values) == ("file-too-large", {"limit": 2})


def test_a_file_that_is_held_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "fil").write_bytes(b"x")

    def held(*_: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "open", held)
    with pytest.raises(FileHeld):
        files.read(tmp_path / "fil")
    assert [problem.code for problem in files.tried(tmp_path / "fil")[1]] == ["file-held"]


def test_a_digest_is_that_of_sha256() -> None:
    assert files.digest(b"abc").startswith("ba7816bf8f01cfea414140de5dae2223")


@pytest.mark.parametrize(
    "name", ["~$svar.docx", ".skjult", "Thumbs.db", "DESKTOP.INI", ".DS_Store", ".a.docx.12.tmp"]
)
def test_what_programs_leave_behind_is_nobodys_file(name: str) -> None:
    assert files.is_left_behind(name)


@pytest.mark.parametrize("name", ["svar.docx", "~svar.docx", "thumbs.docx", "a.tmp"])
def test_other_files_are_a_persons(name: str) -> None:
    assert not files.is_left_behind(name)


def lay(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).write_bytes(b"")


def test_files_are_listed_by_name_and_the_reports_tell_what_was_passed_over(
    tmp_path: Path,
) -> None:
    lay(tmp_path, "b.yaml", "a.YAML", "~$a.yaml", "Thumbs.db", "notat.txt", ".skjult.yaml")
    lay(tmp_path, "a (1).yaml", "b - kopi.yaml", "b (Jens' conflicted copy).yaml")
    (tmp_path / "mappe.yaml").mkdir()
    paths, problems = files.listed(tmp_path, ".yaml")
    assert [path.name for path in paths] == ["a.YAML", "b.yaml"]
    assert sorted((problem.code, problem.location.file) for problem in problems) == [
        ("conflict-copy", "a (1).yaml"),
        ("conflict-copy", "b (Jens' conflicted copy).yaml"),
        ("conflict-copy", "b - kopi.yaml"),
        ("folder-for-file", "mappe.yaml"),
        ("office-lock-file", "~$a.yaml"),
    ]
    assert not files.listed(tmp_path / "mappe.yaml", ".yaml", from_others=True)[1]


def test_among_files_from_others_a_second_one_of_a_name_is_another_persons(tmp_path: Path) -> None:
    lay(tmp_path, "svar.docx", "svar (1).docx", "svar-DESKTOP-4F2K1.docx")
    paths, problems = files.listed(tmp_path, ".docx", from_others=True)
    assert [path.name for path in paths] == ["svar (1).docx", "svar.docx"]
    assert [problem.location.file for problem in problems] == ["svar-DESKTOP-4F2K1.docx"]


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert files.listed(tmp_path / "mangler", ".yaml") == ([], [])
