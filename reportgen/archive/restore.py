"""Handing files out: every digest is checked before anybody can see a byte."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from reportgen.archive import digests, files, names
from reportgen.archive.inventory import Inventory
from reportgen.archive.parallel import in_parallel
from reportgen.archive.refusals import (
    ContentDamaged,
    DestinationNotEmpty,
    NoSuchFile,
    NoSuchVersion,
    UnsafeNames,
)
from reportgen.problems import Location

_TOLD = 5
"""How many names a message lists; verifying lists them all."""


def state_of(inventory: Inventory, version: str) -> Mapping[str, str]:
    """Logical path to digest in `version`, which must exist and be safe to write anywhere."""
    if version not in inventory.versions:
        known = ", ".join(inventory.versions)
        raise NoSuchVersion(id=inventory.id, version=version, known=known)
    state = inventory.versions[version].state
    unsafe = names.unsafe_paths(state)
    if unsafe:
        raise UnsafeNames(names=", ".join(unsafe[:_TOLD]), longest=names.LONGEST_PATH)
    return state


def read_file(top: Path, inventory: Inventory, version: str, logical: str) -> bytes:
    """Bytes of one file of a version, once they are found to be those that were archived."""
    state = state_of(inventory, version)
    if logical not in state:
        raise NoSuchFile(Location(file=logical), version=version, path=logical)
    for path in _held(inventory, state[logical]):
        try:
            content = (top / path).read_bytes()
        except FileNotFoundError:
            continue
        if digests.of_bytes(content, inventory.algorithm) == state[logical].lower():
            return content
    raise _damaged(top, [_held(inventory, state[logical])[0]])


def copy_out(top: Path, inventory: Inventory, version: str, target: Path) -> None:
    """Copy the files of a version under the new folder `target`, and check each copy.

    `ContentDamaged` names what is not as it was archived. The copies are what is checked, so
    that neither the archive's disk nor the other one can slip anything in.
    """
    state = state_of(inventory, version)
    target.mkdir(parents=True, exist_ok=True)
    for folder in {(target / logical).parent for logical in state}:
        folder.mkdir(parents=True, exist_ok=True)

    def copy(logical: str) -> str:
        """Content path that is damaged, empty if the copy is good."""
        for path in _held(inventory, state[logical]):
            try:
                shutil.copyfile(top / path, target / logical)
            except FileNotFoundError:
                continue
            found = digests.of_file(target / logical, (inventory.algorithm,))
            if found[inventory.algorithm] == state[logical].lower():
                return ""
        return _held(inventory, state[logical])[0]

    damaged = sorted({path for path in in_parallel(copy, sorted(state)) if path})
    if damaged:
        raise _damaged(top, damaged)


def _held(inventory: Inventory, digest: str) -> tuple[str, ...]:
    return inventory.manifest[digest]


def _damaged(top: Path, paths: list[str]) -> ContentDamaged:
    told = [f"{top.name}/{path}" for path in paths]
    more = [f"… ({len(told)})"] if len(told) > _TOLD else []
    return ContentDamaged(Location(file=told[0]), names=", ".join([*told[:_TOLD], *more]))


@contextmanager
def appearing(target: Path) -> Iterator[Path]:
    """A hidden folder beside `target` to fill; it takes its place only if all went well.

    `DestinationNotEmpty` if there is anything at `target` but an empty folder.
    """
    if os.path.lexists(target) and (not target.is_dir() or any(target.iterdir())):
        raise DestinationNotEmpty(Location(file=target.name), path=str(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    hidden = target.parent / f".{target.name[:40]}.{secrets.token_hex(4)}"
    try:
        hidden.mkdir()
        yield hidden
        if target.is_dir():
            target.rmdir()
        files.move(hidden, target)
    finally:
        files.remove_tree(hidden)
