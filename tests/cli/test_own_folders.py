"""Where the workspace lies is nobody's business: no message and no file says it."""

from __future__ import annotations

import contextlib
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from reportgen.cli.main import program
from tests.problems.starts import STARTS, Starts

MARK = "fortroligt"
FOLDER = f"{MARK} æøå (Bo's) & 100 %"
"""A folder above the workspace; what says its first word says where somebody keeps things."""

FAILING = (
    "new 2024",
    "new 2030",
    "import gone.docx",
    "import inputs",
    "import templates/aarsrapport.docx",
    "check",
    "generate --date 1999-01-01",
    "absorb gone.docx",
    "absorb templates/aarsrapport.docx",
    "absorb inputs/aeldre-og-sundhed/2024/tekster.md",
    "hearing open --deadline 2020-01-01",
    "hearing collect gone.docx",
    "hearing collect templates",
    "hearing collect inputs",
    "hearing collect --party Ukendt templates/aarsrapport.docx",
    "hearing answer Ukendt --none",
    "hearing apply",
    "hearing apply gone.docx",
    "hearing apply templates/aarsrapport.docx",
    "publish",
    "publish --allow x --reason y",
    "archive list",
    "archive show aeldre-og-sundhed 2024",
    "archive show gone 2024",
    "archive verify",
    "archive verify inputs",
    "archive verify gone",
    "archive restore aeldre-og-sundhed 2024 --to inputs",
    "archive restore aeldre-og-sundhed 2024 --to arkiv/x",
    "archive restore aeldre-og-sundhed 2024 --to ud",
    "archive export aeldre-og-sundhed 2024 --bagit --to pose",
    "archive diff v01 v02",
    "archive diff v01 v99",
    "template check",
    "template check inputs/aeldre-og-sundhed/2024/tekster.md",
    "template check gone.docx",
    "trace U1",
    "trace 9.9/9",
    "calendar",
    "tasks --xlsx",
    "journal",
    "status",
    "status --year 1999",
    "status --network gone",
    "-C gone status",
    "-C templates status",
    "-C gone new 2024",
)


@pytest.fixture(scope="module")
def starts(tmp_path_factory: pytest.TempPathFactory) -> Starts:
    return Starts(tmp_path_factory.mktemp(MARK))


def written_below(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file below, and every part of those that are zips."""
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        data = path.read_bytes()
        yield path.name, data
        if zipfile.is_zipfile(io.BytesIO(data)):
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                for name in package.namelist():
                    yield f"{path.name}/{name}", package.read(name)


def saying(folder: Path) -> list[str]:
    """The files below that say the mark, in whatever encoding."""
    ways = [MARK.encode(encoding) for encoding in ("utf-8", "utf-16-le")]
    return [n for n, data in written_below(folder) if any(way in data.lower() for way in ways)]


@pytest.mark.parametrize("start", STARTS)
def test_no_file_that_is_made_says_where_it_was_made(
    start: str, starts: Starts, tmp_path: Path
) -> None:
    assert saying(starts.copy(start, tmp_path / "mappe").root) == []


@pytest.mark.parametrize("as_json", [False, True], ids=["words", "json"])
@pytest.mark.parametrize("start", ["laid out", "version made", "answer collected"])
def test_no_message_says_a_folder_that_nobody_typed(
    start: str, as_json: bool, starts: Starts, tmp_path: Path
) -> None:
    small = starts.copy(start, tmp_path / FOLDER)
    with contextlib.chdir(small.root):
        for words in FAILING:
            typed = [*words.split(" "), *(["--json"] if as_json else [])]
            done = CliRunner().invoke(program, typed, catch_exceptions=False)
            assert "reportgen-fejl" not in done.output, (words, done.output)
            assert MARK not in done.output, (words, done.output)
    assert saying(small.root) == []


@pytest.mark.parametrize("to", ["nothing", "a link"])
def test_the_workbook_of_decisions_that_is_gone_is_told_from_the_year(
    to: str, starts: Starts, tmp_path: Path
) -> None:
    small = starts.copy("answer collected", tmp_path / FOLDER)
    sheet = small.year.hearing / "1" / "svar" / "01_hoeringssvar.xlsx"
    sheet.unlink()
    if to == "a link":
        sheet.symlink_to(tmp_path / "gone")
    with contextlib.chdir(small.root):
        done = CliRunner().invoke(program, ["hearing", "apply"], catch_exceptions=False)
    assert done.exit_code in {1, 3}, done.output
    assert MARK not in done.output
    assert "01_hoeringssvar.xlsx" in done.output
