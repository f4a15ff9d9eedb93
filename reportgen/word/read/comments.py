"""Comments with their threads, read from whatever editor wrote them.

Word keeps the thread beside the comments: a part names each comment by the id of its last
paragraph, the comment it answers and whether it is resolved ([MS-DOCX] 2.5.2). An editor
that knows no such part drops the links; then what a reply quotes, and where and when it
was written, must do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.hearing.model import Author, Para, Remark
from reportgen.opc.namespaces import qn
from reportgen.opc.package import Package
from reportgen.opc.xml import Element
from reportgen.word.elements.runs import TEXTUAL, text_of
from reportgen.word.elements.values import is_true
from reportgen.word.read.body import BodyText, CommentRange
from reportgen.word.read.tracked import author_of
from reportgen.word.revisions.settle import accept

_P, _ID = qn("w:p"), qn("w:id")
_PARA_ID, _PARENT, _DONE = qn("w15:paraId"), qn("w15:paraIdParent"), qn("w15:done")
_LONGEST_HEAD = 120
_QUOTES = "\"'“”„«»"


@dataclass(frozen=True, slots=True)
class ReadComment:
    """A comment as its part has it."""

    key: str
    """Its id; one that was used before gets a number after it."""
    place: str
    """Its id as the text uses it."""
    author: Author
    text: str
    parent: str | None
    resolved: bool


def read_comments(package: Package) -> list[ReadComment]:
    """Read the comments of a file, in the order of their part.

    Raises ValueError where a part is no XML.
    """
    root = package.related_xml("comments")
    if root is None:
        return []
    accept(root)
    elements = list(root.iterchildren(qn("w:comment")))
    keys = _keys(element.get(_ID) or "" for element in elements)
    threads = _threads(package)
    last = [_last_paragraph(element) for element in elements]
    of_paragraph = {paragraph: key for paragraph, key in zip(last, keys, strict=True) if paragraph}
    comments: list[ReadComment] = []
    for key, paragraph, element in zip(keys, last, elements, strict=True):
        parent, resolved = threads.get(paragraph, ("", False))
        comments.append(
            ReadComment(
                key=key,
                place=element.get(_ID) or "",
                author=author_of(element),
                text=_text(element),
                parent=of_paragraph.get(parent) if of_paragraph.get(parent) != key else None,
                resolved=resolved,
            )
        )
    return comments


def remarks(
    comments: Sequence[ReadComment],
    accepted: BodyText,
    rejected: Callable[[], BodyText],
    *,
    links_kept: bool,
) -> tuple[Remark, ...]:
    """Comments as the hearing sees them, in the order of the text; replies after theirs.

    The words a comment is set on are those of the accepted view, else, where they are
    taken away, of the rejected one, which is asked for only then. Without `links_kept`,
    replies are found by what they quote, where they stand and when they were written.
    """
    read: list[Remark] = []
    last = len(accepted.paragraphs) - 1
    for comment in comments:
        place = accepted.comments.get(comment.place)
        quoted = accepted.quoted(place) if place else ""
        gone: Para | None = None
        if not quoted.strip() and (before := rejected().comments.get(comment.place)):
            quoted = rejected().quoted(before)
            gone = rejected().paragraphs[before.paragraph] if quoted.strip() else None
        read.append(
            Remark(
                key=comment.key,
                author=comment.author,
                text=comment.text,
                paragraph=min(place.paragraph, last) if place and last >= 0 else None,
                quoted=quoted.strip(),
                anchors=gone.anchors if gone else (),
                stood=gone.plain if gone else "",
                reply_to=comment.parent,
                resolved=comment.resolved,
            )
        )
    if not links_kept:
        places = {comment.key: accepted.comments.get(comment.place) for comment in comments}
        read = _linked(read, places)
    return _in_order(read)


def _keys(ids: Iterable[str]) -> list[str]:
    """The ids, made unique: a file may use one twice."""
    used: dict[str, int] = {}
    keys: list[str] = []
    for number in ids:
        used[number] = used.get(number, 0) + 1
        keys.append(number if used[number] == 1 else f"{number}~{used[number]}")
    return keys


def _last_paragraph(comment: Element) -> str:
    """Id of a comment's last paragraph, by which its thread knows it."""
    for paragraph in comment.iterchildren(_P, reversed=True):
        return (paragraph.get(qn("w14:paraId")) or "").upper()
    return ""


