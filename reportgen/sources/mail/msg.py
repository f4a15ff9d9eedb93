"""Mails as Outlook saves them: properties in a compound file (MS-OXMSG on MS-CFB)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import HeaderParser
from email.utils import format_datetime, formataddr, parseaddr
from functools import cached_property
from pathlib import PurePath

from reportgen.sources.mail import rtf
from reportgen.sources.mail.eml import date_of, header, read_eml, write_eml
from reportgen.sources.mail.model import MOST_ATTACHED, Attached, Mail, UnreadableError
from reportgen.sources.mail.outlook import Storage, decoded, opened
from reportgen.sources.mail.words import plain, written

_DEEPEST = 8
"""Mails inside one another that are unfolded at once; each becomes a file of its own."""
_BY_VALUE, _BY_REFERENCE, _WEB_LINK, _MESSAGE = 1, frozenset({2, 3, 4}), 7, 5
# Property ids, MS-OXPROPS
_SUBJECT, _SUBMITTED, _DELIVERED, _HEADERS, _CLASS = 0x0037, 0x0039, 0x0E06, 0x007D, 0x001A
_BODY, _RTF, _HTML = 0x1000, 0x1009, 0x1013
_SENDERS = (
    *(0x5D02, 0x0065),  # on whose behalf it was sent: by SMTP, as addressed
    *(0x5D01, 0x0C1F),  # who sent it
)
_LONG_NAME, _SHORT_NAME, _SHOWN_NAME = 0x3707, 0x3704, 0x3001
_METHOD, _DATA, _MIME, _CONTENT_ID, _HIDDEN = 0x3705, 0x3701, 0x370E, 0x3712, 0x7FFE
_ADDRESSES = (0x370D, 0x3708)
_CODEPAGE = 0x3FDE


def read_msg(data: bytes) -> Mail:
    """Read a mail; raises whatever a damaged one leads to."""
    found = _Outlook(opened(data), 0)
    if (signed := found.signed) is not None:
        inner = read_eml(signed)
        return Mail(
            sender=inner.sender or found.sender,
            subject=inner.subject or found.subject,
            text=inner.text,
            date=inner.date or found.date,
            attachments=inner.attachments,
        )
    return Mail(
        sender=found.sender,
        subject=found.subject,
        text=written(found.text, found.subject),
        date=found.date,
        attachments=tuple(found.attachments()),
    )


@dataclass(frozen=True)
class _Outlook:
    """One mail in the file, or one inside another."""

    _said: Storage
    _depth: int

    @cached_property
    def _headers(self) -> Message:
        return HeaderParser().parsestr(self._said.text(_HEADERS))

    @property
    def subject(self) -> str:
        return self._said.text(_SUBJECT)

    @property
    def sender(self) -> str:
        """SMTP address of the sender.

        Inside one organisation the address as sent is a path of Exchange (``/O=…/CN=…``);
        the address that others know then stands in a property of its own.
        """
        addresses = [parseaddr(header(self._headers, "From"))[1]]
        addresses += map(self._said.text, _SENDERS)
        return next((a.strip().casefold() for a in addresses if "@" in a), "")

    @property
    def date(self) -> str:
        if told := date_of(header(self._headers, "Date")):
            return told
        time = self._time
        return time.isoformat(timespec="seconds") if time else ""

    @property
    def text(self) -> str:
        """Plain, else out of the HTML, else out of the RTF."""
        if said := self._said.text(_BODY):
            return said
        if html := self._html:
            return plain(html)
        return rtf.rtf_text(self._rtf) if self._rtf else ""

    @cached_property
    def _html(self) -> str:
        data = self._said.data(_HTML)
        if not data:
            return self._said.text(_HTML)
        return decoded(data, self._said.number(_CODEPAGE))

    @cached_property
    def _rtf(self) -> bytes:
        try:
            return rtf.unpacked(self._said.data(_RTF) or b"")
        except UnreadableError:
            return b""

    @property
    def signed(self) -> bytes | None:
        """The mail itself, where a signature keeps it in the one file that is attached."""
        if "multipartsigned" not in self._said.text(_CLASS).casefold():
            return None
        held = self._said.attached()
        return held[0].data(_DATA) if len(held) == 1 else None

    def attachments(self) -> Iterator[Attached]:
        """Files and mails that hang on it, but not the pictures that stand in its text."""
        held = self._said.attached()
        if len(held) > MOST_ATTACHED:
            raise UnreadableError
        for number, said in enumerate(held, 1):
            method = said.number(_METHOD)
            name = said.text(_LONG_NAME, _SHORT_NAME, _SHOWN_NAME) or f"Vedhæftet fil {number}"
            if method == _MESSAGE:
                yield self._mail(said, said.text(_SHOWN_NAME, _LONG_NAME))
            elif method == _WEB_LINK or method in _BY_REFERENCE:
                address = said.text(*_ADDRESSES)
                link = f"[InternetShortcut]\r\nURL={address}\r\n"
                yield Attached(f"{name}.url", link.encode())
            elif not self._is_in_text(said, name):
                yield Attached(name, said.data(_DATA) or b"")

    def _is_in_text(self, said: Storage, name: str) -> bool:
        is_picture = said.text(_MIME).startswith("image/") or PurePath(name).suffix.casefold() in {
            ".png",
            ".jpg",
            ".jpeg",
            ".gif",
            ".bmp",
            ".emf",
            ".wmf",
        }
        shown = said.text(_CONTENT_ID).strip("<> ")
        if not is_picture or not shown:
            return False
        if said.number(_HIDDEN):
            return True
        texts = (self._html, self._said.text(_BODY), self._rtf.decode("latin-1"))
        return any(re.search(rf"cid:{re.escape(shown)}", text) for text in texts)

    def _mail(self, said: Storage, name: str) -> Attached:
        """A mail inside this one, as a file of its own."""
        inner = said.inside(_DATA)
        if inner is None or self._depth >= _DEEPEST:
            return Attached(f"{name or 'Vedhæftet mail'}.eml", b"")
        found = _Outlook(inner, self._depth + 1)
        data = write_eml(
            sender=formataddr(("", found.sender)) if found.sender else "",
            subject=found.subject or name,
            date=found._sent,
            text=found.text,
            attachments=tuple(found.attachments()),
        )
        return Attached(f"{found.subject or name or 'Vedhæftet mail'}.eml", data)

    @property
    def _sent(self) -> str:
        told = header(self._headers, "Date")
        return told if date_of(told) else format_datetime(self._time) if self._time else ""

    @property
    def _time(self) -> dt.datetime | None:
        return self._said.time(_SUBMITTED) or self._said.time(_DELIVERED)
