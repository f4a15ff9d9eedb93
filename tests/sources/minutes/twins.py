"""Minutes in our own wording, of the shapes that networks' minutes have."""

from __future__ import annotations

from tests.sources.minutes.build import Cell, Deleted, Inserted, Link, P, Shape, b, b2, p

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
    "Tilsynets besøg",
    "Aftalen om støtte i hverdagen til voksne med handicap, som gælder fra nytår",
    "Beskyttet beskæftigelse",
    "Regeringens plan for socialområdet",
    "KL’s oplæg om ældre med handicap – og hvem der betaler",
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
            [p("1) Åbning og valg af ordstyrer")],
            [p("Alle siger kort, hvem de er, og hvor de kommer fra, så nye kan følge med")],
            [
                P(agreed),
                p("Theta styrede ordet og holdt tiden hele vejen igennem mødet", comment=comment),
            ],
        ),
        (
            [p("2) Hvad betyder den nye lov for os i kommunerne?")],
            [
                p(
                    "Iota Iotasen (KL, konsulent, voksenområdet) fortæller om den nye lov. Vi ser "
                    "på, hvad loven vil, og hvad den ændrer i hverdagen på et botilbud og i en "
                    "forvaltning."
                ),
                p("Regn med ½ time i alt, og send gerne spørgsmål på forhånd."),
            ],
            [
                p("Iota viste, hvor ”det gamle” hører op. Iotas plancher er vedhæftet (pdf-fil)."),
                p("Herefter blev der stillet disse spørgsmål:"),
                b("Hvad sker der med de sager, der er begyndt efter den gamle lov?"),
                b2("Iota svarede, at de gøres færdige efter de gamle regler"),
                b(
                    "Tiden er knap: Flere kommuner når ikke at lære nye folk op, før loven træder "
                    "i kraft til sommer."
                ),
                b2("Kurserne er fyldt op til efter jul."),
                b2("Iota kender problemet fra andre egne af landet."),
                b("Hvem betaler? Det afklares først i finansloven for 2027."),
            ],
        ),
        (
            [p("3) Udkast til netværkets årsrapport skal læses igennem")],
            [
                p(
                    "Hvert efterår får styregruppen en årsrapport fra os. Kappa har skrevet "
                    "vedhæftede udkast, som I bedes læse på forhånd."
                ),
                p("Hav især øje for to afsnit, når I læser:"),
                b("3.6: Udfordringer og udviklingsbehov: Passer ordene stadig?"),
                b("3.7. Anbefalinger til styregruppen: Hvad vil vi bede dem om?"),
                p("Under pkt. 4.2 foreslås det, at vi fortsat arbejder med følgende fokusområder:"),
                *(b(area) for area in AREAS),
            ],
            [
                p("Udkastet blev læst igennem, og der kom disse input:"),
                b("En generel obs’er: Små og store kommuner kan ikke skæres over én kam."),
                p("Ift. afsnit 3.6 (udfordringer og udviklingsbehov) blev det sagt, at:"),
                b(
                    "Pind 1: ”Mangel på botilbud til unge.” Det præciseres, at byerne har flest "
                    "pladser, og at unge på landet flytter langt. Det skal stadig stå klart, at "
                    "ventetiden vokser overalt."
                ),
                b(
                    "Pind 2: Mangel på støtte i eget hjem. Det præciseres, at aftener og weekender "
                    "er værst. Kunne flere kommuner dele en vagt? I dag står de alene."
                ),
                b(
                    "Pind 3: Bekymring for, at jobcentre og botilbud arbejder hver for sig. ",
                    Link("Den nye aftale om støtte i hverdagen", LAW),
                    " siger intet om beskæftigelse. Det præciseres, at borgeren mærker det, når to "
                    "planer peger hver sin vej, og at ingen i dag har ansvaret for at samle dem. "
                    "Et fælles møde hvert halve år kan være en begyndelse.",
                ),
                b(
                    "NY pind tilføjes: Priserne på private tilbud er steget, uden at nogen har set "
                    "på, om borgerne får mere for dem."
                ),
                p("Ift. afsnit 3.6 anbefalinger:"),
                b(
                    "Ventelisterne: Ingen ved, hvor mange der venter, jf. KL’s notat fra 2024 "
                    "s. 6. Netværket anbefaler, at styregruppen får dem talt op."
                ),
                b(
                    "Fælles vagtordning: Netværket anbefaler, at styregruppen prøver en ordning af "
                    "hos tre naboer. Begynd med denne: ",
                    Link("kravspecifikation for indkøb", SPECIFICATION),
                ),
                p(
                    "Ift. afsnit 4.2 fokusområder for 2026: Rækkefølgen aftales, når det første "
                    "kvartal er gået."
                ),
                p(
                    "Kappa retter udkastet til og sender det rundt senest den 1. december, så alle "
                    "kan se, om noget mangler."
                ),
            ],
        ),
        (
            [p("4) Møder 2026")],
            [
                p("Disse datoer foreslås til møder i 2026, alle kl. 10-13:"),
                b("23. januar (hos Krisecenter Sjælland, hvis de har plads til os alle)"),
                b("8. maj"),
                b("18. september"),
                b("20. november"),
                p("Et par af dem kan holdes på skærm, så ingen skal køre hjemmefra kl. 7.00."),
            ],
            [
                p(
                    "Den 23. januar aflyses, fordi halvdelen er på kursus. Kappa finder en ny dag "
                    "sammen med krisecentret."
                ),
                p("De øvrige datoer er godkendt."),
                p("Kappa reserverer lokaler, så snart den nye dag er fundet."),
            ],
        ),
        (
            [p("5) IT/Journal-samarbejdet")],
            [
                p("Lambda Lambdasen (Stevns Kommune) giver nyt fra følgegruppen, fordi:"),
                b("journalen skiftes i 16 af de 17 kommuner til næste år, og"),
                b(
                    "alle får de samme problemer på samme tid, så der er meget at spare ved at "
                    "løse dem sammen."
                ),
            ],
            [
                p("Det nye system koster 563.935 kr. om året og tages tidligst i brug 1. april."),
                p("Vi talte om en fælles postkasse. Følgende blev aftalt:"),
                b("Alle opfordres til at skrive til Lambda, når noget driller."),
                b("Lambda bedes samle svarene i et ark."),
            ],
        ),
        (
            [
                p("6) Nyt fra rammeaftalen"),
                p(Link("Link til styregruppens referater", MINUTES_OF_STEERING_GROUP)),
            ],
            [p("My Mysen (rammeaftalens sekretariat) fortæller, hvad der rører sig.")],
            [
                p("My nævnte to ting:"),
                b("Flere elever fra 8. og 9. klasse søger hjælp end før."),
                b("En ny rapport om priser er på vej."),
            ],
        ),
        (
            [p("Eventuelt")],
            [],
            [p("Ny holder op med udgangen af året og sagde farvel til alle i kredsen.")],
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
        p("Adresse: Torvet 2, 4000 Roskilde, lokale 14"),
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
            [p("1. Åbning mv.")],
            [
                b("Eta bød velkommen, og mødet begyndte med en runde."),
                b("Det forrige referat blev godkendt."),
                b("Dagsordenen blev godkendt uden ændringer."),
            ],
        ),
        (
            [
                p("2. TEMA"),
                p("Bostøtte, som den ser ud i to kommuner på egnen"),
                b("Bilag: Beskrivelse af Odsherreds bostøtte"),
                b("Bilag: Plancher om Solrøds forløb (serviceloven § 85)"),
            ],
            [
                p(
                    "Odsherred: Theta Thetasen-Jo (koordinator) og Iota Iotasen (leder) viste, "
                    "hvordan de er begyndt forfra, jf. vedhæftede beskrivelse. De har lært, at:"
                ),
                b("Papir og virkelighed er ikke 1:1 – det tager tid"),
                b("Et helt forløb koster 563.935 kr. om året."),
                b("Tre ting er vigtige:"),
                b2("borgeren vælger selv sin dag,"),
                b2("naboer og foreninger er med, og"),
                b2("de ansatte deler kontor"),
                b("30 borgere er med i dag. De fleste er under 40."),
                p("Der blev spurgt:"),
                p("Hvem bestiller? Svar: Det gør rådgiveren, og planen følger med."),
                p("Solrød: Epsilon Epsilonsen og Kappa Kappasen gik en anden vej."),
                b("Der er to veje ind:"),
                P(("Besøg i hjemmet (aldrig behandling.)",), "List Number"),
                P(("Åbent hus – man kommer, når man har lyst.",), "List Number"),
                p("Kappa om tallene:"),
                b("De yngste kommer direkte fra 8. og 9. klasse."),
                b("En plads på 10-15 timer om ugen koster 15.000 kr."),
                b("På et botilbud er prisen tit over 50.000"),
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
            [p("3. Pladser på regionens botilbud, og hvem der får dem")],
            [p("Delta-Marie og Ditte (Region Sjælland) regner med kø resten af året.")],
        ),
        (
            [
                p("4. Psykiatrien, som årsrapporten kaldte den største knude."),
                p(Link("Link til netværkets årsrapport", REPORT)),
            ],
            [
                p(
                    "Gamma (Stevns) var i styregruppen den 12. marts. De vil gerne høre mere, før "
                    "de gør noget."
                ),
                p("Sagt undervejs:"),
                b("Telefonen bliver taget, når man ringer."),
                b("Udskrivninger kommer tit bag på kommunen."),
                p("Til sidst:"),
                b("Eta tager fat i Omega (tovholder i et andet netværk) for at høre deres syn."),
                b("Epsilon kontakter Lyshuset og beder dem om et besøg"),
            ],
        ),
        ([p("5. Bordet rundt")], [p("Alle havde travlt.")]),
        (
            [p("6. Nyt møde 25/9")],
            [
                p("Det næste møde flyttes en uge, fra 18/9 til 25/9."),
                p("Ny indkalder igen og spørger, om lokalet er ledigt."),
            ],
        ),
        (
            [p("7. Hvad skal vi tale om i september?")],
            [
                p("Det blev aftalt følgende:"),
                b("Epsilon kontakter Lyshuset, som måske kan komme på skærm"),
                b("Ny undersøger, hvad tilsynet har skrevet i år."),
                b("Ny taler med krisecentret om prisen på en plads"),
            ],
        ),
        (
            [
                p("8. Nyt fra rammeaftalen"),
                p(Link("Link til styregruppens referater", MINUTES_OF_STEERING_GROUP)),
                p("Link til plancher fra 26/4: ", Link(REPORT, REPORT)),
            ],
            [
                p("My Mysen (rammeaftalens sekretariat) havde fire ting med:"),
                p(
                    "a) Tre rapporter er ude (se linket til venstre): 1) om priser, 2) om køb og "
                    "3) om de få, men meget dyre forløb, som kommunerne selv betaler. "
                    "Styregruppen mødes den 14. august og skal vælge mellem:"
                ),
                p("1) at købe ind sammen eller"),
                p("2) at bygge nyt sammen."),
                p("b) Reglerne fra 2014 skrives om."),
                p("c) Årsrapporten var på dagsordenen 12/3, se pkt. 4."),
                p(
                    "d) Arbejdsgruppen mangler en leder. Ny sender opslaget rundt, så alle har det "
                    "før mødet den 30/6."
                ),
                p("a) Kontrakterne: uændret siden sidst."),
                p("My pegede også på ", Link("udvalgets delrapport om støtte", GATEWAY), "."),
            ],
        ),
        (
            [p("Eventuelt")],
            [
                p("Vi ses i Roskilde til næste møde den 25. september."),
                p("Husk at melde fra i god tid, så der ikke bestilles for meget mad."),
            ],
        ),
        (
            [p("Årshjul")],
            [
                p("-Emner, vi har lovet hinanden"),
                p("06.03: Samarbejde med Krisecenter Sjælland"),
                p("05.06: Bostøtte i to kommuner"),
                p("25.09:  Lyshuset og tilsynet"),
                p("20.11: Måske § 107 ?"),
            ],
        ),
    ]
    return Shape(head, ("Dagsordenspunkt", "Referat"), rows, (6.2, 19.5))
