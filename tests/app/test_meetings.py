"""What the use case of putting minutes right refuses; what it does is tried on its pages."""

from __future__ import annotations

import pytest

from reportgen.app.meetings.overview import seen
from reportgen.app.meetings.settling import (
    EntryDecided,
    NothingToUndo,
    SaysOtherwise,
    settle,
    undo,
)
from reportgen.sources.minutes.putting_right import Choice, Is
from reportgen.sources.yaml.read import read_yaml
from tests.workspaces import SmallYear

NAME = "2024-03-01.yaml"
INTO_THE_ONE_BEFORE = Choice(Is.LIST, item=1)


def shown(small: SmallYear) -> str:
    """What a page shows of the second item."""
    data = read_yaml((small.year.meetings / NAME).read_bytes(), "").data
    return seen(data, 1, None)


def test_what_was_changed_since_it_was_shown_is_not_written_over(small: SmallYear) -> None:
    before = shown(small)
    small.edit_meeting("titel: Årsrapport", "titel: Årsrapporten")
    data = small.meeting.read_bytes()
    with pytest.raises(SaysOtherwise):
        settle(small.year, NAME, INTO_THE_ONE_BEFORE, before)
    assert small.meeting.read_bytes() == data


def test_an_item_whose_input_is_decided_keeps_its_name(small: SmallYear) -> None:
    met = "før: Det er svært at dække natten., tekst: Ny., lukker: [2024-03-01/2/1]"
    small.decide(1, f"- {{id: U1, art: erstat, {met}}}")
    with pytest.raises(EntryDecided):
        settle(small.year, NAME, INTO_THE_ONE_BEFORE, shown(small))


def test_nothing_is_undone_where_nothing_was_chosen(small: SmallYear) -> None:
    with pytest.raises(NothingToUndo):
        undo(small.year, NAME)
