"""What the archive refuses, each cause by name."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reportgen.problems import Location, Refusal


class NotAnArchive(Refusal):
    """The folder holds something that is not an archive."""

    code = "archive-not-an-archive"


class AnotherLayout(Refusal):
    """The archive is laid out by another program or another version of the format."""

    code = "archive-another-layout"


class NoSuchObject(Refusal):
    """No year of that name is archived."""

    code = "archive-no-such-object"


class NoSuchVersion(Refusal):
    """The year is archived, but has no such version."""

    code = "archive-no-such-version"


class NoSuchFile(Refusal):
    """The version holds no such file."""

    code = "archive-no-such-file"


class UnsafeNames(Refusal):
    """Files have names that some system cannot take."""

    code = "archive-names-unsafe"


class ClashingNames(Refusal):
    """Names that Windows cannot tell apart."""

    code = "archive-names-clash"


class FolderTaken(Refusal):
    """The folder of a new object is in use for something else."""

    code = "archive-folder-taken"


class ObjectDamaged(Refusal):
    """The object cannot be trusted to be built on or read."""

    code = "archive-object-damaged"


class ContentDamaged(Refusal):
    """Archived bytes are not what they were."""

    code = "archive-content-damaged"


class SourceChanged(Refusal):
    """A file changed while it was being archived."""

    code = "archive-source-changed"


class CopyFailed(Refusal):
    """What was written is not what was read."""

    code = "archive-copy-failed"


class DestinationNotEmpty(Refusal):
    """There is something where files are to be put."""

    code = "archive-destination-not-empty"


class DestinationInArchive(Refusal):
    """Files would be put into the archive itself."""

    code = "archive-destination-inside"


class ArchiveBusy(Refusal):
    """Another person or program is writing to the archive."""

    code = "archive-busy"


class DiskFull(Refusal):
    """There is no more room."""

    code = "archive-disk-full"


class ReadOnly(Refusal):
    """The disk or share cannot be written to."""

    code = "archive-read-only"


class AccessDenied(Refusal):
    """A file is held by another program, or the rights are missing."""

    code = "archive-access-denied"


class StorageFailed(Refusal):
    """The disk or share failed in some other way."""

    code = "archive-storage-failed"


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


@contextmanager
def storage_errors(place: Path) -> Iterator[None]:
    """Turn the system's errors into refusals that say which file under `place`, and what to do."""
    try:
        yield
    except OSError as error:
        cause = _CAUSES.get(error.errno or 0, StorageFailed)
        file = error.filename if isinstance(error.filename, str) else str(place)
        detail = error.strerror or str(error)
        raise cause(Location(file=file), path=file, detail=detail) from error
