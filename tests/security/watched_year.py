"""A whole year in a process in which everything it does to the machine is noted.

`python -m tests.security.watched_year FOLDER` works in FOLDER from the minutes to the
publication and on, on files that ask to be fetched for and run, and prints what was noted: the
connections and programs that were begun, and the files that were written. Python's audit events
(PEP 578) tell of them; what runs here cannot turn them off again.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from reportgen.cli.main import program
from reportgen.opc.package import Package
from tests.app.hearing.rounds import mail
from tests.fuzzing.workspaces import GOOD, Starts, edited_copy, sent_copy
from tests.sources.minutes.build import running
from tests.sources.minutes.pdfs import of_lines
from tests.workspaces import SmallYear

ELSEWHERE = "http://udefra.example/x"
_HARMLESS = ("socket.gethostname",)
_PROGRAMS = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "pty.spawn")
_OF_TWO = ("os.rename", "os.link", "os.symlink")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Noted:
    """What was done to the machine since `watch`."""

    def __init__(self) -> None:
        self.connections: list[str] = []
        self.programs: list[str] = []
        self.written: set[str] = set()
        self._is_on = False

    def watch(self) -> None:
        """Note everything from here on."""
        sys.addaudithook(self._note)
        self._is_on = True

    def stop(self) -> None:
        """Note nothing more; the hook itself stays."""
        self._is_on = False

    def _note(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self._is_on:
            return
        if event.startswith(("socket.", "urllib.", "ftplib.", "smtplib.", "http.", "webbrowser.")):
            if event not in _HARMLESS:
                self.connections.append(event)
        elif event in _PROGRAMS:
            self.programs.append(f"{event} {arguments[0] if arguments else ''}")
        elif event == "open" and isinstance(arguments[0], str | bytes | os.PathLike):
            if isinstance(arguments[2], int) and arguments[2] & _WRITING:
                self._path(arguments[0])
        elif event == "os.mkdir":
            self._path(arguments[0])
        elif event in _OF_TWO:
            self._path(arguments[1])

    def _path(self, path: Any) -> None:
        self.written.add(os.path.realpath(os.fsdecode(path)))


def asking(data: bytes) -> bytes:
    """A Word file that asks for a picture, a template, a part and an object from elsewhere."""
    package = Package.open(data, "")
    for kind in ("image", "attachedTemplate", "aFChunk", "oleObject", "subDocument", "hyperlink"):
        package.relate("word/document.xml", kind, f"{ELSEWHERE}/{kind}", external=True)
    field = (
        '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'<w:fldSimple w:instr="INCLUDEPICTURE {ELSEWHERE} \\d"/>'
        '<w:fldSimple w:instr="DDEAUTO cmd x"/></w:p>'
    ).encode()
    part = package.document
    package.parts[part] = package.parts[part].replace(b"<w:sectPr", field + b"<w:sectPr", 1)
    package.add("word/vbaProject.bin", b"x" * 500, "application/vnd.ms-office.vbaProject")
    return package.save()


def asking_mail() -> bytes:
    """A mail whose HTML asks for pictures, a style sheet and a script."""
    html = (
        f'<html><head><link rel="stylesheet" href="{ELSEWHERE}.css"><script src="{ELSEWHERE}.js">'
        f'</script></head><body><img src="{ELSEWHERE}.png"><p>Husk natten.</p></body></html>'
    )
    text = mail("leder@aaby.example", html).decode()
    return text.replace("text/plain", "text/html", 1).encode()


def asking_pdf() -> bytes:
    """Minutes in PDF that ask to be sent somewhere, and to run something."""
    made = of_lines(["Referat fra møde den 14. november 2024", "1. Velkomst", "Alle var der."])
    action = b"/OpenAction<</S/JavaScript/JS(app.launchURL\\('http://udefra.example'\\))>>"
    return made.replace(b"<</Type/Catalog", b"<</Type/Catalog" + action, 1)


def lay_in(root: Path, small: SmallYear) -> None:
    """Put what comes from others where the year is worked."""
    copy = edited_copy(sent_copy(small, "Bæk Kommune"))
    inbox = root / "indbakke"
    assert (inbox / GOOD).exists()
    (inbox / "svar.docx").write_bytes(asking(copy))
    (inbox / "svar.eml").write_bytes(asking_mail())
    (root / "referat.pdf").write_bytes(asking_pdf())
    lines = "Referat fra møde den 15. november 2024", "1. Velkomst", "Alle var der.", "2. Slut"
    (root / "referat.txt").write_text("\n\n".join(lines), encoding="utf-8")
    other_day = [("", line.replace("15.", "16.")) for line in lines]
    (root / "referat.docx").write_bytes(asking(running(other_day)))


def work(root: Path) -> dict[str, int]:
    """Do what a secretariat does in a year; each command with its exit code."""
    done: dict[str, int] = {}

    def run(*words: str) -> None:
        done[" ".join(words)] = CliRunner().invoke(program, words).exit_code

    with contextlib.chdir(root):
        run("status")
        for suffix in ("pdf", "docx", "txt"):
            run("import", f"referat.{suffix}", "--year", "2024", "--yes")
        run("check", "--fix")
        run("template", "check")
        run("hearing", "collect", "indbakke")
        run("hearing", "apply", "--undecided", "base")
        run("hearing", "answer", "Bæk", "--none")
        run("generate", "--date", "2024-12-20")
        run("absorb", str(next((root / "outputs").rglob("*_v02_*.docx"))))
        run("publish")
        run("trace", "U1")
        run("tasks", "--xlsx")
        run("calendar")
        run("archive", "verify")
        run("archive", "diff", "v01", "v02", "--docx")
        run("archive", "restore", "aeldre-og-sundhed", "2024", "--to", "gendannet")
        run("archive", "export", "aeldre-og-sundhed", "2024", "--to", "udpakket", "--bagit")
        run("new", "2025")
    return done


def main() -> None:
    """Work in the folder that was named, and print what was noted."""
    small = Starts(Path(sys.argv[1])).get("open")
    lay_in(small.root, small)
    noted = Noted()
    noted.watch()
    done = work(small.root)
    noted.stop()
    root = Path(os.path.realpath(small.root))
    inside = {
        str(Path(path).relative_to(root))
        for path in noted.written
        if Path(path).is_relative_to(root)
    }
    told = {
        "done": done,
        "connections": noted.connections,
        "programs": noted.programs,
        "inside": sorted(inside),
        "outside": sorted(path for path in noted.written if not Path(path).is_relative_to(root)),
    }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
