"""What a PDF prints and does not say: hyphens, glyphs without a meaning, columns."""

from __future__ import annotations

import pytest

from tests.sources.minutes.pdfs import printed_at
from tests.sources.minutes.reading import as_yaml, codes, meeting, read

_HEAD = ("Referat", "Dato: 2. juni 2026", "Deltagere: Alfa Dam, Greve Kommune", "")


def _lines(*lines: str) -> list[tuple[float, float, str]]:
    return [(60, 760 - 14 * at, line) for at, line in enumerate((*_HEAD, *lines)) if line]


_HYPHENS = _lines(
    "1. Børne- og ungeområdet",
    "DUBU-styregruppen mødes kl. 10-12 om sag 27.00.00-A00-1 og et tab på -3 mio. kr. i social-",
    "og sundhedsudvalget, når de nye tal er kommet.",
)


def test_a_hyphen_that_is_printed_is_one_whatever_its_font_calls_it() -> None:
    plain, soft = (as_yaml(read(printed_at(_HYPHENS, sign), "r.pdf")) for sign in ("", "\u00ad"))

    assert "kl. 10-12 om sag 27.00.00-A00-1 og et tab på -3 mio." in soft
    assert soft == plain


@pytest.mark.parametrize("meaning", ["\0", "\ufffd", "\ue000", "\uf8ff"])
def test_a_glyph_without_a_meaning_is_counted_and_its_lines_doubted(meaning: str) -> None:
    words = _lines("1. Orientering", "Vi fik svar fra KL.", "2. Eventuelt", "Intet.")
    minutes = read(printed_at(words, meaning), "referat.pdf")
    assert minutes.meeting is not None

    # The f of "Referat" and of "Alfa", and two in the first item.
    assert minutes.meeting.agenda[0].minutes == "Vi \ufffdik svar \ufffdra KL."
    counts = [p.values["count"] for p in minutes.problems if "count" in p.values]
    assert counts == [4]
    at = {entry.at for entry in minutes.unsure if entry.problem.code == "minutes-unknown-symbol"}
    assert at == {(), ("dagsorden", 0)}
    assert not minutes.ledger.is_clear


_LEFT = (
    "1. Orientering",
    "Kommunerne fortalte, hvordan det",
    "er gået med de nye tilbud siden",
    "sidst, og hvad der mangler nu.",
    "2. Økonomi",
    "Taksterne stiger igen til næste år,",
    "og det drøftede netværket længe.",
)
_RIGHT = (
    "3. Rekruttering",
    "Der mangler pædagoger i alle dele",
    "af landsdelen, mest på øerne, hvor",
    "ingen søger de ledige stillinger.",
    "4. Eventuelt",
    "Næste gang ses vi på rådhuset, hvor",
    "der er kaffe fra klokken halv ni.",
)


@pytest.mark.parametrize("shift", [0, 5])
def test_columns_of_text_are_read_one_after_the_other_and_doubted(shift: float) -> None:
    columns = [(60.0, 690.0 - 14 * at, line) for at, line in enumerate(_LEFT)]
    columns += [(310.0, 690.0 - shift - 14 * at, line) for at, line in enumerate(_RIGHT)]
    minutes = read(printed_at([*_lines(), *columns]), "referat.pdf")
    assert minutes.meeting is not None

    titles = [item.title for item in minutes.meeting.agenda]
    assert titles == ["Orientering", "Økonomi", "Rekruttering", "Eventuelt"]
    assert minutes.meeting.agenda[2].minutes == " ".join(_RIGHT[1:4])
    assert "minutes-columns" in codes(minutes)
    assert [person.name for person in minutes.meeting.attendance.present] == ["Alfa Dam"]


def test_labels_with_their_values_are_no_columns() -> None:
    pairs = [
        ("Dato:", "2. juni 2026"),
        ("Tid:", "kl. 9-12"),
        ("Sted:", "Rådhuset"),
        ("Form:", "Fysisk"),
        ("Referent:", "Alfa Dam"),
    ]
    words = [
        (left, 760.0 - 14 * at, text)
        for at, pair in enumerate(pairs)
        for left, text in zip((60.0, 200.0), pair, strict=True)
    ]
    words += [(60.0, 660.0, "1. Orientering"), (60.0, 640.0, "Intet.")]

    assert "minutes-columns" not in codes(read(printed_at(words), "referat.pdf"))
    assert meeting(printed_at(words), "referat.pdf").facts.place == "Rådhuset"
