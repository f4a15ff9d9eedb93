"""The sheets and their columns: one table for reading, making and explaining them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from reportgen.report.inputs import CASE_NUMBER, ECONOMY, KLE


class ColumnKind(Enum):
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
    MARK = auto()
    """A yes; an empty cell is a no."""
    YEAR = auto()
    NUMBER = auto()


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One column: its header, what it holds, its width in characters, its note in Danish."""

    header: str
    kind: ColumnKind
    width: float
    note: str
    attribute: str = ""
    """What `reportgen.report.inputs` calls it, in the record that a row becomes."""
    optional: bool = False
    """Whether a sheet may be without it."""


@dataclass(frozen=True, slots=True)
class SheetSpec:
    """One sheet; `letter` opens the ids of its rows, where they have ids."""

    name: str
    columns: tuple[ColumnSpec, ...]
    letter: str = ""
    optional: bool = False
    """Whether a workbook may be without it."""

    @property
    def headers(self) -> tuple[str, ...]:
        """The headers, in the order a new workbook has them."""
        return tuple(column.header for column in self.columns)


LINE, TEXT, ID, REFERENCE, STATUS, ORGANISATION, DATE, MARK, YEAR, NUMBER = ColumnKind

YES, NO = "ja", "nej"
"""What a mark says."""

_SOURCE_NOTE = (
    'Hvor oplysningen kommer fra, fx "Netværksmøde 11. november 2022, punkt 3". '
    "Alt i rapporten skal have en kilde."
)
_STATUS_NOTE = (
    "Vælg på listen: ny, fortsat eller afsluttet. Et afsluttet punkt vises i år og udgår næste år."
)
_TEXT_NOTE = (
    "Teksten, som den skal stå i rapporten. Nyt afsnit: Alt+Enter. "
    'Linjer, der begynder med "- " eller "1. ", bliver til lister. **fed** og *kursiv*.'
)
_ORGANISATION = ColumnSpec(
    "Organisation", ORGANISATION, 24, "Vælg kommunen eller regionen på listen.", "organisation"
)


def _id(letter: str, what: str) -> ColumnSpec:
    return ColumnSpec(
        "Id",
        ID,
        7,
        f"{what} eget nummer: {letter}1, {letter}2, {letter}3 … "
        "Nummeret følger rækken og bruges aldrig igen.",
        "id",
    )


def _list_section(
    name: str, letter: str, what: str, *own: ColumnSpec, after: tuple[ColumnSpec, ...] = ()
) -> SheetSpec:
    return SheetSpec(
        name,
        (
            _id(letter, what),
            ColumnSpec(
                "Overskrift", LINE, 32, "Kort overskrift. Den står med fed i rapporten.", "heading"
            ),
            ColumnSpec("Tekst", TEXT, 70, _TEXT_NOTE, "text"),
            *own,
            ColumnSpec("Status", STATUS, 12, _STATUS_NOTE, "status"),
            ColumnSpec("Kilde", TEXT, 34, _SOURCE_NOTE, "source"),
            *after,
        ),
        letter,
    )


