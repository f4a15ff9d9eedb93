"""Mails that lie ready to be sent: a draft a party, and a list for any other mail program."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.report.inputs import Member
from reportgen.sources.mail.write import fix_boundary
from reportgen.sources.workbook.create import listing

_LONGEST_LINE = 998  # RFC 5322, 2.1.1
_DOCX = "vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class MailDraft:
    """A mail that has not been sent."""

    to: Sequence[str]
    """Addresses; empty leaves them to whoever sends it."""
    subject: str
    text: str
    attachment: bytes | None = None
    """A Word file."""
    name: str = ""
    """File name of the attachment."""
    hidden: Sequence[str] = ()
    """Addresses that the others who get it do not see."""


def write_draft(draft: MailDraft) -> bytes:
    """Write the mail as an ``.eml`` file that Outlook opens ready to send.

    RFC 5322 with MIME; ``X-Unsent`` is what makes classic Outlook open it as a draft. It has
    neither sender nor date: those are the mail program's to add when it is sent. The same
    draft always gives the same bytes.
    """
    from email.message import EmailMessage
    from email.policy import EmailPolicy

    class Unfolded(EmailPolicy):
        """Keeps a file name whole: classic Outlook does not read one in pieces (RFC 2231)."""

        def fold_binary(self, name: str, value: str) -> bytes:
            wide = name.casefold() == "content-disposition"
            policy = self.clone(max_line_length=_LONGEST_LINE) if wide else self
            return EmailPolicy.fold_binary(policy, name, value)

    message = EmailMessage(policy=Unfolded(linesep="\r\n"))
    message["X-Unsent"] = "1"
    message["Subject"] = draft.subject
    if draft.to:
        message["To"] = ", ".join(draft.to)
    if draft.hidden:
        message["Bcc"] = ", ".join(draft.hidden)
    message.set_content(draft.text)
    if draft.attachment is not None:
        message.add_attachment(
            draft.attachment, maintype="application", subtype=_DOCX, filename=draft.name
        )
        parts = "\0".join((*draft.to, *draft.hidden, draft.subject, draft.text)).encode()
        fix_boundary(message, parts + draft.attachment)
    return message.as_bytes()


def addresses(members: Sequence[Member], party: str, date: dt.date) -> tuple[str, ...]:
    """Addresses of the members who represent `party` on `date`, each once, in their order.

    An address outside ASCII is left out: it needs SMTPUTF8, which few servers speak.
    """
    found: dict[str, str] = {}
    for member in members:
        email = member.email.strip()
        is_theirs = member.organisation == party and is_current(member, date)
        if is_theirs and email and email.isascii():
            found.setdefault(email.casefold(), email)
    return tuple(found.values())


def is_current(member: Member, date: dt.date) -> bool:
    """Whether a member is one on `date`."""
    has_come = member.since is None or member.since <= date
    return has_come and (member.until is None or member.until >= date)


def write_recipients(rows: Sequence[tuple[str, Sequence[str]]], subject: str) -> bytes:
    """Write ``modtagere.xlsx``: a row for each party, for a mail merge or for copying."""
    listed = [(party, "; ".join(to), subject) for party, to in rows]
    return listing("Modtagere", ("Part", "E-mail", "Emne"), (30, 50, 70), listed)
