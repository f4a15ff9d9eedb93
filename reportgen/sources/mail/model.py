"""A mail as plain data."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportgen.report.ledger import Ledger
from reportgen.sources.mail.automatic import Automatic

SUFFIXES = frozenset({".eml", ".msg"})


class UnreadableError(ValueError):
    """The bytes are no mail, or one that nobody could have sent; with the problem that says so."""

    def __init__(self, code: str = "mail-unreadable", **values: object) -> None:
        super().__init__(code)
        self.code, self.values = code, values


_LONGEST_NAME = 200
_LONGEST_END = 20


def file_name(name: str) -> str:
    """A file's name, no longer than a system takes it; its end tells what it is, and stays."""
    return (
        name
        if len(name) <= _LONGEST_NAME
        else name[: _LONGEST_NAME - _LONGEST_END] + name[-_LONGEST_END:]
    )


@dataclass(frozen=True, slots=True)
class Attachment:
    """What hangs on a mail: a file, or another mail as an ``.eml`` file."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail, read."""

    sender: str
    """SMTP address, in lower case; empty where the mail has none."""
    subject: str
    text: str
    """What its sender said in it, without greeting, signature and what it answers."""
    date: str
    """ISO 8601, or empty."""
    attachments: tuple[Attachment, ...]
    """In their order, without the pictures that stand in the text and the signatures that
    only a mail program reads."""
    whole: str = ""
    """All that stands in it as text."""
    automatic: Automatic | None = None
    """What a program wrote it for; None where a person did."""
    ledger: Ledger = field(default_factory=Ledger)
    """Every part that holds something, once."""
    doubts: tuple[str, ...] = ()
    """Codes of the problems that say what of it a person has to look at."""
