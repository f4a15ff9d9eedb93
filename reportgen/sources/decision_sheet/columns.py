"""The columns of the sheet ``Svar``: one table for writing and for reading it."""

from __future__ import annotations

from reportgen.hearing.decisions.rulings import Outcome
from reportgen.sources.workbook.sheets import ColumnKind as Kind
from reportgen.sources.workbook.sheets import ColumnSpec, SheetSpec

ID, MET, WORDING, ASSESSMENT, REASON = (
    *("Id", "Imødekommet", "Ny ordlyd"),
    *("Sekretariatets vurdering", "Begrundelse"),
)
OUTCOMES = tuple(outcome.value for outcome in Outcome)

ANSWERS = SheetSpec(
    "Svar",
    (
        ColumnSpec(
            ID, Kind.ID, 16, "Rækkens navn. Ret det ikke: det er det, afgørelsen findes igen på."
        ),
        ColumnSpec(
            "Part", Kind.LINE, 20, "Hvem der har svaret; flere, hvis de har rettet det samme."
        ),
        ColumnSpec("Afsnit", Kind.LINE, 15, "Hvor i rapporten det er."),
        ColumnSpec("Før", Kind.TEXT, 44, "Teksten, som den blev sendt ud."),
        ColumnSpec(
            "Efter", Kind.TEXT, 44, "Teksten, som parten ønsker den, eller partens kommentar."
        ),
        ColumnSpec(
            MET,
            Kind.STATUS,
            15,
            "Vælg ja, delvist eller nej. En tom celle er ikke afgjort.\n"
            "Hører flere rækker til samme uenighed (/1, /2 …), kan højst én få ja eller delvist.",
        ),
        ColumnSpec(
            WORDING,
            Kind.TEXT,
            44,
            "Jeres egen ordlyd: hele tekststykket, som det skal stå i rapporten. "
            "Skal udfyldes ved delvist. Nyt afsnit: Alt+Enter.",
        ),
        ColumnSpec(
            ASSESSMENT,
            Kind.TEXT,
            36,
            "Sekretariatets vurdering, som den skal stå i høringsnotatet.",
        ),
        ColumnSpec(REASON, Kind.TEXT, 36, "Begrundelsen, som den skal stå i høringsnotatet."),
    ),
)

TYPED = SheetSpec(
    ANSWERS.name,
    tuple(c for c in ANSWERS.columns if c.header in (ID, MET, WORDING, ASSESSMENT, REASON)),
)
"""The columns that are read back."""
