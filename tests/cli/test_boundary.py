"""The one error boundary: whatever is raised in the work or in the printing is told in words."""

from __future__ import annotations

import errno
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from reportgen.cli.main import program
from reportgen.language.translation import speak
from tests.workspaces import ROOT, SmallYear

RAISED = [
    *(RuntimeError("boom"), RecursionError("too deep"), KeyError("nøgle")),
    *(UnicodeEncodeError("ascii", "å", 0, 1, "no"), AssertionError(), StopIteration()),
]
STOPPED = [(KeyboardInterrupt(), "interrupted"), (MemoryError(), "memory-short")]


def run(small: SmallYear, *words: str) -> Result:
    speak("da")
    return CliRunner().invoke(program, ["-C", str(small.root), *words], catch_exceptions=False)


def raising(error: BaseException) -> Callable[..., Any]:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


def typed(small: SmallYear, *words: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own, as a person runs it."""
    command = [sys.executable, "-m", "reportgen", "-C", str(small.root), "--lang", "da", *words]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, text=True, env=environment, check=False, **options)


@pytest.mark.parametrize("error", RAISED, ids=lambda error: type(error).__name__)
def test_what_the_work_raises_is_owned_up_to_without_a_traceback(
    small: SmallYear, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    monkeypatch.setattr("reportgen.app.standing.status.read_whole", raising(error))
    done = run(small, "--json", "status")
    said = json.loads(done.stdout)
    assert done.exit_code == 1
    assert [p["code"] for p in said["problems"]] == ["program-fault"]
    assert "Traceback" not in done.output


@pytest.mark.parametrize("error", RAISED, ids=lambda error: type(error).__name__)
def test_what_the_printing_raises_is_owned_up_to_as_well(
    small: SmallYear, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    monkeypatch.setattr("reportgen.cli.status._show_next", raising(error))
    done = run(small, "status")
    assert done.exit_code == 1
    assert "Traceback" not in done.output
    assert "Noget gik galt i selve programmet" in done.stderr


def test_a_result_that_is_no_json_is_owned_up_to_as_one_object(
    small: SmallYear, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reportgen.language.words.pending_as_json", lambda _: [object()])
    done = run(small, "--json", "status")
    said = json.loads(done.stdout)
    assert done.exit_code == 1
    assert said["problems"][-1]["code"] == "program-fault"


@pytest.mark.parametrize(("error", "code"), STOPPED, ids=str)
def test_what_stops_the_work_is_told_with_a_way_on(
    small: SmallYear, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: str
) -> None:
    monkeypatch.setattr("reportgen.app.generate.read_whole", raising(error))
    before = small.snapshot()
    done = run(small, "--json", "generate")
    said = json.loads(done.stdout)
    assert (done.exit_code, [p["code"] for p in said["problems"]]) == (3, [code])
    assert small.snapshot() == before
    assert not (small.root / ".reportgen.holder.json").exists()


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO, errno.ESTALE, errno.ENOSPC])
def test_what_the_system_does_not_let_us_at_is_no_fault_of_the_program(
    small: SmallYear, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    denied = OSError(number, "no", str(small.year.hearing))
    monkeypatch.setattr("reportgen.app.standing.status.read_whole", raising(denied))
    done = run(small, "--json", "status")
    (problem,) = json.loads(done.stdout)["problems"]
    full = number == errno.ENOSPC
    assert (done.exit_code, problem["code"]) == (3, "disk-full" if full else "file-held")
    assert problem["location"] == "hoering"
    assert not list(small.root.glob("reportgen-fejl*"))


def test_the_report_of_a_fault_lies_in_the_workspace_and_names_none_of_the_users_folders(
    small: SmallYear, monkeypatch: pytest.MonkeyPatch
) -> None:
    boom = RuntimeError(f"boom in {small.root / 'inputs'}")
    monkeypatch.setattr("reportgen.app.standing.status.read_whole", raising(boom))
    done = run(small, "status")
    (name,) = re.findall(r"reportgen-fejl_\S+\.txt", done.stderr)
    assert str(small.root) not in done.stderr
    report = (small.root / name).read_text(encoding="utf-8")
    assert "RuntimeError: boom in mappe" in report
    assert "Traceback" in report
    for folder in (small.root, ROOT / "reportgen", Path.home()):
        assert str(folder) not in report


def test_a_file_name_of_half_a_character_is_printed_and_exact_in_the_json(
    small: SmallYear,
) -> None:
    name = os.fsdecode("måde.docx".encode("latin-1"))
    if name.isascii() or sys.platform in ("win32", "darwin"):
        pytest.skip("this system has no such names")
    done = typed(small, "--json", "absorb", name, capture_output=True)
    assert "Traceback" not in done.stdout + done.stderr
    (small.root / name).write_bytes(b"nothing")
    done = typed(small, "--json", "absorb", str(small.root / name), capture_output=True)
    said = json.loads(done.stdout)
    assert done.returncode in {1, 3}
    assert said["problems"]
    done = typed(small, "absorb", str(small.root / name), capture_output=True)
    assert done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows closes pipes otherwise")
@pytest.mark.parametrize("words", [["status"], ["check"], ["--json", "status"], ["--help"]])
def test_a_reader_that_stops_listening_hears_nothing_more(
    small: SmallYear, words: list[str]
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = typed(small, *words, stdout=writing, stderr=subprocess.PIPE)
    finally:
        os.close(writing)
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    if words != ["--help"]:
        assert done.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
@pytest.mark.parametrize("words", [["status"], ["--json", "status"]])
def test_words_that_find_no_room_are_told_of(small: SmallYear, words: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = typed(small, *words, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 1
    assert "kunne ikke skrives" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_a_console_that_takes_no_words_at_all_changes_no_exit_code_to_a_crash(
    small: SmallYear,
) -> None:
    with Path("/dev/full").open("wb") as full:
        done = typed(small, "status", stdout=full, stderr=full)
    assert done.returncode == 1
