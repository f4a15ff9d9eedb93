"""What came back and is read: whether it is a copy, and what was done beside its text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath

from reportgen.hearing.model import Author, Remark, Returned
from reportgen.word.read.outside_body import OutsideItem, OutsideKind
from reportgen.word.read.returned import ReadFile

_NAMES = {
    OutsideKind.BOX: "Tekstboks",
    OutsideKind.HEADER: "Sidehoved",
    OutsideKind.FOOTER: "Sidefod",
    OutsideKind.FOOTNOTE: "Fodnote",
    OutsideKind.ENDNOTE: "Slutnote",
}


def with_asides(original: ReadFile | None, read: ReadFile) -> Returned:
    """A file that came back, with a remark on each thing that differs beside its text.

    `original` is what was sent out.
    """
    remarks = (*read.document.remarks, *_remarks(original, read))
    return replace(read.document, remarks=remarks)


def _remarks(original: ReadFile | None, read: ReadFile) -> list[Remark]:
    """What was put in, changed or taken out."""
    before = original.outside_body if original else ()
    remarks: list[Remark] = []
    for kind in OutsideKind:
        mine = [each for each in before if each.kind is kind]
        theirs = [each for each in read.outside_body if each.kind is kind]
        came, went = list(_beyond(theirs, mine)), list(_beyond(mine, theirs))
        if len(came) == len(went) == 1 and kind is not OutsideKind.PICTURE:
            said = f"{_NAMES[kind]}: “{went[0].text}” ønskes ændret til “{came[0].text}”"
            remarks.append(_remark(len(remarks), came[0], said))
            continue
        for each in came:
            remarks.append(_remark(len(remarks), each, _came(each)))
        for each in went:
            remarks.append(_remark(len(remarks), OutsideItem(each.kind, each.text), _went(each)))
    return remarks


def _beyond(some: Sequence[OutsideItem], others: Sequence[OutsideItem]) -> Iterator[OutsideItem]:
    """Those of `some` that are not among `others`, as often as they are not."""
    left = Counter(others)
    for each in some:
        if left[each]:
            left[each] -= 1
        else:
            yield each


def _came(aside: OutsideItem) -> str:
    if aside.kind is OutsideKind.PICTURE:
        return "Der er sat et billede ind i dokumentet."
    return f"{_NAMES[aside.kind]}: {aside.text}"


def _went(aside: OutsideItem) -> str:
    if aside.kind is OutsideKind.PICTURE:
        return "Et billede er taget ud af dokumentet."
    return f"{_NAMES[aside.kind]} ønskes slettet: “{aside.text}”"


def _remark(number: int, aside: OutsideItem, said: str) -> Remark:
    names = dict.fromkeys(author.name for author in aside.authors if author.name)
    times = sorted(author.time for author in aside.authors if author.time)
    return Remark(
        key=f"ved siden af {number}",
        author=Author("; ".join(names), times[0] if times else ""),
        text=said,
        paragraph=aside.paragraph,
    )


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
