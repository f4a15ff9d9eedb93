"""Mails as most programs save them: RFC 5322 with MIME."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterator, Sequence
from email import message_from_bytes
from email.errors import MessageError
from email.message import EmailMessage, Message
from email.policy import SMTP, default
from email.utils import parseaddr, parsedate_to_datetime
from mimetypes import guess_extension

from reportgen.sources.mail.model import MOST_ATTACHMENTS, Attachment, Mail, UnreadableError
from reportgen.sources.mail.text import html_text, own_text

_HEADERS = ("From", "Date", "Subject", "To", "Received", "Content-Type", "MIME-Version")
_AS_IT_STANDS = SMTP.clone(refold_source="none")
_SIGNATURES = frozenset(
    {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"}
)
"""Of the mail program's, not the person's."""


def read_eml(data: bytes) -> Mail:
    """Read a mail; raises `UnreadableError`, and whatever else a damaged one leads to."""
    message = message_from_bytes(data, policy=default)
    if not any(name in message for name in _HEADERS):
        raise UnreadableError
    subject = header(message, "Subject")
    leaves = list(_leaves(message))
    attachments = [
        Attachment(_name(leaf, number), content(leaf))
        for number, leaf in enumerate(_attached(leaves), 1)
    ]
    if len(attachments) > MOST_ATTACHMENTS:
        raise UnreadableError
    return Mail(
        sender=parseaddr(header(message, "From"))[1].casefold(),
        subject=subject,
        text=own_text("\n\n".join(_body(message)), subject),
        date=iso_date(header(message, "Date")),
        attachments=tuple(attachments),
    )


def write_eml(
    sender: str, subject: str, date: str, text: str, attachments: Sequence[Attachment]
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


def _attached(leaves: Sequence[Message]) -> Iterator[Message]:
    html = " ".join(
        _text(leaf) for leaf in leaves if _is_text(leaf) and leaf.get_content_subtype() == "html"
    )
    for leaf in leaves:
        if _is_text(leaf) or leaf.get_content_type() in _SIGNATURES:
            continue
        content_id = header(leaf, "Content-ID").strip("<> ")
        is_in_text = bool(content_id) and f"cid:{content_id}" in html
        if not (leaf.get_content_maintype() == "image" and is_in_text):
            yield leaf


def _body(part: Message) -> list[str]:
    """The texts of a mail, in their order; of alternatives the plain one that says something."""
    payload = part.get_payload()
    if part.get_content_maintype() != "multipart" or not isinstance(payload, list):
        if not _is_text(part):
            return []
        text = _text(part)
        return [html_text(text) if part.get_content_subtype() == "html" else text]
    inner = [each for each in payload if isinstance(each, Message)]
    if part.get_content_subtype() != "alternative":
        return [text for each in inner for text in _body(each)]
    inner.sort(key=lambda each: each.get_content_type() != "text/plain")
    for texts in map(_body, inner):
        if any(text.strip() for text in texts):
            return texts
    return []


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
