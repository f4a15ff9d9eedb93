"""What the minutes say of the report becomes entries, each on the block it means."""

from __future__ import annotations

from typing import Any

import pytest

from reportgen.report.entries import Entry
from reportgen.sources.minutes import Minutes
from tests.sources.minutes.reading import Draft, codes, read

POINTS = {
    "3.6": ("Mangel på plejefamilier", "Mangel på tilbud", "Bekymring for skolen"),
    "3.7": ("Ventelister: dialog om dem",),
    "4.2": (),
}


def _minutes(*lines: str, **points: Any) -> Minutes:
    text = "\n".join(("Dato: 2. juni 2026", "", "1. Årsrapport", "", *lines, "", "2. Andet", "Ja."))
    return read(text, draft=Draft(points=dict(points or POINTS)))


def _entries(*lines: str) -> tuple[Entry, ...]:
    minutes = _minutes(*lines)
    assert minutes.meeting is not None
    return minutes.meeting.agenda[0].entries


def _only(*lines: str) -> Entry:
    (entry,) = _entries(*lines)
    return entry


def test_a_point_is_known_by_its_place_and_keeps_the_wording_it_was_made_against() -> None:
    entry = _only("Ift. afsnit 3.6:", "- Pind 2: Det præciseres, at det haster mest for de små.")

    assert (entry.section, entry.position, entry.id) == ("3.6", 2, "U2")
    assert entry.kind.value == "præciser"
    assert entry.before == "Mangel på tilbud"
    assert entry.input == "Det præciseres, at det haster mest for de små."
    assert entry.text is None


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("- Pind 1: udgår.", "fjern"),
        ("- Pind 1 kan slettes, da den er løst.", "fjern"),
        ("- Pind 1 erstattes af: Mangel på aflastning.", "erstat"),
        ("- Pind 1 ændres til ”Mangel på aflastning”.", "erstat"),
        ("- Pind 1: Det uddybes, at det også gælder aflastning.", "præciser"),
        ("- Pind 1: ”Tilbud slettes ofte.” Det præciseres, at det sker tit.", "præciser"),
        ("- Pind nr. 1: Ok.", "præciser"),
        ("- Første pind: Det præciseres, at det haster.", "præciser"),
        ("- Punkt 1 flyttes nederst.", "flyt"),
    ],
)
def test_the_verb_says_what_is_done_to_the_point(said: str, kind: str) -> None:
    entry = _only("Ift. afsnit 3.6:", said)

    assert (entry.id, entry.kind.value) == ("U1", kind)


@pytest.mark.parametrize(
    ("said", "after"),
    [
        ("- Pind 3 flyttes op som første.", "3.6"),
        ("- Pind 1 flyttes efter pind 3.", "U3"),
        ("- Pind 1 rykkes sidst.", "U3"),
    ],
)
def test_a_moved_point_says_what_it_comes_after(said: str, after: str) -> None:
    assert _only("Ift. afsnit 3.6:", said).after == after


def test_several_points_at_once_are_several_entries() -> None:
    entries = _entries("Ift. afsnit 3.6:", "- Pind 1 og 3: Det præciseres, at det haster.")

    assert [entry.id for entry in entries] == ["U1", "U3"]


def test_a_new_point_gets_the_next_free_id() -> None:
    first, second = _entries(
        "Ift. afsnit 3.6:", "- NY pind tilføjes: Der mangler boliger.", "- Nyt punkt: Og penge."
    )

    assert [(e.id, e.kind.value, e.input) for e in (first, second)] == [
        ("U4", "tilføj", "Der mangler boliger."),
        ("U5", "tilføj", "Og penge."),
    ]


def test_a_heading_that_the_draft_has_is_that_point_and_another_is_new() -> None:
    known, new = _entries(
        "Ift. afsnit 3.7:",
        "- Ventelister: Netværket anbefaler, at de drøftes.",
        "- Boliger: Netværket anbefaler, at de bygges.",
    )

    assert (known.id, known.position, known.kind.value) == ("A1", 1, "præciser")
    assert (new.id, new.heading, new.kind.value) == ("A2", "Boliger", "tilføj")


def test_the_section_and_the_point_may_stand_on_one_line() -> None:
    entry = _only("Afsnit 3.6, pind 3: Det præciseres, at skolen er presset.")

    assert (entry.section, entry.id) == ("3.6", "U3")


def test_a_number_that_does_not_fit_its_words_is_corrected_and_doubted() -> None:
    minutes = _minutes("Ift. afsnit 3.6 anbefalinger:", "- Boliger: Netværket anbefaler flere.")
    assert minutes.meeting is not None

    assert minutes.meeting.agenda[0].entries[0].section == "3.7"
    assert "minutes-section-corrected" in codes(minutes)


