"""What stands on a sheet beside the cells' values: notes, threads of comments, boxes and pictures.

None of it is read into the report; it is found so that it can be said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.opc.xml import Element
from reportgen.sources.workbook.package import WorkbookPackage

_PICTURES = {"pic": "billede", "graphicFrame": "diagram"}


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody wrote to a cell: a note, or a thread of comments."""

    cell: str
    author: str
    text: str


def notes(package: WorkbookPackage, sheet: str) -> tuple[Note, ...]:
    """The notes and threads of the sheet whose part is `sheet`, by cell.

    Excel keeps beside a thread a note that only says that there is one.
    """
    related = list(package.relations(sheet).values())
    threads: dict[str, Note] = {}
    for kind, path in related:
        if kind == "threadedComment" and path in package.names:
            for note in _threads(package, path):
                before = threads.get(note.cell)
                text = f"{before.text} / {note.text}" if before else note.text
                threads[note.cell] = Note(note.cell, before.author if before else note.author, text)
    found = [
        note
        for kind, path in related
        if kind == "comments" and path in package.names
        for note in _notes(package.xml(path))
        if note.cell not in threads
    ]
    return (*found, *threads.values())


def _notes(root: Element) -> Iterator[Note]:
    authors = [element.text or "" for element in _all(root, "author")]
    for comment in _all(root, "comment"):
        number = comment.get("authorId", "")
        known = number.isdecimal() and int(number) < len(authors)
        author = authors[int(number)] if known else ""
        text = "".join(piece.text or "" for piece in _all(comment, "t"))
        if text.strip():
            yield Note(comment.get("ref", ""), author, _without_author(text, author))


def _without_author(text: str, author: str) -> str:
    """Excel opens a note with its author's name and a colon."""
    opened = text.strip().removeprefix(f"{author}:") if author else text
    return opened.strip()


def _threads(package: WorkbookPackage, path: str) -> Iterator[Note]:
    people = {
        person.get("id", ""): person.get("displayName", "")
        for name in sorted(package.names)
        if name.startswith("xl/persons/") and name.endswith(".xml")
        for person in _all(package.xml(name), "person")
    }
    for comment in _all(package.xml(path), "threadedComment"):
        text = "".join(piece.text or "" for piece in _all(comment, "text"))
        if text.strip():
            author = people.get(comment.get("personId", ""), "")
            yield Note(comment.get("ref", ""), author, text.strip())


def drawn(package: WorkbookPackage, sheet: str) -> tuple[str, ...]:
    """What is drawn on the sheet, each thing in a word or by the text that it holds, in Danish."""
    found: list[str] = []
    for kind, path in package.relations(sheet).values():
        if kind == "drawing" and path in package.names:
            root = package.xml(path)
            for shape in _all(root, "sp"):
                text = " ".join("".join(t.text or "" for t in _all(shape, "t")).split())
                if text:
                    found.append(f"tekstboks: {text}")
            for tag, word in _PICTURES.items():
                found += [word for _ in _all(root, tag)]
    return tuple(found)


def _all(root: Element, name: str) -> Iterator[Element]:
    return (e for e in root.iter() if str(e.tag).rpartition("}")[2] == name)
