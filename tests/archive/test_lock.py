from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from reportgen.archive.refusals import ArchiveBusy
from reportgen.archive.storage_root import HOLDER, locked
from reportgen.archive.store import Store
from tests.archive.support import FIRST, SECOND, YEAR, put, restored

_HOLD = """
import sys; from pathlib import Path
from reportgen.archive.storage_root import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


def test_whoever_comes_second_is_told_who_holds_the_archive(filled: Store) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(filled.root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(ArchiveBusy) as refused:
            put(filled, FIRST)
        with pytest.raises(ArchiveBusy):
            filled.verify()
        holder.communicate("\n")

    told = refused.value.problem.values
    assert all(told[key] not in {"", "?"} for key in ("who", "where", "when"))
    assert put(filled, FIRST).version == "v3"


def test_reading_goes_on_while_somebody_writes(filled: Store, tmp_path: Path) -> None:
    with locked(filled.root):
        (filled.root / "extensions" / "reportgen-staging" / "0a0b0c0d").mkdir(parents=True)
        assert filled.objects()[0].head == "v2"
        assert restored(filled, "v2", tmp_path / "ud") == SECOND
        assert (filled.root / "extensions").exists()


def test_the_holders_name_goes_when_the_lock_does(filled: Store) -> None:
    with locked(filled.root):
        assert (filled.root / HOLDER).exists()
    assert not (filled.root / HOLDER).exists()


def test_a_lock_left_by_a_dead_program_holds_nobody_up(filled: Store) -> None:
    (filled.root / HOLDER).write_text("half a li")
    assert put(filled, FIRST).version == "v3"
    assert filled.verify(YEAR) == []
