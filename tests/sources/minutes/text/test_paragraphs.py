"""Lines that a page's width broke are joined as they were written."""

from __future__ import annotations

import pytest

from reportgen.report.outline import SourcePlace, TracedText
from reportgen.sources.minutes.text.paragraphs import ColumnLine, LineJoiner, paragraphs


def _joined(*lines: str, known: tuple[str, ...] = ()) -> str:
    source = "\n".join(lines)
    at = 0
    parts = []
    for line in lines:
        parts.append(TracedText.of(source, at, at + len(line)))
        at += len(line) + 1
    return LineJoiner(source, known).join(parts).text


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (("https://www.eksempel.dk/media/5/", "punkt-2-", "om-boliger.pdf"),
         "https://www.eksempel.dk/media/5/punkt-2-om-boliger.pdf"),
        (("Se https://eksempel.dk/a/", "og læs videre"), "Se https://eksempel.dk/a/ og læs videre"),
        (("https://g.example/url?u=https%3A", "%2F%2Feksempel.dk"),
         "https://g.example/url?u=https%3A%2F%2Feksempel.dk"),
        (("DUBU/Digit-", "samarbejdet. Digit-samarbejdet"),
         "DUBU/Digit-samarbejdet. Digit-samarbejdet"),
        (("gruppe-", "/casearbejde"), "gruppe-/casearbejde"),
        (("børne-", "og ungechefer"), "børne- og ungechefer"),
        (("KL-", "udspil"), "KL-udspil"),
        (("alle kommu-", "nerne. Kommunerne"), "alle kommunerne. Kommunerne"),
        (("skole-", "dagbehandling"), "skole-dagbehandling"),
        (("kom\u00admu\u00ad", "ner"), "kommuner"),
    ],
)  # fmt: skip
def test_wrapped_lines_are_joined(lines: tuple[str, ...], whole: str) -> None:
    assert _joined(*lines) == whole


def test_an_address_broken_anywhere_is_joined_if_the_whole_is_known() -> None:
    whole = "https://eksempel.dk/langadresse"

    assert _joined("https://eksempel.dk/lang", "adresse", known=(whole,)) == whole


def _column(*lines: str, width: float = 30) -> list[str]:
    printed = [ColumnLine(TracedText.inserted(line), SourcePlace()) for line in lines]
    return [paragraph.written for paragraph in paragraphs(printed, width, LineJoiner(""))]


def test_a_line_that_had_room_for_more_ends_its_paragraph() -> None:
    assert _column("Vi talte om boliger.", "Det var godt.") == [
        "Vi talte om boliger.",
        "Det var godt.",
    ]


def test_a_line_goes_on_with_a_small_letter() -> None:
    assert _column("Vi talte om boliger", "og om priser.") == ["Vi talte om boliger og om priser."]


def test_a_line_goes_on_after_a_word_that_ends_no_paragraph() -> None:
    assert _column("Vi talte med", "Holbæk.") == ["Vi talte med Holbæk."]


def test_a_bullet_opens_a_paragraph_wherever_it_stands() -> None:
    assert _column("Punkter om", "- boliger", "- priser") == ["Punkter om", "- boliger", "- priser"]


def test_a_bullet_on_a_line_of_its_own_belongs_to_the_line_below() -> None:
    assert _column("-", "boliger") == ["- boliger"]


def test_what_leads_in_a_section_opens_a_paragraph_though_the_line_was_full() -> None:
    lines = ("Der er for få boliger til alle.", "Ift. afsnit 3.7 mangler der noget.")

    assert _column(*lines) == list(lines)
