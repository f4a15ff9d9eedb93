"""A telephone number is told from years, amounts, dates, ranges and numbers of cases."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.checks.privacy import plainly
from reportgen.checks.telephones import telephones

NUMBERS = st.integers(20_000_000, 99_999_999).map(str)


def digits(text: str) -> list[str]:
    return [found.digits for found in telephones(plainly(text))]


@pytest.mark.parametrize(
    "text",
    [
        "Ring 23 45 67 89.",
        "23456789",
        "Tlf.: 23456789",
        "tlf.23456789",
        "Tlf.nr.: 23 45 67 89",
        "Telefonnummeret er 23 45 67 89",
        "2345 6789",
        "2345-6789",
        "23.45.67.89",
        "23-45-67-89",
        "23 45 6789",
        "2345 67 89",
        "234 56 789",
        "+45 23456789",
        "+4523456789",
        "+45 23 45 67 89",
        "+45 2345 6789",
        "+45 23 456 789",
        "+45-2345-6789",
        "004523456789",
        "0045 23 45 67 89",
        "(+45) 2345 6789",
        "(45) 23456789",
        "45 23 45 67 89",
        "(23 45 67 89)",
        "tlf. 23 456 789",
        "Mobil: 234 567 89",
        "ring til os på 2345.6789",
        "ring på telefon nr. 23456789",
        "Direkte tlf. 23-456789",
        "telefon 23\u00a045\u00a067\u00a089, hverdage",
        "2345\u20116789",
        "2345\u20136789",
        "23\u202f45\u202f67\u202f89",
        "23\u00ad45\u200b6789",
        "Leder\t23 45 67 89\tRådhuset",
        "tel:+4523456789",
        'HYPERLINK "tel:23456789"',
        "23456789 (kl. 9-12)",
        "23 45 67 89 Børn og Unge",
        "leder@baek.example, 23456789",
        "I 2022 23 45 67 89",
        "23 45 67 89 4640 Faxe",
        "CVR 12345678, tlf. 23456789",
        "https://example.dk/12345678 23456789",
    ],
)
def test_a_telephone_number_is_found_however_it_is_written(text: str) -> None:
    assert digits(text) == ["23456789"]


@pytest.mark.parametrize(
    "text",
    ["23456789/98765432", "2345 6789 / 9876 5432", "23 45 67 89, 98 76 54 32", "23456789,98765432"],
)
def test_two_numbers_beside_each_other_are_both_found(text: str) -> None:
    assert digits(text) == ["23456789", "98765432"]


@pytest.mark.parametrize(
    ("text", "number"), [("+46 70 123 45 67", "46701234567"), ("0049 30 1234567", "0049301234567")]
)
def test_a_number_of_a_neighbouring_country_is_found(text: str, number: str) -> None:
    assert digits(text) == [number]


@pytest.mark.parametrize(
    "text",
    [
        # Years
        "I 2022 2023 var der",
        "perioden 2022-2023",
        "perioden 2022\u20132023",
        "2020 2021 2022",
        "2021/2022 og 2022/2023",
        "Mobil 2022-2023",
        "20 21 22 23",
        "21-22-23-24",
        "I 2022 4640 borgere",
        "budget 2023 5600",
        # Dates and times
        "20221115_Referat.pdf",
        "den 20221115",
        "24122022",
        "24.12.2022",
        "24-12-2022",
        "24 12 2022",
        "2022-11-15",
        "2022 11 15",
        "kl. 20.00-22.00",
        "20.00 - 22.00",
        # Amounts and counts
        "12.345.678",
        "23.456.789",
        "23 456 789",
        "23 456 789 kroner",
        "23456789 kr.",
        "kr. 23456789",
        "DKK 23456789",
        "23456789 borgere",
        "563.935 borgere",
        "23.456,78",
        "23456789,50",
        "1,23456789",
        "+5,3 og -2345",
        "23,45,67,89",
        "23, 45, 67 og 89",
        # Ranges
        "2500-3000 kr.",
        "2500-3000 borgere",
        "postnumrene 4000-4990",
        "side 2340-2350",
        # Cases, companies, books and accounts
        "Journalnr. 23456789",
        "j.nr. 23456789",
        "sag 24/23456789",
        "sagsnr. 2022-4567",
        "Sagsnummer: 2345-6789",
        "27.00.00-G01-12-22",
        "22-012345",
        "2022-4567",
        "CVR 23456789",
        "CVR-nr. 23456789",
        "CVR-nummer: 23 45 67 89",
        "SE-nr. 23456789",
        "P-nummer 2345678901",
        "DK23456789",
        "DK-23456789",
        "ISBN 978-87-2345-678-9",
        "ISBN 87 2345 6789 1",
        "978-87-2345-678-9",
        "ISSN 2345-6789",
        "EAN 5798002345678",
        "EAN-nr. 5798 0023 4567 8",
        "konto 1234 23456789",
        "faktura nr. 23456789",
        # Addresses and names of files
        "https://example.dk/23456789",
        "www.example.dk/side?id=23456789",
        "Bilag-23456789.pdf",
        "23456789.docx",
        "foto_23456789",
        # Too short, too long, or none in Denmark
        "1234567",
        "234567890123",
        "12345678",
        "01 23 45 67",
        "112 og 1813",
        "(45 af 98)",
    ],
)
def test_years_amounts_dates_ranges_and_case_numbers_are_no_telephones(text: str) -> None:
    assert digits(text) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ring til 23 45 67 89.", "23 45 67 89"),
        ("Tlf. (+45) 2345 6789", "(+45) 2345 6789"),
        ("mobil +4523456789", "+4523456789"),
    ],
)
def test_what_is_shown_is_the_number_and_no_more(text: str, shown: str) -> None:
    assert [found.shown for found in telephones(text)] == [shown]


@given(NUMBERS, st.sampled_from(["+45 ", "+45", "0045 ", "Tlf. ", "telefon: ", "Mobil "]))
def test_a_number_that_says_it_is_one_is_always_found(number: str, before: str) -> None:
    for text in (number, " ".join(number[i : i + 2] for i in (0, 2, 4, 6))):
        assert digits(f"Skriv eller {before}{text}, tak.") == [number]


@given(st.integers(1, 999), st.integers(0, 999), st.integers(0, 999))
def test_an_amount_with_its_thousands_parted_is_never_one(a: int, b: int, c: int) -> None:
    for mark in (".", " "):
        assert digits(f"I alt {a}{mark}{b:03}{mark}{c:03} kr.") == []
        assert digits(f"I alt {a}{mark}{b:03} borgere") == []
