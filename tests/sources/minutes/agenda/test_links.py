"""Links: freed of gateways, said once, given to the item they belong to."""

from __future__ import annotations

import pytest

from reportgen.sources.minutes.agenda.links import distinct, printed_addresses, unwrapped
from tests.sources.minutes.reading import codes, meeting, read

INNER = "https://www.eksempel.dk/udvalg/rapport?x=1"


@pytest.mark.parametrize(
    "address",
    [
        "https://email.sikkermail-security.example/url?k=1&url="
        "https%3A%2F%2Fwww.eksempel.dk%2Fudvalg%2Frapport%3Fx%3D1",
        "https://eur02.safelinks.protection.outlook.com/?url="
        "https%3A%2F%2Fwww.eksempel.dk%2Fudvalg%2Frapport%3Fx%3D1&data=05",
        "https://linkprotect.cudasvc.com/url?a=https%3a%2f%2fwww.eksempel.dk%2fudvalg%2frapport%3fx%3d1",
        "https://urldefense.com/v3/__https://www.eksempel.dk/udvalg/rapport?x=1__;!!abc$",
        "https://urldefense.proofpoint.com/v2/url?u="
        "https-3A__www.eksempel.dk_udvalg_rapport-3Fx-3D1&d=DwM",
        "https://secure-web.cisco.com/1abc/https%3A%2F%2Fwww.eksempel.dk%2Fudvalg%2Frapport%3Fx%3D1",
    ],
)
def test_a_gateways_address_is_unwrapped(address: str) -> None:
    assert unwrapped(address) == INNER


@pytest.mark.parametrize(
    "address",
    [
        INNER,
        "https://www.eksempel.dk/del?url=https%3A%2F%2Fandet.dk",
        "https://www.eksempel.dk/?redirect=ja",
        "https://[ikke-en-adresse",
    ],
)
def test_an_ordinary_address_is_left_alone(address: str) -> None:
    assert unwrapped(address) == address


def test_closing_punctuation_is_no_part_of_an_address() -> None:
    text = "Se (https://eksempel.dk/a_(b)), https://eksempel.dk/c. Og ”www.eksempel.dk/d”"

    assert printed_addresses(text) == (
        "https://eksempel.dk/a_(b)",
        "https://eksempel.dk/c",
        "www.eksempel.dk/d",
    )


def test_an_address_is_said_once() -> None:
    assert distinct([INNER, "https://www.eksempel.dk/a/", "https://WWW.eksempel.dk/a"]) == (
        INNER,
        "https://www.eksempel.dk/a/",
    )


TEXT = """\
Referat den 2. juni 2026

Dagsordenspunkt Referat

1. Boliger

Konsulenten fortalte om priserne på boliger i hele regionen, og hvad der kan ventes af
stigninger.

2. Psykiatri

Psykiatrien har lagt sin plan frem, og den handler mest om ventetid og om penge til
nye senge.

https://eksempel.dk/om-psykiatrien/plan
https://eksempel.dk/om-psykiatrien/plan
https://eksempel.dk/boliger-og-priser
"""


def test_addresses_at_the_end_of_a_page_go_to_the_item_they_are_like_and_are_doubted() -> None:
    minutes = read(TEXT)
    assert minutes.meeting is not None
    first, second = minutes.meeting.agenda

    assert first.links == ("https://eksempel.dk/boliger-og-priser",)
    assert second.links == ("https://eksempel.dk/om-psykiatrien/plan",)
    assert codes(minutes).count("minutes-link-placed") == 2


def test_repeated_addresses_are_left_out_as_that() -> None:
    reasons = [left.reason for left in meeting(TEXT).left_out if left.text.startswith("https")]

    assert reasons.count("gentaget linkadresse") == 1
