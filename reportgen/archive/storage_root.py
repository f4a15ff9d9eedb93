"""The storage root itself: telling one of ours from other folders, making one, holding it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from reportgen.archive import digests, files
from reportgen.archive.inventory import SPEC
from reportgen.archive.refusals import AnotherLayout, ArchiveBusy, NotAnArchive, storage_errors
from reportgen.problems import Location
from reportgen.report.dates import danish_time
from reportgen.workspace.files import SYSTEM_FILES, tried
from reportgen.workspace.lock import SignedLock, machine_name, user_name

DECLARATION = f"0=ocfl_{SPEC}"
_LAYOUT = "ocfl_layout.json"
_DANISH = "LAESMIG.txt"
_ENGLISH = "README.txt"
_DIGESTS = "README.sha512"
_GUIDE = (_DANISH, _ENGLISH, _DIGESTS)
_LOCK = ".reportgen.lock"
HOLDER = ".reportgen.lock.json"
_UNFINISHED = ".new"
_MAY_STAND_BEFORE = frozenset((*_GUIDE, _LOCK, HOLDER, DECLARATION))
_PASSED_OVER = SYSTEM_FILES | {".keep", ".gitkeep"}

_SMALL = 64 * 1024
"""Bytes of a declaration or a guide; ours have some 2,000."""

WAIT = 10.0
"""Seconds to wait for another writer before refusing."""


def is_archive(root: Path) -> bool:
    """Tell whether `root` is an archive; a folder that can become one is not, yet.

    `NotAnArchive` and `AnotherLayout` for folders that hold something else.
    """
    if not os.path.lexists(root):
        return False
    if not root.is_dir():
        raise NotAnArchive(Location(file=root.name), path=root.name)
    if (root / DECLARATION).is_file():
        _check_ours(root)
        return True
    others = [name for name in os.listdir(root) if not _may_stand_before(name)]  # noqa: PTH208
    declared = [name for name in others if name.startswith("0=")]
    if declared:
        raise AnotherLayout(Location(file=root.name), path=root.name, detail=declared[0])
    if others:
        raise NotAnArchive(Location(file=root.name), path=root.name)
    return False


def _may_stand_before(name: str) -> bool:
    return name.removesuffix(_UNFINISHED) in _MAY_STAND_BEFORE or name.lower() in _PASSED_OVER


def _check_ours(root: Path) -> None:
    stated, _ = tried(root / DECLARATION, _SMALL)
    if stated != f"{DECLARATION[2:]}\n".encode():
        raise AnotherLayout(Location(file=DECLARATION), path=root.name, detail=DECLARATION)
    if os.path.lexists(root / _LAYOUT):
        raise AnotherLayout(Location(file=_LAYOUT), path=root.name, detail=_LAYOUT)


def prepare(root: Path) -> None:
    """Make `root` an archive if it is not one; the declaration comes last, and makes it one.

    The guide is written where it is missing. The caller holds the lock.
    """
    wanted = {} if _has_guide(root) else _guide_files()
    if not (root / DECLARATION).is_file():
        wanted[DECLARATION] = f"{DECLARATION[2:]}\n".encode()
    for name, content in wanted.items():
        unfinished = root / f"{name}{_UNFINISHED}"
        unfinished.unlink(missing_ok=True)
        files.write(unfinished, content)
        files.replace(unfinished, root / name)
    if wanted:
        files.sync_all((root, root.parent))


def _has_guide(root: Path) -> bool:
    return any((root / name).is_file() for name in _GUIDE) and (root / DECLARATION).is_file()


@contextmanager
def locked(root: Path, wait: float = WAIT) -> Iterator[None]:
    """Hold the archive in `root`, waiting up to `wait` seconds for whoever holds it now.

    `ArchiveBusy` names the holder.
    """
    lock = SignedLock(root / _LOCK, root / HOLDER)
    when = danish_time(datetime.now())
    signature = {"who": user_name(), "where": machine_name(), "when": when}
    with storage_errors(root):
        if not lock.acquire({**signature, "process": os.getpid()}, wait=wait):
            place = Location(file=root.name)
            raise ArchiveBusy(place, path=root.name, **lock.signature(signature))
    try:
        yield
    finally:
        lock.release()


# The guide that lies in the archive tells how to read it when this program is gone. OCFL lets
# a storage root hold such files, and asks that an arrangement of one's own is described in
# one of them (section 4.5).

_IN_DANISH = """\
Arkiv over årsrapporter
=======================

