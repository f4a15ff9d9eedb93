"""Texts that a copy carries along in other formats: their words, and whether those are all."""

from __future__ import annotations

import pytest

from reportgen.problems import limits
from reportgen.sources.foreign_text import MORE, foreign_text

MAIL = b"From: a@b.example\nContent-Type: text/html\n\n<p>Husk <b>natten</b>.<p>Og dagen."


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("text/plain", b"Husk natten.\r\n\r\n Og dagen."),
        ("text/html", b"<p>Husk <b>natten</b>.<p>Og dagen."),
        ("application/octet-stream", b"<HTML><p>Husk natten.<p>Og dagen."),
        ("application/rtf", rb"{\rtf1 Husk natten.\par Og dagen.}"),
        ("message/rfc822", MAIL),
    ],
)
def test_each_format_says_the_same(kind: str, data: bytes) -> None:
    assert foreign_text(kind, data) == "Husk natten.\nOg dagen."


@pytest.mark.parametrize("kind", ["text/plain", "text/html", "application/rtf"])
def test_what_is_longer_than_is_read_says_so(kind: str) -> None:
    data = ("Ærø " * limits.MOST_CARRIED_TEXT_BYTES).encode()
    said = foreign_text(kind, data)
    assert said.startswith("Ærø Ærø")
    assert said.endswith(f"\n{MORE}")
    assert "\ufffd" not in said


def test_words_that_the_formatting_hides_are_told_of() -> None:
    assert foreign_text("text/html", b"Husk <img alt='<b>natten</b>'>") == f"Husk\n{MORE}"


def test_what_cannot_be_read_says_nothing() -> None:
    assert not foreign_text("message/rfc822", b"\0" * 100)
