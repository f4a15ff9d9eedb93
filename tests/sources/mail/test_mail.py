"""Mails as people save them, from Outlook and from everything else."""

from __future__ import annotations

import datetime as dt
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.sources.mail import Mail, read_mail, says_nothing
from reportgen.sources.mail.rtf import decompress, read_rtf
from tests.sources.mail.outlook import Hanging, OutlookMail, compressed_rtf, msg

DOCX = b"PK\x03\x04" + bytes(range(256)) * 40
LOGO = b"\x89PNG" + bytes(60)
EXCHANGE = "/O=BAEK/OU=EXCHANGE ADMINISTRATIVE GROUP/CN=RECIPIENTS/CN=CHEF"


def read(data: bytes, name: str = "svar.msg") -> Mail:
    mail, problems = read_mail(data, name)
    assert mail is not None
    assert problems == ()
    return mail


def names(mail: Mail) -> list[str]:
    return [attached.name for attached in mail.attachments]


def eml(*parts: str, head: str = "From: chef@baek.example\nSubject: Svar\n") -> bytes:
    return (head + "MIME-Version: 1.0\n" + "\n".join(parts)).replace("\n", "\r\n").encode()


def test_a_mail_of_outlook_is_read_with_its_danish_letters_and_its_file() -> None:
    mail = read(
        msg(
            OutlookMail(
                subject="Høringssvar – Ældre & Sundhed",
                body="Kære alle\r\n\r\nBlåbærgrød på Ærø.",
                smtp="Chef@Baek.example",
                hanging=[Hanging("Høringssvar fra Bæk.docx", DOCX)],
            )
        )
    )
    assert mail.sender == "chef@baek.example"
    assert mail.subject == "Høringssvar – Ældre & Sundhed"
    assert mail.text == "Blåbærgrød på Ærø."
    assert mail.whole == "Kære alle\n\nBlåbærgrød på Ærø."
    assert mail.date == "2024-11-28T09:00:00+00:00"
    assert [(a.name, a.data) for a in mail.attachments] == [("Høringssvar fra Bæk.docx", DOCX)]


def test_a_mail_from_before_unicode_is_read_in_its_code_page() -> None:
    mail = read(msg(OutlookMail(body="Blåbærgrød på Ærø", smtp="a@b.example", eight_bit=True)))
    assert mail.text == "Blåbærgrød på Ærø"


def test_the_sender_is_known_by_the_smtp_address_where_exchange_keeps_a_path() -> None:
    assert read(msg(OutlookMail(smtp="chef@baek.example", exchange=EXCHANGE))).sender == (
        "chef@baek.example"
    )
    assert read(msg(OutlookMail(exchange=EXCHANGE))).sender == ""


def test_what_the_mail_was_sent_with_says_more_than_what_outlook_made_of_it() -> None:
    headers = "From: Bo Chef <bo@baek.example>\r\nDate: Thu, 28 Nov 2024 23:30:00 +0100\r\n"
    mail = read(msg(OutlookMail(exchange=EXCHANGE, headers=headers)))
    assert (mail.sender, mail.date) == ("bo@baek.example", "2024-11-28T23:30:00+01:00")


def test_a_picture_in_the_text_is_said_and_one_in_the_signature_is_not() -> None:
    body = "Se her:\r\n[cid:a@x]\r\n\r\nVenlig hilsen\r\nBo\r\n[cid:b@x]"
    pictures = [
        Hanging("a.png", LOGO, content_id="a@x", mime="image/png"),
        Hanging("b.png", LOGO, content_id="b@x", mime="image/png"),
    ]
    mail = read(msg(OutlookMail(body=body, hanging=pictures)))
    assert mail.text == "Se her:\n[billede]"
    assert mail.attachments == ()


def test_a_picture_that_hangs_on_the_mail_is_a_file_like_any_other() -> None:
    mail = read(msg(OutlookMail(body="Se", hanging=[Hanging("scan.png", LOGO, mime="image/png")])))
    assert names(mail) == ["scan.png"]


