"""Writing a version's content into the staging area, and reading back what was written."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from reportgen.archive import digests, files, inventory, names
from reportgen.archive.inventory import NAME, SIDECAR
from reportgen.archive.parallel import in_parallel
from reportgen.archive.refusals import CopyFailed, SourceChanged
from reportgen.archive.survey import Source, digest_of, open_source
from reportgen.problems import Location

_CHUNK = 1 << 20


def write_content(
    room: Path,
    folder: str,
    version: str,
    sources: Mapping[str, Source],
    expected: Mapping[str, str | None],
) -> dict[str, tuple[str, str]]:
    """Write `sources` under their content paths in `room`; logical path to (digest, path).

    `folder` is the object's, and `expected` the digests that are known already. The digests
    are those of what was written, read back and compared with its source: `SourceChanged` or
    `CopyFailed` if they differ.
    """
    paths = {
        logical: _content_path(folder, version, logical, source, expected[logical])
        for logical, source in sources.items()
    }
    for parent in {(room / path).parent for path in paths.values()}:
        parent.mkdir(parents=True, exist_ok=True)
    copies = [
        _Copy(logical, source, room / paths[logical], expected[logical], _signature(source))
        for logical, source in sources.items()
    ]
    for _ in in_parallel(_write, copies):
        pass
    # The disk takes its time over each file; meanwhile the processor reads them back.
    steps: list[Callable[[], str]] = [
        partial(step, copy) for copy in copies for step in (_sync, _check)
    ]
    found = list(in_parallel(lambda step: step(), steps))[1::2]
    return {
        copy.logical: (digest, paths[copy.logical])
        for copy, digest in zip(copies, found, strict=True)
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
    told = source.stat()
    return told.st_mtime_ns, told.st_size


def _write(copy: _Copy) -> None:
    if isinstance(copy.source, bytes):
        copy.target.write_bytes(copy.source)
    else:
        shutil.copyfile(copy.source, copy.target)


def _sync(copy: _Copy) -> str:
    files.sync_one(copy.target)
    return ""


def _check(copy: _Copy) -> str:
    """Digest of the copy, once it is found to be the same as its source."""
    made = digests.new()
    is_same = True
    with copy.target.open("rb") as written, open_source(copy.source) as source:
        while chunk := written.read(_CHUNK):
            made.update(chunk)
            is_same = is_same and source.read(_CHUNK) == chunk
        is_same = is_same and not source.read(1)
    place = Location(file=copy.logical)
    if copy.expected not in {None, made.hexdigest()} or _signature(copy.source) != copy.signature:
        raise SourceChanged(place, path=copy.logical)
    if not is_same:
        raise CopyFailed(place, path=copy.logical)
    return made.hexdigest()


def _content_path(
    folder: str, version: str, logical: str, source: Source, digest: str | None
) -> str:
    if names.is_long(folder, version, logical):
        return names.short_content_path(folder, version, logical, digest or digest_of(source))
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
