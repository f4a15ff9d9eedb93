"""What names of files and mails tell of a party and of a year, as data."""

from __future__ import annotations

import unicodedata

import pytest

from reportgen.hearing.naming import other_year, parties_named

PARTIES = ("Faxe Kommune", "Greve Kommune", "Solrød Kommune", "Køge Kommune", "Region Sjælland")


@pytest.mark.parametrize(
    ("name", "parties"),
    [
        ("Faxe Kommune.docx", ["Faxe Kommune"]),
        ("Svar Greve.docx", ["Greve Kommune"]),
        ("Høringssvar - Solrød.docx", ["Solrød Kommune"]),
        (unicodedata.normalize("NFD", "Solrød og Køge.docx"), ["Solrød Kommune", "Køge Kommune"]),
        ("solroed.docx", ["Solrød Kommune"]),
        ("faxe_v02_rettet.docx", ["Faxe Kommune"]),
        ("FAXEs svar.docx", ["Faxe Kommune"]),
        ("faxekommune.docx", []),
        ("region-sjaelland-svar.docx", ["Region Sjælland"]),
        ("Rammeaftale Sjælland.docx", []),
        ("Kommunens svar.docx", []),
        ("afgreve.docx", []),
    ],
)
def test_parties(name: str, parties: list[str]) -> None:
    assert list(parties_named(name, PARTIES)) == parties


@pytest.mark.parametrize(
    ("names", "text", "year"),
    [
        (["Høringssvar til årsrapport 2021"], "", 2021),
        (["SV: Høring over årsrapporten for 2021"], "", 2021),
        (["20211126_Aarsrapport-2021_Boern-og-Unge_v02_hoering.docx"], "", 2021),
        (["2021-årsrapporten"], "", 2021),
        (["Årsrapport 2023"], "", 2023),
        (["Høringssvar 2021"], "", 2021),
        (["Høring 2023"], "", None),
        (["Høring over årsrapport 2022"], "Det stod i årsrapport 2021.", None),
        (["Svar"], "Bemærkninger til jeres årsrapport 2021: Husk natten.", 2021),
        (["Svar"], "Som i årsrapport 2021 mangler natten.", None),
        (["Svar"], "Bemærkninger til årsrapport 2022. Den for 2021 var bedre.", None),
        (["Svar", "scan 2021-11-26.docx"], "Møde den 3. maj 2021.", None),
    ],
)
def test_years(names: list[str], text: str, year: int | None) -> None:
    assert other_year(names, text, 2022) == year
