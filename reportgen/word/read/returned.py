"""Reading a document that came back, and telling whether somebody worked in it.

It is read with suspicion, and never with an exception: whatever is in the file, the answer
is plain data, or a problem that says why there is none. Nothing in it is run, and nothing
it points to is fetched.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from reportgen.hearing.model import Author, BaseDocument, DeletedParagraph, Para, Returned
from reportgen.opc.container import Refused
from reportgen.opc.namespaces import NAMESPACES, qn
from reportgen.opc.package import BadPackage, Package, rels_name
from reportgen.problems import Location, Problem
from reportgen.word.elements.identity import (
    Identity,
    SentCopy,
    read_core,
    read_identity,
    read_sent_copy,
)
from reportgen.word.read import comments as comment_threads
from reportgen.word.read.body import BodyReader, BodyText
from reportgen.word.read.dangers import dangers, fetching_fields
from reportgen.word.read.object_parts import ForeignText, ObjectParts
from reportgen.word.read.outside_body import foreign_texts, read_objects, struck_outside
from reportgen.word.read.tracked import Changes

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
    """The same with every tracked change rejected; empty where that was not asked for."""
    identity: Identity | None
    mark: SentCopy | None
    """Round and party of a copy that was sent out, if the file still carries them."""
    signed: tuple[str, ...]
    """Everyone who signed a tracked change or a comment, and who saved it last, each once."""
    foreign: Mapping[str, ForeignText]
    """What it carries along in other formats, by the digest that its object tells."""
    has_edits: bool
    """Whether text was inserted, deleted, moved or formatted with tracking on."""
    struck: frozenset[str]
    """The words of each stretch that is struck through, in the body and outside it."""


Answer = tuple[ReadFile | None, tuple[Problem, ...]]
"""What was read, or None, and what there is to say of it."""


def read_returned(data: bytes, file: str) -> Answer:
    """Read one Word file that came back, in both views, as a `Reader` does."""
    return Reader().read(data, file, both_views=True)


class Reader:
    """Reads files that came back; what they have in common is read once."""

    def __init__(self) -> None:
        self._answers: dict[tuple[bytes, bool, frozenset[str] | None], Answer] = {}
        self._bodies = BodyReader()
        self._parts = ObjectParts()

    def read(
        self, data: bytes, file: str, *, both_views: bool = False, sent: bytes | None = None
    ) -> Answer:
        """Read a Word file; `file` is its name, for messages.

        With `both_views` it is read with every tracked change rejected, too. `sent` is the
        file it was made from: what was struck through since is read as taken out. Returns
        None where it cannot be read, with the problem that says why; else the problems are
        warnings. Takes time in proportion to the file, and none for one that was read
        before. Never raises.
        """
        answer = self._known(data, file, both_views, None)
        if sent is not None and answer[0] is not None and answer[0].struck:
            before = self._known(sent, file, both_views=False, struck=None)[0]
            known = before.struck if before is not None else frozenset()
            answer = self._known(data, file, both_views, known)
        return _called(file, *answer)

    def _known(
        self, data: bytes, file: str, both_views: bool, struck: frozenset[str] | None
    ) -> Answer:
        key = (hashlib.sha256(data).digest(), both_views, struck)
        if key not in self._answers:
            self._answers[key] = self._fresh(data, file, both_views, struck)
        return self._answers[key]

    def _fresh(
        self, data: bytes, file: str, both_views: bool, struck: frozenset[str] | None
    ) -> Answer:
        problems: list[Problem] = []
        try:
            read = _read(
                data,
                file,
                problems,
                self._bodies,
                self._parts,
                struck=struck,
                both_views=both_views,
            )
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


def _read(
    data: bytes,
    file: str,
    problems: list[Problem],
    bodies: BodyReader,
    parts: ObjectParts,
    *,
    struck: frozenset[str] | None,
    both_views: bool,
) -> ReadFile:
    package = Package.open(data, file)
    problems += dangers(package, file)
    _make_transitional(package)
    targets = _link_targets(package, file)
    try:
        body = bodies.read(package, targets, struck)
    except Refused as refused:
        raise BadPackage.because(refused, file, "returned-damaged") from refused
    except ValueError:
        raise _damaged(package.document, file) from None
    changes = body.changes
    problems += fetching_fields(package, body.root, file)

    @cache
    def rejected() -> BodyText:
        return bodies.read_rejected(package, targets) if body.is_revised else body.text

    comments = _comments(package, file, problems)
    try:
        objects, damaged = read_objects(package, body, parts)
    except Refused as refused:
        raise BadPackage.because(refused, file) from refused
    problems += [
        Problem("returned-part-passed-over", Location(file), {"part": part}) for part in damaged
    ]
    if nameless := sum(not (author.name or author.struck) for author in changes.authors):
        problems.append(Problem("returned-without-author", Location(file), {"count": nameless}))
    links_kept = package.related("commentsExtended") is not None
    return ReadFile(
        document=Returned(
            party="",
            paragraphs=body.text.paragraphs,
            deleted=(*changes.deleted(body.root), *_emptied(body.text.paragraphs)),
            remarks=comment_threads.remarks(comments, body.text, rejected, links_kept=links_kept),
            file=file,
            objects=objects,
            objects_taken=changes.drawings_taken(body.root),
            program=_program(package),
            typed_dates=body.typed_dates,
        ),
        rejected=rejected().paragraphs if both_views else (),
        identity=read_identity(package),
        mark=read_sent_copy(package),
        signed=_signed(package, changes, [comment.author for comment in comments]),
        foreign=foreign_texts(package, body),
        has_edits=body.has_edits,
        struck=body.struck | struck_outside(package, body),
    )


def _emptied(paragraphs: Sequence[Para]) -> Iterator[DeletedParagraph]:
    """Paragraphs that stand without words, all of them struck through by hand."""
    for para in paragraphs:
        if not para.tracked:
            continue  # as most are
        struck = [each for each in para.tracked if each.words]
        if struck and not para.plain.strip():
            words = "".join(each.words for each in struck)
            yield DeletedParagraph(words, struck[-1].author, para.anchors)


def _damaged(part: str, file: str) -> BadPackage:
    return BadPackage(Problem("returned-damaged", Location(file), {"part": part}))


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


def _link_targets(package: Package, file: str) -> dict[str, str]:
    """Addresses of the links by their relationship."""
    try:
        relationships = package.relationships(package.document)
    except ValueError:
        raise _damaged(rels_name(package.document), file) from None
    return {rel.id: rel.target for rel in relationships if rel.kind == "hyperlink"}


def _comments(
    package: Package, file: str, problems: list[Problem]
) -> list[comment_threads.ReadComment]:
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
    names[read_core(package, "cp:lastModifiedBy")] = None
    return tuple(name for name in names if name.strip())


def _program(package: Package) -> str:
    """What saved the file, as it names itself."""
    name = next(iter(package.relationships("").targets("extended-properties")), "").lstrip("/")
    root = package.sound_xml(name)
    return "" if root is None else (root.findtext(qn("ep:Application")) or "").strip()


@dataclass(frozen=True, slots=True)
class Differences:
    """What tells two files apart for a reader."""

    tracked: bool
    """Whether the second holds tracked changes that people make."""
    paragraphs: int
    """How many paragraphs read differently."""
    comments: int
    """How many comments were added, changed, resolved or taken away."""
    objects: int = 0
    """How much was done to figures, notes and other things beside the text."""
    looks: int = 0
    """In how many places words were marked, coloured, hidden or set otherwise."""

    def __bool__(self) -> bool:
        counts = (self.paragraphs, self.comments, self.objects, self.looks)
        return self.tracked or any(counts)


def differences(before: ReadFile, after: ReadFile) -> Differences:
    """Compare a file as it was made with what it is now.

    Saving without editing is no difference, whatever the editor did to the XML: only what a
    reader sees and hears, tracked changes and comments count.
    """
    from reportgen.hearing.base import prepare
    from reportgen.hearing.edits.answer import Answer as Aligned
    from reportgen.hearing.edits.looks import compare_looks
    from reportgen.hearing.edits.objects import compare_objects
    from reportgen.hearing.inventory import text_differences
    from reportgen.hearing.ledger import looks
    from reportgen.hearing.resaved.undo import without_resaving

    sent = before.document
    base = BaseDocument(sent.paragraphs, (), sent.remarks, objects=sent.objects)
    aligned = Aligned(prepare(base), without_resaving(sent, after.document).returned)
    reworded = text_differences(aligned.prepared.inventory, aligned.returned.paragraphs)
    return Differences(
        tracked=after.has_edits,
        paragraphs=sum(max(len(each.before), len(each.after)) for each in reworded)
        + len(looks(aligned)),
        comments=_difference_count(_comment_texts(before), _comment_texts(after))
        + _difference_count(_comment_texts(before, done=True), _comment_texts(after, done=True)),
        objects=len(compare_objects(aligned).remarks),
        looks=len(compare_looks(aligned)),
    )


def _comment_texts(file: ReadFile, *, done: bool = False) -> list[tuple[str, str]]:
    """Author and text of every comment, or of those that are `done`.

    Sorted: ids and order do not survive an editor.
    """
    remarks = (remark for remark in file.document.remarks if remark.resolved or not done)
    return sorted((remark.author.name, remark.text) for remark in remarks)


def _difference_count(before: Sequence[object], after: Sequence[object]) -> int:
    """How many entries of either have no counterpart in the other."""
    from difflib import SequenceMatcher

    if before == after:
        return 0
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return sum(max(i2 - i1, j2 - j1) for tag, i1, i2, j1, j2 in blocks if tag != "equal")
