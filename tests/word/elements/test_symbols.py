"""Symbols, raised and lowered characters are read as what they show."""

from __future__ import annotations

import pytest
from lxml import etree

from reportgen.opc.namespaces import qn
from reportgen.word.elements.runs import text_of
from reportgen.word.elements.symbol_fonts import characters_of
from reportgen.word.elements.symbols import UNKNOWN, Script, in_script
from tests.word.tracked import document, p, r

FONTS = ("Symbol", "Wingdings", "Wingdings 2", "Wingdings 3", "Webdings")


def said(*content: str) -> str:
    return "".join(text_of(each) for each in document(p(*content)).iter(qn("w:t"), qn("w:sym")))


def sym(font: str, code: str) -> str:
    return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'


def in_font(font: str, text: str) -> str:
    return r(text, f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}"/>')


def script(text: str, value: str) -> str:
    return r(text, f'<w:vertAlign w:val="{value}"/>')


@pytest.mark.parametrize(
    ("content", "shows"),
    [
        (sym("Symbol", "F0B3"), "≥"),
        (sym("Symbol", "B3"), "≥"),
        (sym("symbol", "f0a3"), "≤"),
        (sym("Symbol", "F0D7"), "⋅"),
        (sym("Symbol", "F061"), "α"),
        (sym("Wingdings", "F0FC"), "✓"),
        (sym("Wingdings", "F0FE"), "☒"),
        (sym("Wingdings", "A8"), "☐"),
        (sym("Wingdings", "F0E0"), "→"),
        (sym("Wingdings", "F0A7"), "▪"),
        (sym("Wingdings 2", "F052"), "☑"),
        (sym("Wingdings 3", "F07D"), "▶"),
        (sym("Webdings", "F061"), "✔"),
        (sym("Segoe UI Symbol", "2714"), "✔"),
        (sym("Wingdings", "F0FF"), UNKNOWN),
        (sym("En anden", "F0B3"), UNKNOWN),
        (sym("Symbol", "noget"), ""),
        (in_font("Symbol", "\uf0b3"), "≥"),
        (in_font("Symbol", "a \uf0b3 b"), "α ≥ β"),
        (in_font("Wingdings", "\uf0e0"), "→"),
        (in_font("Wingdings", "\uf0ff"), UNKNOWN),
        (in_font("Wingdings", "ł"), "ł"),
        (in_font("Calibri", "abc"), "abc"),
        (in_font("Calibri", "50 \uf0b3 40"), f"50 {UNKNOWN} 40"),
        (r("50 \uf0b3 40"), f"50 {UNKNOWN} 40"),
        (r("m") + script("2", "superscript"), "m²"),
        (r("CO") + script("2", "subscript"), "CO₂"),
        (r("10") + script("-12", "superscript"), "10⁻¹²"),
        (r("1") + script("a", "superscript"), "1ª"),
        (script("den", "superscript"), "den"),
        (script("2", "baseline"), "2"),
        (r("2", '<w:position w:val="6"/>'), "2"),
    ],
)
def test_what_is_shown_is_what_is_read(content: str, shows: str) -> None:
    assert said(content) == shows


@pytest.mark.parametrize("font", FONTS)
def test_each_code_of_a_symbol_font_is_one_character(font: str) -> None:
    characters = characters_of(font)
    assert list(characters) == list(range(0x20, 0x100))
    assert characters[0x20] == " "
    assert all(len(each) == 1 for each in characters.values())
    assert not any("\ue000" <= each <= "\uf8ff" for each in characters.values())
    assert sum(each == UNKNOWN for each in characters.values()) < 40


def test_digits_are_all_raised_and_lowered() -> None:
    for digits in Script:
        found = in_script("0123456789+-=()", digits)
        assert len(set(found)) == 15
        assert not set(found) & set("0123456789+-=()")


def test_text_without_properties_is_itself() -> None:
    alone = etree.Element(qn("w:t"))
    alone.text = "tekst"
    assert text_of(alone) == "tekst"
