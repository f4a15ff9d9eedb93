"""Files of the year, opened in the program for their kind.

A page names a file by an id of this list, never by a path. Only ordinary files of kinds that
hold no program are opened, by what the system has for that kind and without a shell. What was
sent or received is opened as a copy, so that the one that is kept stays as it is; a received
one carries Windows' mark of a file from elsewhere, so that Office opens it protected.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from threading import Lock

from reportgen.app.documents import Document, Origin, What, is_opened
from reportgen.problems import Location, Refusal
from reportgen.workspace import files
from reportgen.workspace.places import nearest_workspace

_FROM_ELSEWHERE = b"[ZoneTransfer]\r\nZoneId=3\r\n"
"""Zone 3 is the internet."""


class FileGone(Refusal, code="desk-file-gone"):
    """The file is not there any longer, or is no ordinary file."""


class NoProgram(Refusal, code="desk-no-program"):
    """The machine has nothing to open the file with."""


class FileList:
    """The files that pages have shown, by their ids."""

    def __init__(self) -> None:
        self._ids: dict[Path, str] = {}
        self._documents: dict[str, Document] = {}
        self._copies: list[Path] = []
        self._lock = Lock()

    def id_of(self, document: Document) -> str:
        """The id by which a page may ask for it; the same file keeps its own."""
        with self._lock:
            id_ = self._ids.setdefault(document.path, secrets.token_urlsafe(8))
            self._documents[id_] = document
        return id_

    def open(self, id_: str) -> bool:
        """Open a file; False where no page has shown one with that id.

        Raises `FileGone`, `NoProgram`, and `files.FileHeld` where it cannot be read.
        """
        with self._lock:
            document = self._documents.get(id_)
        if document is None:
            return False
        if not is_opened(document.path):
            raise FileGone(Location(document.path.name))
        path = document.path
        if document.origin is not Origin.OURS:
            path = self._copy(document)
        try:
            _start(path)
        except OSError:
            raise NoProgram(Location(path.name), folder=_folder_of(document.path)) from None
        return True

    def pdf(self, id_: str) -> Document | None:
        """A PDF that was made here and that a page has shown by that id; others are none."""
        with self._lock:
            document = self._documents.get(id_)
        is_shown = document is not None and document.what is What.PDF
        return document if is_shown else None

    def _copy(self, document: Document) -> Path:
        """A copy that nobody takes for the one that is kept: it cannot be saved over."""
        data = files.read(document.path)
        if data is None:
            raise FileGone(Location(document.path.name))
        folder = Path(tempfile.mkdtemp(prefix="reportgen-"))
        path = folder / document.path.name
        path.write_bytes(data)
        if document.origin is Origin.RECEIVED:
            _mark(path)
        path.chmod(0o400)
        self._copies.append(folder)
        return path

    def remove_copies(self) -> None:
        """Take the copies away; one that is still open may stay."""
        for folder in self._copies:
            for path in folder.iterdir():
                with contextlib.suppress(OSError):
                    path.chmod(0o600)
            shutil.rmtree(folder, ignore_errors=True)


def _mark(path: Path) -> None:
    """Mark a file as from elsewhere; only Windows' own disks can keep the mark."""
    if sys.platform == "win32":
        with contextlib.suppress(OSError):
            Path(f"{path}:Zone.Identifier").write_bytes(_FROM_ELSEWHERE)


def _start(path: Path) -> None:
    """Open a file in the program for its kind; raises `OSError` where there is none."""
    if sys.platform == "win32":
        os.startfile(path)
        return
    program = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    if program is None:
        raise FileNotFoundError
    nothing = subprocess.DEVNULL
    subprocess.Popen(
        [program, str(path)],
        stdin=nothing,
        stdout=nothing,
        stderr=nothing,
        start_new_session=True,
    )


def _folder_of(path: Path) -> str:
    """The folder that a file lies in, from the workspace."""
    root = nearest_workspace(path.parent)
    return path.parent.relative_to(root).as_posix() if root else path.parent.name
