from __future__ import annotations

import pytest

from reportgen.figures.pivot import has_total


@pytest.mark.parametrize(
    ("indicator", "unit"),
    [
        ("Antal anbringelser", "antal"),
        ("Udgifter til anbringelser", "kr."),
        ("Udgifter til anbringelser", "mio. kr."),
        ("Budget", "1.000 kr."),
        ("Anbragte", "børn"),
        ("Underretninger", "sager"),
        ("Plejefamilier", "plejefamilier"),
        ("Anbragte pr. 31. december", "børn"),
        ("Anbragte pr. 31.12.2022", "børn"),
        ("Anbragte pr. ultimo 2022", "antal"),
        ("Sager 2021/2022", "sager"),
        ("Ofre for menneskehandel", "ofre"),
        ("Antal børn i alderen 0-17 år", "antal"),
        ("Sygedage", "dage"),
        ("Antal døgn på institution", "døgn"),
    ],
)
def test_counts_and_amounts_add_up(indicator: str, unit: str) -> None:
    assert has_total(indicator, unit)


@pytest.mark.parametrize(
    ("indicator", "unit"),
    [
        ("Anbragte i plejefamilie", "pct."),
        ("Anbragte i plejefamilie", "%"),
        ("Anbragte i plejefamilie", "procent"),
        ("Dødelighed", "promille"),
        ("Underretninger", "pr. 1.000"),
        ("Underretninger", "antal pr. 1.000"),
        ("Underretninger pr. 10.000 0-17-årige", "antal"),
        ("Udgift", "kr. pr. barn"),
        ("Udgift pr. anbragt", "kr."),
        ("Udgift", "kr./plads"),
        ("Antal sager pr. rådgiver", "antal"),
        ("Ventetid", "gennemsnit"),
        ("Ventetid", "dage i gennemsnit"),
        ("Gennemsnitlig udgift", "kr."),
        ("Trivsel", "indeks"),
        ("Anbragte i plejefamilie", "andel"),
        ("Andel i plejefamilie", "antal"),
        ("Sagsbehandlingstid", "dage"),
        ("Opholdstid", "måneder"),
        ("Omgørelsesrate", "tal"),
        ("Takst", "kr."),
        ("Pris", "kr."),
    ],
)
def test_shares_rates_and_averages_do_not(indicator: str, unit: str) -> None:
    assert not has_total(indicator, unit)
