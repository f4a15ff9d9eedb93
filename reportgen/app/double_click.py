"""The file beside the inputs that opens the year by a double-click, on Windows."""

from __future__ import annotations

from pathlib import Path

from reportgen.workspace import files

NAME = "Årsrapport.cmd"
TEXT = """\
@echo off\r
rem Dobbeltklik: aabner aaret paa en side i browseren.\r
setlocal\r
set "program=%~dp0.venv\\Scripts\\reportgenw.exe"\r
if exist "%program%" goto start\r
set "program=reportgenw.exe"\r
where reportgenw.exe >nul 2>nul\r
if not errorlevel 1 goto start\r
echo Programmet reportgen er ikke installeret her, eller Windows kan ikke finde det.\r
echo Kontakt den, der satte det op.\r
echo.\r
pause\r
exit /b 1\r
:start\r
start "" "%program%" -C "%~dp0." desk\r
"""
"""Plain ASCII, since ``cmd`` reads the file in the code page of the machine. ``reportgenw`` has no
window of its own, and ``start`` does not wait, so that the black one closes at once. The folder
is given by its path and not entered: ``cmd`` can enter none on a file share, and a letter that
``pushd`` gives it is gone once the window is. The point keeps the path's last ``\\`` from
hiding the quotation mark behind it."""

_EARLIER = "Status.cmd"
_UNCHANGED = frozenset(
    {
        "57bf056c3cf7e8ce0d99961ebd13170d9fb1bf89d0d01f70259b5dd0886c131b",
        "ccb8c9294cfbb351d2982a6d632e6d79e2714503e20dfd8f0e53cde3c789d7fa",
    }
)
"""SHA-256 of `_EARLIER` as earlier versions wrote it."""


def lay_out(root: Path) -> None:
    """Lay the file in the workspace `root`; one that is there stays.

    It takes the place of the file that showed the status, unless somebody changed that.
    """
    if files.read(root / NAME) is None:
        files.write(root / NAME, TEXT.encode("ascii"))
    earlier = files.read(root / _EARLIER)
    if earlier is not None and files.digest(earlier) in _UNCHANGED:
        (root / _EARLIER).unlink()
