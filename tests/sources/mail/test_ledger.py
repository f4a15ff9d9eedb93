"""A mail's ledger: every part that holds something once, counted another way."""

from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.app.hearing.results_json import responses_as_json
from reportgen.sources.mail import read_mail
from tests.app.hearing.rounds import Hearing, hearing
from tests.sources.mail.outlook import Hanging, OutlookMail, compressed_rtf, msg

__all__ = ["hearing"]

LOGO = b"\x89PNG" + bytes(20)
TEXTS = st.sampled_from(["Husk natten.", "", "Hej", "Mvh\nBo", "> citat"])
LEAVES = st.one_of(
    st.tuples(st.just("text/plain"), TEXTS),
    st.tuples(st.just("text/html"), TEXTS.map(lambda text: f"<p>{text}</p><img src='cid:a@x'>")),
    st.tuples(st.just("text/calendar"), st.just("BEGIN:VCALENDAR\nCOMMENT:Husk året.")),
    st.tuples(st.just("application/pdf"), st.just("%PDF")),
    st.tuples(st.just("message/delivery-status"), st.just("Action: failed")),
    st.tuples(st.just("application/pgp-signature"), st.just("x")),
    st.tuples(st.just("image/png"), st.just("x")),
)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.tuples(
        st.sampled_from(["mixed", "alternative", "related", "report"]),
        st.lists(inner, min_size=1, max_size=4),
    ),
    max_leaves=12,
)


def written(tree: object, depth: int = 0) -> str:
    kind, content = tree  # type: ignore[misc]
    if isinstance(content, str):
        id_ = "Content-ID: <a@x>\n" if kind == "image/png" else ""
        return f"Content-Type: {kind}; charset=utf-8\n{id_}\n{content}\n"
    edge = f"b{depth}"
    parts = "".join(f"--{edge}\n{written(each, depth + 1)}\n" for each in content)
    return f'Content-Type: multipart/{kind}; boundary="{edge}"\n\n{parts}--{edge}--\n'


def leaves(data: bytes) -> int:
    """How many parts hold something, without what stands inside another mail or report."""
    pending, found = [message_from_bytes(data, policy=default)], 0
    while pending:
        part = pending.pop()
        if part.get_content_maintype() == "multipart":
            pending += part.iter_parts()
        else:
            found += 1
    return found


@given(TREES)
def test_every_part_is_in_it_once(tree: object) -> None:
    data = f"From: chef@baek.example\nMIME-Version: 1.0\n{written(tree)}".encode()
    mail, _ = read_mail(data, "svar.eml")
    assert mail is not None
    assert mail.ledger.total == leaves(data)
    assert mail.ledger.understood >= len(mail.attachments)
    assert all(item.reason for item in (*mail.ledger.set_aside, *mail.ledger.doubtful))


@pytest.mark.parametrize(
    ("mail", "parts"),
    [
        (OutlookMail(body="Ja."), (1, 0, 0)),
        (OutlookMail(body="Ja.", html=b"<p>Ja.</p>"), (1, 1, 0)),
        (OutlookMail(body="Ja.", html=b"<p>Nej.</p>"), (1, 0, 1)),
        (OutlookMail(body="Ja.", rtf=compressed_rtf(rb"{\rtf1 {\strike Ja.} Nej.}")), (1, 0, 1)),
        (OutlookMail(hanging=[Hanging("a.docx", b"x"), Hanging("b", OutlookMail())]), (2, 0, 0)),
        (
            OutlookMail(
                html=b"Se <img src='cid:a@x'>",
                hanging=[Hanging("a.png", LOGO, content_id="a@x", mime="image/png")],
            ),
            (1, 1, 0),
        ),
    ],
)
def test_the_same_of_outlooks_own(mail: OutlookMail, parts: tuple[int, int, int]) -> None:
    read, _ = read_mail(msg(mail), "svar.msg")
    assert read is not None
    ledger = read.ledger
    assert (ledger.understood, len(ledger.set_aside), len(ledger.doubtful)) == parts


def test_it_is_kept_in_the_receipt_and_counted_in_the_response(hearing: Hearing) -> None:
    message = EmailMessage(policy=SMTP)
    message["From"], message["Subject"] = "chef@baek.example", "Svar"
    message.set_content("Ingen bemærkninger.")
    message.add_alternative("<p>Husk natten.</p>", subtype="html")
    hearing.back("svar.eml", message.as_bytes())
    (response,) = responses_as_json(hearing.collect().answers)
    assert response["ledger"] == {"understood": 1, "aside": 0, "doubtful": 1}
    (receipt,) = hearing.small.year.hearing.glob("1/modtaget/001.yaml")
    assert "siger noget andet" in receipt.read_text("utf-8")
