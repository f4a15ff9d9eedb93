"""Mails as Outlook saves them: properties in a compound file (MS-OXMSG on MS-CFB).

The compound file holds storages, and each storage holds the properties of a mail or of an
attachment by their ids. A property's tag is its id and its type; values of a fixed length
stand in one stream, the others each in a stream named for the tag (MS-OXMSG, 2.4 and 2.2.3).

python-oxmsg reads the same on top of the same olefile, but not the mails inside a mail, and
it gives up on a text that is not in the code page the mail declares.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import struct
from dataclasses import dataclass, replace
from email.utils import format_datetime, formataddr
from functools import cached_property
from pathlib import PurePath
from typing import Any

from reportgen.problems import limits
from reportgen.report.ledger import Item, Ledger
from reportgen.sources.mail import rtf
from reportgen.sources.mail.automatic import Automatic, automatic
from reportgen.sources.mail.body import Body, read_forms
from reportgen.sources.mail.doubts import CUT, OTHER, codes
from reportgen.sources.mail.eml import read_eml
from reportgen.sources.mail.headers import address, iso_date
from reportgen.sources.mail.html import HtmlText, read_html
from reportgen.sources.mail.mime import Part, headers_of
from reportgen.sources.mail.model import Attachment, Mail, UnreadableError
from reportgen.sources.mail.write import write_eml

_DEEPEST = 8
"""Mails inside one another that are unfolded at once; each becomes a file of its own."""
_BY_REFERENCE, _WEB_LINK, _MESSAGE = frozenset({2, 3, 4}), 7, 5
"""Ways of attaching (PidTagAttachMethod) other than by value."""
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".bmp", ".emf", ".wmf"})
_STRIKES = re.compile(rb"\\(?:strike|deleted|fromhtml)")
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
_MESSAGE_CODEPAGE, _BODY_CODEPAGE = 0x3FFD, 0x3FDE


def read_msg(data: bytes) -> Mail:
    """Read a mail; raises whatever a damaged one leads to."""
    message = _OutlookMessage(_open_storage(data), 0)
    if (signed := message.signed) is not None:
        inner = read_eml(signed)
        return replace(
            inner,
            sender=inner.sender or message.sender,
            subject=inner.subject or message.subject,
            date=inner.date or message.date,
        )
    return message.read()


@dataclass(frozen=True)
class _OutlookMessage:
    """One mail in the file, or one inside another."""

    _storage: _Storage
    _depth: int

    @cached_property
    def _headers(self) -> Part:
        return headers_of(self._storage.text(_HEADERS).encode("utf-8", "replace"))

    @property
    def subject(self) -> str:
        return self._storage.text(_SUBJECT)

    @property
    def sender(self) -> str:
        """SMTP address of the sender.

        Inside one organisation the address as sent is a path of Exchange (``/O=…/CN=…``);
        the address that others know then stands in a property of its own.
        """
        addresses = [address(self._headers.headers.get("from", ""))]
        addresses += map(self._storage.text, _SENDERS)
        return next((a.strip().casefold() for a in addresses if "@" in a), "")

    @property
    def date(self) -> str:
        """When it was sent, in ISO 8601; empty where the file does not say."""
        if date := iso_date(self._headers.header("Date")):
            return date
        time = self._time
        return time.isoformat(timespec="seconds") if time else ""

    def read(self) -> Mail:
        """The mail; each of its texts, files and pictures is in the ledger once."""
        attached, in_text = self._attached()
        body = self._body
        other = Item("mailens tekst", "den form, der ikke er læst", body.other)
        doubtful = [other] if self._has_two_forms and body.other == OTHER else []
        unsure = self._rich.doubt if body.is_rich else ""
        unsure = CUT if body.text.is_cut else unsure
        if unsure:
            doubtful.append(replace(other, what="den form, der er læst", reason=unsure))
        aside = [Item("billede", name, "står i teksten") for name in in_text]
        if self._has_two_forms and body.other != OTHER:
            aside.append(other)
        is_read = bool(self._plain or self._rich.text) and not unsure
        return Mail(
            sender=self.sender,
            subject=self.subject,
            text=body.text.own,
            date=self.date,
            attachments=tuple(attached),
            whole=body.text.whole,
            automatic=self._automatic,
            ledger=Ledger(len(attached) + is_read, tuple(aside), tuple(doubtful)),
            doubts=codes(*body.doubts, unsure),
        )

    @cached_property
    def _body(self) -> Body:
        noted = () if self._automatic is Automatic.CALENDAR else None
        return read_forms(self._plain, self._rich.text, self.subject, noted)

    @cached_property
    def _automatic(self) -> Automatic | None:
        return automatic(
            self._headers.header,
            {self._headers.type},
            self.subject,
            self._plain or self._rich.text,
            self._storage.text(_CLASS),
        )

    @property
    def _has_two_forms(self) -> bool:
        return bool(self._plain.strip() and self._rich.text.strip())

    @cached_property
    def _plain(self) -> str:
        return self._storage.text(_BODY)

    @cached_property
    def _rich(self) -> HtmlText:
        """Out of the HTML, else out of the RTF; of that only where it says more than the text."""
        if html := self._html:
            return read_html(html)
        if self._plain and not _STRIKES.search(self._rtf):
            return HtmlText("")
        return rtf.read_rtf(self._rtf) if self._rtf else HtmlText("")

    @cached_property
    def _html(self) -> str:
        data = self._storage.data(_HTML)
        if not data:
            return self._storage.text(_HTML)
        return _decoded(data, self._storage.number(_BODY_CODEPAGE))

    @cached_property
    def _rtf(self) -> bytes:
        try:
            return rtf.decompress(self._storage.data(_RTF) or b"")
        except UnreadableError:
            return b""

    @property
    def signed(self) -> bytes | None:
        """The mail itself, where a signature keeps it in the one file that is attached."""
        if "multipartsigned" not in self._storage.text(_CLASS).casefold():
            return None
        attached = self._storage.attachments()
        return attached[0].data(_DATA) if len(attached) == 1 else None

    def _attached(self) -> tuple[list[Attachment], list[str]]:
        """Files and mails that hang on it, and the names of the pictures that stand in its text.

        What is attached as a link becomes an ``.url`` file; nothing is fetched. Raises
        `UnreadableError` where there are more than any person sends.
        """
        found: list[Attachment] = []
        in_text: list[str] = []
        attached = self._storage.attachments()
        if len(attached) > limits.MOST_ATTACHMENTS:
            raise UnreadableError
        for number, storage in enumerate(attached, 1):
            method = storage.number(_METHOD)
            name = storage.text(_LONG_NAME, _SHORT_NAME, _SHOWN_NAME) or f"Vedhæftet fil {number}"
            if method == _MESSAGE:
                found.append(self._inner_mail(storage, storage.text(_SHOWN_NAME, _LONG_NAME)))
            elif method == _WEB_LINK or method in _BY_REFERENCE:
                link = f"[InternetShortcut]\r\nURL={storage.text(*_ADDRESSES)}\r\n"
                found.append(Attachment(f"{name}.url", link.encode()))
            elif self._is_in_text(storage, name):
                in_text.append(name)
            else:
                found.append(Attachment(name, storage.data(_DATA) or b""))
        return found, in_text

    def _is_in_text(self, attachment: _Storage, name: str) -> bool:
        is_picture = attachment.text(_MIME).startswith("image/") or (
            PurePath(name).suffix.casefold() in _PICTURES
        )
        content_id = attachment.text(_CONTENT_ID).strip("<> ")
        if not is_picture or not content_id:
            return False
        if attachment.number(_HIDDEN):
            return True
        texts = (self._html, self._storage.text(_BODY), self._rtf.decode("latin-1"))
        return any(re.search(rf"cid:{re.escape(content_id)}", text) for text in texts)

    def _inner_mail(self, attachment: _Storage, name: str) -> Attachment:
        """A mail inside this one, as a file of its own."""
        storage = attachment.object(_DATA)
        if storage is None or self._depth >= _DEEPEST:
            return Attachment(f"{name or 'Vedhæftet mail'}.eml", b"")
        message = _OutlookMessage(storage, self._depth + 1)
        data = write_eml(
            sender=formataddr(("", message.sender)) if message.sender else "",
            subject=message.subject or name,
            date=message._date_header,
            text=message._body.text.whole,
            attachments=tuple(message._attached()[0]),
            kind=message._automatic,
        )
        return Attachment(f"{message.subject or name or 'Vedhæftet mail'}.eml", data)

    @property
    def _date_header(self) -> str:
        date = self._headers.header("Date")
        return date if iso_date(date) else format_datetime(self._time) if self._time else ""

    @property
    def _time(self) -> dt.datetime | None:
        return self._storage.time(_SUBMITTED) or self._storage.time(_DELIVERED)


# --- the compound file -------------------------------------------------------------

_PROPERTIES = "__properties_version1.0"
_ATTACHMENT = "__attach_version1.0_#"
_ROOT_HEADER, _INNER_HEADER, _ATTACHMENT_HEADER = 32, 24, 8
"""Bytes before the properties: of the mail, of one inside another, of what is attached."""
_STRING8, _STRING, _BINARY, _OBJECT = 0x001E, 0x001F, 0x0102, 0x000D
_EPOCH = dt.datetime(1601, 1, 1, tzinfo=dt.UTC)


def _open_storage(data: bytes) -> _Storage:
    """The mail in a compound file; raises whatever a damaged one leads to."""
    from olefile import OleFileIO

    ole = OleFileIO(io.BytesIO(data))
    root = _Storage(ole, (), _ROOT_HEADER)
    root.stream(_PROPERTIES)  # no mail is without it
    return root


def _decoded(data: bytes, page: int) -> str:
    """8-bit text in a Windows code page, or in what it turns out to be in."""
    pages = (*((f"cp{page}",) if page and page != 65001 else ()), "utf-8")
    for encoding in pages:
        try:
            return data.decode(encoding)
        except (LookupError, ValueError):
            continue
    return data.decode("cp1252", errors="replace")


@dataclass(frozen=True)
class _Storage:
    """A mail or an attachment; a property that is not there, or not sound, is empty."""

    _ole: Any
    _path: tuple[str, ...]
    _header_size: int
    _page: int = 0

    def stream(self, name: str) -> bytes:
        """A stream's bytes; raises OSError where there is none."""
        with self._ole.openstream([*self._path, name]) as stream:
            content: bytes = stream.read()
            return content

    def text(self, *ids: int) -> str:
        """The first of these properties that is not blank."""
        for id_ in ids:
            if text := self._text(id_).rstrip("\0").strip():
                return text
        return ""

    def _text(self, id_: int) -> str:
        if data := self._variable(id_, _STRING):
            return data.decode("utf-16-le", errors="replace")
        data = self._variable(id_, _STRING8)
        page = self.number(_MESSAGE_CODEPAGE) or self._page
        if id_ == _BODY:
            page = self.number(_BODY_CODEPAGE) or page
        return _decoded(data, page)

    def data(self, id_: int) -> bytes:
        """Bytes of a binary property."""
        return self._variable(id_, _BINARY)

    def number(self, id_: int) -> int:
        """A whole number, or whether something is so."""
        value = self._fixed.get(id_)
        return int(struct.unpack("<i", value[:4])[0]) if value else 0

    def time(self, id_: int) -> dt.datetime | None:
        """A time in UTC; none where it is out of bounds."""
        value = self._fixed.get(id_)
        try:
            ticks = struct.unpack("<Q", value)[0] if value else 0
            return _EPOCH + dt.timedelta(microseconds=ticks // 10) if ticks else None
        except (OverflowError, struct.error):
            return None

    def attachments(self) -> list[_Storage]:
        """The storages of what is attached, in their order."""
        page = self.number(_MESSAGE_CODEPAGE)
        return [
            _Storage(self._ole, (*self._path, name), _ATTACHMENT_HEADER, page)
            for name in sorted(self._storages)
            if name.casefold().startswith(_ATTACHMENT)
        ]

    def object(self, id_: int) -> _Storage | None:
        """The storage that an object property leads to."""
        name = _stream_name(id_, _OBJECT).casefold()
        inner = next((each for each in self._storages if each.casefold() == name), None)
        return _Storage(self._ole, (*self._path, inner), _INNER_HEADER) if inner else None

    def _variable(self, id_: int, kind: int) -> bytes:
        try:
            return self.stream(_stream_name(id_, kind))
        except OSError:
            return b""

    @cached_property
    def _fixed(self) -> dict[int, bytes]:
        """The eight bytes that the stream of properties has for each id."""
        try:
            data = self.stream(_PROPERTIES)[self._header_size :]
        except OSError:
            return {}
        whole = len(data) // 16 * 16
        return {id_: value for _, id_, value in struct.iter_unpack("<HH4x8s", data[:whole])}

    @cached_property
    def _storages(self) -> list[str]:
        """Names of the storages in this one."""
        depth = len(self._path)
        paths = self._ole.listdir(streams=False, storages=True)
        return [p[-1] for p in paths if len(p) == depth + 1 and tuple(p[:depth]) == self._path]


def _stream_name(id_: int, kind: int) -> str:
    return f"__substg1.0_{id_:04X}{kind:04X}"
