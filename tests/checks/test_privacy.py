"""Personal data is found in whatever way people write it, and other numbers are let be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.checks.facts import finding_id
from reportgen.checks.privacy import privacy_findings
from reportgen.problems import Location, Problem

HERE = Location(part="body", heading="3.1 Årets arbejde", paragraph=4)
KNOWN = ("chef@baek.example", "Sekretariat@Aaby.example")


def found(text: str, where: Location = HERE) -> tuple[Problem, ...]:
    return privacy_findings([(where, text)], KNOWN)


def codes(text: str) -> list[str]:
    return [problem.code for problem in found(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Borgeren 010190-1234 fik hjælp.",
        "0101901234",
        "010190 1234",
        "010190\u20111234",
        "010190 – 1234",
        "(290200-4321)",
        "fødselsnr.:311299-0000.",
        "010190\u20121234",
        "010190\u22121234",
        "010190\u00a01234",
        "010190\t1234",
        "0101\u00ad90-12\u200b34",
        "010190 -  1234",
        "sagen 010190-1234/2",
    ],
)
def test_a_civil_registration_number_is_found_however_it_is_written(text: str) -> None:
    assert codes(text) == ["published-cpr"]


def test_one_that_fails_the_check_digit_is_found_all_the_same() -> None:
    # Numbers issued since 2007 may fail modulus 11: 010190-1111 does.
    weights = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
    assert sum(w * int(d) for w, d in zip(weights, "0101901111", strict=True)) % 11
    assert codes("010190-1111") == ["published-cpr"]


@pytest.mark.parametrize(
    "text",
    ["320190-1234", "011390-1234", "000000-0000", "290201-4321", "12010190-1234", "010190-12345"],
)
def test_digits_that_are_no_birth_date_are_none(text: str) -> None:
    assert codes(text) == []


def test_29_february_1900_is_no_date_and_29_february_2000_is() -> None:
    assert codes("290200-1234") == []  # the seventh digit 1 is the 1900s
    assert codes("290200-5234") == ["published-cpr"]


@given(st.dates(), st.integers(0, 9999), st.sampled_from(["", "-", " ", "\u2011", " - "]))
def test_the_last_four_digits_never_stand_in_what_is_said_of_a_finding(
    day: object, serial: int, hyphen: str
) -> None:
    for problem in found(f"x {day:%d%m%y}{hyphen}{serial:04} y"):
        assert f"{serial:04}" not in str(problem.values["shown"]).partition("-")[2]


@pytest.mark.parametrize(
    "address", ["anne.hansen@gmail.com", "A.B+x@Hotmail.dk", "ø@outlook.com", "x@live.dk"]
)
def test_an_address_of_a_private_mail_service_is_found(address: str) -> None:
    assert codes(f"Skriv til {address}, hvis du kan.") == ["published-private-address"]


def test_an_address_is_found_where_unseen_characters_break_it() -> None:
    assert codes("anne.han\u00adsen@gm\u200bail.com") == ["published-private-address"]


def test_in_plotted_figures_only_a_civil_registration_number_is_looked_for() -> None:
    figures = [(HERE, "23456789"), (HERE, "1001901234")]
    assert [p.code for p in privacy_findings([], KNOWN, figures)] == ["published-cpr"]


def test_an_address_of_nobody_in_the_network_is_found() -> None:
    assert codes("Kontakt: nogen@faxe.example.") == ["published-unknown-address"]


def test_the_members_and_the_secretariats_addresses_may_stand() -> None:
    assert codes("Skriv til CHEF@baek.example eller sekretariat@aaby.example.") == []


def test_a_finding_keeps_its_id_when_paragraphs_are_added_above_it() -> None:
    first = found("Ring 23 45 67 89.")[0]
    lower = Location(part="body", heading="3.1 Årets arbejde", paragraph=9)
    later = found("Ring endelig på 2345 6789.", lower)[0]
    assert finding_id(first) == finding_id(later)
    assert finding_id(first).startswith("telefon-")


def test_the_same_number_in_another_section_or_part_is_another_finding() -> None:
    ids = {
        finding_id(found("23 45 67 89", where)[0])
        for where in (HERE, Location(part="body", heading="3.2 Andet"), Location(part="header"))
    }
    assert len(ids) == 3


def test_what_stands_twice_in_a_section_is_one_finding_at_its_first_place() -> None:
    twice = [(HERE, "23 45 67 89 og 23456789"), (Location(part="body"), "23456789")]
    assert [p.location for p in privacy_findings(twice, ())] == [HERE, Location(part="body")]
