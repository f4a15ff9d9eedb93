"""A second import says what changed, thing by thing."""

from __future__ import annotations

from reportgen.report.meeting import AgendaItem
from reportgen.sources.minutes import differences
from tests.sources.minutes import shapes
from tests.sources.minutes.reading import meeting


def test_the_same_minutes_again_are_no_difference() -> None:
    assert differences(meeting(shapes.NUMBERED), meeting(shapes.NUMBERED)) == ()


def test_a_corrected_text_is_one_difference_at_its_place() -> None:
    before, after = shapes.NUMBERED, shapes.NUMBERED.replace("Vi gennemgik", "Netværket gennemgik")

    (found,) = differences(meeting(before), meeting(after))

    assert found.place == "punkt 2, referat"
    assert found.before is not None
    assert found.before.startswith("Vi gennemgik")
    assert found.after is not None
    assert found.after.startswith("Netværket gennemgik")


def test_an_item_put_in_does_not_make_the_later_ones_differ() -> None:
    held = meeting(shapes.NUMBERED)
    more = (AgendaItem(number="0", title="Ny"), *held.agenda)

    (found,) = differences(held, held.model_copy(update={"agenda": more}))

    assert (found.place, found.before) == ("punkt 0", None)


def test_someone_who_was_there_after_all_is_named() -> None:
    before, after = shapes.NUMBERED, shapes.NUMBERED.replace("Beta Betasen (Greve)\n", "")

    found = differences(meeting(before), meeting(after))

    # She took the minutes and was there, but nothing says any longer where she works.
    assert [(each.place, each.after) for each in found] == [
        ("deltagere, til_stede, Beta Betasen, Greve Kommune", None),
        ("deltagere, til_stede, Beta Betasen", "navn: Beta Betasen"),
    ]


def test_what_a_person_has_written_since_is_a_difference() -> None:
    held = meeting(shapes.NUMBERED)
    item = held.agenda[1]
    entry = item.entries[1].model_copy(update={"text": "Den nye ordlyd."})
    edited_item = item.model_copy(update={"entries": (item.entries[0], entry, *item.entries[2:])})
    edited = held.model_copy(update={"agenda": (held.agenda[0], edited_item, *held.agenda[2:])})

    (found,) = differences(edited, held)

    assert found.before == "Den nye ordlyd."
    assert found.after is None
    assert found.place.endswith("tekst")
