"""One run at a time writes in a workspace, and the next is told who holds it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from reportgen.workspace.files import FolderForFile
from reportgen.workspace.lock import SignedLock, WorkspaceBusy, held

_HOLD = """
import sys; from pathlib import Path
from reportgen.workspace.lock import held
with held(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


def test_whoever_comes_second_is_told_who_holds_the_workspace(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(WorkspaceBusy) as refused, held(tmp_path):
            pass
        holder.communicate("\n")
    values = refused.value.problem.values
    assert all(values[key] not in {"", "?"} for key in ("who", "machine", "since"))
    with held(tmp_path):
        pass


def test_the_signature_goes_when_the_lock_does(tmp_path: Path) -> None:
    with held(tmp_path):
        signed = json.loads((tmp_path / ".reportgen.holder.json").read_text("utf-8"))
        assert signed.keys() == {"who", "machine", "since"}
    assert not (tmp_path / ".reportgen.holder.json").exists()


def test_a_workspace_without_a_place_for_the_lock_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".reportgen.lock").mkdir()
    with pytest.raises(FolderForFile), held(tmp_path):
        pass


@pytest.mark.parametrize("content", [None, "half a li", "[]", '{"who": "Lis"}'])
def test_what_is_not_known_of_the_holder_is_a_question_mark(
    tmp_path: Path, content: str | None
) -> None:
    lock = SignedLock(tmp_path / "lock", tmp_path / "holder")
    if content is not None:
        (tmp_path / "holder").write_text(content, encoding="utf-8")
    known = lock.signature({"who": "", "since": ""})
    assert known["since"] == "?"
    assert known["who"] == ("Lis" if content and "Lis" in content else "?")


def test_a_disk_without_room_for_the_signature_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "holder").mkdir()
    lock = SignedLock(tmp_path / "lock", tmp_path / "holder")
    assert lock.acquire({"who": "Lis"}, wait=0)
    lock.release()
