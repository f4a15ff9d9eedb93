"""Names of files sort by date and travel through mail, Windows and cloud drives."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.archive.paths import is_unsafe
from reportgen.workspace.names import plain, report_file, version_in, version_name
from reportgen.workspace.rounds import sent_names


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Børn og Unge", "Boern-og-Unge"),
        ("Ældre & Sundhed", "Aeldre-Sundhed"),
        ("Århus/Ålborg", "Aarhus-Aalborg"),
        ("café", "cafe"),
        ("--", ""),
    ],
)
def test_a_name_is_written_with_letters_that_every_system_takes(name: str, written: str) -> None:
    assert plain(name) == written


@given(st.text())
def test_a_plain_name_is_short_and_stays_as_it_is(name: str) -> None:
    written = plain(name)
    assert len(written) <= 40
    assert plain(written) == written
    assert not written.startswith("-")
    assert not written.endswith("-")


def test_a_report_is_named_by_day_year_network_version_and_stage() -> None:
    name = report_file(dt.date(2022, 11, 15), 2022, "Børn og Unge", "v02", "hoering")
    assert name == "20221115_Aarsrapport-2022_Boern-og-Unge_v02_hoering.docx"
    assert version_in(name) == 2


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("rapport_v12.docx", 12),
        ("rapport_v02_hoering (1).docx", 2),
        ("_v123", 123),
        ("rapport_v2.docx", 0),
        ("rapport-v02.docx", 0),
        ("rapport.docx", 0),
    ],
)
def test_a_version_is_known_from_the_name_of_its_file(name: str, number: int) -> None:
    assert version_in(name) == number


@given(st.integers(min_value=1, max_value=9999))
def test_a_version_that_is_written_can_be_read(number: int) -> None:
    assert version_in(f"_{version_name(number)}.") == number


@pytest.mark.parametrize(
    "name", ["CON", "con", "Prn", "AUX", "nul", "COM1", "lpt9", "CON.", "c.o.n", " nul ", "Nul:"]
)
def test_no_name_is_one_that_windows_keeps_for_itself(name: str) -> None:
    assert not is_unsafe(plain(name))
    assert plain(plain(name)) == plain(name)


@given(st.text(), st.integers(3, 60))
def test_a_plain_name_can_be_held_by_every_system(name: str, longest: int) -> None:
    written = plain(name, longest)
    assert len(written) <= longest
    assert not written or not is_unsafe(written)


@given(st.lists(st.text("conprNUL.: \u202e\n1?*", max_size=6), min_size=1, max_size=5))
def test_parties_get_folders_of_their_own_that_windows_can_hold(parties: list[str]) -> None:
    names = sent_names(
        parties, below=40, date=dt.date(2024, 1, 1), year=2024, network="CON", version="v01",
        per_party=True,
    )  # fmt: skip
    assert not any(is_unsafe(name) for name in (*names.folders, *names.copies))
    assert len({name.casefold() for name in names.folders}) == len(parties)
