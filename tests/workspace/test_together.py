"""Several files are written as one, whatever breaks in between."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen.workspace import files, together
from reportgen.workspace.lock import held, settle

OLD, NEW = b"as it was", b"as it is to be"


class Killed(BaseException):
    """The program is gone: nothing of it runs any longer."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("inputs/net/2024/a.xlsx", "outputs/net/2024/c.docx"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_bytes(OLD)
    return tmp_path


def contents(root: Path) -> dict[Path, bytes]:
    names = ("inputs/net/2024/a.xlsx", "inputs/net/2024/ny/b.yaml", "outputs/net/2024/c.docx")
    return {root / name: NEW for name in names}


def state(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.name != ".reportgen.lock"
    }


def before(root: Path) -> dict[str, bytes]:
    return {"inputs/net/2024/a.xlsx": OLD, "outputs/net/2024/c.docx": OLD}


def after(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): data for path, data in contents(root).items()}


def kill_at(monkeypatch: pytest.MonkeyPatch, step: int, error: BaseException) -> Callable[[], int]:
    """Let the acts of writing be counted, and the one of that number and all later ones fail."""
    count = 0
    for name in ("sync", "replace", "remove"):
        act = getattr(files, name)

        def counted(*args: Path, act: Callable[..., None] = act) -> None:
            nonlocal count
            count += 1
            if count >= step:
                raise error
            act(*args)

        monkeypatch.setattr(files, name, counted)
    return lambda: count


def steps_of(root: Path) -> int:
    with pytest.MonkeyPatch.context() as patched:
        count = kill_at(patched, 1_000, Killed())
        together.write_all(root, contents(root))
    return count()


def test_whenever_it_is_killed_all_is_new_or_all_is_as_it_was(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    count, ends = steps_of(root), set()
    assert state(root) == after(root)
    for step in range(1, count + 1):
        again = tmp_path_factory.mktemp("mappe")
        for name, data in before(root).items():
            (again / name).parent.mkdir(parents=True)
            (again / name).write_bytes(data)
        with pytest.MonkeyPatch.context() as patched:
            kill_at(patched, step, Killed())
            with pytest.raises(Killed):
                together.write_all(again, contents(again))
        (again / ".reportgen.holder.json").write_text("{}")
        with held(again):
            pass
        found = state(again)
        assert found in (before(again), after(again)), step
        ends.add(found == after(again))
    assert ends == {False, True}


@pytest.mark.parametrize("step", [1, 2, 3])
def test_where_one_of_them_cannot_be_written_none_is(
    root: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    count, replace = 0, files.replace

    def held_by_another(source: Path, target: Path) -> None:
        nonlocal count
        count += target.name != ".reportgen.plan.json"
        if count == step and target.name != ".reportgen.plan.json":
            raise PermissionError(13, "in use", str(target))
        replace(source, target)

    with monkeypatch.context() as patched:
        patched.setattr(files, "replace", held_by_another)
        with pytest.raises(files.FileHeld):
            together.write_all(root, contents(root))
    # What comes first is what people have open; later ones are finished as soon as they can be.
    if step > 1:
        settle(root)
    assert state(root) == (before(root) if step == 1 else after(root))


def left_with_a_plan(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run was killed when all lay ready, and nothing was moved."""
    with monkeypatch.context() as patched:
        patched.setattr(together, "_carry_out", lambda *_: (_ for _ in ()).throw(Killed()))
        with pytest.raises(Killed):
            together.write_all(root, contents(root))


def test_what_a_person_saved_meanwhile_stands_and_the_run_has_never_been(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left_with_a_plan(root, monkeypatch)
    (root / "inputs/net/2024/a.xlsx").write_bytes(b"edited by somebody")
    settle(root)
    assert state(root) == {**before(root), "inputs/net/2024/a.xlsx": b"edited by somebody"}


def test_who_only_reads_lets_it_be_finished_and_waits_for_nobody(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left_with_a_plan(root, monkeypatch)
    settle(root)
    assert state(root) == after(root)
    left_with_a_plan(root, monkeypatch)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("reportgen.workspace.lock.SignedLock.acquire", lambda *_, **__: False)
        settle(root)
    assert (root / ".reportgen.plan.json").exists()


FOREIGN = {
    "out of the workspace": {"beside": "../.x.1.tmp", "to": "../x", "before": ""},
    "from elsewhere": {"beside": "/tmp/.x.1.tmp", "to": "/tmp/x", "before": ""},
    "onto another file": {
        "beside": "inputs/net/2024/a.xlsx",
        "to": "outputs/net/2024/c.docx",
        "before": files.digest(OLD),
    },
    "into another folder": {
        "beside": "inputs/.c.docx.1.tmp",
        "to": "outputs/net/2024/c.docx",
        "before": files.digest(OLD),
    },
    "of other keys": {"fra": "a", "til": "b"},
}


@pytest.mark.parametrize("move", FOREIGN.values(), ids=FOREIGN)
def test_a_plan_that_is_not_ours_moves_nothing(root: Path, move: dict[str, str]) -> None:
    (root / "inputs/.c.docx.1.tmp").write_bytes(NEW)
    (root / ".reportgen.plan.json").write_text(json.dumps([move]), encoding="utf-8")
    settle(root)
    assert before(root).items() <= state(root).items()
    assert not (root / ".reportgen.plan.json").exists()


@pytest.mark.parametrize("text", ["", "[", "{}", "[[]]", "[1]", "[" * 5000, "\0" * 50])
def test_a_plan_that_is_damaged_moves_nothing(root: Path, text: str) -> None:
    (root / ".reportgen.plan.json").write_text(text, encoding="utf-8")
    settle(root)
    assert state(root) == before(root)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows is not asked which programs run")
def test_what_a_killed_run_left_goes_and_what_anybody_else_left_stays(root: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    running = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    below = root / "inputs" / "net" / "2024"
    try:
        left = [
            below / f".tekster.md.{gone.pid}.tmp",
            root / "outputs" / f".x.docx.{os.getpid()}.tmp",
            root / f"..reportgen.plan.json.{gone.pid}.tmp",
        ]
        stays = [
            below / f".a.xlsx.{running.pid}.tmp",
            *(
                below / name
                for name in (".noter.tmp", "noter.1.tmp", ".noter.x.tmp", ".gemt.1.bak")
            ),
        ]
        for path in (*left, *stays):
            path.write_bytes(b"")
        with held(root):
            pass
        assert [path for path in left if path.exists()] == []
        assert [path for path in stays if not path.exists()] == []
    finally:
        running.kill()
        running.wait()


def test_folders_of_a_round_that_was_never_opened_go(root: Path) -> None:
    (root / "inputs" / "net" / ".hoering-2024" / "udsendt").mkdir(parents=True)
    (root / ".reportgen.holder.json").write_text("{}")
    settle(root)
    assert state(root) == before(root)
    assert not (root / "inputs" / "net" / ".hoering-2024").exists()


def test_on_windows_what_is_old_goes(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(together.sys, "platform", "win32")
    old, new = (root / "inputs" / f".{name}.7.tmp" for name in ("gammel", "ny"))
    for path in (old, new):
        path.write_bytes(b"")
    hour_ago = time.time() - 3600
    os.utime(old, (hour_ago, hour_ago))
    together.finish(root)
    assert (old.exists(), new.exists()) == (False, True)
