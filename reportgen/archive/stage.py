"""Writing a version's content into the staging area, and reading back what was written."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from reportgen.archive import digests, files, inventory, names
from reportgen.archive.inventory import NAME, SIDECAR
from reportgen.archive.refusals import CopyFailed, SourceChanged
from reportgen.archive.survey import Source, digest_of, is_same
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

    `folder` is the object's, and `expected` the digests that are known already. What was
    written is compared with its source: `CopyFailed` or `SourceChanged` if they differ.
    """
    paths = {
        logical: _content_path(folder, version, logical, source, expected[logical])
        for logical, source in sources.items()
    }
    for parent in {(room / path).parent for path in paths.values()}:
        parent.mkdir(parents=True, exist_ok=True)

    def store(logical: str) -> tuple[str, str]:
        target = room / paths[logical]
        digest = _copy(sources[logical], target)
        wanted = expected[logical]
        if wanted is not None and wanted != digest:
            raise SourceChanged(Location(file=logical), path=logical)
        if not is_same(sources[logical], target):
            copied = digests.of_file(target)[digests.DEFAULT] == digest
            raise (SourceChanged if copied else CopyFailed)(Location(file=logical), path=logical)
        return digest, paths[logical]

    return dict(zip(sources, digests.in_parallel(store, sources), strict=True))


def _content_path(
    folder: str, version: str, logical: str, source: Source, digest: str | None
) -> str:
    if names.is_long(folder, version, logical):
        return names.short_content_path(folder, version, logical, digest or digest_of(source))
    return f"{version}/content/{logical}"


def _copy(source: Source, target: Path) -> str:
    """Copy `source` to the new file `target`, onto the disk; digest of the bytes read."""
    if isinstance(source, bytes):
        files.write(target, source)
        return digests.of_bytes(source)
    made = digests.new()
    with source.open("rb", buffering=0) as reader, target.open("xb", buffering=0) as writer:
        while chunk := reader.read(_CHUNK):
            made.update(chunk)
            rest = memoryview(chunk)
            while rest:
                rest = rest[writer.write(rest) :]
        os.fsync(writer.fileno())
    return made.hexdigest()


def write_inventory(folder: Path, document: bytes) -> None:
    """Write an inventory and its digest into `folder`, and read them back."""
    written = {NAME: document, SIDECAR: inventory.sidecar(document)}
    for name, content in written.items():
        files.write(folder / name, content)
        if (folder / name).read_bytes() != content:
            raise CopyFailed(Location(file=name), path=name)
