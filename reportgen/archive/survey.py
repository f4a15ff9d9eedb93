"""What is new in a version about to be archived, found with as little reading as will do.

A digest costs ten times what comparing bytes does, so a file is first compared with what is
held in its size. One that is not held gets its digest on the way into the archive; only where
several files have one size are they read for their digest alone.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from reportgen.archive import digests
from reportgen.archive.inventory import Inventory
from reportgen.archive.parallel import in_parallel
from reportgen.archive.refusals import ObjectDamaged
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
    found = in_parallel(lambda logical: digest_of(sources[logical]), alike)
    hashed = dict(zip(alike, found, strict=True))
    check_new(top, current, hashed.values())
    return {**known, **hashed}


def check_new(top: Path, current: Inventory, found: Iterable[str]) -> None:
    """Refuse if one of the digests `found` in new content is held after all.

    Then the copy that is held differs from what it should be, and leaning on it would lose
    the good one at hand.
    """
    for digest in found:
        if digest in current.manifest:
            place = f"{top.name}/{current.manifest[digest][0]}"
            raise ObjectDamaged(Location(file=place), path=top.name)


def _size_held(path: Path) -> int:
    try:
        return os.stat(path).st_size  # noqa: PTH116 - many of them
    except FileNotFoundError:
        return -1
