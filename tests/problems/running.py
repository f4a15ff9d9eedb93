"""Runs a case: its steps, one after the other, and what the program says of its code."""

from __future__ import annotations

import contextlib
import datetime as dt
import glob
import io
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import openpyxl
from click.testing import CliRunner

from reportgen.cli import command, messages
from reportgen.cli.main import program
from reportgen.language.translation import speak
from reportgen.problems import Problem
from tests.problems import builders
from tests.problems.case_files import Case
from tests.problems.starts import LAID_OUT, Starts
from tests.workspaces import SmallYear

_CELL = re.compile(r"(?:(\S+\.xlsx) )?([^:=]+)!([A-Z]+[0-9]+) = (.*)")
_FILE = re.compile(r"([^:]+):(?: (.*))?")
_ESCAPED = re.compile(r"\\(n|t|x[0-9a-f]{2}|u[0-9a-f]{4})")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?: [0-9]{2}:[0-9]{2})?")
_OF_THE_YEAR = (
    *("moeder", "aendringer", "hoering", "tekster.md", "kladde.jsonl", "aarsrapport.xlsx"),
    "offentliggoerelse.yaml",
)


class Desk(contextlib.ExitStack):
    """A workspace in which a case is played; what a builder sets up ends with it."""

    def __init__(self, small: SmallYear) -> None:
        super().__init__()
        self.small = small
        self.problems: list[Problem] = []
        self.unprintable: OSError | None = None
        """What keeps the next result from being printed."""

    def path(self, name: str) -> Path:
        """A path of the year's inputs, or from the workspace's root; ``*`` is filled in."""
        year = self.small.year
        if name == "netvaerk.yaml":
            return year.network_file
        folder = year.inputs if name.partition("/")[0] in _OF_THE_YEAR else self.small.root
        if "*" in name:
            (name,) = _matching(folder, name)
        return folder / name

    def write(self, name: str, data: bytes) -> None:
        """Write a file, in a folder that is made for it."""
        path = self.path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    def read(self, name: str) -> bytes:
        """What a file holds."""
        return self.path(name).read_bytes()

    def run(self, words: list[str]) -> None:
        """Run the program, and keep the problems that it shows."""

        def keep(result: command.Result, *_: object) -> None:
            error, self.unprintable = self.unprintable, None
            if error is not None:
                raise error
            shown = (*result.problems, *result.listed)
            self.problems += (p for p in shown if p not in self.problems)

        filled = [found for word in words for found in (_matching(self.small.root, word) or [word])]
        with (
            contextlib.chdir(self.small.root),
            mock.patch.object(command, "show_result", keep),
        ):
            done = CliRunner().invoke(program, filled, catch_exceptions=False)
        wrong_use = done.exit_code == 2 and done.stderr
        assert not wrong_use, f"reportgen {' '.join(filled)}: {done.output}"


def _matching(root: Path, pattern: str) -> list[str]:
    """The files and folders below `root` with names like `pattern`, from there."""
    return sorted(glob.glob(pattern, root_dir=root))  # noqa: PTH207 - keeps the paths relative


def said_of(case: Case, starts: Starts, folder: Path) -> str:
    """What the program says of the case's code, in English and then in Danish."""
    start, steps = LAID_OUT, case.steps
    if steps[0].startswith("start: "):
        start, steps = steps[0].removeprefix("start: "), steps[1:]
    speak("da")  # which Click then keeps for its own words in this process
    with Desk(starts.copy(start, folder)) as desk:
        for step, lines in _with_lines(steps):
            _play(desk, step, lines)
        of_code = [problem for problem in desk.problems if problem.code == case.code]
        found = ", ".join(p.code for p in desk.problems) or "nothing"
    assert of_code, f"{case.code} was not found; the program found {found}"
    said = "\n".join(_shown(of_code, language) for language in ("en", "da"))
    assert str(folder) not in said, "no message names a folder that nobody typed"
    return said


def _shown(problems: list[Problem], language: str) -> str:
    """Problems as the program prints them."""
    speak(language)
    written = io.StringIO()
    with contextlib.redirect_stderr(written):
        messages.show_problems(problems)
    return "\n".join(line.rstrip() for line in written.getvalue().splitlines())


def _with_lines(steps: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Each step with the lines of the file that stand under it."""
    at = 0
    while at < len(steps):
        step, lines = steps[at], ""
        at += 1
        while at < len(steps) and steps[at].startswith("|"):
            lines += steps[at].removeprefix("|").removeprefix(" ") + "\n"
            at += 1
        yield step, lines


def _play(desk: Desk, step: str, lines: str) -> None:
    """Do one step."""
    if step.startswith("$ reportgen "):
        desk.run(shlex.split(step)[2:])
    elif step.startswith("@"):
        name, *arguments = shlex.split(step.removeprefix("@"))
        builders.call(name, desk, *map(_plain, arguments), *([lines] if lines else []))
    elif found := _CELL.fullmatch(step):
        _fill_in(desk, *found.groups())
    elif found := _FILE.fullmatch(step):
        _change_file(desk, found[1], found[2] or "", lines)
    else:
        raise AssertionError(f"no step of a case: {step!r}")


def _change_file(desk: Desk, name: str, what: str, lines: str) -> None:
    path = desk.path(name)
    if what.startswith("("):
        verb, _, other = what.strip("()").partition(" of " if "copy of" in what else " from ")
        path.parent.mkdir(parents=True, exist_ok=True)
        match verb:
            case "copy" if desk.path(other).is_dir():
                shutil.copytree(desk.path(other), path)
            case "copy":
                shutil.copy(desk.path(other), path)
            case "moved":
                shutil.move(desk.path(other), path)
            case "deleted" if path.is_dir():
                shutil.rmtree(path)
            case "deleted":
                path.unlink()
            case "folder":
                path.mkdir()
            case _:
                raise AssertionError(f"no such change of a file: {what}")
    elif what.startswith("+ "):
        desk.write(name, desk.read(name) + (_plain(what.removeprefix("+ ")) + "\n").encode())
    elif what:
        old, arrow, new = what.partition(" => ")
        assert arrow, f"what of {name} becomes what? {what!r}"
        text = desk.read(name).decode()
        assert _plain(old) in text, f"{name} does not hold {old!r}"
        desk.write(name, text.replace(_plain(old), _plain(new)).encode())
    else:
        desk.write(name, _plain(lines).encode())


def _fill_in(desk: Desk, file: str | None, sheet: str, cell: str, value: str) -> None:
    path = desk.path(file or "aarsrapport.xlsx")
    book = openpyxl.load_workbook(path)
    book[sheet][cell] = _value(value)
    book.save(path)


def _value(typed: str) -> object:
    """The value of a cell, by what is typed."""
    if typed in ("TRUE", "FALSE"):
        return typed == "TRUE"
    if typed == "(empty)":
        return None
    if _NUMBER.fullmatch(typed):
        return float(typed) if "." in typed else int(typed)
    if _DATE.fullmatch(typed):
        moment = dt.datetime.fromisoformat(typed)
        return moment if " " in typed else moment.date()
    return _plain(typed.removeprefix('"').removesuffix('"'))


def _plain(text: str) -> str:
    """The text with the characters that are written out in it."""
    return _ESCAPED.sub(lambda found: found[0].encode().decode("unicode_escape"), text)
