"""What comes back and is no copy of the report: why nothing in it is read, and what to do."""

from __future__ import annotations

from pathlib import PurePath

_WORD = frozenset({".docx", ".docm"})
_ZIP = b"PK\x03\x04"
_DOCUMENT = b"word/document"
_TNEF = b"\x78\x9f\x3e\x22"

_BY_SUFFIX = {
    **dict.fromkeys((".zip", ".7z", ".rar"), "received-packed"),
    **dict.fromkeys((".doc", ".dot", ".rtf", ".odt", ".pages", ".wps"), "received-other-format"),
    ".p7m": "received-encrypted",
    ".url": "received-link",
}


def is_word(name: str, data: bytes) -> bool:
    """Whether a file may be Word's own: by what it is called, or by what it holds."""
    if PurePath(name.strip()).suffix.casefold() in _WORD:
        return True
    return data.startswith(_ZIP) and _DOCUMENT in data


def why_unread(name: str, data: bytes) -> str | None:
    """Code of the problem that says why a file cannot be read as a copy; None where it can."""
    if not data:
        return "received-empty"
    if is_word(name, data):
        return None
    if data.startswith(_TNEF) or name.casefold().endswith("winmail.dat"):
        return "received-winmail"
    return _BY_SUFFIX.get(PurePath(name.strip()).suffix.casefold(), "received-not-word")
