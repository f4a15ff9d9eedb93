"""What the archive refuses, each cause by name."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reportgen.problems import Location, Refusal


class NotAnArchive(Refusal, code="archive-not-an-archive"):
    """The folder holds something that is not an archive."""


class AnotherLayout(Refusal, code="archive-another-layout"):
    """The archive is laid out by another program or another version of the format."""


class NoSuchObject(Refusal, code="archive-no-such-object"):
    """No year of that name is archived."""


class NoSuchVersion(Refusal, code="archive-no-such-version"):
    """The year is archived, but has no such version."""


class NoSuchFile(Refusal, code="archive-no-such-file"):
    """The version holds no such file."""


class UnsafeNames(Refusal, code="archive-names-unsafe"):
    """Files have names that some system cannot take."""


class ClashingNames(Refusal, code="archive-names-clash"):
    """Names that Windows cannot tell apart."""


class FolderTaken(Refusal, code="archive-folder-taken"):
    """The folder of a new object is in use for something else."""


class ObjectDamaged(Refusal, code="archive-object-damaged"):
    """The object cannot be trusted to be built on or read."""


class RecordDamaged(Refusal, code="archive-record-damaged"):
    """What was archived of a version is as it was, and cannot be read all the same."""


class ContentDamaged(Refusal, code="archive-content-damaged"):
    """Archived bytes are not what they were."""


class SourceChanged(Refusal, code="archive-source-changed"):
    """A file changed while it was being archived."""


class CopyFailed(Refusal, code="archive-copy-failed"):
    """What was written is not what was read."""


class DestinationNotEmpty(Refusal, code="archive-destination-not-empty"):
    """There is something where files are to be put."""


class DestinationInArchive(Refusal, code="archive-destination-inside"):
    """Files would be put into the archive itself."""


class ArchiveBusy(Refusal, code="archive-busy"):
    """Another person or program is writing to the archive."""


class DiskFull(Refusal, code="archive-disk-full"):
    """There is no more room."""


class ReadOnly(Refusal, code="archive-read-only"):
    """The disk or share cannot be written to."""


class AccessDenied(Refusal, code="archive-access-denied"):
    """A file is held by another program, or the rights are missing."""


class StorageFailed(Refusal, code="archive-storage-failed"):
    """The disk or share failed in some other way."""


_CAUSES: dict[int, type[Refusal]] = {
    errno.ENOSPC: DiskFull,
    errno.EDQUOT: DiskFull,
    errno.EFBIG: DiskFull,
    errno.EROFS: ReadOnly,
    errno.EACCES: AccessDenied,
    errno.EPERM: AccessDenied,
    errno.EBUSY: AccessDenied,
    errno.ETXTBSY: AccessDenied,
}


def _from(place: Path, file: object) -> str:
    """A file as it is said: from the folder that `place` is, without what lies above it."""
    path = Path(file) if isinstance(file, str) else place
    if not path.is_absolute():
        return path.as_posix()
    if not path.is_relative_to(place):
        return path.name
    return (Path(place.name) / path.relative_to(place)).as_posix()


@contextmanager
def storage_errors(place: Path) -> Iterator[None]:
    """Turn the system's errors into refusals that say which file under `place`, and what to do."""
    try:
        yield
    except OSError as error:
        cause = _CAUSES.get(error.errno or 0, StorageFailed)
        file = _from(place, error.filename)
        detail = error.strerror or str(error)
        raise cause(Location(file=file), path=file, detail=detail) from error
