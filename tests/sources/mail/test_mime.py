"""The parts of a mail, as they are written, damaged and meant to deceive."""

from __future__ import annotations

import base64
import binascii
from email import message_from_bytes
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP, default
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.problems import limits
from reportgen.sources.mail import Attachment, Mail, read_mail
from reportgen.sources.mail.charsets import decoded, known
from reportgen.sources.mail.headers import address, iso_date, parameters, words
from reportgen.sources.mail.mime import content, parse
from reportgen.sources.mail.write import fix_boundary, write_eml

HEAD = "From: chef@baek.example\nSubject: Svar\nMIME-Version: 1.0\n"
TEXT = "Content-Type: text/plain; charset=utf-8\n\nHusk natten."


def read(text: str) -> tuple[Mail, list[str]]:
    mail, problems = read_mail((HEAD + text).replace("\n", "\r\n").encode(), "svar.eml")
    assert mail is not None
    return mail, [problem.code for problem in problems]


def multipart(*parts: str, edge: str = "b", end: str = "--b--\n") -> str:
    inside = "".join(f"--{edge}\n{part}\n" for part in parts)
    return f'Content-Type: multipart/mixed; boundary="{edge}"\n\n{inside}{end}'


# What a header says.

LETTERS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=40)


@given(LETTERS, st.sampled_from(["utf-8", "iso-8859-1"]))
def test_encoded_words_mean_what_they_were_made_of(text: str, charset: str) -> None:
    charset = "utf-8" if charset != "utf-8" and not text.isascii() else charset
    assert words(Header(text, charset, maxlinelen=30).encode(linesep="")) == text


@given(st.lists(LETTERS.filter(bool), min_size=1, max_size=4))
def test_a_header_of_the_library_is_read_as_the_library_reads_it(said: list[str]) -> None:
    message = EmailMessage(policy=SMTP)
    message["Subject"] = " ".join(said)
    message.set_content("x")
    data = message.as_bytes()
    theirs = message_from_bytes(data, policy=default)
    assert parse(data).header("subject") == str(theirs["Subject"])


@given(LETTERS.map(lambda name: f"{name}.docx"))
def test_the_name_of_a_file_is_the_one_it_was_given(name: str) -> None:
    message = EmailMessage(policy=SMTP)
    message["From"] = "chef@baek.example"
    message.add_attachment(b"PK", maintype="application", subtype="x", filename=name)
    (part,) = parse(message.as_bytes()).leaves()
    assert part.file_name == name


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("attachment; filename=Svar fra os.docx", "Svar fra os.docx"),
        ('attachment; filename="C:\\svar.docx"', "C:\\svar.docx"),
        ('attachment; filename="a\\"b.docx"', 'a"b.docx'),
        ('attachment; filename="=?utf-8?q?B=C3=A6k.docx?="', "Bæk.docx"),
        ("attachment; filename*=iso-8859-1'da'B%E6k.docx", "Bæk.docx"),
        ("attachment; filename*=nix''B%C3%A6k.docx", "Bæk.docx"),
        ("attachment; filename*1*=%A6k.docx; filename*0*=utf-8''B%C3", "Bæk.docx"),
        ("attachment; filename=a.docx; filename*=utf-8''b.docx", "b.docx"),
        ('attachment; filename="a.docx', "a.docx"),
        ("attachment; filename", ""),
        ("attachment;;;= ; filename*99999*=x; filename*0=a", "ax"),
    ],
)
def test_a_name_is_found_however_it_is_written(value: str, name: str) -> None:
    kind, given = parameters(value)
    assert (kind, given.get("filename", "")) == ("attachment", name)


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("Bo Chef <Bo@baek.example>", "bo@baek.example"),
        ('"Chef, Bo" <bo@baek.example>, a@b.example', "bo@baek.example"),
        ("=?utf-8?q?Chef=2C_Bo?= <bo@baek.example>", "bo@baek.example"),
        ("bo@baek.example (Bo (den ene) Chef)", "bo@baek.example"),
        ("(" * 900 + "bo@baek.example", ""),
        ("=?utf-8?q?" * 200, ""),
        ("", ""),
    ],
)
def test_a_sender_is_known_by_the_address_alone(value: str, found: str) -> None:
    assert address(value) == found


@given(st.text(max_size=80))
def test_no_header_is_an_exception(value: str) -> None:
    words(value)
    address(value)
    iso_date(value)
    parameters(value)
    decoded(value.encode("utf-8", "replace"), value)


