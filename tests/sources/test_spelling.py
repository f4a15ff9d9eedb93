"""Which spellings are slips of the pen, and whose."""

from __future__ import annotations

import pytest

from reportgen.sources.spelling import MUNICIPALITIES, REGIONS, near_miss, nearest

MEMBERS = (
    *(
        f"{name} Kommune"
        for name in (
            "Faxe", "Greve", "Guldborgsund", "Holbæk", "Kalundborg", "Køge", "Lejre", "Lolland",
            "Næstved", "Odsherred", "Ringsted", "Roskilde", "Slagelse", "Solrød", "Sorø",
            "Stevns", "Vordingborg",
        )
    ),
    "Region Sjælland",
)  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Greve", "Greve Kommune"),
        ("Grve Kommune", "Greve Kommune"),
        ("Gerve", "Greve Kommune"),
        ("greve kommune", "Greve Kommune"),
        ("GREVE KOMMUNE", "Greve Kommune"),
        ("Greve  Kommune ", "Greve Kommune"),
        ("Greve K.", "Greve Kommune"),
        ("Greve Komune", "Greve Kommune"),
        ("Kommune Greve", "Greve Kommune"),
        ("Greve Kommune, Børn og Unge", "Greve Kommune"),
        ("Greve Kommune (formand)", "Greve Kommune"),
        ("Næstved - Center for Børn", "Næstved Kommune"),
        ("Fakse Kommune", "Faxe Kommune"),
        ("Solrod Kommune", "Solrød Kommune"),
        ("Solrød", "Solrød Kommune"),
        ("Soro Kommune", "Sorø Kommune"),
        ("Holbaek Kommune", "Holbæk Kommune"),
        ("Lolands Kommune", "Lolland Kommune"),
        ("Region Sjæland", "Region Sjælland"),
        ("region sjælland", "Region Sjælland"),
        ("Regon Sjælland", "Region Sjælland"),
    ],
)
def test_a_slip_of_the_pen_is_told_from_its_member(typed: str, meant: str) -> None:
    assert near_miss(typed, MEMBERS) == meant


@pytest.mark.parametrize(
    "guest",
    [
        "", "KL", "VISO", "Socialtilsyn Øst", "Socialtilsyn Vest", "Region Hovedstaden",
        "Region Sjælland Psykiatrien", "Kommunernes Landsforening", "KKR Sjælland",
        "Roskilde Universitet", "Greve Gymnasium", "Rammeaftalens sekretariat", "Absalon",
        "Socialstyrelsen", "Københvan Kommune", "Regionen", "Holbæk Sygehus",
    ],
)  # fmt: skip
def test_a_guest_is_no_misspelt_member(guest: str) -> None:
    assert near_miss(guest, MEMBERS) is None


def test_no_municipality_or_region_elsewhere_is_taken_for_a_member() -> None:
    elsewhere = [
        *(f"{name} Kommune" for name in MUNICIPALITIES),
        *MUNICIPALITIES,
        *(f"{name} kommune" for name in MUNICIPALITIES),
        *(f"Region {name}" for name in REGIONS),
    ]
    for few in (MEMBERS, MEMBERS[3:8], MEMBERS[-5:], ("Sorø Kommune",), ("Vejle Kommune",)):
        own = {name.removesuffix(" Kommune").removeprefix("Region ") for name in few}
        taken = [
            name
            for name in elsewhere
            if near_miss(name, few)
            and name.removesuffix(" Kommune").removesuffix(" kommune").removeprefix("Region ")
            not in own
        ]
        assert taken == []


def test_soroe_and_solroed_are_two() -> None:
    assert near_miss("Sorø Kommune", ("Solrød Kommune", "Greve Kommune")) is None
    assert near_miss("Solrød", ("Sorø Kommune", "Greve Kommune")) is None


@pytest.mark.parametrize("member", MEMBERS[:-1])
def test_any_letter_left_out_of_a_municipality_is_noticed(member: str) -> None:
    name = member.removesuffix(" Kommune")
    for i in range(len(name)):
        assert near_miss(f"{name[:i]}{name[i + 1 :]} Kommune", MEMBERS) == member


def test_names_that_are_no_municipality_differ_by_a_slip_at_most() -> None:
    own = ("Socialtilsyn Øst", "Bostedet Ellehøj")
    assert near_miss("Socialtilsyn Øst", own) is None
    assert near_miss("Socialtilsyn Vest", own) is None
    assert near_miss("Socialtlsyn Øst", own) == "Socialtilsyn Øst"
    assert near_miss("Bostedet Elehøj", own) == "Bostedet Ellehøj"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Text", "Tekst"),
        ("OVERSKRFT", "Overskrift"),
        ("Status ", "Status"),
        ("Over", "Overskrift"),
        ("Aar", ""),
        ("Navn", ""),
        ("", ""),
    ],
)
def test_a_header_is_taken_for_the_one_that_is_nearest_and_near_enough(
    typed: str, meant: str
) -> None:
    assert nearest(typed, ("Tekst", "Overskrift", "Status", "Kilde")) == meant
