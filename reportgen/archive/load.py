"""Reading an object's inventory, and trusting only what its digest vouches for."""

from __future__ import annotations

import os
import re
from functools import lru_cache
from pathlib import Path

from reportgen.archive import digests, inventory
from reportgen.archive.inventory import NAME, SIDECAR, Inventory
from reportgen.archive.refusals import ObjectDamaged
from reportgen.archive.validate.findings import Findings
from reportgen.archive.validate.inventory import read
from reportgen.problems import Location, limits
from reportgen.workspace import files

_VERSION = re.compile(r"v[1-9][0-9]{0,8}")
_START = re.compile(
    rb'\{\n  "(?:contentDirectory": "[^"]*",\n  ")?digestAlgorithm": "sha512",\n'
    rb'  "head": "(v[1-9][0-9]{0,8})",\n  "id": "([^"\\]+)",\n'
)
_ENOUGH = 1024


def read_inventory(top: Path, identifier: str) -> Inventory:
    """Inventory of the object in the folder `top`, which should be `identifier`.

    If the one at the top does not match its digest (it is damaged, or a crash came between
    the two files), the newest version's own copy is taken, which is the same by the rules.
    `ObjectDamaged` if that does not match either.
    """
    current = _trusted(top) or _trusted(_newest(top))
    if current is None or current.id != identifier:
        raise ObjectDamaged(Location(file=top.name), path=top.name)
    return current


def read_sound_inventory(top: Path, identifier: str) -> Inventory:
    """As `read_inventory`, but the object must be fit to be built on: no copy will do."""
    current = _trusted(top)
    sound = (
        current is not None
        and current.id == identifier
        and current.algorithm == digests.DEFAULT
        and _VERSION.fullmatch(current.head) is not None
        and all(version.is_dir() for version in (top / name for name in current.versions))
        and not os.path.lexists(top / next_version(current))
    )
    if current is None or not sound:
        raise ObjectDamaged(Location(file=top.name), path=top.name)
    return current


def next_version(current: Inventory) -> str:
    """Name of the version after the newest."""
    return f"v{inventory.number(current.head) + 1 if current.head else 1}"


def head_and_id(top: Path) -> tuple[str, str] | None:
    """Newest version and id of the object in `top`; None if there is none that can be read.

    Inventories written here begin with both, so that a listing reads no further.
    """
    try:
        if not (top / NAME).is_file():
            return None
        with open(top / NAME, "rb", buffering=0) as file:  # noqa: PTH123 - unbuffered
            match = _START.match(file.read(_ENOUGH))
        if match is not None:
            return match[1].decode(), match[2].decode()
    except (OSError, UnicodeDecodeError):
        return None
    whole, _ = files.tried(top / NAME, limits.MOST_RECORD_BYTES)
    claims = read(whole or b"", NAME, Findings())
    if claims is None or not claims.id or not _VERSION.fullmatch(claims.head):
        return None
    return claims.head, claims.id


def _newest(top: Path) -> Path:
    try:
        versions = [name for name in os.listdir(top) if _VERSION.fullmatch(name)]  # noqa: PTH208
    except OSError:
        versions = []
    return top / max(versions, key=inventory.number, default="v1")


def _trusted(folder: Path) -> Inventory | None:
    """The inventory in `folder`, if the digest beside it vouches for it and it breaks no rule."""
    raw, _ = files.tried(folder / NAME, limits.MOST_RECORD_BYTES)
    sidecars = [name for name in (SIDECAR, f"{NAME}.sha256") if (folder / name).is_file()]
    stated_in = files.tried(folder / sidecars[0], _ENOUGH)[0] if sidecars else None
    stated = (stated_in or b"").split()
    if raw is None or not stated:
        return None
    algorithm = sidecars[0].rpartition(".")[2]
    if stated[0].decode("ascii", "replace").lower() != digests.of_bytes(raw, algorithm):
        return None
    return _sound(raw, algorithm)


@lru_cache(maxsize=16)
def _sound(raw: bytes, algorithm: str) -> Inventory | None:
    """The inventory in `raw` if it breaks no rule; read once, however often it is asked for."""
    findings = Findings()
    claims = read(raw, NAME, findings)
    if claims is None or findings.errors or claims.algorithm != algorithm:
        return None
    return inventory.from_json(claims.document)
