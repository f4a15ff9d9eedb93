"""Lists of people, as secretaries write them."""

from __future__ import annotations

import pytest

from reportgen.report.outline import TracedText
from reportgen.sources.minutes.header.organisations import Organisations
from reportgen.sources.minutes.header.people import PeopleList
from reportgen.sources.minutes.header.people_list import read_people

KNOWN = Organisations(("Faxe Kommune", "Greve Kommune", "Guldborgsund Kommune", "Region Sjælland"))


def _read(text: str) -> PeopleList:
    return read_people(TracedText.of(text, 0, len(text)), KNOWN)


def _said(text: str) -> list[tuple[str | None, str | None]]:
    return [(person.name, person.organisation) for person in _read(text).people]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Alfa Dam (Faxe), Beta Ek (Greve); Gamma Fog (Region Sjælland)",
            [
                ("Alfa Dam", "Faxe Kommune"),
                ("Beta Ek", "Greve Kommune"),
                ("Gamma Fog", "Region Sjælland"),
            ],
        ),
        (
            "Alfa-Lise Dam og Beta Ek (Region Sjælland)",
            [("Alfa-Lise Dam", "Region Sjælland"), ("Beta Ek", "Region Sjælland")],
        ),
        (
            "Alfa Dam, Faxe Kommune\nBeta Ek, centerchef, Greve",
            [("Alfa Dam", "Faxe Kommune"), ("Beta Ek", "Greve Kommune")],
        ),
        (
            "Faxe: Alfa Dam og Beta Ek; Greve Kommune: Gamma Fog",
            [
                ("Alfa Dam", "Faxe Kommune"),
                ("Beta Ek", "Faxe Kommune"),
                ("Gamma Fog", "Greve Kommune"),
            ],
        ),
        ("Alfa Dam – Faxe", [("Alfa Dam", "Faxe Kommune")]),
        ("Alfa Dam Køge Kommune", [("Alfa Dam", "Køge Kommune")]),
        ("Alfa Dam (guldborgsund kommune)", [("Alfa Dam", "Guldborgsund Kommune")]),
        ("Alfa Dam (KL, konsulent, socialpolitik)", [("Alfa Dam", "KL")]),
        ("A. B. Dam (Århus)", [("A. B. Dam", "Aarhus Kommune")]),
        ("Faxe, Greve og Holbæk", [(None, f"{n} Kommune") for n in ("Faxe", "Greve", "Holbæk")]),
        ("Ingen.", []),
    ],
)
def test_names_and_organisations(text: str, expected: list[tuple[str, str]]) -> None:
    assert _said(text) == expected


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("Alfa Dam (Faxe). Samt under pkt. 2 Beta Ek (Greve)", [(), ("2",)]),
        ("Alfa Dam (Faxe) under punkt 3, Beta Ek (Greve)", [("3",), ()]),
        ("Alfa Dam (Faxe, pkt. 4-5)", [("4", "5")]),
        ("Under punkt 1 og 3 Alfa Dam og Beta Ek (Greve)", [("1", "3"), ("1", "3")]),
        ("Under pkt. 2 Alfa Dam (Faxe) og under punkt 8 Beta Ek (KL)", [("2",), ("8",)]),
    ],
)
def test_guests_come_for_their_items(text: str, items: list[tuple[str, ...]]) -> None:
    assert [person.items for person in _read(text).people] == items


def test_the_same_person_twice_is_kept_once_and_doubted() -> None:
    read = _read("Alfa Dam (Faxe), Beta Ek (Greve), Alfa Dam (Faxe)")

    assert [person.name for person in read.people] == ["Alfa Dam", "Beta Ek"]
    assert [(left.words.text, left.reason) for left in read.omissions] == [
        ("Alfa Dam (Faxe)", "nævnt to gange på listen")
    ]
    assert [doubt.code for doubt in read.doubts] == ["minutes-person-twice"]


def test_people_of_one_municipality_are_several() -> None:
    assert len(_read("Alfa Dam (Faxe), Beta Ek (Faxe)").people) == 2


def test_a_slip_of_the_pen_is_taken_for_the_networks_spelling_and_doubted() -> None:
    read = _read("Alfa Dam (Guldborgssund)")

    assert read.people[0].organisation == "Guldborgsund Kommune"
    assert [doubt.code for doubt in read.doubts] == ["minutes-organisation-guessed"]


def test_what_is_no_person_is_left_out_and_doubted() -> None:
    read = _read("Alfa Dam (Faxe), ca. 20 borgere")

    assert [person.name for person in read.people] == ["Alfa Dam"]
    assert any(left.words.text == "ca. 20 borgere" for left in read.omissions)


def test_the_minute_taker_is_told_in_the_parenthesis() -> None:
    taker, other = _read("Alfa Dam (Faxe, referent), Beta Ek (Greve)").people

    assert (taker.takes_minutes, taker.organisation) == (True, "Faxe Kommune")
    assert not other.takes_minutes
