"""A desk that ends: nothing that can still be written is left to the next one."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
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


def test_without_a_console_a_desk_opens_serves_and_ends_as_with_one(
    small: SmallYear, tmp_path: Path
) -> None:
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\nprintf "%s" "$1" > "{tmp_path / "set"}"\n')
    browser.chmod(0o755)
    run = (
        "import sys; sys.stdin = sys.stdout = sys.stderr = None\n"
        "from reportgen.cli import main_without_console as m; m()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", run, "-C", str(small.root), "desk"],
        env=surroundings(tmp_path / "bruger", BROWSER=f"{browser} %s"),
        cwd=ROOT,
    ) as process:
        try:
            for _ in range(PATIENCE * 20):
                if (tmp_path / "set").exists():
                    break
                time.sleep(0.05)
            (kept,) = (tmp_path / "bruger" / "reportgen").glob("*.json")
            assert json.loads(kept.read_text())["port"] > 1023
            process.send_signal(signal.SIGTERM)
            assert process.wait(PATIENCE) == 0
        finally:
            process.kill()
