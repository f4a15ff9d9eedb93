"""A reader that breaks is found out, whatever way it breaks."""

from __future__ import annotations

import os
import signal
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.fuzzing.running import run
from tests.fuzzing.workspaces import Starts

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it forks, and reads /proc")


def fault(*_: Any) -> None:
    raise ValueError("planted")


def endless(*_: Any) -> None:
    while True:
        pass


def swallowed(*_: Any) -> None:
    """What catches everything does not hide a fault that reaches the boundary."""
    try:
        fault()
    except ValueError as error:
        raise RuntimeError("planted") from error


def memory(*_: Any) -> None:
    held = bytearray(350_000_000)
    held[:] = b"x" * len(held)
    raise AssertionError


def death(*_: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def outside(*_: Any) -> None:
    Path("..", "ude.txt").write_text("x", encoding="utf-8")
    raise ValueError("planted")


def exit_code(*_: Any) -> None:
    raise SystemExit(9)


@pytest.fixture(scope="module")
def starts(tmp_path_factory: pytest.TempPathFactory) -> Starts:
    return Starts(tmp_path_factory.mktemp("starts"))


@pytest.mark.parametrize(
    ("planted", "kind"),
    [
        (fault, "fault"),
        (swallowed, "fault"),
        (endless, "hang"),
        (memory, "memory"),
        (death, "killed"),
        (outside, "outside"),
        (exit_code, "exit"),
    ],
)
def test_a_reader_that_breaks_is_found_out(
    planted: Callable[..., None],
    kind: str,
    starts: Starts,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    starts.get("made")  # is made while nothing is planted
    monkeypatch.setattr("reportgen.app.year.read_prose", planted)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        done = list(run("prose", 0, starts, tmp_path, reads=2, most=1))
    assert [read.seed for read in done] == [0, 1]
    assert all(kind in {failure.kind for failure in read.failures} for read in done)


def test_the_same_seed_is_the_same_read(starts: Starts, tmp_path: Path) -> None:
    def told() -> list[tuple[object, ...]]:
        done = run("yaml", 7, starts, tmp_path, reads=3, most=40)
        return [(read.seed, read.recipe, read.codes) for read in done]

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        assert told() == told()