@pytest.mark.parametrize(
    "name", ["idna", "punycode", "zip", "hex", "rot13", "undefined", "nix", "a\0b", "x" * 99]
)
def test_what_is_no_character_set_is_none(name: str) -> None:
    assert not known(name)
    assert decoded("Bæk".encode(), name) == "Bæk"


def test_headers_longer_than_anybody_writes_are_cut_and_told() -> None:
    long = "=?utf-8?q?=C3=B8?= " * 8_000
    for name in ("Subject", "Date", "To", "Content-Type", "Content-ID", "Received"):
        mail, codes = read(f"X: y\n{name}: {long}\n\nHusk natten.")
        assert (mail.sender, mail.text) == ("chef@baek.example", "Husk natten.")
        assert codes == ([] if name == "Subject" else ["mail-header-cut"])  # the first one counts
    mail, codes = read(multipart(f"Content-Disposition: attachment; filename={long}\n\nx", TEXT))
    assert codes == ["mail-header-cut"]
    assert len(mail.attachments[0].name) <= 200


def test_headers_that_nobody_reads_may_be_many_and_long() -> None:
    mail, codes = read(
        "Received: x\n" * 20_000 + f"References: {'<a@b> ' * 20_000}\n\nHusk natten."
    )
    assert (mail.text, codes) == ("Husk natten.", [])


# Where a part stops, and the next begins.


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (multipart(TEXT, TEXT), []),
        (multipart(TEXT, TEXT, end="--b--"), []),
        (multipart(TEXT, "", TEXT), []),
        (multipart(TEXT, TEXT, edge="a)(:=?'"), ["mail-incomplete"]),
        (multipart(TEXT, TEXT, end=""), ["mail-incomplete"]),
        (multipart(TEXT, "--b--\n--b\n" + TEXT), []),
        (multipart(TEXT, TEXT + "\n--bb\n--b  x\n -- b"), []),
        (multipart(multipart(TEXT, TEXT, edge="bb", end="--bb--\n")), []),
        (multipart(multipart(TEXT, TEXT, edge="bb", end="")), []),
        (multipart(TEXT, TEXT, end="--b--\nDet er slut.\n"), ["mail-text-outside"]),
        (multipart(TEXT, TEXT).replace("\n\n--b", "\n\nA multi-part mail.\n--b", 1), []),
        (
            multipart(TEXT, TEXT).replace("\n\n--b", f"\n\n{'Husk. ' * 99}\n--b", 1),
            ["mail-text-outside"],
        ),
    ],
)
def test_each_part_is_found_once(text: str, codes: list[str]) -> None:
    mail, told = read(text)
    assert mail.whole.count("Husk natten.") == 2
    assert told == codes


def test_a_multipart_that_cannot_be_parted_is_a_file() -> None:
    for head in ("multipart/mixed", 'multipart/mixed; boundary=""', "multipart/mixed; boundary=x"):
        mail, _ = read(f"Content-Type: {head}\n\n--b\n{TEXT}\n--b--")
        assert b"Husk natten." in mail.attachments[0].data


def test_parts_that_say_the_same_twice_are_not_taken_for_others() -> None:
    page = "Content-Type: text/html\n\n<p>{}"
    both = multipart(page.format("Husk dagen."), page.format("Husk natten."))
    mail, codes = read(both.replace("mixed", "alternative"))
    assert (mail.text, codes) == ("Husk natten.", ["mail-forms-differ"])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (multipart(*[TEXT] * (limits.MOST_MAIL_PARTS + 1)), "mail-too-many-parts"),
        (multipart(*["Content-Type: a/b\n\n"] * 201), "mail-too-many-files"),
        (multipart(TEXT, end="--b\n" * limits.MOST_MAIL_MARKS), "mail-too-many-parts"),
        (multipart(TEXT, end="--b" * limits.MOST_MAIL_MARKS), "mail-too-many-parts"),
        (f"X:{'y' * limits.MOST_MAIL_HEADER_BYTES}\n\nHusk.", "mail-headers-too-long"),
    ],
)
def test_what_nobody_could_have_sent_is_not_read_and_says_why(text: str, code: str) -> None:
    mail, (problem,) = read_mail((HEAD + text).encode(), "svar.eml")
    assert (mail, problem.code) == (None, code)
    assert problem.values["limit"]


# What a part holds.


def encoded(encoding: str, body: bytes) -> tuple[bytes, bool]:
    return content(parse(f"Content-Transfer-Encoding: {encoding}\n\n".encode() + body))


