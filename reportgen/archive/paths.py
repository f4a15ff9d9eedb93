"""Names in the archive: ids and their folders, and which file names travel.

An id is ``urn:reportgen:<network>:<year>``, with what a URI cannot hold percent-encoded, and
lies in the folder ``<network>_<year>``. Older ids have their letters as they are; those stay,
since OCFL forbids to change an id, and are found by comparing in NFC.
Logical paths are kept as people wrote them (in NFC, with ``/``), so that the files on disk
can be found without any program.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import quote, unquote

from reportgen.workspace.names import RESERVED

_ID = re.compile(r"urn:reportgen:([^:]+):([0-9]{4})")
_FOLDER = re.compile(r"(.+)_([0-9]{4})")
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"\\|?*]')

LONGEST_PATH = 150
"""Characters in a relative path. Windows stops at 260, and a network drive's own path takes
the rest."""

_ARCHIVE_PREFIX = len("arkiv/")
_STAGING_PREFIX = len("extensions/reportgen-staging/12345678/")
EXTENSIONS = "extensions"


def object_id(network: str, year: int) -> str:
    """Id of one network's year, as a valid URI (RFC 3986).

    >>> object_id("børn og unge", 2022)
    'urn:reportgen:b%C3%B8rn%20og%20unge:2022'
    """
    return f"urn:reportgen:{quote(normal(network), safe='')}:{year:04d}"


def object_folder(identifier: str) -> str | None:
    """Folder of the object `identifier` under the storage root, None if it is not an id of ours."""
    match = _ID.fullmatch(identifier)
    if match is None:
        return None
    folder = f"{unquote(match[1])}_{match[2]}"
    return None if is_unsafe(folder) or "/" in folder else folder


def said(identifier: str) -> str:
    """An id as a person reads it; one that is not ours as it stands.

    >>> said("urn:reportgen:b%C3%B8rn%20og%20unge:2022")
    'børn og unge 2022'
    """
    match = _ID.fullmatch(identifier)
    return f"{unquote(match[1])} {match[2]}" if match else identifier


def folder_id(folder: str) -> str | None:
    """Id of a new object in `folder`, None for a folder that is not named as ours are."""
    match = _FOLDER.fullmatch(folder)
    if match is None or is_unsafe(folder) or "/" in folder:
        return None
    return object_id(match[1], int(match[2]))


def normal(path: str) -> str:
    """`path` in NFC, as Windows writes it; macOS hands out decomposed letters."""
    return unicodedata.normalize("NFC", path)


def is_unsafe(path: str) -> bool:
    """Tell whether `path`, relative and with ``/``, is one that some system cannot take."""
    if not path or len(path) > LONGEST_PATH:
        return True
    return any(_is_unsafe_element(element) for element in path.split("/"))


def _is_unsafe_element(element: str) -> bool:
    return (
        element in {"", ".", ".."}
        or element[-1] in ". "
        or element[0] == " "
        or _FORBIDDEN.search(element) is not None
        or RESERVED.fullmatch(element) is not None
        or any(unicodedata.category(letter) == "Cs" for letter in element)
    )


def unsafe_paths(paths: Iterable[str]) -> list[str]:
    """Paths that cannot be archived, in order."""
    return [path for path in paths if is_unsafe(normal(path))]


def clashing_paths(paths: Iterable[str]) -> list[str]:
    """Paths that a file system blind to case would put in one place, or one inside another."""
    seen: dict[str, str] = {}
    clashes: list[str] = []
    for path in paths:
        key = normal(path).casefold()
        if key in seen:
            clashes += [seen[key], path]
        seen[key] = path
    for key, path in seen.items():
        elements = key.split("/")
        parents = ("/".join(elements[:end]) for end in range(1, len(elements)))
        clashes += [path for parent in parents if parent in seen]
    return list(dict.fromkeys(clashes))


def is_long(folder: str, version: str, logical: str) -> bool:
    """Tell whether content at its own path would be too deep, with the archive's folders."""
    return _before(folder) + len(f"{version}/content/{logical}") > LONGEST_PATH


def short_content_path(folder: str, version: str, logical: str, digest: str) -> str:
    """Where content lies whose own path is too long: under the start of its digest.

    Only the copy on disk is named so; what is restored has its whole name.
    """
    name = logical.rsplit("/", 1)[-1]
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 8:
        stem, dot, ending = name, "", ""
    start = f"{version}/content/{digest[:16]}/"
    room = max(LONGEST_PATH - _before(folder) - len(start) - len(dot + ending), 8)
    return f"{start}{stem[:room].rstrip('. ')}{dot}{ending}"


def _before(folder: str) -> int:
    return _ARCHIVE_PREFIX + max(len(folder) + 1, _STAGING_PREFIX)