Mappen er et arkiv efter standarden Oxford Common File Layout (OCFL), version 1.1:
https://ocfl.io/1.1/spec/

Alt ligger som almindelige filer. Der skal ikke bruges noget bestemt program for at læse dem.

- Hver mappe <netværk>_<år> rummer ét netværks årsrapport for ét år.
- Undermapperne v1, v2, v3 … er versionerne. Nye eller ændrede filer ligger i v<nummer>/content.
- inventory.json siger, hvilke filer der hører til hver version, og hvor de ligger. En fil, der
  ikke er ændret siden en tidligere version, ligger kun dér, hvor den først blev gemt.
- Filerne kendes på deres SHA-512. Programmet sha512sum (eller certutil i Windows) kan regne dem
  ud, og ethvert OCFL-program kan kontrollere hele arkivet.

Ret, flyt og omdøb intet herinde. Kopiér det, du skal bruge, ud af mappen.

Mens der gemmes, findes mappen extensions/reportgen-staging. Det, der ligger i den, er endnu ikke
arkiveret. Bliver den liggende efter et strømsvigt, rydder programmet selv op næste gang.
"""

_IN_ENGLISH = """\
Archive of yearly reports
=========================

This folder is an archive after the Oxford Common File Layout (OCFL), version 1.1:
https://ocfl.io/1.1/spec/

Everything is plain files, and no particular program is needed to read them.

- Each folder <network>_<year> holds the report of one network for one year. It is the OCFL
  object urn:reportgen:<network>:<year>.
- The folders v1, v2, v3 … in it are the versions. New or changed files are in
  v<number>/content.
- inventory.json says which files each version consists of, and where they are. A file that
  has not changed since an earlier version lies only where it was first stored.
- Files are known by their SHA-512. The program sha512sum (certutil on Windows) computes it,
  and any OCFL tool can check the whole archive.

Do not change, move or rename anything in here. Copy out of the folder what you need.

Local extension: while a version is being stored, extensions/reportgen-staging exists. Nothing
in it is archived yet. If it is left behind by a power failure, the program clears it up the
next time it is used. journal.json in one of its folders names the object and the version that
were being moved into place.
"""


def _guide_files() -> dict[str, bytes]:
    """The guide in two languages, and the digests of both as sha512sum writes them."""
    texts = {_DANISH: _IN_DANISH.encode(), _ENGLISH: _IN_ENGLISH.encode()}
    return {**texts, _DIGESTS: _digest_lines(texts)}


def _digest_lines(texts: Mapping[str, bytes]) -> bytes:
    lines = (f"{digests.of_bytes(text)}  {name}\n" for name, text in texts.items())
    return "".join(lines).encode()


def changed_guide_files(root: Path) -> list[str]:
    """Files of the guide in `root` that are missing or not as they were written.

    A root without any of them has no guide. An older release may have written other words,
    so a guide that matches the digests beside it is as it was.
    """
    present = {name: data for name in _GUIDE if (data := tried(root / name, _SMALL)[0]) is not None}
    if not any(os.path.lexists(root / name) for name in _GUIDE):
        return []
    texts = {name: present[name] for name in (_DANISH, _ENGLISH) if name in present}
    if len(present) == len(_GUIDE) and present[_DIGESTS] == _digest_lines(texts):
        return []
    wanted = _guide_files()
    return [name for name in _GUIDE if present.get(name) != wanted[name]]
