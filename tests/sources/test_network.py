"""The network's file: its faults at their lines."""

from __future__ import annotations

import pytest

from reportgen.sources.network import read_network

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
        ("Rammeaftale Sjælland", "Rammeaftale", [("network-placeholder", 3)]),
        ("Greve Kommune, e-mail", "Sekretariatets kommune, e-mail", [("network-placeholder", 5)]),
        ("[Greve Kommune", "[Sekretariatets kommune", [("network-placeholder", 6)]),
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
