"""The network's file, and which spellings are slips of the pen."""

from __future__ import annotations

import pytest

from reportgen.sources.network import read_network
from reportgen.sources.spelling import MUNICIPALITIES, REGIONS, near_miss

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

GOOD = """\
navn: Netværksgruppe
kortnavn: Gruppen
rammeaftale: Rammeaftale Sjælland
styregruppe: Styregruppen
sekretariat: {organisation: Greve Kommune, e-mail: ~}
organisationer: [Greve Kommune, Faxe Kommune]
"""


def faults(text: str) -> list[tuple[str, int]]:
    _, problems = read_network(text.encode())
    assert all(p.location.file == "netvaerk.yaml" for p in problems)
    return [(p.code, p.location.line) for p in problems]


def test_a_good_network_is_read() -> None:
    network, problems = read_network(GOOD.encode())
    assert network is not None
    assert not problems
    assert network.organisations == ("Greve Kommune", "Faxe Kommune")
    assert network.secretariat.email is None


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("kortnavn: Gruppen\n", "", [("key-missing", 1)]),
        ("kortnavn: Gruppen\n", "kortnavn:\n", [("key-missing", 2)]),
        ("kortnavn", "kotrnavn", [("key-missing", 1), ("key-misspelt", 2)]),
        ("{organisation: Greve Kommune, e-mail: ~}", "Greve", [("keys-wanted", 5)]),
        ("{organisation: Greve Kommune", "{organisation: Greve", [("organisation-near-miss", 5)]),
        ("[Greve Kommune, Faxe Kommune]", "Greve Kommune", [("list-wanted", 6)]),
        ("[Greve Kommune, Faxe Kommune]", "[]", [("key-missing", 6)]),
        ("organisationer: [Greve Kommune, Faxe Kommune]\n", "", [("key-missing", 1)]),
        ("Faxe Kommune", "greve  kommune", [("organisation-twice", 6)]),
        ("Faxe Kommune", "''", [("key-missing", 6)]),
    ],
)
def test_a_fault_is_found_at_its_line(old: str, new: str, expected: list[tuple[str, int]]) -> None:
    assert old in GOOD
    assert sorted(faults(GOOD.replace(old, new))) == expected


def test_a_fault_elsewhere_does_not_hide_the_organisations() -> None:
    network, problems = read_network(GOOD.replace("kortnavn: Gruppen\n", "").encode())
    assert [p.code for p in problems] == ["key-missing"]
    assert network is not None
    assert network.organisations == ("Greve Kommune", "Faxe Kommune")


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
