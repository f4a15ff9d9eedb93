"""Where a case begins: workspaces that are made once and copied for each case."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable
from pathlib import Path

from click.testing import CliRunner

from reportgen.cli.main import program
from reportgen.language.translation import speak
from reportgen.report.inputs import Member
from reportgen.workspace.places import Workspace, Year
from tests.app.hearing.rounds import reworded
from tests.workspaces import SmallYear, small_year

LAID_OUT = "laid out"


def run(small: SmallYear, *words: str) -> str:
    """Run the program in the workspace; what it prints, once it has gone well."""
    speak("da")  # which Click then keeps for its own words in this process
    with contextlib.chdir(small.root):
        done = CliRunner().invoke(program, list(words), catch_exceptions=False)
    assert done.exit_code == 0, f"reportgen {' '.join(words)}: {done.output}"
    return done.output


def _made(small: SmallYear) -> None:
    """A draft has been made: v01."""
    run(small, "generate", "--date", "2024-11-15")


def _worded(small: SmallYear) -> None:
    """Every input has its wording."""
    small.edit_meeting(
        "input: Det gælder især om vinteren.",
        'tekst: "Det er svært at dække natten, især om vinteren."',
    )
    small.edit_meeting("input: Nævn at vi er få.", "input: Nævn at vi er få., svar: Det er nævnt.")
    small.write_workbook(
        members=(
            Member("Anne Leder", "Åby Kommune", "Formand", email="leder@aaby.example"),
            Member("Bo Chef", "Bæk Kommune", "Medlem", email="chef@baek.example"),
            Member("Ida Chef", "Region Øst", "Medlem", email="chef@oest.example"),
        )
    )


def _round_open(small: SmallYear) -> None:
    """A hearing round is open, with a copy for each party."""
    run(small, "hearing", "open", "--deadline", "2030-11-29", "--per-party")


def _round_closed(small: SmallYear) -> None:
    """Every party has answered that it has no remarks, and the round is closed."""
    for party in ("Åby", "Bæk", "Øst"):
        run(small, "hearing", "answer", party, "--none")
    run(small, "hearing", "apply")


def _final_version_made(small: SmallYear) -> None:
    """The final version is made, and can be published."""
    run(small, "generate", "--date", "2024-12-01")


def _answer_collected(small: SmallYear) -> None:
    """Bæk Kommune has answered with an edit of U1, and it lies ready to be decided."""
    (copy,) = small.year.hearing.glob("1/udsendt/Baek-Kommune/*_Aarsrapport-*.docx")
    inbox = small.root / "indbakke"
    inbox.mkdir()
    (inbox / "svar.docx").write_bytes(reworded(copy.read_bytes(), "svært", "umuligt"))
    run(small, "hearing", "collect", "indbakke/svar.docx")


def _two_versions_made(small: SmallYear) -> None:
    """The year is archived twice: v01 and v02."""
    small.edit_meeting("Noget helt nyt.", "Noget endnu nyere.")
    run(small, "generate", "--date", "2024-11-16")


STARTS: dict[str, tuple[str, Callable[[SmallYear], None]]] = {
    "version made": (LAID_OUT, _made),
    "two versions made": ("version made", _two_versions_made),
    "all worded": (LAID_OUT, _worded),
    "round open": ("all worded", _round_open),
    "round closed": ("round open", _round_closed),
    "final version made": ("round closed", _final_version_made),
    "answer collected": ("round open", _answer_collected),
}
"""By name: the start that it builds on, and what is done there."""


class Starts:
    """The workspaces of one test run; each is made when a case first begins with it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: dict[str, Path] = {}

    def copy(self, name: str, to: Path) -> SmallYear:
        """A copy in `to` of the workspace that is called `name`."""
        shutil.copytree(self._workspace(name), to)
        return SmallYear(Year(Workspace(to), "aeldre-og-sundhed", 2024))

    def _workspace(self, name: str) -> Path:
        if name not in self._made:
            to = self._folder / name.replace(" ", "-")
            if name == LAID_OUT:
                small_year(to)
            else:
                before, do = STARTS[name]
                do(self.copy(before, to))
            self._made[name] = to
        return self._made[name]
