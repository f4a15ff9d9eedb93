"""Outlook's files that are damaged or lie: told, and never larger in memory than they are."""

from __future__ import annotations

import struct
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.problems import limits
from reportgen.sources.mail import Mail, read_mail
from reportgen.sources.mail.doubts import CUT
from reportgen.sources.mail.rtf import decompress, read_rtf
from tests.sources.mail.cfb import compound_file
from tests.sources.mail.outlook import Hanging, OutlookMail, msg

BODY, DATA = "__substg1.0_1000001F", "__substg1.0_37010102"
ENTRY, SECTOR = 128, 512


def told(data: bytes) -> tuple[Mail | None, list[str]]:
    mail, problems = read_mail(data, "svar.msg")
    return mail, [problem.code for problem in problems]


def entries(data: bytes, name: str) -> Iterator[int]:
    """Where the entries of streams of a name stand in the directory."""
    sought = name.encode("utf-16-le")
    at = data.find(sought)
    while at >= 0:
        yield at
        at = data.find(sought, at + ENTRY)


def test_streams_that_share_their_sectors_do_not_make_a_file_larger_than_it_is() -> None:
    files = [Hanging(f"{n}.docx", bytes(5_000)) for n in range(20)]
    data = bytearray(msg(OutlookMail(body="Ja.", hanging=[Hanging("a", bytes(99_000)), *files])))
    first, *others = entries(bytes(data), DATA)
    for at in others:
        data[at + 116 : at + ENTRY] = data[first + 116 : first + ENTRY]
    assert told(bytes(data)) == (None, ["mail-unreadable"])


def test_a_stream_that_says_it_is_larger_than_the_file_is_read_as_far_as_it_goes() -> None:
    data = bytearray(msg(OutlookMail(body="Husk natten. " * 400)))
    (at,) = entries(bytes(data), BODY)
    struct.pack_into("<Q", data, at + 120, 2**31 - 1)
    mail, codes = told(bytes(data))
    assert mail is not None
    assert mail.text.startswith("Husk natten.")
    assert codes == ["mail-part-damaged"]
    assert not mail.ledger.is_clear


def test_a_mail_as_large_as_people_send_them_is_read_whole() -> None:
    files = [Hanging("billeder.docx", b"PK" * 4_000_000), Hanging("svar.docx", b"PK")]
    mail, codes = told(msg(OutlookMail(body="Husk natten.", hanging=files)))
    assert mail is not None
    assert ([len(each.data) for each in mail.attachments], codes) == ([8_000_000, 2], [])


@pytest.mark.parametrize("offset", [68, 72, 76], ids=["left", "right", "child"])
def test_a_directory_that_leads_back_to_itself_ends(offset: int) -> None:
    data = bytearray(msg(OutlookMail(body="Ja.", hanging=[Hanging("a.docx", b"PK")] * 9)))
    (start,) = struct.unpack_from("<I", data, 48)
    for number in range(1, 40):
        struct.pack_into("<I", data, SECTOR * (start + 1) + ENTRY * number + offset, 2)
    mail, codes = told(bytes(data))
    assert mail is not None or codes == ["mail-unreadable"]


def test_sectors_that_lead_back_to_themselves_end() -> None:
    data = bytearray(msg(OutlookMail(body="Ja.", hanging=[Hanging("a.docx", bytes(90_000))])))
    (table,) = struct.unpack_from("<I", data, 76)
    for sector in range(2, 60):
        struct.pack_into("<I", data, SECTOR * (table + 1) + 4 * sector, 2)
    mail, codes = told(bytes(data))
    assert mail is not None or codes == ["mail-unreadable"]


def test_more_properties_than_any_mail_has_are_not_read() -> None:
    tree = {f"{n}": b"" for n in range(limits.MOST_MAIL_ENTRIES)}
    assert told(compound_file(dict(tree))) == (None, ["mail-too-many-parts"])


def test_a_mail_with_more_files_than_anybody_sends_is_not_read() -> None:
    many = [Hanging(f"{n}.docx", b"PK") for n in range(limits.MOST_ATTACHMENTS + 1)]
    assert told(msg(OutlookMail(hanging=many))) == (None, ["mail-too-many-files"])


@pytest.mark.parametrize("long", ["Svar ", "Æ b ", "(", "a@b.example,"])
def test_no_property_is_too_long(long: str) -> None:
    long *= 200_000 // len(long)
    inner = OutlookMail(long, "Husk natten.", smtp=long, hanging=[Hanging(f"{long}.docx", b"PK")])
    outer = OutlookMail(long, "Ja.", headers=f"From: {long}", hanging=[Hanging(long, inner)])
    mail, codes = told(msg(outer))
    assert mail is not None
    assert codes == ["mail-header-cut"]
    read, _ = read_mail(mail.attachments[0].data, "x.eml")
    assert read is not None
    assert (read.text, read.attachments[0].data) == ("Husk natten.", b"PK")
    assert read.attachments[0].name.endswith(".docx")


def test_what_is_unsure_about_a_mail_inside_is_told_of_the_one_it_lies_in() -> None:
    inner = OutlookMail("VS: Svar", html=b"<p>Husk <!-- natten.")
    mail, codes = told(msg(OutlookMail(body="Ja.", hanging=[Hanging("VS: Svar", inner)])))
    assert mail is not None
    assert codes == ["mail-markup-damaged"]
    assert mail.ledger.total == 2


def test_a_mail_whose_formatting_leaves_nothing_to_read_is_told() -> None:
    mail, codes = told(msg(OutlookMail(html=b"<a " * 900)))
    assert mail is not None
    assert (mail.text, codes) == ("", ["mail-markup-damaged"])


# RTF


def test_rtf_that_unpacks_to_more_than_any_mail_is_cut_and_told() -> None:
    packed = bytearray(b"\0" + rb"{\rtf1 a")
    for number in range(limits.MOST_MAIL_RTF_BYTES // 17 + 9):
        if number % 8 == 0:
            packed += b"\xff"
        packed += struct.pack(">H", (214 + 17 * number) % 4096 << 4 | 15)  # the byte just written
    data = struct.pack("<II4sI", len(packed) + 12, 2**31, b"LZFu", 0) + packed
    assert limits.MOST_MAIL_RTF_BYTES < len(decompress(data)) <= limits.MOST_MAIL_RTF_BYTES + 200


def test_rtf_longer_than_is_read_is_told() -> None:
    assert read_rtf(b"{\\rtf1 " + b"a" * (limits.MOST_MAIL_RTF_BYTES + 1)).doubt == CUT
    assert not read_rtf(b"{\\rtf1 Husk}").doubt


@pytest.mark.parametrize(
    "unit", [r"{", r"}", r"{\*", r"\u57584?", r"\uc99999", r"\'e6", r"\strike ", r"\\", r"{\pict "]
)
def test_no_depth_and_no_number_of_marks_hides_what_follows(unit: str) -> None:
    close = "}" * 20_000 if unit.startswith("{") else ""
    rtf = r"{\rtf1 " + unit * 20_000 + close + r"\strike0 Husk natten.}"
    assert "Husk natten." in read_rtf(rtf.encode()).text.replace("\ue0f0", "")


@given(st.lists(st.sampled_from([r"\uc", "3", "-", r"\u", "9", "?", "{", "}", r"\bin", "x", " "])))
def test_no_rtf_holds_marks_of_what_is_struck_out(pieces: list[str]) -> None:
    assert "\ue0f0" not in read_rtf((r"{\rtf1 " + "".join(pieces)).encode()).text
