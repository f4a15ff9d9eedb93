"""Which mails a program wrote, told as data; what stands on people's mails too decides nothing."""

from __future__ import annotations

import pytest

from reportgen.sources.mail import Automatic, Mail, read_mail
from tests.sources.mail.outlook import Hanging, OutlookMail, msg

REPLY, REPORT, CALENDAR = Automatic.REPLY, Automatic.REPORT, Automatic.CALENDAR
TEXT = ("Content-Type: text/plain; charset=utf-8", "", "Jeg holder ferie.")


def read(data: bytes) -> Mail:
    mail, problems = read_mail(data, "svar.eml")
    assert mail is not None
    assert problems == ()
    return mail


def eml(*lines: str, subject: str = "Høring") -> Mail:
    head = ("From: chef@baek.example", f"Subject: {subject}", "MIME-Version: 1.0")
    return read("\r\n".join((*head, *lines)).encode())


def parted(kind: str, *parts: tuple[str, str]) -> tuple[str, ...]:
    """A mail of several parts, each with its type and its text."""
    lines = [f'Content-Type: {kind}; boundary="b"', ""]
    for type_, text in parts:
        lines += ["--b", f"Content-Type: {type_}", "", text]
    return (*lines, "--b--")


@pytest.mark.parametrize(
    ("subject", "heads", "kind"),
    [
        ("Høring", ["Auto-Submitted: auto-replied"], REPLY),
        ("Høring", ["Auto-Submitted: auto-generated; x=y"], REPLY),
        ("Høring", ["Auto-Submitted: no"], None),
        ("Høring", ["X-Autoreply: yes"], REPLY),
        ("Høring", ["X-Auto-Response-Suppress: All"], None),
        ("SV: Høring", ["Precedence: bulk", "X-Auto-Response-Suppress: OOF"], None),
        ("Automatisk svar: Høring", [], REPLY),
        ("Automatisk svar - Høring", [], REPLY),
        ("Automatic reply: Høring", [], REPLY),
        ("Out of Office AutoReply: Høring", [], REPLY),
        ("Autosvar: Høring", [], REPLY),
        ("Ikke til stede: Høring", [], REPLY),
        ("Ikke til stede", [], REPLY),
        ("Out of office", [], REPLY),
        ("[EKSTERN] Automatisk svar: Høring", [], REPLY),
        ("Ikke til stede på mødet, men her er svaret", [], None),
        ("Ikke til stede i uge 50", ["X-Auto-Response-Suppress: All"], REPLY),
        ("SV: Automatisk svar: Høring", [], None),
        ("Forslag om automatisk svar", [], None),
        ("Ikke leveret: Høring", [], REPORT),
        ("Undeliverable: Høring", [], REPORT),
        ("Læst: Høring", [], None),
    ],
)
def test_headers_and_subjects(subject: str, heads: list[str], kind: Automatic | None) -> None:
    assert eml(*heads, *TEXT, subject=subject).automatic is kind


REPORTED = ("text/plain; charset=utf-8", "Mailen blev vist."), ("message/x", "Final: y")


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (parted("multipart/report; report-type=delivery-status",
                ("text/plain", "Ikke leveret"), ("message/delivery-status", "Action: failed")),
         REPORT),
        (parted("multipart/report; report-type=disposition-notification", *REPORTED), REPORT),
        (parted("multipart/mixed", ("text/plain", "x"), ("message/disposition-notification", "y")),
         REPORT),
        (("Content-Type: text/calendar; method=REPLY", "", "BEGIN:VCALENDAR"), CALENDAR),
        (parted("multipart/alternative", ("text/plain", "x"), ("text/calendar", "y")), CALENDAR),
        (("Content-Class: urn:content-classes:calendarmessage", *TEXT), CALENDAR),
        (parted("multipart/mixed", ("text/plain", "x"), ("message/rfc822", "Subject: y")), None),
    ],
)  # fmt: skip
def test_types_of_parts(lines: tuple[str, ...], kind: Automatic | None) -> None:
    assert eml(*lines).automatic is kind


@pytest.mark.parametrize(
    ("class_", "kind"),
    [
        ("IPM.Note", None),
        ("REPORT.IPM.Note.IPNRN", REPORT),
        ("REPORT.IPM.Note.NDR", REPORT),
        ("IPM.Schedule.Meeting.Resp.Pos", CALENDAR),
        ("IPM.Schedule.Meeting.Resp.Tent", CALENDAR),
        ("IPM.Note.Rules.OofTemplate.Microsoft", REPLY),
    ],
)
def test_the_classes_of_outlook_also_of_a_mail_inside_another(
    class_: str, kind: Automatic | None
) -> None:
    said = OutlookMail(body="Jeg holder ferie.", message_class=class_)
    assert read(msg(said)).automatic is kind
    inner = read(msg(OutlookMail(hanging=[Hanging("Svar", said)]))).attachments[0]
    assert read(inner.data).automatic is kind


def test_the_headers_that_outlook_keeps_decide_too() -> None:
    headers = "From: chef@baek.example\r\nAuto-Submitted: auto-replied\r\n"
    assert read(msg(OutlookMail(body="Væk.", headers=headers))).automatic is REPLY


CALENDAR_TEXT = (
    "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n{}\r\nEND:VEVENT\r\nEND:VCALENDAR"
)


@pytest.mark.parametrize(
    ("text", "calendar", "said"),
    [
        ("Accepteret: Høringsmøde", "PARTSTAT=ACCEPTED", ""),
        ("Hvornår: 1. december 2024\r\nHvor: Teams\r\n*~*~*~*~*~*~*", "X:Y", ""),
        ("Husk natten.\r\n\r\nHvornår: 1. december", "X:Y", "Husk natten."),
        ("", "COMMENT:Husk natten\\, tak.", "Husk natten, tak."),
        ("Husk natten.", "COMMENT:Husk natten.", "Husk natten."),
        ("Bo har accepteret denne invitation.\r\n\r\nHøringsmøde", "COMMENT;X=Y:Husk nat\r\n ten.",
         "Husk natten."),
    ],
)  # fmt: skip
def test_what_a_person_wrote_in_an_answer_to_an_invitation(
    text: str, calendar: str, said: str
) -> None:
    mail = eml(
        *parted(
            "multipart/alternative",
            ("text/plain; charset=utf-8", text),
            ("text/calendar; charset=utf-8; method=REPLY", CALENDAR_TEXT.format(calendar)),
        )
    )
    assert (mail.automatic, mail.text) == (CALENDAR, said)
    assert mail.ledger.total == 2
    assert "kalenderens egne oplysninger" in {item.reason for item in mail.ledger.set_aside}
