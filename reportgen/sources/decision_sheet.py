"""``hoeringssvar.xlsx``: the workbook where the secretariat decides on every answer.

Made anew by every collect, with all that was typed so far; never read for anything but
what a person types in it.
"""

from __future__ import annotations

import html
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from reportgen.hearing.decisions.rows import Row, Typed
from reportgen.hearing.decisions.rulings import Outcome, RemarkKind
from reportgen.opc.container import ZipContainer, write_container
from reportgen.problems import Location, Problem
from reportgen.sources.spelling import folded, nearest
from reportgen.sources.workbook.cells import column_letters
from reportgen.sources.workbook.create import last_filtered, row_height
from reportgen.sources.workbook.elements import LONGEST_TEXT, encode_text
from reportgen.sources.workbook.package import Unreadable, WorkbookPackage
from reportgen.sources.workbook.rich_text import marked_string_of, rich_text
from reportgen.sources.workbook.rows import RowReader
from reportgen.sources.workbook.sheets import ColumnKind as Kind
from reportgen.sources.workbook.sheets import ColumnSpec, SheetSpec
from reportgen.sources.workbook.spreadsheetml import WorkbookParts
from reportgen.sources.workbook.table import SheetTable, read_table

# The columns of the sheet ``Svar``: one table for writing and for reading it.

ID, MET, WORDING, ASSESSMENT, REASON, EDITORIAL, TYPE = (
    *("Id", "Imødekommet", "Ny ordlyd"),
    *("Sekretariatets vurdering", "Begrundelse", "Redaktionel", "Type"),
)
OUTCOMES = tuple(outcome.value for outcome in Outcome)
KINDS = tuple(kind.value for kind in RemarkKind)

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
            "Sekretariatets vurdering, som den skal stå i høringsnotatet. Den står ikke i svaret "
            "til parten.",
        ),
        ColumnSpec(
            REASON,
            Kind.TEXT,
            36,
            "Begrundelsen, som den skal stå i høringsnotatet og i svaret til den part, der har "
            "ønsket ændringen eller skrevet kommentaren. Parten læser den.",
        ),
        ColumnSpec(
            EDITORIAL,
            Kind.LINE,
            14,
            "ja: rettelsen gælder kun tegnsætning, mellemrum, bindestreger eller anførselstegn. "
            "Ingen bogstaver og tal er ændret, og ingen har ønsket andet.",
        ),
        ColumnSpec(
            TYPE,
            Kind.STATUS,
            14,
            "Vælg fejl, præcisering, nyt forslag eller spørgsmål, som det skal stå i "
            "høringsnotatet. En tom celle står som –.",
            optional=True,
        ),
    ),
)

TO_TYPE = (MET, WORDING, ASSESSMENT, REASON, TYPE)
"""Headers of the columns that people type in; the others are only to be read."""
TYPED = SheetSpec(ANSWERS.name, tuple(c for c in ANSWERS.columns if c.header in (ID, *TO_TYPE)))
"""The columns that are read back."""


def said_in(typed: Typed, column: str) -> str:
    """What was typed in one of the columns of a row."""
    if column == MET:
        return typed.outcome.value if typed.outcome else ""
    if column == TYPE:
        return typed.kind.value if typed.kind else ""
    return {WORDING: typed.text, ASSESSMENT: typed.assessment, REASON: typed.reason}[column]


def with_said(typed: Typed, column: str, said: str) -> Typed:
    """The same row with something else typed in one of its columns."""
    if column == MET:
        return replace(typed, outcome=Outcome(said) if said else None)
    if column == TYPE:
        return replace(typed, kind=RemarkKind(said) if said else None)
    if column == WORDING:
        return replace(typed, text=said)
    if column == ASSESSMENT:
        return replace(typed, assessment=said)
    return replace(typed, reason=said)


# Reading ``hoeringssvar.xlsx`` back: what was typed, and every fault at its cell.


def read_answers(
    data: bytes, file: str, rows: Sequence[Row]
) -> tuple[dict[str, Typed], list[Problem]]:
    """Read what was typed in the workbook, by the id of the row, and list every fault.

    `rows` are those it was made with. A row that is gone is undecided, with a warning.
    Nothing is raised, whatever `data` holds.
    """
    found, problems = _answers(data, file, tuple(rows))
    return dict(found), list(problems)


