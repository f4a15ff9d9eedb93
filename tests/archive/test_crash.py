"""Killed at any moment, the archive keeps every version that was committed.

``REPORTGEN_KILLS`` says how often to kill at a random moment (25 if it is not set).
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reportgen.archive.paths import object_id
from reportgen.archive.store import Store
from tests.archive import crashing
from tests.archive.support import judge, restored

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")

KILLS = int(os.environ.get("REPORTGEN_KILLS", "25"))
PROGRAM = Path(crashing.__file__)
YEAR = object_id("sjælland", 2022)


def run(root: Path, year: str, *more: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(PROGRAM.parents[2])}
    return subprocess.Popen(
        [sys.executable, str(PROGRAM), str(root), year, *more],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )


def kill_after(root: Path, year: str, seconds: float) -> list[str]:
    """Let the program archive for a while, kill it, and return what it said it had done."""
    with run(root, year) as program:
        assert program.stdout is not None
        first = program.stdout.readline()
        time.sleep(seconds)
        program.kill()
        return [first.strip(), *program.stdout.read().split()]


def assert_whole(store: Store, year: str, place: Path) -> None:
    versions = store.versions(year) if store.objects() else ()
    for version in versions:
        files = restored(store, version, place / version, year)
        assert files == crashing.contents(int(version[1:])), version


def test_what_was_committed_survives_being_killed_at_random_moments(tmp_path: Path) -> None:
    chance = random.Random(KILLS)
    store = Store(tmp_path / "arkiv", wait=0)
    for kill in range(KILLS):
        year = object_id("sjælland", 2000 + kill // 4)
        said = kill_after(store.root, year, chance.uniform(0, 0.06))

        store.recover()

        assert not (store.root / "extensions").exists()
        assert set(said) <= set(store.versions(year)), kill
        assert_whole(store, year, tmp_path / f"ud{kill}")
        if kill % 4 == 3:
            judge(store.root)
    judge(store.root)
    assert store.verify() == []


@pytest.mark.parametrize("before", [0, 1], ids=["a new object", "a further version"])
def test_killed_before_any_single_step_of_writing(tmp_path: Path, before: int) -> None:
    """Each act of writing in turn is the last; the next operation finds all or nothing."""
    with run(tmp_path, YEAR, str(before)) as program:
        steps = int(program.communicate()[0])
    assert steps > 12
    for step in range(1, steps + 1):
        store = Store(tmp_path / str(step), wait=0)

        entries = store.objects()

        head = entries[0].head if entries else "v0"
        assert head in {f"v{before}", f"v{before + 1}"}
        assert not (store.root / "extensions").exists()
        assert_whole(store, YEAR, tmp_path / f"ud{step}")
        assert store.verify() == []
        if entries:
            judge(store.root)
        crashing.commit(store, YEAR, before + 1)
        assert_whole(store, YEAR, tmp_path / f"igen{step}")
        judge(store.root)
