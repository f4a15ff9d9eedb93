"""Answers by mail: every mail is kept, and all that hangs on it is read or set aside."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP

import pytest

from reportgen.hearing.responses import Way
from tests.app.hearing.rounds import (
    AABY,
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
