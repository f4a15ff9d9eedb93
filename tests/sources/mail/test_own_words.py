"""What of a mail's text is an answer, told as data: what was written, and what was said."""

from __future__ import annotations

import re
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.problems import limits
from reportgen.sources.mail import Mail, read_mail, struck
from tests.sources.mail.outlook import OutlookMail, compressed_rtf, msg


def read(data: bytes) -> Mail:
    mail, _ = read_mail(data, "svar.eml")
    assert mail is not None
    return mail


def mail(*, plain: str = "", html: str = "", subject: str = "SV: Høring") -> Mail:
    message = EmailMessage(policy=SMTP)
    message["From"], message["Subject"] = "chef@baek.example", subject
    if plain or not html:
        message.set_content(plain)
    if html and plain:
        message.add_alternative(html, subtype="html")
    elif html:
        message.set_content(html, subtype="html")
    return read(message.as_bytes())


SIGNATURE = "Med venlig hilsen\n\nBo Chef\nBørn og Unge\nTlf. 12 34 56 78"


@pytest.mark.parametrize(
    "text",
    [
        "Kære sekretariat",
        "Til Netværksgruppens sekretariat\n\nHej Anne og Bo!",
        "Hej Anne,\n\n" + SIGNATURE,
        "Hej\n\nMvh Bo",
        SIGNATURE,
        "Sendt fra min iPhone",
        "Hej alle\n\nSendt fra Outlook til iOS",
        "Hent Outlook til Android",
        "-- \nBo Chef\nBæk Kommune",
        SIGNATURE + "\n\nDenne e-mail kan indeholde fortrolige oplysninger. Er du ikke den rette "
        "modtager, bedes\ndu slette den. På forhånd tak.",
        "Mvh\nBo\nLæs om, hvordan Bæk Kommune behandler personoplysninger: https://baek.example",
        "Denne mail kommer fra en ekstern afsender. Klik ikke på links.\n\nHej\n\nVh Bo",
        "Kind regards\nBo",
        "Den 1. november 2024 kl. 10.00 skrev Sekretariatet:\n> Send jeres svar.\n> Hilsen os",
        "Hej\n\nFra: Sekretariatet <s@aaby.example>\nSendt: 1. november 2024\nTil: Bo\n"
        "Emne: Høring\n\nKære alle. Send jeres svar.",
        "-----Oprindelig meddelelse-----\nFra: S\n\nSend jeres svar.",
    ],
)
def test_what_stands_on_every_mail_is_no_answer(text: str) -> None:
    said = mail(plain=text)
    assert said.text == ""
    assert said.whole


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"Kære Anne\n\nHusk natten i 3.6.\n\n{SIGNATURE}", "Husk natten i 3.6."),
        ("Hej Anne. Husk natten.\n\nMvh Bo", "Hej Anne. Husk natten."),
        (
            "Husk natten.\n\nMvh Bo\n\nPS: Afsnit 3.1 mangler året.",
            "Husk natten.\n\nPS: Afsnit 3.1 mangler året.",
        ),
        ("Mvh Bo\n\nPS. Husk natten.", "PS. Husk natten."),
        ("Mvh Bo\nI afsnit 3.6 mangler natten.", "I afsnit 3.6 mangler natten."),
        (
            "Husk natten.\nVi sender fortrolige oplysninger på mail hver dag.",
            "Husk natten.\nVi sender fortrolige oplysninger på mail hver dag.",
        ),
        ("Husk natten. Denne mail er fortrolig og bestemt for modtageren.", "Husk natten."),
        ("Husk natten.\nSendt fra min iPad", "Husk natten."),
        ("> Skal natten med?\nJa, den skal med.\n> Og året?\nNej.", "Ja, den skal med.\nNej."),
        ("Hej vi har ingen bemærkninger", "Hej vi har ingen bemærkninger"),
        ("Kære alle jeg er enig", "Kære alle jeg er enig"),
        ("Til afsnit 3.6", "Til afsnit 3.6"),
        ("Hilsenen på forsiden er forkert.", "Hilsenen på forsiden er forkert."),
        (
            "Se mine svar nedenfor.\n\nFra: S\nSendt: i går\nTil: B\n\nSkal natten med? JA",
            "Se mine svar nedenfor.\n\nFra: S\nSendt: i går\nTil: B\n\nSkal natten med? JA",
        ),
    ],
)
def test_what_is_said_is_left_whole(text: str, said: str) -> None:
    assert mail(plain=text).text == said


@pytest.mark.parametrize(
    "html",
    [
        "<p>Skriv <s>fravær</s> underskud.</p>",
        "<p>Skriv <strike>fravær</strike> underskud.</p>",
        "<p>Skriv <del cite='x'>fravær</del> underskud.</p>",
        "<p>Skriv <span style='color:red; TEXT-DECORATION: line-through'>fravær</span> underskud.",
        "<p>Skriv <span style='text-decoration-line:blink line-through'>fravær</span> underskud.",
        "<style>p{}\nspan.msoDel {mso-style-type:x; text-decoration:line-through}</style>"
        "<p>Skriv <span class=msoDel>fravær</span> underskud.</p>",
        "<p>Skriv <s>fra</s><s>vær</s> underskud.</p>",
        "<p>Skriv <s><b>fra</b><i>vær</i></s> underskud.</p>",
    ],
)  # fmt: skip
def test_struck_words_of_html_are_told_as_struck(html: str) -> None:
    said = "Skriv [overstreget: fravær] underskud."
    assert mail(html=html).text == said
    # The plain form that mail programs write beside it has lost the strike.
    both = mail(plain="Skriv fravær underskud.", html=html)
    assert (both.text, both.doubts) == (said, ())
    outlook = read(msg(OutlookMail(body="Skriv fravær underskud.", html=html.encode())))
    assert outlook.text == said


