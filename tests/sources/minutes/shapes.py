"""Other shapes that minutes have: headings, five columns, plain lists."""

from __future__ import annotations

from tests.sources.minutes.build import Shape, p, running


def headings() -> bytes:
    """A Word file without a table: headings, labels, an overview of the agenda first."""
    return running(
        [
            ("Title", "Referat af møde i Netværk for Sundhed"),
            ("", "Dato: Torsdag den 5. marts 2026"),
            ("", "Tid: kl. 9.30 til 12.00"),
            ("", "Sted: Aalborg Rådhus, lokale 12"),
            ("Heading 1", "Deltagere"),
            ("List Bullet", "Alfa Alfasen, Aalborg Kommune"),
            ("List Bullet", "Beta Betasen, Rebild Kommune (referent)"),
            ("List Bullet", "Gamma Gammasen, Region Nordjylland"),
            ("Heading 1", "Afbud"),
            ("", "Delta Deltasen, Hjørring Kommune"),
            ("Heading 1", "Dagsorden"),
            ("", "1. Velkomst"),
            ("", "2. Status på samarbejdet"),
            ("", "3. Næste møde"),
            ("", "4. Eventuelt"),
            ("Heading 1", "1. Velkomst"),
            ("", "Alfa bød velkommen. Dagsordenen blev godkendt."),
            ("Heading 1", "2. Status på samarbejdet"),
            ("", "Indstilling: Det indstilles, at netværket drøfter status."),
            ("", "Referat: Beta fortalte om status. Der er nu 3 ud af 4 på plads:"),
            ("List Number", "Kontrakt"),
            ("List Number", "Bemanding"),
            (
                "",
                "Beslutning: Netværket tog status til efterretning. Beta sender et notat til alle "
                "senest den 1. april 2026.",
            ),
            ("Heading 1", "3. Næste møde"),
            ("", "Næste møde er den 11. juni 2026 kl. 9.30-12.00 og holdes i Hjørring."),
            ("Heading 1", "4. Eventuelt"),
            ("", "Intet."),
        ]
    )


def five_columns() -> Shape:
    """A table with a column for the number, for the decision and for who does it."""
    return Shape(
        [
            p("Referat – møde i netværket, den 3/2-2026 kl. 13-15"),
            p("Til stede: Faxe, Greve og Holbæk"),
            p("Afbud: Ingen"),
        ],
        ("Nr.", "Punkt", "Indstilling", "Beslutning", "Ansvarlig/frist"),
        [
            ([p("1")], [p("Godkendelse af dagsorden")], [], [p("Godkendt.")], []),
            (
                [p("2")],
                [p("Økonomi"), p("Bilag 1: Regnskab"), p("Bilag 2: Budget")],
                [p("At netværket drøfter regnskabet.")],
                [p("Regnskabet blev godkendt. Budgettet udsættes til næste møde.")],
                [p("Sekretariatet, 1. marts")],
            ),
            ([p("3")], [p("Evt.")], [], [p("Intet")], []),
        ],
        (1.5, 5, 7, 8, 4),
    )


NUMBERED = """\
Referat fra netværksmøde d. 12.01.2026

Mødetid: 10.00-12.00
Mødeform: Online

Til stede:
Alfa Alfasen (Faxe)
Beta Betasen (Greve)

Ikke til stede: Gamma Gammasen (Stevns)

Referent: Beta Betasen

Punkt 1: Godkendelse af dagsorden
Godkendt uden bemærkninger.

Punkt 2: Årsrapport 2025
Vi gennemgik afsnit 3.6.
Afsnit 3.6, pind 2: udgår, da den er løst.
Afsnit 3.6, pind 3 ændres til: Mangel på sagsbehandlere i alle kommuner.
Under 4.2 tilføjes et nyt fokusområde: Unge uden job
Netværket anbefaler, at styregruppen sætter en analyse i gang.

Punkt 3: Mødedatoer
Følgende datoer er aftalt:
- 5. marts kl. 10-12
- 4. juni
Mødet den 4. juni flyttes til den 11. juni.
Tre ting skal forberedes:
1. Lokale
2. Oplæg
3. Forplejning

Eventuelt
Intet.
"""
