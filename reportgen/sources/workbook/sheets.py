"""The seven sheets and their columns: one table for reading, making and explaining them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Kind(Enum):
    """What a column holds."""

    LINE = auto()
    """Text on one line: a name, a heading, a number of a case."""
    TEXT = auto()
    """Text that may have paragraphs and lists."""
    ID = auto()
    """The id of the row, as ``U1``."""
    REFERENCE = auto()
    """An id that stands somewhere else."""
    STATUS = auto()
    ORGANISATION = auto()
    DATE = auto()
    YEAR = auto()
    NUMBER = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its header, what it holds, its width in characters, its note in Danish."""

    header: str
    kind: Kind
    width: float
    note: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; `letter` opens the ids of its rows, where they have ids."""

    name: str
    columns: tuple[Column, ...]
    letter: str = ""

    @property
    def headers(self) -> tuple[str, ...]:
        """The headers, in the order a new workbook has them."""
        return tuple(column.header for column in self.columns)


_SOURCE = (
    'Hvor oplysningen kommer fra, fx "Netværksmøde 11. november 2022, punkt 3". '
    "Alt i rapporten skal have en kilde."
)
_STATUS = (
    "Vælg på listen: ny, fortsat eller afsluttet. Et afsluttet punkt vises i år og udgår næste år."
)
_TEXT = (
    "Teksten, som den skal stå i rapporten. Nyt afsnit: Alt+Enter. "
    'Linjer, der begynder med "- " eller "1. ", bliver til lister. **fed** og *kursiv*.'
)


def _id(letter: str, what: str) -> Column:
    return Column(
        "Id",
        Kind.ID,
        7,
        f"{what} eget nummer: {letter}1, {letter}2, {letter}3 … "
        "Nummeret følger rækken og bruges aldrig igen.",
    )


def _list_section(name: str, letter: str, what: str, *own: Column) -> Sheet:
    return Sheet(
        name,
        (
            _id(letter, what),
            Column("Overskrift", Kind.LINE, 32, "Kort overskrift. Den står med fed i rapporten."),
            Column("Tekst", Kind.TEXT, 70, _TEXT),
            *own,
            Column("Status", Kind.STATUS, 12, _STATUS),
            Column("Kilde", Kind.TEXT, 34, _SOURCE),
        ),
        letter,
    )


MEMBERS = Sheet(
    "Medlemmer",
    (
        Column("Navn", Kind.LINE, 28, "Medlemmets navn. Én række for hvert medlem."),
        Column(
            "Organisation",
            Kind.ORGANISATION,
            24,
            "Vælg kommunen eller regionen på listen.",
        ),
        Column("Rolle", Kind.LINE, 28, "Stilling eller rolle i netværket, fx tovholder."),
        Column("E-mail", Kind.LINE, 32, "Medlemmets e-mailadresse på arbejdet."),
        Column("Fra", Kind.DATE, 13, "Første dag som medlem, fx 01-01-2022. Må være tom."),
        Column(
            "Til",
            Kind.DATE,
            13,
            "Sidste dag som medlem, fx 31-12-2022. Tom, så længe medlemmet er med.",
        ),
    ),
)
CHALLENGES = _list_section("Udfordringer", "U", "Udfordringens")
RECOMMENDATIONS = _list_section(
    "Anbefalinger",
    "A",
    "Anbefalingens",
    Column(
        "Udfordring",
        Kind.REFERENCE,
        12,
        "Id på den udfordring, anbefalingen svarer på, fx U2. Må være tom.",
    ),
)
FOCUS_AREAS = _list_section(
    "Fokusområder",
    "F",
    "Fokusområdets",
    Column("Prioritet", Kind.LINE, 12, "Hvor højt det prioriteres, fx 1, 2 eller 3. Må være tom."),
)
FIGURES = Sheet(
    "Nøgletal",
    (
        Column(
            "Indikator",
            Kind.LINE,
            40,
            "Hvad der måles, fx Antal anbringelser. Skrives ens i alle rækker.",
        ),
        Column("Enhed", Kind.LINE, 14, "Enheden, fx antal, kr. eller pct. Én enhed pr. indikator."),
        Column(
            "Organisation",
            Kind.ORGANISATION,
            24,
            "Vælg kommunen eller regionen på listen.",
        ),
        Column("År", Kind.YEAR, 8, "Året, tallet gælder for, fx 2022."),
        Column(
            "Værdi",
            Kind.NUMBER,
            14,
            "Tallet alene, uden enhed, fx 563935 eller 12,5. Én værdi pr. række. "
            "Findes tallet ikke, udelades rækken.",
        ),
        Column("Kilde", Kind.TEXT, 38, _SOURCE),
    ),
)
FOLLOW_UP = Sheet(
    "Opfølgning",
    (
        _id("O", "Opfølgningens"),
        Column(
            "Anbefaling",
            Kind.REFERENCE,
            13,
            "Id på den af sidste års anbefalinger, der følges op på, fx A1.",
        ),
        Column(
            "Sag",
            Kind.LINE,
            26,
            "Hvad anbefalingen handler om, eller styregruppens sagsnummer eller punkt "
            "på dagsordenen.",
        ),
        Column("Fra", Kind.LINE, 26, "Hvem svaret kommer fra, fx styregruppen."),
        Column("Dato", Kind.DATE, 13, "Datoen for svaret, fx 11-11-2022."),
        Column("Svar", Kind.TEXT, 70, "Styregruppens svar. Nyt afsnit: Alt+Enter."),
        Column("Status", Kind.STATUS, 12, "Vælg på listen: afventer, besvaret eller afsluttet."),
    ),
    "O",
)
WHEEL = Sheet(
    "Årshjul",
    (
        Column("Dato", Kind.DATE, 13, "Mødets dato, fx 03-03-2023."),
        Column("Emne", Kind.TEXT, 50, "Hvad mødet handler om."),
        Column("Form", Kind.LINE, 16, "Fx fysisk eller virtuelt."),
        Column("Sted", Kind.LINE, 26, "Hvor mødet holdes, fx Teams eller et rådhus."),
        Column("Gæster", Kind.TEXT, 36, "Hvem der inviteres ud over medlemmerne."),
    ),
)

SHEETS = (MEMBERS, CHALLENGES, RECOMMENDATIONS, FOCUS_AREAS, FIGURES, FOLLOW_UP, WHEEL)
"""All sheets, in the order a new workbook has them."""
LIST_SECTIONS = (CHALLENGES, RECOMMENDATIONS, FOCUS_AREAS)
"""The sheets whose rows are points of the report."""
