"""A disk that fails, at each step of writing in turn: refused by name, and nothing half done."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reportgen.archive import content, files
from reportgen.archive.refusals import (
    AccessDenied,
    CopyFailed,
    DiskFull,
    ReadOnly,
    SourceChanged,
    StorageFailed,
)
from reportgen.archive.store import Store
from reportgen.problems import Refusal
from tests.archive.support import FIRST, FOLDER, SECOND, YEAR, judge, put, restored, tree

_WRITING = ("create", "sync", "replace", "move")


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, int], None]:
    """Have the disk fail with an error number at the nth act of writing, and all later ones."""

    def arm(step: int, number: int, *, once: bool = False) -> None:
        count = 0

        def faulty(act: Callable[..., Any]) -> Callable[..., Any]:
            def run(*args: Any) -> Any:
                nonlocal count
                count += 1
                if count == step or (count > step and not once):
                    raise OSError(number, os.strerror(number), str(args[0]))
                return act(*args)

            return run

        for name in _WRITING:
            monkeypatch.setattr(files, name, faulty(getattr(files, name)))

    return arm


def test_a_fault_at_any_step_leaves_the_archive_as_it_was(
    filled: Store, monkeypatch: pytest.MonkeyPatch, failing: Any
) -> None:
    before = tree(filled.root)
    refused = 0
    for step in range(1, 100):
        failing(step, errno.ENOSPC, once=True)
        try:
            put(filled, FIRST | {"ny.txt": b"new"})
        except DiskFull:
            refused += 1
            assert tree(filled.root) == before, step
        else:
            break
        finally:
            monkeypatch.undo()
    assert refused > 12
    assert list(filled.versions(YEAR)) == ["v1", "v2", "v3"]
    judge(filled.root)


def test_a_disk_that_is_gone_from_any_step_on_leaves_what_can_be_mended(
    filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: Any
) -> None:
    before = tree(filled.root)
    for step in range(1, 100):
        store = Store(tmp_path / f"kopi{step}", wait=0)
        shutil.copytree(filled.root, store.root)
        failing(step, errno.EIO)
        try:
            put(store, FIRST | {"ny.txt": b"new"})
        except StorageFailed:
            monkeypatch.undo()
        else:
            break
        store.recover()
        if list(store.versions(YEAR)) == ["v1", "v2"]:
            assert tree(store.root) == before, step
        assert restored(store, "v2", tmp_path / f"ud{step}") == SECOND
        assert store.verify() == []
        judge(store.root)
    assert step > 12


def test_after_a_disk_that_was_full_the_same_can_be_archived(
    filled: Store, monkeypatch: pytest.MonkeyPatch, failing: Any
) -> None:
    failing(3, errno.ENOSPC)
    with pytest.raises(DiskFull):
        put(filled, FIRST)
    monkeypatch.undo()

    assert put(filled, FIRST).version == "v3"
    judge(filled.root)


@pytest.mark.parametrize(
    ("number", "refusal"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EDQUOT, DiskFull),
        (errno.EROFS, ReadOnly),
        (errno.EACCES, AccessDenied),
        (errno.EIO, StorageFailed),
    ],
)
def test_each_fault_of_the_disk_has_its_own_refusal(
    filled: Store, failing: Any, number: int, refusal: type[Refusal]
) -> None:
    failing(1, number)
    with pytest.raises(refusal) as refused:
        put(filled, FIRST)
    assert refused.value.exit_code == 3
    assert refused.value.problem.values["path"]


def test_a_restore_that_finds_no_room_leaves_nothing(
    filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(source: Path, target: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target))

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(DiskFull):
        filled.restore(YEAR, "v1", tmp_path / "ud")
    assert [path.name for path in tmp_path.iterdir()] == ["arkiv"]


def test_a_real_limit_on_file_size_is_refused_and_leaves_nothing(
    filled: Store, tmp_path: Path
) -> None:
    resource = pytest.importorskip("resource", reason="Windows has no such limits")
    large = tmp_path / "stor.bin"
    large.write_bytes(b"x" * 500_000)
    program = (
        "import resource, signal, sys; from pathlib import Path\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))\n"
        "from reportgen.archive.refusals import DiskFull\n"
        "from reportgen.archive.store import Store\n"
        "from tests.archive.support import put\n"
        "try: put(Store(Path(sys.argv[1])), {'stor.bin': Path(sys.argv[2])})\n"
        "except DiskFull: print('full')\n"
    )
    assert resource.RLIMIT_FSIZE is not None
    before = tree(filled.root)

    said = subprocess.run(
        [sys.executable, "-c", program, str(filled.root), str(large)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )

    assert said.stdout == "full\n"
    assert tree(filled.root) == before


def test_a_file_that_changes_while_it_is_archived_is_refused(
    filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_in_word = tmp_path / "rapport.docx"
    open_in_word.write_bytes(b"first")
    write = content._write

    def write_then_save(copy: Any) -> None:
        write(copy)
        open_in_word.write_bytes(b"second")

    monkeypatch.setattr(content, "_write", write_then_save)
    before = tree(filled.root)

    with pytest.raises(SourceChanged):
        put(filled, {"rapport.docx": open_in_word})

    assert tree(filled.root) == before


def test_a_copy_that_is_not_what_was_read_is_refused(
    filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "rapport.docx").write_bytes(b"first")
    write = content._write

    def write_badly(copy: Any) -> None:
        write(copy)
        copy.target.write_bytes(b"fisrt")

    monkeypatch.setattr(content, "_write", write_badly)
    before = tree(filled.root)

    with pytest.raises(CopyFailed):
        put(filled, {"rapport.docx": tmp_path / "rapport.docx"})

    assert tree(filled.root) == before


def test_a_file_that_is_gone_is_named(filled: Store, tmp_path: Path) -> None:
    with pytest.raises(StorageFailed) as refused:
        put(filled, {"væk.docx": tmp_path / "væk.docx"})
    assert str(refused.value.problem.values["path"]).endswith("væk.docx")


def test_an_archive_that_can_only_be_read_is_read_and_verified(
    filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The share allows nothing to be created; as root, only the system's answer can be had."""
    filelock = pytest.importorskip("filelock")

    def refuse(self: Any) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(filled.root))

    monkeypatch.setattr(filelock.FileLock, "_acquire", refuse)

    assert filled.verify() == []
    assert filled.objects()[0].head == "v2"
    assert restored(filled, "v2", tmp_path / "ud") == SECOND
    with pytest.raises(AccessDenied):
        put(filled, FIRST)


def test_a_reader_between_the_inventory_and_its_digest_sees_the_new_version(
    filled: Store, tmp_path: Path
) -> None:
    """As another program finds it, on a share, in the moment between the two."""
    first = (filled.root / FOLDER / "v1" / "inventory.json.sha512").read_bytes()
    (filled.root / FOLDER / "inventory.json.sha512").write_bytes(first)
    assert restored(filled, "v2", tmp_path / "ud") == SECOND
