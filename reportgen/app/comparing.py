"""Two archived versions as one document, with every change between them tracked."""

from __future__ import annotations

from pathlib import Path

from reportgen.app.archived import ArchivedVersion
from reportgen.app.archiving import ArchivedYear
from reportgen.app.documents import COMPARISONS
from reportgen.hearing.comparing.elements import ComparedDocument
from reportgen.hearing.comparing.plan import Notes, Signatures, plan_back
from reportgen.hearing.redline_plan import Signature
from reportgen.opc.package import Package
from reportgen.problems import InputFaults
from reportgen.report.dates import danish_date
from reportgen.word.elements.identity import read_core
from reportgen.word.read.returned import read_returned
from reportgen.word.revisions.redline.comparison import Comparison, embedded_parts, write_comparison
from reportgen.workspace.links import refuse_links
from reportgen.workspace.made import write_made
from reportgen.workspace.names import plain
from reportgen.workspace.places import Workspace, Year


def write_document(
    workspace: Workspace, older: ArchivedVersion, newer: ArchivedVersion, folder: Path | None = None
) -> Path:
    """Write the comparison of two versions to `folder`, else among the outputs of the newer.

    A file of that name that says something else was worked in, and stays as it is: the
    next one gets a number. Raises a refusal where the archive cannot give the documents.
    """
    before, after = (
        ArchivedYear(Year(workspace, one.network, one.year)).document(one.record)
        for one in (older, newer)
    )
    data = document(before, after, older, newer)
    place = folder or _outputs(Year(workspace, newer.network, newer.year))
    return write_made(place / f"{_file_name(older, newer)}.docx", data)


def document(before: bytes, after: bytes, older: ArchivedVersion, newer: ArchivedVersion) -> bytes:
    """Make the comparison from the documents of two versions.

    It is the newer document: accepting every change gives its text, rejecting them all
    that of the older one. Two years share few rows of their tables, so there the tables
    whose changes would be no more than another table are left as they are, with a comment.
    The changes are signed by whoever wrote the newer version, on its date.
    """
    compared, earlier = _read(after, newer.version), _read(before, older.version)
    author = read_core(Package.open(after, newer.version), "dc:creator") or "reportgen"
    a, b = _name_of(older, newer), _name_of(newer, older)
    comparison = Comparison(
        title=f"Ændringer fra {a} til {b}",
        label=f"Ændringer fra {_dated(a, older)} til {_dated(b, newer)}",
        author=author,
        date=newer.date,
    )
    notes = Notes(
        opening=(
            f"Dokumentet viser, hvad der er ændret fra {_dated(a, older)} til "
            f"{_dated(b, newer)}. Det nye er markeret som indsat, det udgåede som slettet. "
            f"Acceptér alle ændringer for at læse {b}, og afvis dem alle for at læse {a}.\n"
            "Sidehoved, indholdsfortegnelse og figurer er ikke sammenlignet, og heller ikke "
            f"tabeller med en kommentar. De står, som de er i {b}."
        ),
        table=f"Ændringerne i tabellen er ikke vist. Den står, som den er i {b}.",
        figure=f"Figuren står, som den er i {b}. Den så anderledes ud i {a}.",
        gone_figure=f"I {a} stod her en figur, som er udgået: {{figure}}",
        gone_table=f"I {a} stod her en tabel, som er udgået. Den er vist linje for linje.",
    )
    # LibreOffice takes changes of one author that meet within a minute for one, and then
    # joins a paragraph whose end was changed with the next where that came or went whole.
    day = newer.date.isoformat()
    back = plan_back(
        compared,
        earlier,
        Signatures(Signature(author, f"{day}T00:00:00"), Signature(author, f"{day}T00:02:00")),
        notes,
        whole_tables=older.year == newer.year,
    )
    return write_comparison(after, back, comparison)


def _outputs(year: Year) -> Path:
    refuse_links(year)
    return year.outputs


def _read(data: bytes, name: str) -> ComparedDocument:
    read, problems = read_returned(data, f"{name}.docx")
    if read is None:
        raise InputFaults(problems)
    return ComparedDocument(read.document.paragraphs, embedded_parts(data))


def _name_of(one: ArchivedVersion, other: ArchivedVersion) -> str:
    return one.version if one.year == other.year else f"årsrapport {one.year}"


def _dated(called: str, kept: ArchivedVersion) -> str:
    version = "" if called == kept.version else f"{kept.version}, "
    return f"{called} ({version}{danish_date(kept.date)})"


def _file_name(older: ArchivedVersion, newer: ArchivedVersion) -> str:
    years = str(newer.year) if older.year == newer.year else f"{older.year}-{newer.year}"
    versions = f"{older.version}-til-{newer.version}"
    return f"{COMPARISONS}{years}_{plain(newer.network)}_{versions}"
