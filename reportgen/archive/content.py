"""What is new in a version about to be archived, found with as little reading as will do.

A digest costs ten times what comparing bytes does, so a file is first compared with what is
held in its size. One that is not held gets its digest on the way into the archive; only where
several files have one size are they read for their digest alone.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from reportgen.archive import digests, files, inventory
from reportgen.archive.files import in_parallel
from reportgen.archive.inventory import NAME, SIDECAR, Inventory
from reportgen.archive.paths import is_long, short_content_path
from reportgen.archive.refusals import CopyFailed, ObjectDamaged, SourceChanged
from reportgen.problems import Location

Source = bytes | Path
"""A file to be archived: its bytes, or where it lies."""

_CHUNK = 1 << 20
_FIRST = 1 << 12
"""Most files that differ do so early."""
_COMPARED = 3
"""With more copies of a size than this, one digest is cheaper than comparing with each."""


def size_of(source: Source) -> int:
    """Bytes in `source`."""
    return len(source) if isinstance(source, bytes) else source.stat().st_size


def digest_of(source: Source) -> str:
    """Digest of `source`."""
    if isinstance(source, bytes):
        return digests.of_bytes(source)
    return digests.of_file(source)[digests.DEFAULT]


def open_source(source: Source) -> BinaryIO:
    """`source`, to be read."""
    return BytesIO(source) if isinstance(source, bytes) else source.open("rb")


def is_same(source: Source, path: Path) -> bool:
    """Tell whether the file at `path` holds just the bytes of `source`."""
    with open_source(source) as one, path.open("rb") as other:
        size = _FIRST
        while chunk := one.read(size):
            if other.read(size) != chunk:
                return False
            size = _CHUNK
        return not other.read(1)


def survey(top: Path, current: Inventory, sources: Mapping[str, Source]) -> dict[str, str | None]:
    """Digest of each of `sources` by logical path; None for those that are surely new.

    `top` is the folder of the object whose inventory is `current`. `ObjectDamaged` if a copy
    that the new version would lean on is not there whole.
    """
    held: dict[int, list[tuple[str, Path]]] = {}
    for digest, paths in current.manifest.items():
        held.setdefault(_size_held(top / paths[0]), []).append((digest, top / paths[0]))
    sizes = {logical: size_of(source) for logical, source in sources.items()}

    def among_held(logical: str) -> str | None:
        source, candidates = sources[logical], held.get(sizes[logical], [])
        if len(candidates) > _COMPARED:
            digest = digest_of(source)
            candidates = [candidate for candidate in candidates if candidate[0] == digest]
        return next((digest for digest, path in candidates if is_same(source, path)), None)

    known = dict(zip(sources, in_parallel(among_held, sources), strict=True))
    unheld = [logical for logical, digest in known.items() if digest is None]
    common = Counter(sizes[logical] for logical in unheld)
    alike = [logical for logical in unheld if common[sizes[logical]] > 1]
    computed = in_parallel(lambda logical: digest_of(sources[logical]), alike)
    hashed = dict(zip(alike, computed, strict=True))
    check_new(top, current, hashed.values())
    return {**known, **hashed}


def check_new(top: Path, current: Inventory, new: Iterable[str]) -> None:
    """Refuse if one of the digests of `new` content is held after all.

    Then the copy that is held differs from what it should be, and leaning on it would lose
    the good one at hand.
    """
    for digest in new:
        if digest in current.manifest:
            place = f"{top.name}/{current.manifest[digest][0]}"
            raise ObjectDamaged(Location(file=place), path=top.name)


def _size_held(path: Path) -> int:
    """Bytes of a file; -1 where there is none, or something else."""
    try:
        there = os.stat(path)  # noqa: PTH116 - many of them
    except (FileNotFoundError, NotADirectoryError):
        return -1
    return there.st_size if stat.S_ISREG(there.st_mode) else -1


# Writing a version's content into the staging area, and reading back what was written.


def write_content(
    stage: Path,
    folder: str,
    version: str,
    sources: Mapping[str, Source],
    expected: Mapping[str, str | None],
) -> dict[str, tuple[str, str]]:
    """Write `sources` under their content paths in `stage`; logical path to (digest, path).

    `folder` is the object's, and `expected` the digests that are known already. The digests
    are those of what was written, read back and compared with its source: `SourceChanged` or
    `CopyFailed` if they differ.
    """
    paths = {
        logical: _content_path(folder, version, logical, source, expected[logical])
        for logical, source in sources.items()
    }
    for parent in {(stage / path).parent for path in paths.values()}:
        parent.mkdir(parents=True, exist_ok=True)
    copies = [
        _Copy(logical, source, stage / paths[logical], expected[logical], _signature(source))
        for logical, source in sources.items()
    ]
    for _ in in_parallel(_write, copies):
        pass
    # The disk takes its time over each file; meanwhile the processor reads them back.
    steps: list[Callable[[], str]] = [
        partial(step, copy) for copy in copies for step in (_sync, _check)
    ]
    checked = list(in_parallel(lambda step: step(), steps))[1::2]
    return {
        copy.logical: (digest, paths[copy.logical])
        for copy, digest in zip(copies, checked, strict=True)
    }


@dataclass(frozen=True, slots=True)
class _Copy:
    """One file on its way into the staging area."""

    logical: str
    source: Source
    target: Path
    expected: str | None
    signature: tuple[int, int] | None
    """Time and size of the source before it was read."""


def _signature(source: Source) -> tuple[int, int] | None:
    if isinstance(source, bytes):
        return None
    status = source.stat()
    return status.st_mtime_ns, status.st_size


def _write(copy: _Copy) -> None:
    if isinstance(copy.source, bytes):
        copy.target.write_bytes(copy.source)
    else:
        shutil.copyfile(copy.source, copy.target)


def _sync(copy: _Copy) -> str:
    files.sync(copy.target)
    return ""


def _check(copy: _Copy) -> str:
    """Digest of the copy, once it is found to be the same as its source."""
    digest = digests.new()
    is_same = True
    with copy.target.open("rb") as written, open_source(copy.source) as source:
        while chunk := written.read(_CHUNK):
            digest.update(chunk)
            is_same = is_same and source.read(_CHUNK) == chunk
        is_same = is_same and not source.read(1)
    place = Location(file=copy.logical)
    if copy.expected not in {None, digest.hexdigest()} or _signature(copy.source) != copy.signature:
        raise SourceChanged(place, path=copy.logical)
    if not is_same:
        raise CopyFailed(place, path=copy.logical)
    return digest.hexdigest()


def _content_path(
    folder: str, version: str, logical: str, source: Source, digest: str | None
) -> str:
    if is_long(folder, version, logical):
        return short_content_path(folder, version, logical, digest or digest_of(source))
    return f"{version}/content/{logical}"


def write_inventory(folder: Path, document: bytes) -> list[Path]:
    """Write an inventory and its digest into `folder`, and read them back.

    Returns the two files, which are still to be brought onto the disk.
    """
    written = {NAME: document, SIDECAR: inventory.sidecar(document)}
    for name, content in written.items():
        files.create(folder / name, content)
        if (folder / name).read_bytes() != content:
            raise CopyFailed(Location(file=name), path=name)
    return [folder / name for name in written]
