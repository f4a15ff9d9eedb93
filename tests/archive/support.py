"""What the archive's tests share: a year, who archives it, and the judges from elsewhere."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from reportgen.archive.inventory import NAME, SIDECAR, User, sidecar
from reportgen.archive.paths import object_id
from reportgen.archive.store import Committed, Store
from reportgen.problems import Problem
from reportgen.problems.catalog import group_entries

YEAR = object_id("børn-og-unge", 2022)
FOLDER = "børn-og-unge_2022"
SECRETARIAT = User("Sekretariatet", "mailto:sekretariat@example.org")
NOON = datetime(2022, 11, 15, 12, tzinfo=UTC)
Document = dict[str, Any]

FIRST = {
    "inputs/aarsrapport.xlsx": b"workbook",
    "inputs/moeder/Møde på Ærø.yaml": b"meeting",
    "outputs/v01.docx": b"draft",
    "outputs/tom.txt": b"",
}
SECOND = {
    "inputs/aarsrapport.xlsx": b"workbook, corrected",
    "inputs/moeder/Møde på Ærø.yaml": b"meeting",
    "outputs/v01.docx": b"draft",
    "outputs/kopi.docx": b"draft",
    "outputs/v02.docx": b"second draft",
}


def put(store: Store, files: Mapping[str, bytes | Path], year: str = YEAR) -> Committed:
    return store.commit(year, files, message="En version", user=SECRETARIAT, created=NOON)


def tree(top: Path) -> dict[str, bytes]:
    """Every file under `top`, but for the lock, which holds nothing."""
    return {
        path.relative_to(top).as_posix(): path.read_bytes()
        for path in sorted(top.rglob("*"))
        if path.is_file() and path.name != ".reportgen.lock"
    }


def restored(store: Store, version: str, place: Path, year: str = YEAR) -> dict[str, bytes]:
    store.restore(year, version, place)
    return tree(place)


def judge(root: Path) -> None:
    """Let ocfl-py say whether the archive and each object in it are valid."""
    pytest.importorskip("ocfl", reason="ocfl-py is not installed")
    from ocfl.storage_root import StorageRoot

    shelf = StorageRoot(root=str(root))
    assert shelf.validate(log_warnings=True), shelf.log.status_str()
    assert shelf.log.status_str() == ""
    assert shelf.errors == []
    assert shelf.num_objects == shelf.good_objects


def corpus(kind: str) -> list[Path]:
    """Objects of one kind from elsewhere; none where the shared folder is not to be had."""
    beside = Path(__file__).parents[3] / "shared"
    folder = Path(os.environ.get("REPORTGEN_SHARED", beside)) / "corpus" / "ocfl" / "1.1" / kind
    return sorted(path for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []


def assert_told(problems: Iterable[Problem]) -> None:
    """Every blank in the words for each problem can be filled."""
    for problem in problems:
        entry = group_entries("archive")[problem.code]
        assert (entry.message + entry.hint).format_map(problem.values)


def rewrite(top: Path, change: Callable[[Document], object], *places: str) -> None:
    """Change the inventories in `places` (the newest two if none), with fitting digests."""
    for place in places or ("", "v2"):
        path = top / place / NAME
        document = json.loads(path.read_text("utf-8"))
        change(document)
        path.write_text(json.dumps(document, indent=2), encoding="utf-8")
        (top / place / SIDECAR).write_bytes(sidecar(path.read_bytes()))


def first(block: Document) -> str:
    return next(iter(block))
