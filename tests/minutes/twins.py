"""Minutes in our own wording, of the shapes that networks' minutes have."""

from __future__ import annotations

from tests.minutes.build import Cell, Deleted, Inserted, Link, P, Shape, b, b2, p

ORGANISATIONS = (
    "Faxe Kommune",
    "Greve Kommune",
    "Guldborgsund Kommune",
    "Holbæk Kommune",
    "Lejre Kommune",
    "Næstved Kommune",
    "Odsherred Kommune",
    "Ringsted Kommune",
    "Solrød Kommune",
    "Stevns Kommune",
    "Region Sjælland",
)

LAW = "https://www.eksempel.dk/love/2025/ny-lov-om-stoette-i-hverdagen"
SPECIFICATION = "https://www.eksempel.dk/files/2025-03/kravspecifikation-for-indkoeb.pdf"
MINUTES_OF_STEERING_GROUP = "https://www.eksempel.dk/styregruppen/referater.aspx"
REPORT = "https://www.eksempel.dk/rapporter/oplaeg-til-styregruppen-om-boliger-og-priser-2026.pdf"
GATEWAY = (
    "https://email.sikkermail-security.example/url?l=7a91&k=11&url="
    "https%3A%2F%2Fwww.eksempel.dk%2Fudvalg%2Fdelrapport-om-stoette"
)
UNWRAPPED = "https://www.eksempel.dk/udvalg/delrapport-om-stoette"

AREAS = (
    "Botilbud til unge",
    "§ 85 og bostøtte",
    "Rekruttering af medarbejdere til botilbud",
    "Overgange fra barn til voksen",
    "Samarbejde med Krisecenter Sjælland",
    "Den nye lov",
    "Samarbejde med tilsynet",
    "Den nye aftale om støtte i hverdagen til voksne med handicap",
    "Beskyttet beskæftigelse",
    "Regeringens udspil om handicap",
    "KL’s udspil på voksenområdet – med overgang til ældreområdet",
    "§ 107 – midlertidige ophold",
    "IT-samarbejdet vedr. journaler",
)


