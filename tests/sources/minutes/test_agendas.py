"""Every agenda of the layouts known gives its items and decisions, or says what is doubtful."""

from __future__ import annotations

from hypothesis import Phase, given, settings

from reportgen.sources.minutes.header.parse import HEADING
from tests.sources.minutes.agendas import HEAD, Minutes, minutes
from tests.sources.minutes.pdfs import of_lines
from tests.sources.minutes.reading import codes, read

DOUBTS = {
    "minutes-line-as-item",
    "minutes-line-as-entry",
    "minutes-items-by-look",
    "minutes-columns-guessed",
    "minutes-columns-lost",
    "minutes-number-gap",
    "minutes-title-guessed",
}


# A file has no smaller one that shows more: what fails is not made smaller.
@settings(max_examples=40, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(minutes())
def test_an_agenda_gives_its_items_and_decisions_or_says_what_is_doubtful(made: Minutes) -> None:
    found = read(made.data, made.form.value)
    assert found.meeting is not None
    items = [(item.number, item.title, item.decisions) for item in found.meeting.agenda]
    right = [(str(item.number), item.title, item.decisions) for item in made.items]

    assert items == right or DOUBTS & set(codes(found))
    assert found.account.complete
    headings = [left.text for left in found.meeting.left_out if left.reason == HEADING]
    assert headings == [HEAD[0]]


def test_the_first_item_is_none_of_those_named_on_the_wide_line_above_it() -> None:
    lines = [
        "Referat",
        "Dato: 4. maj 2026",
        "Til stede: Alfa Alfasen, Greve Kommune; Beta Betasen, Faxe Kommune; My Mysen, Lejre",
        *("1. Strategi", "Den har to dele:", "1. Boliger", "2. Veje", "Godkendt."),
        *("2. Eventuelt", "Intet."),
    ]
    found = read(of_lines(lines), "referat.pdf")
    assert found.meeting is not None

    assert [(item.title, item.decisions) for item in found.meeting.agenda] == [
        ("Strategi", ("Godkendt.",)),
        ("Eventuelt", ()),
    ]
