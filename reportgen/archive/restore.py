"""Handing files out: every digest is checked before anybody can see a byte."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from reportgen.archive import digests, files
from reportgen.archive.files import in_parallel
from reportgen.archive.inventory import Inventory
from reportgen.archive.paths import LONGEST_PATH, said, unsafe_paths
from reportgen.archive.refusals import (
    ContentDamaged,
    DestinationNotEmpty,
    NoSuchFile,
    NoSuchVersion,
    UnsafeNames,
)
from reportgen.problems import Location
from reportgen.workspace.files import below, is_left_behind, tried

_TOLD = 5
"""How many names a message lists; verifying lists them all."""


def state_of(inventory: Inventory, version: str) -> Mapping[str, str]:
    """Logical path to digest in `version`, which must exist and be safe to write anywhere."""
    if version not in inventory.versions:
        known = ", ".join(inventory.versions)
        raise NoSuchVersion(id=said(inventory.id), version=version, known=known)
    state = inventory.versions[version].state
    unsafe = unsafe_paths(state)
    if unsafe:
        raise UnsafeNames(names=", ".join(unsafe[:_TOLD]), longest=LONGEST_PATH)
    return state


def read_file(top: Path, inventory: Inventory, version: str, logical: str) -> bytes:
    """Bytes of one file of a version, once they are found to be those that were archived."""
    state = state_of(inventory, version)
    if logical not in state:
        raise NoSuchFile(Location(file=logical), version=version, path=logical)
    for path in inventory.manifest[state[logical]]:
        content, _ = tried(top / path)
        if content is None:
            continue
        if digests.of_bytes(content, inventory.algorithm) == state[logical].lower():
            return content
    raise _damaged(top, [inventory.manifest[state[logical]][0]])


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
        for path in inventory.manifest[state[logical]]:
            if not (top / path).is_file():
                continue
            try:
                shutil.copyfile(top / path, target / logical)
            except FileNotFoundError:
                continue
            copied = digests.of_file(target / logical, (inventory.algorithm,))
            if copied[inventory.algorithm] == state[logical].lower():
                return ""
        return inventory.manifest[state[logical]][0]

    damaged = sorted({path for path in in_parallel(copy, sorted(state)) if path})
    if damaged:
        raise _damaged(top, damaged)


def is_copy(inventory: Inventory, version: str, folder: Path) -> bool:
    """Whether `folder` holds the files of a version and no others; what is left behind is none."""
    state = state_of(inventory, version)
    there = {
        path.relative_to(folder).as_posix(): path
        for path in below(folder).files
        if not is_left_behind(path.name)
    }

    def is_same(logical: str) -> bool:
        found = digests.of_file(there[logical], (inventory.algorithm,))
        return found[inventory.algorithm] == state[logical].lower()

    return there.keys() == state.keys() and all(in_parallel(is_same, sorted(state)))


def _damaged(top: Path, paths: list[str]) -> ContentDamaged:
    places = [f"{top.name}/{path}" for path in paths]
    more = [f"… ({len(places)})"] if len(places) > _TOLD else []
    return ContentDamaged(Location(file=places[0]), names=", ".join([*places[:_TOLD], *more]))


@contextmanager
def appearing(target: Path) -> Iterator[Path]:
    """A hidden folder beside `target` to fill; it takes its place only if all went well.

    `DestinationNotEmpty` if there is anything at `target` but an empty folder.
    """
    if os.path.lexists(target) and (not target.is_dir() or any(target.iterdir())):
        raise DestinationNotEmpty(Location(file=target.name), path=target.name)
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


# A version as a BagIt bag (RFC 8493), the form in which archives hand over to each other.

_LINE = 79
"""Longest line of ``bag-info.txt`` (RFC 8493, section 2.2.2)."""


def write_bag(top: Path, inventory: Inventory, version: str, target: Path) -> None:
    """Fill the folder `target` with a bag of `version`; the same version is the same bytes."""
    copy_out(top, inventory, version, target / "data")
    state = state_of(inventory, version)
    payload = {f"data/{path}": target / "data" / path for path in state}
    tags = {
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": _info(inventory, version, payload),
        "manifest-sha512.txt": _manifest(_digests(payload)),
    }
    for name, content in tags.items():
        files.write(target / name, content)
    listed = {name: digests.of_bytes(content) for name, content in tags.items()}
    files.write(target / "tagmanifest-sha512.txt", _manifest(listed))


def _digests(payload: Mapping[str, Path]) -> dict[str, str]:
    computed = in_parallel(lambda path: digests.of_file(path)["sha512"], payload.values())
    return dict(zip(payload, computed, strict=True))


def _manifest(listed: Mapping[str, str]) -> bytes:
    lines = (f"{digest}  {_escaped(path)}\n" for path, digest in sorted(listed.items()))
    return "".join(lines).encode()


def _escaped(path: str) -> str:
    # RFC 8493, section 2.1.3: a percent sign and line ends, and nothing else.
    return path.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _info(inventory: Inventory, version: str, payload: Mapping[str, Path]) -> bytes:
    about = inventory.versions[version]
    size = sum(path.stat().st_size for path in payload.values())
    entries = {
        "External-Identifier": inventory.id,
        "External-Description": " ".join(about.message.split()),
        "Contact-Name": about.user.name if about.user else "",
        "Bagging-Date": about.created[:10],
        "Internal-Sender-Identifier": f"{inventory.id}:{version}",
        "Payload-Oxum": f"{size}.{len(payload)}",
    }
    lines = (f"{label}: {value}" for label, value in entries.items() if value)
    return "".join(f"{_folded(line)}\n" for line in lines).encode()


def _folded(line: str) -> str:
    """`line` broken at spaces, what follows indented, which readers join again."""
    lines = [""]
    for word in line.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > _LINE:
            lines.append(f"  {word}")
        else:
            lines[-1] = f"{lines[-1]} {word}" if lines[-1] else word
    return "\n".join(lines)