@pytest.mark.parametrize(
    "lead",
    [
        "Ift. afsnit 3.6:",
        "Ift. afsnit 3.6 om udfordringer og udviklingsbehov:",
        "Vedr. pkt. 3.6 udfordringer i netværket blev der peget på følgende:",
        "Til afsnit 3.6 (udviklingsbehov):",
        "3.6 Udfordringer og udviklingsbehov:",
    ],
)
def test_a_number_that_fits_its_words_is_left_alone(lead: str) -> None:
    minutes = _minutes(lead, "- Pind 1: Det præciseres, at det haster.")
    assert minutes.meeting is not None

    assert minutes.meeting.agenda[0].entries[0].section == "3.6"
    assert codes(minutes) == ["minutes-no-attendance"]


def test_a_section_may_be_named_by_its_title_alone() -> None:
    assert _only("Ift. fokusområderne:", "- Boliger til unge").section == "4.2"


def test_a_point_beyond_the_draft_is_doubted_but_not_where_the_section_is_empty() -> None:
    beyond = _minutes("Ift. afsnit 3.6:", "- Pind 9: Det præciseres, at det haster.")
    empty = _minutes("Ift. afsnit 4.2:", "- Pind 1: Det præciseres, at det haster.")
    assert beyond.meeting is not None
    assert empty.meeting is not None

    assert beyond.meeting.agenda[0].entries[0].id is None
    assert "minutes-point-beyond" in codes(beyond)
    assert empty.meeting.agenda[0].entries[0].id is None
    assert "minutes-point-beyond" not in codes(empty)


def test_a_clarification_that_names_no_point_is_doubted() -> None:
    minutes = _minutes("Ift. afsnit 3.6:", "- Det præciseres, at det haster mest for de små.")
    assert minutes.meeting is not None
    (entry,) = minutes.meeting.agenda[0].entries

    assert (entry.section, entry.id, entry.position) == ("3.6", None, None)
    assert "minutes-point-not-named" in codes(minutes)


def test_a_general_remark_concerns_the_whole_report() -> None:
    entry = _only("- En generel obs’er: Rapporten er for lang.")

    assert (entry.section, entry.kind.value) == (None, "bemærkning")


def test_input_to_the_draft_without_a_section_concerns_the_whole_report() -> None:
    entries = _entries("Der var følgende input:", "- Flere tal.", "- Kortere tekst.")

    assert [(entry.section, entry.input) for entry in entries] == [
        (None, "Flere tal."),
        (None, "Kortere tekst."),
    ]


def test_what_stands_below_a_point_belongs_to_its_input() -> None:
    entry = _only(
        "Ift. afsnit 3.6:", "- Pind 1: Det præciseres:", "o at det haster", "o at det koster"
    )

    assert entry.input == "Det præciseres:\n- at det haster\n- at det koster"


def test_a_remark_in_between_does_not_end_the_points() -> None:
    entries = _entries(
        "Ift. afsnit 3.6:",
        "- Pind 1: Det præciseres, at det haster.",
        "Netværket talte længe om det.",
        "- Pind 2: Det præciseres, at det koster.",
    )

    assert [entry.id for entry in entries] == ["U1", "U2"]


def test_focus_areas_that_the_draft_has_are_only_continued() -> None:
    lines = (
        "Uddybning: I årsrapporten pkt. 4.2 er fokusområderne fortsat følgende:",
        "- Boliger",
        "- Skole",
        "Referat: Det blev godkendt.",
    )
    minutes = _minutes(*lines, **{"3.6": (), "3.7": (), "4.2": ("Boliger",)})
    assert minutes.meeting is not None
    known, new = minutes.meeting.agenda[0].entries

    assert (known.id, known.kind.value, known.status) == ("F1", "præciser", "fortsat")
    assert not known.is_pending
    assert (new.id, new.kind.value, new.heading) == ("F2", "tilføj", "Skole")
    assert new.is_pending


def test_a_recommendation_outside_the_report_is_found_and_doubted() -> None:
    text = (
        "Dato: 2. juni 2026\n\n1. Boliger\nNetværket anbefaler, at der bygges flere.\n2. Andet\nJa."
    )
    minutes = read(text)
    assert minutes.meeting is not None

    assert minutes.meeting.agenda[0].entries[0].section == "3.7"
    assert "minutes-recommendation-found" in codes(minutes)


@pytest.mark.parametrize(
    "said",
    [
        "Årsrapporten blev fremlagt for styregruppen den 10. marts.",
        "Konsulenten anbefalede desuden en ny rapport.",
        "Afsnittet om økonomi blev rost.",
        "Se pkt. 4 ovenfor.",
    ],
)
def test_what_only_tells_of_the_report_is_no_entry(said: str) -> None:
    assert _entries(said) == ()