MEMBERS = SheetSpec(
    "Medlemmer",
    (
        ColumnSpec("Navn", LINE, 28, "Medlemmets navn. Én række for hvert medlem.", "name"),
        _ORGANISATION,
        ColumnSpec("Rolle", LINE, 28, "Stilling eller rolle i netværket, fx tovholder.", "role"),
        ColumnSpec("E-mail", LINE, 32, "Medlemmets e-mailadresse på arbejdet.", "email"),
        ColumnSpec("Fra", DATE, 13, "Første dag som medlem, fx 01-01-2022. Må være tom.", "since"),
        ColumnSpec(
            "Til",
            DATE,
            13,
            "Sidste dag som medlem, fx 31-12-2022. Tom, så længe medlemmet er med.",
            "until",
        ),
    ),
)
CHALLENGES = _list_section("Udfordringer", "U", "Udfordringens")
RECOMMENDATIONS = _list_section(
    "Anbefalinger",
    "A",
    "Anbefalingens",
    ColumnSpec(
        "Udfordring",
        REFERENCE,
        12,
        "Id på den udfordring, anbefalingen svarer på, fx U2. Må være tom.",
        "challenge",
    ),
    after=(
        ColumnSpec(
            "Til",
            LINE,
            18,
            "Hvem der skal handle, fx styregruppen, K17, kommunerne eller regionen.",
            "addressee",
            optional=True,
        ),
        ColumnSpec(
            "Bedes beslutte",
            LINE,
            44,
            "Det, modtageren bedes beslutte: én sætning, som følger efter “at”, "
            "fx “sætte rammen om en fælles dialog”.",
            "asked",
            optional=True,
        ),
        ColumnSpec(
            "Frist",
            DATE,
            13,
            "Hvornår beslutningen senest skal være taget, fx 01-06-2023. Må være tom.",
            "due",
            optional=True,
        ),
    ),
)
FOCUS_AREAS = _list_section(
    "Fokusområder",
    "F",
    "Fokusområdets",
    ColumnSpec(
        "Prioritet",
        LINE,
        12,
        "Hvor højt det prioriteres, fx 1, 2 eller 3. Må være tom.",
        "priority",
    ),
)
FIGURES = SheetSpec(
    "Nøgletal",
    (
        ColumnSpec(
            "Indikator",
            LINE,
            40,
            "Hvad der måles, fx Antal anbringelser. Skrives ens i alle rækker.",
            "indicator",
        ),
        ColumnSpec(
            "Enhed", LINE, 14, "Enheden, fx antal, kr. eller pct. Én enhed pr. indikator.", "unit"
        ),
        _ORGANISATION,
        ColumnSpec("År", YEAR, 8, "Året, tallet gælder for, fx 2022.", "year"),
        ColumnSpec(
            "Værdi",
            NUMBER,
            14,
            "Tallet alene, uden enhed, fx 563935 eller 12,5. Én værdi pr. række. "
            "Findes tallet ikke, udelades rækken.",
            "value",
        ),
        ColumnSpec("Kilde", TEXT, 38, _SOURCE_NOTE, "source"),
        ColumnSpec(
            "Kort fortalt",
            MARK,
            14,
            "Skriv ja i én af indikatorens rækker, så står den på siden Kort fortalt. Højst tre "
            "indikatorer. Er ingen valgt, står de tre, der har ændret sig mest.",
            "in_short",
            optional=True,
        ),
    ),
)
FOLLOW_UP = SheetSpec(
    "Opfølgning",
    (
        _id("O", "Opfølgningens"),
        ColumnSpec(
            "Anbefaling",
            REFERENCE,
            13,
            "Id på den af sidste års anbefalinger, der følges op på, fx A1.",
            "recommendation",
        ),
        ColumnSpec(
            "Sag",
            LINE,
            26,
            "Hvad anbefalingen handler om, eller styregruppens sagsnummer eller punkt "
            "på dagsordenen.",
            "case",
        ),
        ColumnSpec("Fra", LINE, 26, "Hvem svaret kommer fra, fx styregruppen.", "sender"),
        ColumnSpec("Dato", DATE, 13, "Datoen for svaret, fx 11-11-2022.", "date"),
        ColumnSpec("Svar", TEXT, 70, "Styregruppens svar. Nyt afsnit: Alt+Enter.", "answer"),
        ColumnSpec(
            "Status", STATUS, 12, "Vælg på listen: afventer, besvaret eller afsluttet.", "status"
        ),
    ),
    "O",
)
WHEEL = SheetSpec(
    "Årshjul",
    (
        ColumnSpec("Dato", DATE, 13, "Mødets dato, fx 03-03-2023.", "date"),
        ColumnSpec("Emne", TEXT, 50, "Hvad mødet handler om.", "topic"),
        ColumnSpec("Form", LINE, 16, "Fx fysisk eller virtuelt.", "form"),
        ColumnSpec("Sted", LINE, 26, "Hvor mødet holdes, fx Teams eller et rådhus.", "place"),
        ColumnSpec("Gæster", TEXT, 36, "Hvem der inviteres ud over medlemmerne.", "guests"),
    ),
)

YEAR_FACTS = SheetSpec(
    "Året",
    (
        ColumnSpec(
            "Oplysning",
            LINE,
            24,
            f"Hvad der oplyses om året: {CASE_NUMBER}, {KLE} eller {ECONOMY}.",
            "name",
        ),
        ColumnSpec(
            "Værdi",
            TEXT,
            50,
            f"Det, der gælder for dette år. Er {CASE_NUMBER} eller {KLE} tom, gælder det, der står "
            f"i netvaerk.yaml. {ECONOMY} står i styregruppens mødesag.",
            "value",
        ),
    ),
    optional=True,
)

SHEETS = (
    *(MEMBERS, CHALLENGES, RECOMMENDATIONS, FOCUS_AREAS, FIGURES, FOLLOW_UP, WHEEL),
    YEAR_FACTS,
)
"""All sheets, in the order a new workbook has them."""
LIST_SECTIONS = (CHALLENGES, RECOMMENDATIONS, FOCUS_AREAS)
"""The sheets whose rows are points of the report."""
_FORMER_NOTES = (
    "Sagsnummer eller punkt på styregruppens dagsorden.",
    "Hvad der oplyses om året: Sagsnummer eller KLE.",
    "Det, der gælder for dette år. Er den tom, gælder det, der står i netvaerk.yaml.",
)
"""Notes of headers as earlier versions of the program wrote them."""
NOTES = frozenset(
    " ".join(note.split())
    for note in (*_FORMER_NOTES, *(c.note for sheet in SHEETS for c in sheet.columns))
)
"""Every note that the program writes, with its blanks as one."""
