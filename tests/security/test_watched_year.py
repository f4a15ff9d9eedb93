"""A whole year does nothing to the machine but write its own files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from reportgen.app import double_click
from reportgen.opc.package import BadPackage, Package

ROOT = Path(__file__).resolve().parents[2]
_OWN = ("inputs", "outputs", "arkiv")
_AT_THE_ROOT = (
    double_click.NAME,
    f".{double_click.NAME}",
    ".reportgen.",
    "..reportgen.",
    "reportgen-fejl_",
)
_NAMED = ("gendannet", "udpakket", ".gendannet.", ".udpakket.")
"""Folders that the year's last commands were told to fill."""
_FOLLOWED = ("hyperlink",)
"""What a person may follow; nothing else in a document leads out of it."""


@dataclass(frozen=True, slots=True)
class Watched:
    """What was noted of the year, and where it was worked."""

    told: dict[str, Any]
    workspace: Path
    temporary: Path


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Watched:
    """The year, worked once in a process of its own; no other program can be found there."""
    folder, temporary = tmp_path_factory.mktemp("aar"), tmp_path_factory.mktemp("midlertidig")
    surroundings = {
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PATH": str(folder),
        "TMPDIR": str(temporary),
        "TEMP": str(temporary),
        "SYSTEMROOT": os.environ.get("SYSTEMROOT", ""),
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.security.watched_year", str(folder)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env=surroundings,
    )
    assert done.returncode == 0, done.stderr
    return Watched(json.loads(done.stdout), folder / "open", temporary)


def test_the_year_is_worked_to_its_end(watched: Watched) -> None:
    codes: dict[str, int] = watched.told["done"]
    # Without LibreOffice there is no PDF.
    assert {words for words, code in codes.items() if code} == {"publish"}
    assert codes["publish"] == 4


def test_no_connection_is_opened(watched: Watched) -> None:
    assert watched.told["connections"] == []


def test_no_program_is_started(watched: Watched) -> None:
    assert watched.told["programs"] == []


def test_files_are_written_in_the_workspace_alone(watched: Watched) -> None:
    temporary = os.path.realpath(watched.temporary)
    assert [path for path in watched.told["outside"] if not path.startswith(temporary)] == []
    at = {Path(path).parts[0] for path in watched.told["inside"] if path != "."}
    assert {name for name in at if not name.startswith((*_AT_THE_ROOT, *_NAMED))} <= {*_OWN}


def test_nothing_is_left_among_the_temporary_files(watched: Watched) -> None:
    assert list(watched.temporary.iterdir()) == []


def test_what_is_made_holds_nothing_that_runs_or_is_fetched(watched: Watched) -> None:
    made = [
        *watched.workspace.glob("outputs/**/*.docx"),
        *watched.workspace.glob("inputs/**/svar/*.docx"),
    ]
    assert len(made) > 5
    for path in made:
        package = _opened(path)
        assert not [name for name in package.parts if name.endswith((".bin", ".exe", ".vbs"))]
        of_all = [name for name in package.parts if not name.endswith(".rels")]
        for name in ("", *of_all):
            out = [each.kind for each in package.relationships(name) if each.external]
            assert set(out) <= {*_FOLLOWED}, f"{path.name}: {name}"


def _opened(path: Path) -> Package:
    try:
        return Package.open(path.read_bytes(), path.name)
    except BadPackage as bad:
        raise AssertionError(bad.problem) from bad
