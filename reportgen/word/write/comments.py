"""Pending inputs as Word comments, signed with where they come from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.opc.package import Package
from reportgen.word.write.markup import escape, text

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment to be written."""

    author: str
    lines: tuple[str, ...]
    date: dt.date | None


def add_comments(package: Package, comments: Sequence[Comment]) -> None:
    """Add the comments part; ids are the places in `comments`, from 0."""
    if not comments:
        return
    written = "".join(_comment(number, comment) for number, comment in enumerate(comments))
    content = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<w:comments xmlns:w="{_W}">{written}</w:comments>'
    )
    package.add("word/comments.xml", content.encode(), CONTENT_TYPE)
    package.relate(package.document, "comments", "comments.xml")


def _comment(number: int, comment: Comment) -> str:
    # A date without a time is midnight: the schema has no date alone, and no hour is known.
    date = f' w:date="{comment.date.isoformat()}T00:00:00Z"' if comment.date else ""
    mark = '<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:annotationRef/></w:r>'
    paragraphs = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="CommentText"/></w:pPr>{mark if i == 0 else ""}'
        f"<w:r>{text(line)}</w:r></w:p>"
        for i, line in enumerate(comment.lines)
    )
    return (
        f'<w:comment w:id="{number}" w:author="{escape(comment.author)}"{date} '
        f'w:initials="{escape(_initials(comment.author))}">{paragraphs}</w:comment>'
    )


def _initials(author: str) -> str:
    """First letters of the words that have any, as Word shows them in the margin."""
    return "".join(word[0] for word in author.split() if word[0].isalpha())[:3].upper() or "RG"
