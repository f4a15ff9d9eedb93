"""Reading a document that came back: with suspicion, and never with an exception.

Whatever is in the file, the answer is plain data, or a problem that says why there is
none. Nothing in it is run, and nothing it points to is fetched.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, replace

from reportgen.hearing.model import Author, Para, Returned
from reportgen.opc.namespaces import NAMESPACES, qn
from reportgen.opc.package import BadPackage, Package, Relationships, rels_name
from reportgen.opc.xml import parse
from reportgen.problems import Location, Problem
from reportgen.word.elements.identity import Identity, read_identity
from reportgen.word.read import comments as comment_threads
from reportgen.word.read.beside_text import Aside, read_aside
from reportgen.word.read.stories import Stories
from reportgen.word.read.tracked import Changes
from reportgen.word.read.warnings import dangers
from reportgen.word.write.hearing_copy import Mark, read_mark

MOST_XML = 48 * 1024 * 1024
"""Bytes of one part that is XML; a report of 200 pages with every word tracked is a tenth of it."""
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = tuple(
    (f"http://purl.oclc.org/ooxml/{strict}".encode(), NAMESPACES[prefix].encode())
    for strict, prefix in (
        ("wordprocessingml/main", "w"),
        ("officeDocument/relationships", "r"),
        ("officeDocument/math", "m"),
        ("officeDocument/customProperties", "cust"),
        ("officeDocument/docPropsVTypes", "vt"),
    )
)


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What one file says, and what it says of itself."""

    document: Returned
    """How it reads with every tracked change accepted; whose it is, nobody knows here."""
    rejected: tuple[Para, ...]
    """The same with every tracked change rejected: other than the base, where somebody
    edited without tracking."""
    identity: Identity | None
    mark: Mark | None
    """Round and party of a copy that was sent out, if the file still carries them."""
    signed: tuple[str, ...]
    """Everyone who signed a tracked change or a comment, and who saved it last, each once."""
    aside: tuple[Aside, ...]
    """What stands beside the running text: boxes, notes, headers, pictures."""


Answer = tuple[ReadFile | None, tuple[Problem, ...]]
"""What was read, or None, and what there is to say of it."""


def read_returned(data: bytes, file: str) -> Answer:
    """Read one Word file that came back, as a `Reader` does."""
    return Reader().read(data, file)


class Reader:
    """Reads files that came back; what they have in common is read once."""

    def __init__(self) -> None:
        self._answers: dict[bytes, Answer] = {}
        self._stories = Stories()

    def read(self, data: bytes, file: str) -> Answer:
        """Read a Word file; `file` is its name, for messages.

        Returns None where it cannot be read, with the problem that says why; else the problems
        are warnings. Takes time in proportion to the file, and none for one that was read
        before. Never raises.
        """
        key = hashlib.sha256(data).digest()
        if key not in self._answers:
            self._answers[key] = self._fresh(data, file)
        return _called(file, *self._answers[key])

    def _fresh(self, data: bytes, file: str) -> Answer:
        problems: list[Problem] = []
        try:
            read = _read(data, file, problems, self._stories)
        except BadPackage as bad:
            return None, (*problems, bad.problem)
        except Exception:  # whatever a hostile file finds, it is that file's problem alone
            return None, (*problems, Problem("returned-unreadable", Location(file)))
        return read, tuple(problems)


def _called(file: str, read: ReadFile | None, problems: tuple[Problem, ...]) -> Answer:
    """What was read of the same bytes under another name."""
    where = Location(file)
    if read is not None and read.document.file != file:
        read = replace(read, document=replace(read.document, file=file))
    return read, tuple(replace(problem, location=where) for problem in problems)


def _read(data: bytes, file: str, problems: list[Problem], stories: Stories) -> ReadFile:
    package = Package.open(data, file)
    _bound(package, file)
    problems += dangers(package, file)
    _make_transitional(package)
    try:
        told = stories.read(package, _targets(package, file))
    except ValueError:
        damaged_part = Problem("returned-damaged", Location(file), {"part": package.document})
        raise BadPackage(damaged_part) from None
    changes = told.changes
    comments = _comments(package, file, problems)
    aside, damaged = read_aside(package, told.root, changes.authors, told.accepted.beside)
    problems += [
        Problem("returned-part-passed-over", Location(file), {"part": part}) for part in damaged
    ]
    nameless = sum(1 for author in changes.authors if not author.name)
    if nameless:
        problems.append(Problem("returned-without-author", Location(file), {"count": nameless}))
    return ReadFile(
        document=Returned(
            party="",
            paragraphs=told.accepted.paragraphs,
            deleted=changes.deleted(told.root),
            remarks=comment_threads.remarks(
                comments,
                told.accepted,
                told.rejected,
                links_kept=package.related("commentsExtended") is not None,
            ),
            file=file,
        ),
        rejected=(told.rejected or told.accepted).paragraphs,
        identity=read_identity(package),
        mark=read_mark(package),
        signed=_signed(package, changes, [comment.author for comment in comments]),
        aside=aside,
    )


def _bound(package: Package, file: str) -> None:
    """Refuse XML that would take the memory of this computer to read."""
    for name, content in package.parts.items():
        if len(content) > MOST_XML and name.endswith((".xml", ".rels")):
            raise BadPackage(Problem("word-too-large", Location(file)))


def _make_transitional(package: Package) -> None:
    """Give a file saved as "Strict Open XML" the names that every other file uses."""
    if _STRICT not in package.parts[package.document]:
        return
    for name, content in list(package.parts.items()):
        if name.endswith((".xml", ".rels")):
            renamed = content
            for strict, transitional in _TRANSITIONAL:
                renamed = renamed.replace(strict, transitional)
            package.parts[name] = renamed


def _targets(package: Package, file: str) -> dict[str, str]:
    """Addresses of the links by their relationship."""
    name = rels_name(package.document)
    try:
        root = Relationships(package.parts.get(name)).root
    except ValueError:
        raise BadPackage(Problem("returned-damaged", Location(file), {"part": name})) from None
    return {
        relation.get("Id") or "": relation.get("Target") or ""
        for relation in root
        if isinstance(relation.tag, str) and (relation.get("Type") or "").endswith("/hyperlink")
    }


def _comments(
    package: Package, file: str, problems: list[Problem]
) -> list[comment_threads.Written]:
    try:
        comments = comment_threads.read_comments(package)
    except ValueError:
        part = package.related("comments") or ""
        problems.append(Problem("returned-part-passed-over", Location(file), {"part": part}))
        return []
    if len({comment.place for comment in comments}) < len(comments):
        problems.append(Problem("returned-ids-twice", Location(file)))
    return comments


def _signed(package: Package, changes: Changes, commented: list[Author]) -> tuple[str, ...]:
    """Names, those who changed most before the others, and who saved the file at the end."""
    counted = Counter(author.name for author in (*changes.authors, *commented))
    names = dict.fromkeys(name for name, _ in counted.most_common())
    names[_last_saved_by(package)] = None
    return tuple(name for name in names if name.strip())


def _last_saved_by(package: Package) -> str:
    try:
        root = parse(package.parts["docProps/core.xml"])
    except (KeyError, ValueError):
        return ""
    return root.findtext(qn("cp:lastModifiedBy")) or ""
