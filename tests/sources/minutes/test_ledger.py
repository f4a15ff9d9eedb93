"""Nothing is lost: every character of a source stands once, and it can be counted."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections import Counter

import pdfplumber
from hypothesis import given
from hypothesis import strategies as st

from reportgen.report.meeting import Meeting
from reportgen.report.outline import TracedText
from reportgen.sources.minutes.ledger import CharacterLedger
from reportgen.sources.minutes.text import pdf
from reportgen.word.read import minutes as minutes_outline
from tests.sources.minutes import twins
from tests.sources.minutes.build import write
from tests.sources.minutes.reading import read
from tests.sources.minutes.regenerate import GOLDEN

HEAD = "Dato: 2. juni 2026\n\n"

_WORDS = """
    Alfa Beta netværket godkendt drøftede afsnit 3.6 pind Pind 2: Eventuelt Årshjul 1) a) - o •
    12. maj 15/9 563.935 kr. https://eksempel.dk/a-b/ c-d.pdf (Faxe) og kommu- nerne; Bilag: Link
    til Referat Uddybning Næste møde flyttes fra til … “citat” § 42 – ½ Side 2 af 3
"""
_word = st.sampled_from([*_WORDS.split(), "\u00ad", "\ufb01", "\xa0", "  ", "\t", "😊"])
_line = st.lists(_word, max_size=8).map(" ".join)
_item = st.tuples(st.sampled_from(["Sag", "Status på arbejdet", "Årsrapport"]), st.lists(_line))
_separator = st.sampled_from(["\n", "\n\n", "\n \n", "\r\n", "\f"])


@st.composite
def sources(draw: st.DrawFn) -> str:
    """Minutes of a few numbered items with anything in them, with or without a lost table."""
    body = ""
    if draw(st.booleans()):
        body += "Dagsordenspunkt Uddybning Referat\n\n"
    for number, (title, lines) in enumerate(draw(st.lists(_item, min_size=1, max_size=4)), 1):
        body += f"{number}. {title}\n"
        body += "".join(line + draw(_separator) for line in lines)
        body += "Netværket drøftede det.\n\n"
    return HEAD + body


def _said(meeting: Meeting) -> str:
    """Everything the counted fields say, with the numbers of the items."""
    parts = [left.text for left in meeting.left_out]
    for item in meeting.agenda:
        title = item.title if item.title != item.number else ""  # a number alone stands for it
        parts += [item.number or "", title, item.proposal or "", item.minutes or ""]
    return "".join(parts)


def _letters(text: str) -> Counter[str]:
    return Counter(char for char in text if char.isalnum())


@given(sources())
def test_every_letter_of_the_agenda_stands_once_in_the_file(source: str) -> None:
    minutes = read(source)

    if minutes.meeting is not None:
        assert _letters(_said(minutes.meeting)) == _letters(source.removeprefix(HEAD))


@given(sources())
def test_every_character_is_entered_once(source: str) -> None:
    minutes = read(source)

    if minutes.meeting is not None:
        assert minutes.account.doubled == ()
        assert minutes.account.missing == ()


@given(st.text())
def test_any_text_at_all_is_read_without_a_loss(text: str) -> None:
    minutes = read("Dato: 2. juni 2026\n\n1. Sag\nReferat\n\n" + text)

    assert minutes.meeting is None or minutes.account.complete


def test_the_names_of_the_head_stand_in_their_fields_or_are_left_out_with_a_reason() -> None:
    minutes = read(write(twins.two_columns()), "referat.docx")
    assert minutes.meeting is not None
    left = {left.text: left.reason for left in minutes.meeting.left_out}

    assert left["Pi Pisen (Greve)"] == "nævnt to gange på listen"
    (taker,) = (p for p in minutes.meeting.attendance.present if p.name == "Ny Nysen")
    assert taker.organisation == "Holbæk Kommune"


def _characters(text: str) -> Counter[str]:
    return Counter(char for char in text if not char.isspace())


def test_the_source_of_a_word_file_holds_every_character_of_its_parts() -> None:
    data = write(twins.three_columns(commented=True))
    outline = minutes_outline.read(data, "referat.docx").outline
    assert outline is not None
    printed = ""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in ("document", "footer1", "comments"):
            xml = archive.read(f"word/{name}.xml").decode()
            printed += "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", xml))

    assert _characters(outline.source) == _characters(html.unescape(printed))


def test_the_source_of_a_pdf_holds_every_character_of_its_pages() -> None:
    data = (GOLDEN / "tre-kolonner.pdf").read_bytes()
    outline = pdf.read(data, "referat.pdf").outline
    assert outline is not None
    with pdfplumber.open(io.BytesIO(data)) as document:
        printed = "".join(char["text"] for page in document.pages for char in page.chars)

    assert _characters(outline.source) == _characters(printed.replace("\uf0b7", "•"))


def test_an_account_says_what_is_missing_and_what_stands_twice() -> None:
    source = "abc def ghi"
    ledger = CharacterLedger(source)
    ledger.take(TracedText.of(source, 0, 3), TracedText.of(source, 0, 1))

    account = ledger.close()

    assert account.missing == ((4, 11),)
    assert account.doubled == (0,)
    assert account.share < 0.3
    assert not account.complete


def test_white_space_is_not_counted() -> None:
    ledger = CharacterLedger(" \n\t\xa0")

    assert ledger.close().complete