@lru_cache(maxsize=2)  # a round is looked at again and again, and its workbook is large
def _answers(
    data: bytes, file: str, rows: Sequence[Row]
) -> tuple[Mapping[str, Typed], Sequence[Problem]]:
    problems: list[Problem] = []
    table = _table(data, file, problems)
    if table is None or ID not in table.columns:
        return {}, problems
    found = _typed(table, {row.id: row for row in rows}, problems)
    problems += _too_many(table, rows, found)
    problems += [
        Problem("hearing-row-gone", table.where, {"id": row.id, "party": row.party})
        for row in rows
        if row.id not in found
    ]
    return found, problems


def _table(data: bytes, file: str, problems: list[Problem]) -> SheetTable | None:
    """The sheet with the decisions; None, with the fault told, where there is none to read."""
    where = Location(file)
    try:
        workbook = WorkbookParts(WorkbookPackage(data), marked_string_of)
        names = [part.name for part in workbook.sheets]
        part = next((p for p in workbook.sheets if folded(p.name) == folded(ANSWERS.name)), None)
        if part is None:
            values = {"sheet": ANSWERS.name, "found": ", ".join(names)}
            problems.append(Problem("hearing-sheet-missing", where, values))
            return None
        raw = workbook.sheet(part)
    except Unreadable as fault:
        problems.append(Problem(fault.code, where, fault.values))
        return None
    if workbook.has_macros:
        problems.append(Problem("workbook-macros", where))
    table, faults = read_table(raw, TYPED, Location(file, part.name))
    problems += faults
    return table


def _typed(
    table: SheetTable, known: Mapping[str, Row], problems: list[Problem]
) -> dict[str, Typed]:
    """What was typed in each row, by its id; a row that none can be given to is a fault."""
    found: dict[str, Typed] = {}
    for row in table.rows:
        reader = RowReader(table, row, problems)
        id_ = reader.line(ID)
        said = reader.line(MET)
        outcome = _outcome(reader, said)
        text, assessment = reader.text(WORDING), reader.text(ASSESSMENT)
        typed = Typed(
            *(outcome, text, assessment, reader.text(REASON), _kind(reader)),
            where=table.at(row.cells.get(MET, "")),
            cells=row.cells,
            spelt=said,
        )
        if not id_:
            reader.report("hearing-row-without-id", ID)
        elif id_ not in known:
            near = nearest(id_, known) or ""
            reader.report("hearing-decision-unknown", ID, id=id_, near=near)
        elif id_ in found:
            reader.report("hearing-row-twice", ID, id=id_)
        else:
            found[id_] = typed
            _check(reader, id_, typed)
    return found


def _outcome(reader: RowReader, said: str) -> Outcome | None:
    if not said:
        return None
    if folded(said) in OUTCOMES:
        return Outcome(folded(said))
    reader.report("hearing-outcome-unknown", MET, typed=said, allowed=", ".join(OUTCOMES))
    return None


def _kind(reader: RowReader) -> RemarkKind | None:
    said = reader.line(TYPE)
    if not said:
        return None
    if folded(said) in map(folded, KINDS):
        return next(kind for kind in RemarkKind if folded(kind.value) == folded(said))
    reader.report("hearing-kind-unknown", TYPE, typed=said, allowed=", ".join(KINDS))
    return None


def _check(reader: RowReader, id_: str, typed: Typed) -> None:
    """Whether the wording fits the decision."""
    if typed.outcome is Outcome.PARTLY and not typed.text.strip():
        reader.report("hearing-wording-missing", WORDING, id=id_)
    if typed.text.strip() and typed.outcome in (None, Outcome.NO):
        reader.report("hearing-wording-unused", WORDING, id=id_)


def _too_many(table: SheetTable, rows: Sequence[Row], found: Mapping[str, Typed]) -> list[Problem]:
    """Conflicts of which more than one side was met."""
    met: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        typed = found.get(row.id)
        if row.conflict and typed and typed.outcome in (Outcome.YES, Outcome.PARTLY):
            met[row.conflict].append(row.id)
    return [
        Problem(
            "hearing-variants-both",
            found[ids[1]].where,
            {"conflict": conflict, "chosen": ", ".join(ids)},
        )
        for conflict, ids in met.items()
        if len(ids) > 1
    ]