def three_columns(*, tracked: bool = False, commented: bool = False) -> Shape:
    """Minutes with proposal and minutes side by side, absence but no list of those present."""
    head = [
        p(
            "Rammeaftale – Referat - Netværksgruppe Voksne og Handicap den 14. november 2025  - "
            "TEAMS møde kl. 10.00-12.00"
        ),
        p(
            "Afbud: Alfa Alfasen (Næstved Kommune), Beta Betasen (Guldborgsund kommune), "
            "Gamma Gammasen (Greve Kommune), Delta Deltasen (Holbæk Kommune), "
            "Epsilon Epsilonsen-Holm (Holbæk Kommune), Zeta Zetasen (Lejre Kommune)."
        ),
    ]
    agreed: tuple[str | Inserted | Deleted, ...] = ("Dagsorden godkendt.",)
    if tracked:
        agreed = ("Dagsorden ", Deleted("udsat"), Inserted("godkendt"), ".")
    comment = "Husk at rette navnet" if commented else ""
    rows: list[tuple[Cell, Cell, Cell]] = [
        (
            [p("1) Velkommen og godkendelse af dagsorden")],
            [p("Velkommen til nye i netværket og en kort runde med navne")],
            [
                P(agreed),
                p("Theta tilbød at være ordstyrer i dag – stor tak for det", comment=comment),
            ],
        ),
        (
            [p("2) Den nye lov – oplæg ved KL og drøftelse")],
            [
                p(
                    "Iota Iotasen (KL, konsulent, socialpolitik) holder et oplæg om den nye lov. "
                    "Fokus er på hensigterne med loven og på de ændringer, der betyder mest for "
                    "kommunerne, som forslaget ser ud nu."
                ),
                p("Oplægget tager ca. ½ time. Dvs. der er ca. 15 minutter til spørgsmål."),
            ],
            [
                p(
                    "Iota gav et klart overblik over ”hvad der er nyt”. Iotas plancher er "
                    "vedhæftet (pdf-version)."
                ),
                p("Herefter blev der stillet disse spørgsmål:"),
                b("Får det opsættende virkning, når en borger klager over en afgørelse?"),
                b2("Iota vurderer, at det gør det, men at der stadig kan ske ændringer"),
                b(
                    "Økonomien er for lille: Flere sagde, at der er gode tanker i forslaget, men "
                    "også mange dele, som koster tid og penge."
                ),
                b2("Der mangler støttepersoner i næsten alle kommuner."),
                b2("Iota oplyser, at KL vurderer, at midlerne IKKE rækker."),
                b("Kan det udskydes? KL arbejder for, at loven først gælder fra april 2027."),
            ],
        ),
        (
            [p("3) Netværkets årsrapport skal kvalificeres og godkendes")],
            [
                p(
                    "Netværket skriver hvert år en årsrapport til styregruppen. Kappa har lavet "
                    "vedhæftede udkast, som netværket skal kvalificere."
                ),
                p("Særligt disse punkter drøftes (men al input er velkommen):"),
                b("3.6: Udfordringer og udviklingsbehov: Kom med præciseringer."),
                b("3.7. Anbefalinger til styregruppen: Har netværket anbefalinger?"),
                p(
                    "I årsrapporten pkt. 4.2 lægges op til, at fokusområderne fortsat er følgende "
                    "– men kom med rettelser eller flere:"
                ),
                *(b(area) for area in AREAS),
            ],
            [
                p("Netværket gennemgik udkastet og kvalificerede med følgende input:"),
                b(
                    "En generel obs’er til styregruppen er, at regionen er stor, så der er forskel "
                    "på kommunerne."
                ),
                p("Ift. afsnit 3.6 vedrørende udfordringer og udviklingsbehov blev der peget på:"),
                b(
                    "Pind 1: ”Mangel på botilbud til unge.” Det præciseres, at der er forskel på "
                    "kommunerne, og at det også handler om ”den gode overgang” fx med en fast "
                    "kontaktperson. Samtidig fastholdes det, at mange kommuner mangler pladser."
                ),
                b(
                    "Pind 2: Mangel på støtte i eget hjem. Det præciseres, at der også her er "
                    "forskel på kommunerne. Kan vi fx stille ens krav til leverandørerne? I dag "
                    "er kvaliteten meget forskellig."
                ),
                b(
                    "Pind 3: Bekymring for, at almenområdet får for lidt støtte til at løse sin "
                    "opgave over for voksne med handicap. ",
                    Link("Den nye aftale om støtte i hverdagen", LAW),
                    " rummer ikke forventninger til beskæftigelsesområdet. Det præciseres, at det "
                    "ikke kun handler om lovgivning, men også om, at parterne kender hinandens "
                    "forventninger til, hvilke opgaver der løses hvor. Jobcentrene er også "
                    "pressede. Kan vi tale mere om samarbejdet?",
                ),
                b(
                    "NY pind tilføjes: Netværket ser et behov for et ”eftersyn” af tilbuddene hos "
                    "region og private leverandører med fokus på pris, indhold og kvalitet."
                ),
                p("Ift. afsnit 3.6 anbefalinger:"),
                b(
                    "Ventelisterne: Der er behov for dialog mellem Region Sjælland og kommunerne "
                    "om ”ventelisterne”. Jf. KL’s notat fra 2024 s. 6. Netværket anbefaler, at "
                    "styregruppen sætter rammen for den dialog."
                ),
                b(
                    "Udvikling af bostøtten: Netværket anbefaler, at styregruppen ser på, hvordan "
                    "der kan laves en fælles ramme for målgrupper, kvalitet, pris mv. sammen med "
                    "leverandørerne. Der er hjælp at hente i denne: ",
                    Link("kravspecifikation for indkøb", SPECIFICATION),
                ),
                p(
                    "Ift. afsnit 4.2 fokusområder for 2026: De nye punkter ovenfor tilføjes, og "
                    "fokusområderne prioriteres på første møde i 2026."
                ),
                p(
                    "Kappa opdaterer årsrapporten og sender inden så længe den rettede udgave i "
                    "”høring” i netværket med en bemærkning om, at den er drøftet her."
                ),
            ],
        ),
        (
            [p("4) Møder 2026")],
            [
                p("Følgende netværksmøder foreslås i 2026 – fredage kl. 10-13:"),
                b("23. januar (Med besøg af Krisecenter Sjælland, evt. i Ringsted?)"),
                b("8. maj"),
                b("18. september"),
                b("20. november"),
                p("Nogle af møderne bliver måske virtuelle og evt. kun til kl. 12.00."),
            ],
            [
                p(
                    "Der skal findes en anden fredag end den 23. januar, da der er topmøde den "
                    "dag. Kappa aftaler ny dato med Krisecenter Sjælland."
                ),
                p("Øvrige datoer er godkendt. Fredage er OK."),
                p("Kappa booker de 4 datoer i Outlook, så snart de er klar."),
            ],
        ),
        (
            [p("5) IT/Journal-samarbejdet")],
            [
                p("Lambda Lambdasen (Stevns Kommune) orienterer med 2 formål:"),
                b("at dele viden fra den landsdækkende styregruppe, samt"),
                b(
                    "at vi får delt viden om, at samarbejdet fremover kobles på aftalen. 16 af de "
                    "17 kommuner bruger systemet."
                ),
            ],
            [
                p(
                    "Lambda orienterer om, at styregruppen prioriterer drift og snitflader. "
                    "Prisen er 563.935 kr. om året, og ændringerne er ikke klar 1. april."
                ),
                p("Netværket drøftede, hvordan viden bedst deles. Følgende blev aftalt:"),
                b("Alle opfordres til at sende spørgsmål til Lambda."),
                b("Lambda opfordres til at videresende referater til netværket."),
            ],
        ),
        (
            [
                p("6) Nyt fra rammeaftalen"),
                p(Link("Link til seneste styregruppemøde", MINUTES_OF_STEERING_GROUP)),
            ],
            [p("My Mysen (rammeaftalens sekretariat) orienterer kort om nyt fra rammeaftalen.")],
            [
                p("My orienterede:"),
                b("Der er sket en stor stigning i antal anbringelser fra 8. og 9. klasse."),
                b("Konsulenternes rapport sendes i høring i netværkene."),
            ],
        ),
        (
            [p("Eventuelt")],
            [],
            [p("Ny takkede for samarbejdet og fratræder ved udgangen af november.")],
        ),
    ]
    return Shape(
        head,
        ("Dagsordenspunkt", "Uddybning", "Referat"),
        rows,
        (4.6, 8.2, 12.9),
        "Sagsnr. 25/1234",
    )