def _threads(package: Package) -> Mapping[str, tuple[str, bool]]:
    """Id of a comment's last paragraph to that of the comment it answers, and whether done."""
    extended = package.related_xml("commentsExtended")
    return {
        (entry.get(_PARA_ID) or "").upper(): (
            (entry.get(_PARENT) or "").upper(),
            is_true(entry.get(_DONE), otherwise=False),
        )
        for entry in (() if extended is None else extended.iter(qn("w15:commentEx")))
        if entry.get(_PARA_ID)
    }


def _text(comment: Element) -> str:
    return "\n".join(
        "".join(text_of(element) for element in paragraph.iter(*TEXTUAL))
        for paragraph in comment.iter(_P)
    ).strip()


def _linked(remarks: Sequence[Remark], places: Mapping[str, CommentRange | None]) -> list[Remark]:
    """Link replies again to the comments they were made on."""
    by_place: dict[tuple[int, int], list[Remark]] = {}
    starts: dict[str, int] = {}
    for remark in remarks:
        place = places[remark.key]
        if place is not None:
            end = place.start if place.end is None else place.end
            by_place.setdefault((place.paragraph, end), []).append(remark)
            starts[remark.key] = place.start
    linked: dict[str, Remark] = {}
    for together in by_place.values():
        # What was written first was answered; a file may hold them in any order.
        ordered = sorted(together, key=lambda remark: remark.author.time)
        first = ordered[0]
        for later in ordered[1:]:
            if later.reply_to is not None:
                continue
            bare = _without_quote(later.text, first)
            is_later = bool(first.author.time) and later.author.time > first.author.time
            if bare is not None:
                linked[later.key] = replace(later, reply_to=first.key, text=bare)
            elif is_later and starts[later.key] == starts[first.key] and first.quoted:
                linked[later.key] = replace(later, reply_to=first.key)
    return [linked.get(remark.key, remark) for remark in remarks]


def _without_quote(text: str, parent: Remark) -> str | None:
    """A reply without the quotation of its parent that LibreOffice opens it with.

    That is a line with the parent's author, and its text in quotation marks; None where
    `text` quotes nothing.
    """
    quoted, name = parent.text.strip(), parent.author.name
    if not quoted or not name or name not in text[: _LONGEST_HEAD + len(name)]:
        return None
    at = text.find(quoted)
    before, after = text[:at].rstrip(), text[at + len(quoted) :].lstrip()
    if at < 0 or len(before) > _LONGEST_HEAD + len(name) or before[-1:] not in _QUOTES:
        return None
    return re.sub(f"^[{re.escape(_QUOTES)}]", "", after).strip()


def _in_order(remarks: Sequence[Remark]) -> tuple[Remark, ...]:
    """Each thread together, in the order of the text; a circle of replies is broken open."""
    roots = _openings({remark.key: remark.reply_to for remark in remarks})
    places = {remark.key: number for number, remark in enumerate(remarks)}
    far = len(remarks) + max((r.paragraph or 0 for r in remarks), default=0) + 1
    at = {r.key: far if r.paragraph is None else r.paragraph for r in remarks}

    def order(remark: Remark) -> tuple[int, int, bool, str, int]:
        root = roots[remark.key]
        return (at[root], places[root], root != remark.key, remark.author.time, places[remark.key])

    return tuple(
        replace(r, reply_to=roots[r.key] if roots[r.key] != r.key else None)
        for r in sorted(remarks, key=order)
    )


def _openings(parents: Mapping[str, str | None]) -> Mapping[str, str]:
    """The comment that opens each one's thread."""
    roots: dict[str, str] = {}
    for key in parents:
        chain: dict[str, None] = {}
        at = key
        while at not in roots and at not in chain:
            chain[at] = None
            above = parents[at]
            if above is None or above not in parents:
                break
            at = above
        root = roots.get(at, at)
        roots.update(dict.fromkeys(chain, root))
    return roots
