"""Mails that are no plain text: those of Outlook, and mails within mails."""

from __future__ import annotations

from collections.abc import Sequence
from email.message import EmailMessage
from email.policy import SMTP

from tests.problems.builders import builder
from tests.problems.running import Desk
from tests.sources.mail.outlook import Hanging, OutlookMail, msg


@builder
def outlook_mail(desk: Desk, file: str, sender: str, attached: str, address: str) -> None:
    """A mail as Outlook saves it, on which a link to a document hangs."""
    desk.write(file, msg(OutlookMail(smtp=sender, hanging=[Hanging(attached, address)])))


@builder
def mail_in_mails(desk: Desk, file: str, sender: str, depth: str) -> None:
    """A mail that hangs on a mail, and so on, so many deep."""
    inner = EmailMessage(policy=SMTP)
    inner["From"], inner["Subject"] = sender, "Inderst"
    inner.set_content("Husk natten.")
    data = inner.as_bytes()
    for number in range(int(depth)):
        outer = EmailMessage(policy=SMTP)
        outer["From"], outer["Subject"] = sender, f"Lag {number}"
        outer.add_attachment(data, maintype="application", subtype="x", filename=f"{number}.eml")
        data = outer.as_bytes()
    desk.write(file, data)


@builder
def long_mail(desk: Desk, file: str, sender: str) -> None:
    """A mail that says more than anybody reads."""
    message = EmailMessage(policy=SMTP)
    message["From"], message["Subject"] = sender, "Svar"
    message.set_content("Husk natten.\n" * 120_000)
    desk.write(file, message.as_bytes())


def _of_parts(desk: Desk, file: str, sender: str, parts: Sequence[str]) -> None:
    head = f"From: {sender}\nSubject: Svar\nContent-Type: multipart/mixed; boundary=b\n\n"
    desk.write(file, (head + "".join(f"--b\n{part}\n" for part in parts) + "--b--\n").encode())


@builder
def mail_of_parts(desk: Desk, file: str, sender: str, count: str) -> None:
    """A mail in so many parts."""
    _of_parts(desk, file, sender, ["Content-Type: text/plain\n\nHusk natten."] * int(count))


@builder
def mail_of_files(desk: Desk, file: str, sender: str, count: str) -> None:
    """A mail on which so many files hang."""
    _of_parts(desk, file, sender, ["Content-Type: application/pdf\n\n%PDF"] * int(count))


@builder
def parts_in_parts(desk: Desk, file: str, sender: str, depth: str) -> None:
    """A mail whose parts lie within one another, so many deep."""
    part = "Content-Type: text/plain\n\nHusk natten."
    for number in range(int(depth)):
        edge = f"a{number}"
        head = f"Content-Type: multipart/mixed; boundary={edge}\n\n"
        part = f"{head}--{edge}\n{part}\n--{edge}--\n"
    _of_parts(desk, file, sender, [part])


@builder
def mail_with_header(desk: Desk, file: str, sender: str, header: str, times: str) -> None:
    """A mail with a header of something so many times over, in lines of its own."""
    line = f" {header}\n" * int(times)
    desk.write(file, f"From: {sender}\nSubject:{line}\nHusk natten.\n".encode())


@builder
def large_mail_in_mails(desk: Desk, file: str, sender: str, megabytes: str, depth: str) -> None:
    """A mail of Outlook with a large file, in mails within one another."""
    mail = OutlookMail(smtp=sender, hanging=[Hanging("a.bin", bytes(int(megabytes) * 1_000_000))])
    for number in range(int(depth)):
        mail = OutlookMail(smtp=sender, hanging=[Hanging(f"Lag {number}", mail)])
    desk.write(file, msg(mail))
