"""What somebody put beside the running text: boxes, notes, headers, pictures, as comments."""

from __future__ import annotations

from reportgen.hearing.names import name
from reportgen.hearing.result import Comment
from reportgen.word.returned import ReadFile
from reportgen.word.returned_aside import AsideKind

_NAMES = {
    AsideKind.BOX: "Tekstboks",
    AsideKind.HEADER: "Sidehoved",
    AsideKind.FOOTER: "Sidefod",
    AsideKind.FOOTNOTE: "Fodnote",
    AsideKind.ENDNOTE: "Slutnote",
}


def aside_comments(original: ReadFile | None, read: ReadFile, party: str) -> tuple[Comment, ...]:
    """What is beside the text of a file that came back, and was not in what was sent out."""
    known = set(original.aside) if original else set()
    found = []
    for aside in read.aside:
        if aside in known:
            continue
        said = (
            "Der er sat et billede ind i dokumentet."
            if aside.kind is AsideKind.PICTURE
            else f"{_NAMES[aside.kind]}: {aside.text}"
        )
        found.append(
            Comment(
                id=name("", "", "aside", party, aside.kind.value, aside.text),
                party=party,
                author="",
                date="",
                section="",
                block="",
                text=said,
            )
        )
    return tuple(found)
