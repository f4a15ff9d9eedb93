"""The text of a mail: its words out of HTML, without the mail it answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser

from reportgen.sources.mail.model import LONGEST_TEXT
from reportgen.sources.text_file import unified

PICTURE = "[billede]"
"""Stands in the text where a picture stood."""
_ORIGINAL = re.compile(
    r"-{2,} ?(?:Oprindelig meddelelse|Original Message|Videresendt|Forwarded)", re.IGNORECASE
)
_HEADER = re.compile(r"(?:\*?(?:Fra|From):\*?) \S", re.IGNORECASE)
_SECOND = re.compile(
    r"\*?(?:Sendt|Sent|Dato|Date|Til|To|Emne|Subject|Cc):\*?(?: |$)", re.IGNORECASE
)
_WROTE = re.compile(r"(?:Den|On) .{5,120} (?:skrev|wrote)\b.*:?\s*$", re.IGNORECASE)
_RULE = re.compile(r"_{10,}\s*$")
_FORWARDED = re.compile(r"\s*(?:VS|VB|FW|FWD|Videresendt)\s*:", re.IGNORECASE)
_GREETING = re.compile(
    r"^(?:med venlig hilsen|mvh|venlig hilsen|vh|hilsen|de bedste hilsner|bedste hilsner)\b",
    re.IGNORECASE | re.MULTILINE,
)
_CID = re.compile(r"\[cid:[^\]\n]{1,300}\]|<cid:[^>\n]{1,300}>")
_NEAR = 6  # lines that the head of an answered mail takes


def own_text(text: str, subject: str) -> str:
    """What the sender wrote: without the mail that is answered, but with one sent on.

    A line quoted with ``>`` is left out wherever it stands, since some answer below it.
    Where nothing else was written, all of the text is kept.
    """
    text = _CID.sub(PICTURE, unified(text[:LONGEST_TEXT]))
    lines = [line.rstrip() for line in text.replace("\xa0", " ").split("\n")]
    own = lines if _FORWARDED.match(subject) else _own(lines)
    return _without_logos(_tidy(own) or _tidy(lines))


def _own(lines: Sequence[str]) -> list[str]:
    """The lines up to the mail that is answered, without those quoted with ``>``."""
    kept: list[str] = []
    for at, line in enumerate(lines):
        words = line.strip()
        if words.startswith(">"):
            continue
        if _WROTE.match(words):
            if _next(lines, at).startswith(">"):
                continue
            break
        if _ORIGINAL.match(words) or _opens_a_mail(lines, at):
            break
        if _RULE.match(words) and any(_opens_a_mail(lines, i) for i in (at + 1, at + 2)):
            break
        kept.append(line)
    return kept


def _next(lines: Sequence[str], at: int) -> str:
    return next((line.strip() for line in lines[at + 1 :] if line.strip()), "")


def _opens_a_mail(lines: Sequence[str], at: int) -> bool:
    """Whether the head of a mail stands here, and not just a line with “Fra:” in it."""
    if at >= len(lines) or not _HEADER.match(lines[at].strip()):
        return False
    return any(_SECOND.match(line.strip()) for line in lines[at + 1 : at + _NEAR])


def _tidy(lines: Sequence[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _without_logos(text: str) -> str:
    """The text with the pictures that stand in it, but not those of the signature."""
    greeting = _GREETING.search(text)
    if greeting is None:
        return text
    return text[: greeting.start()] + _tidy(
        text[greeting.start() :].replace(PICTURE, "").split("\n")
    )


class _HtmlText(HTMLParser):
    """The words of an HTML mail."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._passed_over = 0
        self._link = ("", 0)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "body":
            self._passed_over = 0
        elif tag in {"style", "script", "head", "title"}:
            self._passed_over += 1
        elif tag in {"p", "br", "div", "li", "tr", "h1", "h2", "h3", "table", "blockquote"}:
            self.parts.append("\n")
        elif tag == "td":
            self.parts.append(" ")
        elif tag == "img" and not self._passed_over:
            source = dict(attrs).get("src") or ""
            if source.startswith(("cid:", "data:")):
                self.parts.append(PICTURE)
        elif tag == "a":
            self._link = (dict(attrs).get("href") or "", len(self.parts))

    def handle_endtag(self, tag: str) -> None:
        if tag in {"style", "script", "head", "title"}:
            self._passed_over = max(0, self._passed_over - 1)
        elif tag == "a":
            address, start = self._link
            if address.startswith(("http:", "https:")) and address not in "".join(
                self.parts[start:]
            ):
                self.parts.append(f" <{address}>")
            self._link = ("", 0)

    def handle_data(self, data: str) -> None:
        if not self._passed_over:
            self.parts.append(re.sub(r"[ \t\r\n]+", " ", data))


def html_text(html: str) -> str:
    """The words of an HTML mail, a line for each of its blocks."""
    parser = _HtmlText()
    parser.feed(html[: 10 * LONGEST_TEXT])
    parser.close()
    return "\n".join(line.strip(" ") for line in "".join(parser.parts).split("\n"))


_NOTHING = re.compile(
    r"\b(?:ingen|ikke (?:nogen|yderligere)|ikke)\b[^.!?\n]{0,40}"
    r"\b(?:bemærkninger|kommentarer|rettelser|ændringer|tilføjelser|høringssvar)\b",
    re.IGNORECASE,
)
_BUT = re.compile(r"\b(?:men|dog|bortset|undtagen|ud over)\b", re.IGNORECASE)
_SHORT = 300


def says_nothing(text: str) -> bool:
    """Whether a mail says no more than that there is nothing to remark.

    One that says so and then goes on (“men …”) says something; so does a picture.
    """
    first = _GREETING.split(text)[0]
    is_short = len(first) <= _SHORT
    return (
        bool(_NOTHING.search(text)) and is_short and not _BUT.search(first) and PICTURE not in first
    )
