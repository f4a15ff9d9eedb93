"""Mails written as files of their own."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from email.message import EmailMessage, Message
from email.policy import SMTP

from reportgen.sources.mail.automatic import MARKS, Automatic
from reportgen.sources.mail.model import Attachment


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
