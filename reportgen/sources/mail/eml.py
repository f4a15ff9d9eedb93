"""Mails as most programs save them: RFC 5322 with MIME."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from email import message_from_bytes
from email.errors import MessageError
from email.message import EmailMessage, Message
from email.policy import SMTP, default
from email.utils import parseaddr, parsedate_to_datetime
from mimetypes import guess_extension

from reportgen.problems import limits
from reportgen.report.ledger import Item, Ledger
from reportgen.sources.mail.automatic import MARKS, Automatic, automatic
from reportgen.sources.mail.body import Body, read_forms
from reportgen.sources.mail.calendar import written_in
from reportgen.sources.mail.doubts import CUT, OTHER, codes
from reportgen.sources.mail.html import HtmlText, read_html
from reportgen.sources.mail.model import Attachment, Mail, UnreadableError

_HEADERS = ("From", "Date", "Subject", "To", "Received", "Content-Type", "MIME-Version")
_AS_IT_STANDS = SMTP.clone(refold_source="none")
_SIGNED, _REPORTED = "digital underskrift", "mailsystemets egen melding"
_OF_PROGRAMS = {
    **dict.fromkeys(("application/pkcs7-signature", "application/x-pkcs7-signature"), _SIGNED),
    "application/pgp-signature": _SIGNED,
    **dict.fromkeys(("message/delivery-status", "message/disposition-notification"), _REPORTED),
    "text/rfc822-headers": _REPORTED,
}
"""Parts that only a mail program reads, each with what it is."""
_TEXT = "mailens tekst"


def read_eml(data: bytes) -> Mail:
    """Read a mail; raises `UnreadableError`, and whatever else a damaged one leads to."""
    message = message_from_bytes(data, policy=default)
    if not any(name in message for name in _HEADERS):
        raise UnreadableError
    return _Reading(message).mail()


@dataclass(slots=True)
class _Reading:
    """One run over the parts of a mail."""

    message: Message
    aside: list[Item] = field(default_factory=list)
    doubtful: list[Item] = field(default_factory=list)

    def mail(self) -> Mail:
        """Every part, once: read as text, handed on as a file, or set aside with its reason."""
        message, leaves = self.message, list(_leaves(self.message))
        subject = header(message, "Subject")
        forms = _forms(message)
        words = {id(leaf): _words(leaf) for f in forms for leaf in (*f.plain, *f.rich)}
        plain = "\n\n".join(words[id(leaf)].text for form in forms for leaf in form.plain)
        rich = "\n\n".join(words[id(leaf)].text for form in forms for leaf in form.rich)
        kind = automatic(
            lambda name: header(message, name),
            {message.get_content_type(), *(leaf.get_content_type() for leaf in leaves)},
            subject,
            plain or rich,
        )
        noted = [written_in(_text(leaf)) for leaf in leaves if _is_calendar(leaf)]
        body = read_forms(plain, rich, subject, noted if kind is Automatic.CALENDAR else None)
        attached = list(self._attached(leaves, kind))
        if len(attached) > limits.MOST_ATTACHMENTS:
            raise UnreadableError
        read = [leaf for f in forms for leaf in (f.rich if body.is_rich else f.plain)]
        doubts = {id(leaf): words[id(leaf)].doubt for leaf in read}
        if read and body.text.is_cut:
            doubts[id(read[0])] = CUT
        self._account_for_texts([leaf for leaf in leaves if _is_text(leaf)], doubts, body)
        return Mail(
            sender=parseaddr(header(message, "From"))[1].casefold(),
            subject=subject,
            text=body.text.own,
            date=iso_date(header(message, "Date")),
            attachments=tuple(
                Attachment(_name(leaf, number), content(leaf))
                for number, leaf in enumerate(attached, 1)
            ),
            whole=body.text.whole,
            automatic=kind,
            ledger=Ledger(
                len(leaves) - len(self.aside) - len(self.doubtful),
                tuple(self.aside),
                tuple(self.doubtful),
            ),
            doubts=codes(*body.doubts, *doubts.values()),
        )

    def _account_for_texts(
        self, texts: Sequence[Message], doubts: Mapping[int, str], body: Body
    ) -> None:
        """Set aside the forms of the text that are not read; `doubts` are about those that are."""
        for leaf in texts:
            type_ = leaf.get_content_type()
            if id(leaf) not in doubts:
                reason = body.other if _text(leaf).strip() else "er tom"
                doubtful = self.doubtful if reason == OTHER else self.aside
                doubtful.append(Item(type_, _TEXT, reason))
            elif reason := doubts[id(leaf)]:
                self.doubtful.append(Item(type_, _TEXT, reason))

    def _attached(self, leaves: Sequence[Message], kind: Automatic | None) -> Iterator[Message]:
        """The parts that are files, for whoever takes the mail in; the others are set aside."""
        shown = " ".join(
            _text(leaf)
            for leaf in leaves
            if _is_text(leaf) and leaf.get_content_subtype() == "html"
        )
        for number, leaf in enumerate(leaves, 1):
            type_ = leaf.get_content_type()
            if _is_text(leaf):
                continue
            content_id = header(leaf, "Content-ID").strip("<> ")
            is_in_text = bool(content_id) and f"cid:{content_id}" in shown
            reason = _OF_PROGRAMS.get(type_, "")
            if kind is Automatic.CALENDAR and _is_calendar(leaf):
                reason = "kalenderens egne oplysninger"
            elif leaf.get_content_maintype() == "image" and is_in_text:
                reason = "står i teksten"
            if reason:
                self.aside.append(Item(type_, _file_name(leaf) or f"del {number}", reason))
            else:
                yield leaf


def write_eml(
    sender: str,
    subject: str,
    date: str,
    text: str,
    attachments: Sequence[Attachment],
    *,
    kind: Automatic | None = None,
) -> bytes:
    """Write a mail that was part of another as a file of its own: the same, the same bytes."""
    message = EmailMessage(policy=SMTP)
    for name, value in {"From": sender, "Subject": subject, "Date": date}.items():
        if line := " ".join(value.split()):
            message[name] = line
    message.set_content(text)
    for attached in attachments:
        message.add_attachment(
            attached.data,
            maintype="application",
            subtype="octet-stream",
            filename=" ".join(attached.name.split()),
        )
    if attachments:
        parts = "\0".join((sender, subject, date, text, *(a.name for a in attachments)))
        fix_boundary(message, parts.encode(errors="surrogatepass"))
    for name, value in MARKS.get(kind, {}).items():
        message[name] = value
    return message.as_bytes()


def fix_boundary(message: Message, content: bytes) -> None:
    """Part `message` at a boundary made of its `content`; the library would draw it at random."""
    message.set_boundary(f"=_{hashlib.sha256(content).hexdigest()[:32]}")


def header(message: Message, name: str) -> str:
    """A header as text; empty where it is missing or cannot be read."""
    try:
        return str(message.get(name, ""))
    except (ValueError, TypeError, IndexError, AttributeError, MessageError):
        return ""


def iso_date(date: str) -> str:
    """A date of RFC 5322 in ISO 8601, or empty."""
    try:
        return parsedate_to_datetime(date).isoformat(timespec="seconds")
    except (ValueError, TypeError, OverflowError):
        return ""


def content(part: Message) -> bytes:
    """What a part holds; an attached mail as the bytes it stands there with."""
    if part.get_content_type() == "message/rfc822":
        return _attached_mail(part)
    payload = part.get_payload(decode=True)
    if isinstance(payload, bytes):
        return payload
    return part.as_bytes(policy=_AS_IT_STANDS)


def _attached_mail(part: Message) -> bytes:
    payload = part.get_payload()
    inner = payload[0] if isinstance(payload, list) and payload else None
    if not isinstance(inner, Message):
        return str(payload or "").encode(errors="surrogateescape")
    if header(part, "Content-Transfer-Encoding").strip().casefold() == "base64":
        try:  # forbidden, and done all the same
            return base64.b64decode(str(inner.get_payload()), validate=False)
        except (binascii.Error, ValueError):
            pass
    return inner.as_bytes(policy=_AS_IT_STANDS)


def _leaves(message: Message) -> Iterator[Message]:
    """The parts that hold something, in their order, however they are nested."""
    pending: list[Message] = [message]
    while pending:
        part = pending.pop()
        payload = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(payload, list):
            pending += [inner for inner in reversed(payload) if isinstance(inner, Message)]
        else:
            yield part


def _is_text(part: Message) -> bool:
    return (
        part.get_content_type() in {"text/plain", "text/html"}
        and part.get_content_disposition() != "attachment"
        and not _file_name(part)
    )


def _is_calendar(part: Message) -> bool:
    return part.get_content_type() in {"text/calendar", "application/ics"}


@dataclass(frozen=True, slots=True)
class _Form:
    """The parts of a text as it stands in the mail, plain and formatted; often the same."""

    plain: Sequence[Message]
    rich: Sequence[Message]


def _forms(part: Message) -> list[_Form]:
    """The texts of a mail, in their order; alternatives are two forms of the same."""
    payload = part.get_payload()
    if part.get_content_maintype() != "multipart" or not isinstance(payload, list):
        return [_Form([part], [part])] if _is_text(part) else []
    inner = [_forms(each) for each in payload if isinstance(each, Message)]
    if part.get_content_subtype() != "alternative":
        return [form for forms in inner for form in forms]
    plain: list[Message] = []
    rich: list[Message] = []
    for forms in inner:
        texts = [leaf for form in forms for leaf in form.rich]
        is_rich = any(leaf.get_content_subtype() == "html" for leaf in texts)
        chosen = rich if is_rich else plain
        if any(_text(leaf).strip() for leaf in texts):
            chosen[:] = texts
    return [_Form(plain or rich, rich or plain)] if plain or rich else []


def _words(part: Message) -> HtmlText:
    text = _text(part)
    return read_html(text) if part.get_content_subtype() == "html" else HtmlText(text)


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    for charset in (part.get_content_charset() or "utf-8", "utf-8"):
        try:
            return data.decode(charset)
        except (LookupError, ValueError):
            continue
    return data.decode("cp1252", errors="replace")


def _file_name(part: Message) -> str:
    try:
        return part.get_filename() or ""
    except (ValueError, TypeError, IndexError, AttributeError, MessageError):
        return ""


def _name(part: Message, number: int) -> str:
    """Name of an attached file; one that has none is numbered."""
    if part.get_content_type() == "message/rfc822":
        inner = message_from_bytes(content(part), policy=default)
        name = header(inner, "Subject") or _file_name(part).removesuffix(".eml")
        return f"{name or f'Vedhæftet mail {number}'}.eml"
    suffix = guess_extension(part.get_content_type()) or ""
    return _file_name(part) or f"Vedhæftet fil {number}{suffix}"
