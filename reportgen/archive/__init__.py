"""The archive: plain files and JSON, laid out as OCFL 1.1, that outlive this program.

One object a network and year, ``urn:reportgen:<network>:<year>`` in the folder
``<network>_<year>``; each version is kept whole and can be checked by anyone's tools.
"""

from reportgen.archive.inventory import Inventory, User, Version
from reportgen.archive.paths import folder_id, object_folder, object_id
from reportgen.archive.refusals import (
    AccessDenied,
    AnotherLayout,
    ArchiveBusy,
    ClashingNames,
    ContentDamaged,
    CopyFailed,
    DestinationInArchive,
    DestinationNotEmpty,
    DiskFull,
    FolderTaken,
    NoSuchFile,
    NoSuchObject,
    NoSuchVersion,
    NotAnArchive,
    ObjectDamaged,
    ReadOnly,
    SourceChanged,
    StorageFailed,
    UnsafeNames,
)
from reportgen.archive.store import Committed, ObjectEntry, Store

__all__ = [
    "AccessDenied",
    "AnotherLayout",
    "ArchiveBusy",
    "ClashingNames",
    "Committed",
    "ContentDamaged",
    "CopyFailed",
    "DestinationInArchive",
    "DestinationNotEmpty",
    "DiskFull",
    "FolderTaken",
    "Inventory",
    "NoSuchFile",
    "NoSuchObject",
    "NoSuchVersion",
    "NotAnArchive",
    "ObjectDamaged",
    "ObjectEntry",
    "ReadOnly",
    "SourceChanged",
    "StorageFailed",
    "Store",
    "UnsafeNames",
    "User",
    "Version",
    "folder_id",
    "object_folder",
    "object_id",
]
