"""A workspace with one tiny network, so that nothing is tied to the sample's."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from reportgen.report.inputs import (
    FollowUp,
    KeyFigure,
    Member,
    PointRow,
    ReplyStatus,
    Status,
    WheelEntry,
    Workbook,
)
from reportgen.sources.workbook.create import create_workbook
from reportgen.workspace.places import Workspace, Year

ROOT = Path(__file__).parent.parent
ORGANISATIONS = ("Åby Kommune", "Bæk Kommune", "Region Øst")

NETWORK = """\
navn: Netværksgruppe Ældre & Sundhed
kortnavn: Ældre og Sundhed
rammeaftale: Rammeaftale Øst
styregruppe: Styregruppen for Rammeaftale Øst
sekretariat: {organisation: Åby Kommune}
sagsnummer: 24/1234
organisationer: [Åby Kommune, Bæk Kommune, Region Øst]
"""

PROSE = """\
## 1.1 Formål
Rapporten beskriver **årets** arbejde.
- et forhold
- et andet

## 3.1 Årets arbejde og temaer
Netværket mødtes én gang.
"""

MEETING = """\
# Referatet er gennemgået af sekretariatet.
moede: {dato: 2024-03-01, tid: "9.00-11.00", form: fysisk, sted: Åby}
deltagere:
  til_stede: [{navn: Leder, organisation: Åby Kommune}]
  afbud: [{navn: Leder, organisation: Bæk Kommune}]
dagsorden:
  - nr: "1"
    titel: Velkomst
  - nr: "2"
    titel: Årsrapport
    links: ["[Vejledningen](https://example.dk/vejledning)"]
    aarsrapport:
      - {afsnit: "3.6", pind: 1, id: U1, art: præciser, input: Det gælder især om vinteren.}
      - {afsnit: "3.6", id: U2, art: erstat, før: Andet, input: Skriv det om., tekst: Noget helt nyt.}
      - {afsnit: "3.7", id: A1, til: styregruppen, beslutning: afsøge en fælles vagt, frist: 2025-06-01, art: tilføj, overskrift: Fælles vagt, udfordring: U1, input: Vi bør dele vagten., tekst: Styregruppen anbefales at afsøge en fælles vagt.}
      - {afsnit: null, art: bemærkning, input: Nævn at vi er få.}
naeste_moeder:
  - {dato: 2025-02-07, status: godkendt}
"""  # noqa: E501

CONTENT = Workbook(
    members=(
        Member("Leder", "Åby Kommune", "Formand"),
        Member("Leder", "Bæk Kommune", "Medlem", until=dt.date(2024, 6, 30)),
    ),
    points=(
        PointRow("U1", "Natten", "Det er svært at dække natten.", Status.CONTINUED, "Rapport 2023"),
        PointRow("U2", "Vagter", "Andet", Status.NEW, "Rapport 2023"),
        PointRow("F1", "Nattevagt", "", Status.CONTINUED, "Rapport 2023"),
        PointRow("F2", "Velfærdsteknologi", "Fælles indkøb.", Status.NEW, "Rapport 2023"),
    ),
    figures=tuple(
        KeyFigure("Besøg", "antal", name, year, Decimal(100 * (i + 1) + year - 2022), "Optælling")
        for i, name in enumerate(ORGANISATIONS)
        for year in (2022, 2023, 2024)
    ),
    follow_ups=(
        FollowUp(
            "O1",
            "A9",
            "Fælles sprog",
            "Styregruppen",
            dt.date(2024, 2, 1),
            "Vi ser på det.",
            ReplyStatus.ANSWERED,
        ),
    ),
    wheel=(WheelEntry(dt.date(2025, 2, 7), "Nattevagt", "fysisk", "Bæk"),),
)


@dataclass(frozen=True, slots=True)
class SmallYear:
    """The tiny network's year, and ways to change what it says."""

    year: Year

    @property
    def root(self) -> Path:
        return self.year.workspace.root

    @property
    def meeting(self) -> Path:
        return self.year.meetings / "2024-03-01.yaml"

    def write_workbook(self, **changes: object) -> None:
        content = replace(CONTENT, **changes)  # type: ignore[arg-type]
        self.year.workbook.write_bytes(create_workbook(ORGANISATIONS, content))

    def edit_meeting(self, old: str, new: str) -> None:
        text = self.meeting.read_text(encoding="utf-8")
        assert old in text
        self.meeting.write_text(text.replace(old, new), encoding="utf-8")

    def decide(self, number: int, text: str) -> None:
        self.year.decided.mkdir(exist_ok=True)
        (self.year.decided / f"{number:03d}.yaml").write_text(text, encoding="utf-8")

    def snapshot(self) -> dict[str, bytes]:
        """Every file but the locks, by name."""
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in sorted(self.root.rglob("*"))
            if path.is_file() and not path.name.startswith(".reportgen")
        }


def small_year(root: Path) -> SmallYear:
    """Write the workspace into `root`."""
    year = Year(Workspace(root), "aeldre-og-sundhed", 2024)
    year.meetings.mkdir(parents=True)
    (root / "templates").mkdir()
    shutil.copy(ROOT / "templates" / "aarsrapport.docx", root / "templates")
    year.network_file.write_text(NETWORK, encoding="utf-8")
    year.prose.write_text(PROSE, encoding="utf-8")
    small = SmallYear(year)
    small.meeting.write_text(MEETING, encoding="utf-8")
    small.write_workbook()
    return small
