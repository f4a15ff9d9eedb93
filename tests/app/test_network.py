"""The network's file as a form: one key written at a time, if it still says what was shown."""

from __future__ import annotations

import pytest

from reportgen.app.network import ChangedMeanwhile, Field, network_form, write_network
from reportgen.problems import InputFaults
from tests.workspaces import NETWORK, SmallYear


def said(small: SmallYear) -> str:
    return small.year.network_file.read_text("utf-8")


def test_the_form_says_what_the_file_says(small: SmallYear) -> None:
    form = network_form(small.year)
    assert form.problems == ()
    assert form.said[Field.SHORT_NAME] == "Ældre og Sundhed"
    assert form.said[Field.ORGANISATIONS] == "Åby Kommune\nBæk Kommune\nRegion Øst"
    assert form.said[Field.EMAIL] == form.said[Field.KLE] == ""


def test_only_the_keys_that_were_changed_are_written(small: SmallYear) -> None:
    shown = network_form(small.year).said
    typed = {**shown, Field.CASE_NUMBER: "25/9", Field.EMAIL: "a@aaby.dk", Field.KLE: "27.00"}
    write_network(small.year, shown, typed)
    assert network_form(small.year).said == typed
    here, there = set(NETWORK.splitlines()), set(said(small).splitlines())
    assert there - here == {
        'sagsnummer: "25/9"',
        'sekretariat: {organisation: Åby Kommune, e-mail: "a@aaby.dk"}',
        'kle: "27.00"',
    }
    before = said(small)
    write_network(small.year, typed, typed)
    assert said(small) == before


def test_an_organisation_that_joins_or_leaves_is_a_line(small: SmallYear) -> None:
    shown = network_form(small.year).said
    typed = {**shown, Field.ORGANISATIONS: "Åby Kommune\nRegion Øst\nDyb, Kommune"}
    write_network(small.year, shown, typed)
    assert network_form(small.year).said == typed


def test_what_somebody_changed_in_the_meantime_is_told_and_nothing_is_written(
    small: SmallYear,
) -> None:
    shown = network_form(small.year).said
    small.year.network_file.write_text(NETWORK.replace("24/1234", "24/9"), "utf-8")
    typed = {**shown, Field.CASE_NUMBER: "25/1", Field.NAME: "Andet"}
    before = said(small)
    with pytest.raises(ChangedMeanwhile) as refused:
        write_network(small.year, shown, typed)
    assert refused.value.problem.values["fields"] == "Sagsnummer: 24/9"
    assert said(small) == before
    write_network(small.year, network_form(small.year).said, typed)
    assert network_form(small.year).said == typed
    # a change elsewhere in the file is nobody's concern, nor one that comes to the same
    write_network(small.year, shown, {**shown, Field.CASE_NUMBER: "25/1"})


@pytest.mark.parametrize(
    ("field", "text"),
    [(Field.NAME, ""), (Field.ORGANISATIONS, ""), (Field.ORGANISATIONS, "Øst\nØst")],
)
def test_what_would_be_an_error_is_not_written(small: SmallYear, field: Field, text: str) -> None:
    shown = network_form(small.year).said
    before = said(small)
    with pytest.raises(InputFaults):
        write_network(small.year, shown, {**shown, field: text})
    assert said(small) == before


def test_what_may_be_left_out_can_be_emptied(small: SmallYear) -> None:
    shown = network_form(small.year).said
    typed = {**shown, Field.CASE_NUMBER: "", Field.STANDING_ITEMS: "Velkomst\nEventuelt"}
    write_network(small.year, shown, typed)
    write_network(small.year, typed, {**typed, Field.STANDING_ITEMS: ""})
    assert network_form(small.year).said == {**typed, Field.STANDING_ITEMS: ""}
    assert network_form(small.year).problems == ()


def test_a_file_that_is_damaged_elsewhere_can_still_be_put_right(small: SmallYear) -> None:
    small.year.network_file.write_text(NETWORK.replace("rammeaftale: Rammeaftale Øst\n", ""))
    form = network_form(small.year)
    assert [problem.code for problem in form.problems] == ["key-missing"]
    write_network(small.year, form.said, {**form.said, Field.CASE_NUMBER: "1"})
    write_network(small.year, form.said, {**form.said, Field.AGREEMENT: "Rammeaftale Øst"})
    assert network_form(small.year).problems == ()


def test_what_is_no_yaml_has_no_form(small: SmallYear) -> None:
    small.year.network_file.write_text("navn: [", "utf-8")
    form = network_form(small.year)
    assert form.said == {}
    assert form.problems