# Writing ``hoeringssvar.xlsx``; the same rows always give the same bytes. Nearly all of it is the
# same in every round, and lies ready as a workbook with one empty row. Only the rows are
# written: openpyxl, loaded for them, took a quarter of the time of a collect of one answer.

EMPTY = "decision_sheet.xlsx"
"""The workbook with one empty row; ``tools/make_decision_sheet.py`` makes it."""
_CUT = " … (forkortet; hele teksten står i det samlede dokument)"
_SHEET, _BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
_TYPED_IN, _READ_ONLY = 1, 3
"""Cell formats of the empty workbook: their numbers in ``xl/styles.xml``."""
_WIDTHS = tuple(column.width for column in ANSWERS.columns)
_LETTERS = tuple(column_letters(number) for number in range(1, len(ANSWERS.columns) + 1))
_LAST = _LETTERS[-1]
_FORMATS = tuple(_TYPED_IN if h in TO_TYPE else _READ_ONLY for h in ANSWERS.headers)


def write_answers(rows: Sequence[Row]) -> bytes:
    """Make the workbook, with what `rows` have typed in them.

    A text that no cell can hold is cut and says so; what a person typed came from a cell,
    and always fits.
    """
    empty = ZipContainer(Path(__file__).with_name(EMPTY).read_bytes())
    parts = {name: empty.read(name) for name in empty.names}
    before, _, row_and_after = parts[_SHEET].decode().partition('<row r="2"')
    after = row_and_after[row_and_after.index("</sheetData>") :]
    last, filtered = len(rows) + 1, last_filtered(len(rows))
    sheet = (
        before.replace(f'"A1:{_LAST}2"', f'"A1:{_LAST}{last}"')
        + "".join(_row_xml(number, cell_values(row)) for number, row in enumerate(rows, 2))
        + after.replace(f'"A1:{_LAST}{last_filtered(1)}"', f'"A1:{_LAST}{filtered}"')
    )
    book = parts[_BOOK].decode().replace(f"${_LAST}${last_filtered(1)}<", f"${_LAST}${filtered}<")
    written = {_SHEET: sheet.encode("ascii", "xmlcharrefreplace"), _BOOK: book.encode()}
    return write_container(parts | written)


def _row_xml(number: int, values: Sequence[str]) -> str:
    """A row of the sheet as SpreadsheetML (18.3.1.73), its texts in the cells themselves."""
    cells = (
        _cell_xml(f"{letter}{number}", cell_format, value)
        for letter, cell_format, value in zip(_LETTERS, _FORMATS, values, strict=True)
    )
    return f'<row r="{number}" ht="{row_height(values, _WIDTHS):g}">{"".join(cells)}</row>'


def _cell_xml(place: str, cell_format: int, text: str) -> str:
    if not text:
        return f'<c r="{place}" s="{cell_format}" t="n"></c>'
    if runs := rich_text(text):
        return f'<c r="{place}" s="{cell_format}" t="inlineStr"><is>{runs}</is></c>'
    space = "" if text == text.strip() else ' xml:space="preserve"'
    written = html.escape(text, quote=False)
    return f'<c r="{place}" s="{cell_format}" t="inlineStr"><is><t{space}>{written}</t></is></c>'


def cell_values(row: Row) -> tuple[str, ...]:
    """What stands in the cells of a row, as the package holds it."""
    typed = row.typed
    values = (
        *(row.id, row.party, row.section, row.before, row.after),
        typed.outcome.value if typed.outcome else "",
        *(typed.text, typed.assessment, typed.reason),
        "ja" if row.editorial else "",
        typed.kind.value if typed.kind else "",
    )
    return tuple(_encoded(value) for value in values)


def _encoded(text: str) -> str:
    """Text as the package holds it, cut where it is too long for a cell."""
    text = encode_text(text)
    if len(text.encode("utf-16-le")) <= 2 * LONGEST_TEXT:
        return text
    room = 2 * (LONGEST_TEXT - len(_CUT))
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + _CUT