def two_columns() -> Shape:
    """Minutes with the minutes beside the items, lists inside items, guests, a year wheel."""
    head = [
        p(
            "Rammeaftale – REFERAT - Netværksgruppe Voksne og Handicap den 5. juni 2026 "
            "kl. 10.00-13.00"
        ),
        p("Adresse: Rådhuspladsen 1, 4100 Ringsted, mødelokale 1"),
        p(
            "Deltagere: Alfa Alfasen (Odsherred), Beta Betasen (Guldborgsund); Gamma Gammasen "
            "(Stevns), Delta-Marie Due Deltasen og Ditte Dalsen (Region Sjælland), Epsilon "
            "Epsilonsen (Solrød), Zeta Zetasen (Holbæk), Eta Etasen (Roskilde). Samt under pkt. 2 "
            "Theta Thetasen-Jo og Iota Iotasen (Odsherred) og Kappa Kappasen (Solrød) og under "
            "punkt 8 My Mysen (Rammeaftale Sjælland). Referat: Ny Nysen (Holbæk)"
        ),
        p(
            "Fraværende: Xi Xisen (Lolland), Omikron Omikronsen (Odsherred); Pi Pisen (Greve), "
            "Rho Rhosen (Guldborgsund); Sigma Sigmasen (Køge Kommune), Tau Tausen (Greve), "
            "Pi Pisen (Greve), Ypsilon Ypsilonsen og Fi Fisen (Ringsted)"
        ),
    ]
    rows: list[tuple[Cell, Cell]] = [
        (
            [p("1. Velkommen mv.")],
            [
                b("Eta bød velkommen, og mødet begyndte med en runde."),
                b("Referat fra sidste møde blev godkendt."),
                b("Dagsorden blev godkendt."),
            ],
        ),
        (
            [
                p("2. TEMA"),
                p("Bostøtte med besøg fra Odsherred og inspiration fra Solrød"),
                b("Bilag: Beskrivelse af Odsherreds bostøtte"),
                b("Bilag: Plancher om Solrøds forløb (serviceloven § 85)"),
            ],
            [
                p(
                    "Inspiration fra Odsherred: Theta Thetasen-Jo (koordinator) og Iota Iotasen "
                    "(leder) fortalte om bostøtten, jf. vedhæftede beskrivelse. Undervejs kom de "
                    "ind på disse erfaringer:"
                ),
                b("Materialet er en vision – praksis er ikke 1:1 det samme som beskrivelsen"),
                b("Årlig pris 563.935 kr. for et helt forløb."),
                b("Tilbuddet har fokus på:"),
                b2("mere inddragelse af borgeren,"),
                b2("tilknytning til lokalområdet og foreningslivet og"),
                b2("samarbejde – man sidder tættere sammen"),
                b("30 borgere. Målgruppen har brug for ro."),
                p("Spørgsmål fra netværket:"),
                p("Hvordan skelner man? Svar: Det er flettet sammen, og målene følger planen."),
                p("Inspiration fra Solrød: Epsilon Epsilonsen og Kappa Kappasen fortalte om det."),
                b("Indsatsen går i 2 spor:"),
                P(
                    ("Støtte i hjemmet (dvs. tilbud med bostøtte – ikke behandling.)",),
                    "List Number",
                ),
                P(
                    ("Fokusforløb – som Kappa fortæller om. Det er et frivilligt tilbud.",),
                    "List Number",
                ),
                p("Kappa vedr. forløbet:"),
                b("Målgruppen er typisk sårbare unge mellem 18-24 år (tidligere 8. og 9. klasse)."),
                b("Pris: 15.000 kr. pr. måned – 10-15 timers 1:1 støtte pr. uge."),
                b("Det er et alternativ til botilbud, som kan koste 50.000 pr. måned"),
                *(
                    b(
                        f"Erfaring nr. {n}: Borgeren møder den samme person gennem hele forløbet, "
                        "og det giver ro om de aftaler, der bliver lavet, også når der er skift i "
                        "kommunen, i boligen eller i arbejdet undervejs i forløbet."
                    )
                    for n in range(1, 13)
                ),
            ],
        ),
        (
            [p("3. Drøfte samarbejde mellem kommuner og regionens institutioner")],
            [p("Delta-Marie og Ditte (Region Sjælland) oplyste, at regionen oplever ventetid.")],
        ),
        (
            [
                p("4. Drøfte problematik nævnt i årsrapport vedr. psykiatrien."),
                p(Link("Link til netværkets årsrapport 2025", REPORT)),
            ],
            [
                p(
                    "Gamma (Stevns) fortalte om fremlæggelsen af årsrapporten på styregruppemødet "
                    "den 12. marts. Styregruppen bad netværket uddybe problematikken."
                ),
                p("Drøftelse:"),
                b("Netværket oplever et fint samarbejde med psykiatrien."),
                b("Der er behov for dialog med psykiatrien om de nye klynger."),
                p("Opsamling:"),
                b("Eta tager fat i Omega (tovholder for et andet netværk) mhp. at blive klogere."),
                b("Epsilon kontakter Lyshuset mhp at de kan deltage på netværksmøde"),
            ],
        ),
        ([p("5. Kommunerunden")], [p("Intet nyt til kommunerunden.")]),
        (
            [p("6. Flytte næste møde til 25/9")],
            [
                p("Næste møde flyttes fra 18/9 til 25/9."),
                p("Ny indkalder i Outlook og undersøger, om Ringsted kan lægge lokale til."),
            ],
        ),
        (
            [p("7. Input til dagsorden næste møde")],
            [
                p("Følgende emner, opgaver og gæster blev aftalt til næste møde."),
                b("Epsilon kontakter Lyshuset, om de kan deltage, evt. virtuelt"),
                b("Ny undersøger, om tilsynet kan deltage mhp. status på tilbuddene."),
                b("Ny taler med Krisecentret om deltagelse mhp. at præsentere priser"),
            ],
        ),
        (
            [
                p("8. Nyt fra rammeaftalen"),
                p(Link("Link til seneste styregruppereferat", MINUTES_OF_STEERING_GROUP)),
                p("Link til kort oplæg om boliger 26/4: ", Link(REPORT, REPORT)),
            ],
            [
                p("My Mysen (rammeaftalens sekretariat) orienterede om nyt, herunder:"),
                p(
                    "a) Analyser af udfordringer. Der er behandlet 3 analyser, (jf. link til "
                    "venstre), 1) Analyse af udgifterne, 2) Analyse af køb og 3) Særligt dyre "
                    "sager. Styregruppen mødes den 14. august om beslutningen 26/4:"
                ),
                p("1) et stærkere samarbejde om køb hos private leverandører og"),
                p("2) et stærkere samarbejde om tilbud til små målgrupper."),
                p("b) Centrale udmeldinger. Siden 2014 har styrelsen haft opgaven."),
                p("c) Opfølgning på årsrapporten jf. referat fra styregruppemøde 12/3. Se pkt. 4."),
                p(
                    "d) Sikrede pladser. Ny sender kommissorium + indkaldelse til mødet den 30/6 "
                    "til netværket."
                ),
                p("a) Status ift. nationale kontrakter. Intet nyt."),
                p(
                    "My anbefalede desuden ",
                    Link("udvalgets første delrapport om støtte", GATEWAY),
                    ".",
                ),
            ],
        ),
        (
            [p("Eventuelt")],
            [
                p("Næste møde den 25. september afholdes fysisk."),
                p("Vedr. hybridmøder: Lav en aftale med en anden deltager, hvis I vil være med."),
            ],
        ),
        (
            [p("Årshjul")],
            [
                p("-Prioriterede emner til netværkets møder"),
                p("06.03: Samarbejde med Krisecenter Sjælland"),
                p("05.06: Odsherred og Solrød vedr. bostøtte"),
                p("25.09:  Tilsynet, Lyshuset og Krisecenter Sjælland"),
                p("20.11: Evt. samarbejdsstrukturer i psykiatrien og § 107 ?"),
            ],
        ),
    ]
    return Shape(head, ("Dagsordenspunkt", "Referat"), rows, (6.2, 19.5))