def test_a_mail_inside_a_mail_is_a_file_of_its_own_with_all_that_hangs_on_it() -> None:
    deepest = OutlookMail(
        "Dybest", "Æblegrød", "dyb@oest.example", hanging=[Hanging("d.docx", DOCX)]
    )
    inner = OutlookMail(
        "VS: Svar",
        "Husk natten på Ærø.",
        "chef@oest.example",
        hanging=[Hanging("i.docx", DOCX), Hanging("Dybest", deepest)],
    )
    outer = read(msg(OutlookMail(body="Se vedhæftede", hanging=[Hanging("VS: Svar", inner)])))
    assert names(outer) == ["VS: Svar.eml"]
    first = read(outer.attachments[0].data, "x.eml")
    assert (first.sender, first.text) == ("chef@oest.example", "Husk natten på Ærø.")
    assert first.date == "2024-11-28T09:00:00+00:00"
    assert names(first) == ["i.docx", "Dybest.eml"]
    second = read(first.attachments[1].data, "x.eml")
    assert (second.text, second.attachments[0].data) == ("Æblegrød", DOCX)


def test_a_shared_document_is_a_link_that_is_not_followed() -> None:
    address = "https://aaby.sharepoint.example/svar.docx"
    mail = read(msg(OutlookMail(body="Se link", hanging=[Hanging("svar.docx", address)])))
    assert names(mail) == ["svar.docx.url"]
    assert address.encode() in mail.attachments[0].data


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_body_of_html_alone_is_read(encoding: str) -> None:
    html = "<html><head><style>p{}</style><body><p>Blåbærgrød</p><p>på <b>Ærø</b></p>"
    assert read(msg(OutlookMail(html=html.encode(encoding)))).text == "Blåbærgrød\npå Ærø"


def test_a_body_of_rtf_alone_is_read() -> None:
    rtf = rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Calibri;}}\f0 Bl\'e5b\'e6r\par p\u229? \'c6r\'f8}"
    assert read(msg(OutlookMail(rtf=compressed_rtf(rtf)))).text == "Blåbær\npå Ærø"


def test_html_that_outlook_packed_into_rtf_is_read_once() -> None:
    rtf = (
        rb"{\rtf1\ansi\ansicpg1252\fromhtml1 {\*\htmltag64 <p>}K\'e6re {\*\htmltag84 <b>}alle"
        rb"\htmlrtf \b skjult\b0\htmlrtf0{\*\htmltag92 </b>}\htmlrtf\par\htmlrtf0"
        rb"{\*\htmltag72 </p>}{\*\mhtmltag64 <p>}}"
    )
    assert read(msg(OutlookMail(rtf=compressed_rtf(rtf)))).whole == "Kære alle"


def test_rtf_is_unpacked_as_the_format_says() -> None:
    # The example of MS-OXRTFCP, section 4.1
    packed = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c64"
        "7d0a800fa0"
    )
    assert decompress(packed) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"


@given(st.binary(max_size=300))
def test_what_is_packed_is_unpacked(rtf: bytes) -> None:
    assert decompress(compressed_rtf(rtf)) == rtf


@given(st.binary(max_size=200))
def test_no_rtf_is_an_exception(data: bytes) -> None:
    read_rtf(data)
    read_mail(msg(OutlookMail(rtf=b"\0" * 8 + b"LZFu" + data)), "svar.msg")


@given(st.integers(0, 10**6), st.binary(min_size=1, max_size=6), st.booleans())
def test_no_damage_to_a_mail_is_an_exception(at: int, noise: bytes, outlook: bool) -> None:
    inner = OutlookMail(body="Æ", hanging=[Hanging("a.docx", DOCX)])
    mail = OutlookMail(
        body="Ø", html="<p>Ø".encode(), hanging=[Hanging("b.docx", DOCX), Hanging("i", inner)]
    )
    data = (
        msg(mail)
        if outlook
        else read(msg(OutlookMail(hanging=[Hanging("m", mail)]))).attachments[0].data
    )
    place = at % len(data)
    found, problems = read_mail(data[:place] + noise + data[place + len(noise) :], "svar.msg")
    assert found is not None or [p.code for p in problems] == ["mail-unreadable"]


def test_a_signed_mail_is_read_out_of_its_signature() -> None:
    inner = eml(
        'Content-Type: multipart/signed; boundary="s"; protocol="application/pkcs7-signature"',
        "",
        "--s",
        "Content-Type: text/plain; charset=utf-8",
        "",
        "Ingen bemærkninger.",
        "--s",
        "Content-Type: application/pkcs7-signature; name=smime.p7s",
        "",
        "xx",
        "--s--",
        head="",
    )
    mail = read(
        msg(
            OutlookMail(
                smtp="chef@baek.example",
                message_class="IPM.Note.SMIME.MultipartSigned",
                hanging=[Hanging("smime.p7m", inner, mime="multipart/signed")],
            )
        )
    )
    assert (mail.sender, mail.text, mail.attachments) == (
        "chef@baek.example",
        "Ingen bemærkninger.",
        (),
    )


