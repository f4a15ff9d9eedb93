"""Mails as Outlook saves them: properties in a compound file (MS-OXMSG on MS-CFB).

python-oxmsg reads the same on top of the same olefile, but not the mails inside a mail, and
it gives up on a text that is not in the code page the mail declares.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from email.utils import format_datetime, formataddr
from functools import cached_property
from pathlib import PurePath

from reportgen.problems import limits
from reportgen.report.ledger import Item, Ledger
from reportgen.sources.mail import rtf
from reportgen.sources.mail.automatic import Automatic, automatic
from reportgen.sources.mail.body import Body, read_forms
from reportgen.sources.mail.doubts import CUT, DOUBTS, LONG_HEADER, UNSOUND, codes
from reportgen.sources.mail.eml import read_eml
from reportgen.sources.mail.headers import address, iso_date
from reportgen.sources.mail.html import HtmlText, read_html
from reportgen.sources.mail.mime import Part, headers_of
from reportgen.sources.mail.model import Attachment, Mail, UnreadableError, file_name
from reportgen.sources.mail.storage import BODY, BODY_CODEPAGE, Storage, in_code_page, open_storage
from reportgen.sources.mail.write import write_eml

_DEEPEST = 8
"""Mails inside one another that are unfolded at once; each becomes a file of its own."""
_BY_REFERENCE, _WEB_LINK, _MESSAGE = frozenset({2, 3, 4}), 7, 5
"""Ways of attaching (PidTagAttachMethod) other than by value."""
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".bmp", ".emf", ".wmf"})
_SHOWN_PICTURE = re.compile(r"cid:([^\s\"'<>)\]}\\]{1,500})")
_STRIKES = re.compile(rb"\\(?:strike|deleted|fromhtml)")
# Property ids, MS-OXPROPS
_SUBJECT, _SUBMITTED, _DELIVERED, _HEADERS, _CLASS = 0x0037, 0x0039, 0x0E06, 0x007D, 0x001A
_RTF, _HTML = 0x1009, 0x1013
_SENDERS = (
    *(0x5D02, 0x0065),  # on whose behalf it was sent: by SMTP, as addressed
    *(0x5D01, 0x0C1F),  # who sent it
)
_LONG_NAME, _SHORT_NAME, _SHOWN_NAME = 0x3707, 0x3704, 0x3001
_METHOD, _DATA, _MIME, _CONTENT_ID, _HIDDEN = 0x3705, 0x3701, 0x370E, 0x3712, 0x7FFE
_ADDRESSES = (0x370D, 0x3708)


def read_msg(data: bytes) -> Mail:
    """Read a mail; raises whatever a damaged one leads to."""
    message = _OutlookMessage(open_storage(data), 0)
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

    _storage: Storage
    _depth: int

    @cached_property
    def _headers(self) -> Part:
        return headers_of(self._storage.text(_HEADERS).encode("utf-8", "replace"))

    @cached_property
    def _whole_subject(self) -> str:
        return self._storage.text(_SUBJECT)

    @property
    def subject(self) -> str:
        return self._whole_subject[: limits.LONGEST_MAIL_HEADER]

    @property
    def sender(self) -> str:
        """SMTP address of the sender.

        Inside one organisation the address as sent is a path of Exchange (``/O=…/CN=…``);
        the address that others know then stands in a property of its own.
        """
        addresses = [address(self._headers.headers.get("from", ""))]
        addresses += (self._storage.text(id_)[: limits.LONGEST_MAIL_ADDRESS] for id_ in _SENDERS)
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
        attached, in_text, doubtful = self._attached()
        understood = len(attached) - len({item.place for item in doubtful})
        body = self._body
        aside = [Item("billede", name, "står i teksten") for name in in_text]
        for form, reason in (("ikke er læst", self._of_other_form), ("er læst", self._of_form)):
            item = Item("mailens tekst", f"den form, der {form}", reason)
            if reason in DOUBTS:
                doubtful.append(item)
            elif reason:
                aside.append(item)
        is_read = bool(self._plain or self._rich.text) and not self._of_form
        doubtful += [Item("mailen", reason=reason) for reason in self._of_the_whole()]
        return Mail(
            sender=self.sender,
            subject=self.subject,
            text=body.text.own,
            date=self.date,
            attachments=tuple(attached),
            whole=body.text.whole,
            automatic=self._automatic,
            ledger=Ledger(understood + is_read, tuple(aside), tuple(doubtful)),
            doubts=codes(*body.doubts, *(item.reason for item in doubtful)),
        )

    @property
    def _of_form(self) -> str:
        """What is unsure about the form that is read."""
        body = self._body
        is_rich = body.is_rich or not self._plain.strip()
        return CUT if body.text.is_cut else self._rich.doubt if is_rich else ""

    @property
    def _of_other_form(self) -> str:
        """What the form says that is not read."""
        return self._body.other if self._plain.strip() and self._rich.text.strip() else ""

    def _of_the_whole(self) -> Iterator[str]:
        """What is unsure about the mail as a whole, once all of it was read."""
        if self._storage.is_damaged:
            yield UNSOUND
        if self._headers.is_long or len(self._whole_subject) > limits.LONGEST_MAIL_HEADER:
            yield LONG_HEADER

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

    @cached_property
    def _plain(self) -> str:
        return self._storage.text(BODY)

    @cached_property
    def _rich(self) -> HtmlText:
        """Out of the HTML, else out of the RTF; of that only where it says more than the text."""
        if self._html:
            read = read_html(self._html)
            is_cut = self._storage.size(_HTML) > limits.MOST_MAIL_TEXT_BYTES
            return replace(read, doubt=CUT) if is_cut else read
        if self._plain and not _STRIKES.search(self._rtf):
            return HtmlText("")
        return rtf.read_rtf(self._rtf) if self._rtf else HtmlText("")

    @cached_property
    def _html(self) -> str:
        data = self._storage.data(_HTML)[: limits.MOST_MAIL_TEXT_BYTES]
        if not data:
            return self._storage.text(_HTML)
        return in_code_page(data, self._storage.number(BODY_CODEPAGE))

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

    def _attached(self) -> tuple[list[Attachment], list[str], list[Item]]:
        """Files and mails that hang on it, names of pictures in its text, what is unsure of mails.

        What is attached as a link becomes an ``.url`` file; nothing is fetched. Raises
        `UnreadableError` where there are more than any person sends.
        """
        found: list[Attachment] = []
        in_text: list[str] = []
        doubtful: list[Item] = []
        attached = self._storage.attachments()
        if len(attached) > limits.MOST_ATTACHMENTS:
            raise UnreadableError("mail-too-many-files", limit=limits.MOST_ATTACHMENTS)
        for number, storage in enumerate(attached, 1):
            method = storage.number(_METHOD)
            name = storage.text(_LONG_NAME, _SHORT_NAME, _SHOWN_NAME) or f"Vedhæftet fil {number}"
            if method == _MESSAGE:
                inner, unsure = self._inner_mail(storage, storage.text(_SHOWN_NAME, _LONG_NAME))
                found.append(inner)
                doubtful += [Item(inner.name, reason=reason) for reason in unsure]
            elif method == _WEB_LINK or method in _BY_REFERENCE:
                link = f"[InternetShortcut]\r\nURL={storage.text(*_ADDRESSES)}\r\n"
                found.append(Attachment(file_name(f"{name}.url"), link.encode("utf-8", "replace")))
            elif self._is_in_text(storage, name):
                in_text.append(file_name(name))
            else:
                found.append(Attachment(file_name(name), storage.data(_DATA)))
        return found, in_text, doubtful

    def _is_in_text(self, attachment: Storage, name: str) -> bool:
        is_picture = attachment.text(_MIME).startswith("image/") or (
            PurePath(name).suffix.casefold() in _PICTURES
        )
        content_id = attachment.text(_CONTENT_ID).strip("<> ")
        if not is_picture or not content_id:
            return False
        if attachment.number(_HIDDEN):
            return True
        return content_id in self._shown_pictures

    @cached_property
    def _shown_pictures(self) -> frozenset[str]:
        """Ids of the pictures that stand in any form of the text."""
        texts = (self._html, self._storage.text(BODY), self._rtf.decode("latin-1"))
        return frozenset(found for text in texts for found in _SHOWN_PICTURE.findall(text))

    def _inner_mail(self, attachment: Storage, name: str) -> tuple[Attachment, Sequence[str]]:
        """A mail inside this one as a file of its own, and what is unsure about its text."""
        storage = attachment.object(_DATA)
        if storage is None or self._depth >= _DEEPEST:
            return Attachment(file_name(f"{name or 'Vedhæftet mail'}.eml"), b""), ()
        message = _OutlookMessage(storage, self._depth + 1)
        attached, _, doubtful = message._attached()
        if sum(len(each.data) for each in attached) > limits.MOST_FILE_BYTES:
            raise UnreadableError("mail-too-large", limit=limits.MOST_FILE_BYTES // limits.MB)
        data = write_eml(
            sender=formataddr(("", message.sender)) if message.sender else "",
            subject=(message.subject or name)[: limits.LONGEST_MAIL_SUBJECT],
            date=message._date_header,
            text=message._body.text.whole,
            attachments=attached,
            kind=message._automatic,
        )
        reasons = (message._of_form, message._of_other_form, *(item.reason for item in doubtful))
        name = file_name(f"{message.subject or name or 'Vedhæftet mail'}.eml")
        return Attachment(name, data), [reason for reason in reasons if reason in DOUBTS]

    @property
    def _date_header(self) -> str:
        date = self._headers.header("Date")
        return date if iso_date(date) else format_datetime(self._time) if self._time else ""

    @property
    def _time(self) -> dt.datetime | None:
        return self._storage.time(_SUBMITTED) or self._storage.time(_DELIVERED)
