"""Several files written as one: after a crash all of them are new, or all are as they were.

Each is first written beside its place. Then a plan in the workspace says which of them go
where; from then on they count as written, and are moved one after the other. Whoever holds the
workspace next finishes what a crash left: what a plan names is moved, what none names goes.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

from reportgen.report import json_file
from reportgen.workspace import files

_PLAN = ".reportgen.plan.json"
_BESIDE = re.compile(r"\.(.+)\.([0-9]{1,10})\.tmp")
_FOLDER = re.compile(r"\.hoering-[0-9]{4}")
_OLD = 600
"""Seconds after which a file beside another is nobody's any longer, where it cannot be asked
which programs run; to be moved it needs less than one."""


@dataclass(frozen=True, slots=True)
class _Move:
    """One file, or a whole folder, to be moved into its place; paths are from the workspace."""

    beside: str
    to: str
    before: str
    """SHA-256 of the file in its place as it was; empty where there was none."""

    @property
    def is_ours(self) -> bool:
        """Whether it is a move that the program makes, and stays in the workspace."""
        beside, to = PurePosixPath(self.beside), PurePosixPath(self.to)
        inside = all(not p.is_absolute() and ".." not in p.parts for p in (beside, to))
        named = _BESIDE.fullmatch(beside.name)
        of_file = named is not None and named[1] == to.name and beside.parent == to.parent
        return inside and (of_file or _FOLDER.fullmatch(beside.name) is not None)


def write_all(
    root: Path, contents: Mapping[Path, bytes], folder: tuple[Path, Path] | None = None
) -> None:
    """Write `contents`, by their paths in the workspace `root`, as one.

    The first should be those that people may have open: where one of them cannot be written,
    nothing is. `folder` is one that was filled beside its place, and that place, where there is
    nothing. Raises `FileHeld`, `LinkInTheWay` and `NoRoom`; all is then as it was.
    """
    if folder is None and len(contents) < 2:
        for path, data in contents.items():
            files.write(path, data)
        return
    moves: list[_Move] = []
    try:
        if folder is not None:
            moves.append(_Move(_from(root, folder[0]), _from(root, folder[1]), ""))
        for path, data in contents.items():
            beside = files.write_beside(path, data)
            moves.append(_Move(_from(root, beside), _from(root, path), _digest(path)))
        plan = json.dumps([asdict(move) for move in moves], ensure_ascii=False)
        files.write(root / _PLAN, plan.encode())
    except BaseException:
        _discard(root, moves)
        raise
    _carry_out(root, moves)


def finish(root: Path) -> None:
    """Finish or undo what a run that was broken off left; for whoever holds the workspace.

    What a person saved in the place of a file since, while nothing was moved yet, stands, and
    the run is as if it had never been. Raises `FileHeld` where a file cannot be moved now.
    """
    moves = _planned(root)
    changed = any(_digest(root / move.to) != move.before for move in moves)
    if changed and all(os.path.lexists(root / move.beside) for move in moves):
        _discard(root, moves)
    else:
        _carry_out(root, moves)
    for left in _left_beside(root):
        files.remove(left)


def is_unfinished(root: Path) -> bool:
    """Whether a run was broken off while it wrote."""
    return os.path.lexists(root / _PLAN)


def _carry_out(root: Path, moves: Sequence[_Move]) -> None:
    moved = False
    for move in moves:
        beside, to = root / move.beside, root / move.to
        if not os.path.lexists(beside):
            moved = True
            continue
        try:
            to.parent.mkdir(parents=True, exist_ok=True)
            files.replace(beside, to)
        except OSError as error:
            if not moved:
                _discard(root, moves)
            raise files.refusal(error, to) from error
        moved = True
    for parent in {(root / move.to).parent for move in moves}:
        files.sync(parent)
    files.remove(root / _PLAN)


def _discard(root: Path, moves: Sequence[_Move]) -> None:
    files.remove(root / _PLAN)
    for move in moves:
        files.remove(root / move.beside)


def _planned(root: Path) -> tuple[_Move, ...]:
    """The moves of the plan that lies in the workspace; none where it is not ours."""
    data, _ = files.tried(root / _PLAN)
    if data is None:
        return ()
    try:
        moves = json_file.read(tuple[_Move, ...], data)
    except json_file.Damaged:
        moves = ()
    return moves if all(move.is_ours for move in moves) else ()


def _from(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()


def _digest(path: Path) -> str:
    data, _ = files.tried(path)
    return "" if data is None else files.digest(data)


def _left_beside(root: Path) -> Iterator[Path]:
    """What lies beside the places of files, and that no running program is about to move."""
    found = [files.below(root / name) for name in ("inputs", "outputs", "templates")]
    for each in found:
        yield from (path for path in each.folders if _FOLDER.fullmatch(path.name))
    of_root = (path for path in root.iterdir() if path.is_file())
    for path in (*of_root, *(path for each in found for path in each.files)):
        named = _BESIDE.fullmatch(path.name)
        if named is not None and not _is_running(int(named[2]), path):
            yield path


def _is_running(process: int, path: Path) -> bool:
    """Whether the program of that number runs; on Windows, whether it may."""
    if process == os.getpid():
        return False
    if sys.platform == "win32":
        # To ask there is to end it.
        return time.time() - path.stat().st_mtime < _OLD
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