def test_what_is_cleared_of_the_strike_stands() -> None:
    assert mail(html="<p>Skriv <s style='text-decoration:none'>fravær</s>.").text == "Skriv fravær."


@pytest.mark.parametrize("word", ["strike", "striked1", "strikedl", "deleted"])
def test_struck_words_of_rtf_are_told_as_struck(word: str) -> None:
    rtf = rb"{\rtf1\ansi Skriv {\%b frav\'e6r} underskud.\par Husk \%b natten\plain  nu.}"
    packed = compressed_rtf(rtf % (word.encode(), word.encode()))
    for body in ("", "Skriv fravær underskud.\nHusk natten nu."):
        said = read(msg(OutlookMail(body=body, rtf=packed))).text
        assert said == "Skriv [overstreget: fravær] underskud.\nHusk [overstreget: natten] nu."


def test_html_that_outlook_packed_into_rtf_keeps_its_strikes() -> None:
    rtf = (
        rb"{\rtf1\ansi\ansicpg1252\fromhtml1 {\*\htmltag64 <p>}Skriv {\*\htmltag84 <s>}"
        rb"\htmlrtf {\strike\htmlrtf0 dette\htmlrtf }\htmlrtf0{\*\htmltag92 </s>} ikke."
        rb"{\*\htmltag72 </p>}}"
    )
    said = read(msg(OutlookMail(body="Skriv dette ikke.", rtf=compressed_rtf(rtf)))).text
    assert said == "Skriv [overstreget: dette] ikke."


def test_a_quoted_mail_in_html_is_no_answer_and_what_stands_below_it_is() -> None:
    html = (
        "<p>Husk natten.</p><blockquote type=cite><p>Den 1. nov skrev sekretariatet:</p>"
        "<p>Send jeres svar.</p></blockquote><p>Og året.</p><p>Venlig hilsen</p>"
    )
    assert mail(html=html).text == "Husk natten.\nOg året."
    own = "<p>Skriv:</p><blockquote><p>Natten mangler.</p></blockquote>"
    assert mail(html=own).text == "Skriv:\n\nNatten mangler."


def test_no_words_are_lost_in_a_comment_that_nobody_closed() -> None:
    html = "<p>Husk <!-- ikke -->natten.</p><p>Og <!-- dagen.</p><!--"
    assert mail(html=html).text == "Husk natten.\nOg dagen."
    assert mail(html="<p>Husk natten.</p>" + "<!--" * 200_000).text == "Husk natten."


def test_two_forms_that_say_different_things_are_told_and_the_written_one_is_read() -> None:
    said = mail(plain="Ingen bemærkninger.", html="<p>Husk natten.</p>")
    assert (said.text, said.doubts) == ("Husk natten.", ("mail-forms-differ",))
    assert len(said.ledger.doubtful) == 1
    same = mail(plain="*Husk* natten:\n* <https://baek.example>", html="<b>Husk</b> <a>natten</a>:")
    assert (same.text.split("\n")[0], same.doubts) == ("*Husk* natten:", ())


@given(st.lists(st.sampled_from(["Husk natten.", "x" * 70, "Afsnit 3.6 mangler.", "", "> citat"])))
def test_what_a_person_writes_before_the_closing_is_never_lost(lines: list[str]) -> None:
    said = mail(plain="\n".join(["Kære alle", *lines, "Med venlig hilsen", "Bo"])).text
    wrote = [line for line in lines if line and not line.startswith(">")]
    assert [line for line in said.split("\n") if line] == wrote


@given(st.text(max_size=200), st.booleans())
def test_no_html_is_an_exception_nor_loses_its_letters(text: str, strikes: bool) -> None:
    letters = "".join(c for c in text if c.isalpha() and c.isascii())
    shown = mail(html=f"<p>{'<s>' if strikes else ''}{letters}{text.count('<') * '<a '}").whole
    assert letters in shown


PIECES = st.sampled_from(["[overstreget: ", "]", "[", "\n", "natten", " ", "a"])


@given(st.lists(PIECES, max_size=12).map("".join))
def test_what_is_told_as_struck_is_taken_out_up_to_its_bracket(text: str) -> None:
    told = re.compile(r"\[overstreget: ((?:(?!\[overstreget: )[^\]\n])*)\]")
    assert struck.live(text) == told.sub("", text)
    assert struck.without_told(text) == told.sub(r"\1", text)


def test_lines_beyond_those_that_are_read_are_told_and_blank_ones_do_not_count() -> None:
    short = "Husk.\n\n\n" * limits.MOST_MAIL_LINES
    data = f"From: a@b.example\n\n{short}"
    assert read_mail(data.encode(), "svar.eml")[1] == ()
    cut, problems = read_mail(f"{data}Og dagen.".encode(), "svar.eml")
    assert cut is not None
    assert "dagen" not in cut.whole
    assert [problem.code for problem in problems] == ["mail-text-cut"]
