"""Every reader stands a number of changed files; `python tests/fuzz.py` tries any number.

The seeds are fixed, so that what is tried is the same everywhere; each read is held to its own
bounds of time and memory by the kernel.
"""

from __future__ import annotations

import sys
import warnings
from pathlib import Path

import pytest

from tests.fuzzing.readers import READERS
from tests.fuzzing.running import run
from tests.fuzzing.workspaces import Starts

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it forks, and reads /proc")
_READS = 8
_SECONDS = 40
"""Generous: this is to catch what never ends."""
_UNDER_REPAIR = {"template"}


@pytest.fixture(scope="session")
def starts(tmp_path_factory: pytest.TempPathFactory) -> Starts:
    """The workspaces in which files are read."""
    return Starts(tmp_path_factory.mktemp("starts"))


@pytest.mark.parametrize("reader", sorted(READERS.keys() - _UNDER_REPAIR))
def test_no_changed_file_breaks_its_reader(reader: str, starts: Starts, tmp_path: Path) -> None:
    with warnings.catch_warnings():
        # Python warns of forks beside threads; the child only reads, and ends.
        warnings.simplefilter("ignore", DeprecationWarning)
        done = list(run(reader, 0, starts, tmp_path, reads=_READS, most=_SECONDS))
    assert len(done) == _READS
    told = [
        f"--seed {read.seed} {reader}: {failure.kind}: {failure.place}\n{failure.told}"
        for read in done
        for failure in read.failures
    ]
    assert not told, "\n".join(told)
