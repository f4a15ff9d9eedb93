"""A desk that ends: nothing that can still be written is left to the next one."""

from __future__ import annotations

import contextlib
import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportgen.workspace.journal import Journal
from tests.app.hearing.rounds import AABY, Hearing, hearing, reworded
from tests.app.hearing.test_desk_decisions import review_of
from tests.desk.running import PATIENCE, ROOT, desk, surroundings
from tests.workspaces import SmallYear

__all__ = ["hearing"]

PAGE = "aeldre-og-sundhed/2024/hoering"


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGHUP])
def test_a_decision_of_the_last_moment_stands_in_the_workbook(
    hearing: Hearing, tmp_path: Path, how: signal.Signals
) -> None:
    hearing.back("a.docx", reworded(hearing.copies[AABY], "svært", "umuligt"))
    hearing.collect()
    (item,) = review_of(hearing).items.all
    with desk(hearing.small.root, tmp_path / "bruger") as found:
        found.enter().get(PAGE)
        said = {"nr": item.id, "afgoer": f"ja:{item.rows[0].id}"}
        assert found.post(f"{PAGE}/afgoer", said).status == 200
        assert found.end(how) == 0
    assert Journal(hearing.small.year.journal).waiting == ()
    assert review_of(hearing).overview.sum().decided == 1


@contextlib.contextmanager
def without_console(
    small: SmallYear, tmp_path: Path, browser: str
) -> Iterator[subprocess.Popen[bytes]]:
    """The desk of a double-click; `browser` is the shell's line for the address."""
    script = tmp_path / "browser"
    script.write_text(f"#!/bin/sh\n{browser}\n")
    script.chmod(0o755)
    run = (
        "import sys; sys.stdin = sys.stdout = sys.stderr = None\n"
        "from reportgen.cli import main_without_console as m; m()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", run, "-C", str(small.root), "desk"],
        env=surroundings(tmp_path / "bruger", BROWSER=f"{script} %s"),
        cwd=ROOT,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def test_without_a_console_a_desk_opens_serves_and_ends_as_with_one(
    small: SmallYear, tmp_path: Path
) -> None:
    opened = tmp_path / "opened"
    with without_console(small, tmp_path, f'printf "%s" "$1" > "{opened}"') as process:
        for _ in range(PATIENCE * 20):
            if opened.exists():
                break
            time.sleep(0.05)
        (kept,) = (tmp_path / "bruger" / "reportgen").glob("*.json")
        assert json.loads(kept.read_text())["port"] > 1023
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0


@pytest.mark.parametrize("how", ["INT", "TERM", "HUP"])
def test_a_desk_told_to_end_while_the_browser_opens_ends_as_later(
    small: SmallYear, tmp_path: Path, how: str
) -> None:
    with without_console(small, tmp_path, f"kill -{how} $PPID") as process:
        assert process.wait(PATIENCE) == 0
    assert not list((tmp_path / "bruger" / "reportgen").glob("*.html"))