@given(st.binary(max_size=200))
def test_what_is_encoded_is_decoded(data: bytes) -> None:
    assert encoded("base64", base64.encodebytes(data)) == (data, True)
    assert encoded("BASE64", base64.b64encode(data).rstrip(b"=")) == (data, True)
    assert encoded("quoted-printable", binascii.b2a_qp(data, quotetabs=True, istext=False)) == (
        data,
        True,
    )
    lines = b"".join(binascii.b2a_uu(data[at : at + 45]) for at in range(0, len(data), 45))
    assert encoded("x-uuencode", b"begin 644 a.bin\n" + lines + b"`\nend\n") == (data, True)


@given(st.binary(min_size=1, max_size=60), st.binary(min_size=1, max_size=60))
def test_base64_in_pieces_is_read_whole_and_told(one: bytes, other: bytes) -> None:
    both = base64.b64encode(one) + b"\n" + base64.b64encode(other)
    assert encoded("base64", both)[0] == one + other


@given(st.binary(max_size=200), st.sampled_from(["base64", "quoted-printable", "uue", "nix"]))
def test_no_damage_to_an_encoding_is_an_exception(data: bytes, encoding: str) -> None:
    encoded(encoding, data)
    mail, _ = read_mail(f"{HEAD}Content-Transfer-Encoding: {encoding}\n\n".encode() + data, "x.eml")
    assert mail is not None


def test_texts_of_a_mail_together_are_cut_and_told() -> None:
    text = f"{TEXT} {'Hus. ' * (limits.MOST_MAIL_TEXT_BYTES // 10)}"
    mail, codes = read(multipart(text, text, text))
    assert mail.text.startswith("Husk natten.")
    assert codes == ["mail-text-cut"]
    assert len(mail.ledger.doubtful) == 3


def test_damaged_base64_is_told_of_a_text_and_of_a_file() -> None:
    head = "Content-Transfer-Encoding: base64\n"
    mail, codes = read(f"{head}\nSHVzayBuYXR0ZW4u!?")
    assert (mail.text, codes) == ("Husk natten.", ["mail-part-damaged"])
    mail, codes = read(multipart(TEXT, f"Content-Type: a/b; name=a.docx\n{head}\nUEsD??BA"))
    assert (mail.attachments[0].data, codes) == (b"PK\x03\x04", ["mail-part-damaged"])


def test_a_mail_in_the_mail_keeps_its_bytes_with_the_line_ends_of_the_standard() -> None:
    inner = EmailMessage(policy=SMTP)
    inner["From"], inner["Subject"] = "a@b.example", "Svar fra Bæk"
    inner.set_content("Husk natten på Ærø.")
    outer = EmailMessage(policy=SMTP)
    outer["From"] = "c@d.example"
    outer.add_attachment(inner)
    fix_boundary(outer, b"")
    for data in (outer.as_bytes(), outer.as_bytes().replace(b"\r\n", b"\n")):
        mail, _ = read_mail(data, "x.eml")
        assert mail is not None
        (attached,) = mail.attachments
        assert (attached.name, attached.data) == ("Svar fra Bæk.eml", inner.as_bytes())


@given(st.lists(st.tuples(LETTERS.filter(bool), st.binary(max_size=200)), max_size=3))
def test_what_is_written_is_read_and_the_same_as_the_library_writes(
    files: list[tuple[str, bytes]],
) -> None:
    attached = [Attachment(f"{name}.docx", data) for name, data in files]
    written = write_eml("a@b.example", "Svar", "", "Husk natten.", attached)
    mail, problems = read_mail(written, "x.eml")
    assert mail is not None
    assert (mail.text, list(mail.attachments), problems) == ("Husk natten.", attached, ())
    message = EmailMessage(policy=SMTP)
    message["From"], message["Subject"] = "a@b.example", "Svar"
    message.set_content("Husk natten.")
    for each in attached:
        message.add_attachment(
            each.data, maintype="application", subtype="octet-stream", filename=each.name
        )
    if attached:
        message.set_boundary(parse(written).boundary)
    assert written == message.as_bytes()


def test_hostile_mails_from_elsewhere_are_read_and_what_is_unsure_told(shared: Path) -> None:
    told = {
        path.name: [problem.code for problem in read_mail(path.read_bytes(), path.name)[1]]
        for path in (shared / "cases").glob("*-mail-h*/*.eml")
    }
    assert told == {
        "subject.eml": ["mail-header-cut"],
        "params.eml": [],
        "hang.eml": ["mail-markup-damaged"],
    }
