"""Mails that are no plain text: those of Outlook, and mails within mails."""

from __future__ import annotations

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
    message.set_content("Husk natten.\n" * 20_000)
    desk.write(file, message.as_bytes())
