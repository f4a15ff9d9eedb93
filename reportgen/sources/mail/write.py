"""Mails written as files of their own."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
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
    marks = [hashlib.sha256(f"{at}".encode()).digest() for at in range(len(attachments))]
    for mark, attached in zip(marks, attachments, strict=True):
        message.add_attachment(
            mark,
            maintype="application",
            subtype="octet-stream",
            filename=" ".join(attached.name.split()),
        )
    if attachments:
        parts = "\0".join((sender, subject, date, text, *(a.name for a in attachments)))
        fix_boundary(message, parts.encode(errors="surrogatepass"))
    for name, value in MARKS.get(kind, {}).items():
        message[name] = value
    rest, written = message.as_bytes(), []
    for mark, attached in zip(marks, attachments, strict=True):
        before, _, rest = rest.partition(b"".join(_base64(mark)))
        written += [before, *_base64(attached.data)]
    return b"".join((*written, rest))


_LINES = 57 * 1_000
"""Bytes that go into a thousand lines of base64."""


def _base64(data: bytes) -> Iterator[bytes]:
    """The lines of a file; put in for its mark, since the library takes eight times its size."""
    for at in range(0, len(data), _LINES):
        yield base64.encodebytes(data[at : at + _LINES]).replace(b"\n", b"\r\n")


def fix_boundary(message: Message, content: bytes) -> None:
    """Part `message` at a boundary made of its `content`; the library would draw it at random."""
    message.set_boundary(f"=_{hashlib.sha256(content).hexdigest()[:32]}")
