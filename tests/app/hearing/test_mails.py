"""Answers by mail: every mail is kept, and all that hangs on it is read or set aside."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP

import pytest

from reportgen.app.standing.status import status
from reportgen.hearing.responses import Way
from tests.app.hearing.rounds import (
    AABY,
    BACK,
    BAEK,
    OEST,
    Hearing,
    hearing,
    mail,
    of,
    reworded,
    unmarked,
)
from tests.sources.mail.outlook import Hanging, OutlookMail, compressed_rtf, msg

__all__ = ["hearing"]

EXCHANGE = "/O=BAEK/OU=EXCHANGE ADMINISTRATIVE GROUP/CN=RECIPIENTS/CN=CHEF"
CHEF, IDA = "chef@baek.example", "chef@oest.example"
TNEF = b"\x78\x9f\x3e\x22" + bytes(40)


@pytest.fixture
def edited(hearing: Hearing) -> bytes:
    """A copy that says “umuligt”, and nothing of whose it is."""
    return unmarked(reworded(hearing.copies[BAEK], "svært", "umuligt"))


def kept(hearing: Hearing) -> dict[str, bytes]:
    (folder,) = hearing.small.year.hearing.glob("*/modtaget")
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.suffix != ".yaml"}


def test_a_copy_in_a_mail_of_outlook_is_its_senders_and_the_mail_is_kept(
    hearing: Hearing, edited: bytes
) -> None:
    data = msg(
        OutlookMail(
            body="Husk Ærø.",
            smtp=CHEF,
            exchange=EXCHANGE,
            hanging=[Hanging("Høringssvar Bæk.docx", edited)],
        )
    )
    hearing.back("Høringssvar.msg", data)
    collected = hearing.collect()
    answered = of(collected, BAEK)
    assert (answered.way, answered.known_by, answered.edits) == (Way.DOCUMENT, "afsender", 1)
    assert [comment.text for comment in collected.result.merged.comments] == ["Husk Ærø."]
    assert not collected.result.set_aside
    assert kept(hearing) == {"001_Hoeringssvar.msg": data, "002_Hoeringssvar-Baek.docx": edited}


def test_mails_that_are_passed_on_in_one_are_each_their_senders(
    hearing: Hearing, edited: bytes
) -> None:
    one = OutlookMail("Svar fra Bæk", "", CHEF, hanging=[Hanging("a.docx", edited)])
    other = OutlookMail("Svar fra Øst", "Ingen bemærkninger.", IDA)
    data = msg(
        OutlookMail(
            body="Her er de to svar.",
            smtp="ukendt@example.org",
            hanging=[Hanging("Svar fra Bæk", one), Hanging("Svar fra Øst", other)],
        )
    )
    hearing.back("samlet.msg", data)
    collected = hearing.collect()
    assert (of(collected, BAEK).way, of(collected, BAEK).edits) == (Way.DOCUMENT, 1)
    assert of(collected, OEST).way is Way.NONE
    # What the one who passed them on wrote is nobody's answer, and is asked about.
    (aside,) = collected.result.set_aside
    assert (aside.reason.code, aside.file) == ("received-unattributed", "001_samlet.msg")
    again = hearing.collect(hearing.inbox / "samlet.msg", party=AABY)
    assert not again.result.set_aside
    assert [(r.party, r.way) for r in again.result.responses] == [
        (AABY, Way.TEXT),
        (BAEK, Way.DOCUMENT),
        (OEST, Way.NONE),
    ]


def test_saying_whose_a_mail_is_says_it_of_the_copy_that_hangs_on_it_too(
    hearing: Hearing, edited: bytes
) -> None:
    path = hearing.back("svar.eml", mail("ny@oest.example", "Se fil", ("a.docx", edited)))
    assert len(hearing.collect().result.set_aside) == 2
    said = hearing.collect(path, party=OEST)
    assert not said.result.set_aside
    assert (of(said, OEST).edits, of(said, OEST).comments) == (1, 1)


def test_a_mail_within_a_mail_that_nobody_knows_is_of_the_one_who_passed_it_on(
    hearing: Hearing, edited: bytes
) -> None:
    inner = EmailMessage(policy=SMTP)
    inner["From"], inner["Subject"] = "medarbejder@baek.example", "Vores rettelser"
    inner.set_content("Se mine rettelser.")
    inner.add_attachment(edited, maintype="application", subtype="docx", filename="r.docx")
    outer = EmailMessage(policy=SMTP)
    outer["From"], outer["Subject"] = f"Bo Chef <{CHEF}>", "VS: Vores rettelser"
    outer.set_content("Se vedhæftede.")
    outer.add_attachment(inner)
    hearing.back("svar.eml", outer.as_bytes())
    collected = hearing.collect()
    assert (of(collected, BAEK).edits, of(collected, BAEK).comments) == (1, 2)
    said = {comment.text for comment in collected.result.merged.comments}
    assert said == {"Se vedhæftede.", "Se mine rettelser."}
    assert inner.as_bytes() in kept(hearing).values()


def test_collecting_a_mail_again_changes_nothing(hearing: Hearing, edited: bytes) -> None:
    inner = OutlookMail("Indre", "Husk natten.", CHEF, hanging=[Hanging("a.docx", edited)])
    hearing.back("svar.msg", msg(OutlookMail(hanging=[Hanging("Indre", inner)])))
    first = hearing.collect()
    before = hearing.small.snapshot()
    again = hearing.collect()
    assert (again.new, again.rows) == (0, first.rows)
    assert hearing.small.snapshot() == before


def test_mails_deeper_in_than_people_send_them_are_kept_and_set_aside(hearing: Hearing) -> None:
    data = mail(CHEF, "Inderst")
    for depth in range(6):
        outer = EmailMessage(policy=SMTP)
        outer["From"], outer["Subject"] = CHEF, f"Lag {depth}"
        outer.add_attachment(data, maintype="application", subtype="x", filename=f"{depth}.eml")
        data = outer.as_bytes()
    hearing.back("svar.eml", data)
    collected = hearing.collect()
    (aside,) = collected.result.set_aside
    assert (aside.reason.code, aside.party) == ("mail-nested", BAEK)
    assert len(kept(hearing)) == 6


@pytest.mark.parametrize(
    "said",
    [
        {"html": "<p>Bæk ønsker natten nævnt på <b>Ærø</b>.</p>".encode()},
        {
            "rtf": compressed_rtf(
                rb"{\rtf1\ansi\ansicpg1252 B\'e6k \'f8nsker natten n\'e6vnt p\'e5 {\b \'c6r\'f8}.}"
            )
        },
    ],
    ids=["html", "rtf"],
)
def test_what_is_written_in_a_mail_is_a_comment_however_outlook_kept_it(
    hearing: Hearing, said: dict[str, bytes]
) -> None:
    hearing.back("svar.msg", msg(OutlookMail(smtp=CHEF, **said)))  # type: ignore[arg-type]
    (comment,) = hearing.collect().result.merged.comments
    assert (comment.party, comment.text) == (BAEK, "Bæk ønsker natten nævnt på Ærø.")


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("winmail.dat", TNEF, "received-winmail"),
        ("svar.zip", b"PK\x03\x04", "received-packed"),
        ("scan.pdf", b"%PDF-1.4", "received-not-word"),
        ("scan.png", b"\x89PNG", "received-not-word"),
        ("svar.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "received-other-format"),
        ("svar.odt", b"PK\x03\x04", "received-other-format"),
        ("svar.docx", b"", "received-empty"),
        ("svar.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "word-old-or-protected"),
        ("smime.p7m", b"0\x80", "received-encrypted"),
        ("svar.docx", "https://aaby.sharepoint.example/svar.docx", "received-link"),
    ],
)
def test_what_hangs_on_a_mail_and_cannot_be_read_is_set_aside_with_what_to_do(
    hearing: Hearing, edited: bytes, name: str, data: bytes | str, code: str
) -> None:
    hearing.back("a.docx", reworded(hearing.copies[AABY], "nyt", "andet"))
    hearing.back("b.msg", msg(OutlookMail(smtp=CHEF, hanging=[Hanging(name, data)])))
    collected = hearing.collect()
    (aside,) = collected.result.set_aside
    assert (aside.reason.code, aside.party) == (code, BAEK)
    assert of(collected, AABY).edits == 1
    assert of(collected, BAEK).way is Way.MISSING
    assert [row.party for row in collected.rows] == [AABY, BAEK]


def test_a_mail_without_a_word_and_one_that_cannot_be_read_are_set_aside(hearing: Hearing) -> None:
    hearing.back("tom.eml", mail(CHEF, ""))
    hearing.back("rod.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    for _ in range(2):
        collected = hearing.collect(party=BAEK)
        codes = {aside.reason.code for aside in collected.result.set_aside}
        assert codes == {"mail-empty", "mail-unreadable"}
        assert {aside.party for aside in collected.result.set_aside} == {BAEK}


def test_the_same_copy_sent_twice_counts_once_and_its_second_mail_is_no_fault(
    hearing: Hearing, edited: bytes
) -> None:
    hearing.back("1.eml", mail(CHEF, "", ("svar.docx", edited)))
    hearing.back("2.eml", mail(CHEF, " ", ("svar igen.docx", edited)))
    collected = hearing.collect()
    assert collected.result.set_aside == ()
    assert of(collected, BAEK).edits == 1


@pytest.mark.parametrize("name", ["svar.docx ", "svar", "svar.docx.bin"])
def test_a_copy_is_known_by_what_it_holds_whatever_it_is_called(
    hearing: Hearing, name: str
) -> None:
    hearing.back(name, reworded(hearing.copies[BAEK], "svært", "umuligt"))
    collected = hearing.collect()
    assert not collected.result.set_aside
    assert of(collected, BAEK).edits == 1


def test_a_mail_from_an_unknown_address_is_of_the_party_whose_copy_hangs_on_it(
    hearing: Hearing,
) -> None:
    marked = reworded(hearing.copies[BAEK], "svært", "umuligt")
    hearing.back("svar.eml", mail("ny@baek.example", "Husk natten.", ("svar.docx", marked)))
    collected = hearing.collect()
    assert not collected.result.set_aside
    (comment,) = collected.result.merged.comments
    assert (comment.party, comment.text) == (BAEK, "Husk natten.")
    assert (of(collected, BAEK).edits, of(collected, BAEK).known_by) == (1, "eksemplar")


def test_a_mail_with_the_copies_of_two_is_nobodys_until_somebody_says(hearing: Hearing) -> None:
    copies = [
        (f"{name}.docx", reworded(hearing.copies[party], "svært", word))
        for name, party, word in (("b", BAEK, "umuligt"), ("o", OEST, "nemt"))
    ]
    hearing.back("svar.eml", mail("ukendt@example.org", "To svar.", *copies))
    collected = hearing.collect()
    (aside,) = collected.result.set_aside
    path = str(aside.reason.values["path"])
    assert path.endswith("hoering/1/modtaget/001_svar.eml")
    assert [of(collected, party).edits for party in (BAEK, OEST)] == [1, 1]
    # As the hint says: the file that is kept is collected once more.
    again = hearing.collect(hearing.small.root / path, party=OEST)
    assert not again.result.set_aside
    assert [comment.party for comment in again.result.merged.comments] == [OEST]
    assert [of(again, party).edits for party in (BAEK, OEST)] == [1, 1]


AUTOMATIC = {
    "svar": "Subject: Automatisk svar: Høring\n\nJeg holder ferie.",
    "kvittering": (
        'Content-Type: multipart/report; report-type=disposition-notification; boundary="b"\n\n'
        "--b\nContent-Type: text/plain\n\nMailen blev vist.\n"
        "--b\nContent-Type: message/disposition-notification\n\nDisposition: displayed\n--b--"
    ),
    "møde": "Subject: Accepteret\nContent-Type: text/calendar; method=REPLY\n\nBEGIN:VCALENDAR",
    "tom": "Subject: SV: Høring\n\nHej\n\nMvh\nBo Chef",
    "andet år": "Subject: Høringssvar til årsrapport 2021\n\nHusk natten.",
}


@pytest.mark.parametrize("kind", AUTOMATIC)
def test_what_is_no_answer_leaves_the_party_missing_wherever_it_is_counted(
    hearing: Hearing, kind: str
) -> None:
    said = f"From: {CHEF}\nMIME-Version: 1.0\n{AUTOMATIC[kind]}"
    hearing.back("svar.eml", said.encode())
    for _ in range(2):  # collected again, it is the same
        collected = hearing.collect()
        assert of(collected, BAEK).way is Way.MISSING
        (aside,) = collected.result.set_aside
        assert aside.party == BAEK
        assert not collected.result.merged.comments
    now = status(hearing.small.year, BACK.date())
    assert now.hearing is not None
    assert now.hearing.missing == collected.result.missing == (AABY, BAEK, OEST)


def test_a_copy_on_an_automatic_answer_is_read_and_our_own_sent_back_is_not(
    hearing: Hearing, edited: bytes
) -> None:
    message = EmailMessage(policy=SMTP)
    message["From"], message["Subject"] = CHEF, "Automatisk svar: Høring"
    message.set_content("Jeg holder ferie.")
    for name, data in (("vores.docx", edited), ("jeres.docx", hearing.copies[BAEK])):
        message.add_attachment(data, maintype="application", subtype="docx", filename=name)
    hearing.back("svar.eml", message.as_bytes())
    collected = hearing.collect()
    assert [r.edits for r in collected.result.responses if r.party.startswith(BAEK)] == [1]
    assert [aside.reason.code for aside in collected.result.set_aside] == ["mail-automatic"]


def test_a_mail_that_could_not_be_delivered_is_no_answer_though_it_brings_our_copy_back(
    hearing: Hearing,
) -> None:
    sent = mail("sekretariatet@aaby.example", "Send jeres svar.", ("h.docx", hearing.copies[BAEK]))
    lines = (
        f"From: postmaster@baek.example\nTo: {CHEF}\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        "--b\nContent-Type: text/plain\n\nKunne ikke leveres\n"
        "--b\nContent-Type: message/rfc822\n\n"
    )
    hearing.back("retur.eml", lines.encode() + sent + b"\n--b--")
    collected = hearing.collect()
    assert of(collected, BAEK).way is Way.MISSING
    assert [aside.reason.code for aside in collected.result.set_aside] == ["mail-report"]


def test_what_a_mail_says_is_a_remark_for_the_whole_report(hearing: Hearing) -> None:
    hearing.back("svar.eml", mail(CHEF, "Kære alle\n\nHusk natten.\n\nMed venlig hilsen\nBo"))
    (row,) = hearing.collect().rows
    assert (row.section, row.after) == ("Hele rapporten", "Kommentar: Husk natten.")
    (receipt,) = hearing.small.year.hearing.glob("*/modtaget/001.yaml")
    assert "Med venlig hilsen" in receipt.read_text("utf-8")


NAMES = {
    "Bæk Kommune.docx": BAEK,
    "Svar Bæk.docx": BAEK,
    "Høringssvar - Øst.docx": None,
    "region øst_v02_rettet.docx": OEST,
    "AABY kommunes svar.docx": AABY,
    "Svar fra Bæk og Åby.docx": None,
    "Svar.docx": None,
}


@pytest.mark.parametrize(("name", "party"), NAMES.items())
def test_a_name_that_a_person_gave_is_a_hint_with_the_command_to_run(
    hearing: Hearing, edited: bytes, name: str, party: str | None
) -> None:
    hearing.back(name, edited)
    (aside,) = hearing.collect().result.set_aside
    assert aside.party == ""
    if party is None:
        assert aside.reason.code == "received-unattributed"
        return
    assert aside.reason.code == "received-named"
    assert (aside.reason.values["party"], aside.reason.values["quoted"]) == (party, f'"{party}"')
    path = hearing.small.root / str(aside.reason.values["path"])
    assert of(hearing.collect(path, party=party), party).edits == 1


@pytest.mark.parametrize("around", ["{}.docx", "{} (1).docx", "Kopi af {}.docx", "{}_rettet.docx",
                                    "{} - Kopi.docx"])  # fmt: skip
def test_the_name_that_the_program_gave_a_copy_tells_whose_it_is(
    hearing: Hearing, edited: bytes, around: str
) -> None:
    (sent,) = hearing.small.year.hearing.glob("1/udsendt/Baek-Kommune/*_Aarsrapport-*.docx")
    hearing.back(around.format(sent.stem), edited)
    collected = hearing.collect()
    assert not collected.result.set_aside
    assert (of(collected, BAEK).edits, of(collected, BAEK).known_by) == (1, "filnavn")


def test_a_name_that_the_mark_or_the_mail_speaks_against_is_asked_about(
    hearing: Hearing, edited: bytes
) -> None:
    (sent,) = hearing.small.year.hearing.glob("1/udsendt/Baek-Kommune/*_Aarsrapport-*.docx")
    hearing.back(sent.name, reworded(hearing.copies[OEST], "svært", "umuligt"))
    hearing.back("svar.eml", mail("leder@aaby.example", "", (sent.name, edited)))
    collected = hearing.collect()
    reasons = [aside.reason for aside in collected.result.set_aside]
    assert {reason.code for reason in reasons} == {"received-name-differs"}
    assert {(r.values["party"], r.values["named"]) for r in reasons} == {(OEST, BAEK), (AABY, BAEK)}
    for reason in reasons:
        path = hearing.small.root / str(reason.values["path"])
        again = hearing.collect(path, party=str(reason.values["party"]))
    assert not again.result.set_aside
    assert [of(again, party).edits for party in (AABY, OEST)] == [1, 1]


def test_a_mail_about_another_years_report_is_taken_in_when_a_person_says_so(
    hearing: Hearing, edited: bytes
) -> None:
    message = EmailMessage(policy=SMTP)
    message["From"], message["Subject"] = CHEF, "Høringssvar, årsrapport for 2021"
    message.set_content("Husk natten.")
    message.add_attachment(edited, maintype="application", subtype="docx", filename="svar.docx")
    path = hearing.back("svar.eml", message.as_bytes())
    collected = hearing.collect()
    assert [a.reason.code for a in collected.result.set_aside] == ["mail-other-year"] * 2
    assert of(collected, BAEK).way is Way.MISSING
    said = hearing.collect(path, party=BAEK)
    assert not said.result.set_aside
    assert (of(said, BAEK).edits, of(said, BAEK).comments) == (1, 1)


@pytest.mark.parametrize(
    ("name", "ends"),
    [
        ("20261126_Aarsrapport-2022_Boern-og-Unge_v02_hoering_Bæk Kommune.docx",
         "Boern-og-Unge-v02-hoering-Baek-Kommune.docx"),
        (f"20261126_Aarsrapport-2022_{'Voksne ' * 12}_v02_hoering_Guldborgsund Kommune.docx",
         "Aarsrapport-2022-v02-hoering-Guldborgsund-Kommune.docx"),
        (f"{'Svar ' * 40}.docx", "Svar.docx"),
    ],
)  # fmt: skip
def test_a_file_is_kept_under_a_name_that_tells_whose_it_is(
    hearing: Hearing, edited: bytes, name: str, ends: str
) -> None:
    hearing.back(name, edited)
    hearing.collect(party=BAEK)
    (path,) = (p for p in hearing.small.year.hearing.glob("1/modtaget/*") if p.suffix != ".yaml")
    assert path.name.endswith(ends)
    assert len(hearing.small.year.workspace.relative(path)) < 150


PARTS, PAGE = "Content-Type: multipart/mixed; boundary=b\n\n", "Content-Type: text/html\n\n"
HOSTILE = {
    "parts": ("mail-too-many-parts", PARTS + "--b\n\nx\n" * 1_001),
    "files": ("mail-too-many-files", PARTS + "--b\nContent-Type: a/b\n\nx\n" * 201),
    "headers": ("mail-headers-too-long", "Received: x\n" * 500_000 + "\nHusk natten."),
    "tags": ("mail-empty", PAGE + "<a " * 20_000),
    "comments": ("mail-empty", PAGE + "<!--" * 300_000),
    "parameters": ("mail-no-words", "Content-Type: text/plain" + '; a="b"' * 8_000 + "\n\nHej"),
    "subject": ("mail-no-words", "Subject: " + "=?utf-8?q?=C3=B8?= " * 20_000 + "\n\nHej"),
}


@pytest.mark.parametrize(("code", "text"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_mail_says_why_it_is_set_aside_and_stops_no_other(
    hearing: Hearing, edited: bytes, code: str, text: str
) -> None:
    hearing.back("a.eml", f"From: {IDA}\n{text}".encode())
    hearing.back("b.eml", mail(CHEF, "Husk natten.", ("a.docx", edited)))
    collected = hearing.collect()
    assert (of(collected, BAEK).edits, of(collected, BAEK).comments) == (1, 1)
    assert of(collected, OEST).way is Way.MISSING
    (aside,) = collected.result.set_aside
    assert (aside.reason.code, aside.file) == (code, "001_a.eml")
    assert len(kept(hearing)) == 3
    assert hearing.collect().new == 0


def test_what_is_unsure_about_a_mail_stays_with_its_partys_answer(hearing: Hearing) -> None:
    head = f"From: {CHEF}\nContent-Type: text/html; charset=utf-8\n\n"
    hearing.back("a.eml", f"{head}<p>Husk natten. <!-- Og dagen.".encode())
    collected = hearing.collect()
    assert [problem.code for problem in collected.problems] == ["mail-markup-damaged"]
    (comment,) = collected.result.merged.comments
    assert comment.text == "Husk natten. Og dagen."
    again = hearing.collect()
    assert not of(again, BAEK).ledger.is_clear
