"""LibreOffice as people use it: a real one, without a screen, driven over UNO.

``libreoffice.edit(data, *steps)`` opens a file, does what a person would, saves it as
Word's format and returns the bytes. The steps are the public methods of `uno_driver.Editor`:

    libreoffice.edit(data, ("track", True), ("type_after", "Det er svært", " i år"))

A test module gets the fixture with ``from tests.editors.libreoffice import libreoffice``.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import pytest

DRIVER = Path(__file__).with_name("uno_driver.py")
AUTHOR = "Bæk Kommune"
_SECONDS = 120

Step = tuple[object, ...]


@lru_cache(maxsize=1)
def uno_python() -> str | None:
    """An interpreter that has `uno`: the system's, or the one LibreOffice brings."""
    office = shutil.which("soffice")
    beside = [Path(office).resolve().with_name("python")] if office else []
    for candidate in ("/usr/bin/python3", *map(str, beside), "python3"):
        try:
            done = subprocess.run([candidate, "-c", "import uno"], capture_output=True, check=False)
        except OSError:
            continue
        if done.returncode == 0:
            return candidate
    return None


@dataclass(slots=True)
class LibreOffice:
    """A running LibreOffice with a profile of its own."""

    folder: Path
    python: str
    office: str
    pipe: str = field(default_factory=lambda: f"reportgen-{uuid.uuid4().hex[:12]}")
    _process: subprocess.Popen[bytes] | None = None
    shown: list[str] = field(default_factory=list)
    """What LibreOffice showed as the paragraphs of the document edited last."""

    def start(self) -> None:
        """Start it; the first step waits until it answers."""
        self._process = subprocess.Popen(
            [
                self.office,
                f"-env:UserInstallation={(self.folder / 'profile').as_uri()}",
                "--headless",
                "--norestore",
                "--nologo",
                "--nodefault",
                f"--accept=pipe,name={self.pipe};urp;",
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def stop(self) -> None:
        """Ask it to end, and end its own process group if it does not."""
        process = self._process
        if process is None:
            return
        if process.poll() is None:
            self._drive({"quit": True}, check=False)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)
            process.kill()
            process.wait()

    def edit(self, data: bytes, *steps: Step, author: str = AUTHOR) -> bytes:
        """Open `data`, do the steps as `author`, and save as Word's format."""
        number = uuid.uuid4().hex
        before, after = self.folder / f"{number}.docx", self.folder / f"{number}-gemt.docx"
        before.write_bytes(data)
        task = {"open": str(before), "save": str(after), "author": author, "steps": steps}
        self.shown = json.loads(self._drive(task))["text"]
        return after.read_bytes()

    def saved_as(self, data: bytes, suffix: str, of: str = "docx") -> bytes:
        """Open `data`, a file of the format `of`, and save it in another format, unedited."""
        number = uuid.uuid4().hex
        before, after = self.folder / f"{number}.{of}", self.folder / f"{number}-gemt.{suffix}"
        before.write_bytes(data)
        self._drive({"open": str(before), "save": str(after), "steps": ()})
        return after.read_bytes()

    def _drive(self, task: dict[str, object], *, check: bool = True) -> str:
        done = self._run(task)
        if check and done.returncode < 0:
            # A signal killed the bridge or LibreOffice with it; a step that fails exits by
            # itself, with words. The task starts from its own file, so it can be done anew.
            if self._process is None or self._process.poll() is not None:
                self.start()
            done = self._run(task)
        if check and done.returncode:
            raise AssertionError(f"LibreOffice (exit {done.returncode}): {done.stderr}")
        return done.stdout

    def _run(self, task: dict[str, object]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.python, str(DRIVER), self.pipe],
            input=json.dumps(task),
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"},
            timeout=_SECONDS,
            check=False,
        )


@pytest.fixture(scope="session")
def libreoffice() -> Iterator[LibreOffice]:
    """A running LibreOffice, one for all tests of a session."""
    office, python = shutil.which("soffice"), uno_python()
    if office is None or python is None:
        pytest.skip("LibreOffice with its Python bridge (uno) is not installed")
    with tempfile.TemporaryDirectory(prefix="reportgen-lo-", ignore_cleanup_errors=True) as folder:
        running = LibreOffice(Path(folder), python, office)
        running.start()
        try:
            yield running
        finally:
            running.stop()
