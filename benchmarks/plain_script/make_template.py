"""Make the plain script's own Word template: its cover, headings, Jinja loops and tables."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import docx
from docx.document import Document

_PROSE = "{{%p for line in prose['{0}'] %}}", "{{{{ line }}}}", "{{%p endfor %}}"


def main(target: Path) -> None:
    """Write the template to `target`."""
    document = docx.Document()
    document.add_heading("Årsrapport {{ year }}", 0)
    document.add_paragraph("{{ network.navn }} · {{ network.rammeaftale }}")
    document.add_paragraph("{{ stage }}, {{ version }} · {{ date }} · {{ network.sagsnummer }}")
    document.add_page_break()
    document.add_heading("1 Indledning", 1)
    _prose(document, "1.1", "Formål")
    _prose(document, "1.2", "Året kort")
    document.add_heading("2 Netværksgruppen", 1)
    _prose(document, "2.1", "Opgave og organisering")
    document.add_heading("2.2 Medlemmer", 2)
    _table(document, "members", ("Navn", "Organisation", "Rolle"), ("name", "organisation", "role"))
    document.add_heading("2.3 Møder i året", 2)
    _table(document, "meetings", ("Dato", "Form", "Emner"), ("date", "form", "topics"))
    _matrix(document, "attendance")
    document.add_heading("3 Status på området", 1)
    _prose(document, "3.1", "Årets arbejde og temaer")
    document.add_heading("3.2 Opfølgning på sidste årsrapport", 2)
    _table(
        document,
        "follow_ups",
        ("Anbefaling", "Svar", "Fra", "Status"),
        ("recommendation", "answer", "sender", "status"),
    )
    _prose(document, "3.3", "Opfølgning på årets fokusområder")
    document.add_heading("3.4 Nøgletal", 2)
    document.add_paragraph("{%p for figure in figures %}")
    document.add_heading("{{ figure.title }}", 3)
    _matrix(document, "figure")
    document.add_paragraph("Kilde: {{ figure.source }}")
    document.add_paragraph("{%p endfor %}")
    _prose(document, "3.5", "Udviklingstendenser")
    _points(document, "3.6", "Udfordringer og udviklingsbehov")
    _points(document, "3.7", "Anbefalinger til styregruppen")
    document.add_heading("4 Det kommende år", 1)
    document.add_heading("4.1 Møder og årshjul", 2)
    _table(document, "wheel", ("Dato", "Emne", "Form og sted"), ("date", "topic", "form"))
    _points(document, "4.2", "Fokusområder")
    document.add_heading("Bilag 1 Kilder", 1)
    document.add_paragraph("{%p for source in sources %}")
    document.add_paragraph("{{ source }}", style="List Bullet")
    document.add_paragraph("{%p endfor %}")
    document.save(str(target))


def _prose(document: Document, number: str, title: str) -> None:
    document.add_heading(f"{number} {title}", 2)
    for piece in _PROSE:
        document.add_paragraph(piece.format(number))


def _points(document: Document, number: str, title: str) -> None:
    document.add_heading(f"{number} {title}", 2)
    document.add_paragraph(f"{{%p for point in points['{number}'] %}}")
    document.add_paragraph("{{ point.heading }}", style="List Number")
    document.add_paragraph("{%p for line in point.lines %}")
    document.add_paragraph("{{ line }}")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{{ point.source }}", style="Caption")
    document.add_paragraph("{%p endfor %}")


def _table(document: Document, name: str, headers: Sequence[str], keys: Sequence[str]) -> None:
    """A table with fixed columns: a header row, and one row repeated between two tag rows."""
    table = document.add_table(4, len(headers), style="Light Grid Accent 1")
    table.cell(1, 0).text = f"{{%tr for row in {name} %}}"
    table.cell(3, 0).text = "{%tr endfor %}"
    for column, (header, key) in enumerate(zip(headers, keys, strict=True)):
        table.cell(0, column).text = header
        table.cell(2, column).text = f"{{{{ row.{key} }}}}"


def _matrix(document: Document, name: str) -> None:
    """A table whose columns are data too."""
    table = document.add_table(4, 4, style="Light Grid Accent 1")
    table.cell(1, 0).text = f"{{%tr for row in {name}.rows %}}"
    table.cell(3, 0).text = "{%tr endfor %}"
    for row, first, looped in (
        (0, "Organisation", f"{name}.headers"),
        (2, "{{ row.name }}", "row.cells"),
    ):
        table.cell(row, 0).text = first
        table.cell(row, 1).text = f"{{%tc for cell in {looped} %}}"
        table.cell(row, 2).text = "{{ cell }}"
        table.cell(row, 3).text = "{%tc endfor %}"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
