"""Killed at any moment, a command leaves nothing that the same command does not bring to its end.

``REPORTGEN_KILLS`` says at how many moments of each command (6 if it is not set), and a number
that is larger than what there are, at all of them.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import load_workbook

from reportgen.app import importing, publish
from reportgen.app.absorb import absorb
from reportgen.app.archiving import store
from reportgen.app.generate import generate
from reportgen.app.hearing.applying import apply
from reportgen.app.hearing.collecting import collect
from reportgen.app.hearing.opening import open_hearing
from reportgen.app.new import YearExists, new_year
from reportgen.app.publish import Laid
from reportgen.app.standing.status import status
from reportgen.opc.package import Package
from reportgen.workspace.lock import held, settle
from reportgen.workspace.places import Workspace, Year
from reportgen.workspace.rounds import RoundOpen
from tests.app.hearing.rounds import BACK, DEADLINE, NOW, mail, reworded, say
from tests.app.killing import acts_of, killed_at
from tests.app.test_importing import MINUTES
from tests.problems.starts import Starts
from tests.workspaces import SmallYear

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")

KILLS = int(os.environ.get("REPORTGEN_KILLS", "6"))
DAY = dt.date(2024, 12, 2)


@dataclass(frozen=True, slots=True)
class Command:
    """A use case, the workspace it begins in, and what it says once it has been done."""

    start: str
    lay_out: Callable[[SmallYear], object]
    do: Callable[[Year], object]
    refused_again: type[Exception] = RoundOpen


def nothing(_: SmallYear) -> None:
    """All that is needed is there."""


def retyped(data: bytes) -> bytes:
    """The document with a point and a cell of the members' table typed over."""
    package = Package.open(reworded(data, "svært", "umuligt"), "")
    text = package.parts["word/document.xml"]
    assert b">Formand<" in text
    package.parts["word/document.xml"] = text.replace(b">Formand<", b">Forperson<")
    return package.save()


def inbox(small: SmallYear) -> None:
    """Two parties have sent their copies back, one of them in a mail."""
    folder = small.root / "indbakke"
    folder.mkdir()
    baek, oest = (
        next(small.year.hearing.glob(f"1/udsendt/{name}/*_Aarsrapport-*.docx")).read_bytes()
        for name in ("Baek-Kommune", "Region-Oest")
    )
    (folder / "svar.docx").write_bytes(retyped(baek))
    hanging = ("oest.docx", reworded(oest, "Noget helt nyt", "Noget andet"))
    (folder / "svar.eml").write_bytes(mail("chef@oest.example", "Se vedlagte.", hanging))


def decided(small: SmallYear) -> None:
    """Every row of their answers is met; one of them is a cell of the workbook."""
    inbox(small)
    collect(small.year, [small.root / "indbakke"], BACK, say)
    path = next(small.year.hearing.glob("1/svar/*_hoeringssvar.xlsx"))
    book = load_workbook(path)
    page = book["Svar"]
    headers = {cell.value: cell.column or 0 for cell in page[1]}
    for row in range(2, page.max_row + 1):
        page.cell(row, headers["Imødekommet"]).value = "ja"
    book.save(path)


def edited(small: SmallYear) -> None:
    """The secretariat has worked in the version: in a point and in a member's cell."""
    path = made_version(small.year)
    path.write_bytes(retyped(path.read_bytes()))


def minutes(small: SmallYear) -> None:
    """The minutes of a meeting have come."""
    (small.root / "referat.txt").write_text(MINUTES, encoding="utf-8")


def made_version(year: Year) -> Path:
    (path,) = year.outputs.glob("*_v01_*.docx")
    return path


COMMANDS = {
    "generate": Command("laid out", nothing, lambda year: generate(year, DAY)),
    "hearing open": Command(
        "all worded", nothing, lambda year: open_hearing(year, NOW, DEADLINE, per_party=True)
    ),
    "hearing collect": Command(
        "round open",
        inbox,
        lambda year: collect(year, [year.workspace.root / "indbakke"], BACK, say),
    ),
    "hearing apply": Command("round open", decided, lambda year: apply(year, [], BACK, say)),
    "absorb": Command(
        "version made", edited, lambda year: absorb(year, made_version(year), DAY, close=())
    ),
    "import": Command(
        "version made",
        minutes,
        lambda year: importing.import_minutes(
            year.workspace,
            year.network,
            [year.workspace.root / "referat.txt"],
            year=None,
            describe=say,
            confirmed=lambda _: True,
        ),
    ),
    "new": Command(
        "version made",
        nothing,
        lambda year: new_year(Year(year.workspace, year.network, 2025)),
        YearExists,
    ),
    "publish": Command(
        "final version made", nothing, lambda year: publish.publish(year, dt.date(2031, 1, 1))
    ),
}


@pytest.fixture(scope="session")
def starts(tmp_path_factory: pytest.TempPathFactory) -> Starts:
    """The workspaces that commands begin in."""
    return Starts(tmp_path_factory.mktemp("begyndelser"))


@pytest.fixture(autouse=True)
def _quick_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no other program make the PDF: it is written where and when the real one is."""
    monkeypatch.setattr(publish, "lay_out", lambda document, _: Laid(document, b"%PDF"))
    monkeypatch.setattr(publish, "pdf_of", lambda _document, _file: (b"%PDF", ()))
    monkeypatch.setattr(publish, "_is_numbered", lambda *_: True)


def done(command: Command, year: Year) -> None:
    """Do it as the command line does."""
    with held(year.workspace.root), suppress(command.refused_again):
        command.do(year)


_TIMES = re.compile(rb"20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:.+-]+")


def end(small: SmallYear) -> dict[str, bytes]:
    """Every file, but the archive's own, without the times of this run."""
    found = small.snapshot().items()
    return {n: _TIMES.sub(b"", data) for n, data in found if not n.startswith("arkiv/")}


def archived(small: SmallYear) -> tuple[set[str], bool]:
    """What the archive's newest version of each year holds, and whether it is sound."""
    shelf = store(small.year.workspace)
    held_there = set()
    for entry in shelf.objects():
        newest = list(shelf.versions(entry.id).values())[-1]
        held_there |= set(newest.state)
    return held_there, shelf.verify() == []


def moments(count: int) -> list[int]:
    """The acts before which it is killed, over the whole of them."""
    if count <= KILLS:
        return list(range(1, count + 1))
    return sorted({1 + round(i * (count - 1) / (KILLS - 1)) for i in range(KILLS)})


@pytest.mark.parametrize("name", COMMANDS)
def test_whenever_it_is_killed_the_same_command_brings_it_to_the_same_end(
    name: str, starts: Starts, tmp_path: Path
) -> None:
    command = COMMANDS[name]
    begun = starts.copy(command.start, tmp_path / "begyndt")
    command.lay_out(begun)

    def copy(folder: str) -> SmallYear:
        shutil.copytree(begun.root, tmp_path / folder)
        return SmallYear(Year(Workspace(tmp_path / folder), "aeldre-og-sundhed", 2024))

    whole = copy("uden")
    done(command, whole.year)
    expected = end(whole)
    counted = copy("talt")
    count = acts_of(lambda: done(command, counted.year))
    assert count > 3
    for step in moments(count):
        small = copy(f"dræbt-{step}")
        was_killed = killed_at(step, lambda: done(command, small.year))  # noqa: B023 - at once
        assert was_killed or step > count // 2
        settle(small.root)
        status(small.year, DAY)
        done(command, small.year)
        assert end(small) == expected, step
        assert archived(small) in ((archived(whole)[0], True), (archived(begun)[0], True)), step
        shutil.rmtree(small.root)
