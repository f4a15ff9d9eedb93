"""What is new in a version about to be archived, found with as little reading as will do.

A digest costs ten times what comparing bytes does. A file that is the same as the one archived
under its path is told by comparing; one whose size nothing else has is surely new, and gets
its digest on the way into the archive. Only the rest is read for its digest alone.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from reportgen.archive import digests
from reportgen.archive.inventory import Inventory
from reportgen.archive.refusals import ObjectDamaged
from reportgen.problems import Location

Source = bytes | Path
"""A file to be archived: its bytes, or where it lies."""

_CHUNK = 1 << 20


def size_of(source: Source) -> int:
    """Bytes in `source`."""
    return len(source) if isinstance(source, bytes) else source.stat().st_size


def digest_of(source: Source) -> str:
    """Digest of `source`."""
    if isinstance(source, bytes):
        return digests.of_bytes(source)
    return digests.of_file(source)[digests.DEFAULT]


def is_same(source: Source, path: Path) -> bool:
    """Tell whether the file at `path` holds just the bytes of `source`."""
    if isinstance(source, bytes):
        return path.read_bytes() == source
    with source.open("rb") as one, path.open("rb") as other:
        while chunk := one.read(_CHUNK):
            if other.read(_CHUNK) != chunk:
                return False
        return not other.read(1)


def survey(top: Path, current: Inventory, sources: Mapping[str, Source]) -> dict[str, str | None]:
    """Digest of each of `sources` by logical path; None for those that are surely new.

    `top` is the folder of the object whose inventory is `current`. `ObjectDamaged` if a copy
    that the new version would lean on is not there whole.
    """
    held = {
        digest: _size_held(top / paths[0]) for digest, paths in current.manifest.items() if paths
    }
    sizes = {logical: size_of(source) for logical, source in sources.items()}
    common = Counter(sizes.values())
    before = current.versions[current.head].state if current.head else {}

    def digest(logical: str) -> str | None:
        source, size, earlier = sources[logical], sizes[logical], before.get(logical)
        if earlier is not None and held[earlier] == size:
            if is_same(source, top / current.manifest[earlier][0]):
                return earlier
        elif common[size] == 1 and size not in held.values():
            return None
        found = digest_of(source)
        if found in held:
            _check(top, current.manifest[found][0], source, same=found != earlier)
        return found

    return dict(zip(sources, digests.in_parallel(digest, sources), strict=True))


def _size_held(path: Path) -> int:
    try:
        return os.stat(path).st_size  # noqa: PTH116 - many of them
    except FileNotFoundError:
        return -1


def _check(top: Path, path: str, source: Source, *, same: bool) -> None:
    """Refuse to lean on the copy at `path` unless it holds what `source` does.

    Otherwise damage to the earlier copy would cost the good one at hand. Where `same` is
    false they have been compared already, and differ.
    """
    if not (same and (top / path).is_file() and is_same(source, top / path)):
        raise ObjectDamaged(Location(file=f"{top.name}/{path}"), path=top.name)