def test_a_file_within_an_alternative_is_found() -> None:
    # Apple's Mail puts what hangs on a mail into the alternative that is HTML.
    mail = read(
        eml(
            'Content-Type: multipart/alternative; boundary="a"',
            "",
            "--a",
            "Content-Type: text/plain; charset=utf-8",
            "",
            "Se vedhæftede",
            "--a",
            'Content-Type: multipart/mixed; boundary="m"',
            "",
            "--m",
            "Content-Type: text/html; charset=utf-8",
            "",
            "<p>Se vedhæftede</p>",
            "--m",
            "Content-Type: application/octet-stream",
            "Content-Disposition: attachment; filename*=utf-8''B%C3%A6k.docx",
            "",
            "PK",
            "--m--",
            "--a--",
        )
    )
    assert (mail.text, names(mail)) == ("Se vedhæftede", ["Bæk.docx"])


def test_a_mail_that_is_nothing_but_a_file_is_one_that_it_hangs_on() -> None:
    mail = read(eml("Content-Type: application/pdf; name=scan.pdf", "", "%PDF"))
    assert (mail.text, names(mail)) == ("", ["scan.pdf"])


def test_a_file_without_a_name_is_given_one() -> None:
    mail = read(
        eml(
            'Content-Type: multipart/mixed; boundary="m"',
            "",
            "--m",
            "Content-Type: application/pdf",
            "",
            "%PDF",
            "--m--",
        )
    )
    assert names(mail) == ["Vedhæftet fil 1.pdf"]


def test_the_footer_of_a_mailing_list_does_not_hide_the_mail() -> None:
    mail = read(
        eml(
            'Content-Type: multipart/mixed; boundary="m"',
            "",
            "--m",
            "Content-Type: text/html; charset=utf-8",
            "",
            "<p>Husk <a href='https://x.example/a'>bilaget</a>.</p>",
            "--m",
            "Content-Type: text/plain; charset=utf-8",
            "",
            "Fortroligt",
            "--m--",
        )
    )
    assert mail.text == "Husk bilaget <https://x.example/a>.\n\nFortroligt"


@pytest.mark.parametrize(
    ("subject", "text", "said"),
    [
        ("SV: Høring", "Ja.\n\nFra: A\nSendt: i går\nTil: B\n\nNej.", "Ja."),
        ("SV: Høring", "Ja.\n\nDen 1. nov. skrev A:\n> Nej.", "Ja."),
        ("SV: Høring", "Den 1. nov. skrev A:\n> Nej.\n\nJa.", "Ja."),
        ("SV: Høring", "Ja.\n________________________________\nFrom: A\nSent: nu\nNej.", "Ja."),
        ("SV: Høring", "Fra: 3.6\nskal natten nævnes.", "Fra: 3.6\nskal natten nævnes."),
        ("VS: Svar", "FYI\n\nFra: A\nSendt: i går\n\nJa.", "FYI\n\nFra: A\nSendt: i går\n\nJa."),
        ("SV: Høring", "\nFra: A\nSendt: i går\n\nJa.", ""),
        ("VS: Svar", "Fra: A\nSendt: i går\nTil: B\nEmne: Svar\n\nHej", ""),
    ],
)
def test_what_is_answered_is_left_out_and_what_is_sent_on_is_not(
    subject: str, text: str, said: str
) -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "chef@baek.example", subject
    message.set_content(text)
    assert read(message.as_bytes()).text == said


@pytest.mark.parametrize(
    ("text", "nothing"),
    [
        ("Vi har ingen bemærkninger.\n\nMed venlig hilsen\nBo, men kun om mandagen", True),
        ("Ikke yderligere kommentarer herfra. Mvh Bo", True),
        ("Ingen bemærkninger, men husk natten.", False),
        ("Ingen bemærkninger, se:\n[billede]", False),
        ("Husk natten.", False),
    ],
)
def test_nothing_to_remark_is_told_from_something(text: str, nothing: bool) -> None:
    assert says_nothing(text) is nothing


def test_times_out_of_bounds_and_bytes_that_are_no_mail_are_told() -> None:
    late = OutlookMail(sent=dt.datetime(9999, 12, 31, tzinfo=dt.UTC))
    assert read(msg(late)).date.startswith("9999")
    assert read(eml("Date: 0-00-00", "", "Hej")).date == ""
    for data in (b"", b"ikke en mail", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000)):
        assert read_mail(data, "svar.msg")[0] is None
