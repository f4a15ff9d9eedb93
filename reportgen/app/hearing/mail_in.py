"""Mails that came in: who sent them, what they say, and what hangs on them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage, Message
from email.utils import parseaddr, parsedate_to_datetime
from html.parser import HTMLParser

from reportgen.problems import Location, Problem

SUFFIXES = frozenset({".eml", ".msg"})
_MOST_ATTACHED = 100
_DEEPEST = 5
_LONGEST_TEXT = 200_000
_QUOTED = re.compile(
    r"^(?:-{2,} ?(?:Oprindelig meddelelse|Original Message|Videresendt)|_{10,}\s*$"
    r"|(?:Fra|From): .+|(?:Den|On) .{5,80} (?:skrev|wrote)\b.*:?\s*$|>)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail, read."""

    sender: str
    """Address, in lower case; empty where the mail has none."""
    text: str
    """What was written in it, without what it answers."""
    date: str
    """ISO 8601, or empty."""
    attachments: tuple[tuple[str, bytes], ...]
    """Files by their names; those of a mail that hangs on it too."""


def read_mail(data: bytes, name: str) -> tuple[Mail | None, tuple[Problem, ...]]:
    """Read an ``.eml`` (RFC 5322) or ``.msg`` (Outlook) file; None where it cannot be read.

    Nothing it points to is fetched, and nothing in it is run. Never raises.
    """
    try:
        read = _read_msg if name.casefold().endswith(".msg") else _read_eml
        return read(data), ()
    except Exception:  # whatever a hostile file finds, it is that file's problem alone
        return None, (Problem("mail-unreadable", Location(name)),)


def _read_eml(data: bytes) -> Mail:
    from email import message_from_bytes
    from email.policy import default

    message = message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(("plain", "html"))
    text = body.get_content() if body is not None else ""
    is_html = body is not None and body.get_content_type() == "text/html"
    return Mail(
        sender=parseaddr(str(message.get("From", "")))[1].casefold(),
        text=_written(_plain(text) if is_html else text),
        date=_date(str(message.get("Date", ""))),
        attachments=tuple(_attached(message, 0))[:_MOST_ATTACHED],
    )


def _attached(message: Message, depth: int) -> Iterator[tuple[str, bytes]]:
    if depth > _DEEPEST or not isinstance(message, EmailMessage):
        return
    for part in message.iter_attachments():
        if part.get_content_type() == "message/rfc822":
            inner = part.get_content()
            yield from _attached(inner, depth + 1)
            continue
        name = part.get_filename()
        content = part.get_payload(decode=True)
        if name and isinstance(content, bytes):
            yield name, content


def _read_msg(data: bytes) -> Mail:
    from oxmsg import Message as OutlookMessage

    message = OutlookMessage.load(data)
    text = message.body or _plain(message.html_body or "")
    sent = message.sent_date
    return Mail(
        sender=parseaddr(message.sender or "")[1].casefold(),
        text=_written(text),
        date=sent.isoformat(timespec="seconds") if sent else "",
        attachments=tuple(
            (attached.file_name or "vedhæftet", attached.file_bytes)
            for attached in message.attachments[:_MOST_ATTACHED]
            if attached.file_bytes
        ),
    )


def _date(written: str) -> str:
    try:
        return parsedate_to_datetime(written).isoformat(timespec="seconds")
    except (ValueError, TypeError):
        return ""


def _written(text: str) -> str:
    """What the sender wrote: up to the mail that is answered."""
    lines: list[str] = []
    for line in text[:_LONGEST_TEXT].replace("\r\n", "\n").split("\n"):
        if _QUOTED.match(line.strip()):
            break
        lines.append(line.rstrip())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Text(HTMLParser):
    """The words of an HTML mail."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._passing = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"style", "script", "head", "title"}:
            self._passing += 1
        elif tag in {"p", "br", "div", "li", "tr"}:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"style", "script", "head", "title"}:
            self._passing = max(0, self._passing - 1)

    def handle_data(self, data: str) -> None:
        if not self._passing:
            self.said.append(re.sub(r"\s+", " ", data))


def _plain(html: str) -> str:
    parser = _Text()
    parser.feed(html[: 10 * _LONGEST_TEXT])
    parser.close()
    return "".join(parser.said)


_NOTHING = re.compile(
    r"\b(?:ingen|ikke (?:nogen|yderligere)|ikke)\b[^.!?\n]{0,40}"
    r"\b(?:bemærkninger|kommentarer|rettelser|ændringer|tilføjelser|høringssvar)\b",
    re.IGNORECASE,
)
_SHORT = 300


def says_nothing(text: str) -> bool:
    """Whether a mail says no more than that there is nothing to remark.

    One that says so and then goes on (“men …”) says something.
    """
    said = _NOTHING.search(text)
    first = re.split(
        r"(?im)^(?:med venlig hilsen|mvh|venlig hilsen|vh|hilsen|de bedste hilsner)", text
    )[0]
    is_short = len(first) <= _SHORT
    return (
        bool(said)
        and is_short
        and not re.search(r"(?i)\b(?:men|dog|bortset|undtagen|ud over)\b", first)
    )


def today(date: str, now: dt.datetime) -> str:
    """The day of an answer: that of its mail, else the one it was taken in."""
    return date[:10] or now.date().isoformat()
